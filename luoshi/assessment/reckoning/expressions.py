"""A formula that can be reckoned, told with its numbers, and written into a worksheet.

A method is one expression; what is counted, what is shown beside the points and what stands live
in the Excel sheet are three faces of the same thing and cannot part. Names of what an expression
may ask for: A actual, T target, R rank in the group, N size of the group, parts of a figure by
their own name, and of any of them `least` and `most` over the group.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from luoshi.assessment.reckoning.spec import Measured

# Told of one unit: its figure, and its rank where the method asks for one.
Value = Callable[[Measured, Decimal], Decimal]
Facts = Mapping[str, Decimal]
# Where each name stands in a worksheet: a cell or a range.
Cells = Mapping[str, str]
# How tightly a sign binds; what binds looser is put into brackets.
BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
TOLD = {"+": "+", "-": "−", "*": "×", "/": "÷"}
ATOM = 9
HUNDRED, HUNDREDTH = Decimal(100), Decimal("0.01")


class Expression:
    """A formula; put together with the signs of arithmetic."""

    binds = ATOM

    def compiled(self, facts: Facts) -> Value:
        """Return what reckons it for one unit, the numbers of the group being known."""
        folded = self.folded(facts)
        if isinstance(folded, Decimal):
            return lambda figure, rank: folded
        return folded

    def folded(self, facts: Facts) -> Decimal | Value:
        """Return its value where it is the same for the whole group, else what reckons it.

        A million terms are reckoned in a run: what is the same for all is reckoned once.
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

    def folded(self, facts: Facts) -> Decimal | Value:
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

    def folded(self, facts: Facts) -> Decimal | Value:
        name, otherwise = self.name, self.otherwise
        if name in facts:
            return facts[name]
        if name == "A":
            return lambda figure, rank: figure[0]  # type: ignore[return-value]
        if name == "T":
            return lambda figure, rank: figure[1]  # type: ignore[return-value]
        if name == "R":
            return lambda figure, rank: rank
        if otherwise is None:
            return lambda figure, rank: figure[2][name]
        missing = otherwise
        return lambda figure, rank: figure[2].get(name, missing)

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

    def folded(self, facts: Facts) -> Decimal | Value:
        left, right = self.left.folded(facts), self.right.folded(facts)
        if isinstance(right, Decimal):
            if isinstance(left, Decimal):
                if self.sign != "/":
                    return _plainly(self.sign, left, right)
                # What cannot be divided is met where it is reckoned, if it is reckoned at all.
                return left / right if right else (lambda figure, rank: left / right)
            return _by_constant(self.sign, left, right)
        if isinstance(left, Decimal):
            return _of_constant(self.sign, left, right)
        if self.sign == "+":
            return lambda figure, rank: left(figure, rank) + right(figure, rank)
        if self.sign == "-":
            return lambda figure, rank: left(figure, rank) - right(figure, rank)
        if self.sign == "*":
            return lambda figure, rank: left(figure, rank) * right(figure, rank)
        return lambda figure, rank: left(figure, rank) / right(figure, rank)

    def number(self, scope: Facts) -> Decimal:
        left, right = self.left.number(scope), self.right.number(scope)
        return left / right if self.sign == "/" else _plainly(self.sign, left, right)

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


def _plainly(sign: str, left: Decimal, right: Decimal) -> Decimal:
    """Return what two numbers come to by a sign that always comes to something."""
    if sign == "+":
        return left + right
    return left - right if sign == "-" else left * right


def _by_constant(sign: str, left: Value, known: Decimal) -> Value:
    """Return a sign with a known number on its right."""
    if sign == "+":
        return lambda figure, rank: left(figure, rank) + known
    if sign == "-":
        return lambda figure, rank: left(figure, rank) - known
    if sign == "*":
        return lambda figure, rank: left(figure, rank) * known
    if known == HUNDRED:
        # The same number exactly, and several times as fast as dividing.
        return lambda figure, rank: left(figure, rank) * HUNDREDTH
    return lambda figure, rank: left(figure, rank) / known


def _of_constant(sign: str, known: Decimal, right: Value) -> Value:
    """Return a sign with a known number on its left."""
    if sign == "+":
        return lambda figure, rank: known + right(figure, rank)
    if sign == "-":
        return lambda figure, rank: known - right(figure, rank)
    if sign == "*":
        return lambda figure, rank: known * right(figure, rank)
    return lambda figure, rank: known / right(figure, rank)


def _bounded(word: str, bound: Decimal, inside: Value) -> Value:
    """Return the least or greatest of an expression and a known number."""
    if word == "MIN":

        def least_of(figure: Measured, rank: Decimal) -> Decimal:
            value = inside(figure, rank)
            return value if value < bound else bound

        return least_of

    def greatest_of(figure: Measured, rank: Decimal) -> Decimal:
        value = inside(figure, rank)
        return value if value > bound else bound

    return greatest_of


@dataclass(frozen=True)
class Pick(Expression):
    """The least or the greatest of several."""

    word: str
    among: tuple[Expression, ...]

    def folded(self, facts: Facts) -> Decimal | Value:
        first, second = (one.folded(facts) for one in self.among)
        pick = min if self.word == "MIN" else max
        if isinstance(first, Decimal):
            if isinstance(second, Decimal):
                return pick(first, second)
            return _bounded(self.word, first, second)
        if isinstance(second, Decimal):
            return _bounded(self.word, second, first)
        if self.word == "MIN":
            return lambda figure, rank: min(first(figure, rank), second(figure, rank))
        return lambda figure, rank: max(first(figure, rank), second(figure, rank))

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

    def folded(self, facts: Facts) -> Decimal | Value:
        one, other = self.left.folded(facts), self.right.folded(facts)
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            return (self.then if one >= other else self.otherwise).folded(facts)
        left, right = self.left.compiled(facts), self.right.compiled(facts)
        then, otherwise = self.then.compiled(facts), self.otherwise.compiled(facts)
        return lambda figure, rank: (
            then(figure, rank)
            if left(figure, rank) >= right(figure, rank)
            else otherwise(figure, rank)
        )

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

    def folded(self, facts: Facts) -> Decimal | Value:
        inside = self.inside.folded(facts)
        if isinstance(inside, Decimal):
            return inside.exp() if self.word == "EXP" else inside.ln()
        if self.word == "EXP":
            return lambda figure, rank: inside(figure, rank).exp()
        return lambda figure, rank: inside(figure, rank).ln()

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
