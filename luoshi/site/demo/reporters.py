"""Who reports when: in time, late, or not at all; what is owed is asked of the dues, once a day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from django.db.models import Q

from luoshi.dues.models import OPEN, Due
from luoshi.dues.terms import REPORTS, DueKind
from luoshi.site.demo.agenda import Agenda
from luoshi.timelimits.calendar import Calendar


class Speaker(Protocol):
    """A matter's life, as far as its reports go."""

    def speaks(self, due_date: date) -> int:
        """Return how likely the report due that day is given in time, in percent."""

    def report(self, at: datetime) -> None:
        """Report on the matter, if it is still under way."""


class Reporters:
    """Lays down on the agenda when each report that falls due is given."""

    def __init__(self, agenda: Agenda, hand: Random) -> None:
        self.agenda, self.hand = agenda, hand
        self.laid: set[UUID] = set()

    def look_ahead(self, day: date, lives: Mapping[str, Speaker]) -> None:
        """Plan the reports that fall due from this day to the third working day after it."""
        ahead = self.agenda.calendar.add_working_days(day, 3)
        falls_due = Q(due_date__range=(day, ahead))
        # What is owed at once was due before anybody could look ahead to it.
        at_once = Q(kind=DueKind.STATUS, due_date__gte=day - timedelta(days=4))
        rows = Due.objects.filter(OPEN, falls_due | at_once, kind__in=REPORTS)
        rows = rows.order_by("due_date", "about_title", "kind")
        for pk, about, due_date in rows.values_list("pk", "about_id", "due_date"):
            if pk in self.laid or about not in lives:
                continue
            self.laid.add(pk)
            if when := self._when(lives[about].speaks(due_date), day, due_date):
                self.agenda.put(when, lives[about].report)

    def _when(self, speaks: int, day: date, due_date: date) -> date | None:
        if self.hand.randrange(100) < speaks:
            early = self.hand.choice((0, 0, 1, 2))
            return max(_worked(self.agenda.calendar, due_date - timedelta(days=early)), day)
        if speaks and self.hand.random() < 0.55:
            return due_date + timedelta(days=self.hand.randrange(1, 7))
        return None


def _worked(calendar: Calendar, day: date) -> date:
    while not calendar.working(day):
        day -= timedelta(days=1)
    return day
