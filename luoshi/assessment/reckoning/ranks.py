"""Places in a group: shared where points are the same, and bands that rest on one item."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from luoshi.assessment.reckoning.rounding import NOTHING
from luoshi.assessment.reckoning.spec import Plan, Total


def ranked(plan: Plan, totals: Sequence[Total]) -> dict[str, int]:
    """Return each unit's place; who shares points shares the better place: 1, 2, 2, 4 (Q25).

    Empty where the group is not ranked, or has fewer units than may be (domain/06 section 6.7).
    A unit nothing of which could be assessed has no place and is not counted.
    """
    return placed(plan, {one.unit: one.points for one in totals if counts(one)})


def counts(total: Total) -> bool:
    """Tell whether anything of a unit could be assessed."""
    return any(term.weight for term in total.terms)


def placed(plan: Plan, points: Mapping[str, Decimal]) -> dict[str, int]:
    """Return the place of every unit by its points."""
    if not plan.ranked or len(points) < plan.smallest:
        return {}
    places: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(points.values(), reverse=True), 1):
        places.setdefault(value, place)
    return {unit: places[value] for unit, value in points.items()}


def in_bands(places: Sequence[Total], worth: Mapping[str, Decimal]) -> list[list[str]]:
    """Return units in bands within which the difference rests on one item.

    :param places: totals, the best first
    :param worth: what a single item is worth to each unit: one late report, one vote, one event
    A unit stands in the band of the one that leads it while one item more could level the two.
    """
    bands: list[list[str]] = []
    leader: Total | None = None
    for one in places:
        if leader is not None:
            item = max(worth.get(one.unit, NOTHING), worth.get(leader.unit, NOTHING))
            if leader.points - one.points <= item:
                bands[-1].append(one.unit)
                continue
        leader = one
        bands.append([one.unit])
    return bands


def resting_on_one_item(bands: Sequence[Sequence[str]]) -> int:
    """Return how many places rest on noise: those that share a band with others."""
    return sum(len(one) for one in bands if len(one) > 1)
