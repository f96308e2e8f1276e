"""How Django finds this room."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.shell"
