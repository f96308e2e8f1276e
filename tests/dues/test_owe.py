"""应办: a unit owes something by a day, and the day shows how it came about."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from luoshi.dues import operations, queries
from luoshi.dues.models import Due
from luoshi.dues.operations import Promise
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import Unmet
from luoshi.timelimits.rules import Limit, Rule, Start, Unit
from tests.dues.town import BRIDGE, ROAD, again, completion, owed
from tests.world import MONDAY, MONDAY_NINE, nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db


def test_three_working_days_from_the_eve_of_national_day_are_shown_with_their_working():
    due = again(owed(since=date(2026, 9, 30)))

    assert due.due_date == due.original_due_date == date(2026, 10, 10)
    assert queries.working_of(due) == (
        "收到 9月30日(三) + 3个工作日；10月1-7日放假 → 10月10日(六,调休上班)"
    )


def test_a_due_stores_the_days_its_light_changes():
    due = completion(date(2026, 6, 30))

    # Four working days before it, counted back, three are left after that day; a fifth of the
    # 29 days would be the 25th.
    assert due.warn_date == date(2026, 6, 25)
    assert due.severe_date == date(2026, 7, 8)


def test_a_short_limit_warns_from_its_first_day():
    due = owed(DueKind.RECEIPT, rule="RECEIPT")

    assert (due.due_date, due.warn_date) == (date(2026, 6, 2), MONDAY)


def test_the_title_and_the_debtor_are_kept_as_they_were():
    due = owed(due_time=time(17, 30))

    assert str(due) == "答复意见：城东路改造"
    assert (due.about_kind, due.about_id) == ("matter", "road")
    assert due.debtor == unit_named("市住建局")
    assert due.due_time == time(17, 30)


def test_a_day_beyond_the_official_calendar_is_provisional():
    assert completion(date(2027, 3, 31)).provisional
    assert not completion(date(2026, 12, 31), about=BRIDGE).provisional


def test_a_whole_notice_is_owed_in_a_constant_number_of_queries(django_assert_num_queries):
    units = [unit_named(name) for name in ("市住建局", "市财政局", "市统计局", "岚溪县")]
    office = unit_named("市政府督查室")
    queries.calendar_here()

    def promised(debtors):
        return [
            Promise(DueKind.RECEIPT, unit, ROAD, MONDAY, rule="RECEIPT", creditor=office)
            for unit in debtors
        ]

    # a savepoint and its release, the calendar's two, the lights' numbers, the rules' two, the
    # closing hour, one insert
    with django_assert_num_queries(9):
        operations.owe_many(promised(units[:1]))
    with django_assert_num_queries(9):
        operations.owe_many(promised(units[1:]))


def test_the_same_thing_is_not_owed_twice_at_once():
    owed()

    with pytest.raises(IntegrityError), transaction.atomic():
        owed()


def test_what_was_met_may_be_owed_anew():
    operations.meet(owed(), at=MONDAY_NINE)

    assert owed().due_date == date(2026, 6, 4)
    assert Due.objects.count() == 2


def test_a_rule_and_a_day_together_are_refused():
    with pytest.raises(Unmet, match="应办须且只须写明时限规则或具体日期"):
        owed(rule="OPINION", on=date(2026, 6, 30))
    with pytest.raises(Unmet, match="应办须且只须写明时限规则或具体日期"):
        owed(rule="")


def test_a_rule_nobody_knows_is_refused():
    with pytest.raises(Unmet, match="没有生效的时限规则“ASAP”"):
        owed(rule="ASAP")


def test_a_citys_own_limit_goes_before_the_default_from_its_day_on():
    # given a city that gives five working days for an opinion from the first of July
    by = someone_of("市政府督查室", "主任")
    five = Rule("OPINION", Limit(5, Unit.WORKING), Start.RECEIPT, "澄政办发〔2026〕9号",
                since=date(2026, 7, 1))  # fmt: skip
    operations.set_city_rule(five, subject="部门征求意见", step="书面答复", by=by, at=MONDAY_NINE)

    assert owed(since=date(2026, 6, 30)).due_date == date(2026, 7, 3)
    assert owed(since=date(2026, 7, 1), about=BRIDGE).due_date == date(2026, 7, 8)


def test_a_later_version_of_a_citys_limit_ends_the_one_before():
    by = someone_of("市政府督查室", "主任")
    for month, length in ((7, 5), (9, 4)):
        rule = Rule("OPINION", Limit(length, Unit.WORKING), Start.RECEIPT, "本地规定",
                    since=date(2026, month, 1))  # fmt: skip
        operations.set_city_rule(rule, subject="征求意见", step="答复", by=by, at=MONDAY_NINE)

    held = [
        queries.rule_here("OPINION", on=date(2026, month, 15)).limit.length for month in (6, 8, 9)
    ]
    assert held == [3, 5, 4]


def test_restarting_a_clock_is_no_extension():
    # given a completion thirty days after the latest day of signing
    due = owed(DueKind.COMPLETION, rule="DOCUMENT", since=date(2026, 6, 2))

    operations.restart(due, since=MONDAY)

    assert again(due).due_date == again(due).original_due_date == date(2026, 7, 1)
    assert nine_on(6, 1).date() == again(due).since
