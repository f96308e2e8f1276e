"""Groups of the ledger, their sums, and which of their rows stand on a page. Pure.

Groups stand by their worst light, then in official order; inside a group the order asked for
holds. A closed group is one line of the page, an open one as many as it has matters.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoshi.dues.terms import Level

NO_GROUP = ""
# The worst first; what is closed, not begun or stands still is no reason to look.
WORST = (Level.SERIOUS, Level.OVERDUE, Level.WARNING, Level.ATTENTION, Level.NORMAL, Level.DONE)
ORDER: tuple[int | None, ...] = (*WORST, None, Level.SUSPENDED)


@dataclass(frozen=True)
class Tally:
    """How many matters are alike in group, light, state and month, and their progress summed.

    :ivar this_month: whether they fall due in the month of today
    """

    group: str
    level: int | None
    state: str
    this_month: bool
    number: int
    done: float


@dataclass(frozen=True)
class Group:
    """One group with its sums.

    :ivar key: as the address names it
    :ivar mean: progress in per cent, of all its matters alike
    """

    key: str
    name: str
    number: int
    lights: tuple[tuple[int | None, int], ...]
    mean: float
    folded: bool = False

    @property
    def height(self) -> int:
        """Return how many lines of a page it takes."""
        return 1 if self.folded else self.number


@dataclass(frozen=True)
class Piece:
    """What of a group stands on a page: so many of its matters, from the `first` on.

    :ivar before: how many matters stand in the groups before it
    """

    group: Group | None
    first: int
    number: int
    before: int


def by_level(tallies: Iterable[Tally]) -> tuple[tuple[int | None, int], ...]:
    """Return how many stand at each level, the worst first, empty levels left out."""
    found: dict[int | None, int] = {}
    for one in tallies:
        found[one.level] = found.get(one.level, 0) + one.number
    return tuple((level, found[level]) for level in ORDER if found.get(level))


def groups_of(
    tallies: Sequence[Tally], names: Mapping[str, tuple[object, str]], fold: Sequence[str]
) -> list[Group]:
    """Return the groups in their order.

    :param names: key of a group → its place among groups alike, and its name
    """
    held: dict[str, list[Tally]] = {}
    for one in tallies:
        held.setdefault(one.group, []).append(one)
    groups = [_group(key, names, rows, key in fold) for key, rows in held.items()]
    return sorted(groups, key=lambda one: (_rank(one), names.get(one.key, (0, ""))[0], one.key))


def in_order(
    tallies: Sequence[Tally], names: Mapping[str, tuple[object, str]], fold: Sequence[str]
) -> list[Group]:
    """Return the groups by place alone: months and lights have an order of their own."""
    groups = groups_of(tallies, names, fold)
    return sorted(groups, key=lambda one: names[one.key][0])  # type: ignore[arg-type,return-value]


def lines_of(groups: Sequence[Group]) -> int:
    """Return how many lines all groups take."""
    return sum(one.height for one in groups)


def pieces_of(groups: Sequence[Group], start: int, stop: int) -> Iterator[Piece]:
    """Yield what stands on the lines from `start` to before `stop`."""
    line = before = 0
    for group in groups:
        end = line + group.height
        if line < stop and end > start:
            first, last = max(start - line, 0), min(stop, end) - line
            yield Piece(group, first, 0 if group.folded else last - first, before)
        line, before = end, before + group.number


def _group(
    key: str, names: Mapping[str, tuple[object, str]], rows: Sequence[Tally], folded: bool
) -> Group:
    number = sum(one.number for one in rows)
    mean = sum(one.done for one in rows) / number
    name = names[key][1] if key in names else key
    return Group(key, name, number, by_level(rows), mean, folded)


def _rank(group: Group) -> int:
    return min(ORDER.index(level) for level, _number in group.lights)
