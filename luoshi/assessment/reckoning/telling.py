"""How a term came about, as a formula with its numbers in it: 20×87.5÷100."""

from collections.abc import Mapping
from decimal import Decimal

from luoshi.assessment.reckoning.expressions import plain
from luoshi.assessment.reckoning.methods import method_of
from luoshi.assessment.reckoning.spec import Leaf, Term


def formula(leaf: Leaf, term: Term) -> str:
    """Return a term's formula with its numbers, without any markup; "" where nothing counted.

    Of a least, a greatest and a comparison only what was taken is told, so full marks are just
    the weight. A weight that grew by what is missing stands behind: (20×0.875)×25÷20.
    """
    if "carried" in term.context:
        return f"{plain(term.weight)}×{plain(term.context['carried'])}"
    if not term.assessed:
        return ""
    told = method_of(leaf).expression.told(scope_of(leaf, term))
    if term.weight == leaf.weight:
        return told
    return f"({told})×{plain(term.weight)}÷{plain(leaf.weight)}"


def scope_of(leaf: Leaf, term: Term) -> Mapping[str, Decimal]:
    """Return every number a term's formula asks for, by name."""
    scope = {**term.context, "W": leaf.weight}
    if term.actual is not None:
        scope["A"] = term.actual
    if term.target is not None:
        scope["T"] = term.target
    if "rank" in term.context:
        scope["R"] = term.context["rank"]
    return scope
