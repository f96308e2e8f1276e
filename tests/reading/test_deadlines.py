"""期限: the closed set of official phrases, against the day the paper bears."""

from datetime import date

import pytest

from luoshi.reading import read
from luoshi.reading.dating import day_in
from luoshi.reading.deadlines import Anchor, dues_in
from luoshi.reading.folding import fold
from luoshi.reading.marking import deadline_in
from luoshi.reading.terms import LimitUnit, TimeLimit
from luoshi.timelimits.calendar import SpecialDay
from luoshi.timelimits.official import official_calendar
from tests.reading import papers

APRIL = Anchor(2025, 4, 10)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2025年6月底前完成", "2025-06"),
        ("六月底前完成", "2025-06"),
        ("年底前完成", "2025-12"),
        ("年内完成", "2025-12"),
        ("今年内完成", "2025-12"),
        ("到2027年建成", "2027-12"),
        ("二〇二六年三月底前", "2026-03"),
        ("8月上旬拿出", "2025-08-10"),
        ("8月中旬前", "2025-08-20"),
        ("8月下旬前", "2025-08"),
        ("一季度末", "2025-03"),
        ("第三季度前", "2025-09"),
        ("本月底前", "2025-04"),
        ("月底前", "2025-04"),
        ("下月底前", "2025-05"),
        ("上半年", "2025-06"),
        ("10月25日前", "2025-10-25"),
        ("6月20日18:00前", "2025-06-20"),
        ("自5月1日起施行", "2025-05-01"),
        ("2025年4-6月", "2025-06"),
        ("2025年10月—2026年2月", "2026-02"),
        ("2023年起5年内", "2027-12"),
        ("“十五五”末", "2030-12"),
        ("印发之日起30日内", "2025-05-10"),
        ("明年1月份", "2026-01"),
        ("明年1月上旬", "2026-01-10"),
        ("明年春节前", "2026-02-14"),
        ("2026年春节前", "2026-02-14"),
        ("端午节前", "2025-05-30"),
        ("中秋节前", "2025-09-30"),
        ("“五一”前", "2025-04-30"),
        ("今年前三季度", "2025-09"),
        ("2025年至2027年", "2027-12"),
        ("6月15日至20日", "2025-06-20"),
        ("下月5日前", "2025-05-05"),
        ("4月15日下午5点前", "2025-04-15"),
        ("最迟6月30日", "2025-06-30"),
        ("2025.6.30前", "2025-06-30"),
        ("8月1日起至12月31日", "2025-12-31"),
        ("本周内", "2025-04-13"),
        ("本周末前", "2025-04-13"),
        ("文件印发之日起1个月内", "2025-05-10"),
        ("本通知印发后半年内", "2025-10-10"),
        ("印发之日起10个工作日内", "2025-04-24"),
    ],
)
def test_a_phrase_gives_the_last_day_it_allows(words, day):
    assert [due.resolved for due in dues_in(fold(words), APRIL)] == [day]


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("收到后3个工作日内", TimeLimit(3, LimitUnit.WORKING, "收到后")),
        ("批转之后1个月内", TimeLimit(1, LimitUnit.MONTH, "批转之后")),
        ("办结后两天内", TimeLimit(2, LimitUnit.CALENDAR, "办结后")),
        ("四个月内", TimeLimit(4, LimitUnit.MONTH)),
        ("受理之日起15日内", TimeLimit(15, LimitUnit.CALENDAR, "受理之日起")),
        ("24小时内", TimeLimit(24, LimitUnit.HOUR)),
        ("会后3个工作日内", TimeLimit(3, LimitUnit.WORKING, "会后")),
        ("办结后1天内", TimeLimit(1, LimitUnit.CALENDAR, "办结后")),
        ("收到本通知之日起10个工作日内", TimeLimit(10, LimitUnit.WORKING, "收到本通知之日起")),
        ("接到通知后半年内", TimeLimit(6, LimitUnit.MONTH, "接到通知后")),
        ("批复后半个月内", TimeLimit(15, LimitUnit.CALENDAR, "批复后")),
        ("开工后两年半内", TimeLimit(30, LimitUnit.MONTH, "开工后")),
        ("会议召开前3日", TimeLimit(3, LimitUnit.CALENDAR, "会议召开前")),
        ("合同到期前10个工作日", TimeLimit(10, LimitUnit.WORKING, "合同到期前")),
    ],
)
def test_a_limit_that_runs_from_an_event_is_told_in_its_parts_and_has_no_day(words, limit):
    (due,) = dues_in(words, APRIL)

    assert (due.resolved, due.limit) == ("", limit)


