"""要素: every field beside words, lead and day; where it was read; what is only offered."""

from decimal import Decimal

import pytest

from luoshi.reading import read
from luoshi.reading.forms import exchange_form
from luoshi.reading.heads import head_of
from luoshi.reading.terms import Band, Direction, Flag, Ground, Head, How, Level, Source, Standing
from luoshi.site import cli
from tests.reading import papers


def one(words, anchor="2025-03-12"):
    (task,) = read(words, anchor=anchor).tasks
    return task


@pytest.mark.parametrize(
    ("words", "anchor", "raw", "day", "how"),
    [
        ("市水务局要在春节前完成清淤。", "2024-12-03", "春节前", "2025-01-27", How.FEAST),
        ("市水务局要在国庆节前完成清淤。", "2025-03-12", "国庆节前", "2025-09-30", How.FEAST),
        ("市水务局要在明年1月上旬前完成。", "2025-03-12", "明年1月上旬前", "2026-01-10",
         How.TEN_DAYS),
        ("市水务局要在6月底前完成清淤。", "2025-03-12", "6月底前", "2025-06", How.MONTH_END),
        ("市水务局要在三季度末完成清淤。", "2025-03-12", "三季度末", "2025-09", How.QUARTER_END),
        ("市水务局要在年底前完成清淤。", "2025-03-12", "年底前", "2025-12", How.YEAR_END),
        ("市水务局要自印发之日起5个工作日内报送方案。", "2024-12-03", "自印发之日起5个工作日内",
         "2024-12-10", How.COUNTED),
        ("市水务局要在会后3个工作日内报送方案。", "2025-03-12", "会后3个工作日内", "", How.EVENT),
        ("市水务局要在办结后1天内报告结果。", "2025-03-12", "办结后1天内", "", How.EVENT),
    ],
)  # fmt: skip
def test_a_deadline_shows_how_its_day_was_come_by(words, anchor, raw, day, how):
    deadline = one(words, anchor).deadline

    assert (deadline.raw, deadline.resolved, deadline.how) == (raw, day, how)


def test_a_year_that_is_not_in_the_words_is_said_to_be_filled_in():
    assert one("市水务局要在6月底前完成清淤。").deadline.filled
    assert not one("市水务局要在2025年6月底前完成清淤。").deadline.filled


def test_where_a_word_is_missing_the_reading_is_offered_and_not_applied():
    task = one("各县区要在3个工作内书面回复。")

    assert (task.deadline.raw, task.deadline.resolved) == ("3个工作内", "")
    assert task.deadline.offered == "3个工作日内"
    assert Flag.WORDS_MISSING in task.flags


@pytest.mark.parametrize(
    ("words", "offered"),
    [("于15日前", "3月15日前"), ("于5日前", "4月5日前"), ("在31号前", "3月31号前")],
)
def test_where_the_month_is_missing_the_next_such_day_is_offered_and_not_applied(words, offered):
    text = f"请各县区{words}将自查报告报市政府督查室。"

    (task,) = read(text, anchor="2026-03-10").tasks

    assert task.deadline.resolved == ""
    assert task.deadline.offered == offered
    assert Flag.WORDS_MISSING in task.flags


def test_a_day_of_every_month_and_one_before_a_meeting_offer_no_month():
    monthly = read("各县区每月于15日前报送进展情况。", anchor="2026-03-10").tasks
    before = read("各县区要在会议召开15日前报送材料。", anchor="2026-03-10").tasks

    assert [task.deadline for task in (*monthly, *before)] == [None, None]


@pytest.mark.parametrize("words", ["汛期前", "主汛期来临之前", "入汛前"])
def test_before_the_floods_is_a_deadline_without_a_day(words):
    (task,) = read(f"各县区要在{words}完成堤防险段排查。", anchor="2026-03-10").tasks

    assert task.deadline.raw == words
    assert (task.deadline.resolved, task.deadline.how) == ("", How.EVENT)


def test_a_range_keeps_both_its_ends_and_a_figure_what_it_is_measured_against():
    task = one("市发改委要确保全年增速达到5%-6%，能耗比2020年下降15%。")

    first, second = task.targets
    assert (first.raw, first.value, first.upto, first.direction) == (
        "5%-6%", Decimal(5), Decimal(6), Direction.AT_LEAST,
    )  # fmt: skip
    assert (second.value, second.unit, second.base) == (Decimal(15), "%", "比2020年")


