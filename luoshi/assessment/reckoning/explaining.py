"""What a score is made of, said backwards: what was lost, what moved it, what one line is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.assessment.reckoning.composition import with_own
from luoshi.assessment.reckoning.rounding import NOTHING
from luoshi.assessment.reckoning.spec import Plan, Term, Total
from luoshi.assessment.reckoning.totals import total_of

# What no single line explains.
SHARES = "shares"
# Code and name of an indicator, by its key.
Labels = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Moved:
    """One line of the difference between two scores: a term, or a change beside them.

    :ivar points: signed; the lines of a difference add up to it
    """

    key: str
    name: str
    points: Decimal


def lost_most(total: Total, number: int = 3) -> list[Term]:
    """Return the terms that lost most, the greatest loss first; what lost nothing is not told."""
    lost = [one for one in total.terms if one.lost > 0]
    return sorted(lost, key=lambda one: (-one.lost, one.key))[:number]


def can_be_made_good(total: Total, within: Iterable[str], number: int = 3) -> list[Term]:
    """Return the terms whose loss can still be made good, the greatest first.

    :param within: keys of indicators whose figures can still change in the period's window
    """
    still = {*within}
    return lost_most(
        total._replace(terms=tuple(one for one in total.terms if one.key in still)), number
    )


def without(plan: Plan, total: Total, key: str) -> Decimal:
    """Return how much the total falls when one line is deleted (a term or a change)."""
    left = total_of(
        plan,
        total.unit,
        [one for one in total.terms if one.key != key],
        [one for one in total.changes if one.key != key],
    )
    return total.points - with_own(total, left.points)


def difference(labels: Labels, before: Total, after: Total) -> list[Moved]:
    """Return by which lines two scores differ; their sum is the difference of the points.

    Lines are matched by code, so that two versions of a scheme can be laid side by side. What no
    line explains (a geometric mean, a year's other parts) is one line of its own.

    :param labels: code and name of every indicator, by its key
    """
    lines: dict[str, Decimal] = {}
    said: dict[str, str] = {}
    for sign, total in ((Decimal(-1), before), (Decimal(1), after)):
        named = [(*labels.get(one.key, (one.key, one.key)), one.points) for one in total.terms]
        named += [(change.name, change.name, change.points) for change in total.changes]
        for code, name, points in named:
            lines[code] = lines.get(code, NOTHING) + sign * points
            said[code] = name
    found = [Moved(code, said[code], points) for code, points in lines.items() if points]
    rest = after.points - before.points - sum((one.points for one in found), NOTHING)
    if rest:
        found.append(Moved(SHARES, SHARES, rest))
    return sorted(found, key=lambda one: (-abs(one.points), one.key))


def overtaken(
    unit: str,
    before: Mapping[str, int],
    after: Mapping[str, int],
) -> tuple[list[str], list[str]]:
    """Return who passed a unit since last time, and whom it passed, in the order of places now."""
    if unit not in before or unit not in after:
        return [], []
    both = sorted(before.keys() & after.keys(), key=lambda one: (after[one], one))
    passed = [one for one in both if before[one] >= before[unit] and after[one] < after[unit]]
    left = [one for one in both if before[one] <= before[unit] and after[one] > after[unit]]
    return [one for one in passed if one != unit], [one for one in left if one != unit]
