"""The steps of an assessment in the house: what is laid, its addresses, who comes there.

Three months under a scheme of the year before, each in a step of its own, so that every deed can
be done by somebody; an appeal of 市住建局 waits for its second opinion.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import now

from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AppealFile,
    CatalogueRule,
    Indicator,
    Period,
    Scheme,
)
from luoshi.assessment.terms import PeriodKind, PeriodState, SchemeState
from luoshi.timelimits.days import day_of
from luoshi.trail import files
from tests.assessed import BUREAUS, a_scheme
from tests.world import person_behind, someone_of, unit_named

LAST_YEAR = 2025
DOORS = """
assessment:periods                    GET  2222 2222 2222 22 22 2 22 22 22 222 . s
assessment:periods                    POST 9999 9999 9999 99 99 9 99 99 93 999 . s
assessment:steps                      GET  .... .... 2222 22 22 . 22 22 .2 ... . s
assessment:step                       POST .... .... 9999 99 99 . 99 99 .3 ... . s
assessment:self_report                GET  .... .... 2... 2. 2. . .. .. .. ... . s
assessment:self_report                POST .... .... 3999 39 39 . 99 99 .9 ... . s
assessment:checks                     GET  .... .... .... .. .. . 22 22 .2 ... . s
assessment:checks                     POST .... .... .... .. .. . 99 99 .3 ... . s
assessment:adjustments                GET  .... .... .... .. .. . 22 22 .2 ... . s
assessment:adjustments                POST .... .... .... .. .. . 99 99 .3 ... . s
assessment:decide_adjustment          POST .... .... .... .. .. . 99 99 .3 ... . s
assessment:lodge                      GET  .... .... 2... 2. 2. . .. .. .. ... . s
assessment:lodge                      POST .... .... 3999 39 49 . 99 99 .9 ... . s
assessment:appeals                    GET  .... .... 2222 22 22 2 22 22 .2 ... . s
assessment:appeal                     GET  .... .... 2222 .. .. . 22 22 .2 ... . s
assessment:appeal                     POST .... .... 9999 .. .. . 99 99 .3 ... . s
assessment:appeal_file                GET  .... .... 2222 .. .. . 22 22 .2 ... . s
"""
REFUSALS = {
    "assessment:periods": "开启考核周期须由考核办考核员或主要负责人办理",
    "assessment:step": "开始自评须由考核办考核员或主要负责人办理",
    "assessment:self_report": "自评须由被考核单位主要负责人办理",
    "assessment:checks": "审核须由考核办考核员办理",
    "assessment:adjustments": "提出加减分须由考核办考核员或主要负责人办理",
    "assessment:decide_adjustment": (
        "认定须由考核办另一名人员（容错免责由考核办主要负责人、一票否决由市领导）办理"
    ),
    "assessment:lodge": "申诉须由被考核单位主要负责人办理",
    "assessment:appeal": (
        "提出复核意见须由考核办未参与该项计分（填报、核定、认定、审核、计算）且未提过意见的人员办理"
    ),
}


def lay() -> Scheme:
    """Lay last year's scheme with a month collecting, one reporting, one checked, one shown."""
    scheme = a_scheme(year=LAST_YEAR, since=date(LAST_YEAR, 1, 1), name="上年度综合考核办法")
    assert scheme.state == SchemeState.IN_FORCE
    steps = (PeriodState.COLLECTING, PeriodState.SELF_REPORTING, PeriodState.CHECKING)
    for month, state in enumerate(steps, 1):
        _month(scheme, month, state=state)
    checked = Period.objects.get(scheme=scheme, state=PeriodState.CHECKING)
    proposer = someone_of("市考核办", "计分员")
    Adjustment.objects.create(
        period=checked, unit=unit_named("市住建局"), points="0.5", reason="省级现场会推广",
        rule=CatalogueRule.objects.get(scheme=scheme, code="BRIGHT"),
        proposed_by=person_behind(proposer), proposer_name=proposer.person_name, proposed_at=now(),
    )  # fmt: skip
    _appeal(_month(
        scheme, 4, state=PeriodState.PUBLICITY, previewed_at=now(), publicity_since=day_of(now()),
        publicity_until=day_of(now()) + timedelta(days=9),
        appeal_until=day_of(now()) + timedelta(days=9),
    ))  # fmt: skip
    return scheme


def _month(scheme: Scheme, month: int, **more: Any) -> Period:
    last = date(LAST_YEAR, month, monthrange(LAST_YEAR, month)[1])
    return Period.objects.create(
        scheme=scheme, kind=PeriodKind.MONTH, label=f"{LAST_YEAR}-{month:02d}", opened_at=now(),
        since=last.replace(day=1), until=last, **more,
    )  # fmt: skip


def _appeal(period: Period) -> None:
    head = someone_of("市住建局", "局长")
    appeal = Appeal.objects.create(
        period=period, unit=unit_named("市住建局"), indicator=_line(period, "1.2"),
        ground="少计一项", lodged_by=person_behind(head), lodger_name=head.person_name,
        lodged_at=now(),
    )  # fmt: skip
    kept = files.keep("已验收".encode(), name="验收单.txt", by=head, at=now())
    AppealFile.objects.create(appeal=appeal, file=kept, name="验收单.txt")


def _line(period: Period, code: str) -> Indicator:
    return Indicator.objects.get(group__scheme=period.scheme_id, group__name=BUREAUS, code=code)


def posts() -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Return each page with what its address is about, and a post that could be done."""
    scheme = Scheme.objects.get(year=LAST_YEAR)
    by_state = {one.state: one for one in Period.objects.filter(scheme=scheme)}
    collecting, reporting, checked, shown = (
        by_state[state]
        for state in (
            PeriodState.COLLECTING,
            PeriodState.SELF_REPORTING,
            PeriodState.CHECKING,
            PeriodState.PUBLICITY,
        )
    )
    unit = unit_named("市住建局").pk
    rule = CatalogueRule.objects.get(scheme=scheme, code="BRIGHT").pk
    appeal, beside = Appeal.objects.get(period=shown), AppealFile.objects.get()
    waits = Adjustment.objects.get(period=checked)
    proposed = {"unit": unit, "rule": rule, "count": "1", "reason": "现场会推广"}
    about = f"indicator-{_line(shown, '1.1').pk}"
    return [
        ("assessment:periods", (), {"scheme": scheme.pk, "label": f"{LAST_YEAR}-06"}),
        ("assessment:steps", (collecting.pk,), {}),
        ("assessment:step", (collecting.pk,), {"verdict": "begin_self_report"}),
        ("assessment:self_report", (reporting.pk,), {"text": "任务按期完成"}),
        ("assessment:checks", (checked.pk,), {"unit": unit, "verdict": "AGREED"}),
        ("assessment:adjustments", (checked.pk,), proposed),
        ("assessment:decide_adjustment", (waits.pk,), {"verdict": "confirm"}),
        ("assessment:lodge", (shown.pk,), {"about": about, "ground": "少计一项"}),
        ("assessment:appeals", (), {}),
        ("assessment:appeal", (appeal.pk,), {"verdict": "REFUSE", "reason": "佐证不足"}),
        ("assessment:appeal_file", (beside.pk,), {}),
    ]
