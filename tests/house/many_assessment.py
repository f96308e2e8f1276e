"""A group with so many units, each with a figure, a score and points beside them, and a draft."""

from datetime import date
from decimal import Decimal

from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AssessedGroup,
    AssessedUnit,
    CatalogueRule,
    Figure,
    Indicator,
    Period,
    Scheme,
)
from luoshi.assessment.operations import running
from luoshi.assessment.terms import AdjustmentState, FigureState, PeriodState
from luoshi.organisation.models import Unit
from tests.assessed import AFTER_THE_QUARTER_NINE, IN_FORCE_NINE, a_period
from tests.world import person_behind, someone_of, unit_named

LABEL = "2026-Q2"


def count_them(units: list[Unit]) -> AssessedGroup:
    """Assess these units in one group, count their quarter, and lay the same scheme as a draft."""
    group = _scheme(units, "IN_FORCE", 1)
    period = a_period(group.scheme, LABEL, state=PeriodState.PREVIEWING)
    _reach(period, units)
    running.run(period, by=someone_of("市考核办", "考核员"), at=AFTER_THE_QUARTER_NINE)
    _scheme(units, "DRAFT", 2)
    return group


def _scheme(units: list[Unit], state: str, version: int) -> AssessedGroup:
    scheme = Scheme.objects.create(
        name="考核办法", year=2026, version=version, office=unit_named("市考核办"), state=state,
        since=date(2026, 1, 1), basis="澄考发〔2026〕1号", drafted_at=IN_FORCE_NINE,
        drafter_name="甲", in_force_at=IN_FORCE_NINE,
    )  # fmt: skip
    group = AssessedGroup.objects.create(scheme=scheme, place=1, name="部门组")
    AssessedUnit.objects.bulk_create(
        AssessedUnit(scheme=scheme, group=group, unit=unit) for unit in units
    )
    top = Indicator.objects.create(
        group=group, level=1, place=1, code="1", name="重点任务", weight=100
    )
    Indicator.objects.create(
        group=group, parent=top, level=2, place=2, code="1.1", name="排名指标", weight=100,
        method="RANK", parameters={"step_share": "0.01"},
    )  # fmt: skip
    CatalogueRule.objects.create(
        scheme=scheme, place=1, code="BRIGHT", kind="BONUS", name="典型经验", points=Decimal("0.5")
    )
    return group


def _reach(period: Period, units: list[Unit]) -> None:
    line = Indicator.objects.get(group__scheme=period.scheme_id, code="1.1")
    rule = CatalogueRule.objects.get(scheme=period.scheme_id)
    head = someone_of("市住建局", "局长")
    for place, unit in enumerate(units):
        Figure.objects.create(
            period=period, indicator=line, unit=unit, value=place, state=FigureState.CERTIFIED,
            entered_at=IN_FORCE_NINE, certified_at=IN_FORCE_NINE,
        )  # fmt: skip
        Adjustment.objects.create(
            period=period, unit=unit, rule=rule, points=Decimal("0.5"), reason="推广",
            state=AdjustmentState.CONFIRMED, proposed_at=IN_FORCE_NINE, decided_at=IN_FORCE_NINE,
        )  # fmt: skip
        Appeal.objects.create(
            period=period, unit=unit, indicator=line, ground="少计一项",
            lodged_by=person_behind(head), lodger_name=head.person_name, lodged_at=IN_FORCE_NINE,
        )  # fmt: skip
