"""The year of the demo: decisions come in on their days, and every matter lives day by day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from luoshi.breakdown import jobs as breakdown
from luoshi.breakdown.models import IssueNotice, Matter, MatterList
from luoshi.breakdown.terms import ListState
from luoshi.breakdown.terms import MatterState as S
from luoshi.coordination.operations import requests
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import Refused
from luoshi.intake.models import Document
from luoshi.shell import delivery
from luoshi.site.demo import (
    desk_work,
    fates,
    kept_views,
    lamps,
    own_time,
    paper_ledger,
    reminding,
    requesting,
)
from luoshi.site.demo.agenda import Act, Agenda
from luoshi.site.demo.asked import Asking
from luoshi.site.demo.assessing import Assessing
from luoshi.site.demo.bearing import Scene
from luoshi.site.demo.city import PLAYED
from luoshi.site.demo.composing import composed
from luoshi.site.demo.decisions import Decision, by_hand, great, pressing
from luoshi.site.demo.lives import Life
from luoshi.site.demo.organisation import Cast, found
from luoshi.site.demo.reporters import Reporters
from luoshi.site.demo.signing import sign_soon
from luoshi.site.demo.voting import Voting
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import sequence, sign_head

SEED = 20260613
MATTERS, DAYS = 450, 358
# How long the past of a smaller town is: as far back as its papers written by hand go.
SHORT = 150
# The work report alone holds that many; a smaller town goes without it.
GREAT, BY_HAND = 76, 80
FOUNDED_BEFORE, RECENT = 420, 10
MORNING, WORKING_MINUTES = 9, 8 * 60


@dataclass
class Paper:
    """A decision on its way through the rooms."""

    decision: Decision
    issued: date
    document: Document | None = None
    opened: MatterList | None = None


class Story:
    """A town from its founding to the morning of its last day; iterate over `days` to let it be.

    On that last day nobody has done anything yet, whatever the hour.

    :param matters: about how many matters there are to be
    :param days: how many days its history is long
    """

    def __init__(
        self, *, ends: datetime, matters: int = MATTERS, days: int = DAYS, seed: int = SEED
    ) -> None:
        self.ends, self.hand, self.length = ends, Random(seed), days
        self.today = day_here(ends)
        self.decisions = _decisions(matters, days, seed)
        self.lives: dict[str, Life] = {}
        self.serials: Counter[tuple[str, int]] = Counter()
        self.refused: list[str] = []
        self.calendar: Calendar
        self.cast: Cast
        self.agenda: Agenda
        self.scene: Scene
        self.reporters: Reporters
        self.asking: Asking
        self.assessing: Assessing
        self.voting: Voting

    def days(self) -> Iterator[tuple[int, int]]:
        """Let the time pass; yield how many days are done, of how many."""
        first = self.today - timedelta(days=self.length)
        founded = self.today - timedelta(days=FOUNDED_BEFORE)
        with transaction.atomic():
            self.cast = found(since=founded, at=self._at(first, 8))
        self.calendar = calendar_here()
        self.agenda = Agenda(self.calendar)
        self.scene = Scene(self.cast, self.agenda, self.hand, self.today, self._adopted)
        self.reporters = Reporters(self.agenda, self.hand)
        self.asking = Asking(self.cast, self.agenda, self.today, first)
        self.assessing = Assessing(self.cast, self.agenda, self.today, first, SEED)
        self.voting = Voting(self.cast, self.agenda, self.today, first, SEED)
        for one in self.decisions:
            issued = self._issued(one)
            self.agenda.put(issued, partial(self._take_in, Paper(one, issued)))
        self.agenda.put(first + timedelta(days=1), self._set_lights)
        self.agenda.put(first + timedelta(days=3), self._take_over)
        decided = self.calendar.add_working_days(self.today, -10)
        self.agenda.put(decided, self._decide_its_time)
        self.agenda.put(self.calendar.add_working_days(self.today, -1), self._write_to_be_signed)
        late = self.calendar.add_working_days(self.today, -5)
        self.agenda.put(late, self._ask_in_vain)
        for number in range(self.length + 1):
            self._pass(first + timedelta(days=number))
            yield number + 1, self.length + 1
        kept_views.keep(self.cast)
        delivery.deliver(at=self.ends)
        sign_head(at=self.ends)

    def _issued(self, decision: Decision) -> date:
        """Return the day a paper bears; the last ones are counted in working days."""
        if decision.days_ago < RECENT:
            return self.calendar.add_working_days(self.today, 1 - decision.days_ago)
        return self._working(self.today - timedelta(days=decision.days_ago))

    def _set_lights(self, at: datetime) -> None:
        lamps.put_down(self.cast, at=at)

    def _take_over(self, at: datetime) -> None:
        """Take over what was under way on paper; it lives on like the rest."""
        for matter in paper_ledger.hand_in(self.cast, today=day_here(at), at=at):
            self._adopt(matter, fates.draw(self.hand, steady=matter.due_date < self.today))
            self.agenda.after(day_here(at), 1, self.lives[str(matter.pk)].live)

    def _decide_its_time(self, at: datetime) -> None:
        """Let the city decide what it keeps of time itself."""
        own_time.decide(self.cast, self.calendar, at=at)

    def _write_to_be_signed(self, at: datetime) -> None:
        """Leave something for the head of the unit that visitors play to sign."""
        played = [one for one in self.lives.values() if one.matter.lead.code == PLAYED]
        under_way = [one for one in played if one.still_under_way()]
        for number, life in enumerate(sorted(under_way, key=lambda one: one.matter.number)):
            if number == 0:
                life.put_up(at)
            elif number == 1:
                life.wait_for_signature(at)

        others = [one for one in self._by_number() if one.matter.lead.code != PLAYED]
        requesting.leave_some(others, sorted(under_way, key=_number)[2:], at)

    def _ask_in_vain(self, at: datetime) -> None:
        """Leave a request that nobody has answered when the story ends."""
        others = [one for one in self._by_number() if one.matter.lead.code != PLAYED]
        requesting.leave_one_late(others, at)

    def _by_number(self) -> list[Life]:
        """Return the lives of matters a room supervises itself, the newest first."""
        tops = [one for one in self.lives.values() if one.matter.parent_id is None]
        return sorted(tops, key=_number, reverse=True)

    def _pass(self, day: date) -> None:
        """Let one day pass, in one transaction: what is broken off leaves whole days."""
        with transaction.atomic():
            breakdown.turn_day(at=self._at(day, 0, 30))
            requests.lapse_all(at=self._at(day, 0, 40))
            self.asking.turn_day(self._at(day, 0, 40))
            reminding.remind(self.cast, day=day, last=self.today, at=self._at(day, 8, 30))
            if day < self.today and self.calendar.working(day):
                self.reporters.look_ahead(day, self.lives)
                noon = self._at(day, 12)
                reminding.urge(self.cast, self.calendar, today=day, at=noon)
                acts = self.agenda.take(day)
                for number, act in enumerate(acts):
                    self._do(act, self._at(day, MORNING, WORKING_MINUTES * number // len(acts)))
        if day.day == 1:
            sign_head(at=self._at(day, 22))
        elif day.weekday() == 0:
            sequence(at=self._at(day, 22))

    def _do(self, act: Act, at: datetime) -> None:
        """Let somebody act; a refusal is an answer people get, and they leave it at that."""
        try:
            with transaction.atomic():
                act(at)
        except Refused as refused:
            self.refused.append(str(refused))

    def _take_in(self, paper: Paper, at: datetime) -> None:
        series = (paper.decision.series, paper.issued.year)
        self.serials[series] += 1
        paper.document = desk_work.take_in(
            paper.decision,
            self.cast,
            issued=paper.issued,
            today=self.today,
            serial=self.serials[series],
            at=at,
        )
        self.agenda.after(paper.issued, 1, partial(self._break_down, paper))

    def _break_down(self, paper: Paper, at: datetime) -> None:
        if paper.document is None:
            raise ValueError(f"{paper.decision.title} has not come in")
        paper.opened = desk_work.break_down(paper.decision, paper.document, self.cast, at=at)
        if paper.decision.reaches not in (ListState.DRAFTING, ListState.SUBMITTED):
            self.agenda.after(day_here(at), 1, partial(self._issue, paper))

    def _issue(self, paper: Paper, at: datetime) -> None:
        if paper.opened is None:
            raise ValueError(f"{paper.decision.title} is not broken down")
        notices = desk_work.approve_and_issue(paper.decision, paper.opened, self.cast, at=at)
        issued = Matter.objects.filter(list=paper.opened, state=S.ASSIGNED).order_by("number")
        today = day_here(at)
        for number, matter in enumerate(issued.select_related("lead")):
            self._adopt(matter, self._fate(paper.decision, matter, number))
            self.agenda.after(today, 1, self.lives[str(matter.pk)].live)
        for notice in notices:
            if not self._held(notice):
                sign_soon(notice, self.cast, self.agenda, self.hand, today=today)

    def _adopted(self, matter: Matter, fate: fates.Fate, at: datetime) -> None:
        """Give a piece that was assigned further down its life, and let its unit sign."""
        self._adopt(matter, fate)
        life = self.lives[str(matter.pk)]
        life.to_be_signed(at)
        life.next(at, 2)

    def _adopt(self, matter: Matter, fate: fates.Fate) -> None:
        self.lives[str(matter.pk)] = Life(matter, fate, self.scene)

    def _fate(self, decision: Decision, matter: Matter, number: int) -> fates.Fate:
        told = decision.fates
        if told:
            return told[number % len(told)]
        steady = decision.steady or matter.lead.code == PLAYED
        return fates.draw(self.hand, steady=steady)

    def _held(self, notice: IssueNotice) -> bool:
        """Tell whether a notice is to stay unsigned for the sake of one of its matters."""
        return any(
            self.lives[str(pk)].fate.stops == S.ASSIGNED
            for pk in notice.parts.values_list("matter_id", flat=True)
        )

    def _working(self, day: date) -> date:
        while not self.calendar.working(day):
            day -= timedelta(days=1)
        return day

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        wall = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(settings.TIME_ZONE))
        return min(wall + timedelta(minutes=minute), self.ends)


def _number(life: Life) -> str:
    return life.matter.number


def _decisions(matters: int, days: int, seed: int) -> list[Decision]:
    told = [one for one in (*by_hand(), pressing()) if one.days_ago < days]
    if matters >= 3 * GREAT and days >= DAYS:
        told.append(great())
        matters -= GREAT
    drawn = composed(max(matters - BY_HAND, 0), days=days, seed=seed)
    return sorted([*told, *drawn], key=lambda one: -one.days_ago)
