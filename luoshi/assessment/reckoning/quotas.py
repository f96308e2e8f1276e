"""Grades with quotas (domain/06 section 6.6): the shares are never exceeded, whatever ties."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

EXCELLENT, GOOD, PASS, FAIL = "EXCELLENT", "GOOD", "PASS", "FAIL"
ROUNDS = {"FLOOR": ROUND_FLOOR, "CEILING": ROUND_CEILING, "NEAREST": ROUND_HALF_UP}


@dataclass(frozen=True)
class Quotas:
    """Which points a grade asks for at least, and what share of the group may have it.

    :ivar rounds: how a share of the group becomes a number of units: FLOOR, CEILING or NEAREST
    """

    excellent_share: Decimal = Decimal("0.3")
    good_share: Decimal = Decimal("0.4")
    excellent_floor: Decimal = Decimal(90)
    good_floor: Decimal = Decimal(80)
    pass_floor: Decimal = Decimal(60)
    rounds: str = "FLOOR"

    def places(self, share: Decimal, units: int) -> int:
        """Return how many units of a group may have a grade."""
        return int((share * units).to_integral_value(ROUNDS[self.rounds]))


def grades(
    points: Mapping[str, Decimal],
    quotas: Quotas,
    *,
    barred: Collection[str] = (),
    ties: Mapping[str, Sequence[Decimal]] | None = None,
) -> dict[str, str]:
    """Return each unit's grade.

    Those barred (veto, red lines) and those under the floor are not excellent. Where more share
    the points at the border than there are places, the tie-break numbers decide (greater is
    better: fewer red days as a negative, satisfaction); who still ties is left out together.

    :param barred: units that may not be excellent
    :param ties: tie-break numbers by unit, in the order they are asked
    """
    size = len(points)
    broken = ties or {}
    order = {unit: (value, *broken.get(unit, ())) for unit, value in points.items()}
    able = {unit for unit in points if points[unit] >= quotas.excellent_floor} - {*barred}
    excellent = _best(order, able, quotas.places(quotas.excellent_share, size))
    rest = {unit for unit in points if points[unit] >= quotas.good_floor} - excellent
    good = _best(order, rest, quotas.places(quotas.good_share, size))
    found = {}
    for unit, value in points.items():
        if unit in excellent:
            found[unit] = EXCELLENT
        elif unit in good:
            found[unit] = GOOD
        else:
            found[unit] = PASS if value >= quotas.pass_floor else FAIL
    return found


def _best(order: Mapping[str, tuple[Decimal, ...]], able: Collection[str], places: int) -> set[str]:
    """Return the best so many; a tie that does not fit is left out whole."""
    ranked = sorted(able, key=lambda unit: order[unit], reverse=True)
    taken = ranked[:places]
    if len(ranked) > places and taken and order[ranked[places]] == order[taken[-1]]:
        border = order[taken[-1]]
        taken = [unit for unit in taken if order[unit] != border]
    return {*taken}
