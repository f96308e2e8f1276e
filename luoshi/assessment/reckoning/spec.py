"""What the reckoning is given and gives back: plain values, so that anybody can repeat it.

Units and indicators are named by text keys (their ids). All numbers are decimals; points are
rounded half up to four places inside and shown with two (domain/06 section 6.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

NO_NUMBERS: Mapping[str, Decimal] = MappingProxyType({})


class Measured(NamedTuple):
    """What one unit has of one indicator in one period (指标值).

    :ivar actual: the figure itself; None is 不予考核, never zero
    :ivar target: what was agreed for the period
    :ivar parts: further named numbers a method asks for, such as votes or increment and growth
    """

    actual: Decimal | None = None
    target: Decimal | None = None
    parts: Mapping[str, Decimal] = NO_NUMBERS


@dataclass(frozen=True)
class Leaf:
    """An indicator that is scored by a method (三级指标, or whichever has none below it).

    :ivar level1: key of the level-1 indicator it stands under
    :ivar method: a code of `terms.Method`
    :ivar parameters: the method's numbers and tables by name; decimals as text in a table
    :ivar floor, cap: no fewer and no more points than these, where set
    """

    key: str
    level1: str
    name: str
    weight: Decimal
    method: str
    direction: str = "UP"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    floor: Decimal | None = None
    cap: Decimal | None = None


@dataclass(frozen=True)
class Plan:
    """The indicators of one group under one version of a scheme, and how it is counted.

    :ivar missing: a code of `terms.Missing`: what becomes of the weight of a missing figure
    :ivar mean: ARITHMETIC or GEOMETRIC (改进型功效系数)
    :ivar smallest: under that many units nobody is ranked
    """

    leaves: tuple[Leaf, ...]
    missing: str = "SPREAD"
    mean: str = "ARITHMETIC"
    ranked: bool = True
    smallest: int = 3


class Change(NamedTuple):
    """Points beside the indicators: bonus, deduction, workload credit (加减分).

    :ivar key: the id of what it rests on
    :ivar points: signed, as they enter the total
    """

    key: str
    name: str
    points: Decimal


class Term(NamedTuple):
    """One line of a unit's score, with every number its formula needs (得分明细).

    :ivar weight: its weight after what is missing was spread; 0 where it is not assessed itself
    :ivar assessed: False without a figure; `context` has "carried" where last period's rate counts
    :ivar context: the parts it was counted from, and what of the others the method used: least,
        most, rank, size
    """

    key: str
    weight: Decimal
    points: Decimal
    actual: Decimal | None = None
    target: Decimal | None = None
    assessed: bool = True
    context: Mapping[str, Decimal] = NO_NUMBERS

    @property
    def lost(self) -> Decimal:
        """Return what it is short of its weight."""
        return self.weight - self.points


class Share(NamedTuple):
    """One part of a year: its months, its quarters, its own score (时段合成).

    :ivar share: how much of the year it is; what is not there yet was spread over the others
    :ivar points: the mean of its periods, or its own terms and changes
    """

    name: str
    share: Decimal
    points: Decimal


class Total(NamedTuple):
    """One unit's score: its terms and changes, and their sum.

    :ivar shares: for a year put together of its periods: the parts whose weighted sum `points` is
    """

    unit: str
    points: Decimal
    terms: tuple[Term, ...]
    changes: tuple[Change, ...] = ()
    shares: tuple[Share, ...] = ()
