"""How Django finds this room."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.dues"
