"""How Django finds this room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room, as Django knows it: the trail is told how a document's words are erased."""

    name = "luoshi.intake"

    def ready(self) -> None:
        """Hand in the eraser of documents."""
        # Tables can be read only once all apps are loaded.
        from luoshi.intake.purging import erase  # noqa: PLC0415
        from luoshi.trail import purge  # noqa: PLC0415

        purge.register("document", erase)
