"""The clock of a due in words: 剩2个工作日, 逾期17天, 停表，已停12天. Pure; drawn by `kit.signs`.

A clock belongs to one thing owed, not to the matter. Lights compare days; only the clock shows the
time of day, and only where a due has one.
"""

from datetime import datetime

from luoshi.dues.models import Due
from luoshi.kit.signs import Clock, clock_of
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.here import day_here, end_here
from luoshi.timelimits.rules import Limit, Unit, measure_of


def clock(due: Due, *, at: datetime, calendar: Calendar) -> Clock:
    """Return the clock of an open due: text, tone, icon, the moment it ends.

    Working days left are told where the limit is one of working days, else calendar days.

    :raises ValueError: if the due is closed: it has no clock any more
    """
    if due.closed:
        raise ValueError(f"The clock of a closed due has stopped for good: {due.pk}")
    today = day_here(at)
    paused = None if due.paused_since is None else (today - due.paused_since).days
    ends = due.due_date if due.due_time is None else end_here(due.due_date, due.due_time)
    return clock_of(ends, at, working_days=working_days_left(due, at, calendar), paused_days=paused)


def working_days_left(due: Due, at: datetime, calendar: Calendar) -> int | None:
    """Return how many working days are left, or None where the limit is not one of working days."""
    measure = measure_of(due.measure)
    if not isinstance(measure, Limit) or measure.unit != Unit.WORKING:
        return None
    return max(calendar.working_days_between(day_here(at), due.due_date), 0)
