"""How Django finds this room."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class BreakdownConfig(AppConfig):
    """The room, as Django knows it: what the rooms below must be told is told when it starts."""

    name = "luoshi.breakdown"

    def ready(self) -> None:
        """Tell units how matters move, dues who copies days, the trail how words are erased."""
        # Tables can be read only once all apps are loaded.
        from luoshi.breakdown import many, moving, queries, relight  # noqa: PLC0415
        from luoshi.dues import beside, copies, relighting  # noqa: PLC0415
        from luoshi.intake import holders  # noqa: PLC0415
        from luoshi.organisation import charges, mergers  # noqa: PLC0415
        from luoshi.queue import schedules  # noqa: PLC0415
        from luoshi.trail import purge  # noqa: PLC0415

        mergers.register(moving.CARRIER)
        mergers.register(moving.LISTS)
        charges.register("matters", moving.follow_charge)
        copies.register("matters", moving.follow)
        copies.register_plans("matters", moving.plan)
        relighting.register("matters", relight.LIT)
        holders.register(queries.keeps_registration)
        purge.register("matter", moving.erase)
        beside.register("breakdown:cadences", gettext_lazy("报送频次"))
        for deed in (many.SIGN, many.INSIST, many.REASSIGN, many.REISSUE):
            many.register(deed)
        words, old = "luoshi.breakdown.jobs.lay_words", "luoshi.breakdown.jobs.throw_away_exports"
        schedules.register("breakdown.lay_words", words, every_minutes=5)
        schedules.register("breakdown.throw_away_exports", old, daily_at=time(3, 20))
