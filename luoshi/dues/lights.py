"""Lights are days, not colours: which days a light changes on, and what it is on a given day.

Pure. `LightDays` holds the stored days of one thing (a due, or a matter with its plan and reports);
the light is a comparison with today. `lit` says the same in SQL; a property test holds them equal.
Shapes and the words of categories are in `kit.signs`; here stand the level and its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from luoshi.dues.schemes import scheme_of
from luoshi.dues.terms import DueKind, Level, Reason
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY


@dataclass(frozen=True)
class Light:
    """A level with the reason that gave it."""

    level: Level
    reason: Reason


@dataclass(frozen=True)
class LightDays:
    """The stored days of one thing; a day that is None never comes.

    :param warn_date: first day of 临期
    :param due_date: last day in time
    :param severe_date: first day of 严重逾期
    :param lag_date: first day the plan is 10 points or more before the reported figure
    :param far_lag_date: first day it is more than 30 points before it
    :param report_warn_date: first day the next report is close
    :param missed_date: first day one report is missing
    :param missed_twice_date: first day two reports running are missing
    :param ignored_date: first day the second urging counts as ignored
    :param times_sent_back: how often the work was returned for re-handling
    :param claimed_date: the day it was claimed done: on it the unit's clock stopped
    """

    due_date: date
    warn_date: date | None = None
    severe_date: date | None = None
    lag_date: date | None = None
    far_lag_date: date | None = None
    report_warn_date: date | None = None
    missed_date: date | None = None
    missed_twice_date: date | None = None
    ignored_date: date | None = None
    times_sent_back: int = 0
    claimed_date: date | None = None
    closed: bool = False
    paused: bool = False


NORMAL = Light(Level.NORMAL, Reason.ON_TIME)


def warn_day(kind: str, since: date, due: date, calendar: Calendar) -> date:
    """Return the first day of 临期: three working days or a fifth of the span are left.

    A report warns one working day before. Never before the start: a short limit (≤ 3 D) is close
    from its first day (domain/04 section 4.2). The numbers are the city's, as its calendar has it.
    """
    scheme = scheme_of(calendar)
    if kind == DueKind.REPORT:
        return max(min(since, due), _days_left(due, scheme.report_days, calendar))
    share = due - (due - since).days * scheme.soon_percent // 100 * ONE_DAY
    return max(min(since, due), min(share, _days_left(due, scheme.soon_days, calendar)))


def severe_day(due: date, calendar: Calendar) -> date:
    """Return the first day of 严重逾期: more than five working days past the due day."""
    return calendar.add_working_days(due, scheme_of(calendar).severe_days + 1)


def ignored_day(urged: date, calendar: Calendar) -> date:
    """Return the first day an urging counts as ignored: three working days without an answer."""
    return calendar.add_working_days(urged, scheme_of(calendar).ignored_days + 1)


def light(days: LightDays, today: date) -> Light:
    """Return the light that counts: of work verified, not of work claimed.

    The worst component gives the level; of equals the first, in the order time, progress, reports,
    quality. Once it is claimed the unit's clock stands at the claim.
    """
    if days.closed:
        return Light(Level.DONE, Reason.DONE)
    if days.paused:
        return Light(Level.SUSPENDED, Reason.SUSPENDED)
    return max(components(days, today), key=lambda one: one.level)


def claimed_light(days: LightDays, today: date) -> Light:
    """Return the light of what the unit says: done from the claim on, not before (已报完成)."""
    if days.claimed_date is not None and not days.closed:
        return Light(Level.DONE, Reason.CLAIMED)
    return light(days, today)


def components(days: LightDays, today: date) -> list[Light]:
    """Return the four components of a light, so that one can see why it stands as it does."""
    return [
        time_light(days, today),
        progress_light(days, today),
        report_light(days, today),
        quality_light(days.times_sent_back),
    ]


def time_light(days: LightDays, today: date) -> Light:
    """Return the light of the deadline alone."""
    if days.claimed_date is not None:
        today = days.claimed_date
        if today <= days.due_date and not reached(days.ignored_date, today):
            return NORMAL
    if reached(days.severe_date, today):
        return Light(Level.SERIOUS, Reason.LONG_OVERDUE)
    if reached(days.ignored_date, today):
        return Light(Level.SERIOUS, Reason.URGED_IN_VAIN)
    if today > days.due_date:
        return Light(Level.OVERDUE, Reason.OVERDUE)
    if today == days.due_date:
        return Light(Level.WARNING, Reason.DUE_TODAY)
    if reached(days.warn_date, today):
        return Light(Level.ATTENTION, Reason.DUE_SOON)
    return NORMAL


def progress_light(days: LightDays, today: date) -> Light:
    """Return the light of the plan curve against the reported figure."""
    today = _still(days, today)
    if reached(days.far_lag_date, today):
        return Light(Level.OVERDUE, Reason.FAR_BEHIND)
    if reached(days.lag_date, today):
        return Light(Level.WARNING, Reason.BEHIND)
    return NORMAL


def report_light(days: LightDays, today: date) -> Light:
    """Return the light of the reports on their cadence."""
    today = _still(days, today)
    if reached(days.missed_twice_date, today):
        return Light(Level.OVERDUE, Reason.REPORTS_MISSED)
    if reached(days.missed_date, today):
        return Light(Level.WARNING, Reason.REPORT_MISSED)
    if reached(days.report_warn_date, today):
        return Light(Level.ATTENTION, Reason.REPORT_SOON)
    return NORMAL


def quality_light(times_sent_back: int) -> Light:
    """Return the light of work returned for re-handling: once is a warning, twice is serious."""
    if times_sent_back >= 2:
        return Light(Level.OVERDUE, Reason.SENT_BACK_AGAIN)
    if times_sent_back == 1:
        return Light(Level.WARNING, Reason.SENT_BACK)
    return NORMAL


def reached(day: date | None, today: date) -> bool:
    """Tell whether a stored day has come."""
    return day is not None and day <= today


@dataclass(frozen=True)
class ReportDays:
    """The days of the report component: when the next is close, one missing, two running."""

    report_warn_date: date | None = None
    missed_date: date | None = None
    missed_twice_date: date | None = None


def report_days(open_reports: Iterable[tuple[date, date]]) -> ReportDays:
    """Return the days of the report component from the open reports of one thing.

    A report that comes in answers every earlier one still open, so those left open follow one
    another: the first is missed the day after it was due, two running the day after the second.

    :param open_reports: warn day and due day of each open report
    """
    rows = sorted(open_reports, key=lambda one: one[1])[:2]
    if not rows:
        return ReportDays()
    twice = rows[1][1] + ONE_DAY if len(rows) == 2 else None
    return ReportDays(rows[0][0], rows[0][1] + ONE_DAY, twice)


def _still(days: LightDays, today: date) -> date:
    return today if days.claimed_date is None else min(today, days.claimed_date)


def _days_left(due: date, number: int, calendar: Calendar) -> date:
    """Return the first day on which no more than `number` working days remain after it."""
    return calendar.add_working_days(due + ONE_DAY, -(number + 1))
