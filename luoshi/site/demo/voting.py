"""Appraisals of the demo city: one that became figures of a quarter, one that still takes votes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from luoshi.assessment.appraisal_terms import CHOICES, AppraisalKind, Choice, Scale
from luoshi.assessment.models import Appraisal, Appraised, Indicator, Period
from luoshi.assessment.operations import appraisals, ballots, taking_over
from luoshi.assessment.operations.appraisals import Said
from luoshi.assessment.terms import Source
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import Role
from luoshi.site.demo import assessed_days
from luoshi.site.demo import assessed_plan as plan
from luoshi.site.demo.agenda import Agenda
from luoshi.site.demo.assessing import OFFICE
from luoshi.site.demo.organisation import Cast

STYLE, REPORTED = "{year}年第{number}季度机关作风民主评议", "{year}年度县（区）长述职评议"
# How many ballots by link and on paper were handed out, and how many came back.
STYLE_LINKS, STYLE_CAST, STYLE_PAPER, STYLE_RETURNED = 40, 31, 20, 17
LINKS, CAST, PAPER, RETURNED = 40, 18, 12, 9
# Of a hundred answers, in the order of the ballot.
SATISFIED, GRADED = (52, 30, 11, 7), (45, 32, 14, 4, 5)
OPEN_FOR = 7


class Voting:
    """Lets the office ask people about units, and people answer."""

    def __init__(self, cast: Cast, agenda: Agenda, today: date, first: date, seed: int) -> None:
        self.cast, self.agenda, self.today, self.seed = cast, agenda, today, seed
        calendar = agenda.calendar
        quarters = assessed_days.quarters(first, today)
        last = assessed_days.latest_ready(quarters, calendar, today)
        if last is not None:
            voted = assessed_days.QUARTER["voted"]
            for days, act in (
                (-15, self._ask_about_style),
                (-8, partial(self._vote, STYLE, STYLE_CAST)),
                (1, partial(self._count, STYLE, (0, 1), STYLE_RETURNED)),
                (3, self._close),
                (voted, self._take_over),
            ):
                agenda.put(calendar.add_working_days(last.until, days), partial(act, last.label))
        for days, asks in (
            (-6, self._ask_about_reports),
            (-3, partial(self._vote, REPORTED, CAST)),
            (-1, partial(self._count, REPORTED, (0,), RETURNED)),
        ):
            agenda.put(calendar.add_working_days(today, days), partial(asks, str(today.year)))

    def _assessor(self, number: int) -> Acting:
        return self.cast.one(OFFICE, Role.ASSESSOR, number)

    def _ask_about_style(self, label: str, at: datetime) -> None:
        units = [code for name in plan.BUREAUS for code in plan.GROUPS[name]]
        self._ask(
            Said(
                _titled(STYLE, label),
                AppraisalKind.DEMOCRATIC,
                Scale.SATISFACTION,
                "请对以下部门本季度的工作作风和办事效率作出评价",
                label,
                self.agenda.calendar.add_working_days(at.date(), 12),
                "市人大代表、政协委员、特约监督员、企业代表",
                self._units(units),
                STYLE_PAPER,
            ),
            STYLE_LINKS,
            at,
        )

    def _ask_about_reports(self, year: str, at: datetime) -> None:
        units = [code for name in plan.AREAS for code in plan.GROUPS[name]]
        until = self.agenda.calendar.add_working_days(self.today, OPEN_FOR)
        self._ask(
            Said(
                _titled(REPORTED, year),
                AppraisalKind.REPORTING,
                Scale.GRADES,
                "听取述职后，请对以下县（区）长、管委会主任履职情况作出评价",
                year,
                until,
                "市委委员、市直部门主要负责人、基层代表",
                self._units(units),
                PAPER,
            ),
            LINKS,
            at,
        )

    def _ask(self, said: Said, links: int, at: datetime) -> None:
        made = appraisals.draft(said, by=self._assessor(0), at=at)
        tokens = [token(f"{self.seed} {said.title}", one) for one in range(links)]
        appraisals.make_ballots(made, tokens, by=self._assessor(0), at=at)
        appraisals.open_votes(made, by=self._assessor(0), at=at + timedelta(minutes=5))

    def _vote(self, title: str, number: int, label: str, at: datetime) -> None:
        """Let so many of those asked answer; the first link is left for whoever tries the demo."""
        held = self._named(title, label)
        rows = _rows(held)
        for one in range(1, number + 1):
            ballot = ballots.token_of(token(f"{self.seed} {held.title}", one))
            if ballot is not None:
                chosen = {row.pk: self._answer(held, row, one) for row in rows}
                ballots.cast(ballot, chosen, at=at)

    def _count(
        self, title: str, hands: Sequence[int], returned: int, label: str, at: datetime
    ) -> None:
        """Let assessors type what was counted on paper, each on their own."""
        held = self._named(title, label)
        counts: dict[UUID, dict[str, int]] = {}
        for row in _rows(held):
            answers = [self._answer(held, row, -one) for one in range(1, returned + 1)]
            counts[row.pk] = {str(one): answers.count(one) for one in CHOICES[held.scale]}
        for number in hands:
            ballots.count_paper(held, returned, counts, by=self._assessor(number), at=at)

    def _answer(self, held: Appraisal, row: Appraised, number: int) -> Choice:
        """Draw what somebody thinks of a unit: some are thought of better than others."""
        choices = CHOICES[held.scale]
        weights = list(SATISFIED if held.scale == Scale.SATISFACTION else GRADED)
        weights[0] += Random(f"{self.seed} {row.unit.code}").randint(-20, 40)
        hand = Random(f"{self.seed} {held.title} {row.unit.code} {number}")
        return hand.choices(choices, weights)[0]

    def _close(self, label: str, at: datetime) -> None:
        appraisals.close(self._named(STYLE, label), by=self._assessor(0), at=at)

    def _take_over(self, label: str, at: datetime) -> None:
        """Let the head make the results the quarter's figures."""
        period = Period.objects.select_related("scheme").get(label=label)
        lines = Indicator.objects.filter(group__scheme=period.scheme, source=Source.APPRAISAL)
        by = self.cast.one(OFFICE, Role.UNIT_HEAD)
        taking_over.take_over(self._named(STYLE, label), period, list(lines), by=by, at=at)

    def _named(self, title: str, label: str) -> Appraisal:
        return Appraisal.objects.get(title=_titled(title, label))

    def _units(self, codes: Sequence[str]) -> list[Unit]:
        held = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
        return [held[code] for code in codes]


def token(seed: str, number: int) -> str:
    """Return the same token every time: a demo's ballots are nobody's secret."""
    hand = Random(f"{seed} {number}")
    groups = ("".join(hand.choices(ballots.LETTERS, k=ballots.OF_EACH)) for _one in range(4))
    return "-".join(groups)


def left_over(seed: int) -> str:
    """Return the ballot of the open appraisal that nobody has used yet; "" where there is none."""
    held = Appraisal.objects.filter(kind=AppraisalKind.REPORTING).order_by("id").last()
    if held is None:
        return ""
    left = token(f"{seed} {held.title}", 0)
    ballot = ballots.token_of(left)
    return left if ballot is not None and not ballot.used else ""


def _titled(title: str, label: str) -> str:
    return title.format(
        year=label[:4], number="一二三四"[int(label[-1]) - 1] if "Q" in label else ""
    )


def _rows(held: Appraisal) -> list[Appraised]:
    return list(held.appraised.select_related("unit").order_by("place"))
