"""How Django finds the house itself, and what the house does by the clock."""

from datetime import time

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The house: its checks and its schedule are registered when it starts."""

    name = "luoshi.site"
    label = "luoshi_site"

    def ready(self) -> None:
        """Register the checks, who may be asked, and every room's work by the clock."""
        # Checks and schedules speak of tables, which stand only now.
        from luoshi.breakdown import advising  # noqa: PLC0415
        from luoshi.queue import schedules  # noqa: PLC0415
        from luoshi.site import checks  # noqa: F401, PLC0415
        from luoshi.site.language_model import Model  # noqa: PLC0415

        advising.register(Model.of)

        schedules.register("site.turn_day", "luoshi.site.jobs.turn_day", daily_at=time(0, 30))
        schedules.register("site.sequence", "luoshi.site.jobs.sequence", every_minutes=10)
        schedules.register("site.sign_head", "luoshi.site.jobs.sign_head", daily_at=time(6, 0))
        schedules.register("site.forget_reads", "luoshi.site.jobs.forget_reads", daily_at=time(3))
        schedules.register("site.sweep_files", "luoshi.site.jobs.sweep_files", daily_at=time(3, 10))
