"""How the lights would stand under another scheme, and the days of what is open put under it.

Set-based: dues that share kind, start and day share their light's days, reckoned once for all.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection
from django.db.models import BooleanField, Case, Count, Value, When

from luoshi.dues.lights import LightDays, light, severe_day, warn_day
from luoshi.dues.models import OPEN, RUNNING, Due
from luoshi.dues.queries import calendar_here
from luoshi.dues.schemes import CityCalendar, Scheme
from luoshi.dues.terms import DueKind, Level
from luoshi.timelimits.calendar import Calendar

Turned = Counter[tuple[Level, Level]]
Relight = Callable[[datetime], int]
Foresee = Callable[[Scheme, date], Turned]
AT_ONCE = 400
_REPORTS = Case(
    When(kind=DueKind.REPORT, then=Value(True)),
    default=Value(False),
    output_field=BooleanField(),
)


@dataclass(frozen=True)
class Lit:
    """How a room that keeps light days of its own follows another scheme.

    :param relight: writes the days of what is open again, inside the deed; returns how many changed
    :param foresee: counts which lights would change from which level to which; writes nothing
    """

    relight: Relight
    foresee: Foresee


_rooms: dict[str, Lit] = {}


def register(code: str, room: Lit) -> None:
    """Add a room whose things have lights of their own; for AppConfig.ready().

    :raises ValueError: if another goes by this code
    """
    if _rooms.setdefault(code, room) != room:
        raise ValueError(f"two rooms have lights as {code}")


def foreseen(scheme: Scheme, today: date) -> dict[str, Turned]:
    """Count the lights that would change under a scheme, by room, the dues first."""
    rooms = {code: room.foresee(scheme, today) for code, room in sorted(_rooms.items())}
    return {"dues": _dues_foreseen(scheme, today), **rooms}


def relight(at: datetime) -> dict[str, int]:
    """Write the light days of all that is open again; return how many rows changed, by room."""
    changed = {"dues": _relight_dues(calendar_here())}
    return changed | {code: room.relight(at) for code, room in sorted(_rooms.items())}


def _dues_foreseen(scheme: Scheme, today: date) -> Turned:
    """Count by groups that share all a light is read off: a million dues are some thousands."""
    calendar = CityCalendar.on(calendar_here(), scheme)
    rows = (
        Due.objects.filter(RUNNING)
        .order_by()
        .annotate(is_report=_REPORTS)
        .values_list("is_report", "since", "due_date", "warn_date", "severe_date", "claimed_date")
        .annotate(number=Count("pk"))
    )
    turned: Turned = Counter()
    for report, since, due, warn, severe, claimed, number in rows.iterator():
        kind = DueKind.REPORT if report else DueKind.COMPLETION
        stands = LightDays(due, warn_date=warn, severe_date=severe, claimed_date=claimed)
        then = replace(
            stands,
            warn_date=warn_day(kind, since, due, calendar),
            severe_date=severe_day(due, calendar),
        )
        before, after = light(stands, today).level, light(then, today).level
        if before != after:
            turned[before, after] += number
    return turned


def _relight_dues(calendar: Calendar) -> int:
    """Write warn and severe day of every open due that share kind, start and day; return how many.

    One UPDATE for some hundreds of such groups.
    """
    groups = (
        Due.objects.filter(OPEN)
        .order_by()
        .annotate(is_report=_REPORTS)
        .values_list("is_report", "since", "due_date")
        .distinct()
    )
    days = list(_days(list(groups), calendar))
    return sum(_write(days[one : one + AT_ONCE]) for one in range(0, len(days), AT_ONCE))


Days = tuple[bool, date, date, date, date]


def _days(groups: list[tuple[bool, date, date]], calendar: Calendar) -> Iterator[Days]:
    for report, since, due in groups:
        kind = DueKind.REPORT if report else DueKind.COMPLETION
        yield (
            report,
            since,
            due,
            warn_day(kind, since, due, calendar),
            severe_day(due, calendar),
        )


def _write(rows: list[Days]) -> int:
    """Join the open dues with the days of their group, in the database's own words."""
    cast = "::date" if connection.vendor == "postgresql" else ""
    days = ", ".join(f"%s{cast} AS {name}" for name in ("since", "due", "warn", "severe"))
    # Not a table of values: only one of the two databases lets its columns be named.
    given = " UNION ALL ".join([f"SELECT %s AS report, {days}"] * len(rows))
    sql = (
        "UPDATE dues_due SET warn_date = given.warn, severe_date = given.severe"
        f" FROM ({given}) AS given"
        " WHERE dues_due.met_at IS NULL AND dues_due.excused_at IS NULL"
        " AND dues_due.since = given.since AND dues_due.due_date = given.due"
        " AND (dues_due.kind = 'REPORT') = given.report"
        " AND (dues_due.warn_date <> given.warn OR dues_due.severe_date <> given.severe)"
    )
    to_database = connection.ops.adapt_datefield_value
    params = [one if isinstance(one, bool) else to_database(one) for each in rows for one in each]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)
