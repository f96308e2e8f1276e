"""How Django finds this room."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.organisation"
