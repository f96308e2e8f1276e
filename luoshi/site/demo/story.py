"""The year of the demo: decisions come in on their days, and every matter lives day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from luoshi.breakdown import clocks
from luoshi.breakdown.models import IssueNotice, Matter, MatterList
from luoshi.breakdown.terms import ListState
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.queries import calendar_here
from luoshi.intake.models import Document
from luoshi.site.demo import desk_work
from luoshi.site.demo.decisions import DECISIONS, Decision
from luoshi.site.demo.fates import Fate
from luoshi.site.demo.lives import Life, sign_all
from luoshi.site.demo.organisation import Cast, found
from luoshi.timelimits.calendar import Calendar
from luoshi.trail.operations import sign_head

SEED = 20260613
FOUNDED_BEFORE = 300
STEPS = {ListState.DRAFTING: 1, ListState.SUBMITTED: 1, ListState.APPROVED: 2, ListState.ISSUED: 2}


@dataclass
class Paper:
    """A decision on its way through the rooms."""

    decision: Decision
    issued: date
    document: Document | None = None
    opened: MatterList | None = None
    done: bool = False


class Story:
    """The demo from its founding to today; iterate over `days` to let it happen."""

    def __init__(self, *, ends: datetime) -> None:
        self.ends, self.hand = ends, Random(SEED)
        self.lives: list[Life] = []
        self.today = ends.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        self.calendar: Calendar
        self.cast: Cast
        self.papers: list[Paper] = []

    def days(self) -> Iterator[tuple[int, int]]:
        """Let the year happen; yield how many days are done, of how many."""
        first = self.today - timedelta(days=max(one.days_ago for one in DECISIONS) + 2)
        founded = self.today - timedelta(days=FOUNDED_BEFORE)
        self.cast = found(since=founded, at=self._at(first, 8))
        self.calendar = calendar_here()
        self.papers = [
            Paper(one, self._working(self.today - timedelta(days=one.days_ago)))
            for one in DECISIONS
        ]
        whole = (self.today - first).days + 1
        for number in range(whole):
            day = first + timedelta(days=number)
            self._live(day)
            yield number + 1, whole
        sign_head(at=self.ends)

    def _live(self, day: date) -> None:
        clocks.turn_day(at=self._at(day, 0, 30))
        if self.calendar.working(day):
            for paper in self.papers:
                self._push(paper, day)
            self._sign(day)
            for number, life in enumerate(self.lives):
                life.live(self._at(day, 9 + number % 8, number % 50))
        if day.day == 1:
            sign_head(at=self._at(day, 6))

    def _push(self, paper: Paper, day: date) -> None:
        """Bring a paper one step on, if its day has come: in, broken down, approved and issued."""
        if paper.done or day < paper.issued:
            return
        at = self._at(day, 9)
        if paper.document is None:
            paper.document = desk_work.take_in(
                paper.decision, self.cast, issued=paper.issued, at=at
            )
        elif paper.opened is None:
            paper.opened = desk_work.break_down(paper.decision, paper.document, self.cast, at=at)
            paper.done = paper.decision.reaches in (ListState.DRAFTING, ListState.SUBMITTED)
        else:
            desk_work.approve_and_issue(paper.decision, paper.opened, self.cast, at=at)
            paper.done = True
            self._begin_lives(paper)

    def _begin_lives(self, paper: Paper) -> None:
        fates = paper.decision.fates or (Fate(),)
        issued = Matter.objects.filter(list=paper.opened, state=S.ASSIGNED).order_by("number")
        self.lives += [
            Life(matter, fates[number % len(fates)], self.cast, self.hand, self.ends)
            for number, matter in enumerate(issued.select_related("lead"))
        ]

    def _sign(self, day: date) -> None:
        """Let assisting units sign within a day; one in twelve forgets until later."""
        held = {life.matter.pk for life in self.lives if life.fate.stops == S.ASSIGNED}
        waiting = IssueNotice.objects.filter(
            parts__receipt__isnull=True, parts__given_up_at__isnull=True, issued_at__date__lt=day
        )
        for notice in waiting.distinct().select_related("unit").order_by("number"):
            parts = list(clocks.waiting_parts(notice).select_related("matter"))
            if any(part.matter_id in held for part in parts) or self.hand.randrange(12) == 0:
                continue
            if any(p.role != "LEAD" or p.matter.state == S.ASSIGNED for p in parts):
                sign_all(notice, self.cast, self._at(day, 8, 40))

    def _working(self, day: date) -> date:
        while not self.calendar.working(day):
            day -= timedelta(days=1)
        return day

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        wall = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001
        return min(wall.replace(tzinfo=ZoneInfo(settings.TIME_ZONE)), self.ends)
