"""导入导出: a scheme goes out as a workbook, comes in again unchanged, and says every fault."""

import pytest
from django.urls import reverse

from luoshi.assessment import sheets
from luoshi.assessment.fences import refusal_of
from luoshi.assessment.models import Indicator
from luoshi.assessment.operations import taking_in
from luoshi.assessment.terms import RuleKind, SchemeState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.papers import tables
from luoshi.papers.sheets import read_book, read_rows
from tests.assessed import COUNTIES, a_scheme
from tests.shell.pages import sign_in
from tests.world import MONDAY_NINE, someone_of

pytestmark = pytest.mark.django_db


def assessor():
    return someone_of("市考核办", "考核员")


def a_draft():
    scheme = a_scheme(state=SchemeState.DRAFT)
    scheme.catalogue.filter(kind=RuleKind.VETO).update(approver_name="市委书记")
    return scheme


def pasted(*lines, name=sheets.LINES):
    text = "\n".join(lines)
    return {name: sheets.pasted(text, sheets.columns()[name], name=name)}


def rehearsed(scheme, book):
    return taking_in.rehearse(scheme, book, by=assessor(), at=MONDAY_NINE)


def test_what_goes_out_comes_in_again_and_changes_nothing():
    scheme = a_draft()
    book = read_book(sheets.workbook(scheme, at=MONDAY_NINE), sheets.columns()).sheets

    report = rehearsed(scheme, book)

    assert [(one.title, one.why) for one in report.verdicts if one.fate != taking_in.SAME] == []
    assert len(report.verdicts) > 30
    with pytest.raises(Unmet, match="没有需要写入的内容"):
        taking_in.take_in(scheme, book, by=assessor(), at=MONDAY_NINE)


def test_a_whole_scheme_is_rebuilt_from_its_workbook():
    source = a_draft()
    book = read_book(sheets.workbook(source, at=MONDAY_NINE), sheets.columns()).sheets
    source.groups.all().delete()
    source.catalogue.all().delete()

    report = taking_in.take_in(source, book, by=assessor(), at=MONDAY_NINE)

    assert {one.fate for one in report.verdicts} == {taking_in.NEW}
    assert source.groups.count() == 2
    assert Indicator.objects.get(group__name=COUNTIES, code="1.1").parent.code == "1"
    assert source.catalogue.count() == 6


def test_a_rehearsal_writes_nothing():
    scheme = a_draft()
    book = pasted("分组\t编号\t指标\t权重", "综合组\t1.1\t重点任务完成率\t25")

    report = rehearsed(scheme, book)

    assert [one.fate for one in report.verdicts] == [taking_in.CHANGED]
    assert Indicator.objects.get(group__name=COUNTIES, code="1.1").weight == 20


