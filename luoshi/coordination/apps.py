"""How Django finds this room."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.coordination"
