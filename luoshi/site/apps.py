"""How Django finds the house itself."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The house: its checks are registered when it starts."""

    name = "luoshi.site"
    label = "luoshi_site"
