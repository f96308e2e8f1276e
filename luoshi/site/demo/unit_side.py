"""What units do in a matter's life: return it, help, divide it, report, claim it done."""

from abc import abstractmethod
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from luoshi.breakdown.hearing import parts_beside, parts_unheard
from luoshi.breakdown.models import Matter, Part, Target
from luoshi.breakdown.operations import children, inputs, matters, milestones
from luoshi.breakdown.terms import Cadence
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake.terms import SourceType
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import Role
from luoshi.reporting.models import Report, Slip
from luoshi.reporting.operations import claims, reports, signing
from luoshi.reporting.terms import ProblemClass, ReportState, SlipKind
from luoshi.site.demo import phrases
from luoshi.site.demo.bearing import Bearing
from luoshi.site.demo.city import PLAYED, SIGNED_FIRST
from luoshi.site.demo.fates import child_fate
from luoshi.timelimits.here import day_here

UNDER_WAY = (S.IN_PROGRESS, S.REWORK)
SPEAKERS = (Role.LIAISON, Role.HANDLER)
A_WHILE = timedelta(minutes=20)
KEEPS, PLANNED_FROM = 0.9, 60
AHEAD = {Cadence.WEEK: 4, Cadence.TEN_DAYS: 8, Cadence.MONTH: 24, Cadence.QUARTER: 60}
# Townships have their piece of what a county leads done some days before the county.
BEFORE_THE_PARENT = timedelta(days=6)


