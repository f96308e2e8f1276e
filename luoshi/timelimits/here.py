"""Which day it is in this installation's place, the one its settings name."""

from datetime import date, datetime, time

from django.conf import settings

from luoshi.timelimits.days import day_of, end_of, moment_of


def day_here(at: datetime) -> date:
    """Return the day on the wall calendar of this city at that moment."""
    return day_of(at, settings.TIME_ZONE)


def end_here(day: date, hour: time | None = None) -> datetime:
    """Return the moment a due day ends in this city: at `hour` if one is set, else at 24:00."""
    place = settings.TIME_ZONE
    return end_of(day, place) if hour is None else moment_of(day, hour, place)
