"""A group's totals: every term, what becomes of missing figures, the sum (domain/14 Q26)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from operator import itemgetter

from luoshi.assessment.reckoning.columns import Column, column_of
from luoshi.assessment.reckoning.methods import method_of
from luoshi.assessment.reckoning.rounding import EXACT, NOTHING, rounded
from luoshi.assessment.reckoning.spec import (
    Change,
    Leaf,
    Measured,
    Plan,
    Term,
    Total,
)

# By indicator, then by unit.
Figures = Mapping[str, Mapping[str, Measured]]
# By unit, then by indicator: which share of its weight it earned last period.
Carried = Mapping[str, Mapping[str, Decimal]]
POINTS = itemgetter(2)
NONE: Mapping[str, Mapping[str, Decimal]] = {}


def scored(
    plan: Plan,
    units: Sequence[str],
    figures: Figures,
    changes: Mapping[str, Sequence[Change]] | None = None,
    carried: Carried = NONE,
) -> list[Total]:
    """Return each unit's score, in the order of the units; the group must be frozen before.

    :raises methods.UnknownMethod: if a method's code is unknown
    :raises parameters.WrongParameter: if a method cannot count with its parameters
    """
    with localcontext(EXACT):
        return _scored(plan, units, figures, changes or {}, carried)


def _scored(
    plan: Plan,
    units: Sequence[str],
    figures: Figures,
    said: Mapping[str, Sequence[Change]],
    carried: Carried,
) -> list[Total]:
    columns, terms_of = [], []
    for leaf in plan.leaves:
        columns.append(column_of(method_of(leaf), figures.get(leaf.key, {}), units))
        terms_of.append(columns[-1].terms(units))
    by_unit = zip(*terms_of, strict=True)
    found = []
    # Without any indicator there are no rows at all, but there are units.
    rows: Iterable[tuple[Term | None, ...]] = by_unit if columns else (() for _one in units)
    for unit, row in zip(units, rows, strict=True):
        terms = filled(plan, columns, unit, row, carried.get(unit, {})) if None in row else row
        found.append(total_of(plan, unit, terms, said.get(unit, ())))  # type: ignore[arg-type]
    return found


def columns_of(plan: Plan, units: Sequence[str], figures: Figures) -> list[Column]:
    """Return the column of every indicator of a plan."""
    return [column_of(method_of(leaf), figures.get(leaf.key, {}), units) for leaf in plan.leaves]


def total_of(plan: Plan, unit: str, terms: Sequence[Term], changes: Sequence[Change] = ()) -> Total:
    """Return a unit's score of its terms and of the points beside them."""
    points = summed(plan, terms) + sum((one.points for one in changes), NOTHING)
    return Total(unit, points, tuple(terms), tuple(changes))


def summed(plan: Plan, terms: Iterable[Term]) -> Decimal:
    """Return what the terms come to: their sum, or their weighted geometric mean (改进型)."""
    if plan.mean != "GEOMETRIC":
        return sum(map(POINTS, terms), NOTHING)
    counted = [one for one in terms if one.weight]
    weights = sum((one.weight for one in counted), NOTHING)
    if not weights or any(one.points <= 0 for one in counted):
        return NOTHING
    mean = Decimal(1)
    for one in counted:
        mean *= (one.points / one.weight) ** (one.weight / weights)
    return rounded(weights * mean)


def filled(
    plan: Plan,
    columns: Sequence[Column],
    unit: str,
    row: Sequence[Term | None],
    rates: Mapping[str, Decimal],
) -> list[Term]:
    """Return a unit's terms where figures are missing: carried, or their weight spread.

    The weight goes to what is assessed under the same level-1 indicator; where there is nothing,
    to all that is assessed.
    """
    leaves = [one.leaf for one in columns]
    carry = rates if plan.missing == "CARRY" else {}
    standing = [one is not None or leaf.key in carry for one, leaf in zip(row, leaves, strict=True)]
    weights = spread(leaves, standing)
    return [
        _term(column, unit, one, weight, carry)
        for column, one, weight in zip(columns, row, weights, strict=True)
    ]


def _term(
    column: Column, unit: str, one: Term | None, weight: Decimal, carry: Mapping[str, Decimal]
) -> Term:
    leaf = column.leaf
    if one is not None:
        return one if weight == leaf.weight else reweighed(column, unit, one, weight)
    if not weight:
        return Term(leaf.key, NOTHING, NOTHING, assessed=False)
    rate = carry[leaf.key]
    points = rounded(weight * rate)
    return Term(leaf.key, weight, points, assessed=False, context={"carried": rate})


def reweighed(column: Column, unit: str, one: Term, weight: Decimal) -> Term:
    """Return a term with another weight: the same share of it is earned."""
    points = rounded(column.exact(unit) * weight / column.leaf.weight)
    return one._replace(weight=weight, points=points)


def spread(leaves: Sequence[Leaf], standing: Sequence[bool]) -> list[Decimal]:
    """Return the weights after what is missing was spread; their sum stays the same."""
    weights = [
        leaf.weight if here else NOTHING for leaf, here in zip(leaves, standing, strict=True)
    ]
    adrift = NOTHING
    for level1 in dict.fromkeys(leaf.level1 for leaf in leaves):
        inside = [at for at, leaf in enumerate(leaves) if leaf.level1 == level1]
        missing = sum((leaves[at].weight for at in inside if not standing[at]), NOTHING)
        if missing and not _added(weights, inside, missing):
            adrift += missing
    if adrift:
        _added(weights, range(len(leaves)), adrift)
    return weights


def _added(weights: list[Decimal], places: Sequence[int], more: Decimal) -> bool:
    """Add weight in proportion, the last ten-thousandth to the greatest; False if none stands."""
    here = [at for at in places if weights[at]]
    whole = sum((weights[at] for at in here), NOTHING)
    if not whole:
        return False
    shares = {at: rounded(more * weights[at] / whole) for at in here}
    left = more - sum(shares.values(), NOTHING)
    shares[max(here, key=lambda at: (weights[at], -at))] += left
    for at, share in shares.items():
        weights[at] += share
    return True
