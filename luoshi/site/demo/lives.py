"""The life of each matter of the demo, day by day: its lead and its room act as its fate says."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from luoshi.breakdown import clocks
from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake import operations as intake
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post, Unit
from luoshi.organisation.terms import OwnerRoom, Role
from luoshi.reporting.models import Report
from luoshi.reporting.operations import claims, closing, reports
from luoshi.reporting.terms import Check, Method, ProblemClass, ReportState, Verdict
from luoshi.site.demo import phrases
from luoshi.site.demo.fates import Fate
from luoshi.site.demo.organisation import Cast
from luoshi.timelimits.here import day_here

ROOM = {OwnerRoom.PARTY: "SWDC"}
INSTRUCTION = "群众仍有反映，请再督办一轮，务求见到实效。"


class Life:
    """One matter on its way; `live` does what its day asks."""

    def __init__(
        self, matter: Matter, fate: Fate, cast: Cast, hand: Random, ends: datetime
    ) -> None:
        self.matter, self.fate, self.cast, self.hand, self.ends = matter, fate, cast, hand, ends
        self.fails = list(fate.fails)
        self.returned = self.again = False
        self.waits = 0

    def live(self, at: datetime) -> None:
        """Let the day pass for this matter."""
        self.matter.refresh_from_db()
        if self.matter.state == self.fate.stops:
            return
        if self.waits:
            self.waits -= 1
            return
        step = {
            S.ASSIGNED: self._assigned,
            S.RETURNED: self._returned,
            S.IN_PROGRESS: self._work,
            S.REWORK: self._work,
            S.CLAIMED: self._claimed,
            S.VERIFYING: self._verifying,
            S.DECIDING: self._deciding,
            S.COMPLETED: self._completed,
            S.WRITTEN_OFF: self._written_off,
            S.ARCHIVED: self._archived,
        }.get(S(self.matter.state))
        if step:
            step(at)

    def who(self, role: str) -> Acting:
        """Return somebody of the lead unit."""
        return self.cast.one(self.matter.lead.code, role)

    def room(self, role: str, number: int = 0) -> Acting:
        """Return somebody of the room that supervises the matter."""
        return self.cast.one(ROOM.get(OwnerRoom(self.matter.owner), "SFDC"), role, number)

    def _assigned(self, at: datetime) -> None:
        if self.fate.returns and not self.returned:
            self.returned = True
            reason = "经研究，该事项主要职责在其他部门"
            matters.return_(
                self.matter, by=self.who(Role.UNIT_HEAD), at=at, reason=reason,
                proposed_unit=self._other_unit().name,
            )  # fmt: skip
            self.waits = 1
            return
        part = self.matter.parts.get(role="LEAD", given_up_at=None, round__number=self._round())
        if part.notice and not hasattr(part, "receipt"):
            sign_all(part.notice, self.cast, at)

    def _returned(self, at: datetime) -> None:
        if self.fate.returns == "open":
            return
        director = self.room(Role.DIRECTOR)
        if self.fate.returns == "must":
            reason = "“三定”规定明确为你单位职责，请抓紧办理"
            matters.insist(self.matter, by=director, at=at, reason=reason)
            return
        reason = "退回理由成立，改由配合单位牵头"
        matters.reassign(self.matter, self._other_unit(), by=director, at=at, reason=reason)

    def _other_unit(self) -> Unit:
        """Return the unit that assists first: whoever returns a matter points there."""
        assisting = Unit.objects.filter(parts__matter=self.matter, parts__role="ASSIST")
        return assisting.order_by("place").first() or Unit.objects.get(code="FGW")

    def _work(self, at: datetime) -> None:
        self._answer_reports(at)
        today = day_here(at)
        due = clocks.report_owed(self.matter, at=at)
        close = due is not None and (due.due_date - today).days <= 1
        if close and self.hand.randrange(100) < self.fate.speaks:
            self._report(at)
        if self._time_to_claim(at):
            statement = phrases.result(self.matter)
            head = self.who(Role.UNIT_HEAD)
            claims.claim(self.matter, by=head, at=at, statement=statement)
            self.waits = self.hand.choice((0, 1, 1))

    def _report(self, at: datetime) -> None:
        percent = self._percent(at)
        stuck = self.fate.pace < 0.8 and self.hand.random() < 0.6
        figures = {
            target.pk: phrases.reached(target.value, percent)
            for target in self.matter.targets.all()
        }
        last = reports.last_accepted(self.matter)
        before = dict(last.figures.values_list("target_id", "value")) if last else {}
        figures = {pk: max(value, before.get(pk, value)) for pk, value in figures.items()}
        said = reports.Said(
            arrangement=phrases.arrangement(self.hand),
            progress=phrases.progress(self.matter, percent),
            problems=phrases.problem(self.hand) if stuck else "",
            problem_class=self.hand.choice(ProblemClass.values[1:]) if stuck else "",
            suggestions=phrases.suggestion(self.hand) if stuck else "",
            percent=percent,
            figures=figures,
        )
        waiting = self._returned_report()
        reports.report(self.matter, said, by=self.who(Role.LIAISON), at=at, corrects=waiting)

    def _answer_reports(self, at: datetime) -> None:
        officer = self.room(Role.OFFICER)
        for said in self.matter.reports.filter(state=ReportState.SUBMITTED):
            if said.corrects_id is None and self.hand.randrange(100) < 5:
                reports.send_back(
                    said, by=officer, at=at, reason="完成数与台账不一致，请核对后重报"
                )
            else:
                reports.accept(said, by=officer, at=at)

    def _claimed(self, at: datetime) -> None:
        self._answer_reports(at)
        officer = self.room(Role.OFFICER)
        if "review" in self.fails:
            self.fails.remove("review")
            again = day_here(at) + timedelta(days=12)
            reason = "缺少验收材料，请补齐后再报"
            claims.fail_review(self.matter, by=officer, at=at, reason=reason, rework_date=again)
            self.waits = 5
            return
        checks = dict.fromkeys(Check.values, True)
        seed = str(self.hand.getrandbits(64))
        claims.pass_review(self.matter, by=officer, at=at, checks=checks, seed=seed)
        self.waits = self.hand.choice((1, 2))

    def _verifying(self, at: datetime) -> None:
        verifier = self.room(Role.VERIFIER)
        method = Method.ON_SITE if self.matter.on_site else Method.DOCUMENTS
        found = claims.Found(
            method=method,
            record=phrases.verification(self.matter),
            visited_date=day_here(at),
            place="项目现场" if method == Method.ON_SITE else "",
            no_interest=True,
        )
        if "verification" in self.fails:
            self.fails.remove("verification")
            again = day_here(at) + timedelta(days=10)
            claims.fail_verification(
                self.matter, found, verdict=Verdict.PARTIAL, rework_date=again, by=verifier, at=at
            )
            self.waits = 4
            return
        claims.verify(self.matter, found, by=verifier, at=at)

    def _deciding(self, at: datetime) -> None:
        closing.complete(self.matter, by=self.room(Role.DIRECTOR), at=at, opinion="同意办结")

    def _completed(self, at: datetime) -> None:
        closing.write_off(self.matter, by=self.room(Role.DIRECTOR), at=at)
        self.waits = 4

    def _written_off(self, at: datetime) -> None:
        closing.file(self.matter, by=self.room(Role.ARCHIVIST), at=at)
        self.waits = 20

    def _archived(self, at: datetime) -> None:
        if not self.fate.again or self.again or (self.ends - at).days < 20:
            return
        self.again = True
        self.fails, self.fate = [], Fate(pace=0.8)
        leader = Post.objects.get(pk=self.cast.one("SF", Role.LEADER, 2).post_id)
        instruction = intake.note_instruction(
            matter=(self.matter.pk, self.matter.number), leader=leader, words=INSTRUCTION,
            given_date=day_here(at), by=self.room(Role.OFFICER), at=at,
        )  # fmt: skip
        due = day_here(at) + timedelta(days=90)
        director = self.room(Role.DIRECTOR)
        matters.reopen(self.matter, instruction, by=director, at=at, due_date=due)

    def _returned_report(self) -> Report | None:
        waiting = self.matter.reports.filter(state=ReportState.RETURNED, corrected_by=None)
        return waiting.filter(round__number=self._round()).order_by("reported_at").first()

    def _round(self) -> int:
        return self.matter.round_number

    def _span(self, at: datetime) -> Decimal:
        begun = self.matter.issued_date or day_here(at)
        whole = max((self.matter.due_date - begun).days, 1)
        return Decimal((day_here(at) - begun).days * 100) / whole

    def _percent(self, at: datetime) -> Decimal:
        should = self._span(at) * Decimal(str(self.fate.pace))
        return max(self.matter.progress, min(should, Decimal(99))).quantize(Decimal("1"))

    def _time_to_claim(self, at: datetime) -> bool:
        if self.matter.state == S.REWORK:
            return self.fate.stops != S.REWORK
        if self.fate.claims_before_end:
            return (self.ends - at).days <= self.fate.claims_before_end + 2
        return bool(self.fate.claims) and self._span(at) >= self.fate.claims


def sign_all(notice: IssueNotice, cast: Cast, at: datetime) -> None:
    """Let the liaison of the notice's unit sign for all of it."""
    section = matters.Acceptance(
        section="综合科", handler="承办科室负责人", plan="已列入本月重点工作"
    )
    matters.sign(notice, by=cast.one(notice.unit.code, Role.LIAISON), at=at, receipt=section)
