"""How Django finds this room."""

from datetime import time

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The room, as Django knows it: asks go along when units merge, and are looked after daily."""

    name = "luoshi.coordination"

    def ready(self) -> None:
        """Tell the rooms below how asks and requests move and are purged; work by the clock."""
        # Tables can be read only once all apps are loaded.
        from luoshi.coordination import asks_moving, moving, purging  # noqa: PLC0415
        from luoshi.organisation import mergers  # noqa: PLC0415
        from luoshi.queue import schedules  # noqa: PLC0415
        from luoshi.trail import purge  # noqa: PLC0415

        mergers.register(asks_moving.CARRIER)
        mergers.register(moving.CARRIER)
        purge.register("ask", purging.erase_ask)
        purge.register("addressee", purging.erase_reply)
        purge.register("request", purging.erase_request)
        purge.follow("matter", purging.follow_matter)
        deliver = "luoshi.coordination.jobs.deliver_asks"
        schedules.register("coordination.deliver_asks", deliver, daily_at=time(0, 40))
        lapse = "luoshi.coordination.jobs.lapse_requests"
        schedules.register("coordination.lapse_requests", lapse, daily_at=time(0, 40))
