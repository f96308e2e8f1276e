"""Places in a group: shared where points are the same, and bands that rest on one item."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from luoshi.assessment.reckoning.spec import Plan, Total

NOBODY: Mapping[str, int] = {}


def ranked(plan: Plan, totals: Sequence[Total]) -> dict[str, int]:
    """Return each unit's place; who shares points shares the better place: 1, 2, 2, 4 (Q25).

    Empty where the group is not ranked, or has fewer units than may be (domain/06 section 6.7).
    A unit nothing of which could be assessed has no place and is not counted.
    """
    counted = [one for one in totals if any(term.weight for term in one.terms)]
    if not plan.ranked or len(counted) < plan.smallest:
        return {}
    places: dict[Decimal, int] = {}
    for place, points in enumerate(sorted((one.points for one in counted), reverse=True), 1):
        places.setdefault(points, place)
    return {one.unit: places[one.points] for one in counted}
