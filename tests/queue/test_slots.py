"""班次: the last moment at which a schedule was due, on the city's clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from luoshi.queue.slots import Rhythm, latest

PLACE = ZoneInfo("Asia/Shanghai")
SEVEN = Rhythm(daily_at=time(7, 0))
SEVEN_ON_WORKING_DAYS = Rhythm(daily_at=time(7, 0), working_days=True)


def here(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=PLACE)


@pytest.mark.parametrize(
    ("rhythm", "at", "slot"),
    [
        (SEVEN, here(5, 7), here(5, 7)),
        (SEVEN, here(5, 23, 59), here(5, 7)),
        (SEVEN, here(5, 6, 59), here(4, 7)),
        # Half past eleven at night in UTC is half past seven the next morning in Shanghai.
        (SEVEN, datetime(2026, 3, 4, 23, 30, tzinfo=UTC), here(5, 7)),
        # The 7th of March 2026 is a Saturday.
        (SEVEN_ON_WORKING_DAYS, here(7, 12), here(6, 7)),
        (SEVEN_ON_WORKING_DAYS, here(8, 12), here(6, 7)),
        (SEVEN_ON_WORKING_DAYS, here(9, 6), here(6, 7)),
        (SEVEN_ON_WORKING_DAYS, here(9, 7), here(9, 7)),
        (Rhythm(every_minutes=15), here(5, 10, 44), here(5, 10, 30)),
        (Rhythm(every_minutes=15), here(5, 10, 45), here(5, 10, 45)),
        (Rhythm(every_minutes=15), here(5, 0), here(5, 0)),
        # Minutes are counted from midnight, so the last slot of a day may be a short one.
        (Rhythm(every_minutes=700), here(5, 23, 30), here(5, 23, 20)),
        (Rhythm(every_minutes=60, working_days=True), here(7, 12), here(6, 23)),
    ],
)
def test_the_last_slot_is(rhythm, at, slot):
    assert latest(rhythm, at=at, place=PLACE) == slot


def test_the_citys_own_calendar_decides_what_a_working_day_is():
    def made_up_for_a_holiday(day):
        return day == date(2026, 3, 7)

    slot = latest(SEVEN_ON_WORKING_DAYS, at=here(8, 12), place=PLACE, working=made_up_for_a_holiday)

    assert slot == here(7, 7)


def test_without_any_working_day_there_is_no_slot():
    slot = latest(SEVEN_ON_WORKING_DAYS, at=here(8, 12), place=PLACE, working=lambda day: False)

    assert slot is None


@pytest.mark.parametrize(
    "rhythm",
    [
        {},
        {"every_minutes": 5, "daily_at": time(7, 0)},
        {"every_minutes": 0},
        {"every_minutes": 1441},
    ],
)
def test_a_rhythm_that_makes_no_sense_is_refused(rhythm):
    with pytest.raises(ValueError, match="every"):
        Rhythm(**rhythm)


def test_every_minute_of_a_week_has_the_slot_that_was_last_due():
    quarter = Rhythm(every_minutes=15)
    for minutes in range(0, 7 * 1440, 7):
        at = here(2, 0) + timedelta(minutes=minutes)

        slot = latest(quarter, at=at, place=PLACE)

        assert timedelta() <= at - slot < timedelta(minutes=15)
