"""How Django finds this room."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The room, as Django knows it: the trail is told who counts as an administrator."""

    name = "luoshi.organisation"

    def ready(self) -> None:
        """Hand in who may ask for and confirm a purge."""
        # Tables can be read only once all apps are loaded.
        from luoshi.organisation.administrators import is_administrator  # noqa: PLC0415
        from luoshi.trail import purge  # noqa: PLC0415

        purge.register_administrators(is_administrator)
