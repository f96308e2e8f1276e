"""年历 A year at a glance: which days are worked, which are off, by whose word. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY, days_between, last_of_month

WEEK = 7
MONTHS = 12


@dataclass(frozen=True)
class Cell:
    """One day of the year's page.

    :param off: whether it is not worked
    :param made_up: whether it is worked only because a notice says so
    :param name: the holiday, or what the city calls it
    :param local: whether the city itself decided about it
    :param closed: the closed season it lies in, if any
    """

    day: date
    off: bool
    made_up: bool
    name: str = ""
    local: bool = False
    closed: str = ""

    @property
    def special(self) -> bool:
        """Tell whether the plain week would have it otherwise, or the city names it."""
        return self.made_up or self.local or bool(self.name)


@dataclass(frozen=True)
class Month:
    """A month: its first day, its weeks from Monday on, how many days are worked."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    worked: int


def months_of(
    year: int, calendar: Calendar, local: Iterable[date], closed: Mapping[date, str]
) -> list[Month]:
    """Return the twelve months of a year.

    :param local: the days the city itself decided about
    :param closed: the name of the closed season of each day that lies in one
    """
    own = frozenset(local)

    def cell(day: date) -> Cell:
        special = calendar.special.get(day)
        worked = calendar.working(day)
        return Cell(
            day,
            off=not worked,
            made_up=worked and special is not None and special.working,
            name=special.name if special is not None else "",
            local=day in own,
            closed=closed.get(day, ""),
        )

    return [_month(date(year, month, 1), cell) for month in range(1, MONTHS + 1)]


def closed_days(spans: Iterable[tuple[date, date, str]], year: int) -> dict[date, str]:
    """Return the days of a year that lie in a closed season, each with its name."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        day: name
        for since, until, name in spans
        for day in days_between(max(since, first), min(until, last))
    }


def _month(first: date, cell: Callable[[date], Cell]) -> Month:
    last = last_of_month(first.year, first.month)
    cells = [cell(day) for day in days_between(first, last)]
    padded: list[Cell | None] = [None] * first.weekday() + [*cells]
    padded += [None] * (-len(padded) % WEEK)
    weeks = tuple(tuple(padded[at : at + WEEK]) for at in range(0, len(padded), WEEK))
    return Month(first, weeks, sum(not one.off for one in cells))


# Any week that begins on a Monday, for the heads of the columns.
WEEKDAYS = tuple(date(2024, 1, 1) + number * ONE_DAY for number in range(WEEK))
