"""How Django finds this room."""

from datetime import time

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.coordination"

    def ready(self) -> None:
        """Tell units how requests go along with a merger; let the clock end what is over."""
        # Tables can be read only once all apps are loaded.
        from luoshi.coordination import moving  # noqa: PLC0415
        from luoshi.organisation import mergers  # noqa: PLC0415
        from luoshi.queue import schedules  # noqa: PLC0415

        mergers.register(moving.CARRIER)
        lapse = "luoshi.coordination.jobs.lapse_requests"
        schedules.register("coordination.lapse_requests", lapse, daily_at=time(0, 40))
