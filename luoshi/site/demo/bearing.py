"""What every part of a matter's life shares: who acts for whom, and when it is looked at next."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random
from uuid import UUID

from luoshi.breakdown.models import IssueNotice, Matter, Target
from luoshi.breakdown.terms import PartRole
from luoshi.intake.terms import SignOff
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import OwnerRoom, Role
from luoshi.reporting.models import Report
from luoshi.site.demo.agenda import Agenda
from luoshi.site.demo.fates import Fate
from luoshi.site.demo.organisation import Cast
from luoshi.site.demo.signing import sign_soon
from luoshi.timelimits.here import day_here

PARTY_ROOM, ROOM = "SWDC", "SFDC"
# Who signs a list, by its route: the unit's code for the party's side, for the government's, role.
SIGNERS = {
    SignOff.DIRECTOR: (PARTY_ROOM, ROOM, Role.DIRECTOR),
    SignOff.SECRETARY_GENERAL: ("SWB", "SFB", Role.SECRETARY_GENERAL),
    SignOff.IN_CHARGE: ("SW", "SF", Role.MAIN_LEADER),
    SignOff.LEADING_GROUP: ("SW", "SF", Role.MAIN_LEADER),
}


def signer(cast: Cast, sign_off: str, *, party: bool) -> Acting:
    """Return who signs a list of a route, and decides on what was set up with it."""
    theirs, ours, role = SIGNERS[SignOff(sign_off)]
    return cast.one(theirs if party else ours, role)


@dataclass
class Scene:
    """What all the lives of a story share.

    :param ends: the last day of the story
    :param adopt: gives a matter that came about on the way a life of its own
    """

    cast: Cast
    agenda: Agenda
    hand: Random
    ends: date
    adopt: Callable[[Matter, Fate, datetime], None]


class Bearing(ABC):
    """A matter with its fate, and the hands it passes through."""

    def __init__(self, matter: Matter, fate: Fate, scene: Scene) -> None:
        self.matter, self.fate, self.scene = matter, fate, scene
        self.cast, self.agenda, self.hand = scene.cast, scene.agenda, scene.hand
        self.fails = list(fate.fails)
        self.returned = self.again = self.divided = self.stood = False
        self.heard_round = 0
        self.to_correct: Report | None = None
        self.percent_said = Decimal(0)
        self.figures_said: dict[UUID, Decimal] = {}
        self.targets: list[Target] | None = None

    @abstractmethod
    def live(self, at: datetime) -> None:
        """Do what the matter's state asks for."""

    def next(self, at: datetime, *days: int) -> None:
        """Look at the matter again after one of these numbers of working days.

        Where the fate says at which state it is to stand, everybody hurries.
        """
        number = 1 if self.fate.stops else self.hand.choice(days)
        self.agenda.after(day_here(at), number, self.live)

    def who(self, role: str) -> Acting:
        """Return somebody of the lead unit."""
        return self.cast.one(self.matter.lead.code, role)

    def room(self, role: str, number: int = 0) -> Acting:
        """Return somebody of the room that supervises the matter."""
        return self.cast.one(PARTY_ROOM if self.of_the_party else ROOM, role, number)

    @property
    def of_the_party(self) -> bool:
        """Whether the party committee's room supervises the matter."""
        return self.matter.owner == OwnerRoom.PARTY

    def officer(self) -> Acting:
        """Return one of the room's two officers, the same for all the matter's life."""
        return self.room(Role.OFFICER, int(self.matter.number[-1]))

    def opener(self) -> Acting:
        """Return who decides on a matter's standing still or its end: who set it up."""
        return signer(self.cast, self.matter.list.sign_off, party=self.of_the_party)

    def other_unit(self) -> Unit:
        """Return the unit that assists first: whoever returns a matter points there."""
        assisting = Unit.objects.filter(parts__matter=self.matter, parts__role=PartRole.ASSIST)
        others = assisting.exclude(pk=self.matter.lead_id).order_by("place")
        return others.first() or Unit.objects.exclude(pk=self.matter.lead_id).get(code="FGW")

    def to_be_signed(self, at: datetime) -> None:
        """Let whoever has a new notice of this matter sign for it soon."""
        parts = self.matter.parts.filter(receipt__isnull=True, given_up_at__isnull=True)
        current = parts.filter(round__number=self.matter.round_number)
        for notice in IssueNotice.objects.filter(parts__in=current).distinct().order_by("number"):
            sign_soon(notice, self.cast, self.agenda, self.hand, today=day_here(at))

    def day_of_span(self, at: datetime, percent: int) -> date:
        """Return the day on which that share of the time from issue to date is over."""
        begun = self.matter.issued_date or day_here(at)
        return begun + (self.matter.due_date - begun) * percent / 100
