"""One indicator over a whole group: what the group gives each unit's formula, and every term."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import cached_property
from itertools import repeat

from luoshi.assessment.reckoning.expressions import Rows, each
from luoshi.assessment.reckoning.methods import PREPARES, Method
from luoshi.assessment.reckoning.parameters import decimal
from luoshi.assessment.reckoning.rounding import PLACES, rounded
from luoshi.assessment.reckoning.spec import NO_NUMBERS, Measured, Term

# A term as it stands, made without the price of a call.
_term = tuple.__new__


class Column:
    """The figures of one indicator in one group, and what each earns by them.

    :ivar figures: of the units whose figure can be counted, as the formula counts them
    """

    def __init__(self, method: Method, figures: Mapping[str, Measured]) -> None:
        if method.leaf.method in PREPARES:
            figures = {unit: method.prepared(one) for unit, one in figures.items()}
        self.method = method
        self.leaf = method.leaf
        self.figures = method.counted(figures)

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

    def terms(self, units: Sequence[str]) -> list[Term | None]:
        """Return what each unit earns with the indicator's own weight; None is 不予考核."""
        here = [one for one in units if one in self.figures]
        if not here:
            return [None] * len(units)
        rows = self._rows(here)
        try:
            points = self._points(rows)
        except (DivisionByZero, InvalidOperation, Overflow):
            if len(units) == 1:
                return [None]
            # Nobody voted: there is nothing to divide by, so there is no figure. Nor is one that
            # grows beyond all numbers. Each on its own tells of whom this is so.
            return [self.terms([one])[0] for one in units]
        terms = self._terms(rows, points)
        if len(here) == len(units):
            return list(terms)
        by_unit = dict(zip(here, terms, strict=True))
        return [by_unit.get(one) for one in units]

    def exact(self, unit: str) -> Decimal:
        """Return what a countable figure earns before rounding, with the indicator's own weight."""
        value = self.method.expression.over(self._rows([unit]))
        return next(iter(each(value)))

    def _rows(self, units: Sequence[str]) -> Rows:
        figures = list(map(self.figures.__getitem__, units))
        ranks = [self.ranks[one[0]] for one in figures] if self.ranks else []  # type: ignore[index]
        return Rows(figures, ranks, {**self.facts, "W": self.leaf.weight})

    def _points(self, rows: Rows) -> list[Decimal]:
        value = self.method.expression.over(rows)
        if isinstance(value, Decimal):
            return [rounded(value)] * len(rows.figures)
        return [one.quantize(PLACES, ROUND_HALF_UP) for one in value]

    def _terms(self, rows: Rows, points: Sequence[Decimal]) -> Iterable[Term]:
        key, weight = self.leaf.key, self.leaf.weight
        actuals, targets, parts = zip(*rows.figures, strict=True)
        told = self._contexts(parts, rows.ranks)
        lines = zip(repeat(key), repeat(weight), points, actuals, targets, repeat(True), told)
        return map(_term, repeat(Term), lines)

    def _contexts(
        self, parts: Sequence[Mapping[str, Decimal]], ranks: Sequence[Decimal]
    ) -> Iterable[Mapping[str, Decimal]]:
        """Return the numbers each term needs beside its figure and target to be told."""
        facts = self.facts
        if not ranks and not self.method.parts:
            return repeat(facts)
        # All that was said is shown: the response rate belongs to every opinion (M10).
        said = parts if self.method.parts else [NO_NUMBERS] * len(parts)
        if not ranks:
            return [{**one, **facts} for one in said] if facts else said
        size = Decimal(len(self.figures))
        return [
            {**one, **facts, "rank": rank, "size": size}
            for one, rank in zip(said, ranks, strict=True)
        ]


def column_of(method: Method, figures: Mapping[str, Measured], units: Iterable[str]) -> Column:
    """Return an indicator's column of a group's units; who has no figure has none."""
    outside = figures.keys() - units
    if outside:
        figures = {unit: one for unit, one in figures.items() if unit not in outside}
    return Column(method, figures)