def test_every_row_that_is_wrong_is_named_with_its_reason():
    scheme = a_draft()
    book = pasted(
        "分组\t编号\t指标\t权重\t来源单位\t方法参数",
        "综合组\t9.1\t获省领导批示件数\t5\t\t",
        "无此组\t1\t甲\t5\t\t",
        "综合组\t5\t乙\t五\t\t",
        "综合组\t6\t丙\t5\t市火星局\t",
        "综合组\t7\t丁\t5\t\tstep_share 0.05",
        "综合组\t8\t戊\t5\t\t",
        "综合组\t8\t戊\t5\t\t",
    )

    report = rehearsed(scheme, book)

    assert [(one.row, one.why) for one in sorted(report.refused, key=lambda one: one.row)] == [
        (2, refusal_of("获省领导批示件数")),
        (3, "没有分组“无此组”"),
        (4, "“五”不是数字。"),
        (5, "单位“市火星局”不认得"),
        (6, "“step_share 0.05”读不懂，请写成：名称 = 数值"),
        (8, "与第7行重复"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "row", "why"),
    [
        (sheets.LINES, {"权重": "1e25"}, "“甲”的1e+25超出可记录的范围，请核对"),
        (sheets.LINES, {"最高分": "1e20"}, "“甲”的1e+20超出可记录的范围，请核对"),
        (sheets.TARGETS, {"目标值": "1e15"}, "“目标值”的1e+15超出可记录的范围，请核对"),
        (sheets.TARGETS, {"周期": "2026-Q9"}, "周期“2026-Q9”应写作2026-Q2或2026-06，全年的空着"),
        (sheets.TARGETS, {"周期": "2025-Q1"}, "周期“2025-Q1”应写作2026-Q2或2026-06，全年的空着"),
        (sheets.TARGETS, {"编号": "1"}, "1有下级指标，目标值设在下级"),
        (sheets.RULES, {"每件分值": "1e20"}, "“甲”的1e+20超出可记录的范围，请核对"),
    ],
)
def test_what_no_table_could_keep_or_nothing_would_read_is_named(name, row, why):
    given = {
        sheets.LINES: {"分组": COUNTIES, "编号": "9", "指标": "甲", "权重": "5"},
        sheets.TARGETS: {"分组": COUNTIES, "编号": "1.1", "单位": "岚溪县", "目标值": "5"},
        sheets.RULES: {"编号": "X", "类别": "扣分", "事项": "甲"},
    }[name] | row

    report = rehearsed(a_draft(), pasted("\t".join(given), "\t".join(given.values()), name=name))

    assert [one.why for one in report.verdicts] == [why]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (sheets.LINES, ("分组\t编号\t指标\t权重", "综合组\t9\t甲\t5", "综合组\t9\t乙\t7")),
        (sheets.RULES, ("编号\t类别\t事项", "X\t扣分\t甲", "X\t加分\t乙")),
    ],
)
def test_of_two_rows_of_one_code_none_is_lost_silently(name, rows):
    report = rehearsed(a_draft(), pasted(*rows, name=name))

    assert [(one.fate, one.why) for one in report.verdicts] == [
        (taking_in.NEW, ""),
        (taking_in.REFUSED, "与第2行重复"),
    ]


def test_a_line_that_stands_before_the_one_it_belongs_to_is_named():
    report = rehearsed(
        a_draft(), pasted("分组\t编号\t指标\t权重", "综合组\t9.1\t甲\t5", "综合组\t9\t乙\t5")
    )

    assert [one.why for one in report.refused] == ["上级9在第3行，请排到前面"]


def test_what_excel_reckoned_comes_in_rounded_and_changes_nothing_the_next_time():
    scheme, book = a_draft(), pasted("分组\t编号\t指标\t权重", "综合组\t9\t甲\t33.33333333333333")

    taking_in.take_in(scheme, book, by=assessor(), at=MONDAY_NINE)

    assert str(Indicator.objects.get(code="9").weight) == "33.3333"
    assert rehearsed(scheme, book).idle


def test_one_bad_row_keeps_all_out():
    scheme = a_draft()
    book = pasted(
        "分组\t编号\t指标\t权重",
        "综合组\t1.1\t重点任务完成率\t25",
        "综合组\t9\t会议召开次数\t5",
    )

    with pytest.raises(Unmet, match="有1处不能导入"):
        taking_in.take_in(scheme, book, by=assessor(), at=MONDAY_NINE)

    assert Indicator.objects.get(group__name=COUNTIES, code="1.1").weight == 20


def test_what_was_shown_is_what_is_done():
    scheme = a_draft()
    book = pasted("分组\t编号\t指标\t权重", "综合组\t1.1\t重点任务完成率\t25")
    report = rehearsed(scheme, book)
    Indicator.objects.filter(code="1.1").update(weight=25)

    with pytest.raises(NotFromHere, match="草案在试算之后已有变化"):
        taking_in.take_in(scheme, book, by=assessor(), at=MONDAY_NINE, seen=report.fingerprint)


def test_nobody_but_an_assessor_takes_in():
    book = pasted("分组\t编号\t指标\t权重", "综合组\t1.1\t重点任务完成率\t25")

    with pytest.raises(NotYours, match="导入须由考核办考核员办理"):
        taking_in.take_in(a_draft(), book, by=someone_of("市考核办", "主任"), at=MONDAY_NINE)


