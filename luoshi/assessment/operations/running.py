"""计分 A period's scores: reckoned whole by an assessor, or again where something changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.assessment import composing, measuring, scoring
from luoshi.assessment.models import AssessedGroup, Indicator, Period, Score
from luoshi.assessment.reckoning.ranks import ranked
from luoshi.assessment.reckoning.spec import Plan, Total
from luoshi.assessment.reckoning.totals import Carried, scored
from luoshi.assessment.rules import assessor_of_the_period
from luoshi.assessment.terms import Missing, PeriodState
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.organisation.acting import Acting
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

# What was approved is not reckoned again: a published score is what was published.
FIXED = (PeriodState.APPROVED, PeriodState.PUBLISHED)
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


def run(period: Period, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Reckon every unit's score of a period from its certified figures (计分).

    The entry keeps how many units there are and whose place moved since it was last reckoned.

    :raises NotYours: if `by` is not an assessor of the scheme's office
    :raises NotFromHere: if the scores were approved
    """
    if not assessor_of_the_period.holds(by, period):
        raise NotYours(_("计分须由%(who)s办理") % {"who": assessor_of_the_period.says})
    with transaction.atomic():
        held = hold(period)
        before = _standing(held)
        found = 0
        for group in AssessedGroup.objects.filter(scheme=held.scheme_id).select_related("scheme"):
            found += len(reckon_group(held, group, at=at))
        Period.objects.filter(pk=held.pk).update(computed_at=at)
        period.refresh_from_db()
        facts = {"units": found, "moved": moved(before, _standing(held))}
        return write("period.compute", about=period, by=by, at=at, facts=facts, key=key)


def hold(period: Period) -> Period:
    """Keep others from reckoning or approving a period until the transaction ends.

    :raises NotFromHere: if the scores were approved
    """
    held = Period.objects.select_for_update().get(pk=period.pk)
    if held.state in FIXED:
        raise NotFromHere(_("%(period)s的结果已审定，不能再计分") % {"period": held.label})
    return held


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
    rows = [
        Score(
            period=period,
            group=group,
            unit_id=one.unit,
            points=one.points,
            rank=ranks.get(one.unit),
            previous_points=earlier.get(one.unit, (None, None))[0],
            previous_rank=earlier.get(one.unit, (None, None))[1],
            terms=scoring.written(one),
            computed_at=at,
        )
        for one in totals
    ]
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["period", "unit"],
        update_fields=WRITTEN,
        batch_size=BATCH,
    )


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


def _standing(period: Period) -> dict[str, tuple[str, Decimal, int | None]]:
    rows = Score.objects.filter(period=period).order_by("unit__place", "unit_id")
    said = rows.values_list("unit_id", "unit__short_name", "points", "rank")
    return {str(unit): (name, points, rank) for unit, name, points, rank in said}


def moved(
    before: Mapping[str, tuple[str, Decimal, int | None]],
    after: Mapping[str, tuple[str, Decimal, int | None]],
) -> list[dict[str, Any]]:
    """Return whose place or points are not what they were: name, places, points before and now."""
    return [
        {
            "unit": name,
            "rank": [before[unit][2], rank],
            "points": [str(before[unit][1]), str(points)],
        }
        for unit, (name, points, rank) in after.items()
        if unit in before and before[unit][1:] != (points, rank)
    ]
