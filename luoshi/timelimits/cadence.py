"""On which days periodic reports fall: fixed days, so that a unit reports all its matters at once.

Pure and usable without Django. Ten-day reports fall on the 10th, the 20th and the last day of the
month, the first not earlier than the fifth day after the assignment (domain/14_open Q5); a day off
moves to the next working day and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY, add_months, day_in_month, last_of_month
from luoshi.timelimits.rules import OwnDay, Paused, Reckoned, Start

TEN, MONTHS = 10, 12
# A quarter and the month after it: no report lies further from the start of its period; of a year
# and the year after it the same.
_LONGEST = timedelta(days=124)
_LONGEST_OF_A_YEAR = timedelta(days=731)


class Beat(StrEnum):
    """What a cadence follows."""

    TEN_DAYS = "TEN_DAYS"
    MONTHLY = "MONTHLY"
    WEEKLY = "WEEKLY"
    QUARTERLY = "QUARTERLY"
    YEARLY = "YEARLY"
    EVERY = "EVERY"


@dataclass(frozen=True)
class Slot:
    """One report of a cadence.

    :param period: the code of the time reported on: "2026-06-T1" (上旬), "2026-06", "2026-W25",
        "2026-Q2", "2026" (a year), "N3" (third); `wording.period_words` says it
    :param day: the day of the grid, before any rolling
    """

    period: str
    day: date
    grid: str
    roll: bool

    @property
    def measure(self) -> OwnDay:
        """Return the slot as a measure a deadline can be reckoned by again."""
        return OwnDay(self.day, self.roll, self.grid)

    def reckon(self, since: date, calendar: Calendar, *, pauses: Paused = ()) -> Reckoned:
        """Reckon the day it is due; a grid day off moves to the next working day."""
        return self.measure.reckon(since, calendar, pauses=pauses, start=Start.ASSIGNMENT)


@dataclass(frozen=True)
class Cadence:
    """A rhythm of reports (报送周期).

    :param beat: TEN_DAYS on 10, 20 and last; MONTHLY; WEEKLY; QUARTERLY; YEARLY; EVERY so many days
    :param day: MONTHLY, QUARTERLY, YEARLY: day of the month (31 is the last); WEEKLY: 1 Monday … 7
        Sunday; EVERY: the number of days, counted from the assignment
    :param following: MONTHLY, QUARTERLY: whether the day is in the month after the period; YEARLY:
        in the year after it
    :param roll: whether a day off moves to the next working day
    :param grace: how many days after the assignment the first report is due at the earliest
    :param month: YEARLY: the month of the year
    """

    beat: Beat
    day: int = 0
    following: bool = False
    roll: bool = True
    grace: int = 5
    month: int = 0

    def __post_init__(self) -> None:
        low, high = _DAYS[self.beat]
        if not low <= self.day <= high:
            raise ValueError(f"{self.beat} needs a day from {low} to {high}, not {self.day}")
        months = range(1, MONTHS + 1) if self.beat == Beat.YEARLY else (0,)
        if self.month not in months:
            raise ValueError(f"{self.beat} cannot have the month {self.month}")

    def __str__(self) -> str:
        if self.beat == Beat.TEN_DAYS:
            return str(self.beat)
        if self.beat == Beat.YEARLY:
            return f"{self.beat}:{'+' * self.following}{self.month:02}-{self.day:02}"
        return f"{self.beat}:{'+' * self.following}{self.day}"

    @classmethod
    def of(cls, code: str, *, roll: bool = True) -> "Cadence":
        """Read a cadence from its code.

        "TEN_DAYS", "MONTHLY:28" (by the 28th of the month itself), "MONTHLY:+5" (by the 5th of the
        next), "WEEKLY:5" (Fridays), "QUARTERLY:+10", "YEARLY:12-20" (by 20 December),
        "YEARLY:+01-31" (by 31 January of the next year), "EVERY:10" (every ten days on).

        :raises ValueError: if the code is none of these
        """
        beat, _, day = code.partition(":")
        if beat == Beat.YEARLY:
            month, _, day_of_month = day.partition("-")
            return cls(Beat.YEARLY, int(day_of_month), day.startswith("+"), roll, month=int(month))
        return cls(Beat(beat), int(day or 0), day.startswith("+"), roll)

    def slots(self, since: date) -> Iterator[Slot]:
        """Yield the reports owed by a duty assigned on `since`, without end.

        The first period is the one that holds `since`: nobody reports on a time before the duty.
        """
        if self.beat == Beat.EVERY:
            yield from self._every(since)
            return
        for slot in _GRIDS[self.beat](self, since):
            if slot.day >= since + self.grace * ONE_DAY:
                yield slot

    def slots_until(self, since: date, until: date) -> list[Slot]:
        """Return the reports that fall on or before a day of the grid."""
        return list(takewhile(lambda slot: slot.day <= until, self.slots(since)))

    def next_slots(self, since: date, *, after: date, count: int = 1) -> list[Slot]:
        """Return the next `count` reports whose grid day lies after a day."""
        later = (slot for slot in self.slots(since) if slot.day > after)
        return [next(later) for _ in range(count)]

    def grid_after(self, day: date) -> Iterator[Slot]:
        """Yield the reports whose grid day lies after a day, whoever owes them, without end.

        :raises ValueError: if the cadence counts from an assignment and so has no common grid
        """
        if self.beat == Beat.EVERY:
            raise ValueError(f"{self} has no grid of its own")
        longest = _LONGEST_OF_A_YEAR if self.beat == Beat.YEARLY else _LONGEST
        before = replace(self, grace=0).slots(day - longest)
        yield from (slot for slot in before if slot.day > day)

    def slot(self, period: str, day: date) -> Slot:
        """Return one report of this cadence by its period and its day."""
        return Slot(period, day, str(self), self.roll)

    def _every(self, since: date) -> Iterator[Slot]:
        number = 0
        while True:
            number += 1
            yield self.slot(f"N{number}", since + number * self.day * ONE_DAY)


def _ten_days(cadence: Cadence, since: date) -> Iterator[Slot]:
    month = since.replace(day=1)
    while True:
        days = (month.replace(day=TEN), month.replace(day=2 * TEN), _end(month))
        for third, day in enumerate(days, start=1):
            yield cadence.slot(f"{month:%Y-%m}-T{third}", day)
        month = add_months(month, 1)


def _monthly(cadence: Cadence, since: date) -> Iterator[Slot]:
    month = since.replace(day=1)
    while True:
        due = add_months(month, int(cadence.following))
        yield cadence.slot(f"{month:%Y-%m}", day_in_month(due.year, due.month, cadence.day))
        month = add_months(month, 1)


def _weekly(cadence: Cadence, since: date) -> Iterator[Slot]:
    monday = since - since.weekday() * ONE_DAY
    while True:
        year, week, _ = monday.isocalendar()
        yield cadence.slot(f"{year}-W{week:02}", monday + (cadence.day - 1) * ONE_DAY)
        monday += timedelta(weeks=1)


def _quarterly(cadence: Cadence, since: date) -> Iterator[Slot]:
    first = date(since.year, (since.month - 1) // 3 * 3 + 1, 1)
    while True:
        due = add_months(first, 2 + int(cadence.following))
        day = day_in_month(due.year, due.month, cadence.day)
        yield cadence.slot(f"{first.year}-Q{(first.month + 2) // 3}", day)
        first = add_months(first, 3)


def _yearly(cadence: Cadence, since: date) -> Iterator[Slot]:
    year = since.year
    while True:
        day = day_in_month(year + int(cadence.following), cadence.month, cadence.day)
        yield cadence.slot(str(year), day)
        year += 1


def _end(month: date) -> date:
    return last_of_month(month.year, month.month)


_GRIDS = {
    Beat.TEN_DAYS: _ten_days,
    Beat.MONTHLY: _monthly,
    Beat.WEEKLY: _weekly,
    Beat.QUARTERLY: _quarterly,
    Beat.YEARLY: _yearly,
}
_DAYS = {
    Beat.TEN_DAYS: (0, 0),
    Beat.MONTHLY: (1, 31),
    Beat.WEEKLY: (1, 7),
    Beat.QUARTERLY: (1, 31),
    Beat.YEARLY: (1, 31),
    Beat.EVERY: (1, 366),
}
