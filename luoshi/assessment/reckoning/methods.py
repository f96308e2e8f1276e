"""Every method by its code (domain/06 sections 6.3 and 6.4), and what it asks of a figure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from luoshi.assessment.reckoning import relative, single, sums, votes
from luoshi.assessment.reckoning.expressions import (
    Expression,
    Name,
    greatest,
    least,
    names,
    of,
)
from luoshi.assessment.reckoning.parameters import WrongParameter, decimal
from luoshi.assessment.reckoning.spec import Leaf, Measured

HALF = Decimal("0.5")
Way = Callable[[Leaf], Expression]
Prepare = Callable[[Measured, Leaf], Measured]

WAYS: dict[str, Way] = {
    "COMPLETION": single.completion,
    "CONTROL": single.control,
    "ALL_OR_NOTHING": single.all_or_nothing,
    "THRESHOLD_RANK": relative.threshold_rank,
    "RANK": relative.rank,
    "RATIO_TO_FIRST": relative.ratio_to_first,
    "EFFICACY": relative.efficacy,
    "EFFICACY_EXPONENTIAL": relative.efficacy_exponential,
    "MIXED": relative.mixed,
    "BANDS": single.bands,
    "DEDUCTION": sums.deduction,
    "PLUS_MINUS": sums.plus_minus,
    "SATISFACTION_VALUE": votes.satisfaction_value,
    "SATISFACTION_RATE": votes.satisfaction_rate,
    "VOTE_GRADE": votes.vote_grade,
    "MODIFIER": sums.modifier,
    "GRADED_VOTES": votes.graded_votes,
    "COMPOSITION": sums.composition,
    "RANK_RISE": relative.rank_rise,
    "INNOVATION": sums.innovation,
    "INVERSE": single.inverse,
    "INTERVAL": single.interval,
}
PREPARES: dict[str, Prepare] = {"INNOVATION": sums.highest_of_a_matter}
# What is asked of the group and not of the unit's own figure.
OF_THE_GROUP = ("least", "most")


class UnknownMethod(ValueError):
    """No method has this code."""


@dataclass(frozen=True)
class Method:
    """One indicator's formula, and what it needs to be reckoned."""

    leaf: Leaf
    expression: Expression

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Return every name of the formula, as often as it stands there."""
        return tuple(names(self.expression))

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return every name the formula asks for."""
        return frozenset(one.name for one in self.names)

    @cached_property
    def of_group(self) -> frozenset[str]:
        """Return what it asks of the whole group: least, most, least:growth."""
        return frozenset(one for one in self.asked if one.split(":")[0] in OF_THE_GROUP)

    @property
    def relative(self) -> bool:
        """Tell whether one unit's figure changes what the others earn."""
        return bool(self.of_group) or "R" in self.asked

    @cached_property
    def parts(self) -> frozenset[str]:
        """Return the named numbers of a figure it counts."""
        return self.asked - self.of_group - {"W", "A", "T", "R"}

    @cached_property
    def needed(self) -> frozenset[str]:
        """Return the named numbers without which it cannot be reckoned."""
        must = {one.name for one in self.names if one.otherwise is None}
        return self.parts & frozenset(must)

    def prepared(self, figure: Measured) -> Measured:
        """Return a figure as the formula counts it."""
        prepare = PREPARES.get(self.leaf.method)
        return prepare(figure, self.leaf) if prepare and has_any(figure) else figure

    def counted(self, figures: Mapping[str, Measured]) -> Mapping[str, Measured]:
        """Return the figures for which everything is there, by unit.

        A target of nothing cannot be divided by.
        """
        # A place is asked of the figure too: who has none has no place.
        if not self.asked.isdisjoint(("A", "R")):
            figures = _without(figures, [u for u, one in figures.items() if one[0] is None])
        if "T" in self.asked:
            figures = _without(figures, [u for u, one in figures.items() if not one[1]])
        if self.parts:
            needed = self.needed
            figures = {
                unit: one
                for unit, one in figures.items()
                if has_any(one) and needed <= one[2].keys()
            }
        return figures


def _without(figures: Mapping[str, Measured], gone: Sequence[str]) -> Mapping[str, Measured]:
    """Return figures without some; the same ones where nobody goes, as it mostly is."""
    if not gone:
        return figures
    outside = {*gone}
    return {unit: one for unit, one in figures.items() if unit not in outside}


def has_any(figure: Measured) -> bool:
    """Tell whether there is a figure at all: 不予考核 where there is none, never zero."""
    return figure[0] is not None or bool(figure[2])


def method_of(leaf: Leaf) -> Method:
    """Return how an indicator is scored, floor and cap included.

    :raises UnknownMethod: if no method has its code
    :raises parameters.WrongParameter: if the method cannot count with its parameters
    """
    way = WAYS.get(leaf.method)
    if way is None:
        raise UnknownMethod(leaf.method)
    if not 0 <= decimal(leaf, "winsorise", "0") < HALF:
        # To cut more than half at either end leaves nobody.
        raise WrongParameter("winsorise")
    expression = way(leaf)
    if leaf.cap is not None:
        expression = least(of(leaf.cap), expression)
    if leaf.floor is not None:
        expression = greatest(of(leaf.floor), expression)
    return Method(leaf, expression)
