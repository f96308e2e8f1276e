"""Which day it is, where the work is done. A deadline is a day in a place, not a moment in UTC."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SHANGHAI = "Asia/Shanghai"
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=32)
def place_of(name: str) -> ZoneInfo:
    """Return the zone of a place by its name, such as "Asia/Shanghai"."""
    return ZoneInfo(name)


def day_of(at: datetime, place: str = SHANGHAI) -> date:
    """Return the day on the wall calendar of the place at that moment.

    :raises ValueError: if `at` does not say in which zone it is meant
    """
    if at.tzinfo is None:
        raise ValueError(f"A moment without a zone has no day: {at.isoformat()}")
    return at.astimezone(place_of(place)).date()


def moment_of(day: date, hour: time, place: str = SHANGHAI) -> datetime:
    """Return the moment when the clock on the wall of the place shows that hour of that day."""
    return datetime.combine(day, hour, tzinfo=place_of(place))


def end_of(day: date, place: str = SHANGHAI) -> datetime:
    """Return the moment a day ends: 24:00, the first moment of the next one (03_time 3.2-2)."""
    return moment_of(day + ONE_DAY, time(0), place)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def day_in_month(year: int, month: int, day: int) -> date:
    """Return that day of the month, or its last day where the month is shorter."""
    return date(year, month, min(day, last_of_month(year, month).day))


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day.

    Civil-law convention: a limit in months ends on the corresponding day of the last month.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day_in_month(year, month + 1, day.day)
