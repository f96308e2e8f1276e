"""装入日历: a year's notice takes the place of plain weekdays, once, and is seen at once."""

from datetime import date

import pytest
from django.db import transaction

from luoshi.timelimits import operations, queries
from luoshi.timelimits.calendar import SpecialDay
from luoshi.timelimits.models import DefaultRule, OfficialDay, OfficialYear
from luoshi.timelimits.official import official_calendar
from luoshi.timelimits.rules import Limit, Start, Unit
from luoshi.timelimits.terms import DayKind, LengthUnit, StartEvent
from tests.world import MONDAY_NINE

pytestmark = pytest.mark.django_db
NEW_YEAR = [SpecialDay(date(2027, 1, day), False, "元旦") for day in (1, 2, 3)]
NOTICE = "国办发明电〔2026〕1号"


def load(days=NEW_YEAR, year=2027):
    return operations.load_year(year, days, basis=NOTICE, at=MONDAY_NINE)


def test_a_fresh_database_has_the_calendar_the_package_knows():
    assert queries.official_calendar() == official_calendar()
    assert queries.years_missing(2026) == [2027]


def test_what_was_provisional_is_official_after_the_load():
    before = queries.official_calendar()

    loaded = load()

    after = queries.official_calendar()
    assert [before.working(date(2027, 1, 1)), after.working(date(2027, 1, 1))] == [True, False]
    assert [before.provisional(date(2027, 5, 1)), after.provisional(date(2027, 5, 1))] == [
        True,
        False,
    ]
    assert (loaded.changed, loaded.first, loaded.last) == (
        True,
        date(2027, 1, 1),
        date(2027, 12, 31),
    )


def test_the_same_notice_twice_changes_nothing_and_keeps_every_key():
    load()
    keys = set(OfficialDay.objects.values_list("id", flat=True))

    assert not load().changed
    assert set(OfficialDay.objects.values_list("id", flat=True)) == keys


def test_a_corrected_notice_takes_out_the_days_it_no_longer_names():
    load()
    load(NEW_YEAR[:1])

    held = OfficialDay.objects.filter(year__year=2027).values_list("date", flat=True)
    assert list(held) == [date(2027, 1, 1)]


def test_a_notice_may_reach_into_the_december_before_but_no_further():
    load([*NEW_YEAR, SpecialDay(date(2026, 12, 27), True, "元旦")])
    assert queries.official_calendar().make_up(date(2026, 12, 27))

    with pytest.raises(operations.NotThisYear, match="2026-10-01不在2027年放假安排的范围内"):
        load([SpecialDay(date(2026, 10, 1), False, "国庆节")])


def test_the_calendar_costs_one_query_once_it_is_known(django_assert_num_queries):
    queries.official_calendar()

    with django_assert_num_queries(1):
        queries.official_calendar()


def test_a_load_that_is_taken_back_leaves_no_stale_calendar_behind():
    with transaction.atomic():
        load()
        assert not queries.official_calendar().provisional(date(2027, 1, 1))
        transaction.set_rollback(True)

    assert queries.official_calendar().provisional(date(2027, 1, 1))


def test_the_official_years_are_loaded_once():
    OfficialDay.objects.filter(year__year=2026).delete()
    OfficialYear.objects.filter(year=2026).delete()

    assert [loaded.year for loaded in operations.load_official(at=MONDAY_NINE)] == [2026]
    assert operations.load_official(at=MONDAY_NINE) == []


def test_the_default_rules_are_written_by_their_code_and_may_be_written_again():
    before = DefaultRule.objects.count()

    assert operations.load_default_rules() == before
    assert DefaultRule.objects.count() == before


@pytest.mark.parametrize(
    ("code", "limit", "start"),
    [
        ("RECEIPT", Limit(1, Unit.WORKING), Start.ISSUE),
        ("REVIEW", Limit(2, Unit.WORKING), Start.CLAIM),
        ("VERIFICATION", Limit(5, Unit.WORKING), Start.REVIEW),
        ("INSTRUCTION_STATUS", Limit(3, Unit.CALENDAR), Start.ISSUE),
        ("INSTRUCTION_RESULT", Limit(7, Unit.CALENDAR), Start.ISSUE),
        ("OPINION", Limit(3, Unit.WORKING), Start.RECEIPT),
    ],
)
def test_the_clocks_of_the_straight_road_have_their_default_limits(code, limit, start):
    rule = queries.default_rule(code, on=date(2026, 6, 1))

    assert (rule.limit, rule.start) == (limit, start)


def test_a_rule_that_does_not_exist_is_refused_with_a_sentence():
    with pytest.raises(queries.NoSuchRule, match="2026-06-01没有生效的时限规则“NONE”"):
        queries.default_rule("NONE", on=date(2026, 6, 1))


def test_the_version_that_began_last_is_in_force():
    row = DefaultRule.objects.get(code="OPINION")
    DefaultRule.objects.create(
        code="OPINION", subject=row.subject, step=row.step, length=5, unit=row.unit,
        start=row.start, basis="新规", since=date(2026, 7, 1),
    )  # fmt: skip

    limits = [queries.default_rule("OPINION", on=date(2026, m, 1)).limit.length for m in (6, 7)]
    assert limits == [3, 5]


def test_the_words_of_the_tables_are_the_codes_of_the_arithmetic():
    assert LengthUnit.values == list(Unit)
    assert StartEvent.values == list(Start)
    assert DayKind.values == ["HOLIDAY", "MAKE_UP"]
