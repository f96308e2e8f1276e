"""办理日历: what falls due on which day, for one unit, by month or by ten days (旬).

The days come off the dues; whether a day is worked, off or made up off the city's calendar. One's
own unit is shown whole; of another unit only what is about matters and notices one may see. A
constant number of queries, whatever the number of dues.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import notices_before
from luoshi.breakdown.rules import may_see
from luoshi.dues.lights import light
from luoshi.dues.models import Due
from luoshi.dues.queries import days_of
from luoshi.dues.terms import Level
from luoshi.dues.titles import title_words
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import UNIT_ROLES
from luoshi.reporting.standing import period_said
from luoshi.shell.requested import asked_at
from luoshi.timelimits.cadence import Beat, Cadence
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY, add_months, days_between, last_of_month
from luoshi.timelimits.rules import Start

SHOWN = 500
MATTER, NOTICE = "matter", "issuenotice"


@dataclass(frozen=True)
class Span:
    """The days of a page: a month, or the first, middle or last ten days of one.

    :ivar code: as the address has it, 2026-11 or 2026-11-T2
    """

    code: str
    first: date
    last: date

    @classmethod
    def of(cls, code: str, today: date) -> "Span":
        """Read a span from the address; the month of today where it says none.

        :raises ValueError: if the code is neither a month nor ten days of one
        """
        if not code:
            return cls.month(today)
        month, _dash, ten = code.partition("-T")
        first = date.fromisoformat(f"{month}-01")
        if not ten:
            return cls.month(first)
        if ten not in ("1", "2", "3"):
            raise ValueError(code)
        return cls.ten(first + (int(ten) - 1) * timedelta(days=10))

    @classmethod
    def month(cls, day: date) -> "Span":
        """Return the month of a day."""
        first = day.replace(day=1)
        return cls(f"{first:%Y-%m}", first, last_of_month(day.year, day.month))

    @classmethod
    def ten(cls, day: date) -> "Span":
        """Return the ten days (旬) of a day; the last of them ends with the month."""
        number = min((day.day - 1) // 10, 2)
        first = day.replace(day=10 * number + 1)
        end = last_of_month(day.year, day.month) if number == 2 else first + 9 * ONE_DAY
        return cls(f"{first:%Y-%m}-T{number + 1}", first, end)

    @property
    def is_ten(self) -> bool:
        """Tell whether it is ten days of a month."""
        return "T" in self.code

    def beside(self, step: int) -> "Span":
        """Return the span before (-1) or after (1)."""
        if self.is_ten:
            return Span.ten(self.last + ONE_DAY if step > 0 else self.first - ONE_DAY)
        return Span.month(add_months(self.first, step))


@dataclass(frozen=True)
class Line:
    """A due as the calendar shows it."""

    due: Due
    title: str
    level: Level
    href: str
    period: str
    late: bool


@dataclass(frozen=True)
class Day:
    """A day: what falls due on it, and what kind of day it is.

    :ivar off: 休, a holiday or an ordinary day off
    :ivar make_up: 班, a day made up for a holiday
    :ivar grid: ten-day reports fall due on it
    """

    day: date
    off: bool
    make_up: bool
    name: str
    grid: bool
    today: bool
    lines: Sequence[Line]
    inside: bool = True

    @property
    def done(self) -> int:
        """Return how many were done or are owed no longer."""
        return sum(line.level == Level.DONE for line in self.lines)

    @property
    def late(self) -> int:
        """Return how many are late and not done."""
        return sum(line.late for line in self.lines)

    @property
    def open(self) -> int:
        """Return how many are still to be done, the late ones left out."""
        return len(self.lines) - self.done - self.late


def dues_of(unit: UUID, span: Span, by: Acting) -> list[Due]:
    """Return what a unit owes in a span of days, of that what somebody may see. Three queries."""
    held = Due.objects.filter(debtor=unit, due_date__range=(span.first, span.last))
    own = unit == by.unit_id and by.role in UNIT_ROLES
    if own:
        held = held.filter(Q(person__isnull=True) | Q(person=by.person_id))
    found = list(held.order_by("due_date", "kind", "id")[:SHOWN])
    return found if own else visible(found, by)


def visible(dues: Sequence[Due], by: Acting) -> list[Due]:
    """Keep what is about matters and notices somebody may see. Two queries."""
    named: dict[str, set[str]] = defaultdict(set)
    for due in dues:
        named[due.about_kind].add(due.about_id)
    seen = {
        MATTER: Matter.objects.filter(may_see(by), pk__in=named[MATTER]),
        NOTICE: notices_before(by).filter(pk__in=named[NOTICE]),
    }
    open_to = {
        kind: {str(pk) for pk in things.order_by().values_list("pk", flat=True)}
        for kind, things in seen.items()
    }
    return [due for due in dues if due.about_id in open_to.get(due.about_kind, ())]


def days_of_span(span: Span, dues: Sequence[Due], calendar: Calendar, today: date) -> list[Day]:
    """Return every day of a span with its dues."""
    numbers = dict(
        Matter.objects.filter(
            pk__in={due.about_id for due in dues if due.about_kind == MATTER}
        ).values_list("pk", "number")
    )
    by_day: dict[date, list[Line]] = defaultdict(list)
    for due in dues:
        by_day[due.due_date].append(_line(due, numbers, today))
    grid = _grid(span, calendar)
    return [
        _day(day, by_day.get(day, []), calendar, grid, today)
        for day in days_between(span.first, span.last)
    ]


def weeks(days: Sequence[Day], calendar: Calendar, today: date) -> list[list[Day]]:
    """Lay days into weeks from Monday to Sunday; days beside the span stand empty."""
    before = days[0].day - days[0].day.weekday() * ONE_DAY
    after = days[-1].day + (6 - days[-1].day.weekday()) * ONE_DAY
    held = {one.day: one for one in days}
    laid = [
        held.get(day) or Day(day, False, False, "", False, day == today, [], inside=False)
        for day in days_between(before, after)
    ]
    return [laid[start : start + 7] for start in range(0, len(laid), 7)]


def _day(day: date, lines: Sequence[Line], calendar: Calendar, grid: set[date], today: date) -> Day:
    special = calendar.special.get(day)
    working = calendar.working(day)
    return Day(
        day=day,
        off=not working,
        make_up=special is not None and working,
        name=special.name if special else "",
        grid=day in grid,
        today=day == today,
        lines=lines,
    )


def _grid(span: Span, calendar: Calendar) -> set[date]:
    """Return the days on which ten-day reports fall due, moved off days off."""
    begin = span.first - 20 * ONE_DAY
    slots = Cadence(Beat.TEN_DAYS).slots_until(begin, span.last)
    return {slot.measure.reckon(begin, calendar, start=Start.ASSIGNMENT).due_date for slot in slots}


def _line(due: Due, numbers: dict[UUID, str], today: date) -> Line:
    lit = light(days_of(due), today)
    return Line(
        due=due,
        title=title_words(due.about_kind, due.about_title),
        level=lit.level,
        href=href_of(due, numbers),
        period=period_said(due.period) if due.period else "",
        late=lit.level in (Level.OVERDUE, Level.SERIOUS),
    )


def href_of(due: Due, numbers: dict[UUID, str]) -> str:
    """Return where a due is dealt with; "" where it has no page."""
    if due.about_kind == NOTICE:
        return reverse("breakdown:notice", args=[due.about_id])
    if due.about_kind != MATTER:
        return asked_at(due)
    number = numbers.get(UUID(due.about_id))
    return reverse("shell:dossier", args=[number]) if number else ""


def counted(days: Iterable[Day]) -> list[tuple[str | Promise, int]]:
    """Return the sums of a page, in words."""
    held = list(days)
    return [
        (_("到期"), sum(len(one.lines) for one in held)),
        (_("已办"), sum(one.done for one in held)),
        (_("逾期未办"), sum(one.late for one in held)),
        (_("待办"), sum(one.open for one in held)),
    ]
