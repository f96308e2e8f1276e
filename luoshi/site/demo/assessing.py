"""The city's assessment through its year: a scheme, its quarters from first figure to publication.

Figures of the record are read off what the story did; the others are drawn by a hand of their own.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

from luoshi.assessment.appeal_terms import CheckVerdict, OpinionStance
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AssessedUnit,
    Figure,
    Indicator,
    Period,
    Scheme,
)
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
from luoshi.assessment.terms import AdjustmentState, FigureState, Method, Source
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import Role
from luoshi.site.demo import assessed_plan as plan
from luoshi.site.demo.agenda import Act, Agenda
from luoshi.site.demo.organisation import Cast

OFFICE = "KHB"
# Who scores, and who looks over what others scored.
SCORES, ADJUSTS, REVIEWS, REVIEWS_TOO = range(4)
HUNDRED = Decimal(100)
# Working days after the end of a quarter.
FIGURES, SELF_REPORT, CHECK, PREVIEW, PUBLIC, APPEAL, OPINION, OPINION_TOO, UP, APPROVED, OUT = (
    8, 10, 13, 15, 16, 17, 19, 20, 22, 24, 25
)  # fmt: skip
SAID = (
    "本季度承担的督查事项按节点推进，个别事项受前期手续影响有所滞后，已倒排工期。",
    "对照指标逐项自查，报送和签收均按期完成，存在问题已列清单整改。",
    "重点任务总体达到序时进度，群众评价仍有差距，下季度改进办事流程。",
)


def quarters(first: date, last: date) -> list[tuple[str, date, date]]:
    """Return the quarters that begin between two days: label, first and last day."""
    found = []
    for year in range(first.year, last.year + 1):
        for number in range(1, 5):
            since = date(year, 3 * number - 2, 1)
            ahead = date(year + number // 4, 3 * number % 12 + 1, 1)
            if first <= since <= last:
                found.append((f"{year}-Q{number}", since, ahead - timedelta(days=1)))
    return found


class Assessing:
    """Lets the office assess the quarters of the story."""

    def __init__(self, cast: Cast, agenda: Agenda, today: date, first: date, seed: int) -> None:
        self.cast, self.agenda, self.today, self.seed = cast, agenda, today, seed
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        for label, since, until in quarters(first, today):
            self._put(since, 0, partial(self._open, label))
            for days, act in (
                (FIGURES, self._figures),
                (SELF_REPORT, self._self_reports),
                (CHECK, self._check),
                (PREVIEW, partial(self._step, periods.preview)),
                (PUBLIC, partial(self._step, periods.publicise)),
                (APPEAL, self._appeal),
                (OPINION, partial(self._opinion, REVIEWS)),
                (OPINION_TOO, partial(self._opinion, REVIEWS_TOO)),
                (UP, partial(self._step, periods.put_up)),
                (APPROVED, self._approve),
                (OUT, partial(self._step, periods.publish)),
            ):
                self._put(until, days, partial(act, label))

    def _put(self, day: date, working_days: int, act: Act) -> None:
        """Put an act down for so many working days after a day, unless that is yet to come."""
        when = self.agenda.calendar.add_working_days(day, working_days)
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
        entered = Indicator.objects.filter(
            group__scheme=period.scheme, source=Source.ENTERED, below__isnull=True
        ).select_related("source_unit", "group")
        by_source: dict[str, list[Typed]] = {}
        for line in entered.exclude(method=""):
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
        return Typed(line, unit, value=value.quantize(Decimal("0.1")))

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
        adjusting.credit(period, by=self._assessor(SCORES), at=at)
        quarter = int(label[-1])
        unit, code, fact, paper = plan.BESIDE[quarter - 1]
        rule = period.scheme.catalogue.get(code=code)
        what = Proposed(self.units[unit], rule, fact, document_number=paper.format(year=label[:4]))
        adjusting.propose(period, what, by=self._assessor(SCORES), at=at)
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

    # ------------------------------------------------------------ 申诉
    def _appeal(self, label: str, at: datetime) -> None:
        """Let one unit appeal: against a deduction, or against a figure."""
        period = self._period(label)
        taken = Adjustment.objects.filter(
            period=period, points__lt=0, state=AdjustmentState.CONFIRMED
        ).select_related("unit")
        one = taken.order_by("id").first()
        if one is not None:
            what = Lodged(
                "当日主要负责人经市政府批准外出，替会已履行请假手续，附批件。", adjustment=one
            )
            appealing.lodge(period, what, by=self._head_of(one.unit), at=at)
            return
        unit = self.units["LPQ"]
        line = Indicator.objects.get(
            group__scheme=period.scheme, group__units__unit=unit, name="挂牌隐患整改率"
        )
        what = Lodged(
            "两处隐患已于季末前验收销号，来源单位统计时未计入，附验收单。", indicator=line
        )
        appealing.lodge(period, what, by=self._head_of(unit), at=at)

    def _opinion(self, number: int, label: str, at: datetime) -> None:
        """Let one who did not score say what he thinks; the second one's word decides."""
        period = self._period(label)
        for appeal in Appeal.objects.filter(period=period).select_related("period", "indicator"):
            holds = appeal.adjustment_id is None or label.endswith("2")
            stance = OpinionStance.UPHOLD if holds else OpinionStance.REFUSE
            reason = "材料属实，应予更正。" if holds else "批件日期晚于会议，维持原结果。"
            by = self._assessor(number)
            appealing.give_opinion(appeal, stance, by=by, at=at, reason=reason)
            if number == REVIEWS_TOO and appeal.indicator is not None:
                self._put_right(appeal, at)

    def _put_right(self, appeal: Appeal, at: datetime) -> None:
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
            reason="复核认定两处隐患季末前已销号",
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
