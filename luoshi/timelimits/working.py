"""The working of a deadline, in parts that can be stored, and said later in the reader's language.

Pure. Every due keeps these parts beside its day, so that it can show how the day came about.
"""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Off:
    """A run of days: a holiday with its name, or days on which the clock stood still."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True)
class Working:
    """How a deadline came about.

    :param start: the event counted from (a rules.Start)
    :param since: the day of that event, not counted itself
    :param length: how many days or months; None where a day was named instead
    :param unit: what the length counts (a rules.Unit)
    :param named: the day that was named, where one was
    :param grid: the code of the cadence whose day it is
    :param last: the last day before it was rolled forward
    :param rolled: whether the last day was off and moved to the next working day
    :param rolled_for: the holiday it fell on; empty for a plain weekend
    :param off: the official holidays the count went round
    :param made_up: the make-up workdays the count made use of
    :param due_made_up: whether the due day is itself a make-up workday
    :param paused: the spans the clock stood still, first and last day included
    """

    start: str
    since: date
    due_date: date
    length: int | None = None
    unit: str = ""
    named: date | None = None
    grid: str = ""
    last: date | None = None
    rolled: bool = False
    rolled_for: str = ""
    off: tuple[Off, ...] = ()
    made_up: tuple[date, ...] = ()
    due_made_up: bool = False
    paused: tuple[Off, ...] = ()
    provisional: bool = False

    def plus(self, **more: Any) -> "Working":
        """Return the working with further parts filled in."""
        return replace(self, **more)

    def as_json(self) -> dict[str, Any]:
        """Return the parts as plain JSON; what is empty is left out."""
        return {name: _plain(value) for name, value in asdict(self).items() if _said(value)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Working":
        """Read the parts back from what `as_json` gave."""
        parts = {one.name: stored[one.name] for one in fields(cls) if one.name in stored}
        for name in ("since", "due_date", "named", "last"):
            if name in parts:
                parts[name] = date.fromisoformat(parts[name])
        for name in ("off", "paused"):
            parts[name] = tuple(_off(run) for run in parts.get(name, ()))
        parts["made_up"] = tuple(date.fromisoformat(day) for day in parts.get("made_up", ()))
        return cls(**parts)


def _said(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", ())


def _off(run: dict[str, str]) -> Off:
    first, last = date.fromisoformat(run["first"]), date.fromisoformat(run["last"])
    return Off(first, last, run["name"])


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return value
