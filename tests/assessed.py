"""A small assessment over the town: a scheme in force, its quarter, certified figures.

`a_scheme()` has two groups: 综合组 (two counties and 市审计局), eleven indicators of as many
methods; 部门组 (three bureaus), three. `a_period()` is its second quarter, `figures()` fills
and certifies them; every number below is made up.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from luoshi.assessment.models import (
    Adjustment,
    AssessedGroup,
    AssessedUnit,
    CatalogueRule,
    Figure,
    Indicator,
    IndicatorTarget,
    Period,
    Scheme,
)
from luoshi.assessment.terms import (
    AdjustmentState,
    FigureState,
    Method,
    PeriodKind,
    RuleKind,
    SchemeState,
)
from tests.world import nine_on, someone_of, unit_named

YEAR = 2026
IN_FORCE_NINE = nine_on(1, 5)
AFTER_THE_QUARTER_NINE = nine_on(7, 6)
COUNTIES = "综合组"
BUREAUS = "部门组"
GROUPS = {
    COUNTIES: ("岚溪县", "云渡县", "市审计局"),
    BUREAUS: ("市住建局", "市发改委", "市财政局"),
}
SOURCE = "市统计局"
VOTES = {"satisfied": 60, "basically": 25, "dissatisfied": 10, "unknown": 5, "issued": 120}

# group, code of the one above, code, name, weight, method, parameters, target
# fmt: off
LINES = (
    (COUNTIES, "", "1", "重点任务", 40, "", {}, None),
    (COUNTIES, "1", "1.1", "重点任务完成率", 20, Method.COMPLETION, {}, 100),
    (COUNTIES, "1", "1.2", "民生实事形象进度", 10, Method.COMPLETION, {}, 50),
    (COUNTIES, "1", "1.3", "挂牌督办隐患整改率", 10, Method.INVERSE, {}, 5),
    (COUNTIES, "", "2", "督办响应", 20, "", {}, None),
    (COUNTIES, "2", "2.1", "按期反馈率", 10, Method.BANDS,
     {"bands": [["95", "10"], ["85", "8"], ["0", "5"]]}, None),
    (COUNTIES, "2", "2.2", "督办通知单逾期", 10, Method.DEDUCTION, {"each": "0.5"}, None),
    (COUNTIES, "", "3", "指标运行", 25, "", {}, None),
    (COUNTIES, "3", "3.1", "固定资产投资增速", 8, Method.EFFICACY, {}, None),
    (COUNTIES, "3", "3.2", "规上工业增加值增速", 7, Method.RANK, {"step_share": "0.05"}, None),
    (COUNTIES, "3", "3.3", "单位产值能耗", 5, Method.CONTROL, {}, 10),
    (COUNTIES, "3", "3.4", "一般公共预算收入", 5, Method.MIXED, {}, None),
    (COUNTIES, "", "4", "群众评价", 15, "", {}, None),
    (COUNTIES, "4", "4.1", "热线满意度", 8, Method.SATISFACTION_VALUE, {}, None),
    (COUNTIES, "4", "4.2", "领导评价", 7, Method.RATIO_TO_FIRST, {}, None),
    (BUREAUS, "", "1", "重点任务", 100, "", {}, None),
    (BUREAUS, "1", "1.1", "重点任务完成率", 60, Method.COMPLETION, {}, 100),
    (BUREAUS, "1", "1.2", "改革任务完成率", 30, Method.COMPLETION, {}, 100),
    (BUREAUS, "1", "1.3", "公文办理", 10, Method.DEDUCTION, {"each": "0.5"}, None),
)
# What each unit reached, by code: a number, or the named numbers of the method.
REACHED: Mapping[str, Mapping[str, object]] = {
    "岚溪县": {"1.1": "87.5", "1.2": "46", "1.3": "4", "2.1": "96", "2.2": 2, "3.1": "9.1",
              "3.2": "7.8", "3.3": "12", "3.4": {"increment": "3.2", "growth": "5.7"},
              "4.1": VOTES, "4.2": "93"},
    "云渡县": {"1.1": "92", "1.2": "50", "1.3": "6", "2.1": "90", "2.2": 0, "3.1": "8.0",
              "3.2": "8.4", "3.3": "9", "3.4": {"increment": "2.6", "growth": "6.3"},
              "4.1": VOTES | {"satisfied": 70}, "4.2": "90"},
    "市审计局": {"1.1": "100", "1.2": "35", "1.3": "5", "2.1": "80", "2.2": 1, "3.1": "10.2",
               "3.2": "6.0", "3.3": "10", "3.4": {"increment": "1.9", "growth": "4.0"},
               "4.1": VOTES | {"dissatisfied": 30}, "4.2": "97"},
    "市住建局": {"1.1": "98", "1.2": "100", "1.3": 1},
    "市发改委": {"1.1": "95", "1.2": "90", "1.3": 0},
    "市财政局": {"1.1": "100", "1.2": "80", "1.3": 3},
}
# code, kind, name, points, later, most, most of all
CATALOGUE = (
    ("BRIGHT", RuleKind.BONUS, "省级现场会典型经验", "0.5", None, None, "3"),
    ("RETURNED", RuleKind.DEDUCTION, "退回重办", "0.2", "0.5", None, None),
    ("OVERDUE", RuleKind.DEDUCTION, "逾期每个工作日", "0.1", None, "2", None),
    ("WORKLOAD", RuleKind.CREDIT, "办结督查事项", "0.05", None, None, "1"),
    ("TOLERANCE", RuleKind.TOLERANCE, "容错免责", "0", None, None, None),
    ("VETO", RuleKind.VETO, "重大安全事故", "0", None, None, None),
)
# fmt: on


def a_scheme(*, state: str = SchemeState.IN_FORCE, **others: object) -> Scheme:
    """Lay a scheme of 市考核办 with groups, units, indicators, targets and catalogue."""
    said = {
        "name": f"澄川市{YEAR}年度综合考核办法",
        "year": YEAR,
        "office": unit_named("市考核办"),
        "since": date(YEAR, 1, 1),
        "basis": "澄考发〔2026〕1号",
        "drafted_at": IN_FORCE_NINE,
        "drafter_name": "市考核办考核员",
        "in_force_at": IN_FORCE_NINE if state == SchemeState.IN_FORCE else None,
        "approver_name": "市考核办主任" if state == SchemeState.IN_FORCE else "",
    }
    scheme = Scheme.objects.create(state=state, **(said | others))
    groups = {
        name: AssessedGroup.objects.create(scheme=scheme, place=place, name=name)
        for place, name in enumerate(GROUPS, 1)
    }
    AssessedUnit.objects.bulk_create(
        AssessedUnit(scheme=scheme, group=groups[name], unit=unit_named(unit))
        for name, units in GROUPS.items()
        for unit in units
    )
    _lines(groups)
    CatalogueRule.objects.bulk_create(
        CatalogueRule(scheme=scheme, place=place, code=code, kind=kind, name=name, points=points,
                      later=later, most=most, most_of_all=most_of_all, basis="第十条")
        for place, (code, kind, name, points, later, most, most_of_all) in enumerate(CATALOGUE)
    )  # fmt: skip
    return scheme


def _lines(groups: Mapping[str, AssessedGroup]) -> None:
    source = unit_named(SOURCE)
    made: dict[tuple[str, str], Indicator] = {}
    for place, (group, above, code, name, weight, method, parameters, _to) in enumerate(LINES):
        made[group, code] = Indicator(
            group=groups[group], parent=made.get((group, above)), level=2 if above else 1,
            place=place, code=code, name=name, weight=weight, method=method,
            parameters=parameters, source_unit=source if method else None,
            basis=f"第{place + 1}条", direction="DOWN" if method == Method.INVERSE else "UP",
        )  # fmt: skip
    Indicator.objects.bulk_create(made.values())
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(indicator=made[group, code], unit=unit_named(unit), value=target)
        for group, _above, code, _name, _weight, _method, _parameters, target in LINES
        if target is not None
        for unit in GROUPS[group]
    )


def a_period(scheme: Scheme | None = None, label: str = "2026-Q2", **others: object) -> Period:
    """Open a quarter of a scheme (or a month 2026-05, or the year 2026)."""
    since, until, kind = _span(label)
    return Period.objects.create(
        scheme=scheme or a_scheme(),
        kind=kind,
        label=label,
        since=since,
        until=until,
        opened_at=others.pop("opened_at", AFTER_THE_QUARTER_NINE),
        **others,
    )


def _span(label: str) -> tuple[date, date, str]:
    if "Q" in label:
        last = int(label[-1]) * 3
        return date(YEAR, last - 2, 1), _last_day(last), PeriodKind.QUARTER
    if "-" in label:
        month = int(label[-2:])
        return date(YEAR, month, 1), _last_day(month), PeriodKind.MONTH
    return date(YEAR, 1, 1), date(YEAR, 12, 31), PeriodKind.YEAR


def _last_day(month: int) -> date:
    return date(YEAR, month, 31 if month in {1, 3, 5, 7, 8, 10, 12} else 30)


def figures(
    period: Period,
    reached: Mapping[str, Mapping[str, object]] = REACHED,
    *,
    certified: bool = True,
    at: datetime = AFTER_THE_QUARTER_NINE,
) -> dict[tuple[str, str], Figure]:
    """Enter what each unit reached and certify it; return the figures by unit and code."""
    by = someone_of(SOURCE, "承办人")
    signed = someone_of(SOURCE, "局长")
    groups = {name: group for group, names in GROUPS.items() for name in names}
    lines = {
        (one.group.name, one.code): one
        for one in Indicator.objects.filter(group__scheme=period.scheme_id).select_related("group")
    }
    made = {
        (unit, code): Figure(
            period=period, indicator=lines[groups[unit], code], unit=unit_named(unit),
            **_said(value), entered_by_id=by.person_id, enterer_name=by.person_name,
            entered_at=at,
            **({"state": FigureState.CERTIFIED, "certified_by_id": signed.person_id,
                "certifier_name": signed.person_name, "certified_at": at} if certified else {}),
        )
        for unit, values in reached.items()
        for code, value in values.items()
    }  # fmt: skip
    Figure.objects.bulk_create(made.values())
    return made


def _said(value: object) -> dict[str, object]:
    """Read a number, named numbers, or None for a figure that is not there."""
    if value is None:
        return {"value": None, "absence": "未开展统计"}
    if isinstance(value, Mapping):
        return {
            "value": None,
            "absence": "分项数值",
            "parts": {k: str(v) for k, v in value.items()},
        }
    return {"value": Decimal(str(value))}


def an_adjustment(
    period: Period, unit: str, code: str, points: str, **others: object
) -> Adjustment:
    """Lay confirmed points beside the indicators."""
    said = {
        "reason": "省政府现场会推广",
        "state": AdjustmentState.CONFIRMED,
        "proposed_at": AFTER_THE_QUARTER_NINE,
        "proposer_name": "市考核办考核员",
        "decided_at": AFTER_THE_QUARTER_NINE,
        "decider_name": "市考核办复核员",
    }
    return Adjustment.objects.create(
        period=period,
        unit=unit_named(unit),
        rule=CatalogueRule.objects.get(scheme=period.scheme_id, code=code),
        points=Decimal(points),
        **(said | others),
    )
