"""What units of the demo ask of the rooms: more time, a change, a pause, an end, and the answers.

In the course of a life a request comes before the turn it takes; in the last days a dozen more are
left in every state, so that a visitor finds something to sign, to decide and to read.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import UNDER_WAY
from luoshi.coordination import allowance
from luoshi.coordination.models import Request
from luoshi.coordination.operations import granting, requests
from luoshi.coordination.terms import BEFORE_THE_LEVEL, Aspect, Ground, RequestKind
from luoshi.flow.refusals import Refused
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import Role
from luoshi.site.demo import phrases
from luoshi.timelimits.here import day_here

REFUSED = "目前进度与序时基本相符，请优化工序，按原时限完成"
SHORTER = "同意延期，时限适当缩短"
SEEN = "经核对佐证，情况属实，建议同意"
ANSWERS = "建设管理科 郑工 6021"
PAUSE_DAYS = 20


class Speaker(Protocol):
    """A matter's life, as far as it asks and is answered."""

    matter: Matter

    def who(self, role: str) -> Acting:
        """Return somebody of the lead."""

    def opener(self) -> Acting:
        """Return who decides."""

    def officer(self) -> Acting:
        """Return an officer of the room."""


def more_time(matter: Matter, days: int, reason: str, *, at: datetime) -> requests.Asked:
    """Return what a lead says that asks for so many days more, or as many as it may."""
    allowed = allowance.allowance_of(matter, at=at)
    return requests.Asked(
        RequestKind.EXTENSION,
        reason,
        progress=phrases.ASKED_PROGRESS,
        measures=phrases.ASKED_MEASURES,
        safeguards=phrases.ASKED_SAFEGUARDS,
        ground=Ground.values[int(matter.number[-1]) % len(Ground.values)],
        wanted_date=min(matter.due_date + timedelta(days=days), allowed.until),
    )


def a_pause(cause: str, reason: str, review_date: date) -> requests.Asked:
    """Return what a lead says that asks for a suspension."""
    return requests.Asked(RequestKind.SUSPENSION, reason, cause=cause, review_date=review_date)


def an_end(reason: str) -> requests.Asked:
    """Return what a lead says that asks for the end."""
    return requests.Asked(RequestKind.TERMINATION, reason)


def grant(life: Speaker, request: Request, at: datetime) -> None:
    """Let the level that opened the matter grant what still waits."""
    request.refresh_from_db()
    if request.state in BEFORE_THE_LEVEL:
        requests.grant(request, by=life.opener(), at=at, note="同意")


def leave_some(lives: Iterable[Speaker], played: Iterable[Speaker], at: datetime) -> None:
    """Leave requests in every state on the last working day; each is a deed like any other."""
    own, others = list(played), list(lives)
    acts: list[tuple[list[Speaker], Act]] = [
        (own, _put_up),
        (own, _sent),
        (own, _change_sent),
        (others, _sent),
        (others, _reviewed),
        (others, _refused),
        (others, _shortened),
        (others, _twice),
        (others, _withdrawn),
        (others, _handed_back),
        (others, _pause_sent),
    ]
    for held, act in acts:
        _first_that_can(held, act, at)


def leave_one_late(lives: Iterable[Speaker], at: datetime) -> None:
    """Leave one that nobody has decided when the story ends: its decision is late."""
    _first_that_can(list(lives), _sent, at)


Act = Callable[[Speaker, datetime], object]


def _first_that_can(held: list[Speaker], act: Act, at: datetime) -> None:
    """Let the first life that may do it do it; the others are left for what comes next."""
    while held:
        life = held.pop(0)
        life.matter.refresh_from_db()
        asked = life.matter.requests.filter(round__number=life.matter.round_number)
        if life.matter.state not in UNDER_WAY or asked.exists():
            continue
        try:
            act(life, at)
        except Refused:
            continue
        return


def _ask(life: Speaker, at: datetime, role: Role = Role.UNIT_HEAD, days: int = 15) -> Request:
    reason = phrases.ASKS_MORE[int(life.matter.number[-1]) % len(phrases.ASKS_MORE)]
    told = more_time(life.matter, days, reason, at=at)
    return requests.ask(life.matter, told, by=life.who(role), at=at)


_sent: Act = _ask
_put_up: Act = partial(_ask, role=Role.LIAISON)


def _reviewed(life: Speaker, at: datetime) -> None:
    requests.review(_ask(life, at), by=life.officer(), at=at, note=SEEN)


def _refused(life: Speaker, at: datetime) -> None:
    requests.refuse(_ask(life, at), by=life.opener(), at=at, reason=REFUSED)


def _shortened(life: Speaker, at: datetime) -> None:
    request = _ask(life, at, days=20)
    to = life.matter.due_date + timedelta(days=7)
    requests.grant(request, by=life.opener(), at=at, note=SHORTER, granted_date=to)


def _twice(life: Speaker, at: datetime) -> None:
    grant(life, _ask(life, at, days=5), at)
    life.matter.refresh_from_db()
    _ask(life, at, days=5)


def _withdrawn(life: Speaker, at: datetime) -> None:
    requests.withdraw(_ask(life, at), by=life.who(Role.UNIT_HEAD), at=at)


def _handed_back(life: Speaker, at: datetime) -> None:
    request = _ask(life, at, Role.LIAISON)
    requests.hand_back(request, by=life.who(Role.UNIT_HEAD), at=at, reason=phrases.VAGUE)


def _change_sent(life: Speaker, at: datetime) -> None:
    what = granting.Wish(Aspect.ANSWERS, words=ANSWERS)
    told = requests.Asked(RequestKind.CHANGE, phrases.NEW_HAND, what=what)
    requests.ask(life.matter, told, by=life.who(Role.UNIT_HEAD), at=at)


def _pause_sent(life: Speaker, at: datetime) -> None:
    day = day_here(at) + timedelta(days=PAUSE_DAYS)
    told = a_pause("APPROVAL", phrases.STANDS[2], day)
    requests.ask(life.matter, told, by=life.who(Role.UNIT_HEAD), at=at)
