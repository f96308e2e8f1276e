"""Working days with 调休: which days are worked, which are off, which years nobody knows yet.

Pure and usable without Django. A year whose official notice has not come is reckoned on plain
weekdays, and everything that touches it is provisional (暂定).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from luoshi.timelimits.days import ONE_DAY, days_between

SATURDAY = 5


@dataclass(frozen=True)
class SpecialDay:
    """A day the notice takes out of the plain week: a holiday (off) or a make-up workday (worked).

    :param name: the festival as the notice calls it, such as "国庆节"
    """

    date: date
    working: bool
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """Which days are worked in one place.

    :param special: holidays and make-up workdays by day
    :param official: the years whose notice is loaded; all others are provisional
    """

    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    official: frozenset[int] = frozenset()
    _years: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, special: Iterable[SpecialDay] = (), official: Iterable[int] = ()) -> "Calendar":
        """Build a calendar from its days; a later day in the list wins over an earlier one."""
        return cls({day.date: day for day in special}, frozenset(official))

    def with_days(self, more: Iterable[SpecialDay]) -> "Calendar":
        """Return this calendar with local holidays or emergency days laid over it.

        Local days do not make a year official: a city's own holiday says nothing of the others.
        """
        added = {day.date: day for day in more}
        return Calendar({**self.special, **added}, self.official) if added else self

    def working(self, day: date) -> bool:
        """Tell whether the day is worked."""
        special = self.special.get(day)
        return day.weekday() < SATURDAY if special is None else special.working

    def provisional(self, day: date) -> bool:
        """Tell whether the day lies in a year without an official calendar (暂定)."""
        return day.year not in self.official

    def provisional_between(self, first: date, last: date) -> bool:
        """Tell whether any day from the first to the last lies in a year without a calendar."""
        return any(year not in self.official for year in range(first.year, last.year + 1))

    def make_up(self, day: date) -> bool:
        """Tell whether the day is worked only because the notice says so (调休上班)."""
        return day in self.special and self.special[day].working and day.weekday() >= SATURDAY

    def holiday(self, day: date) -> SpecialDay | None:
        """Return the holiday that takes this day off, or None for a workday or plain weekend."""
        special = self.special.get(day)
        return special if special is not None and not special.working else None

    def roll(self, day: date) -> date:
        """Return the day itself if it is worked, else the next day that is (顺延)."""
        while not self.working(day):
            day += ONE_DAY
        return day

    def add_working_days(self, since: date, number: int) -> date:
        """Return the `number`-th working day after `since`; a negative number counts backwards.

        The starting day is never counted. Nought working days is the day itself.
        """
        step, day = (ONE_DAY if number > 0 else -ONE_DAY), since
        left = abs(number)
        while left:
            day += step
            left -= self.working(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after one day, up to and including another.

        Negative where `until` comes first: then it counts the working days after `until` up to
        and including `after`.
        """
        if until < after:
            return -self.working_days_between(until, after)
        if after.year == until.year:
            return self._worked(until) - self._worked(after)
        whole = sum(self._year(year)[-1] for year in range(after.year, until.year))
        return whole + self._worked(until) - self._worked(after)

    def runs_off(self, first: date, last: date) -> list[tuple[date, date]]:
        """Return the official holidays that lie between two days, as runs of first and last day.

        Plain weekends are not named; a run is shown whole even where the span cuts it.
        """
        runs: list[tuple[date, date]] = []
        for day in days_between(first, last):
            if self.holiday(day) and not (runs and day <= runs[-1][1]):
                runs.append((self._edge(day, -ONE_DAY), self._edge(day, ONE_DAY)))
        return runs

    def _edge(self, day: date, step: timedelta) -> date:
        while self.holiday(day + step):
            day += step
        return day

    def make_ups(self, first: date, last: date) -> list[date]:
        """Return the make-up workdays between two days, both included."""
        return [day for day in days_between(first, last) if self.make_up(day)]

    def _worked(self, day: date) -> int:
        return self._year(day.year)[(day - date(day.year, 1, 1)).days]

    def _year(self, year: int) -> tuple[int, ...]:
        if year not in self._years:
            whole = days_between(date(year, 1, 1), date(year, 12, 31))
            self._years[year] = tuple(accumulate(int(self.working(day)) for day in whole))
        return self._years[year]


PLAIN = Calendar()
