"""时段合成 A year's score is put together of its months, its quarters and its own indicators."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from luoshi.assessment.models import Period, Score
from luoshi.assessment.reckoning.composition import OWN
from luoshi.assessment.reckoning.composition import composed as of_shares
from luoshi.assessment.reckoning.spec import Total
from luoshi.assessment.terms import PeriodKind, PeriodState

MONTHS, QUARTERS = "MONTHS", "QUARTERS"


def composed(period: Period, totals: Sequence[Total]) -> list[Total]:
    """Return scores as they count: those of a year with its published months and quarters in.

    Only what was published counts; what a unit has none of is spread over what there is.
    """
    if period.kind != PeriodKind.YEAR:
        return list(totals)
    scheme = period.scheme
    units = [UUID(one.unit) for one in totals]
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


def _means(year: Period, kind: str, units: Sequence[UUID]) -> dict[str, Decimal]:
    """Return units' means over the published periods of a kind within the year."""
    rows = Score.objects.filter(
        period__scheme__office=year.scheme.office_id,
        period__kind=kind,
        period__state=PeriodState.PUBLISHED,
        period__since__gte=year.since,
        period__until__lte=year.until,
        unit__in=units,
    )
    points = defaultdict(list)
    for unit, earned in rows.values_list("unit_id", "points"):
        points[str(unit)].append(earned)
    return {unit: sum(all_, Decimal(0)) / len(all_) for unit, all_ in points.items()}
