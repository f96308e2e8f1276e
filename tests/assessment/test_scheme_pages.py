"""考核办法的页面: weights are typed in their places, and everything is refused with its reason."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from luoshi.assessment import parameters
from luoshi.assessment.method_guide import GUIDES
from luoshi.assessment.models import (
    AssessedGroup,
    CatalogueRule,
    Indicator,
    IndicatorTarget,
    Scheme,
)
from luoshi.assessment.named_numbers import wrong_parameter
from luoshi.assessment.terms import Method, RuleKind, SchemeState
from luoshi.trail.models import Entry
from tests.assessed import BUREAUS, COUNTIES, a_scheme
from tests.shell.pages import alerts, sign_in
from tests.world import someone_of, unit_named

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"assessment:{name}", args=args)


def assessor(client):
    return sign_in(client, someone_of("市考核办", "考核员"))


def head(client):
    return sign_in(client, someone_of("市考核办", "主任"))


def a_draft():
    scheme = a_scheme(state=SchemeState.DRAFT)
    scheme.catalogue.filter(kind=RuleKind.VETO).update(approver_name="市委书记")
    return scheme


def counties(scheme):
    return scheme.groups.get(name=COUNTIES)


def typed(group, **weights):
    """Return the table as posted: every line, some weights changed by code."""
    said = {}
    for one in group.indicators.all():
        said[f"name-{one.pk}"] = one.name
        said[f"weight-{one.pk}"] = weights.get(f"w{one.code.replace('.', '_')}", f"{one.weight:f}")
    return said


def test_an_assessor_begins_a_scheme_on_the_page(client):
    given = {"name": "2027年考核办法", "year": "2027", "since": "2027-01-01"}

    answer = assessor(client).post(page("schemes"), given)

    scheme = Scheme.objects.get()
    assert answer.url == page("scheme", scheme.pk)
    assert "施行前须改正2处" in client.get(answer.url).text


def test_others_have_no_form_and_are_told_why(client):
    sign_in(client, someone_of("岚溪县", "县长"))

    assert "拟草案" not in client.get(page("schemes")).text
    answer = client.post(page("schemes"), {"name": "甲", "year": "2027", "since": "2027-01-01"})
    assert answer.status_code == 409
    assert "拟定办法须由考核办考核员办理" in answer.text


def test_weights_are_typed_and_saved_together(client):
    scheme = a_draft()
    group = counties(scheme)

    answer = assessor(client).post(
        page("group", group.pk), typed(group, w1_1="25", w1_2="5"), follow=True
    )

    assert "已保存，改动2行" in answer.text
    assert group.indicators.get(code="1.1").weight == Decimal(25)


def test_a_sum_that_is_off_is_saved_and_said(client):
    scheme = a_draft()
    group = counties(scheme)

    answer = assessor(client).post(page("group", group.pk), typed(group, w1_1="19"), follow=True)

    assert "1“重点任务”下级权重合计39，应为40" in answer.text
    assert "－1" in answer.text
    refused = head(client).post(
        page("move_scheme", scheme.pk), {"move": "put_in_force", "once": str(uuid4())}
    )
    assert refused.status_code == 409
    assert "有1处须先改正" in alerts(refused)[0] or "有1处须先改正" in refused.text


def test_what_is_no_number_stays_as_typed(client):
    group = counties(a_draft())

    answer = assessor(client).post(page("group", group.pk), typed(group, w1_1="二十"))

    assert answer.status_code == 422
    assert "1.1的权重“二十”不是数字" in answer.text
    assert 'value="二十"' in answer.text
    assert group.indicators.get(code="1.1").weight == Decimal(20)


def test_nobody_else_types_weights(client):
    group = counties(a_draft())
    line = group.indicators.get(code="1.1")

    head(client)
    assert "保存名称和权重" not in client.get(page("group", group.pk)).text
    answer = client.post(page("group", group.pk), typed(group, w1_1="1"))

    assert answer.status_code == 409
    line.refresh_from_db()
    assert line.weight == Decimal(20)


def test_a_draft_is_not_there_for_whom_it_is_about(client):
    scheme = a_draft()
    group = counties(scheme)
    sign_in(client, someone_of("岚溪县", "县长"))

    line, rule = group.indicators.first(), scheme.catalogue.first()
    for address in (
        page("scheme", scheme.pk), page("group", group.pk), page("line", line.pk),
        page("rule", rule.pk), page("catalogue", scheme.pk), page("targets", scheme.pk),
        page("scheme_excel", scheme.pk), page("take_in", scheme.pk),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert scheme.name not in client.get(page("schemes")).text


def test_a_line_is_laid_below_another_with_its_method(client):
    group = counties(a_draft())
    above = group.indicators.get(code="3")
    given = {
        "code": "3.5", "name": "社会消费品零售总额增速", "weight": "0", "direction": "UP",
        "source": "ENTERED", "source_unit": "市统计局", "method": "RANK",
        "parameters": "step_share = 0.05", "due_day": "20", "frequency": "月度", "monthly": "on",
    }  # fmt: skip

    assessor(client).post(f"{page('new_line', group.pk)}?below={above.pk}", given)

    line = group.indicators.get(code="3.5")
    assert (line.parent, line.level, line.monthly) == (above, 2, True)
    assert (line.parameters, line.source_unit) == ({"step_share": "0.05"}, unit_named("市统计局"))


def test_a_line_behind_a_fence_is_refused_and_stays_as_typed(client):
    group = counties(a_draft())
    given = {
        "code": "5", "name": "政务信息采用篇数", "weight": "5", "direction": "UP",
        "source": "ENTERED", "due_day": "18",
    }  # fmt: skip

    answer = assessor(client).post(page("new_line", group.pk), given)

    assert answer.status_code == 409
    assert "不得将信息文章的报送采用和经验推介作为考核内容" in answer.text
    assert 'value="政务信息采用篇数"' in answer.text


def test_a_group_takes_units_pasted_from_a_sheet(client):
    scheme = a_draft()
    scheme.groups.get(name=BUREAUS).units.all().delete()
    given = {"name": "经济部门", "units": "市住建局\r\n市发改委\r\n市统计局", "ranked": "on",
             "mean": "ARITHMETIC"}  # fmt: skip

    assessor(client).post(page("new_group", scheme.pk), given)

    assert AssessedGroup.objects.get(name="经济部门").units.count() == 3


def test_a_veto_without_its_paper_is_refused_on_the_page(client):
    scheme = a_draft()
    given = {"code": "SAFETY", "kind": "VETO", "name": "重大事故", "points": "0"}

    answer = assessor(client).post(page("new_rule", scheme.pk), given)

    assert answer.status_code == 409
    assert "一票否决须有依据文号和批准人" in answer.text
    assert CatalogueRule.objects.filter(code="SAFETY").count() == 0


def test_the_head_puts_it_in_force_and_pressing_twice_is_once(client):
    scheme = a_draft()
    given = {"move": "put_in_force", "once": str(uuid4())}

    head(client).post(page("move_scheme", scheme.pk), given)
    client.post(page("move_scheme", scheme.pk), given)

    scheme.refresh_from_db()
    assert scheme.state == SchemeState.IN_FORCE
    assert Entry.objects.filter(deed="scheme.put_in_force").count() == 1


def test_a_scheme_in_force_is_read_by_a_unit_it_assesses(client):
    scheme = a_scheme()
    sign_in(client, someone_of("岚溪县", "承办人"))

    assert "重点任务完成率" in client.get(page("group", counties(scheme).pk)).text
    line = counties(scheme).indicators.get(code="1.1")
    assert "完成率法" in client.get(page("line", line.pk)).text


def test_a_unit_sees_its_own_targets_and_agrees_on_the_page(client):
    scheme = a_scheme()
    sign_in(client, someone_of("岚溪县", "县长"))

    shown = client.get(page("targets", scheme.pk)).text
    client.post(page("agree", scheme.pk), {"once": str(uuid4())})

    assert "岚溪县" in shown
    assert "云渡县" not in shown
    targets = Indicator.objects.get(group__name=COUNTIES, code="1.1").targets
    assert targets.get(unit=unit_named("岚溪县")).agreed_name == "岚溪县县长"
    assert targets.get(unit=unit_named("云渡县")).agreed_at is None


def test_what_is_wrong_leads_to_where_it_is_mended(client):
    scheme = a_draft()
    line = counties(scheme).indicators.get(code="3.1")
    Scheme.objects.filter(pk=scheme.pk).update(basis="")
    Indicator.objects.filter(pk=line.pk).update(method="")

    shown = assessor(client).get(page("scheme", scheme.pk)).text
    read = head(client).get(page("scheme", scheme.pk)).text

    assert f'<a href="{page("scheme_settings", scheme.pk)}">施行须有依据文号</a>' in shown
    assert f'<a href="{page("line", line.pk)}">3.1“固定资产投资增速”没有计分方法</a>' in shown
    assert "施行须有依据文号</td>" in read


def test_a_draft_says_which_lines_have_no_target_yet(client):
    scheme = a_draft()
    assessor(client)
    IndicatorTarget.objects.filter(indicator__group__scheme=scheme).delete()

    shown = client.get(page("scheme", scheme.pk)).text

    assert "没有下达以前不予考核；施行后也可以下达。<div>综合组：1.1、" in shown
    assert "目标值，还没有下达" in shown


def test_the_page_of_a_line_says_how_each_method_counts(client):
    group = counties(a_draft())

    shown = assessor(client).get(page("new_line", group.pk)).text

    assert [str(one.method) for one in GUIDES] == list(Method)
    assert "bands = 95:10, 85:8, 0:5" in shown
    assert [
        one.method
        for one in GUIDES
        if wrong_parameter(Indicator(method=one.method, parameters=parameters.meant(one.sample)))
    ] == []
    assert [
        one.method for one in GUIDES if wrong_parameter(Indicator(method=one.method, weight=1))
    ] == [one.method for one in GUIDES if one.needed and one.method != Method.MODIFIER]


def test_a_refused_row_of_the_table_is_named(client):
    group = counties(a_draft())

    answer = assessor(client).post(page("group", group.pk), typed(group, w1_2="-1"))

    name = group.indicators.get(code="1.2").name
    assert alerts(answer) == [f"“{name}”的权重不能是负数"]


def test_targets_are_typed_into_a_table(client):
    scheme = a_draft()
    line = counties(scheme).indicators.get(code="3.1")
    county = unit_named("岚溪县")
    given = {f"value-{line.pk}-{county.pk}": "8.5", "span": "Q2",
             "group": str(counties(scheme).pk)}  # fmt: skip

    assessor(client).post(page("targets", scheme.pk), given)

    target = line.targets.get(unit=county)
    assert (target.value, target.span) == (Decimal("8.5"), "2026-Q2")


def test_a_next_version_is_drafted_from_what_is_in_force(client):
    scheme = a_scheme()

    answer = assessor(client).post(
        page("copy_scheme", scheme.pk), {"year": "2026", "since": "2026-07-01"}
    )

    fresh = Scheme.objects.get(version=2)
    assert (answer.url, fresh.copied_from) == (page("scheme", fresh.pk), scheme)


def test_what_belongs_below_a_line_that_was_dropped_does_not_go_to_the_top(client):
    scheme = a_draft()
    gone = counties(scheme).indicators.get(code="4")
    gone.delete()
    said = {"code": "4.3", "name": "走访满意度", "weight": "5", "direction": "UP", "due_day": "18",
            "source": "ENTERED"}  # fmt: skip

    answer = assessor(client).post(f"{page('new_line', counties(scheme).pk)}?below={gone.pk}", said)

    assert answer.status_code == 404
    assert not Indicator.objects.filter(code="4.3").exists()


def test_a_frequency_is_chosen_and_what_an_import_said_stays(client):
    scheme = a_draft()
    line = counties(scheme).indicators.get(code="3.1")
    Indicator.objects.filter(pk=line.pk).update(frequency="每季度末")

    form = assessor(client).get(page("line", line.pk)).context["form"]

    assert [value for value, _words in form.fields["frequency"].choices] == [
        "", "月", "季", "半年", "年", "每季度末",
    ]  # fmt: skip


def test_a_head_agrees_to_the_targets_that_were_shown(client):
    scheme = a_scheme()
    target = counties(scheme).indicators.get(code="1.1").targets.get(unit=unit_named("岚溪县"))
    sign_in(client, someone_of("岚溪县", "县长"))
    shown = client.get(page("targets", scheme.pk)).context["seen"]
    type(target).objects.filter(pk=target.pk).update(value=200)

    answer = client.post(page("agree", scheme.pk), {"once": str(uuid4()), "seen": shown})

    assert (answer.status_code, "目标值在您打开之后已有变化" in answer.text) == (409, True)
    target.refresh_from_db()
    assert target.agreed_at is None


def test_targets_of_a_month_are_shown_like_those_of_a_quarter(client):
    scheme = a_scheme()
    line = counties(scheme).indicators.get(code="1.1")
    line.targets.create(unit=unit_named("岚溪县"), span="2026-05", value="95.5")

    answer = assessor(client).get(page("targets", scheme.pk), {"span": "05"})

    assert answer.context["spans"] == ["", "Q1", "Q2", "Q3", "Q4", "05"]
    assert 'value="95.5"' in answer.text
