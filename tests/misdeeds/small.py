"""A very small assessment: one unit, one figure, the whole catalogue; at any of its steps."""

from datetime import date
from decimal import Decimal

from luoshi.assessment.models import (
    AssessedGroup,
    AssessedUnit,
    CatalogueRule,
    Figure,
    Indicator,
    IndicatorTarget,
    Period,
    Scheme,
)
from luoshi.assessment.operations import adjusting, appealing, periods
from luoshi.assessment.terms import FigureState, Method
from tests.assessed import CATALOGUE, IN_FORCE_NINE, SOURCE, YEAR
from tests.assessment.steps import (
    CHECKED,
    DURING_PUBLICITY,
    OFFICE,
    OPENED,
    STEP,
    STEPS,
    S,
    of_the_office,
    to_checking,
)
from tests.world import someone_of, unit_named

UNIT = "岚溪县"


def a_small_scheme(*, in_force=True):
    """One group of one unit, one indicator above another, the catalogue."""
    source, unit = unit_named(SOURCE), unit_named(UNIT)
    stands = {"state": "IN_FORCE", "in_force_at": IN_FORCE_NINE} if in_force else {}
    scheme = Scheme.objects.create(
        name="试行办法", year=YEAR, office=unit_named(OFFICE), since=date(YEAR, 1, 1),
        basis="澄考发〔2026〕1号", drafted_at=IN_FORCE_NINE, drafter_name="考核员", **stands,
    )  # fmt: skip
    group = AssessedGroup.objects.create(scheme=scheme, place=1, name="综合组")
    AssessedUnit.objects.create(scheme=scheme, group=group, unit=unit)
    top = Indicator.objects.create(
        group=group, level=1, place=1, code="1", name="重点任务", weight=100
    )
    line = Indicator.objects.create(
        group=group, parent=top, level=2, place=2, code="1.1", name="重点任务完成率", weight=100,
        method=Method.COMPLETION, source_unit=source,
    )  # fmt: skip
    IndicatorTarget.objects.create(indicator=line, unit=unit, value=100)
    CatalogueRule.objects.bulk_create(
        CatalogueRule(scheme=scheme, place=place, code=code, kind=kind, name=name,
                      points=Decimal(points), basis="第十条", approver_name="市委主要负责同志")
        for place, (code, kind, name, points, *_rest) in enumerate(CATALOGUE)
    )  # fmt: skip
    return scheme


def a_figure(period, *, state=FigureState.CERTIFIED):
    """The one figure that is asked for."""
    by, head = someone_of(SOURCE, "承办人"), someone_of(SOURCE, "局长")
    signed = {"certified_by_id": head.person_id, "certified_at": OPENED}
    return Figure.objects.create(
        period=period,
        indicator=the_line(period),
        unit=unit_named(UNIT),
        value=90,
        state=state,
        entered_by_id=by.person_id,
        entered_at=OPENED,
        **(signed if state == FigureState.CERTIFIED else {}),
    )


def the_line(period):
    return Indicator.objects.get(group__scheme=period.scheme_id, code="1.1")


def a_small_period_at(state, *, reported=True):
    """Bring the second quarter to a step, by the hands whose step it is."""
    scheme = a_small_scheme()
    period = periods.open_period(scheme, "2026-Q2", by=of_the_office("考核员"), at=OPENED)
    a_figure(period)
    for step in STEPS[1 : STEPS.index(state) + 1]:
        STEP[step](period) if step != S.CHECKING else to_checking(period, reported=reported)
    return Period.objects.get(pk=period.pk)


def proposed(period, code="BRIGHT", *, by="考核员", at=CHECKED):
    """Points, or a veto, that one of the office proposed."""
    rule = CatalogueRule.objects.get(scheme=period.scheme_id, code=code)
    paper = "澄委〔2026〕9号" if code == "VETO" else ""
    what = adjusting.Proposed(unit_named(UNIT), rule, "查实", Decimal(1), paper)
    return adjusting.propose(period, what, by=of_the_office(by), at=at)


def smuggled(period):
    """An appeal that nobody lodged: its row alone."""
    what = appealing.Lodged("少计一处", indicator=the_line(period))
    return appealing._lay(period, what, by=someone_of(UNIT, "县长"), at=DURING_PUBLICITY)
