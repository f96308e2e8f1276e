"""How Django finds this room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.intake"
