"""How Django finds this room."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.trail"
