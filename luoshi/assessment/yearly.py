"""时段合成 What a unit's year is put together of: its days, months, quarters and the year's end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from luoshi.assessment import scoring
from luoshi.assessment.composing import counted_for, mean_of
from luoshi.assessment.models import Adjustment, Period, Score
from luoshi.assessment.reckoning.rounding import rounded
from luoshi.assessment.sight import periods_before
from luoshi.assessment.terms import AdjustmentState, PeriodKind, PeriodState
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import carried_on_by
from luoshi.organisation.models import Unit

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Part:
    """The periods of one length, and how much of the year they are.

    :ivar share: as the scheme has it
    :ivar counted: as it counts now: what is not there yet is spread over the others
    :ivar scores: of every period that may be seen; of months and quarters the published ones count,
        and where the unit has none of a period, those of the units it took over
    """

    kind: PeriodKind
    share: Decimal
    counted: Decimal
    scores: Sequence[Score]

    @property
    def mean(self) -> Decimal | None:
        """The mean of its periods; None while none counts."""
        points = defaultdict(list)
        for one in counting_of(self.scores):
            points[one.period_id].append(own_points(one))
        mean = mean_of(points.values())
        return None if mean is None else rounded(mean)

    @property
    def gives(self) -> Decimal:
        """What it gives to the year."""
        return rounded((self.mean or NOTHING) * self.counted)


@dataclass(frozen=True)
class Year:
    """One unit's year so far.

    :ivar complete: whether every part has a period; otherwise the sum is only what is there
    :ivar days: points beside the indicators by the day on which they were confirmed
    """

    parts: Sequence[Part]
    days: Sequence[Adjustment]

    @property
    def complete(self) -> bool:
        """Tell whether every part that has a share has a period that counts."""
        return all(one.mean is not None for one in self.parts if one.share)

    @property
    def points(self) -> Decimal | None:
        """What the parts that are there add up to; None without any."""
        there = [one for one in self.parts if one.mean is not None]
        if not there:
            return None
        return rounded(sum((one.counted * (one.mean or NOTHING) for one in there), NOTHING))


def counting_of(scores: Sequence[Score]) -> list[Score]:
    """Return those that count towards the year: what is published, and the year's own."""
    return [
        one
        for one in scores
        if one.period.kind == PeriodKind.YEAR or one.period.state == PeriodState.PUBLISHED
    ]


def own_points(score: Score) -> Decimal:
    """Return what a period earned by its own terms and changes.

    The score of a year that was put together has the whole of it in its points.
    """
    total = scoring.read(score)
    if not total.shares:
        return score.points
    terms = sum((one.points for one in total.terms), NOTHING)
    return terms + sum((one.points for one in total.changes), NOTHING)


def year_of(period: Period, unit: Unit, by: Acting) -> Year:
    """Put a unit's year together of the periods the reader sees, under the scheme of `period`."""
    year = period.label[:4]
    same = periods_before(by).filter(scheme__office=period.scheme.office_id, label__startswith=year)
    shown = {one.pk: one for one in same}
    scores = _scores(shown, unit)
    scheme = period.scheme
    shares = (
        (PeriodKind.MONTH, scheme.month_share),
        (PeriodKind.QUARTER, scheme.quarter_share),
        (PeriodKind.YEAR, scheme.final_share),
    )
    held = {kind: [one for one in scores if one.period.kind == kind] for kind, _share in shares}
    there = {kind for kind, scores in held.items() if counting_of(scores)}
    whole = sum((share for kind, share in shares if kind in there), NOTHING)
    parts = [
        Part(kind, share, share / whole if kind in there and whole else NOTHING, held[kind])
        for kind, share in shares
    ]
    return Year(parts, _days(shown, unit))


def _scores(shown: Mapping[UUID, Period], unit: Unit) -> list[Score]:
    """Return the scores that stand for a unit, in the order of their periods. Two queries."""
    carried = list(carried_on_by(unit.pk).values_list("pk", flat=True))
    held: dict[UUID, dict[UUID, Score]] = defaultdict(dict)
    rows = Score.objects.filter(period__in=shown, unit__in=carried).select_related("unit")
    for one in rows.order_by("unit__place", "pk"):
        one.period = shown[one.period_id]
        # A year of its own is reckoned for who carries the work on.
        if one.unit_id == unit.pk or one.period.kind != PeriodKind.YEAR:
            held[one.unit_id][one.period_id] = one
    before = [one for one in held if one != unit.pk]
    found = counted_for(unit.pk, before, held).values()
    return sorted((one for ones in found for one in ones), key=lambda one: one.period.label)


def _days(shown: Mapping[UUID, Period], unit: Unit) -> list[Adjustment]:
    found = Adjustment.objects.filter(
        period__in=list(shown), unit=unit, state=AdjustmentState.CONFIRMED, decided_at__isnull=False
    )
    return list(found.select_related("rule").order_by("-decided_at", "pk"))
