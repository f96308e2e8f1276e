"""计分 A period's scores: reckoned whole by an assessor, or again where something changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.assessment import rereckoning
from luoshi.assessment.collecting import CLOSED
from luoshi.assessment.models import AssessedGroup, Period, Score
from luoshi.assessment.rules import assessor_of_the_period
from luoshi.assessment.storing import reckon_group, uncollected
from luoshi.assessment.wording import span_words
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.kit.actor import Actor
from luoshi.organisation.acting import Acting
from luoshi.trail.models import Entry
from luoshi.trail.operations import write


def run(period: Period, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Reckon every unit's score of a period from its certified figures (计分).

    The entry keeps how many units there are and whose place moved since it was last reckoned.

    :raises NotYours: if `by` is not an assessor of the scheme's office
    :raises NotFromHere: if the scores were approved
    """
    if not assessor_of_the_period.holds(by, period):
        raise NotYours(_("计分须由%(who)s办理") % {"who": assessor_of_the_period.says})
    return reckon(period, by=by, at=at, key=key)


def reckon(period: Period, *, by: Actor, at: datetime, key: str = "") -> Entry:
    """Reckon without asking who: what the command line does at the console.

    :raises NotFromHere: if the scores were approved
    """
    with transaction.atomic(), uncollected():
        held = hold(period)
        before = _standing(held)
        found = 0
        for group in AssessedGroup.objects.filter(scheme=held.scheme_id).select_related("scheme"):
            found += len(reckon_group(held, group, at=at))
        Period.objects.filter(pk=held.pk).update(computed_at=at)
        period.refresh_from_db()
        facts = {"units": found, "moved": moved(before, _standing(held))}
        return write("period.compute", about=period, by=by, at=at, facts=facts, key=key)


def again(
    period: Period,
    units: Iterable[Any] | None = None,
    indicators: Iterable[Any] | None = None,
    *,
    at: datetime,
) -> int:
    """Reckon again what depends on a changed figure or adjustment; return how many scores moved.

    Called inside the deed that made the change, which writes the entry. Nothing is done to a
    period that was not reckoned yet.

    :param units: whose figures or adjustments changed; everybody's unless said
    :param indicators: whose figures changed; only adjustments did where units alone are named
    :raises NotFromHere: if the scores were approved
    """
    named = None if units is None else frozenset(map(key_of, units))
    changed = None if indicators is None else frozenset(map(key_of, indicators))
    with transaction.atomic(), uncollected():
        held = hold(period)
        if held.computed_at is None:
            return 0
        groups = AssessedGroup.objects.filter(scheme=held.scheme_id).select_related("scheme")
        if named is not None:
            groups = groups.filter(units__unit__in=[UUID(one) for one in named])
        if changed is not None:
            groups = groups.filter(indicators__in=[UUID(one) for one in changed])
        return sum(
            rereckoning.rereckon(held, group, named, changed, at=at) for group in groups.distinct()
        )


def key_of(thing: Any) -> str:
    """Return the key of a row, or of what names one."""
    return str(getattr(thing, "pk", thing))


def hold(period: Period) -> Period:
    """Keep others from reckoning or approving a period until the transaction ends.

    :raises NotFromHere: if the scores were approved
    """
    held = Period.objects.select_for_update().get(pk=period.pk)
    # What was put up for approval is not reckoned again: a published score is what was published.
    if held.state in CLOSED:
        said = {"period": span_words(held.label)}
        raise NotFromHere(_("%(period)s的结果已提请审定，不能再计分") % said)
    return held


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
