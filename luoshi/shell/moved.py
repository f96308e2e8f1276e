"""时限沿革 How a matter's date came to be what it is: each change, by which deed, when and why.

Read off the trail: a date moved by decision says from and to; a suspension moves it by the days the
matter stood still; a new round begins with a date of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.breakdown.models import Round
from luoshi.shell.deedwords import words_of
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry

MOVED_BY = ("matter.move_date", "matter.resume", "matter.reopen", "matter.instruct")
# What a resumption is reckoned from.
STOPPED_BY = "matter.suspend"
DEEDS = (*MOVED_BY, STOPPED_BY)


@dataclass(frozen=True)
class Moved:
    """One change of the date: from, to, by which deed, by whose hand, and why."""

    was: date
    now: date
    words: str
    why: str
    at: datetime
    by: str


def moved_of(rounds: Sequence[Round], entries: Iterable[Entry]) -> list[Moved]:
    """Return every change of a matter's date, oldest first. Asks nothing of the database.

    :param rounds: all rounds of the matter
    :param entries: its entries of these deeds, in any order
    """
    begins = {one.number: one.due_date for one in rounds}
    number = min(begins, default=1)
    stands = begins.get(number)
    stopped: date | None = None
    told: list[Moved] = []
    for entry in sorted(entries, key=lambda one: (one.at, one.pk)):
        if entry.deed == STOPPED_BY:
            stopped = day_here(entry.at)
            continue
        if entry.deed in ("matter.reopen", "matter.instruct"):
            number += 1
        then = _date_after(entry, stands, begins.get(number), stopped)
        if then is not None and stands is not None and then != stands:
            told.append(_told(entry, stands, then))
        stands = then or stands
    return told


def _date_after(
    entry: Entry, stands: date | None, begins: date | None, stopped: date | None
) -> date | None:
    """Return the date a deed left the matter with; None where its entry no longer says."""
    if entry.deed == "matter.move_date":
        to = str(entry.facts.get("to", ""))
        return date.fromisoformat(to) if to else None
    if entry.deed == "matter.resume":
        return stands + (day_here(entry.at) - stopped) if stands and stopped else None
    return begins


def _told(entry: Entry, was: date, now: date) -> Moved:
    facts = entry.facts
    return Moved(
        was=was,
        now=now,
        words=words_of(entry.deed),
        why=str(facts.get("reason") or facts.get("instruction") or ""),
        at=entry.at,
        by=entry.on_behalf_name or entry.person_name,
    )
