"""How Django finds this room, and what the room does by the clock."""

from datetime import time

from django.apps import AppConfig


class QueueConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.queue"

    def ready(self) -> None:
        """Declare the room's own schedule."""
        # Tables may be imported only now, when Django knows all rooms.
        from luoshi.queue import schedules  # noqa: PLC0415

        schedules.register("queue.sweep", "luoshi.queue.jobs.sweep_done", daily_at=time(3, 30))
