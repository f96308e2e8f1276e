"""The light of `lights`, said in SQL: to filter, sort and count by it without reading a row.

Days are handed in as literals, so the database asks no clock. Every stored day is a column of the
thing itself; a thing without plan or reports leaves those names out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from luoshi.dues.models import OPEN, Due
from luoshi.dues.terms import Level


@dataclass(frozen=True)
class Columns:
    """The columns a thing keeps its light's days in; an empty name means it has no such day.

    :param closed: when nothing is owed any more
    :param paused: when the clock stands still
    """

    closed: Q
    paused: Q
    due_date: str = "due_date"
    warn_date: str = "warn_date"
    severe_date: str = "severe_date"
    claimed_date: str = "claimed_date"
    lag_date: str = ""
    far_lag_date: str = ""
    report_warn_date: str = ""
    missed_date: str = ""
    missed_twice_date: str = ""
    ignored_date: str = ""
    times_sent_back: str = ""


DUE = Columns(closed=~OPEN, paused=Q(paused_since__isnull=False))


def level(today: date, columns: Columns = DUE) -> Combinable:
    """Return the level of the light as an expression; see `lights.light`."""
    parts = [_time(columns, today)]
    if columns.lag_date or columns.far_lag_date:
        behind = (columns.far_lag_date, Level.OVERDUE), (columns.lag_date, Level.WARNING)
        parts.append(_stored(columns, today, behind))
    if columns.report_warn_date or columns.missed_date or columns.missed_twice_date:
        missed = (
            (columns.missed_twice_date, Level.OVERDUE),
            (columns.missed_date, Level.WARNING),
            (columns.report_warn_date, Level.ATTENTION),
        )
        parts.append(_stored(columns, today, missed))
    if columns.times_sent_back:
        parts.append(_quality(columns.times_sent_back))
    worst = Greatest(*parts) if len(parts) > 1 else parts[0]
    return _case(
        When(columns.closed, then=Value(Level.DONE.value)),
        When(columns.paused, then=Value(Level.SUSPENDED.value)),
        default=worst,
    )


def claimed_level(today: date, columns: Columns = DUE) -> Combinable:
    """Return the level of what the unit says as an expression; see `lights.claimed_light`."""
    claimed = Q(**{f"{columns.claimed_date}__isnull": False})
    return _case(When(claimed, then=Value(Level.DONE.value)), default=level(today, columns))


def at_level(wanted: Level, today: date) -> Q:
    """Return the condition that an open due stands at a level, fit for its partial indexes.

    Same answer as filtering by `level`, but each day is compared bare, so an index serves it.
    """
    running = OPEN & Q(paused_since__isnull=True)
    unclaimed, claimed = Q(claimed_date__isnull=True), Q(claimed_date__isnull=False)
    in_time = claimed & Q(claimed_date__lte=F("due_date"))
    claimed_late = claimed & Q(claimed_date__gt=F("due_date"))
    return {
        Level.DONE: ~OPEN,
        Level.SUSPENDED: OPEN & Q(paused_since__isnull=False),
        Level.NORMAL: running & (in_time | unclaimed & Q(warn_date__gt=today, due_date__gt=today)),
        Level.ATTENTION: running & unclaimed & Q(warn_date__lte=today, due_date__gt=today),
        Level.WARNING: running & unclaimed & Q(due_date=today),
        Level.OVERDUE: running
        & (
            unclaimed & Q(due_date__lt=today, severe_date__gt=today)
            | claimed_late & Q(severe_date__gt=F("claimed_date"))
        ),
        Level.SERIOUS: running
        & (
            unclaimed & Q(severe_date__lte=today)
            | claimed_late & Q(severe_date__lte=F("claimed_date"))
        ),
    }[wanted]


def counts(things: QuerySet, today: date, columns: Columns = DUE) -> dict[Level, int]:  # type: ignore[type-arg]
    """Count things by level, every level named, in one query."""
    rows = (
        things.order_by()
        .annotate(light_level=level(today, columns))
        .values_list("light_level")
        .annotate(number=Count("pk"))
    )
    found = dict(rows)
    return {one: found.get(one.value, 0) for one in Level}


def dues_at(wanted: Iterable[Level], today: date) -> QuerySet[Due]:
    """Return the dues that stand at one of these levels."""
    condition = Q(pk__in=[])
    for one in wanted:
        condition |= at_level(one, today)
    return Due.objects.filter(condition)


def _time(columns: Columns, today: date) -> Case:
    """Mirror `lights.time_light`: a claim in time is normal, else the clock stands at the claim."""
    claimed = Q(**{f"{columns.claimed_date}__isnull": False})
    ignored = [_ignored(columns, claimed, today)] if columns.ignored_date else []
    return _case(
        *ignored,
        When(
            claimed & Q(**{f"{columns.claimed_date}__lte": F(columns.due_date)}),
            then=Value(Level.NORMAL.value),
        ),
        When(
            claimed & Q(**{f"{columns.claimed_date}__gte": F(columns.severe_date)}),
            then=Value(Level.SERIOUS.value),
        ),
        When(claimed, then=Value(Level.OVERDUE.value)),
        When(Q(**{f"{columns.severe_date}__lte": today}), then=Value(Level.SERIOUS.value)),
        When(Q(**{f"{columns.due_date}__lt": today}), then=Value(Level.OVERDUE.value)),
        When(Q(**{columns.due_date: today}), then=Value(Level.WARNING.value)),
        When(Q(**{f"{columns.warn_date}__lte": today}), then=Value(Level.ATTENTION.value)),
        default=Value(Level.NORMAL.value),
    )


def _ignored(columns: Columns, claimed: Q, today: date) -> When:
    """Mirror the second urging: ignored by today, or before the claim that came at last."""
    name = columns.ignored_date
    before = claimed & Q(**{f"{columns.claimed_date}__gte": F(name)})
    return When(before | ~claimed & Q(**{f"{name}__lte": today}), then=Value(Level.SERIOUS.value))


def _stored(columns: Columns, today: date, days: Iterable[tuple[str, Level]]) -> Case:
    """Give the level of the first day that has come, today or by the claim if there is one."""
    claimed = columns.claimed_date
    return _case(
        *(
            When(
                Q(**{f"{name}__lte": today})
                & (Q(**{f"{claimed}__isnull": True}) | Q(**{f"{claimed}__gte": F(name)})),
                then=Value(reached.value),
            )
            for name, reached in days
            if name
        ),
        default=Value(Level.NORMAL.value),
    )


def _quality(column: str) -> Case:
    return _case(
        When(Q(**{f"{column}__gte": 2}), then=Value(Level.OVERDUE.value)),
        When(Q(**{column: 1}), then=Value(Level.WARNING.value)),
        default=Value(Level.NORMAL.value),
    )


def _case(*whens: When, default: Combinable) -> Case:
    return Case(*whens, default=default, output_field=IntegerField())
