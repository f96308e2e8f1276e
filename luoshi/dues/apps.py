"""How Django finds this room."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    """The room, as Django knows it: open dues go along when units merge."""

    name = "luoshi.dues"

    def ready(self) -> None:
        """Tell the register of units how what is owed moves."""
        # Tables can be read only once all apps are loaded.
        from luoshi.dues.moving import CARRIER  # noqa: PLC0415
        from luoshi.organisation import mergers  # noqa: PLC0415

        mergers.register(CARRIER)
