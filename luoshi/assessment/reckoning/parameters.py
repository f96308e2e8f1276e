"""What a method is told by the scheme: numbers and tables by name, decimals as text."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.assessment.reckoning.expressions import Expression, of
from luoshi.assessment.reckoning.spec import Leaf

# Points are kept with eight places before the point.
MOST = Decimal(10) ** 8


class WrongParameter(ValueError):
    """A parameter of a method is not what the method can count with."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def decimal(leaf: Leaf, name: str, otherwise: str) -> Decimal:
    """Return a number of the parameters.

    :raises WrongParameter: if it is not a number
    """
    return read(leaf.parameters.get(name, otherwise), name)


def read(said: Any, name: str) -> Decimal:
    """Return what was said as a number.

    :raises WrongParameter: if it is none, or so great that no points could be kept
    """
    try:
        value = Decimal(str(said))
    except InvalidOperation as wrong:
        raise WrongParameter(name) from wrong
    if not value.is_finite() or abs(value) >= MOST:
        raise WrongParameter(name)
    return value


def number(leaf: Leaf, name: str, otherwise: str) -> Expression:
    """Return a number of the parameters as an expression."""
    return of(decimal(leaf, name, otherwise))


def table(leaf: Leaf, name: str) -> Mapping[str, Any]:
    """Return a table of the parameters by its names; empty where there is none.

    :raises WrongParameter: if it is no table
    """
    said = leaf.parameters.get(name, {})
    if not isinstance(said, Mapping):
        raise WrongParameter(name)
    return said
