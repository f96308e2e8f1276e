"""免打扰: outside messages wait for waking hours of a working day, emergencies for nothing."""

from datetime import date, datetime, time, timedelta

import pytest

from luoshi.flow.refusals import Unmet
from luoshi.shell.quiet import DEFAULT, check, free_from
from luoshi.timelimits.queries import official_calendar
from tests.world import SHANGHAI

pytestmark = pytest.mark.django_db


def on(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "free"),
    [
        (on(8, 8, 30), on(8, 8, 30)),
        (on(8, 7, 59), on(8, 8)),
        (on(8, 19, 59), on(8, 19, 59)),
        (on(8, 20), on(9, 8)),
        (on(9, 20), on(10, 8)),
        (on(10, 20), on(12, 8)),
        (on(30, 21, 0, 9), on(8, 8)),
        (on(1, 12), on(8, 8)),
        (on(8, 0, 30), on(8, 8)),
    ],
)
def test_what_is_laid_at_an_hour_goes_out_at(at, free):
    assert free_from(at, DEFAULT, official_calendar(), urgent=False) == free


def test_an_emergency_goes_out_at_midnight_on_the_national_day():
    at = on(1, 0, 5)

    assert free_from(at, DEFAULT, official_calendar(), urgent=True) == at


def test_a_persons_own_hours_move_it():
    own = (time(18, 30), time(9))

    assert free_from(on(8, 8, 30), own, official_calendar(), urgent=False) == on(8, 9)
    assert free_from(on(8, 18, 45), own, official_calendar(), urgent=False) == on(9, 9)


@pytest.mark.parametrize(
    ("begins", "ends"), [((17, 59), (8, 0)), ((20, 0), (9, 1)), ((8, 0), (8, 0))]
)
def test_quiet_hours_lie_within_the_citys_bounds(begins, ends):
    with pytest.raises(Unmet, match="免打扰时段须在18:00至次日09:00之间"):
        check(time(*begins), time(*ends))


def test_no_moment_is_ever_in_the_quiet_time_nor_on_a_day_off():
    calendar = official_calendar()
    moment, last = on(25, 0, 0, 9), on(15, 0)
    while moment < last:
        free = free_from(moment, DEFAULT, calendar, urgent=False).astimezone(SHANGHAI)
        assert calendar.working(date(free.year, free.month, free.day))
        assert time(8) <= free.time() < time(20)
        assert free >= moment
        moment += timedelta(minutes=37)
