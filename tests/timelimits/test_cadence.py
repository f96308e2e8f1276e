"""报送周期: fixed days on which a unit reports all its matters (domain/14_open Q5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.timelimits.cadence import Cadence
from luoshi.timelimits.official import official_calendar

OFFICIAL = official_calendar()
TEN_DAYS = Cadence.of("TEN_DAYS")
CODES = (
    "TEN_DAYS MONTHLY:28 MONTHLY:31 MONTHLY:+5 WEEKLY:1 QUARTERLY:+10 YEARLY:12-20 YEARLY:+01-31"
    " EVERY:10"
)
codes = st.sampled_from(CODES.split())
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def first(code, since, count=3):
    return [slot.day for slot in Cadence.of(code).next_slots(since, after=since, count=count)]


def test_ten_day_reports_fall_on_the_tenth_the_twentieth_and_the_last_day():
    slots = TEN_DAYS.slots_until(date(2026, 1, 30), date(2026, 2, 28))

    assert [slot.day for slot in slots] == [date(2026, 2, n) for n in (10, 20, 28)]
    assert [slot.period for slot in slots] == ["2026-02-T1", "2026-02-T2", "2026-02-T3"]


def test_the_first_report_is_not_due_before_the_fifth_day_after_the_assignment():
    assert first("TEN_DAYS", date(2026, 6, 5), 1) == [date(2026, 6, 10)]
    assert first("TEN_DAYS", date(2026, 6, 6), 1) == [date(2026, 6, 20)]


@pytest.mark.parametrize(
    ("code", "fall_on"),
    [
        ("MONTHLY:28", [date(2026, 6, 28), date(2026, 7, 28), date(2026, 8, 28)]),
        ("MONTHLY:31", [date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)]),
        ("MONTHLY:+5", [date(2026, 7, 5), date(2026, 8, 5), date(2026, 9, 5)]),
        ("WEEKLY:5", [date(2026, 6, 12), date(2026, 6, 19), date(2026, 6, 26)]),
        ("QUARTERLY:+10", [date(2026, 7, 10), date(2026, 10, 10), date(2027, 1, 10)]),
        ("YEARLY:12-20", [date(2026, 12, 20), date(2027, 12, 20), date(2028, 12, 20)]),
        ("YEARLY:+01-31", [date(2027, 1, 31), date(2028, 1, 31), date(2029, 1, 31)]),
        ("YEARLY:02-29", [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]),
        ("EVERY:10", [date(2026, 6, 16), date(2026, 6, 26), date(2026, 7, 6)]),
    ],
)
def test_each_beat_has_its_days(code, fall_on):
    assert first(code, date(2026, 6, 6)) == fall_on


def test_nobody_reports_on_a_month_before_the_duty():
    slot = Cadence.of("MONTHLY:+10").next_slots(date(2026, 6, 1), after=date(2026, 6, 1))[0]

    assert slot.period == "2026-06"


def test_a_report_due_on_a_festival_moves_to_the_next_working_day_and_says_so():
    slot = TEN_DAYS.next_slots(date(2026, 6, 1), after=date(2026, 6, 10))[0]
    reckoned = slot.reckon(date(2026, 6, 1), OFFICIAL)

    assert reckoned.due_date == date(2026, 6, 22)
    assert (reckoned.working.last, reckoned.working.rolled_for) == (date(2026, 6, 20), "端午")


def test_a_cadence_that_is_none_is_refused():
    with pytest.raises(ValueError, match="needs a day from 1 to 7"):
        Cadence.of("WEEKLY:8")
    with pytest.raises(ValueError, match="FORTNIGHTLY"):
        Cadence.of("FORTNIGHTLY")


@given(codes, days)
def test_reports_come_one_after_another_each_with_a_period_of_its_own(code, since):
    slots = Cadence.of(code).next_slots(since, after=since, count=12)
    grid = [slot.day for slot in slots]

    assert grid == sorted(set(grid))
    assert grid[0] >= since + timedelta(days=5)
    assert len({slot.period for slot in slots}) == len(slots)
    assert all(OFFICIAL.working(slot.reckon(since, OFFICIAL).due_date) for slot in slots)


@given(codes)
def test_a_cadence_is_read_back_from_its_code(code):
    assert str(Cadence.of(code)) == code


def test_a_yearly_return_is_about_the_year_it_was_asked_for_in():
    slots = Cadence.of("YEARLY:+01-31").next_slots(date(2026, 6, 1), after=date(2026, 6, 1))

    assert [slot.period for slot in slots] == ["2026"]


def test_the_assets_of_the_year_are_filed_by_the_twentieth_of_december():
    slot = Cadence.of("YEARLY:12-20").next_slots(date(2026, 6, 1), after=date(2026, 6, 1))[0]
    reckoned = slot.reckon(date(2026, 6, 1), OFFICIAL)

    # the 20th is a Sunday
    assert reckoned.due_date == date(2026, 12, 21)


@pytest.mark.parametrize("code", ["YEARLY:13-01", "YEARLY:00-10", "YEARLY:12-32", "MONTHLY:+0"])
def test_a_month_or_a_day_that_is_none_makes_no_cadence(code):
    with pytest.raises(ValueError, match=r"cannot have|needs a day"):
        Cadence.of(code)


def test_the_common_grid_of_a_year_goes_on_where_the_last_return_was_laid():
    later = Cadence.of("YEARLY:+10-31").grid_after(date(2026, 5, 10))

    assert next(later).period == "2025"
