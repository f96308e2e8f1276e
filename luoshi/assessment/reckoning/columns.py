"""One indicator over a whole group: what the group gives each unit's formula, and every term."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import cached_property

from luoshi.assessment.reckoning.methods import PREPARES, Method
from luoshi.assessment.reckoning.parameters import decimal
from luoshi.assessment.reckoning.rounding import PLACES
from luoshi.assessment.reckoning.spec import NO_NUMBERS, Measured, Term

FIRST = Decimal(1)


class Column:
    """The figures of one indicator in one group, and what each earns by them.

    :ivar figures: of the units whose figure can be counted, as the formula counts them
    """

    def __init__(self, method: Method, figures: Mapping[str, Measured]) -> None:
        if method.leaf.method in PREPARES:
            figures = {unit: method.prepared(one) for unit, one in figures.items()}
        there = method.counting
        self.method = method
        self.leaf = method.leaf
        self.figures = {unit: one for unit, one in figures.items() if there(one)}

    @cached_property
    def facts(self) -> Mapping[str, Decimal]:
        """Return what the formula asks of the group: least and most of the figure or of a part."""
        return {one: self._end(one) for one in sorted(self.method.of_group)} if self.figures else {}

    def _end(self, name: str) -> Decimal:
        """Return an end of the group's figures, winsorised where the scheme says so."""
        word, _colon, part = name.partition(":")
        values = sorted(self._values(part))
        cut = int(decimal(self.leaf, "winsorise", "0") * len(values))
        return values[cut] if word == "least" else values[-1 - cut]

    def _values(self, part: str) -> Iterable[Decimal]:
        for one in self.figures.values():
            value = one.parts[part] if part else one.actual
            if value is not None:
                yield value

    @cached_property
    def ranks(self) -> Mapping[Decimal, Decimal]:
        """Return the place of every value, the better first; the same value shares the better."""
        if "R" not in self.method.asked:
            return {}
        values = sorted(self._values(""), reverse=self.leaf.direction != "DOWN")
        places: dict[Decimal, Decimal] = {}
        for place, value in enumerate(values, 1):
            places.setdefault(value, Decimal(place))
        return places

    def terms(self, units: Iterable[str]) -> list[Term | None]:
        """Return what each unit earns with the indicator's own weight; None is 不予考核."""
        leaf, figures, ranks = self.leaf, self.figures, self.ranks
        value = self.method.expression.compiled({**self.facts, "W": leaf.weight})
        key, weight, plain = leaf.key, leaf.weight, not (self.method.parts or ranks)
        context = self.facts if plain else NO_NUMBERS
        found: list[Term | None] = []
        for unit in units:
            figure = figures.get(unit)
            if figure is None:
                found.append(None)
                continue
            rank = ranks[figure[0]] if ranks else FIRST  # type: ignore[index]
            try:
                points = value(figure, rank).quantize(PLACES, ROUND_HALF_UP)
            except (DivisionByZero, InvalidOperation, Overflow):
                # Nobody voted: there is nothing to divide by, so there is no figure. Nor is one
                # that grows beyond all numbers.
                found.append(None)
                continue
            said = context if plain else self._context(figure, rank)
            actual, target, _parts = figure
            lost = weight - points
            term = (key, weight, points, lost, actual, target, True, said)
            found.append(tuple.__new__(Term, term))
        return found

    def exact(self, figure: Measured) -> Decimal:
        """Return what a countable figure earns before rounding, with the indicator's own weight."""
        value = self.method.expression.compiled({**self.facts, "W": self.leaf.weight})
        rank = self.ranks[figure[0]] if self.ranks else FIRST  # type: ignore[index]
        return value(figure, rank)

    def _context(self, figure: Measured, rank: Decimal) -> Mapping[str, Decimal]:
        """Return the numbers a term needs beside its figure and target to be told."""
        # All that was said is shown: the response rate belongs to every opinion (M10).
        said = dict(figure.parts) if self.method.parts else {}
        said |= self.facts
        if self.ranks:
            said |= {"rank": rank, "size": Decimal(len(self.figures))}
        return said


def column_of(method: Method, figures: Mapping[str, Measured], units: Iterable[str]) -> Column:
    """Return an indicator's column of a group's units; who has no figure has none."""
    return Column(method, {unit: figures[unit] for unit in units if unit in figures})
