"""工作日历: which days are worked, and for which years nobody knows yet."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from luoshi.timelimits.calendar import Calendar, SpecialDay
from luoshi.timelimits.official import last_official_day, official_calendar

OFFICIAL = official_calendar()
days = st.dates(date(2004, 1, 1), date(2028, 12, 31))
numbers = st.integers(0, 80)


def test_a_make_up_sunday_is_worked_and_a_festival_weekday_is_not():
    assert OFFICIAL.working(date(2026, 9, 20))
    assert not OFFICIAL.working(date(2026, 10, 1))
    assert OFFICIAL.make_up(date(2026, 10, 10))


def test_three_working_days_from_the_eve_of_national_day_end_on_the_make_up_saturday():
    assert OFFICIAL.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_the_year_without_a_notice_is_reckoned_on_plain_weekdays_and_is_provisional():
    assert last_official_day() == date(2026, 12, 31)
    assert OFFICIAL.working(date(2027, 1, 1))
    assert OFFICIAL.provisional(date(2027, 1, 1))
    assert not OFFICIAL.provisional(date(2026, 12, 31))


def test_a_local_holiday_lies_over_the_official_calendar_without_making_a_year_official():
    local = OFFICIAL.with_days([SpecialDay(date(2027, 8, 18), False, "建市纪念日")])

    assert not local.working(date(2027, 8, 18))
    assert local.provisional(date(2027, 8, 18))
    assert OFFICIAL.working(date(2027, 8, 18))


def test_a_holiday_cut_by_the_span_is_named_whole():
    runs = OFFICIAL.runs_off(date(2026, 10, 6), date(2026, 10, 12))

    assert runs == [(date(2026, 10, 1), date(2026, 10, 7))]


@given(days, st.integers(-80, 80))
def test_the_count_of_working_days_agrees_with_counting_one_by_one(day, length):
    until = day + timedelta(days=length)
    low, high = sorted((day, until))
    one_by_one = sum(
        OFFICIAL.working(low + timedelta(days=n + 1)) for n in range((high - low).days)
    )

    assert OFFICIAL.working_days_between(day, until) == (one_by_one if length >= 0 else -one_by_one)


@given(days, numbers)
def test_so_many_working_days_on_there_are_so_many_working_days_between(day, number):
    on = OFFICIAL.add_working_days(day, number)

    assert OFFICIAL.working_days_between(day, on) == number
    assert number == 0 or OFFICIAL.working(on)


@given(days)
def test_rolling_never_goes_back_and_always_ends_on_a_working_day(day):
    rolled = OFFICIAL.roll(day)

    assert rolled >= day
    assert OFFICIAL.working(rolled)
    assert not any(OFFICIAL.working(day + timedelta(days=n)) for n in range((rolled - day).days))


@given(st.lists(st.tuples(days, st.booleans()), max_size=20), days, numbers)
def test_any_calendar_counts_as_one_counts_by_hand(special, day, number):
    calendar = Calendar.of(SpecialDay(one, working) for one, working in special)
    found, left = day, number
    while left:
        found += timedelta(days=1)
        left -= calendar.working(found)

    assert calendar.add_working_days(day, number) == found
    assert calendar.working_days_between(day, found) == number
