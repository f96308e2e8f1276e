"""A formula that can be reckoned, told with its numbers, and written into a worksheet.

A method is one expression; what is counted, what is shown beside the points and what stands live
in the Excel sheet are three faces of the same thing and cannot part. Names of what an expression
may ask for: A actual, T target, R rank in the group, N size of the group, parts of a figure by
their own name, and of any of them `least` and `most` over the group.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import compress, repeat

from luoshi.assessment.reckoning.spec import Measured

# What a formula comes to over several units: a number for each, or one that is the same for all.
Value = Decimal | Sequence[Decimal]
Facts = Mapping[str, Decimal]
# Where each name stands in a worksheet: a cell or a range.
Cells = Mapping[str, str]
# How tightly a sign binds; what binds looser is put into brackets.
BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
TOLD = {"+": "+", "-": "−", "*": "×", "/": "÷"}
COUNTED: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
ATOM = 9
HUNDRED, HUNDREDTH = Decimal(100), Decimal("0.01")


@dataclass(frozen=True)
class Rows:
    """The units a formula is reckoned for at once.

    :ivar ranks: their places in the group; empty where the formula asks for none
    :ivar facts: what is the same for the whole group, by name
    """

    figures: Sequence[Measured]
    ranks: Sequence[Decimal]
    facts: Facts

    def only(self, met: Sequence[bool]) -> "Rows":
        """Return the rows of which something holds."""
        return Rows(list(compress(self.figures, met)), list(compress(self.ranks, met)), self.facts)


def each(value: Value) -> Iterable[Decimal]:
    """Return a value for every row: again and again where it is the same for all."""
    return repeat(value) if isinstance(value, Decimal) else value


class Expression:
    """A formula; put together with the signs of arithmetic."""

    binds = ATOM

    def over(self, rows: Rows) -> Value:
        """Return what it comes to for each of the rows, of which there is one at least.

        A million terms are reckoned in a run: every sign is gone through once for all units.
        """
        raise NotImplementedError

    def told(self, scope: Facts) -> str:
        """Return it with its numbers in it; of MIN, MAX and IF only what was taken."""
        raise NotImplementedError

    def number(self, scope: Facts) -> Decimal:
        """Return its value where every name is known."""
        raise NotImplementedError

    def excel(self, cells: Cells) -> str:
        """Return it as Excel writes it, names replaced by cells."""
        raise NotImplementedError

    def below(self) -> "tuple[Expression, ...]":
        """Return what it is put together of."""
        return ()

    def __add__(self, other: "Expression | int") -> "Expression":
        return Sign("+", self, of(other))

    def __sub__(self, other: "Expression | int") -> "Expression":
        return Sign("-", self, of(other))

    def __mul__(self, other: "Expression | int") -> "Expression":
        return Sign("*", self, of(other))

    def __truediv__(self, other: "Expression | int") -> "Expression":
        return Sign("/", self, of(other))


def of(value: "Expression | Decimal | int | str") -> Expression:
    """Return a number as an expression."""
    return value if isinstance(value, Expression) else Number(Decimal(value))


def plain(value: Decimal) -> str:
    """Return a number without needless zeros: 87.50 is 87.5."""
    words = f"{value:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


@dataclass(frozen=True)
class Number(Expression):
    """A number of the scheme."""

    value: Decimal

    def over(self, rows: Rows) -> Value:
        return self.value

    def told(self, scope: Facts) -> str:
        return plain(self.value) if self.value >= 0 else f"(−{plain(-self.value)})"

    def number(self, scope: Facts) -> Decimal:
        return self.value

    def excel(self, cells: Cells) -> str:
        return plain(self.value) if self.value >= 0 else f"({plain(self.value)})"


@dataclass(frozen=True)
class Name(Expression):
    """A number of the unit's figure or of its group.

    :ivar otherwise: what a part is taken for that was not said; None where it must be said
    """

    name: str
    otherwise: Decimal | None = None

    def over(self, rows: Rows) -> Value:
        name, otherwise = self.name, self.otherwise
        if name in rows.facts:
            return rows.facts[name]
        if name == "A":
            return [figure[0] for figure in rows.figures]  # type: ignore[misc]
        if name == "T":
            return [figure[1] for figure in rows.figures]  # type: ignore[misc]
        if name == "R":
            return rows.ranks
        if otherwise is None:
            return [figure[2][name] for figure in rows.figures]
        return [figure[2].get(name, otherwise) for figure in rows.figures]

    def number(self, scope: Facts) -> Decimal:
        if self.otherwise is None:
            return scope[self.name]
        return scope.get(self.name, self.otherwise)

    def told(self, scope: Facts) -> str:
        return Number(self.number(scope)).told(scope)

    def excel(self, cells: Cells) -> str:
        return cells[self.name]


@dataclass(frozen=True)
class Sign(Expression):
    """Two expressions and the sign between them."""

    sign: str
    left: Expression
    right: Expression

    @property
    def binds(self) -> int:  # type: ignore[override]
        """Return how tightly its sign binds."""
        return BINDS[self.sign]

    def over(self, rows: Rows) -> Value:
        left, right = self.left.over(rows), self.right.over(rows)
        counted = COUNTED[self.sign]
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return counted(left, right)
        if self.sign == "/" and right == HUNDRED:
            # The same number exactly, and several times as fast as dividing.
            counted, right = operator.mul, HUNDREDTH
        return list(map(counted, each(left), each(right)))

    def number(self, scope: Facts) -> Decimal:
        left, right = self.left.number(scope), self.right.number(scope)
        return COUNTED[self.sign](left, right)

    def told(self, scope: Facts) -> str:
        left, right = _taken(self.left, scope), _taken(self.right, scope)
        before, after = left.told(scope), right.told(scope)
        if self.sign in "*/" and right.binds == ATOM and right.number(scope) == 1:
            return before
        if left.binds < self.binds:
            before = f"({before})"
        # a−(b+c), a÷(b×c): the right side of the same rank keeps its brackets.
        if right.binds < self.binds or (right.binds == self.binds and self.sign in "-/"):
            after = f"({after})"
        return f"{before}{TOLD[self.sign]}{after}"

    def excel(self, cells: Cells) -> str:
        return f"({self.left.excel(cells)}{self.sign}{self.right.excel(cells)})"

    def below(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Pick(Expression):
    """The least or the greatest of several."""

    word: str
    among: tuple[Expression, ...]

    def over(self, rows: Rows) -> Value:
        first, second = (one.over(rows) for one in self.among)
        if isinstance(second, Decimal):
            first, second = second, first
        if not isinstance(first, Decimal):
            return list(map(min if self.word == "MIN" else max, first, each(second)))
        bound = first
        if isinstance(second, Decimal):
            return min(bound, second) if self.word == "MIN" else max(bound, second)
        if self.word == "MIN":
            return [one if one < bound else bound for one in second]
        return [one if one > bound else bound for one in second]

    def chosen(self, scope: Facts) -> Expression:
        """Return the one that is taken; of two the same the first."""
        pick = min if self.word == "MIN" else max
        return pick(self.among, key=lambda one: one.number(scope))

    def number(self, scope: Facts) -> Decimal:
        return self.chosen(scope).number(scope)

    def told(self, scope: Facts) -> str:
        return _taken(self, scope).told(scope)

    def excel(self, cells: Cells) -> str:
        return f"{self.word}({','.join(one.excel(cells) for one in self.among)})"

    def below(self) -> tuple[Expression, ...]:
        return self.among


@dataclass(frozen=True)
class If(Expression):
    """One of two, as a comparison says: left ≥ right."""

    left: Expression
    right: Expression
    then: Expression
    otherwise: Expression

    def over(self, rows: Rows) -> Value:
        left, right = self.left.over(rows), self.right.over(rows)
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return (self.then if left >= right else self.otherwise).over(rows)
        met = list(map(operator.ge, each(left), each(right)))
        # What nobody takes is not reckoned: it may divide by nothing.
        if all(met):
            return self.then.over(rows)
        if not any(met):
            return self.otherwise.over(rows)
        then = iter(each(self.then.over(rows.only(met))))
        otherwise = iter(each(self.otherwise.over(rows.only([not one for one in met]))))
        return [next(then if one else otherwise) for one in met]

    def chosen(self, scope: Facts) -> Expression:
        """Return the branch that is taken."""
        met = self.left.number(scope) >= self.right.number(scope)
        return self.then if met else self.otherwise

    def number(self, scope: Facts) -> Decimal:
        return self.chosen(scope).number(scope)

    def told(self, scope: Facts) -> str:
        return _taken(self, scope).told(scope)

    def excel(self, cells: Cells) -> str:
        left, right, then, otherwise = (one.excel(cells) for one in self.below())
        return f"IF({left}>={right},{then},{otherwise})"

    def below(self) -> tuple[Expression, ...]:
        return (self.left, self.right, self.then, self.otherwise)


@dataclass(frozen=True)
class Function(Expression):
    """EXP or LN of an expression."""

    word: str
    inside: Expression

    def over(self, rows: Rows) -> Value:
        inside = self.inside.over(rows)
        if isinstance(inside, Decimal):
            return inside.exp() if self.word == "EXP" else inside.ln()
        return [one.exp() if self.word == "EXP" else one.ln() for one in inside]

    def number(self, scope: Facts) -> Decimal:
        inside = self.inside.number(scope)
        return inside.exp() if self.word == "EXP" else inside.ln()

    def told(self, scope: Facts) -> str:
        return f"{self.word.lower()}({self.inside.told(scope)})"

    def excel(self, cells: Cells) -> str:
        return f"{self.word}({self.inside.excel(cells)})"

    def below(self) -> tuple[Expression, ...]:
        return (self.inside,)


def _taken(one: Expression, scope: Facts) -> Expression:
    """Return what stands there once MIN, MAX and IF have chosen."""
    while isinstance(one, Pick | If):
        one = one.chosen(scope)
    return one


def least(*among: Expression | int) -> Expression:
    """Return the least of several."""
    return reduce(lambda left, right: Pick("MIN", (left, right)), map(of, among))


def greatest(*among: Expression | int) -> Expression:
    """Return the greatest of several."""
    return reduce(lambda left, right: Pick("MAX", (left, right)), map(of, among))


def between(low: Expression | int, one: Expression, high: Expression | int) -> Expression:
    """Return a number held between two others."""
    return greatest(low, least(high, one))


def total(among: "list[Expression]") -> Expression:
    """Return the sum of several; of none it is 0."""
    return reduce(lambda left, right: left + right, among) if among else of(0)


def names(expression: Expression) -> Iterator[Name]:
    """Yield every name an expression asks for, as often as it stands there."""
    if isinstance(expression, Name):
        yield expression
    for one in expression.below():
        yield from names(one)
