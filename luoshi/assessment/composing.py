"""时段合成 A year's score is put together of its months, its quarters and its own indicators.

A unit that took others over counts its own published periods, and where it has none of a period,
those of the units that went up in it, by their mean: what was earned is not lost with a merger.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from luoshi.assessment.models import Period, Score
from luoshi.assessment.reckoning.composition import OWN
from luoshi.assessment.reckoning.composition import composed as of_shares
from luoshi.assessment.reckoning.spec import Total
from luoshi.assessment.terms import PeriodKind, PeriodState
from luoshi.organisation.heritage import taken_over

MONTHS, QUARTERS = "MONTHS", "QUARTERS"
Earned = TypeVar("Earned")


def composed(period: Period, totals: Sequence[Total]) -> list[Total]:
    """Return scores as they count: those of a year with its published months and quarters in.

    Only what was published counts; what a unit has none of is spread over what there is. Three
    queries.
    """
    if period.kind != PeriodKind.YEAR:
        return list(totals)
    scheme = period.scheme
    over = taken_over()
    units = {UUID(one.unit): over.get(UUID(one.unit), []) for one in totals}
    months, quarters = (
        _means(period, kind, units) for kind in (PeriodKind.MONTH, PeriodKind.QUARTER)
    )
    return [
        of_shares(
            one,
            [
                (MONTHS, scheme.month_share, months.get(one.unit)),
                (QUARTERS, scheme.quarter_share, quarters.get(one.unit)),
                (OWN, scheme.final_share, one.points),
            ],
        )
        for one in totals
    ]


def counted_for(
    unit: UUID, before: Iterable[UUID], held: Mapping[UUID, Mapping[UUID, Earned]]
) -> dict[UUID, list[Earned]]:
    """Return what counts for a unit in each period: its own, else of those it took over.

    :param before: the units it took over
    :param held: unit → period → what it earned there
    """
    own = held.get(unit, {})
    found = {period: [one] for period, one in own.items()}
    for other in before:
        for period, one in held.get(other, {}).items():
            if period not in own:
                found.setdefault(period, []).append(one)
    return found


def mean_of(periods: Iterable[Sequence[Decimal]]) -> Decimal | None:
    """Return the mean over periods of the mean within each; None where there is none."""
    means = [sum(points, Decimal(0)) / len(points) for points in periods]
    return sum(means, Decimal(0)) / len(means) if means else None


def _means(
    year: Period, kind: str, units: Mapping[UUID, Sequence[UUID]]
) -> dict[str, Decimal | None]:
    """Return units' means over the published periods of a kind within the year.

    :param units: each with those it took over
    """
    rows = Score.objects.filter(
        period__scheme__office=year.scheme.office_id,
        period__kind=kind,
        period__state=PeriodState.PUBLISHED,
        period__since__gte=year.since,
        period__until__lte=year.until,
        unit__in={*units, *(one for before in units.values() for one in before)},
    )
    held: dict[UUID, dict[UUID, Decimal]] = defaultdict(dict)
    for unit, period, points in rows.values_list("unit_id", "period_id", "points"):
        held[unit][period] = points
    return {
        str(unit): mean_of(counted_for(unit, before, held).values())
        for unit, before in units.items()
    }
