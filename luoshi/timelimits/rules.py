"""How long each kind of work may take: rules as data, and the arithmetic that keeps its working.

Pure and usable without Django. A deadline is never a bare date: it is a measure (so many days, or a
day that was named) counted from a start, so that it can be reckoned again when the calendar changes
(domain/03_time 3.2 rule 8).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY, add_months
from luoshi.timelimits.working import Off, Working

Paused = Sequence["Span"]


class Unit(StrEnum):
    """What a length is counted in."""

    CALENDAR = "CALENDAR"
    WORKING = "WORKING"
    MONTH = "MONTH"


class Start(StrEnum):
    """The event a clock runs from.

    SIGNING is the signing, but at latest one working day after the issue, so that late signing
    gains nothing (domain/14_open Q2).
    """

    ISSUE = "ISSUE"
    SIGNING = "SIGNING"
    RECEIPT = "RECEIPT"
    ASSIGNMENT = "ASSIGNMENT"
    MEETING = "MEETING"
    SUBMISSION = "SUBMISSION"
    CLAIM = "CLAIM"
    REVIEW = "REVIEW"
    COMPLETION = "COMPLETION"
    ACCEPTANCE = "ACCEPTANCE"
    APPROVAL = "APPROVAL"
    LISTING = "LISTING"
    NOTICE = "NOTICE"
    DECISION = "DECISION"


@dataclass(frozen=True)
class Span:
    """Days on which a clock stands still (停表): from `since` up to the day before `until`."""

    since: date
    until: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.since <= day < self.until


@dataclass(frozen=True)
class Reckoned:
    """A deadline with the reasons for it.

    :param due_date: the last day; it ends at 24:00 or at the office's closing hour
    :param provisional: whether a year without an official calendar was touched (暂定)
    :param working: the parts of the explanation; `wording.sentence` says them
    """

    due_date: date
    provisional: bool
    working: Working


@dataclass(frozen=True)
class Limit:
    """A length of time (时限): 3 working days, 7 calendar days, 1 month.

    :param roll: whether a last day that is off moves to the next working day (Q3)
    """

    length: int
    unit: Unit
    roll: bool = True

    def __str__(self) -> str:
        return f"LIMIT {self.length} {self.unit}{' ROLL' if self.roll else ''}"

    def reckon(
        self, since: date, calendar: Calendar, *, pauses: Paused = (), start: str = Start.RECEIPT
    ) -> Reckoned:
        """Reckon the last day. The starting day is not counted (Q4)."""
        counted = self.unit == Unit.WORKING and self.length > 0
        if counted:
            last = _run_out_working(since, self.length, calendar, pauses)
        else:
            last = _run_out(since, self._plain_end(since), pauses)
        due = _rolled(last, calendar, pauses) if self.roll else last
        return _reckoned(
            Working(start=start, since=since, length=self.length, unit=self.unit, due_date=due),
            last,
            calendar,
            pauses,
            touched=since + ONE_DAY if counted else (last if self.roll else None),
            counted=counted,
        )

    def _plain_end(self, since: date) -> date:
        if self.unit == Unit.MONTH:
            return add_months(since, self.length)
        return since + self.length * ONE_DAY


@dataclass(frozen=True)
class OwnDay:
    """A day that was named: the matter's own date, a grid day of a cadence, a date decided.

    :param grid: the code of the cadence whose day it is, if it is one
    :param counted_from: pauses before this day are already in the named day (a later decision)
    """

    day: date
    roll: bool = True
    grid: str = ""
    counted_from: date | None = None

    def __str__(self) -> str:
        parts = ["DAY", self.day.isoformat()] + ["ROLL"] * self.roll
        parts += [f"GRID={self.grid}"] if self.grid else []
        parts += [f"FROM={self.counted_from}"] if self.counted_from else []
        return " ".join(parts)

    def reckon(
        self, since: date, calendar: Calendar, *, pauses: Paused = (), start: str = Start.ISSUE
    ) -> Reckoned:
        """Reckon the last day: the day itself, later by each day the clock stood still."""
        last = _run_out(max(since, self.counted_from or since), self.day, pauses)
        due = _rolled(last, calendar, pauses) if self.roll else last
        working = Working(start=start, since=since, named=self.day, grid=self.grid, due_date=due)
        return _reckoned(working, last, calendar, pauses, touched=last if self.roll else None)


Measure = Limit | OwnDay


def measure_of(text: str) -> Measure:
    """Read a measure back from its text: "LIMIT 3 WORKING ROLL", "DAY 2026-06-20 ROLL".

    :raises ValueError: if the text is no measure
    """
    kind, *words = text.split(" ")
    roll = "ROLL" in words
    if kind == "LIMIT" and len(words) >= 2:
        return Limit(int(words[0]), Unit(words[1]), roll)
    if kind == "DAY" and words:
        named = dict(word.split("=", 1) for word in words if "=" in word)
        counted_from = date.fromisoformat(named["FROM"]) if "FROM" in named else None
        return OwnDay(date.fromisoformat(words[0]), roll, named.get("GRID", ""), counted_from)
    raise ValueError(f"Not a measure of time: {text!r}")


@dataclass(frozen=True)
class Rule:
    """One time-limit rule (时限规则).

    :param code: its name in the tables, such as "RECEIPT"
    :param basis: the law, rule or custom it comes from, as words
    :param start: the event it runs from
    :param pausable: whether an approved pause stops this clock
    :param since: first day it is in force, None for always
    :param until: last day it is in force, None for ever
    """

    code: str
    limit: Limit
    start: Start = Start.RECEIPT
    basis: str = ""
    pausable: bool = True
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Tell whether the rule holds for a clock that starts on this day."""
        began = self.since is None or self.since <= day
        return began and (self.until is None or day <= self.until)

    def reckon(self, since: date, calendar: Calendar, *, pauses: Paused = ()) -> Reckoned:
        """Reckon the last day for a clock that starts on `since`."""
        held = pauses if self.pausable else ()
        return self.limit.reckon(since, calendar, pauses=held, start=self.start)


