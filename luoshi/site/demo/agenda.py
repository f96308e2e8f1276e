"""What is to happen on which day of the story; nothing happens on a day off."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime

from luoshi.timelimits.calendar import Calendar

Act = Callable[[datetime], None]


class Agenda:
    """Acts by the working day they fall on, in the order they were put down."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.acts: dict[date, list[Act]] = defaultdict(list)

    def put(self, day: date, act: Act) -> None:
        """Put an act down for a day, or the next working day where that one is off."""
        self.acts[self.calendar.roll(day)].append(act)

    def after(self, today: date, number: int, act: Act) -> None:
        """Put an act down so many working days after today, one at least."""
        self.acts[self.calendar.add_working_days(today, max(number, 1))].append(act)

    def take(self, day: date) -> list[Act]:
        """Return what falls on a day, and forget it."""
        return self.acts.pop(day, [])
