"""The assessment's schemes and figures in the house: what is laid, its addresses, who comes there.

A scheme in force and the draft after it; a quarter whose investment figures 市住建局 gives.
"""

from typing import Any

from django.urls import reverse

from luoshi.assessment.models import Figure, Indicator, Period
from luoshi.assessment.terms import FigureState, RuleKind, SchemeState
from tests.assessed import COUNTIES, REACHED, a_period, a_scheme, figures
from tests.world import unit_named

DOORS = """
assessment:schemes                    GET  2222 2222 2222 22 22 2 22 22 22 222 . s
assessment:schemes                    POST 9999 9999 9999 99 99 9 99 99 93 999 . s
assessment:scheme                     GET  .... .... 2222 22 22 . 22 22 .2 ... . s
assessment:scheme_settings            GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:scheme_settings            POST .... .... .... .. .. . .. .. .3 ... . s
assessment:move_scheme                POST .... .... .... .. .. . .. .. .3 ... . s
assessment:copy_scheme                POST .... .... 9999 99 99 . 99 99 .3 ... . s
assessment:new_group                  GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:new_group                  POST .... .... .... .. .. . .. .. .3 ... . s
assessment:catalogue                  GET  .... .... 2222 22 22 . 22 22 .2 ... . s
assessment:new_rule                   GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:new_rule                   POST .... .... .... .. .. . .. .. .3 ... . s
assessment:scheme_excel               GET  .... .... 2222 22 22 . 22 22 .2 ... . s
assessment:take_in                    GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:take_in                    POST .... .... .... .. .. . .. .. .2 ... . s
assessment:targets                    GET  .... .... 2222 22 22 . 22 22 .2 ... . s
assessment:targets                    POST .... .... 9999 99 99 . 99 99 .3 ... . s
assessment:agree                      POST .... .... 3999 39 39 . .. .. .. ... . s
assessment:group                      GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:group                      POST .... .... .... .. .. . .. .. .3 ... . s
assessment:edit_group                 GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:edit_group                 POST .... .... .... .. .. . .. .. .3 ... . s
assessment:new_line                   GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:new_line                   POST .... .... .... .. .. . .. .. .3 ... . s
assessment:line                       GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:line                       POST .... .... .... .. .. . .. .. .3 ... . s
assessment:rule                       GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:rule                       POST .... .... .... .. .. . .. .. .3 ... . s
assessment:figures                    GET  2222 2222 2222 22 22 2 22 22 22 222 . s
assessment:figure_entry               GET  .... .... 2222 .. .. . 22 22 .2 ... . s
assessment:figure_entry               POST .... .... 3333 .. .. . 99 99 .9 ... . s
assessment:sign_figures               POST .... .... 3999 .. .. . 99 99 .9 ... . s
assessment:read_off                   POST .... .... 9999 .. .. . 99 99 .3 ... . s
assessment:figure_sheet               GET  .... .... 2222 .. .. . .. .. .. ... . s
assessment:figure_sheet               POST .... .... 3333 .. .. . 99 99 .9 ... . s
assessment:figure_excel               GET  .... .... 2222 .. .. . 22 22 .2 ... . s
assessment:figure                     GET  .... .... 2222 .. .. . 22 22 .2 ... . s
assessment:figure                     POST .... .... 3999 .. .. . 99 99 .9 ... . s
assessment:economy                    GET  2222 2222 2222 22 22 2 22 22 22 222 . s
"""
REFUSALS = {
    "assessment:schemes": "拟定办法须由考核办考核员办理",
    "assessment:copy_scheme": "复制办法须由考核办考核员办理",
    "assessment:targets": "下达目标须由考核办考核员办理",
    "assessment:agree": "确认目标须由被考核单位主要负责人办理",
    "assessment:figure_entry": "填报须由数据来源单位办理",
    "assessment:figure_sheet": "填报须由数据来源单位办理",
    "assessment:sign_figures": "核定须由数据来源单位主要负责人办理",
    "assessment:read_off": "取数须由考核办考核员办理",
    "assessment:figure": "退回须由数据来源单位主要负责人办理",
}
# Forms, tables of one scheme or period, and files that are handed out.
NO_LIST = {
    "assessment:schemes", "assessment:scheme", "assessment:scheme_settings",
    "assessment:new_group", "assessment:catalogue", "assessment:new_rule",
    "assessment:scheme_excel", "assessment:take_in", "assessment:targets", "assessment:group",
    "assessment:edit_group", "assessment:new_line", "assessment:line", "assessment:rule",
    "assessment:figures", "assessment:figure_entry", "assessment:figure_sheet",
    "assessment:figure_excel", "assessment:figure", "assessment:economy",
}  # fmt: skip
SOURCE = "市住建局"


