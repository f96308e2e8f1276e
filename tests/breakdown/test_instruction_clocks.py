"""报动态、报结果: the clocks of an instruction besides its own date, and what stops them."""

from datetime import date, timedelta

import pytest

from luoshi.breakdown import clocks
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import drafts, lists, matters, suspending
from luoshi.breakdown.operations.takeover import Record, take_over
from luoshi.dues.models import Due
from luoshi.dues.queries import working_of
from luoshi.dues.terms import DueKind
from luoshi.intake import operations as intake
from luoshi.intake.terms import SourceType, Urgency
from luoshi.reporting.operations import claims, reports
from luoshi.timelimits.days import day_of
from tests.book import Book
from tests.invariants import broken
from tests.road import (
    ALL_SO,
    ASSIST,
    BASIS,
    DUE,
    LEAD,
    S,
    a_report,
    add_draft,
    answer_the_rest,
    bring,
    hear_everybody,
    notice_to,
    the,
)
from tests.world import MONDAY, MONDAY_NINE, nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
TEXT = "批示件\n请市住建局抓紧治理澄河路积水。\n请各单位认真落实。\n"


def an_instruction(
    *, urgency=Urgency.ORDINARY, kind="instruction", due_date=DUE, words="", at=MONDAY_NINE
):
    """Issue one matter that comes of an instruction, its date named by the paper or by nobody."""
    officer = the("督查员")
    paper = intake.Paperwork(
        title="关于澄河路积水的批示",
        source=SourceType.INSTRUCTION if kind == "instruction" else SourceType.UPPER_DOCUMENT,
        kind=kind,
        issued_date=day_of(at),
        received_date=day_of(at),
        urgency=urgency,
    )
    document = intake.take_in(TEXT.encode(), TEXT, name="批示.txt", paper=paper, by=officer, at=at)
    opened = lists.open_list(document, by=officer, at=at)
    for found in opened.drafts.all():
        drafts.skip(found, by=officer, reason="另列事项")
    add_draft(opened, "治理澄河路积水", due_date=due_date)
    opened.drafts.filter(title="治理澄河路积水").update(due_words=words)
    answer_the_rest(document)
    lists.submit(opened, by=officer, at=at)
    signer = the("主任") if kind != "instruction" else someone_of("市政府办公室", "秘书长")
    lists.approve(opened, by=signer, at=at, basis=BASIS)
    lists.issue(opened, by=the("主任"), at=at)
    return opened.matters.get()


def owed(matter, *kinds):
    rows = Due.objects.filter(about_id=str(matter.pk), kind__in=kinds, excused_at__isnull=True)
    return [(one.kind, one.due_date, one.met_date) for one in rows.order_by("due_date", "kind")]


def firsts(matter):
    return owed(matter, DueKind.STATUS, DueKind.RESULT)


def test_an_instruction_without_a_day_asks_for_status_in_three_and_result_in_seven_days():
    matter = an_instruction()

    assert firsts(matter) == [
        (DueKind.STATUS, date(2026, 6, 4), None),
        (DueKind.RESULT, date(2026, 6, 8), None),
    ]
    status = Due.objects.get(about_id=str(matter.pk), kind=DueKind.STATUS)
    assert (status.debtor, status.creditor) == (matter.lead, matter.office)
    assert (status.rule, working_of(status)) == (
        "INSTRUCTION_STATUS",
        "下达 6月1日(一) + 3天 → 6月4日(四)",
    )


def test_where_the_paper_names_a_day_the_result_is_owed_by_that_day_and_not_twice():
    matter = an_instruction(words="9月底前")

    assert firsts(matter) == [(DueKind.STATUS, date(2026, 6, 4), None)]


def test_a_day_sooner_than_the_limit_is_the_days_own():
    matter = an_instruction(due_date=date(2026, 6, 5))

    assert firsts(matter) == [(DueKind.STATUS, date(2026, 6, 4), None)]


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.EXTRA_URGENT])
def test_an_urgent_one_is_answered_at_once_and_its_result_in_five_days(urgency):
    matter = an_instruction(urgency=urgency)

    assert firsts(matter) == [
        (DueKind.STATUS, MONDAY, None),
        (DueKind.RESULT, date(2026, 6, 8), None),
    ]


def test_an_upper_policy_is_worked_out_within_a_month():
    matter = an_instruction(kind="local_policy")

    assert firsts(matter) == [(DueKind.RESULT, date(2026, 7, 1), None)]


def test_an_ordinary_matter_has_neither():
    assert firsts(an_instruction(kind="ordinary")) == []


def test_the_first_report_answers_the_status_and_not_the_ten_days_to_come():
    matter = an_instruction()
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)

    said = a_report(matter, at=nine_on(6, 3))

    assert firsts(matter)[0] == (DueKind.STATUS, date(2026, 6, 4), date(2026, 6, 3))
    assert said.period == "2026-06-03"
    assert {met for _kind, _due, met in owed(matter, DueKind.REPORT)} == {None}


