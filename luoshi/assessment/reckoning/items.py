"""What a single item is worth in a unit's points: one event, one matter counted, one vote."""

from collections.abc import Mapping
from decimal import Decimal

from luoshi.assessment.reckoning.parameters import decimal, read, table
from luoshi.assessment.reckoning.rounding import NOTHING, rounded
from luoshi.assessment.reckoning.spec import Leaf, Plan, Term, Total

# A figure that is a rate of counted things says how many there were.
COUNTED = "total"
VOTES = ("satisfied", "basically", "dissatisfied")


def worth_of_one(plan: Plan, total: Total) -> Decimal:
    """Return the most a single item moves a unit's points by; 0 where nothing is counted."""
    leaves = {leaf.key: leaf for leaf in plan.leaves}
    return max((of_term(leaves[one.key], one) for one in total.terms), default=NOTHING)


def of_term(leaf: Leaf, term: Term) -> Decimal:
    """Return what one item is worth in a term: its weight over the things counted, or its points.

    A deduction is worth what one event takes; a rate off the record (part `total`) one of the
    things it counts; a poll one answer.
    """
    if not term.assessed or not leaf.weight:
        return NOTHING
    if leaf.method in {"DEDUCTION", "PLUS_MINUS"}:
        return rounded(_each(leaf) * term.weight / leaf.weight)
    counted = _counted(term.context)
    return rounded(term.weight / counted) if counted > 0 else NOTHING


def _each(leaf: Leaf) -> Decimal:
    """Return the most one event takes or gives."""
    if leaf.method == "PLUS_MINUS":
        said = [*table(leaf, "deduct").values(), *table(leaf, "bonus").values()]
        events = [read(one, "deduct") * leaf.weight / 100 for one in said]
    else:
        events = [read(one, "items") for one in table(leaf, "items").values()]
        events = events or [decimal(leaf, "each", "1")]
    return max(events, default=NOTHING)


def _counted(context: Mapping[str, Decimal]) -> Decimal:
    if COUNTED in context:
        return context[COUNTED]
    return sum((context.get(one, NOTHING) for one in VOTES), NOTHING)
