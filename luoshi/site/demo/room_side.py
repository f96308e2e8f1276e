"""What the room, its leaders and whoever assigned a piece do in a matter's life."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from luoshi.breakdown.operations import matters, suspending
from luoshi.breakdown.terms import Cause, MatterState
from luoshi.coordination.operations import requests
from luoshi.flow.refusals import Refused
from luoshi.intake import operations as intake
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post
from luoshi.organisation.terms import Role
from luoshi.reporting.models import Report
from luoshi.reporting.operations import claims, closing, inspecting, leaders, reports
from luoshi.reporting.terms import Check, Method, ReportState, Verdict
from luoshi.site.demo import phrases, requesting
from luoshi.site.demo.bearing import Bearing
from luoshi.site.demo.fates import Fate
from luoshi.timelimits.here import day_here

# Nobody begins another round so close to the end that nothing could come of it.
LAST_AGAIN_DAYS = 20
METHODS = (Method.DOCUMENTS, Method.DOCUMENTS, Method.PHONE, Method.ON_SITE)
VISITS = (Method.ON_SITE, Method.COVERT)
STANDS_DAYS = (15, 20, 26)
ANSWERED_AFTER = timedelta(hours=2)


class RoomSide(Bearing):
    """The supervising side of a life."""

    def returned_to_room(self, at: datetime) -> None:
        """Refuse a return, or give the matter to another lead."""
        if self.fate.returns == "open":
            return
        director = self.room(Role.DIRECTOR)
        if self.fate.returns == "must":
            matters.insist(self.matter, by=director, at=at, reason=phrases.MUST)
        else:
            other = self.other_unit()
            matters.reassign(self.matter, other, by=director, at=at, reason=phrases.AGREED)
        self.to_be_signed(at)
        self.next(at, 3)

    def answer(self, said: Report, at: datetime) -> None:
        """Accept a report, or send it back once in twenty."""
        said.refresh_from_db()
        self.matter.refresh_from_db()
        if said.state != ReportState.SUBMITTED or said.round.number != self.matter.round_number:
            return
        if self.matter.state == MatterState.TERMINATED:
            return
        by = self.officer() if self.matter.parent is None else self._assigner()
        if said.corrects_id or said.no_change or self.hand.randrange(100) >= 5:
            reports.accept(said, by=by, at=at)
            return
        reports.send_back(said, by=by, at=at, reason=self.hand.choice(phrases.CORRECT))
        self.to_correct = said

    def claimed(self, at: datetime) -> None:
        """Review a claim at the desk; a piece is accepted by whoever assigned it."""
        if self.matter.parent is not None:
            self._accept_piece(at)
            return
        if "review" in self.fails:
            self.fails.remove("review")
            reason = self.hand.choice(phrases.LACKING)
            again = day_here(at) + timedelta(days=12)
            claims.fail_review(
                self.matter, by=self.officer(), at=at, reason=reason, rework_date=again
            )
            self.next(at, 4, 6, 7)
            return
        checks = dict.fromkeys(Check.values, True)
        seed = f"{self.hand.getrandbits(64):x}"
        claims.pass_review(self.matter, by=self.officer(), at=at, checks=checks, seed=seed)
        self.next(at, 1, 2, 3, 4, 6, 8)

    def _assigner(self) -> Acting:
        """Return who gave the piece out: the deputy or the head of the lead above."""
        above = self.matter.parent or self.matter
        return self.cast.any(above.lead.code, Role.UNIT_DEPUTY, Role.UNIT_HEAD)

    def _accept_piece(self, at: datetime) -> None:
        by = self._assigner()
        if "review" in self.fails:
            self.fails.remove("review")
            again = day_here(at) + timedelta(days=8)
            reason = self.hand.choice(phrases.LACKING)
            inspecting.hand_back(self.matter, by=by, at=at, reason=reason, rework_date=again)
            self.next(at, 4, 5)
            return
        inspecting.accept(self.matter, by=by, at=at, record=phrases.ACCEPTED)

    def verifying(self, at: datetime) -> None:
        """Verify a claim, or find that it does not hold."""
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

    def deciding(self, at: datetime) -> None:
        """Close a verified matter, or submit it to the leader who is to decide."""
        director = self.room(Role.DIRECTOR)
        if self.matter.leader_decides or self.hand.random() < 0.08:
            leader = self.matter.leader or self._main_leader()
            opinion = phrases.SUBMISSION
            leaders.submit(self.matter, leader, by=director, at=at, opinion=opinion)
        else:
            closing.complete(self.matter, by=director, at=at, opinion="同意办结")
        self.next(at, 1, 2, 4, 6)

    def before_leader(self, at: datetime) -> None:
        """Let the leader agree, or order the matter again."""
        by = self.cast.holder(self.matter.decider_id)
        if not self.fate.orders and (self.again or self.hand.random() < 0.9):
            leaders.agree(self.matter, by=by, at=at, opinion="同意")
            self.next(at, 1, 2, 4)
            return
        self._once_more()
        words = self.hand.choice(phrases.AGAIN)
        due = day_here(at) + timedelta(days=self.hand.choice((30, 45, 60)))
        leaders.instruct(self.matter, by=by, at=at, words=words, due_date=due)
        self.next(at, 1, 2)

    def resupervised(self, at: datetime) -> None:
        """Issue the round a leader's words opened."""
        matters.reissue(self.matter, by=self.room(Role.DIRECTOR), at=at)
        self.to_be_signed(at)
        self.next(at, 2)

    def completed(self, at: datetime) -> None:
        """Strike the matter off; a piece goes with the whole."""
        if self.matter.parent_id is None:
            closing.write_off(self.matter, by=self.room(Role.DIRECTOR), at=at)
            self.next(at, 5, 10, 18)

    def written_off(self, at: datetime) -> None:
        """File the records; of what began on paper, say where its notice and receipt are."""
        if closing.missing_records(self.matter):
            return
        paper = closing.paper_record(self.matter)
        said = phrases.ORIGINALS % {"ledger": paper.ledger, "page": paper.page} if paper else ""
        closing.file(self.matter, by=self.room(Role.ARCHIVIST), at=at, originals=said)
        if self.fate.again:
            self.next(at, 14)

    def archived(self, at: datetime) -> None:
        """Let a leader ask for another round, if that is its fate and there is time."""
        if self.again or (self.scene.ends - day_here(at)).days < LAST_AGAIN_DAYS:
            return
        self._once_more()
        instruction = intake.note_instruction(
            matter=(self.matter.pk, self.matter.number),
            leader=self.matter.leader or self._main_leader(),
            words=self.hand.choice(phrases.AGAIN),
            given_date=day_here(at),
            by=self.officer(),
            at=at,
        )
        due = day_here(at) + timedelta(days=self.hand.choice((45, 60, 90)))
        director = self.room(Role.DIRECTOR)
        matters.reopen(self.matter, instruction, by=director, at=at, due_date=due)
        self.to_be_signed(at)
        self.next(at, 2)

    def turns_on(self, at: datetime) -> date | None:
        """Return the day on which it is to stand still, to end, to get more time, if ever."""
        fate = self.fate
        percent = 0 if self.stood else fate.stands_still or fate.ends or fate.extends
        return self.day_of_span(at, percent) if percent else None

    def turn(self, at: datetime) -> bool:
        """Let the matter stand still, end, or get more time, if its day has come."""
        day = self.turns_on(at)
        if day is None or day > day_here(at):
            return False
        self.stood = True
        if self.fate.ends:
            self._ask(requesting.an_end(self.hand.choice(phrases.ENDS)), at)
        elif self.fate.extends:
            days, reason = self.hand.choice((15, 30, 45)), self.hand.choice(phrases.ASKS_MORE)
            self._ask(requesting.more_time(self.matter, days, reason, at=at), at)
            self.next(at, 2)
        else:
            cause, reason = self.hand.choice(Cause.values), self.hand.choice(phrases.STANDS)
            until = day_here(at) + timedelta(days=self.hand.choice(STANDS_DAYS))
            self._ask(requesting.a_pause(cause, reason, until), at)
            self.next(at, 10, 14)
        return True

    def _ask(self, asked: requests.Asked, at: datetime) -> None:
        """Let the lead ask in the morning, and the level that opened the matter answer at noon."""
        try:
            request = requests.ask(self.matter, asked, by=self.who(Role.UNIT_HEAD), at=at)
        except Refused:
            # Too late or too much: the work goes on by the day that stands.
            return
        requesting.grant(self, request, at + ANSWERED_AFTER)

    def suspended(self, at: datetime) -> None:
        """Look at a suspension again: the cause lasts, or the matter goes on; a piece with it."""
        if self.matter.parent_id is not None:
            self.next(at, 10)
            return
        if self.hand.random() < 0.35:
            until = day_here(at) + timedelta(days=self.hand.choice(STANDS_DAYS))
            suspending.prolong(
                self.matter, by=self.opener(), at=at, reason=phrases.LASTS, review_date=until
            )
            self.next(at, 10)
            return
        suspending.resume(self.matter, by=self.opener(), at=at, reason=phrases.GOES_ON)
        self.next(at, 2)

    def _once_more(self) -> None:
        stops = self.fate.stops if self.fate.orders else ""
        self.again, self.fails = True, []
        self.percent_said, self.figures_said = Decimal(0), {}
        self.fate = Fate(pace=0.8, claims=102, stops=stops)

    def _main_leader(self) -> Post:
        place = "SW" if self.of_the_party else "SF"
        return Post.objects.get(pk=self.cast.one(place, Role.MAIN_LEADER).post_id)
