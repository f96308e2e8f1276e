"""The life of each matter of the demo: its lead and its room act as its fate says.

A life does what it has to and puts its next act down on the agenda; between the two it costs
nothing.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from luoshi.breakdown.hearing import parts_unheard
from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.operations import inputs, matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.breakdown.terms import PartRole
from luoshi.intake import operations as intake
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post, Unit
from luoshi.organisation.terms import OwnerRoom, Role
from luoshi.reporting.models import Report
from luoshi.reporting.operations import claims, closing, leaders, reports
from luoshi.reporting.terms import Check, Method, ProblemClass, ReportState, Verdict
from luoshi.site.demo import phrases
from luoshi.site.demo.agenda import Agenda
from luoshi.site.demo.fates import Fate
from luoshi.site.demo.organisation import Cast
from luoshi.site.demo.signing import sign_soon
from luoshi.timelimits.here import day_here

ROOM = {OwnerRoom.PARTY: "SWDC"}
UNDER_WAY = (S.IN_PROGRESS, S.REWORK)
# Nobody begins another round so close to the end that nothing could come of it.
LAST_AGAIN_DAYS = 20


class Life:
    """One matter on its way; `live` does what is next.

    :param ends: the last day of the story
    """

    def __init__(
        self, matter: Matter, fate: Fate, *, cast: Cast, agenda: Agenda, hand: Random, ends: date
    ) -> None:
        self.matter, self.fate, self.cast, self.hand, self.ends = matter, fate, cast, hand, ends
        self.agenda = agenda
        self.fails = list(fate.fails)
        self.returned = self.again = False
        self.to_correct: Report | None = None

    @property
    def speaks(self) -> int:
        """How likely a due report is given in time, in percent."""
        return self.fate.speaks

    def live(self, at: datetime) -> None:
        """Do what the matter's state asks for."""
        self.matter.refresh_from_db()
        if self.matter.state == self.fate.stops:
            return
        step = {
            S.ASSIGNED: self._assigned,
            S.RETURNED: self._returned,
            S.IN_PROGRESS: self._in_progress,
            S.REWORK: self._claim,
            S.CLAIMED: self._claimed,
            S.VERIFYING: self._verifying,
            S.DECIDING: self._deciding,
            S.COMPLETED: self._completed,
            S.WRITTEN_OFF: self._written_off,
            S.ARCHIVED: self._archived,
        }.get(S(self.matter.state))
        if step:
            step(at)

    def next(self, at: datetime, *days: int) -> None:
        """Look at the matter again after one of these numbers of working days."""
        self.agenda.after(day_here(at), self.hand.choice(days), self.live)

    def who(self, role: str) -> Acting:
        """Return somebody of the lead unit."""
        return self.cast.one(self.matter.lead.code, role)

    def room(self, role: str, number: int = 0) -> Acting:
        """Return somebody of the room that supervises the matter."""
        return self.cast.one(ROOM.get(OwnerRoom(self.matter.owner), "SFDC"), role, number)

    def officer(self) -> Acting:
        """Return one of the room's two officers, the same for all the matter's life."""
        return self.room(Role.OFFICER, int(self.matter.number[-1]))

    def _assigned(self, at: datetime) -> None:
        if not self.fate.returns or self.returned:
            self.next(at, 2)
            return
        self.returned = True
        matters.return_(
            self.matter,
            by=self.who(Role.UNIT_HEAD),
            at=at,
            reason=self.hand.choice(phrases.RETURNS),
            proposed_unit=self._other_unit().name,
        )
        self.next(at, 1, 2)

    def _returned(self, at: datetime) -> None:
        if self.fate.returns == "open":
            return
        director = self.room(Role.DIRECTOR)
        if self.fate.returns == "must":
            matters.insist(self.matter, by=director, at=at, reason=phrases.MUST)
        else:
            other = self._other_unit()
            matters.reassign(self.matter, other, by=director, at=at, reason=phrases.AGREED)
        self._to_be_signed(at)
        self.next(at, 3)

    def _other_unit(self) -> Unit:
        """Return the unit that assists first: whoever returns a matter points there."""
        assisting = Unit.objects.filter(parts__matter=self.matter, parts__role=PartRole.ASSIST)
        others = assisting.exclude(pk=self.matter.lead_id).order_by("place")
        return others.first() or Unit.objects.exclude(pk=self.matter.lead_id).get(code="FGW")

    def _to_be_signed(self, at: datetime) -> None:
        """Let whoever has a new notice of this matter sign for it soon."""
        parts = self.matter.parts.filter(receipt__isnull=True, given_up_at__isnull=True)
        current = parts.filter(round__number=self.matter.round_number)
        for notice in IssueNotice.objects.filter(parts__in=current).distinct().order_by("number"):
            sign_soon(notice, self.cast, self.agenda, self.hand, today=day_here(at))

    def _in_progress(self, at: datetime) -> None:
        claims_on = self._claims_on(at)
        if claims_on is None:
            return
        if claims_on > day_here(at):
            self.agenda.put(claims_on, self.live)
            return
        self._claim(at)

    def _claims_on(self, at: datetime) -> date | None:
        if self.fate.claims_before_end:
            return self.ends - timedelta(days=self.fate.claims_before_end + 2)
        if not self.fate.claims:
            return None
        begun = self.matter.issued_date or day_here(at)
        return begun + (self.matter.due_date - begun) * self.fate.claims / 100

    def _claim(self, at: datetime) -> None:
        for part in parts_unheard(self.matter):
            by = self.cast.any(part.unit.code, Role.LIAISON, Role.UNIT_HEAD)
            inputs.give_input(self.matter, by=by, at=at, text=phrases.INPUT)
        statement = phrases.result(self.matter)
        claims.claim(self.matter, by=self.who(Role.UNIT_HEAD), at=at, statement=statement)
        self.to_correct = None
        self.next(at, 1, 1, 2, 2, 3, 5)

    def report(self, at: datetime) -> None:
        """Report on the matter, if it is still under way; the room looks at it in a day or so."""
        self.matter.refresh_from_db()
        if self.matter.state not in UNDER_WAY:
            return
        waiting, self.to_correct = self.to_correct, None
        by = self.cast.any(self.matter.lead.code, self.hand.choice(SPEAKERS), Role.LIAISON)
        said = self._said(at)
        made = reports.report(self.matter, said, by=by, at=at, corrects=waiting)
        self.agenda.after(
            day_here(at), self.hand.choice((1, 1, 1, 2, 3)), partial(self._answer, made)
        )

    def _said(self, at: datetime) -> reports.Said:
        last = reports.last_accepted(self.matter)
        percent = self._percent(at)
        if last and percent == last.percent and self.hand.random() < 0.5:
            before = dict(last.figures.values_list("target_id", "value"))
            return reports.Said(phrases.SAME, percent, no_change=True, figures=before)
        figures = {
            target.pk: phrases.reached(target.value, percent)
            for target in self.matter.targets.all()
        }
        before = dict(last.figures.values_list("target_id", "value")) if last else {}
        stuck = self.fate.pace < 0.85 and self.hand.random() < 0.6
        return reports.Said(
            arrangement=phrases.arrangement(self.hand),
            progress=phrases.progress(self.matter, percent, self.hand),
            problems=phrases.problem(self.hand) if stuck else "",
            problem_class=self.hand.choice(ProblemClass.values[1:]) if stuck else "",
            suggestions=phrases.suggestion(self.hand) if stuck else "",
            percent=percent,
            figures={pk: max(value, before.get(pk, value)) for pk, value in figures.items()},
        )

    def _answer(self, said: Report, at: datetime) -> None:
        """Let the room accept a report, or send it back once in twenty."""
        said.refresh_from_db()
        if said.state != ReportState.SUBMITTED or said.round.number != self.matter.round_number:
            return
        officer = self.officer()
        if said.corrects_id or said.no_change or self.hand.randrange(100) >= 5:
            reports.accept(said, by=officer, at=at)
            return
        reports.send_back(said, by=officer, at=at, reason=self.hand.choice(phrases.CORRECT))
        self.to_correct = said

    def _claimed(self, at: datetime) -> None:
        officer, today = self.officer(), day_here(at)
        if "review" in self.fails:
            self.fails.remove("review")
            reason, again = self.hand.choice(phrases.LACKING), today + timedelta(days=12)
            claims.fail_review(self.matter, by=officer, at=at, reason=reason, rework_date=again)
            self.next(at, 4, 6, 7)
            return
        checks = dict.fromkeys(Check.values, True)
        seed = f"{self.hand.getrandbits(64):x}"
        claims.pass_review(self.matter, by=officer, at=at, checks=checks, seed=seed)
        self.next(at, 1, 2, 3, 4, 6)

    def _verifying(self, at: datetime) -> None:
        fails = "verification" in self.fails
        method = Method.ON_SITE if self.matter.on_site else self.hand.choice(METHODS)
        found = claims.Found(
            method=method,
            record=phrases.verification(self.matter, fails=fails, hand=self.hand),
            visited_date=day_here(at),
            place=f"{self.matter.lead.short_name}项目现场" if method in VISITS else "",
            no_interest=True,
        )
        verifier = self.room(Role.VERIFIER)
        if not fails:
            claims.verify(self.matter, found, by=verifier, at=at)
            self.next(at, 1, 2, 3)
            return
        self.fails.remove("verification")
        claims.fail_verification(
            self.matter,
            found,
            verdict=self.hand.choice((Verdict.PARTIAL, Verdict.PARTIAL, Verdict.UNDONE)),
            rework_date=day_here(at) + timedelta(days=10),
            by=verifier,
            at=at,
        )
        self.next(at, 4, 5, 9)

    def _deciding(self, at: datetime) -> None:
        director = self.room(Role.DIRECTOR)
        if self.matter.leader_decides:
            mayor = self.cast.leader(0)
            leader = self.matter.leader or Post.objects.get(pk=mayor.post_id)
            leaders.submit(self.matter, leader, by=director, at=at, opinion="核查属实，拟予办结")
            leaders.agree(self.matter, by=self.cast.behind(leader), at=at)
        else:
            closing.complete(self.matter, by=director, at=at, opinion="同意办结")
        self.next(at, 1, 2, 4, 6)

    def _completed(self, at: datetime) -> None:
        closing.write_off(self.matter, by=self.room(Role.DIRECTOR), at=at)
        self.next(at, 5, 10, 18)

    def _written_off(self, at: datetime) -> None:
        closing.file(self.matter, by=self.room(Role.ARCHIVIST), at=at)
        if self.fate.again:
            self.next(at, 14)

    def _archived(self, at: datetime) -> None:
        if self.again or (self.ends - day_here(at)).days < LAST_AGAIN_DAYS:
            return
        self.again, self.fails, self.fate = True, [], Fate(pace=0.8, claims=102)
        officer = self.officer()
        leader = self.matter.leader or Post.objects.get(pk=self.cast.leader(0).post_id)
        instruction = intake.note_instruction(
            matter=(self.matter.pk, self.matter.number),
            leader=leader,
            words=self.hand.choice(phrases.AGAIN),
            given_date=day_here(at),
            by=officer,
            at=at,
        )
        due = day_here(at) + timedelta(days=self.hand.choice((45, 60, 90)))
        director = self.room(Role.DIRECTOR)
        matters.reopen(self.matter, instruction, by=director, at=at, due_date=due)
        self._to_be_signed(at)
        self.next(at, 2)

    def _percent(self, at: datetime) -> Decimal:
        begun = self.matter.issued_date or day_here(at)
        whole = max((self.matter.due_date - begun).days, 1)
        gone = Decimal((day_here(at) - begun).days * 100) / whole
        should = gone * Decimal(str(self.fate.pace))
        return max(self.matter.progress, min(should, Decimal(99))).quantize(Decimal("1"))


SPEAKERS = (Role.LIAISON, Role.HANDLER)
METHODS = (Method.DOCUMENTS, Method.DOCUMENTS, Method.PHONE, Method.ON_SITE)
VISITS = (Method.ON_SITE, Method.COVERT)
