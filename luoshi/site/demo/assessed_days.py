"""When the city assesses: its quarters and months, and in working days each step of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY, last_of_month

# Working days after the end of a quarter, and of a month, which is the shorter affair.
QUARTER = {
    "figures": 8, "voted": 9, "self_reports": 10, "check": 13, "preview": 15, "publicise": 16,
    "appeal": 17, "opinion": 19, "second": 20, "put_up": 22, "approve": 24, "publish": 25,
}  # fmt: skip
MONTH = {
    "figures": 5, "self_reports": 6, "check": 8, "preview": 9, "publicise": 10, "appeal": 11,
    "opinion": 13, "second": 14, "put_up": 16, "approve": 17, "publish": 18,
}  # fmt: skip
# Working days before the story ends: the month that then lies open to everybody.
SHOWN = {
    "self_reports": 7, "check": 6, "preview": 5, "publicise": 4, "appeal": 3, "opinion": 2,
    "second": 1,
}  # fmt: skip
# A month is compared with the one before it and with the end of the quarter before.
MONTHS = 4


@dataclass(frozen=True)
class Span:
    """A quarter or a month, by its label."""

    label: str
    since: date
    until: date


def quarters(first: date, last: date) -> list[Span]:
    """Return the quarters that begin between two days."""
    found = []
    for year in range(first.year, last.year + 1):
        for number in range(1, 5):
            since, until = date(year, 3 * number - 2, 1), last_of_month(year, 3 * number)
            if first <= since <= last:
                found.append(Span(f"{year}-Q{number}", since, until))
    return found


def months(first: date, last: date) -> list[Span]:
    """Return the last months that lie whole between two days, the earliest first."""
    found: list[Span] = []
    until = last.replace(day=1) - ONE_DAY
    while len(found) < MONTHS and until.replace(day=1) >= first:
        since = until.replace(day=1)
        found.insert(0, Span(f"{since:%Y-%m}", since, until))
        until = since - ONE_DAY
    return found


def steps_of(
    spans: Sequence[Span], calendar: Calendar, today: date
) -> tuple[str, list[dict[str, date]]]:
    """Return the month that lies open today ("" for none), and the days of each month's steps."""
    before = {step: calendar.add_working_days(today, -days) for step, days in SHOWN.items()}
    usual = [
        {step: calendar.add_working_days(one.until, days) for step, days in MONTH.items()}
        for one in spans
    ]
    ready = [
        number for number, days in enumerate(usual) if days["figures"] < before["self_reports"]
    ]
    shown = ready[-1] if ready else -1
    for number, days in enumerate(usual):
        if number >= shown:
            usual[number] = {"figures": days["figures"]} | (before if number == shown else {})
    return spans[shown].label if ready else "", usual


def latest_ready(spans: Sequence[Span], calendar: Calendar, today: date) -> Span | None:
    """Return the latest quarter whose self-reports have been asked for before a day."""
    days = QUARTER["self_reports"]
    ready = [one for one in spans if calendar.add_working_days(one.until, days) < today]
    return ready[-1] if ready else None
