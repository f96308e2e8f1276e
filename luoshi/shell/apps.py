"""How Django finds this room."""

from datetime import time

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The room, as Django knows it."""

    name = "luoshi.shell"

    def ready(self) -> None:
        """Count what waits beside the pages of the navigation; deliver messages by the clock."""
        # Read here, not above: before this moment the tables of the rooms are not known.
        from luoshi.assessment import waiting as assessments  # noqa: PLC0415
        from luoshi.coordination import asks_queries  # noqa: PLC0415
        from luoshi.coordination import queries as requests  # noqa: PLC0415
        from luoshi.queue import schedules  # noqa: PLC0415
        from luoshi.reporting import signatures  # noqa: PLC0415
        from luoshi.shell import decisions, desk, navigation, waiting  # noqa: PLC0415

        navigation.register_count("decide", decisions.count)
        navigation.register_count("desk", desk.count)
        navigation.register_count("consult", asks_queries.waiting)
        navigation.register_count("requests", requests.count)
        navigation.register_count("figures", assessments.count_figures)
        navigation.register_count("periods", assessments.count_periods)
        navigation.register_count("appeals", assessments.count_appeals)
        navigation.register_count("sign", signatures.count)
        navigation.register_count("verify", waiting.queue_count)
        navigation.register_count("children", waiting.queue_count)
        schedules.register("shell.deliver", "luoshi.shell.jobs.deliver", every_minutes=1)
        # Every day: whether a day is a working day its run asks of the city's own calendar.
        schedules.register(
            "shell.lay_digests", "luoshi.shell.jobs.lay_digests", daily_at=time(8, 30)
        )
        schedules.register("shell.send", "luoshi.shell.jobs.send", every_minutes=1)
        schedules.register(
            "shell.sweep_digests", "luoshi.shell.jobs.sweep_digests", daily_at=time(3, 40)
        )
