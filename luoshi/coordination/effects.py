"""影响预告 What granting would do, said beforehand to whoever asks and whoever decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.breakdown.clocks import plan_of
from luoshi.breakdown.lights import days_of, light_of
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations.children import descendants
from luoshi.breakdown.terms import OPEN
from luoshi.dues.lights import Light, light, severe_day, warn_day
from luoshi.dues.queries import calendar_here
from luoshi.dues.schemes import scheme_of
from luoshi.dues.terms import DueKind


@dataclass(frozen=True)
class Effect:
    """What would be so once an extension is granted.

    :param days: by how many calendar days the date moves
    :param before: the light today, and `after` the light today with the new date
    :param children: pieces given further down; their dates stay as they are
    """

    original: date
    was: date
    now: date
    days: int
    before: Light | None
    after: Light | None
    time: int
    children: Sequence[Matter]


def effect_of(matter: Matter, to: date, *, time: int, today: date) -> Effect:
    """Reckon what moving a matter's date to a day would do, as of today. Nothing is written."""
    calendar = calendar_here()
    start = matter.issued_date or matter.original_due_date
    days = replace(
        days_of(matter),
        due_date=to,
        warn_date=warn_day(DueKind.COMPLETION, start, to, calendar),
        severe_date=severe_day(to, calendar),
    )
    if start < to:
        plan = plan_of(matter, start, matter.milestones.all(), until=to)
        lag = plan.lag_days(matter.progress, scheme_of(calendar))
        days = replace(days, lag_date=lag.lag_date, far_lag_date=lag.far_lag_date)
    before = light_of(matter, today)
    return Effect(
        original=matter.original_due_date,
        was=matter.due_date,
        now=to,
        days=(to - matter.due_date).days,
        before=before,
        after=light(days, today) if before else None,
        time=time,
        children=[one for one in descendants(matter) if one.state in OPEN],
    )