def test_a_report_whose_own_day_is_near_answers_both_so_that_nobody_writes_twice():
    matter = an_instruction()
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)

    said = a_report(matter, at=nine_on(6, 10))

    assert said.period == "2026-06-T1"
    assert firsts(matter)[0][2] == date(2026, 6, 10)
    assert owed(matter, DueKind.REPORT)[0][2] == date(2026, 6, 10)


def test_the_claim_stops_the_clock_of_the_result_at_its_day():
    matter = an_instruction()
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)
    bring(matter, S.CLAIMED, at=nine_on(6, 5))

    for state in (S.VERIFYING, S.DECIDING, S.COMPLETED):
        bring(matter, state, at=nine_on(6, 12))

    assert firsts(matter) == [
        (DueKind.STATUS, date(2026, 6, 4), date(2026, 6, 5)),
        (DueKind.RESULT, date(2026, 6, 8), date(2026, 6, 5)),
    ]


def test_a_claim_sent_back_lets_the_result_run_on_as_if_nothing_had_been_claimed():
    matter = an_instruction()
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)
    bring(matter, S.CLAIMED, at=nine_on(6, 5))

    claims.fail_review(
        matter, by=the("督查员"), at=nine_on(6, 9), reason="缺验收记录",
        rework_date=date(2026, 6, 20), checks=ALL_SO,
    )  # fmt: skip

    result = Due.objects.get(about_id=str(matter.pk), kind=DueKind.RESULT)
    assert (result.claimed_date, result.met_date) == (None, None)


def test_a_status_nobody_gave_is_a_missing_report_in_the_matters_light():
    matter = an_instruction()

    row = Matter.objects.get(pk=matter.pk)

    assert (row.report_warn_date, row.missed_date) == (date(2026, 6, 1), date(2026, 6, 5))
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)
    a_report(matter, at=nine_on(6, 3))
    assert Matter.objects.get(pk=matter.pk).missed_date == date(2026, 6, 11)


def test_another_lead_owes_it_afresh_and_the_first_no_more():
    matter = an_instruction()
    matters.return_(
        matter, by=the("局长", LEAD), at=nine_on(6, 2), reason="不属本局", proposed_unit="市发改委"
    )

    matters.reassign(
        matter, unit_named("市发改委"), by=the("主任"), at=nine_on(6, 3), reason="职责所在"
    )

    rows = Due.objects.filter(about_id=str(matter.pk), kind=DueKind.STATUS).order_by("id")
    assert [(one.debtor.short_name, one.due_date, one.excuse) for one in rows] == [
        (LEAD, date(2026, 6, 4), "已重新交办"),
        ("市发改委", date(2026, 6, 8), ""),
    ]


@pytest.mark.parametrize(("day", "met"), [(3, None), (9, date(2026, 6, 9))])
def test_nothing_is_asked_while_it_stands_still_and_what_was_late_stays_late(day, met):
    matter = an_instruction()
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)

    suspending.suspend(
        matter, by=someone_of("市政府办公室", "秘书长"), at=nine_on(6, day), cause="APPROVAL",
        reason="等待上级批复", review_date=date(2026, 6, 25),
    )  # fmt: skip

    status = Due.objects.get(about_id=str(matter.pk), kind=DueKind.STATUS)
    assert (status.met_date, bool(status.excused_at)) == (met, met is None)


def test_what_came_over_from_paper_was_answered_there():
    record = Record(
        page="1", paper_number="7", recorded_date=MONDAY - timedelta(days=30), title="续建粮库",
        requirement="续建粮库", standard="通过验收", lead=unit_named("市发改委"), due_date=DUE,
        kind="instruction", cadence="TEN_DAYS", done="已完成主体",
    )  # fmt: skip

    [matter] = take_over("批示台账", [record], by=the("主任"), at=MONDAY_NINE)

    assert firsts(matter) == []


def test_a_correction_is_owed_by_the_rule_of_the_city():
    matter = an_instruction()
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)
    said = a_report(matter, at=nine_on(6, 3))

    reports.send_back(said, by=the("督查员"), at=nine_on(6, 4), reason="数字不符")

    again = Due.objects.get(about_id=str(matter.pk), rule=clocks.CORRECTION)
    assert (again.kind, again.due_date) == (DueKind.REPORT, date(2026, 6, 8))
    assert working_of(again) == "通知 6月4日(四) + 2个工作日 → 6月8日(一)"


def test_the_units_beside_the_lead_still_owe_their_opinion_in_three_working_days():
    matter = an_instruction()

    [(_kind, day, _met)] = owed(matter, DueKind.OPINION)

    assert day == date(2026, 6, 4)
    hear_everybody(matter, at=nine_on(6, 2))
    assert owed(matter, DueKind.OPINION)[0][2] == date(2026, 6, 2)
    assert notice_to(ASSIST, matter.list).unit.short_name == ASSIST


def test_a_first_word_nobody_is_asked_for_is_seen_in_the_record():
    an_instruction()
    assert broken(Book()) == []

    Due.objects.filter(kind=DueKind.STATUS).update(
        excused_at=MONDAY_NINE, excuse="忘了", debtor=unit_named("市统计局")
    )

    assert [one for one in broken(Book()) if "STATUS" in one] != []
