"""How Django finds this room."""

from django.apps import AppConfig


class TimelimitsConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.timelimits"
