"""How Django finds this room."""

from django.apps import AppConfig


class QueueConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.queue"