def furnish(things: dict[str, Any]) -> None:
    """Lay a scheme in force, the draft after it, and a quarter with figures that wait."""
    scheme = a_scheme()
    draft = a_scheme(state=SchemeState.DRAFT, version=2, name="2026年考核办法第2版草案")
    draft.catalogue.filter(kind=RuleKind.VETO).update(approver_name="市委书记")
    Indicator.objects.filter(group__scheme=scheme, group__name=COUNTIES, code="3.1").update(
        source_unit=unit_named(SOURCE), monthly=True
    )
    period = a_period(scheme)
    made = figures(period, {"岚溪县": REACHED["岚溪县"]})
    Figure.objects.filter(pk=made["岚溪县", "3.1"].pk).update(state=FigureState.ENTERED)
    things |= {"scheme": scheme, "draft": draft, "period": period}
    things["figure"] = made["岚溪县", "3.1"]
    things["asked"] = Indicator.objects.get(group__scheme=scheme, group__name=COUNTIES, code="3.1")


def rows(things: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return each page's name, its address, and what is posted to it."""
    scheme, draft = things["scheme"], things["draft"]
    group = draft.groups.get(name=COUNTIES)
    line, rule = group.indicators.get(code="2.1"), draft.catalogue.get(code="BRIGHT")
    said = {"code": "2.1", "name": "按期反馈率", "weight": "10", "direction": "UP",
            "source": "ENTERED", "due_day": "18"}  # fmt: skip
    ruled = {"kind": "BONUS", "name": "典型经验", "points": "1"}
    grouped = {"name": "新组", "units": "市统计局", "ranked": "on", "mean": "ARITHMETIC"}
    own = {"name": COUNTIES, "units": "岚溪县、云渡县", "ranked": "on", "mean": "ARITHMETIC"}
    place = f"{things['asked'].pk}-{unit_named('云渡县').pk}"
    pasted = "分组\t编号\t指标\t权重\n综合组\t2.1\t按期反馈率\t10"
    year = {"year": "2027", "since": "2027-01-01"}
    return [
        _at("schemes", name="2028年办法", year="2028", since="2028-01-01"),
        _at("scheme", scheme.pk),
        _at("scheme_settings", draft.pk, **_settings()),
        _at("move_scheme", draft.pk, move="withdraw"),
        _at("copy_scheme", scheme.pk, **year),
        _at("new_group", draft.pk, **grouped),
        _at("catalogue", scheme.pk),
        _at("new_rule", draft.pk, code="NEW", **ruled),
        _at("scheme_excel", scheme.pk),
        _at("take_in", draft.pk, sheet="指标", text=pasted),
        _at("targets", scheme.pk, **{f"value-{place}": "8.5"}),
        _at("agree", scheme.pk),
        _at("group", group.pk),
        _at("edit_group", group.pk, **own),
        _at("new_line", group.pk, **(said | {"code": "9"})),
        _at("line", line.pk, **said),
        _at("rule", rule.pk, code="BRIGHT", **ruled),
        *_figures(things["period"], things["figure"], things["asked"]),
    ]  # fmt: skip


def _figures(
    period: Period, figure: Figure, asked: Indicator
) -> list[tuple[str, str, dict[str, Any]]]:
    place, source = f"{asked.pk}-{unit_named('云渡县').pk}", f"?source={unit_named(SOURCE).pk}"
    text = "指标\t单位\t数值\n固定资产投资增速\t云渡县\t8.8"
    return [
        _at("figures"),
        _at("figure_entry", period.pk, asked=source,
            **{f"value-{place}": "8.8"}),
        _at("sign_figures", period.pk, asked=source),
        _at("read_off", period.pk),
        _at("figure_sheet", period.pk, text=text, verdict="enter"),
        _at("figure_excel", period.pk, asked=source),
        _at("figure", figure.pk, verdict="send_back", reason="口径不符"),
        _at("economy"),
    ]  # fmt: skip


def _at(to: str, /, *args: Any, asked: str = "", **given: Any) -> tuple[str, str, dict[str, Any]]:
    return f"assessment:{to}", reverse(f"assessment:{to}", args=args) + asked, given


def _settings() -> dict[str, Any]:
    return {
        "since": "2026-07-01", "basis": "澄考发〔2026〕9号", "missing": "SPREAD", "smallest": "3",
        "excellent_share": "0.3", "good_share": "0.4", "excellent_floor": "90",
        "good_floor": "80", "pass_floor": "60", "publicity_days": "5", "appeal_days": "5",
        "decide_days": "10", "month_share": "0.2", "quarter_share": "0.3", "final_share": "0.5",
    } | {"name": "2026年考核办法第2版"}  # fmt: skip