def main_clock_starts(
    start: Start, calendar: Calendar, *, issued: date, signed: date | None
) -> date:
    """Return the day the main clock of a matter runs from (domain/14_open Q2).

    A leader's instruction runs from its issue. Other matters run from the signing, but at latest
    from one working day after the issue; before anybody has signed, that latest day is returned.
    """
    if start == Start.ISSUE:
        return issued
    latest = calendar.add_working_days(issued, 1)
    return latest if signed is None else min(max(signed, issued), latest)


def _stopped(day: date, pauses: Paused) -> bool:
    return any(day in span for span in pauses)


def _run_out(since: date, last: date, pauses: Paused) -> date:
    left, day = (last - since).days, since
    if not pauses or left <= 0:
        return last
    while left:
        day += ONE_DAY
        left -= not _stopped(day, pauses)
    return day


def _run_out_working(since: date, length: int, calendar: Calendar, pauses: Paused) -> date:
    if not pauses:
        return calendar.add_working_days(since, length)
    day = since
    while length:
        day += ONE_DAY
        length -= calendar.working(day) and not _stopped(day, pauses)
    return day


def _rolled(day: date, calendar: Calendar, pauses: Paused) -> date:
    while not calendar.working(day) or _stopped(day, pauses):
        day += ONE_DAY
    return day


def _reckoned(
    base: Working,
    last: date,
    calendar: Calendar,
    pauses: Paused,
    *,
    touched: date | None,
    counted: bool = False,
) -> Reckoned:
    """Add to the bare working what the calendar and the pauses did to it."""
    due, first = base.due_date, base.since + ONE_DAY
    provisional = touched is not None and calendar.provisional_between(min(touched, due), due)
    rolled_for = calendar.holiday(last) if due != last else None
    named = [(calendar.holiday(begin), begin, end) for begin, end in calendar.runs_off(first, due)]
    working = base.plus(
        last=last,
        rolled=due != last,
        rolled_for=rolled_for.name if rolled_for else "",
        off=tuple(Off(begin, end, day.name if day else "") for day, begin, end in named)
        if counted
        else (),
        made_up=tuple(calendar.make_ups(first, due - ONE_DAY)) if counted else (),
        due_made_up=calendar.make_up(due),
        paused=tuple(Off(span.since, span.until - ONE_DAY) for span in _inside(pauses, base)),
        provisional=provisional,
    )
    return Reckoned(due, provisional, working)


def _inside(pauses: Paused, base: Working) -> list[Span]:
    return [
        span
        for span in sorted(pauses, key=lambda one: one.since)
        if span.since < span.until and base.since < span.until and span.since <= base.due_date
    ]
