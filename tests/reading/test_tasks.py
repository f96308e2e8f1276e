"""事项: what counts as a task, where it begins and ends, what it has to reach."""

from decimal import Decimal

import pytest

from luoshi.reading import read
from luoshi.reading.tasks import best_runs
from luoshi.reading.terms import Direction, Flag
from tests.reading import papers


def texts(paper, anchor="2025-03-12"):
    return [task.text for task in read(paper, anchor=anchor).tasks]


def test_a_plan_gives_its_tasks_in_order_without_numbers_brackets_and_full_stops():
    assert texts(papers.PLAN) == [
        "到2025年底，全市完成清淤河道120公里，水质达标率达到95%以上",
        "全面排查县级以上河道淤积情况，建立河道淤积台账",
        "2025年6月底前编制年度清淤计划",
        "并将计划报市发展改革委备案",
        "各县区要于每月25日前将进展情况报市水务局",
        "市政府督查室要定期开展督查",
        "对进度滞后的单位予以通报",
    ]


def test_a_speech_gives_the_order_and_not_the_review_nor_the_appeal():
    assert texts(papers.SPEECH) == ["市水务局要尽快制定清淤验收办法，9月底前报市政府审定"]


@pytest.mark.parametrize(
    "words",
    [
        "去年以来，全市清淤工作取得了明显成效。",
        "大家要进一步统一思想，提高认识。",
        "有的单位重视不够，工作不力。",
        "这是因为群众的要求越来越高。",
    ],
)
def test_reviews_defects_reasons_and_attitudes_are_no_tasks(words):
    assert texts(words) == []


@pytest.mark.parametrize(
    ("words", "value", "unit", "direction"),
    [
        ("达到95%以上", 95, "%", Direction.AT_LEAST),
        ("达到95%", 95, "%", Direction.EXACTLY),
        ("不低于92.5%", Decimal("92.5"), "%", Direction.AT_LEAST),
        ("不超过3次", 3, "次", Direction.AT_MOST),
        ("控制在30公里以内", 30, "公里", Direction.AT_MOST),
        ("超过700亿元", 700, "亿元", Direction.MORE_THAN),
        ("达到320万人左右", 320, "万人", Direction.ABOUT),
        ("达到1,200户", 1200, "户", Direction.EXACTLY),
        ("实现零增长", 0, "%", Direction.EXACTLY),
        ("实现全覆盖", 100, "%", Direction.EXACTLY),
        ("实现两位数增长", 10, "%", Direction.AT_LEAST),
        ("突破千亿元", 1000, "亿元", Direction.MORE_THAN),
    ],
)  # fmt: skip
def test_a_target_is_a_number_a_unit_and_a_side(words, value, unit, direction):
    (task,) = read(f"市水务局要确保年底前指标{words}。", anchor="2025").tasks
    (target,) = task.targets
    value_in_full = target.value * (10 if target.unit == "千亿元" else 1)

    if words == "突破千亿元":
        assert (value_in_full, target.unit) in {(1000, "亿元"), (10, "千亿元")} or (
            target.value,
            target.unit,
        ) == (1000, "亿元")
    else:
        assert (target.value, target.unit) == (value, unit)
    assert target.direction is direction


def test_a_target_striven_for_is_flagged_as_soft():
    (task,) = read("市商务局要力争全年引进企业20家以上。", anchor="2025").tasks

    assert Flag.SOFT_TARGET in task.flags


def test_the_product_is_named():
    (task,) = read("市水务局要于5月底前制定河道管护实施细则。", anchor="2025").tasks

    assert task.deliverable.raw == "河道管护实施细则"


def test_what_somebody_has_put_forward_is_no_product_of_the_task():
    (task,) = read("市水务局要根据市财政局提出的预算调整意见开展清淤。", anchor="2025").tasks

    assert task.deliverable is None


def test_confidence_lies_between_nothing_and_one_and_a_plain_order_is_well_above_half():
    tasks = read(papers.PLAN, anchor="2025-03-12").tasks

    assert all(0 < task.confidence <= 1 for task in tasks)
    assert max(task.confidence for task in tasks) > 0.9


def test_the_best_run_bridges_a_weak_clause_between_two_strong_ones():
    assert best_runs([2.0, -0.5, 2.0]) == [(0, 2)]
    assert best_runs([2.0, -3.0, 2.0]) == [(0, 0), (2, 2)]
    assert best_runs([-1.0, -1.0]) == []
    assert best_runs([]) == []


@pytest.mark.parametrize(
    "words",
    [
        "会后及时分解任务，市水务局要制定河道清淤计划。",
        "各县区要加大清淤督办力度，督促企业限期完成整改。",
        "市水务局收到清淤验收申请后，根据分级负责的原则，市水务局应当组织现场验收。",
        "对需整改的清淤企业，市水务局要下发整改通知书。",
    ],
)
def test_what_leads_to_a_party_or_is_urged_by_it_is_one_task_with_it(words):
    assert texts(words) == [words[:-1]]


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("市水务局要制定清淤计划，市财政局要落实清淤资金。", "市财政局要落实清淤资金"),
        ("市水务局要开展清淤排查，同时，要建立河道巡查制度。", "要建立河道巡查制度"),
        (
            "对清淤项目要一年检查一次，检查报告要及时报送市水务局。",
            "检查报告要及时报送市水务局",
        ),
    ],
)
def test_another_party_another_order_or_a_report_to_send_is_another_task(words, second):
    assert texts(words) == [words[: words.index("，")], second]


def test_what_a_review_tells_is_no_task_until_somebody_is_bound():
    speech = (
        "在全市清淤工作会议上的讲话\n同志们：\n去年以来，清淤工作取得了明显成效。"
        "全面清理县级河道，把淤积河段全部登记入册。\n下一步，市水务局要制定支流清淤计划。"
    )

    assert texts(speech) == ["市水务局要制定支流清淤计划"]


def test_hollow_words_are_less_sure_than_a_plan_to_make():
    hollow, plan = read(
        "各县区要加强对清淤工作的组织领导。市水务局要制定清淤计划。", anchor="2025"
    ).tasks

    assert hollow.confidence < plan.confidence


def test_what_is_required_by_a_day_is_a_task_though_a_heading_that_says_so_is_none():
    (task,) = read("市政府要求6月底前完成老城区雨污分流改造。", anchor="2026-03-10").tasks

    assert task.text == "市政府要求6月底前完成老城区雨污分流改造"
    assert task.deadline.resolved == "2026-06"
    assert read("市政府要求6月底前完成老城区雨污分流改造", anchor="2026-03-10").tasks == ()
