"""How Django finds this room."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """The room, as Django knows it: what is open goes along when units merge, periods are said."""

    name = "luoshi.assessment"

    def ready(self) -> None:
        """Tell the rooms below how places, appeals and schemes move, and how dues are called."""
        # Tables can be read only once all apps are loaded.
        from luoshi.assessment.operations import moving  # noqa: PLC0415
        from luoshi.assessment.wording import step_words  # noqa: PLC0415
        from luoshi.dues import titles  # noqa: PLC0415
        from luoshi.organisation import mergers  # noqa: PLC0415

        mergers.register(moving.CARRIER)
        mergers.register(moving.KEPT)
        titles.register("period", step_words)
