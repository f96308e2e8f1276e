"""When a schedule comes round: pure reckoning on the city's clock.

A slot is the moment a schedule was due. Only the latest one counts: a machine that was off for a
week does the day's work once, not seven times.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

Working = Callable[[date], bool]
# The longest run of days off in a row; a schedule older than that has no slot.
_LOOK_BACK = 40


@dataclass(frozen=True)
class Rhythm:
    """Every so many minutes from midnight on, or daily at an hour; perhaps on working days only."""

    every_minutes: int | None = None
    daily_at: time | None = None
    working_days: bool = False

    def __post_init__(self) -> None:
        if (self.every_minutes is None) == (self.daily_at is None):
            raise ValueError("a schedule is either every so many minutes or daily at an hour")
        if self.every_minutes is not None and not 1 <= self.every_minutes <= 1440:
            raise ValueError("every_minutes is between 1 and 1440")


def weekdays(day: date) -> bool:
    """Tell Monday to Friday, for an installation that has no calendar."""
    return day.weekday() < 5


def latest(
    rhythm: Rhythm, *, at: datetime, place: tzinfo, working: Working = weekdays
) -> datetime | None:
    """Return the last moment at or before `at` at which the schedule was due.

    :param place: where the hours are read
    :param working: which days are working days, asked only if the rhythm keeps them
    :returns: None if there was none within 40 days
    """
    here = at.astimezone(place)
    for back in range(_LOOK_BACK):
        day = here.date() - timedelta(days=back)
        if rhythm.working_days and not working(day):
            continue
        hour = _last_hour(rhythm, here.time() if not back else time.max)
        if hour is not None:
            return datetime.combine(day, hour, tzinfo=place)
    return None


def _last_hour(rhythm: Rhythm, now: time) -> time | None:
    if rhythm.daily_at is not None:
        return rhythm.daily_at if rhythm.daily_at <= now else None
    every = rhythm.every_minutes or 1
    minutes = (now.hour * 60 + now.minute) // every * every
    return time(minutes // 60, minutes % 60)
