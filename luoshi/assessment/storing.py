"""The scores of a group: reckoned from the tables, and stored with their terms (ADR 0070)."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Value

from luoshi.assessment import composing, measuring, scoring
from luoshi.assessment.bounds import MOST_POINTS, demand_within
from luoshi.assessment.models import AssessedGroup, Indicator, Period, Score
from luoshi.assessment.reckoning.ranks import ranked
from luoshi.assessment.reckoning.spec import Plan, Total
from luoshi.assessment.reckoning.totals import Carried, scored
from luoshi.assessment.terms import Missing, PeriodState

WRITTEN = (
    "group",
    "points",
    "rank",
    "previous_points",
    "previous_rank",
    "terms",
    "computed_at",
)
BATCH = 500
Earlier = Mapping[str, tuple[Decimal, int | None]]


class Written(Value):
    """A JSON text that needs no second writing: it goes to the database as it stands."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the place of the text in an INSERT."""
        return ("%s::jsonb" if connection.vendor == "postgresql" else "%s"), (self.value,)


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
    changes = measuring.changes_of(period, units)
    totals = scored(plan, units, figures, changes, carried_into(period, plan))
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
    earlier = earlier_of(period)
    known: dict[int, str] = {}
    lay(
        Score(
            period=period,
            group=group,
            unit_id=one.unit,
            points=one.points,
            rank=ranks.get(one.unit),
            previous_points=earlier.get(one.unit, (None, None))[0],
            previous_rank=earlier.get(one.unit, (None, None))[1],
            terms=Written(scoring.text_of(one, known)),
            computed_at=at,
        )
        for one in totals
    )


def lay(rows: Iterable[Score]) -> None:
    """Insert scores, or write them over those that stand.

    :raises Unmet: if a figure without bounds made more points than can be kept
    """
    Score.objects.bulk_create(
        map(_kept, rows),
        update_conflicts=True,
        unique_fields=["period", "unit"],
        update_fields=WRITTEN,
        batch_size=BATCH,
    )


def _kept(score: Score) -> Score:
    # The unit is asked for only where it is named.
    if not abs(score.points) < MOST_POINTS:
        demand_within(MOST_POINTS, str(score.unit), score.points)
    return score


def previous_of(period: Period) -> Period | None:
    """Return the last published period of the same kind before this one, of whatever version."""
    published = Period.objects.filter(
        scheme__office=period.scheme.office_id,
        kind=period.kind,
        state=PeriodState.PUBLISHED,
        until__lt=period.since,
    )
    return published.order_by("-until", "-published_at").first()


def earlier_of(period: Period) -> Earlier:
    """Return points and place of the last published period of the same kind, by unit."""
    previous = previous_of(period)
    if previous is None:
        return {}
    rows = Score.objects.filter(period=previous).values_list("unit_id", "points", "rank")
    return {str(unit): (points, rank) for unit, points, rank in rows}


def carried_into(period: Period, plan: Plan) -> Carried:
    """Return which share of each weight was earned last period, where the scheme carries it on.

    Indicators of another version are matched by their code.
    """
    previous = previous_of(period) if plan.missing == Missing.CARRY else None
    if previous is None:
        return {}
    rates: dict[str, dict[str, Decimal]] = {}
    codes = _codes(leaf.key for leaf in plan.leaves)
    scores = list(Score.objects.filter(period=previous))
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
