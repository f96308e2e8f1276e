"""How Django finds this room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room, as Django knows it: what the rooms below must be told is told when it starts."""

    name = "luoshi.intake"

    def ready(self) -> None:
        """Hand in the eraser of documents, and how papers go along with a merger."""
        # Tables can be read only once all apps are loaded.
        from luoshi.intake import moving  # noqa: PLC0415
        from luoshi.intake.purging import erase  # noqa: PLC0415
        from luoshi.organisation import mergers  # noqa: PLC0415
        from luoshi.trail import purge  # noqa: PLC0415

        mergers.register(moving.CARRIER)
        purge.register("document", erase)
