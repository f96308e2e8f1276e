"""How Django finds this room."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.kit"
