"""The State Council's holiday notices since 2004, as the calendar package carries them.

Usable without a database: the reader of documents and the loader of the tables start here. A year
the package does not know (2027, until its notice comes) is absent, never guessed.
"""

from datetime import date
from functools import lru_cache

from chinese_calendar.constants import Holiday, holidays, workdays

from luoshi.timelimits.calendar import Calendar, SpecialDay

NAMES = {kind.value: kind.chinese for kind in Holiday} | {
    Holiday.anti_fascist_70th_day.value: "抗战胜利纪念日"
}


def official_years() -> dict[int, list[SpecialDay]]:
    """Return the holidays and make-up workdays by year, in order of day.

    A plain workday the package lists for completeness is left out: it changes nothing.
    """
    days = [SpecialDay(day, False, NAMES[name]) for day, name in holidays.items()]
    days += [SpecialDay(day, True, NAMES[name]) for day, name in workdays.items()]
    years: dict[int, list[SpecialDay]] = {}
    for special in sorted(days, key=lambda one: one.date):
        years.setdefault(special.date.year, []).append(special)
    return years


@lru_cache(maxsize=1)
def official_calendar() -> Calendar:
    """Return the calendar of every year the package knows."""
    years = official_years()
    return Calendar.of((day for days in years.values() for day in days), years)


def last_official_day() -> date:
    """Return the last day for which a notice is known to the package."""
    return date(max(official_years()), 12, 31)
