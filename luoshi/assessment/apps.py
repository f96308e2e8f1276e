"""How Django finds this room."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.assessment"