def test_what_is_in_force_takes_nothing_in():
    book = pasted("分组\t编号\t指标\t权重", "综合组\t1.1\t重点任务完成率\t25")

    with pytest.raises(NotFromHere):
        taking_in.take_in(a_scheme(), book, by=assessor(), at=MONDAY_NINE)


def test_an_empty_cell_keeps_what_stands():
    scheme = a_draft()
    book = pasted("分组\t编号\t指标\t权重", "综合组\t2.2\t督办通知单逾期\t11")

    taking_in.take_in(scheme, book, by=assessor(), at=MONDAY_NINE)

    line = Indicator.objects.get(group__name=COUNTIES, code="2.2")
    assert (line.weight, line.method, line.parameters) == (11, "DEDUCTION", {"each": "0.5"})


def test_a_table_is_pasted_rehearsed_and_confirmed_on_the_page(client):
    scheme = a_draft()
    address = reverse("assessment:take_in", args=[scheme.pk])
    text = "分组\t编号\t指标\t权重\n综合组\t1.1\t重点任务完成率\t25"
    sign_in(client, assessor())

    shown = client.post(address, {"text": text, "sheet": sheets.LINES})
    seen = shown.context["report"].fingerprint
    client.post(address, {"text": text, "sheet": sheets.LINES, "seen": seen})

    assert "确认导入" in shown.text
    assert Indicator.objects.get(group__name=COUNTIES, code="1.1").weight == 25


def test_each_heading_a_paste_lacks_is_named_once():
    scheme = a_draft()
    book = pasted("编号\t岚溪县\t云渡县", "1.1\t95\t95", "1.2\t90\t90", name=sheets.TARGETS)

    report = rehearsed(scheme, book)

    assert [one.why for one in report.refused] == [
        "缺少“分组”这一列。",
        "缺少“单位”这一列。",
        "缺少“目标值”这一列。",
    ]


def test_a_workbook_that_lacks_a_heading_is_refused_and_not_an_accident():
    scheme = a_draft()
    [group, *others] = sheets.columns()[sheets.TARGETS]
    content = tables.write_book(
        [tables.Page(sheets.TARGETS, others, [{"code": "1.1", "unit": "岚溪县", "value": 95}])],
        at=MONDAY_NINE,
    )
    sheet = read_rows(content, [group, *others])

    report = rehearsed(scheme, {sheets.TARGETS: sheet})

    assert [one.why for one in report.verdicts] == ["缺少“分组”这一列。"]


def test_a_paste_without_headings_is_told_what_they_are(client):
    scheme = a_draft()
    sign_in(client, assessor())

    answer = client.post(
        reverse("assessment:take_in", args=[scheme.pk]), {"text": "甲\t乙", "sheet": sheets.LINES}
    )

    assert answer.status_code == 409
    assert "没有找到表头" in answer.text


@pytest.mark.parametrize(
    ("unit", "title", "whose"),
    [
        ("市考核办", "考核员", 6),
        ("市政府", "市长", 6),
        ("岚溪县", "县长", 1),
        ("市统计局", "局长", 0),
    ],
)
def test_what_goes_out_to_a_unit_has_its_own_targets_alone(client, unit, title, whose):
    path = reverse("assessment:scheme_excel", args=[a_scheme().pk])

    answer = sign_in(client, someone_of(unit, title)).get(path)

    rows = read_book(answer.content, sheets.columns()).sheets[sheets.TARGETS].rows
    assert len({one.text("unit") for one in rows}) == whose


def test_no_more_rows_are_taken_in_at_once_than_any_scheme_has():
    lines = ("分组\t编号\t指标\t权重", *(f"{COUNTIES}\t{at}\t新\t5" for at in range(2_001)))

    with pytest.raises(Unmet, match="“指标”有2001行，一次最多导入2000行"):
        rehearsed(a_draft(), pasted(*lines))
