"""The city's assessment through its year: a scheme, its quarters from first figure to publication.

Figures of the record are read off what the story did; the others are drawn by a hand of their own.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

from luoshi.assessment.appeal_terms import CheckVerdict
from luoshi.assessment.collecting import leaves_asked
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AssessedUnit,
    Figure,
    Indicator,
    Period,
    Scheme,
)
from luoshi.assessment.named_numbers import PROVINCE_RANK
from luoshi.assessment.operations import (
    adjusting,
    appealing,
    checking,
    drafting,
    figures,
    periods,
    reading,
    running,
    schemes,
    targets,
)
from luoshi.assessment.operations.adjusting import Proposed
from luoshi.assessment.operations.appealing import Lodged
from luoshi.assessment.operations.drafting import GroupSaid
from luoshi.assessment.operations.figures import Typed
from luoshi.assessment.standing import INSIDE
from luoshi.assessment.terms import (
    AdjustmentState,
    FigureState,
    Method,
    PeriodKind,
    SchemeState,
    Source,
)
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import Role
from luoshi.site.demo import assessed_days
from luoshi.site.demo import assessed_plan as plan
from luoshi.site.demo.agenda import Act, Agenda
from luoshi.site.demo.organisation import Cast
from luoshi.timelimits.here import day_here

OFFICE = "KHB"
# Who scores, and who looks over what others scored.
SCORES, ADJUSTS, REVIEWS, REVIEWS_TOO = range(4)
HUNDRED = Decimal(100)
SAID = (
    "本期承担的督查事项按节点推进，个别事项受前期手续影响有所滞后，已倒排工期。",
    "对照指标逐项自查，报送和签收均按期完成，存在问题已列清单整改。",
    "重点任务总体达到序时进度，群众评价仍有差距，下一步改进办事流程。",
)


class Assessing:
    """Lets the office assess the quarters of the story."""

    def __init__(self, cast: Cast, agenda: Agenda, today: date, first: date, seed: int) -> None:
        self.cast, self.agenda, self.today, self.seed = cast, agenda, today, seed
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        steps: dict[str, Callable[[str, datetime], None]] = {
            "figures": self._figures,
            "self_reports": self._self_reports,
            "check": self._check,
            "preview": partial(self._step, periods.preview),
            "publicise": partial(self._step, periods.publicise),
            "appeal": self._appeal,
            "opinion": partial(self._opinion, 0),
            "second": partial(self._opinion, 1),
            "put_up": partial(self._step, periods.put_up),
            "approve": self._approve,
            "publish": partial(self._step, periods.publish),
        }
        for span in assessed_days.quarters(first, today):
            self._put(span.since, 0, partial(self._open, span.label))
            for name, act in steps.items():
                self._put(span.until, assessed_days.QUARTER[name], partial(act, span.label))
        months = assessed_days.months(first, today)
        self.shown, days = assessed_days.steps_of(months, agenda.calendar, today)
        for span, dates in zip(months, days, strict=True):
            self._put(span.until, 1, partial(self._open, span.label))
            for name, day in dates.items():
                self._put(day, 0, partial(steps[name], span.label))
        self._put(today, -2, self._leave_one_waiting)
        # Not in the first days of a year, which has no scheme of its own yet.
        if agenda.calendar.add_working_days(today, -12).year == today.year:
            self._put(today, -10, self._draft_the_next_year)

    def _put(self, day: date, working_days: int, act: Act) -> None:
        """Put an act down for so many working days after a day, unless that is yet to come."""
        calendar = self.agenda.calendar
        when = calendar.add_working_days(day, working_days) if working_days else calendar.roll(day)
        if when < self.today:
            self.agenda.put(when, act)

    def _assessor(self, number: int) -> Acting:
        return self.cast.one(OFFICE, Role.ASSESSOR, number)

    @property
    def _head(self) -> Acting:
        return self.cast.one(OFFICE, Role.UNIT_HEAD)

    def _period(self, label: str) -> Period:
        return Period.objects.select_related("scheme").get(label=label)

    # ------------------------------------------------------------ 办法
    def _scheme(self, year: int, at: datetime) -> Scheme:
        """Return the year's scheme; the first quarter that asks has it made and put in force."""
        known = Scheme.objects.filter(year=year).first()
        if known is not None:
            return known
        by = self._assessor(SCORES)
        begins = date(year, 1, 1)
        name = f"澄川市{year}年度综合考核办法"
        scheme = schemes.draft(name, year=year, since=begins, by=by, at=at)
        said = {"basis": plan.BASIS.format(year=year)}
        schemes.rewrite(scheme, said, by=by, at=at)
        for group, codes in plan.GROUPS.items():
            self._group(scheme, group, [self.units[code] for code in codes], at)
        scheme.refresh_from_db()
        schemes.put_in_force(scheme, by=self._head, at=at)
        for place in AssessedUnit.objects.filter(scheme=scheme).select_related("unit", "scheme"):
            targets.agree(place, by=self._head_of(place.unit), at=at)
        return scheme

    def _group(self, scheme: Scheme, name: str, units: list[Unit], at: datetime) -> None:
        by = self._assessor(SCORES)
        said = GroupSaid(name, units, ranked=name != plan.ZONES)
        group = drafting.write_group(scheme, said, by=by)
        made: dict[str, Indicator] = {}
        wanted: dict[tuple[UUID, UUID, str], Decimal | None] = {}
        for line in (one for one in plan.INDICATORS if name in one.of):
            source = self.units.get(line.source)
            above = made.get(line.parent)
            columns = line.columns(source) | {"weight": Decimal(line.weight)}
            made[line.code] = drafting.write_indicator(group, columns, parent=above, by=by)
            if line.target:
                for unit in units:
                    wanted[made[line.code].pk, unit.pk, ""] = Decimal(line.target)
        targets.lay_targets(scheme, wanted, by=by, at=at)

    # ------------------------------------------------------------ 周期
    def _open(self, label: str, at: datetime) -> None:
        scheme = self._scheme(int(label[:4]), at)
        periods.open_period(scheme, label, by=self._assessor(SCORES), at=at)

    def _figures(self, label: str, at: datetime) -> None:
        """Let each source department enter and sign, and the office read the record."""
        period = self._period(label)
        by_source: dict[str, list[Typed]] = {}
        for line in leaves_asked(period).filter(source=Source.ENTERED).order_by("id"):
            for place in line.group.units.select_related("unit").order_by("id"):
                if line.source_unit is not None:
                    typed = self._drawn(label, line, place.unit)
                    by_source.setdefault(line.source_unit.code, []).append(typed)
        for code, all_typed in by_source.items():
            figures.enter(period, all_typed, by=self.cast.one(code, Role.LIAISON), at=at)
            figures.certify(
                period,
                list(
                    Figure.objects.filter(
                        period=period,
                        indicator__source_unit=self.units[code],
                        state=FigureState.ENTERED,
                    ).select_related("indicator", "unit", "period")
                ),
                by=self.cast.one(code, Role.UNIT_HEAD),
                at=at,
            )
        reading.read_off(period, by=self._assessor(SCORES), at=at)

    def _drawn(self, label: str, line: Indicator, unit: Unit) -> Typed:
        """Draw a figure: a unit has its own level, and every quarter something of its own."""
        said = next(one for one in plan.INDICATORS if one.name == line.name and one.around[0])
        middle, spread = (Decimal(one) for one in said.around)
        own = Random(f"{self.seed} {unit.code} {line.name}").uniform(-1, 1)
        now = Random(f"{self.seed} {label} {unit.code} {line.name}").uniform(-1, 1)
        value = middle + spread * Decimal(str(round(own * 0.7 + now * 0.5, 3)))
        if line.method == Method.SATISFACTION_VALUE:
            return Typed(line, unit, parts=_votes(value))
        if line.measure == "%" and middle > 50:
            value = min(value, HUNDRED)
        parts: dict[str, str] = {}
        if said.monthly:
            # Who grows faster stands further ahead among the province's counties.
            parts[PROVINCE_RANK] = str(round(46 - 30 * own - 12 * now))
        return Typed(line, unit, value=value.quantize(Decimal("0.1")), parts=parts)

    def _self_reports(self, label: str, at: datetime) -> None:
        period = self._period(label)
        running.run(period, by=self._assessor(SCORES), at=at)
        periods.begin_self_report(period, by=self._assessor(SCORES), at=at)
        for number, place in enumerate(self._places(period)):
            head = self._head_of(place.unit)
            checking.report(period, by=head, at=at, text=SAID[number % len(SAID)])

    def _check(self, label: str, at: datetime) -> None:
        """Look over every score by two hands; what is given or taken beside them is confirmed."""
        period = self._period(label)
        periods.begin_check(period, by=self._assessor(SCORES), at=at)
        if period.kind == PeriodKind.QUARTER:
            adjusting.credit(period, by=self._assessor(SCORES), at=at)
            self._propose(period, plan.BESIDE[int(label[-1]) - 1], at)
        for one in Adjustment.objects.filter(period=period, state=AdjustmentState.PROPOSED):
            adjusting.confirm(one, by=self._assessor(ADJUSTS), at=at)
        for place in self._places(period):
            for number in (SCORES, ADJUSTS):
                by = self._assessor(number)
                checking.check(period, place.unit, by=by, at=at, verdict=CheckVerdict.AGREED)

    def _step(self, step: Callable[..., None], label: str, at: datetime) -> None:
        step(self._period(label), by=self._head, at=at)

    def _approve(self, label: str, at: datetime) -> None:
        periods.approve(self._period(label), by=self.cast.one("SW", Role.MAIN_LEADER), at=at)

    def _propose(self, period: Period, said: tuple[str, str, str, str], at: datetime) -> None:
        unit, code, fact, paper = said
        rule = period.scheme.catalogue.get(code=code)
        number = paper.format(year=period.label[:4])
        what = Proposed(self.units[unit], rule, fact, document_number=number)
        adjusting.propose(period, what, by=self._assessor(SCORES), at=at)

    def _leave_one_waiting(self, at: datetime) -> None:
        """Leave points that the other hand has still to confirm."""
        under_way = Period.objects.filter(kind=PeriodKind.QUARTER, state__in=INSIDE)
        period = under_way.select_related("scheme").order_by("label").last()
        if period is not None:
            self._propose(period, plan.WAITING, at)

    def _draft_the_next_year(self, at: datetime) -> None:
        """Leave a draft with other weights, to be laid beside what stands."""
        standing = Scheme.objects.filter(year=day_here(at).year, state=SchemeState.IN_FORCE)
        scheme = standing.first()
        # A town of a few weeks has none in force yet.
        if scheme is None:
            return
        by, year = self._assessor(SCORES), scheme.year + 1
        fresh = schemes.copy(scheme, year=year, since=date(year, 1, 1), by=by, at=at)
        for group in fresh.groups.filter(name__in=plan.NEXT_YEAR):
            weights = plan.NEXT_YEAR[group.name]
            lines = {
                one.pk: (one.name, Decimal(weights[one.code]))
                for one in group.indicators.filter(code__in=weights)
            }
            drafting.weigh(group, lines, by=by)

    # ------------------------------------------------------------ 申诉
    def _appeals(self, label: str) -> Sequence[plan.Appealed]:
        """Return who appeals in a period: of the months in the one that lies open."""
        if "Q" in label:
            return plan.APPEALS[int(label[-1])]
        return plan.APPEALED_NOW if label == self.shown else ()

    def _appeal(self, label: str, at: datetime) -> None:
        """Let units appeal: against a deduction, or against a figure."""
        period = self._period(label)
        for one in self._appeals(label):
            head = self._head_of(self.units[one.unit])
            what = self._lodged(period, one)
            made = appealing.lodge(period, what, by=head, at=at)
            if one.withdrawn:
                appealing.withdraw(made, by=head, at=at + timedelta(minutes=20))

    def _lodged(self, period: Period, one: plan.Appealed) -> Lodged:
        unit = self.units[one.unit]
        if not one.line:
            taken = Adjustment.objects.get(period=period, unit=unit, points__lt=0)
            return Lodged(one.ground, adjustment=taken)
        lines = Indicator.objects.filter(group__scheme=period.scheme, group__units__unit=unit)
        return Lodged(one.ground, indicator=lines.get(name=one.line))

    def _opinion(self, number: int, label: str, at: datetime) -> None:
        """Let one who did not score say what he thinks; two alike decide it."""
        appeals = Appeal.objects.filter(period__label=label)
        for one in self._appeals(label):
            if number >= len(one.stances):
                continue
            stance, reason = one.stances[number]
            by = self._assessor((REVIEWS, REVIEWS_TOO)[number])
            held = appeals.select_related("period", "indicator", "unit", "adjustment")
            appeal = held.get(unit__code=one.unit)
            appealing.give_opinion(appeal, stance, by=by, at=at, reason=reason)
            if one.right and number:
                self._put_right(appeal, one.right, at)

    def _put_right(self, appeal: Appeal, reason: str, at: datetime) -> None:
        figure = Figure.objects.get(
            period=appeal.period, indicator=appeal.indicator, unit=appeal.unit, current=True
        )
        code = figure.indicator.source_unit.code if figure.indicator.source_unit else OFFICE
        value = min((figure.value or HUNDRED) + 2, HUNDRED)
        fresh = figures.correct(
            figure,
            Typed(figure.indicator, figure.unit, value=value),
            by=self.cast.one(code, Role.LIAISON),
            at=at,
            reason=reason,
        )
        figures.certify(appeal.period, [fresh], by=self.cast.one(code, Role.UNIT_HEAD), at=at)
        appeal.refresh_from_db()
        appealing.settle(appeal, by=self._assessor(REVIEWS_TOO), at=at)

    def _places(self, period: Period) -> list[AssessedUnit]:
        rows = AssessedUnit.objects.filter(scheme=period.scheme).select_related("unit")
        return list(rows.order_by("unit__code"))

    def _head_of(self, unit: Unit) -> Acting:
        return self.cast.one(unit.code, Role.UNIT_HEAD)


def _votes(satisfied: Decimal) -> dict[str, str]:
    """Return a hundred and twenty papers, of which so many of a hundred came back satisfied."""
    yes = int(satisfied)
    some = (96 - yes) * 2 // 3
    return {
        "satisfied": str(yes),
        "basically": str(some),
        "dissatisfied": str(96 - yes - some),
        "unknown": "4",
        "issued": "120",
    }