@pytest.mark.parametrize(
    "words",
    [
        "每月25日前", "每年12月20日前", "第126次会议", "3公里", "13日上午", "次月5日前报送",
        "离年底还有50天", "采用今年的办法", "5年内享受补贴", "3年内不得申报", "自6月起支付两年",
    ],
)  # fmt: skip
def test_days_that_recur_and_numbers_that_are_no_days_set_no_bound(words):
    assert list(dues_in(words, APRIL)) == []


def test_working_days_are_counted_by_the_calendar_of_the_place():
    local = official_calendar().with_days([SpecialDay(date(2025, 4, 14), False, "澄川建市日")])
    words = "市水务局要于本通知印发之日起5个工作日内将河道清淤台账报市政府办公室。"

    (plain,) = read(words, anchor=date(2025, 4, 10)).tasks
    (here,) = read(words, anchor=date(2025, 4, 10), calendar=local).tasks

    assert plain.deadline.resolved == "2025-04-17"
    assert here.deadline.resolved == "2025-04-18"
    marked = deadline_in("印发之日起5个工作日内", date(2025, 4, 10), local)
    assert marked.resolved == "2025-04-18"


def test_a_figure_that_is_scored_or_only_tells_which_sets_no_day():
    told = read("今年列入督办的2家企业，市应急局要驻点督办。", anchor="2025-03-12").tasks
    scored = read("各乡镇要建立巡查台账，年内无台账不得分。", anchor="2025-03-12").tasks

    assert {task.deadline for task in (*told, *scored)} == {None}


def test_without_an_anchor_only_a_year_that_is_written_gives_a_day():
    assert [due.resolved for due in dues_in("6月底前", None)] == [""]
    assert [due.resolved for due in dues_in("2025年6月底前", None)] == ["2025-06"]


def test_a_day_that_does_not_exist_is_not_made_up():
    assert [due.resolved for due in dues_in("2月30日前", APRIL)] == [""]


@pytest.mark.parametrize("words", ["2025-13", "三月", "2025-02-30", "25"])
def test_an_anchor_that_is_no_day_is_refused(words):
    with pytest.raises(ValueError):
        Anchor.of(words)


def test_a_month_means_its_last_day():
    (task,) = read("市水务局要于2024年2月底前制定清淤方案。", anchor="2024").tasks

    assert task.deadline.day == date(2024, 2, 29)


def test_the_day_in_the_bracket_holds_for_the_whole_item():
    tasks = read(
        "1.压减审批时限。承接好下放的许可事项，再下放一批权限。(牵头单位:市审批局;责任单位:市司法局,6月底完成)",
        anchor="2025-03-12",
    ).tasks

    assert [task.deadline.resolved for task in tasks] == ["2025-06"]


def test_a_day_set_for_what_was_said_before_holds_for_it_and_is_no_task():
    tasks = read(
        "市水务局要排查河道淤积情况，市财政局要落实清淤资金。以上工作要在6月底前完成。",
        anchor="2025",
    ).tasks

    assert [task.deadline.resolved for task in tasks] == ["2025-06", "2025-06"]


def test_a_limit_that_opens_a_paragraph_is_the_deadline_of_its_task():
    text = "市水务局要停止施工。\n收到本通知后3个工作日内报送整改方案。\n"
    task = read(text, anchor="2025").tasks[-1]

    assert task.deadline.raw == "收到本通知后3个工作日内"
    assert task.deadline.limit == TimeLimit(3, LimitUnit.WORKING, "收到本通知后")


def test_a_recurring_day_is_a_cadence_and_no_deadline():
    (task,) = read("各县区要于每月25日前将进展情况报市水务局。", anchor="2025").tasks

    assert (task.cadence.raw, task.deadline) == ("每月25日前", None)


def test_the_day_a_paper_bears_is_found_under_its_signature():
    assert day_in(papers.PLAN) == "2025-03-12"
    assert day_in("澄政办发〔2025〕17号\n各县区：") == "2025"
    assert day_in("澄川市人民政府\n二〇二五年三月十二日\n") == "2025-03-12"
    assert day_in("没有日期") == ""
