"""灯的设定: from when on a light warns, and what each level looks like here; a city's own to set.

The level and its shape are the house's and the same everywhere; the numbers that a light's days
are reckoned by, the tone and the word of a level are the city's. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.timelimits.calendar import Calendar


@dataclass(frozen=True)
class Scheme:
    """The numbers by which a light's days are reckoned (domain/04 section 4.2).

    :param soon_days: 临期 from so many working days before the day
    :param soon_percent: or from so many percent of the span before it, whichever is sooner
    :param report_days: a report is close so many working days before
    :param severe_days: 严重逾期 when more than so many working days past
    :param behind: points behind the plan that are 滞后
    :param far_behind: more points than these are 严重滞后
    :param ignored_days: an urging is ignored when so many working days passed without an answer
    """

    soon_days: int = 3
    soon_percent: int = 20
    report_days: int = 1
    severe_days: int = 5
    behind: int = 10
    far_behind: int = 30
    ignored_days: int = 3


DEFAULT = Scheme()
# Each number with the least and the most it may be.
BOUNDS: Mapping[str, tuple[int, int]] = {
    "soon_days": (0, 30),
    "soon_percent": (0, 50),
    "report_days": (0, 10),
    "severe_days": (0, 60),
    "behind": (1, 90),
    "far_behind": (1, 95),
    "ignored_days": (1, 30),
}


@dataclass(frozen=True)
class CityCalendar(Calendar):
    """A city's calendar, with the numbers that its lights' days are reckoned by on it."""

    scheme: Scheme = field(default=DEFAULT, compare=False)

    @classmethod
    def on(cls, calendar: Calendar, scheme: Scheme) -> "CityCalendar":
        """Return a calendar with a scheme."""
        return cls(calendar.special, calendar.official, scheme=scheme)


def scheme_of(calendar: Calendar) -> Scheme:
    """Return the scheme a calendar carries, or the default."""
    return calendar.scheme if isinstance(calendar, CityCalendar) else DEFAULT