def test_doubling_is_a_target_of_a_hundred_more_in_a_hundred():
    (target,) = one("市商务局要推动外贸进出口总额翻一番。").targets

    assert (target.value, target.unit, target.direction) == (100, "%", Direction.AT_LEAST)


def test_whose_approval_is_wanted_is_named():
    approval = one("市水务局要制定清淤办法，报市政府审定。").approval

    assert (approval.raw, approval.by, approval.deed) == ("报市政府审定", "市政府", "审定")


def test_in_which_case_it_is_owed_is_named():
    assert one("对逾期未整改的单位，市水务局要予以通报。").condition.raw == "对逾期未整改的单位"


def test_a_rhythm_in_the_bracket_is_no_party():
    task = one("全面排查河道淤积情况，建立台账。（市水务局牵头，市财政局配合，每月报送）")

    assert [party.name for party in task.lead] == ["市水务局"]
    assert [party.name for party in task.assist] == ["市财政局"]
    assert task.cadence.raw == "每月"
    assert [(reason.field, reason.source) for reason in task.reasons] == [("lead", Source.BRACKET)]


def test_of_several_leads_the_first_is_proposed_as_the_one_and_marked_as_inferred():
    reading = read("市水务局、市财政局要制定清淤办法。", anchor="2025")
    (task,) = reading.tasks
    (form,) = exchange_form(reading, "a")["tasks"]

    assert form["lead"] == ["市水务局", "市财政局"]
    assert task.sole.name == "市水务局"
    assert form["lead_inferred"] == {"name": "市水务局", "inference": "first named"}


def test_of_one_lead_nothing_is_inferred():
    reading = read("市水务局要制定清淤办法。", anchor="2025")

    assert exchange_form(reading, "a")["tasks"][0]["lead_inferred"] is None


def test_the_head_of_a_paper_is_read():
    assert head_of(papers.PLAN) == Head(
        "2025-03-12", "澄政办发〔2025〕17号", "澄川市人民政府办公室", Level.CITY
    )
    assert head_of("各县区要清淤。") == Head()


def test_every_sentence_is_answered_and_a_review_on_other_grounds_than_an_appeal():
    reading = read(papers.SPEECH, anchor="2025-03-12")
    answered = [
        (sentence.text.strip()[:4], answer.standing, answer.ground)
        for sentence, answer in zip(reading.sentences, reading.answers, strict=True)
    ]

    assert answered[2:] == [
        ("去年以来", Standing.NOT_OURS, Ground.TOLD),
        ("但是，一", Standing.NOT_OURS, Ground.DEFECT),
        ("大家要进", Standing.PRINCIPLE, Ground.APPEAL),
        ("下一步，", Standing.TASK, Ground.NONE),
    ]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("市水务局要开展排查，对瞒报的予以通报。", ["市水务局要开展排查", "对瞒报的予以通报"]),
        ("市水务局要制定办法，由市财政局进行评审。", ["市水务局要制定办法", "由市财政局进行评审"]),
        ("各县区要开展排查，力争6月底前全部完成。", ["各县区要开展排查", "力争6月底前全部完成"]),
        ("各县区要组织排查，有关情况年底前报市府。", ["各县区要组织排查", "有关情况年底前报市府"]),
        ("各县区要组织清淤，逾期未完成的，由市督查室约谈。",
         ["各县区要组织清淤", "逾期未完成的，由市督查室约谈"]),
        ("市水务局要开展排查，建立台账，落实责任。", ["市水务局要开展排查，建立台账，落实责任"]),
    ],
)  # fmt: skip
def test_a_task_ends_where_another_case_party_day_or_report_begins(words, parts):
    assert [task.text for task in read(words, anchor="2025-03-12").tasks] == parts


def test_whom_the_paper_is_addressed_to_leads_what_it_asks_for():
    words = "各县区人民政府，市政府各部门：\n请立即开展自查，并将自查情况报市水务局。\n"
    tasks = read(words, anchor="2025").tasks

    assert [party.name for party in tasks[0].lead] == ["各县区人民政府", "市政府各部门"]
    assert Source.ADDRESSEE in {reason.source for reason in tasks[0].reasons}


