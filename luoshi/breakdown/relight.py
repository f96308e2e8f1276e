"""How the matters' own lights follow another scheme: their deadline's days, and their plan's.

A matter's warn and severe day are those of its completion; its plan is reckoned anew against the
figure that was reported. What is not open keeps the light it had.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from luoshi.breakdown import clocks
from luoshi.breakdown.lights import days_of
from luoshi.breakdown.models import Matter, Milestone
from luoshi.breakdown.terms import OPEN
from luoshi.dues.city import Seasons, seasons
from luoshi.dues.lights import LightDays, light, severe_day, warn_day
from luoshi.dues.models import OPEN as STILL_OWED
from luoshi.dues.models import Due
from luoshi.dues.queries import calendar_here
from luoshi.dues.relighting import Lit, Turned
from luoshi.dues.schemes import CityCalendar, Scheme, scheme_of
from luoshi.dues.terms import REPORTS, DueKind
from luoshi.timelimits.calendar import Calendar

COLUMNS = ("warn_date", "severe_date", "lag_date", "far_lag_date", "report_warn_date")
BATCH = 500


def relight(at: datetime) -> int:
    """Write the light days of open matters again where they differ; return how many did."""
    changed = []
    for matter, then in _under(calendar_here()):
        new = {name: getattr(then, name) for name in COLUMNS}
        if new != {name: getattr(matter, name) for name in COLUMNS}:
            for name, value in new.items():
                setattr(matter, name, value)
            changed.append(matter)
    Matter.objects.bulk_update(changed, COLUMNS, batch_size=BATCH)
    return len(changed)


def foresee(scheme: Scheme, today: date) -> Turned:
    """Count the open matters whose light would change under a scheme; writes nothing."""
    turned: Turned = Counter()
    for matter, then in _under(CityCalendar.on(calendar_here(), scheme)):
        before, after = light(days_of(matter), today).level, light(then, today).level
        if before != after:
            turned[before, after] += 1
    return turned


def _under(calendar: Calendar) -> Iterator[tuple[Matter, LightDays]]:
    """Yield every open matter with the days of its light by a calendar. Six queries."""
    steps: dict[UUID, list[Milestone]] = defaultdict(list)
    for one in Milestone.objects.filter(matter__state__in=OPEN):
        steps[one.matter_id].append(one)
    held = seasons()
    owed = Due.objects.filter(STILL_OWED, about_kind="matter")
    completion = dict(
        owed.filter(kind=DueKind.COMPLETION).order_by().values_list("about_id", "since")
    )
    reports: dict[str, tuple[str, date, date]] = {}
    rows = owed.filter(kind__in=REPORTS, paused_since__isnull=True).order_by("-due_date")
    for about, kind, since, due in rows.values_list("about_id", "kind", "since", "due_date"):
        reports[about] = (kind, since, due)
    for matter in Matter.objects.filter(state__in=OPEN).select_related("lead").order_by("id"):
        begun = completion.get(str(matter.pk))
        if begun is not None:
            told = reports.get(str(matter.pk))
            days = _days(matter, begun, told, calendar)
            yield matter, _plan(days, matter, steps[matter.pk], held, calendar)


def _days(
    matter: Matter,
    since: date,
    report: tuple[str, date, date] | None,
    calendar: Calendar,
) -> LightDays:
    return replace(
        days_of(matter),
        warn_date=warn_day(DueKind.COMPLETION, since, matter.due_date, calendar),
        severe_date=severe_day(matter.due_date, calendar),
        report_warn_date=warn_day(*report, calendar) if report else None,
    )


def _plan(
    days: LightDays, matter: Matter, steps: list[Milestone], held: Seasons, calendar: Calendar
) -> LightDays:
    start = matter.issued_date or matter.original_due_date
    if start >= matter.due_date:
        return days
    plan = clocks.plan_of(matter, start, steps, held)
    lag = plan.lag_days(matter.progress, scheme_of(calendar))
    return replace(days, lag_date=lag.lag_date, far_lag_date=lag.far_lag_date)


LIT = Lit(relight, foresee)
