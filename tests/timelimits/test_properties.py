"""时限的性质: what is true of every limit, start, calendar and pause."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from luoshi.timelimits.cadence import Cadence
from luoshi.timelimits.calendar import Calendar, SpecialDay
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.rules import Limit, OwnDay, Span, Unit

FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)
days = st.dates(FIRST, LAST)
limits = st.builds(Limit, st.integers(0, 90), st.sampled_from(Unit), st.booleans())
working = st.builds(Limit, st.integers(1, 60), st.just(Unit.WORKING), st.booleans())
holidays = st.builds(SpecialDay, days, st.just(False), st.just("假"))
calendars = st.lists(st.builds(SpecialDay, days, st.booleans(), st.just("")), max_size=30).map(
    lambda special: Calendar.of(special, (2024, 2025, 2026))
)


def due(measure, since, calendar, *pauses):
    return measure.reckon(since, calendar, pauses=pauses).due_date


@given(limits, days, calendars)
def test_nothing_is_due_before_its_clock_starts(limit, since, calendar):
    last = due(limit, since, calendar)

    assert last >= since
    assert limit.length == 0 or last > since


@given(limits, days, calendars, st.lists(holidays, min_size=1, max_size=5))
def test_adding_a_holiday_never_brings_a_date_forward(limit, since, calendar, more):
    assert due(limit, since, calendar.with_days(more)) >= due(limit, since, calendar)


@given(days, days, st.booleans(), calendars, st.lists(holidays, min_size=1, max_size=5))
def test_a_day_that_was_named_is_never_brought_forward_either(named, since, roll, calendar, more):
    measure = OwnDay(named, roll)

    assert due(measure, since, calendar.with_days(more)) >= due(measure, since, calendar) >= named


@given(working, days, calendars, st.integers(1, 30), st.integers(0, 59))
def test_suspending_n_working_days_moves_it_by_n_working_days(limit, since, calendar, n, after):
    # given a pause that begins within the span and holds just n working days
    begun = calendar.add_working_days(since, min(after, limit.length - 1)) + ONE_DAY
    pause = Span(begun, calendar.add_working_days(begun - ONE_DAY, n) + ONE_DAY)

    before, last = due(limit, since, calendar), due(limit, since, calendar, pause)

    assert calendar.working_days_between(before, last) == n


@given(st.integers(1, 60), days, st.integers(1, 30), st.integers(1, 60))
def test_suspending_n_days_moves_a_limit_of_calendar_days_by_n_days(length, since, n, after):
    limit = Limit(length, Unit.CALENDAR, roll=False)
    begun = since + min(after, length) * ONE_DAY
    pause = Span(begun, begun + n * ONE_DAY)

    assert due(limit, since, Calendar(), pause) - due(limit, since, Calendar()) == n * ONE_DAY


@given(limits, days, calendars)
def test_what_touches_no_unknown_year_is_certain_and_what_touches_one_is_not(
    limit, since, calendar
):
    reckoned = limit.reckon(since, calendar)

    counted = limit.unit == Unit.WORKING and limit.length > 0
    touches = counted or limit.roll
    unknown = touches and reckoned.due_date.year == 2027
    assert not unknown or reckoned.provisional
    assert reckoned.due_date.year > 2026 or not reckoned.provisional


@given(limits, days, calendars)
def test_a_limit_is_read_back_from_what_was_stored_and_ends_on_the_same_day(limit, since, calendar):
    working_kept = limit.reckon(since, calendar).working

    assert working_kept.due_date == due(limit, since, calendar)
    assert working_kept.since == since


@given(st.sampled_from(["TEN_DAYS", "MONTHLY:28", "WEEKLY:5", "EVERY:10"]), days, calendars)
def test_no_report_is_due_before_its_grid_day_nor_before_the_assignment(code, since, calendar):
    for slot in Cadence.of(code).slots_until(since, since + timedelta(days=70)):
        last = slot.reckon(since, calendar).due_date
        assert last >= slot.day > since
