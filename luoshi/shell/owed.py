"""应报与已报 What is owed of a matter as its dossier shows it: strip, tally, what comes next."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.dues.clocks import working_days_left
from luoshi.dues.models import Due
from luoshi.dues.queries import working_of
from luoshi.dues.terms import DueKind
from luoshi.reporting.standing import period_said
from luoshi.timelimits.calendar import Calendar

STRIP_SHOWN = 10
# The clocks of an instruction besides its own date.
FIRSTS = (DueKind.STATUS, DueKind.RESULT)


@dataclass(frozen=True)
class Owed:
    """A due in words: its period or kind, how it stands, and the working of its day."""

    due: Due
    word: str
    icon: str
    said: str | Promise
    tone: str
    working: str
    working_days: int | None


class _Standing(NamedTuple):
    """How a due stands, in a sign and a word."""

    icon: str
    said: str | Promise
    tone: str


class Day(NamedTuple):
    """What dues are looked at with: the moment, its day, the calendar, the periods sent back."""

    at: datetime
    today: date
    calendar: Calendar
    back: Collection[str]


def dues_shown(dues: Sequence[Due], day: Day) -> dict[str, Any]:
    """Return what the page shows of the dues; of a long life, words are made of the last only."""
    reports = [(due, _standing(due, day)) for due in dues if due.kind == DueKind.REPORT]
    to_come = [due for due, standing in reports if standing.tone == "due"]
    future = _Standing("circle-dashed", _("未到"), "fut")
    return {
        "tally": _tally(standing for _due, standing in reports),
        "completion": _first(dues, DueKind.COMPLETION, day),
        "firsts": [found for kind in FIRSTS if (found := _first(dues, kind, day)) is not None],
        "next_report": _first(dues, DueKind.REPORT, day),
        "owed": [
            # Of those still to come only the next one is due now.
            _owed(due, future if due in to_come[1:] else standing, day)
            for due, standing in reports[-STRIP_SHOWN:]
        ],
    }


def _tally(standings: Iterable[_Standing]) -> list[tuple[str | Promise, int]]:
    """Count the reports owed so far by how they stand; what is still to come is not counted."""
    reports = [one.said for one in standings if one.tone != "due"]
    words = (_("按时"), _("迟报"), _("未报"), _("退回补正"), _("免报"))
    counted = [(word, reports.count(word)) for word in words]
    return [(word, number) for word, number in counted if number]


def _owed(due: Due, standing: _Standing, day: Day) -> Owed:
    word = period_said(due.period) if due.period else str(due.get_kind_display())
    left = None if due.closed else working_days_left(due, day.at, day.calendar)
    return Owed(due, word, *standing, working_of(due), left)


def _standing(due: Due, day: Day) -> _Standing:
    if due.series_id and due.period in day.back and not due.late:
        return _Standing("arrow-back-up", _("退回补正"), "lt-y")
    if due.excused_at is not None:
        return _Standing("circle-minus", _("免报"), "")
    if due.met_at is not None:
        late = _Standing("clock-exclamation", _("迟报"), "lt-y")
        return late if due.late else _Standing("circle-check", _("按时"), "")
    if due.due_date < day.today:
        return _Standing("alarm", _("未报"), "lt-r")
    return _Standing("circle-dot", _("待报"), "due")


def _first(dues: Sequence[Due], kind: DueKind, day: Day) -> Owed | None:
    """Return the first that is still owed of a kind."""
    found = next((due for due in dues if due.kind == kind and not due.closed), None)
    return _owed(found, _standing(found, day), day) if found else None
