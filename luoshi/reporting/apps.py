"""How Django finds this room."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.reporting"