def test_a_row_that_only_names_what_the_next_cell_spells_out_is_no_task():
    table = (
        "序号 | 考核项目 | 考核内容 | 责任单位 |\n"
        "1 | 健全清淤工作制度 | 制定清淤管理办法，建立巡查台账，每月公布结果。 | 市水务局 |\n"
        "2 | 改造老旧泵站 | 6月底前改造老旧泵站12座，年底前全部投入使用。 | 市住建局 |\n"
    )
    tasks = read(table, anchor="2025").tasks

    assert [(task.text[:6], task.lead[0].name) for task in tasks] == [
        ("制定清淤管理", "市水务局"),
        ("6月底前改造", "市住建局"),
        ("年底前全部投", "市住建局"),
    ]


def test_a_plain_order_in_a_bracket_is_surer_than_an_appeal_in_a_speech():
    sure = read(papers.PLAN, anchor="2025-03-12").tasks[1]

    assert sure.band is Band.HIGH


def test_explain_names_the_rule_of_every_field(tmp_path, capsys):
    paper = tmp_path / "a.txt"
    paper.write_text(papers.PLAN, encoding="utf-8")

    assert cli.main(["read", str(paper), "--date", "2025-03-12", "--explain"]) == 0

    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[:4] == [
        "成文日期：2025-03-12",
        "文号：澄政办发〔2025〕17号",
        "制发机关：澄川市人民政府办公室",
        "层级：市级",
    ]
    assert "责任单位：市水务局 ← 责任括号" in lines
    assert "期限：2025年6月底前 → 2025-06 ← 事项自己的文字；只写月份，取当月最后一天" in lines
    assert "不列（标题）：三、工作要求" in lines


def test_a_leader_put_in_charge_is_a_person_and_the_unit_beside_him_leads():
    task = one("由苏文副市长牵头，市水务局具体负责，4月底前拿出清淤专项方案。")

    assert [party.name for party in task.lead] == ["市水务局"]
    assert [party.name for party in task.people] == ["苏文"]


def test_a_bracket_that_ends_in_a_day_keeps_its_parties():
    words = "要排查河道，建立台账。\n责任单位：各县区政府；完成时限：4月10日前\n"
    (task,) = read(words, anchor="2025").tasks

    assert [party.name for party in task.lead] == ["各县区政府"]
    assert task.deadline.resolved == "2025-04-10"


@pytest.mark.parametrize(
    ("words", "cadence"),
    [
        ("市水务局要随时报告突发险情。", "随时"),
        ("汛期市水务局要每2小时报告一次水情。", "每2小时"),
        ("各县区要于每周五前报送清淤进展情况。", "每周五前"),
        ("各县区要于每季度首月10日前报送清淤进展情况。", "每季度首月10日前"),
        ("各县区要于每月28日前将清淤台账报市水务局。", "每月28日前"),
        ("市水务局要每10天报送一次清淤进展情况。", "每10天报送一次"),
    ],
)
def test_how_often_is_told_as_written(words, cadence):
    (task,) = read(words, anchor="2025-03-12").tasks

    assert (task.cadence.raw, task.deadline) == (cadence, None)


def test_a_half_year_that_is_a_day_is_no_rhythm():
    (task,) = read("市水务局要在上半年完成清淤40公里。", anchor="2025-03-12").tasks

    assert (task.deadline.resolved, task.cadence) == ("2025-06", None)


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("市商务局要实现社会消费品零售总额两位数增长。", "10", "%"),
        ("市生态环境局要确保重点行业排放零增长。", "0", "%"),
        ("市工信局要推动规上工业增加值到2030年翻一番。", "100", "%"),
    ],
)
def test_figures_in_words_are_figures(words, value, unit):
    (task,) = read(words, anchor="2025-03-12").tasks

    assert [(str(one.value), one.unit) for one in task.targets] == [(value, unit)]


def test_the_case_before_who_acts_in_it_is_its_condition():
    (task,) = read("符合条件的，由市民政局在10个工作日内发放补助。").tasks

    assert task.condition.raw == "符合条件的"
    assert [one.name for one in task.lead] == ["市民政局"]


def test_what_is_counted_leaves_out_who_is_to_reach_it():
    (task,) = read("市教育局要新增学位2000至3000个。", anchor="2025-03-12").tasks

    assert [(one.metric, str(one.value), str(one.upto)) for one in task.targets] == [
        ("新增学位", "2000", "3000")
    ]
