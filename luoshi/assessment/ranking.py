"""位次 The units of a group by their points, each as far as the reader's sight reaches.

A whole group is read in a constant number of questions, however many units it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import compress
from uuid import UUID

from luoshi.assessment import scoring
from luoshi.assessment.measuring import plan_of
from luoshi.assessment.models import Adjustment, AssessedGroup, Indicator, Period, Score
from luoshi.assessment.reckoning.items import worth_of_one
from luoshi.assessment.reckoning.ranks import in_bands
from luoshi.assessment.reckoning.spec import Total
from luoshi.assessment.sight import Sight
from luoshi.assessment.terms import AdjustmentState, RuleKind
from luoshi.organisation.models import Unit

NOTHING = Decimal(0)
STANDING = (AdjustmentState.PROPOSED, AdjustmentState.CONFIRMED)


@dataclass(frozen=True)
class Segment:
    """A level-1 indicator as a piece of a bar: its weight, and what of it was won."""

    name: str
    weight: Decimal
    points: Decimal


@dataclass(frozen=True)
class Place:
    """One unit in the order of its group.

    :ivar opens: whether the reader is shown more than the total
    :ivar rise: places won since the period before; negative for places lost, None without one
    :ivar gained: points won since then
    :ivar segments: empty where the reader sees the total alone
    :ivar bonus, taken: points beside the indicators, both without sign; None where not shown
    :ivar veto: a state of `AdjustmentState` where a veto is proposed or stands
    """

    score: Score
    unit: Unit
    opens: bool
    own: bool
    rise: int | None
    gained: Decimal | None
    segments: Sequence[Segment] = ()
    bonus: Decimal | None = None
    taken: Decimal | None = None
    veto: str = ""

    @property
    def points(self) -> Decimal:
        """The total, with four places."""
        return self.score.points

    @property
    def rank(self) -> int | None:
        """The place; None in a group too small to be ranked."""
        return self.score.rank


def places_of(period: Period, group: AssessedGroup, sight: Sight) -> list[Place]:
    """Return the units of a group by rank, those without one by points, then as the city orders."""
    scores = list(Score.objects.filter(period=period, group=group).select_related("unit"))
    scores.sort(key=_order)
    tops = tops_of(group)
    adjustments: dict[UUID, list[Adjustment]] = {}
    for one in _adjustments(period, group):
        adjustments.setdefault(one.unit_id, []).append(one)
    found = [_place(one, sight, tops, adjustments.get(one.unit_id, [])) for one in scores]
    return _without_the_unasked(found)


def _without_the_unasked(places: Sequence[Place]) -> list[Place]:
    """Leave out the pieces that weigh nothing for anybody: a month does not ask for them."""
    opened = [one.segments for one in places if one.segments]
    weighs = [any(one.weight for one in column) for column in zip(*opened, strict=True)]
    return [
        replace(one, segments=list(compress(one.segments, weighs))) if one.segments else one
        for one in places
    ]


def _order(score: Score) -> tuple[int, Decimal, int, str]:
    return (score.rank or 10**9, -score.points, score.unit.place, score.unit.code)


def _adjustments(period: Period, group: AssessedGroup) -> list[Adjustment]:
    units = Score.objects.filter(period=period, group=group).values("unit")
    found = Adjustment.objects.filter(period=period, unit__in=units, state__in=STANDING)
    return list(found.select_related("rule"))


def bands_of(places: Sequence[Place], group: AssessedGroup) -> list[list[Place]]:
    """Return units whose difference rests on one item: one late report, one vote, one event.

    Their order says little; a page says so beside it (domain/06 section 6.6).
    """
    plan = plan_of(group)
    totals = [scoring.read(one.score) for one in places if one.rank]
    worth = {one.unit: worth_of_one(plan, one) for one in totals}
    by_unit = {str(one.unit.pk): one for one in places}
    bands = in_bands(totals, worth)
    return [[by_unit[unit] for unit in band] for band in bands if len(band) > 1]


def tops_of(group: AssessedGroup) -> Mapping[str, Indicator]:
    """Return the level-1 indicator of each scored one, by its key, in the order of the scheme."""
    rows = {one.pk: one for one in Indicator.objects.filter(group=group).order_by("place", "pk")}
    parents = {one.parent_id for one in rows.values()}
    found = {}
    for one in rows.values():
        if one.pk not in parents:
            top = one
            while top.parent_id:
                top = rows[top.parent_id]
            found[str(one.pk)] = top
    return found


def segments_of(total: Total, tops: Mapping[str, Indicator]) -> list[Segment]:
    """Put a unit's terms together by level-1 indicator, in the order of the scheme."""
    weights: dict[UUID, Decimal] = {}
    points: dict[UUID, Decimal] = {}
    for term in total.terms:
        top = tops[term.key].pk
        weights[top] = weights.get(top, NOTHING) + term.weight
        points[top] = points.get(top, NOTHING) + term.points
    ordered = sorted({one.pk: one for one in tops.values()}.values(), key=lambda one: one.place)
    return [Segment(one.name, weights.get(one.pk, NOTHING), points.get(one.pk, NOTHING))
            for one in ordered]  # fmt: skip


def _place(
    score: Score, sight: Sight, tops: Mapping[str, Indicator], adjusted: Sequence[Adjustment]
) -> Place:
    opens, own = sight.opens(score.unit), sight.is_own(score.unit)
    rise = score.previous_rank - score.rank if score.previous_rank and score.rank else None
    before = score.previous_points
    gained = score.points - before if before is not None else None
    if not opens:
        return Place(score, score.unit, opens, own, rise, gained)
    total = scoring.read(score)
    signed = [one.points for one in total.changes]
    vetoes = [one.state for one in adjusted if one.rule.kind == RuleKind.VETO]
    veto = AdjustmentState.CONFIRMED if AdjustmentState.CONFIRMED in vetoes else "".join(vetoes[:1])
    return Place(
        score,
        score.unit,
        opens,
        own,
        rise,
        gained,
        segments_of(total, tops),
        sum((one for one in signed if one > 0), NOTHING),
        -sum((one for one in signed if one < 0), NOTHING),
        veto,
    )
