"""免打扰 When something may go out of the house: in working days' waking hours, or at once.

Each person may choose their quiet hours within the city's bounds. Emergencies wait for nothing.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from luoshi.flow.refusals import Unmet
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.here import day_here

Hours = tuple[time, time]
# Nobody is reached between these unless they choose otherwise.
DEFAULT: Hours = (time(20), time(8))
# No quiet time begins before the one or ends after the other: what is owed must be heard of.
BOUNDS: Hours = (time(18), time(9))


def check(begins: time, ends: time) -> None:
    """Refuse hours outside the city's bounds, or that leave no night's rest.

    :raises Unmet: saying which
    """
    first, last = BOUNDS
    words = {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}
    if not (begins >= first and ends <= last):
        raise Unmet(_("免打扰时段须在%(first)s至次日%(last)s之间") % words)


def free_from(at: datetime, hours: Hours, calendar: Calendar, *, urgent: bool) -> datetime:
    """Return the first moment from `at` on at which it may go out.

    :param hours: when the person's quiet time begins, and when it ends the next morning
    """
    if urgent:
        return at
    begins, ends = hours
    place = ZoneInfo(settings.TIME_ZONE)
    here = at.astimezone(place)
    day, hour = day_here(at), here.time()
    if hour >= begins:
        day, hour = day + timedelta(days=1), time()
    if calendar.working(day):
        return at if hour >= ends else _moment(day, ends, place)
    while not calendar.working(day):
        day += timedelta(days=1)
    return _moment(day, ends, place)


def _moment(day: date, hour: time, place: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=place)
