"""Which days would move, before anybody decides: open dues reckoned by another rule or calendar.

Dues of one kind, measure and start share their days, so that a million of them are reckoned group
by group; those that were paused are reckoned one by one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luoshi.dues.models import OPEN, Due, Pause
from luoshi.dues.reckoning import days_for, pauses_of
from luoshi.dues.titles import title_words
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.rules import Measure, measure_of

SHOWN = 20
KEY = ("kind", "measure", "since", "start")
PAUSED = Exists(Pause.objects.filter(due=OuterRef("pk")))
STANDING = (*KEY, "due_date")
AT_A_TIME = 50
_BY_A_RULE = "LIMIT "
# What the dues of one group share, and the day they would go to.
_Moving = tuple[dict[str, Any], date]


@dataclass(frozen=True)
class Move:
    """A due that would go from one day to another."""

    due: Due
    was: date
    to: date

    @property
    def title(self) -> str:
        """What the due is about, in the reader's words."""
        return title_words(self.due.about_kind, self.due.about_title)


@dataclass(frozen=True)
class Moves:
    """What a change would do to what is owed.

    :param examined: the open dues it touches
    :param days: how many would go from which day to which
    :param own: the first of those that are owed by or to the unit that asks
    """

    examined: int
    days: dict[tuple[date, date], int]
    own: list[Move]

    @property
    def moved(self) -> int:
        """Return how many would move."""
        return sum(self.days.values())


def under_rule(code: str) -> QuerySet[Due]:
    """Return the open dues that run by a rule; one whose day was decided since does so no more."""
    return Due.objects.filter(OPEN, rule=code, measure__startswith=_BY_A_RULE)


def across(first: date | None, last: date | None) -> QuerySet[Due]:
    """Return the open dues whose span touches these days."""
    touched = Due.objects.filter(OPEN)
    if first is not None:
        touched = touched.filter(severe_date__gte=first)
    if last is not None:
        touched = touched.filter(since__lte=last)
    return touched


def groups(touched: QuerySet[Due]) -> Iterator[tuple[QuerySet[Due], dict[str, Any]]]:
    """Yield the dues that share their days, never paused, with what they share."""
    never = touched.filter(~PAUSED)
    for row in list(never.order_by().values(*KEY).distinct()):
        yield never.filter(**row), row


def reckoned(row: dict[str, Any], calendar: Calendar, measure: Measure | None) -> dict[str, Any]:
    """Return the days of one group by a calendar, and by another measure where one is given."""
    held = measure or measure_of(row["measure"])
    return days_for(row["kind"], held, row["since"], calendar, start=row["start"])


def moves(
    touched: QuerySet[Due],
    calendar: Calendar,
    *,
    unit: UUID,
    measure: Measure | None = None,
    show: int = SHOWN,
) -> Moves:
    """Say what would move; nothing is written.

    :param unit: whose own dues are listed one by one; of all others only the number is told
    :param measure: by which they would be reckoned, each by its own unless said
    :param show: how many are listed
    """
    days: Counter[tuple[date, date]] = Counter()
    moving: list[_Moving] = []
    standing = touched.filter(~PAUSED).order_by("due_date").values(*STANDING)
    for row in standing.annotate(number=Count("pk")):
        to = reckoned(row, calendar, measure)["due_date"]
        if to != row["due_date"]:
            days[row["due_date"], to] += row.pop("number")
            moving.append((row, to))
    own = Q(debtor=unit) | Q(creditor=unit)
    listed = _listed(touched.filter(~PAUSED).filter(own), moving)
    for due in touched.filter(PAUSED).select_related("debtor"):
        to = _of_one(due, calendar, measure)
        if to != due.due_date:
            days[due.due_date, to] += 1
            if unit in (due.debtor_id, due.creditor_id):
                listed.append(Move(due, due.due_date, to))
    listed.sort(key=lambda one: (one.was, one.due.about_title, str(one.due.pk)))
    return Moves(touched.count(), dict(sorted(days.items())), listed[:show])


def _of_one(due: Due, calendar: Calendar, measure: Measure | None) -> date:
    held = measure or measure_of(due.measure)
    days = days_for(
        due.kind, held, due.since, calendar, start=due.start, pauses=tuple(pauses_of(due))
    )
    moved: date = days["due_date"]
    return moved


def _listed(mine: QuerySet[Due], moving: list[_Moving]) -> list[Move]:
    """Return the first dues of these groups that are one's own, with the day they would have."""
    found: list[Move] = []
    # A condition of a thousand alternatives is none a database likes: some at a time.
    for start in range(0, len(moving), AT_A_TIME):
        some = moving[start : start + AT_A_TIME]
        wanted = reduce(or_, (Q(**row) for row, _to in some))
        due = mine.filter(wanted).select_related("debtor").order_by("due_date", "id")
        found += [Move(one, one.due_date, _end_of(one, some)) for one in due[:SHOWN]]
        if len(found) >= SHOWN:
            break
    return found


def _end_of(due: Due, some: list[_Moving]) -> date:
    own = {name: getattr(due, name) for name in STANDING}
    return next(to for row, to in some if row == own)
