"""How Django finds this room."""

from django.apps import AppConfig


class BreakdownConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.breakdown"
