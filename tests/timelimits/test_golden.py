"""每个工作日 2024-2026: our calendar, the notices typed here and two packages agree to the day."""

from datetime import date

import chinese_calendar
import holidays
import pytest

from luoshi.timelimits.days import ONE_DAY, days_between
from luoshi.timelimits.official import official_calendar
from luoshi.timelimits.rules import Limit, Unit
from tests.timelimits.golden import MADE_UP, NOTICES, OFF, WORKED

OURS = official_calendar()
YEARS = sorted(NOTICES)
NUMBER = {2024: 251, 2025: 248, 2026: 248}
THREE = Limit(3, Unit.WORKING)
SEVEN = Limit(7, Unit.CALENDAR)


def whole(year):
    return days_between(date(year, 1, 1), date(year, 12, 31))


def spans(year, told):
    """Return the days of "02-10~02-17 04-04"."""
    days = set()
    for part in told.split():
        first, _, last = part.partition("~")
        ends = [date(year, *map(int, one.split("-"))) for one in (first, last or first)]
        days |= set(days_between(*ends))
    return days


def written_out(year):
    """Return the working days of the table, written out month by month."""
    days = set()
    for month, told in enumerate(WORKED[year], start=1):
        for run in told.split():
            first, _, last = run.partition("-")
            days |= set(days_between(date(year, month, int(first)),
                                     date(year, month, int(last or first))))  # fmt: skip
    return days


@pytest.mark.parametrize("year", YEARS)
def test_the_table_is_what_the_notice_makes_of_the_plain_week(year):
    off, made_up = spans(year, OFF[year]), spans(year, MADE_UP[year])

    wanted = {
        day for day in whole(year) if day in made_up or (day.weekday() < 5 and day not in off)
    }

    assert written_out(year) == wanted
    assert len(wanted) == NUMBER[year]


@pytest.mark.parametrize("year", YEARS)
def test_our_calendar_works_on_the_days_of_the_table_and_on_no_other(year):
    assert {day for day in whole(year) if OURS.working(day)} == written_out(year)
    assert not any(OURS.provisional(day) for day in whole(year))


@pytest.mark.parametrize("year", YEARS)
def test_two_packages_that_others_keep_say_the_same(year):
    china = holidays.country_holidays("CN", years=year)

    table = written_out(year)

    assert {day for day in whole(year) if chinese_calendar.is_workday(day)} == table
    assert {day for day in whole(year) if china.is_working_day(day)} == table


@pytest.mark.parametrize(
    ("limit", "since", "last"),
    [
        (THREE, date(2026, 9, 30), date(2026, 10, 10)),
        (THREE, date(2025, 9, 26), date(2025, 9, 30)),
        (THREE, date(2025, 9, 30), date(2025, 10, 11)),
        (Limit(7, Unit.CALENDAR, roll=False), date(2025, 9, 30), date(2025, 10, 7)),
        (SEVEN, date(2025, 9, 30), date(2025, 10, 9)),
        (THREE, date(2024, 2, 8), date(2024, 2, 19)),
        (THREE, date(2026, 2, 13), date(2026, 2, 25)),
    ],
)
def test_the_vectors_of_the_field_come_out(limit, since, last):
    reckoned = limit.reckon(since, OURS)

    assert (reckoned.due_date, reckoned.provisional) == (last, False)


def test_every_working_day_of_three_years_is_three_working_days_after_its_third_before():
    days = sorted(day for year in YEARS for day in written_out(year))

    ends = [THREE.reckon(day, OURS).due_date for day in days[:-3]]

    assert ends == days[3:]


def test_a_limit_that_reaches_into_2027_is_provisional_until_its_notice_is_loaded():
    assert THREE.reckon(date(2026, 12, 28), OURS).provisional is False
    assert THREE.reckon(date(2026, 12, 29) + ONE_DAY, OURS).provisional is True
    assert SEVEN.reckon(date(2026, 12, 30), OURS).due_date == date(2027, 1, 6)
    assert SEVEN.reckon(date(2026, 12, 30), OURS).provisional is True
