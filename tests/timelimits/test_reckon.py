"""时限推算: from a start and a measure to the last day, with the working shown (03_time 3.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.timelimits.official import official_calendar
from luoshi.timelimits.rules import (
    Limit,
    OwnDay,
    Rule,
    Span,
    Start,
    Unit,
    main_clock_starts,
    measure_of,
)
from luoshi.timelimits.working import Working

OFFICIAL = official_calendar()
THREE_WORKING = Limit(3, Unit.WORKING)
SEVEN_DAYS = Limit(7, Unit.CALENDAR)
limits = st.builds(Limit, st.integers(0, 90), st.sampled_from(Unit), st.booleans())
days = st.dates(date(2004, 1, 1), date(2028, 12, 31))


def due(measure, since, *pauses):
    return measure.reckon(since, OFFICIAL, pauses=pauses).due_date


@pytest.mark.parametrize(
    ("measure", "since", "last"),
    [
        (THREE_WORKING, date(2025, 9, 26), date(2025, 9, 30)),
        (THREE_WORKING, date(2025, 9, 30), date(2025, 10, 11)),
        (SEVEN_DAYS, date(2025, 9, 30), date(2025, 10, 9)),
        (Limit(7, Unit.CALENDAR, roll=False), date(2025, 9, 30), date(2025, 10, 7)),
        (Limit(1, Unit.MONTH, roll=False), date(2026, 1, 31), date(2026, 2, 28)),
        (Limit(3, Unit.MONTH), date(2026, 3, 10), date(2026, 6, 10)),
        (Limit(0, Unit.CALENDAR, roll=False), date(2026, 10, 1), date(2026, 10, 1)),
    ],
)
def test_the_examples_of_the_field_come_out(measure, since, last):
    assert due(measure, since) == last


def test_the_day_of_receipt_is_not_counted():
    assert due(Limit(1, Unit.WORKING), date(2026, 6, 1)) == date(2026, 6, 2)


def test_a_deadline_that_touches_the_year_without_a_calendar_is_provisional():
    reckoned = Limit(10, Unit.WORKING).reckon(date(2026, 12, 25), OFFICIAL)

    assert reckoned.due_date == date(2027, 1, 8)
    assert reckoned.provisional


def test_calendar_days_that_are_not_rolled_are_certain_in_any_year():
    assert not Limit(10, Unit.CALENDAR, roll=False).reckon(date(2027, 3, 1), OFFICIAL).provisional
    assert Limit(10, Unit.CALENDAR).reckon(date(2027, 3, 1), OFFICIAL).provisional


def test_a_rule_holds_from_its_first_day_to_its_last():
    rule = Rule("X", SEVEN_DAYS, since=date(2026, 1, 1), until=date(2026, 6, 30))

    held = [rule.in_force(date(2025, 12, 31)), rule.in_force(date(2026, 6, 30))]
    assert held == [False, True]
    assert not rule.in_force(date(2026, 7, 1))


def test_a_clock_that_may_not_be_paused_runs_through_the_pause():
    pause = Span(date(2026, 6, 2), date(2026, 6, 10))
    opinion = Rule("OPINION", THREE_WORKING, pausable=False)

    assert opinion.reckon(date(2026, 6, 1), OFFICIAL, pauses=[pause]).due_date == date(2026, 6, 4)


def test_an_own_day_moves_by_the_days_the_clock_stood_still_and_rolls():
    # given the last of June, and a clock that stood from the first to the fourth
    pause = Span(date(2026, 6, 1), date(2026, 6, 5))

    assert due(OwnDay(date(2026, 6, 30)), date(2026, 5, 6), pause) == date(2026, 7, 6)


def test_a_pause_before_the_day_was_decided_is_already_in_it():
    pause = Span(date(2026, 6, 1), date(2026, 6, 5))
    decided = OwnDay(date(2026, 6, 30), counted_from=date(2026, 6, 8))

    assert due(decided, date(2026, 5, 6), pause) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("start", "signed", "runs_from"),
    [
        (Start.ISSUE, date(2026, 6, 3), date(2026, 6, 1)),
        (Start.SIGNING, date(2026, 6, 1), date(2026, 6, 1)),
        (Start.SIGNING, date(2026, 6, 9), date(2026, 6, 2)),
        (Start.SIGNING, None, date(2026, 6, 2)),
    ],
)
def test_late_signing_gains_nothing(start, signed, runs_from):
    began = main_clock_starts(start, OFFICIAL, issued=date(2026, 6, 1), signed=signed)

    assert began == runs_from


@given(limits, days, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(limit, since, later):
    assert due(limit, since) <= due(limit, since + timedelta(days=later))


@given(limits, days)
def test_rolling_never_brings_a_deadline_forward(limit, since):
    assert due(Limit(limit.length, limit.unit, roll=True), since) >= due(
        Limit(limit.length, limit.unit, roll=False), since
    )


@given(st.integers(1, 60), days, st.integers(1, 30), st.integers(0, 20), st.integers(1, 30))
def test_two_pauses_add_up(length, since, first, between, second):
    # given two pauses, the first on the day after the start, both reached before the end
    one = Span(since + timedelta(days=1), since + timedelta(days=1 + first))
    begin = one.until + timedelta(days=min(between, length - 1))
    other = Span(begin, begin + timedelta(days=second))
    limit = Limit(length, Unit.CALENDAR, roll=False)

    gained = due(limit, since, one, other) - due(limit, since)
    assert gained == timedelta(days=first + second)


@given(limits, days, st.integers(0, 90), st.integers(1, 30))
def test_a_pause_never_brings_a_deadline_forward_and_none_ends_inside_it(limit, since, when, long):
    pause = Span(since + timedelta(days=when), since + timedelta(days=when + long))
    last = due(limit, since, pause)

    assert last >= due(limit, since)
    assert limit.length == 0 or last not in pause


@given(limits | st.builds(OwnDay, days, st.booleans(), st.just("TEN_DAYS"), days), days)
def test_a_measure_and_its_working_survive_being_stored(measure, since):
    working = measure.reckon(since, OFFICIAL).working

    assert measure_of(str(measure)) == measure
    assert Working.from_json(working.as_json()) == working


def test_a_text_that_is_no_measure_is_refused():
    with pytest.raises(ValueError, match="Not a measure of time"):
        measure_of("三天")
