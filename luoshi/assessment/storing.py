"""The scores of a group: reckoned from the tables, and stored with their terms (ADR 0070)."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from luoshi.assessment import composing, measuring, scoring
from luoshi.assessment.bounds import MOST_POINTS, demand_within
from luoshi.assessment.models import AssessedGroup, Indicator, Period, Score
from luoshi.assessment.reckoning.ranks import ranked
from luoshi.assessment.reckoning.spec import Plan, Total
from luoshi.assessment.reckoning.totals import Carried, scored
from luoshi.assessment.terms import Missing, PeriodState
from luoshi.kit.rows import new_id
from luoshi.organisation.models import Unit

# Of each row, in the order of `_rows`.
COLUMNS = (
    "id",
    "period_id",
    "group_id",
    "unit_id",
    "grade",
    "computed_at",
    "points",
    "rank",
    "terms",
    "previous_points",
    "previous_rank",
)
# What is written over a score that stands: by a run, and when it is reckoned again.
BY_A_RUN = COLUMNS[2:3] + COLUMNS[5:]
AGAIN = COLUMNS[5:9]
# As many rows as every SQLite takes parameters for in one statement.
BATCH = 80
# Of points: how many in all, and behind the point.
DIGITS = (12, 4)
Earlier = Mapping[str, tuple[Decimal, int | None]]


class Line(NamedTuple):
    """A score as it is laid.

    :ivar terms: the JSON that is stored
    :ivar previous: points and place of the last published period of the same kind
    """

    unit: str
    points: Decimal
    rank: int | None
    terms: str
    previous: tuple[Decimal | None, int | None] = (None, None)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python look for cycles only after a run: a million small rows make none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def reckon_group(period: Period, group: AssessedGroup, *, at: datetime) -> list[Total]:
    """Reckon a group from the tables and store its scores; return them."""
    plan = measuring.plan_of(group)
    units = measuring.units_of(group)
    figures = measuring.figures_of(period, plan, units)
    changes = measuring.changes_of(period, group)
    totals = scored(plan, units, figures, changes, carried_into(period, plan, units))
    totals = composing.composed(period, totals)
    store(period, group, totals, ranked(plan, totals), at=at)
    return totals


def store(
    period: Period,
    group: AssessedGroup,
    totals: Sequence[Total],
    ranks: Mapping[str, int],
    *,
    at: datetime,
) -> None:
    """Write scores with their terms; a score that stands already keeps its key."""
    earlier = earlier_of(period, [one.unit for one in totals])
    lines = [
        Line(one.unit, one.points, ranks.get(one.unit), text, earlier.get(one.unit, (None, None)))
        for one, text in zip(totals, scoring.texts_of(totals), strict=True)
    ]
    lay(period, group, lines, at=at)


def lay(
    period: Period,
    group: AssessedGroup,
    lines: Sequence[Line],
    *,
    at: datetime,
    over: Sequence[str] = BY_A_RUN,
) -> None:
    """Insert scores, or write them over those that stand, which keep their keys.

    A city's terms are a hundred megabytes: they go to the database as they are, without the ORM's
    converters, and beside the statement: PostgreSQL would read a statement's own text twice.

    :param over: the columns that are written over
    :raises Unmet: if a figure without bounds made more points than can be kept
    """
    for one in lines:
        if not abs(one.points) < MOST_POINTS:
            demand_within(MOST_POINTS, str(Unit.objects.get(pk=one.unit)), one.points)
    places = f"({', '.join(['%s'] * len(COLUMNS))})"
    excluded = ", ".join(f"{one} = EXCLUDED.{one}" for one in over)
    rows = _rows(period, group, lines, at)
    with connection.cursor() as cursor, _beside(cursor) as driver:
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            driver.execute(
                f"INSERT INTO {Score._meta.db_table} ({', '.join(COLUMNS)})"
                f" VALUES {', '.join([places] * len(batch))}"
                f" ON CONFLICT (period_id, unit_id) DO UPDATE SET {excluded}",
                [*chain.from_iterable(batch)],
            )


@contextmanager
def _beside(cursor: Any) -> Iterator[Any]:
    """Give a cursor that sends values beside the statement: SQLite's own does."""
    if connection.vendor != "postgresql":
        yield cursor
        return
    # Only where the server is: its driver need not be there.
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415

    kind: Any = ServerBindingCursor
    with connection.wrap_database_errors, kind(cursor.connection) as driver:
        yield driver


def _rows(
    period: Period, group: AssessedGroup, lines: Iterable[Line], at: datetime
) -> list[tuple[Any, ...]]:
    decimal, hour = (
        connection.ops.adapt_decimalfield_value,
        connection.ops.adapt_datetimefield_value(at),
    )
    whose, where = _key(period.pk), _key(group.pk)
    return [
        (
            _key(new_id()),
            whose,
            where,
            _key(one.unit),
            "",
            hour,
            decimal(one.points, *DIGITS),
            one.rank,
            one.terms,
            None if one.previous[0] is None else decimal(one.previous[0], *DIGITS),
            one.previous[1],
        )
        for one in lines
    ]


def _key(key: UUID | str) -> str:
    """Return a key as the database spells it: SQLite without dashes."""
    return str(key) if connection.features.has_native_uuid_field else str(key).replace("-", "")


def previous_of(period: Period) -> Period | None:
    """Return the last published period of the same kind before this one, of whatever version."""
    published = Period.objects.filter(
        scheme__office=period.scheme.office_id,
        kind=period.kind,
        state=PeriodState.PUBLISHED,
        until__lt=period.since,
    )
    return published.order_by("-until", "-published_at").first()


def earlier_of(period: Period, units: Sequence[str]) -> Earlier:
    """Return points and place of the last published period of the same kind, by unit."""
    previous = previous_of(period)
    if previous is None:
        return {}
    rows = Score.objects.filter(period=previous, unit__in=[UUID(one) for one in units])
    said = rows.values_list("unit_id", "points", "rank")
    return {str(unit): (points, rank) for unit, points, rank in said}


def carried_into(period: Period, plan: Plan, units: Sequence[str]) -> Carried:
    """Return which share of each weight was earned last period, where the scheme carries it on.

    Indicators of another version are matched by their code.
    """
    previous = previous_of(period) if plan.missing == Missing.CARRY else None
    if previous is None:
        return {}
    rates: dict[str, dict[str, Decimal]] = {}
    codes = _codes(leaf.key for leaf in plan.leaves)
    scores = Score.objects.filter(period=previous, unit__in=[UUID(one) for one in units])
    terms = {str(one.unit_id): scoring.read(one).terms for one in scores}
    before = _codes({term.key for said in terms.values() for term in said})
    here = {code: key for key, code in codes.items()}
    for unit, said in terms.items():
        rates[unit] = {
            here[before[term.key]]: term.points / term.weight
            for term in said
            if term.weight and before.get(term.key) in here
        }
    return rates


def _codes(keys: Iterable[str]) -> dict[str, str]:
    rows = Indicator.objects.filter(pk__in=list(keys)).values_list("pk", "code")
    return {str(key): code for key, code in rows}
