"""The plan curve (序时进度): how much should stand by a day, and when it passes what was reported.

Pure. Between two points the plan runs evenly over the days that can be worked; in a closed season
(winter in the north) it stands still.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luoshi.dues.schemes import DEFAULT, Scheme
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.rules import Span

Ahead = Callable[[Fraction], bool]


@dataclass(frozen=True)
class Point:
    """By this day, so many percent should stand."""

    day: date
    percent: Decimal


@dataclass(frozen=True)
class LagDays:
    """The days on which the plan will have left the reported figure behind; None for never."""

    lag_date: date | None
    far_lag_date: date | None


@dataclass(frozen=True)
class Plan:
    """The plan of one matter, from nought on its start to its last point."""

    start: date
    points: tuple[Point, ...]
    closed_seasons: tuple[Span, ...] = ()

    @classmethod
    def of(
        cls,
        start: date,
        due: date,
        milestones: Sequence[Point] = (),
        closed_seasons: Sequence[Span] = (),
    ) -> "Plan":
        """Lay the plan over milestones, ending at a hundred on the due day.

        Without milestones it runs evenly from start to due. A milestone that asks for less than
        an earlier one asks for as much as that one.
        """
        points, highest = [], Decimal(0)
        for point in sorted((*milestones, Point(due, Decimal(100))), key=lambda one: one.day):
            highest = max(highest, min(point.percent, Decimal(100)))
            points.append(Point(point.day, highest))
        return cls(start, tuple(points), tuple(closed_seasons))

    def expected(self, day: date) -> Fraction:
        """Return the percent that should stand at the end of a day."""
        before, stood = self.start, Fraction(0)
        for point in self.points:
            if day >= point.day:
                before, stood = max(before, point.day), Fraction(point.percent)
                continue
            if day <= before:
                return stood
            whole = self._open_days(before, point.day)
            share = Fraction(self._open_days(before, day), whole) if whole else Fraction(0)
            return stood + (Fraction(point.percent) - stood) * share
        return stood

    def lag_days(self, reported: Decimal, scheme: Scheme = DEFAULT) -> LagDays:
        """Return when the plan is 10 points or more, and when it is more than 30, ahead.

        :param scheme: a city's own numbers in place of these
        """
        return LagDays(
            self._first(lambda plan: plan - Fraction(reported) >= scheme.behind),
            self._first(lambda plan: plan - Fraction(reported) > scheme.far_behind),
        )

    def _first(self, ahead: Ahead) -> date | None:
        """Return the first day the plan is so far ahead; it never falls, so halving finds it."""
        low, high = self.start, max(self.start, self.points[-1].day)
        if not ahead(self.expected(high)):
            return None
        while low < high:
            middle = low + ((high - low).days // 2) * ONE_DAY
            low, high = (low, middle) if ahead(self.expected(middle)) else (middle + ONE_DAY, high)
        return low

    def _open_days(self, after: date, until: date) -> int:
        closed = (
            (min(season.until, until + ONE_DAY) - max(season.since, after + ONE_DAY)).days
            for season in self.closed_seasons
        )
        return (until - after).days - sum(max(days, 0) for days in closed)