class UnitSide(Bearing):
    """The lead's side of a life, and that of the units beside it."""

    def speaks(self, due_date: date) -> int:
        """Return how likely the report due that day is given in time, in percent."""
        left = (self.scene.ends - due_date).days
        return 0 if left < self.fate.silent_for else self.fate.speaks

    def assigned(self, at: datetime) -> None:
        """Return the matter if that is its fate; ask those beside for their input."""
        self._ask_beside(at)
        if not self.fate.returns or self.returned:
            self.next(at, 2)
            return
        self.returned = True
        matters.return_(
            self.matter,
            by=self.who(Role.UNIT_HEAD),
            at=at,
            reason=self.hand.choice(phrases.RETURNS),
            proposed_unit=self.other_unit().name,
        )
        self.next(at, 1, 2)

    def _ask_beside(self, at: datetime) -> None:
        """Let most of the units beside the lead say what they can do, once in a round."""
        if self.heard_round == self.matter.round_number:
            return
        self.heard_round = self.matter.round_number
        soon = self.matter.list.document.source == SourceType.INSTRUCTION
        for part in parts_beside(self.matter).order_by("unit__place"):
            if self.hand.random() < 0.72 or part.unit.code == PLAYED:
                days = self.hand.choice((1, 1, 2, 4) if soon else (2, 4, 7, 12, 15))
                self.agenda.after(day_here(at), days, partial(self._give_input, part))

    def _give_input(self, part: Part, at: datetime) -> None:
        self.matter.refresh_from_db()
        mine = parts_unheard(self.matter).filter(pk=part.pk)
        if self.matter.state not in inputs.HEARING or not mine.exists():
            return
        by = self.cast.one(part.unit.code, Role.LIAISON)
        inputs.give_input(self.matter, by=by, at=at, text=self.hand.choice(phrases.INPUTS))

    def in_progress(self, at: datetime) -> None:
        """Divide the matter where townships stand below its lead; claim it when its day comes."""
        self._ask_beside(at)
        if not self.divided:
            self.divided = True
            self._plan(at)
            self._divide(at)
        today = day_here(at)
        days = [day for day in (self._claims_on(at), self.turns_on(at)) if day is not None]
        if not days:
            return
        if min(days) > today:
            self.agenda.put(min(days), self.live)
        elif not self.turn(at):
            self.claim(at)

    @abstractmethod
    def turns_on(self, at: datetime) -> date | None:
        """Return the day on which the matter takes another turn, if it ever does."""

    @abstractmethod
    def turn(self, at: datetime) -> bool:
        """Let the matter take its other turn, if its day has come."""

    def _claims_on(self, at: datetime) -> date | None:
        if self.fate.claims_before_end:
            number = self.fate.claims_before_end
            return self.agenda.calendar.add_working_days(self.scene.ends, -number)
        return self.day_of_span(at, self.fate.claims) if self.fate.claims else None

    def _plan(self, at: datetime) -> None:
        """Let the lead lay its milestones where there is time enough to speak of steps."""
        begun = self.matter.issued_date or day_here(at)
        span = (self.matter.due_date - begun).days
        if span < PLANNED_FROM or self.matter.parent_id is not None or self.hand.random() < 0.6:
            return
        steps = [
            milestones.Step(name, begun + timedelta(days=span * when // 100), Decimal(percent))
            for name, when, percent in phrases.STEPS
        ]
        by = self.cast.any(self.matter.lead.code, Role.HANDLER, Role.LIAISON)
        milestones.lay_milestones(self.matter, steps, by=by, at=at)

    def _divide(self, at: datetime) -> None:
        towns = Unit.objects.filter(path__startswith=self.matter.lead.path)
        below = list(towns.exclude(pk=self.matter.lead_id).order_by("place"))
        until = self.matter.due_date - BEFORE_THE_PARENT
        if not below or until <= day_here(at) or self.hand.random() < 0.35:
            return
        pieces = [
            children.Piece(
                lead=town,
                title=f"{town.name}：{self.matter.title}",
                requirement=f"按照县（区）统一安排，完成本辖区内的任务：{self.matter.title}",
                due_date=until,
                cadence=self.hand.choice((Cadence.NONE, Cadence.NONE, Cadence.MONTH)),
            )
            for town in self.hand.sample(below, self.hand.choice((1, 2, 2, 3)))
        ]
        by = self.who(Role.UNIT_HEAD)
        for notice in children.sub_assign(self.matter, pieces, by=by, at=at):
            for part in notice.parts.select_related("matter__lead"):
                self.scene.adopt(part.matter, child_fate(self.hand), at)

    def claim(self, at: datetime) -> None:
        """Say that it is done: the head at once, or what the staff prepared after a signature."""
        over = (S.COMPLETED, S.WRITTEN_OFF, S.ARCHIVED, S.TERMINATED)
        if Matter.objects.filter(parent=self.matter).exclude(state__in=over).exists():
            self.next(at, 5)
            return
        head = self.who(Role.UNIT_HEAD)
        if silent := list(parts_unheard(self.matter)):
            inputs.waive(self.matter, silent, by=head, at=at, reason=phrases.WAIVED)
        self.to_correct = None
        if self.hand.random() < 0.3:
            signing.sign_slip(self.put_up(at), by=head, at=at + A_WHILE)
        else:
            statement = phrases.result(self.matter)
            claims.claim(self.matter, by=head, at=at, statement=statement)
        self.next(at, 1, 1, 2, 2, 3, 5)

    def put_up(self, at: datetime) -> Slip:
        """Let the staff prepare the claim for the head to sign."""
        staff = self.cast.any(self.matter.lead.code, Role.HANDLER, Role.LIAISON)
        prepared = signing.Prepared(SlipKind.CLAIM, phrases.result(self.matter))
        return signing.put_up(self.matter, prepared, by=staff, at=at)

    def still_under_way(self) -> bool:
        """Tell whether the lead works on the matter, and nothing of it waits for a signature."""
        self.matter.refresh_from_db()
        return self.matter.state in UNDER_WAY and not self._waits_for_a_signature()

    def wait_for_signature(self, at: datetime) -> None:
        """Let the staff write a report that nobody has signed yet."""
        by = self.who(Role.LIAISON)
        reports.report(self.matter, self._said(at), by=by, at=at, corrects=self.to_correct)
        self.to_correct = None

    def report(self, at: datetime) -> None:
        """Report on the matter, if it is still under way; the room looks at it in a day or so."""
        self.matter.refresh_from_db()
        if self.matter.state not in UNDER_WAY or self._waits_for_a_signature():
            return
        waiting, self.to_correct = self.to_correct, None
        by = self.cast.any(self.matter.lead.code, self.hand.choice(SPEAKERS), Role.LIAISON)
        made = reports.report(self.matter, self._said(at), by=by, at=at, corrects=waiting)
        if made.state == ReportState.SIGNING:
            self._to_sign(made, waiting, at)
        else:
            self._to_answer(made, at)

    def _waits_for_a_signature(self) -> bool:
        if self.matter.lead.code not in SIGNED_FIRST:
            return False
        return self.matter.reports.filter(state=ReportState.SIGNING).exists()

    def _to_sign(self, made: Report, corrects: Report | None, at: datetime) -> None:
        """Let the deputy or the head sign what their staff wrote: mostly within the hour."""
        late = (self.scene.ends - day_here(at)).days <= 4
        if late and self.matter.lead.code != PLAYED and self.hand.random() < 0.3:
            return
        by = self.cast.any(self.matter.lead.code, Role.UNIT_DEPUTY, Role.UNIT_HEAD)
        if self.hand.random() < 0.07:
            reason = self.hand.choice(phrases.REDRAFT)
            signing.hand_back(made, by=by, at=at + A_WHILE, reason=reason)
            self.to_correct = corrects
            self.agenda.after(day_here(at), 1, self.report)
            return
        signing.sign(made, by=by, at=at + A_WHILE)
        self._to_answer(made, at)

    def _to_answer(self, made: Report, at: datetime) -> None:
        days = self.hand.choice((1, 1, 1, 2, 3))
        self.agenda.after(day_here(at), days, partial(self.answer, made))

    @abstractmethod
    def answer(self, said: Report, at: datetime) -> None:
        """Let whoever reviews it accept a report, or send it back."""

    def _said(self, at: datetime) -> reports.Said:
        """Return what is reported; what was said before is remembered, not read again."""
        percent = max(self._percent(at), self.percent_said)
        if percent == self.percent_said and self.figures_said and self.hand.random() < 0.5:
            figures = dict(self.figures_said)
            return reports.Said(phrases.SAME, percent, no_change=True, figures=figures)
        for target in self._targets():
            reached = phrases.reached(target.value, percent)
            self.figures_said[target.pk] = max(reached, self.figures_said.get(target.pk, reached))
        self.percent_said = percent
        stuck = self.fate.pace < 0.85 and self.hand.random() < 0.6
        return reports.Said(
            arrangement=phrases.arrangement(self.hand),
            progress=phrases.progress(self.matter, percent, self.hand),
            problems=phrases.problem(self.hand) if stuck else "",
            problem_class=self.hand.choice(ProblemClass.values[1:]) if stuck else "",
            suggestions=phrases.suggestion(self.hand) if stuck else "",
            percent=percent,
            figures=dict(self.figures_said),
        )

    def _targets(self) -> list[Target]:
        if self.targets is None:
            self.targets = list(self.matter.targets.order_by("place"))
        return self.targets

    def _percent(self, at: datetime) -> Decimal:
        """Return the share to report: who keeps the plan says what will stand half-way on."""
        begun = self.matter.issued_date or day_here(at)
        whole = max((self.matter.due_date - begun).days, 1)
        ahead = AHEAD.get(Cadence(self.matter.cadence), 0) if self.fate.pace >= KEEPS else 0
        gone = Decimal((day_here(at) - begun).days + ahead) * 100 / whole
        should = gone * Decimal(str(self.fate.pace))
        return max(self.matter.progress, min(should, Decimal(99))).quantize(Decimal("1"))
