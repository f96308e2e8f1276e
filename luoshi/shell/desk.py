"""我的工作台: what is owed here, by time, each with the one action that answers it.

The rows are dues of the acting post's unit; where a row leads is decided by its kind and by the
post. A constant number of queries, whatever the number of rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from luoshi.breakdown.lights import counts, light_of, with_light
from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import matters_before
from luoshi.breakdown.terms import OPEN as OPEN_STATES
from luoshi.dues.models import OPEN, RUNNING, Due
from luoshi.dues.queries import OnTime, day_group, desk, on_time, owed_by
from luoshi.dues.terms import DayGroup, DueKind, Level
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import LEADERS, UNIT_ROLES, Role
from luoshi.shell.duties import Duty, gathered, rows_for
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.wording import day_words, weekday_word

SHOWN = 100
STRIP_DAYS = 10
QUALITY_DAYS = 30
NOT_OWED_HERE = UUID(int=0)


# What others ask of a room: it answers like any unit.
ASKED = (DueKind.RECEIPT, DueKind.OPINION, DueKind.MATERIAL, DueKind.RETURN)
# What a post of a supervision room is shown of what the room owes; units see all they owe.
KINDS_OF_ROLE: dict[str, tuple[DueKind, ...]] = {
    Role.OFFICER: (DueKind.REVIEW, DueKind.VERIFICATION, *ASKED),
    Role.DIRECTOR: (
        DueKind.REVIEW,
        DueKind.VERIFICATION,
        DueKind.WRITE_OFF,
        DueKind.DECISION,
        *ASKED,
    ),
    Role.SECRETARY_GENERAL: (DueKind.DECISION,),
    Role.VERIFIER: (DueKind.VERIFICATION,),
    Role.ASSESSOR: (DueKind.REVIEW, DueKind.APPEAL, *ASKED),
}


@dataclass(frozen=True)
class Day:
    """A day of the strip: how much falls due on it, and whether it is off (休)."""

    day: date
    weekday: str
    number: int
    off: bool


@dataclass(frozen=True)
class Group:
    """A group of rows; `number` counts all of it, also what is not shown."""

    group: DayGroup
    number: int
    duties: Sequence[Duty]
    day: date | None = None


@dataclass(frozen=True)
class Quality:
    """What share of one kind of due was done in time."""

    label: str | Promise
    counted: OnTime


def owed_here(by: Acting, today: date) -> QuerySet[Due]:
    """Return what stands on somebody's desk: owed by the unit, of the kinds this post answers.

    Of reports that recur only the next one: the one laid behind it is nobody's work yet.
    """
    if by.role in UNIT_ROLES:
        before = Due.objects.filter(
            OPEN,
            series=OuterRef("series"),
            due_date__gte=today,
            due_date__lt=OuterRef("due_date"),
        )
        return owed_by([by.unit_id], person=by.person_id).exclude(
            Q(series__isnull=False) & Exists(before)
        )
    kinds = KINDS_OF_ROLE.get(by.role)
    units = [by.unit_id] if kinds else [NOT_OWED_HERE]
    return owed_by(units, person=by.person_id, kinds=kinds or ())


def waiting(dues: QuerySet[Due]) -> QuerySet[Due]:
    """Leave out what stands still, or is claimed and waits for others."""
    return dues.filter(RUNNING, claimed_at__isnull=True)


def count(by: Acting, at: datetime) -> int:
    """Count what waits on somebody's desk, for the navigation."""
    return waiting(owed_here(by, day_here(at))).count()


def numbers(dues: QuerySet[Due], today: date) -> tuple[int, int]:
    """Return how many are due today and how many are late. One query."""
    found = waiting(dues).aggregate(
        today=Count("pk", filter=Q(due_date=today)), late=Count("pk", filter=Q(due_date__lt=today))
    )
    return found["today"], found["late"]


def heading(today: int, late: int) -> str:
    """Say the answer before the list: 今天要办4件，另有1件逾期."""
    told = {"today": today, "late": late}
    if today and late:
        return _("今天要办%(today)s件，另有%(late)s件逾期") % told
    if today:
        return _("今天要办%(today)s件") % told
    return _("今天没有到期的，另有%(late)s件逾期") % told if late else _("今天没有到期的事")


def overseen(by: Acting, lights: Sequence[tuple[int | None, int]]) -> str:
    """Say the answer for a leader: 分管在办7项，逾期4项，滞后1项."""
    found = dict(lights)
    told = {
        "number": sum(found.values()),
        "late": found.get(Level.OVERDUE, 0) + found.get(Level.SERIOUS, 0),
        "behind": found.get(Level.WARNING, 0),
    }
    if by.role in LEADERS:
        return _("分管在办%(number)s项，逾期%(late)s项，滞后%(behind)s项") % told
    return _("在办%(number)s项，逾期%(late)s项，滞后%(behind)s项") % told


def groups(
    dues: QuerySet[Due],
    by: Acting,
    at: datetime,
    calendar: Calendar,
    *,
    gather: bool = False,
    done: Due | None = None,
) -> list[Group]:
    """Return the desk's groups by day, with their rows ready to be shown.

    :param gather: show the reports of one period as one row
    :param done: what was just signed for; one line says so where its row stood
    """
    today = day_here(at)
    found = desk(dues, today, show=SHOWN)
    rows = rows_for([due for group in found for due in group.dues], by, at, calendar)
    shown = {one.group: [rows[due.pk] for due in one.dues] for one in found}
    numbers = {one.group: one.number for one in found}
    if done is not None:
        _put_done(shown, done, today)
    days = {DayGroup.TODAY: today, DayGroup.TOMORROW: today + ONE_DAY}
    return [
        Group(
            group,
            numbers.get(group, 0),
            gathered(shown[group]) if gather else shown[group],
            days.get(group),
        )
        for group in DayGroup
        if group in shown
    ]


def just_signed(by: Acting, key: str) -> Due | None:
    """Return the receipt of this unit that the address says was just signed, if it was."""
    try:
        named = UUID(key)
    except ValueError:
        return None
    mine = Due.objects.filter(kind=DueKind.RECEIPT, debtor=by.unit_id, met_at__isnull=False)
    return mine.filter(pk=named).first()


def _put_done(shown: dict[DayGroup, list[Duty]], done: Due, today: date) -> None:
    """Put one line where the row of a receipt stood; the work goes on in the row below it."""
    said = _("%(number)s已签收，%(at)s") % {
        "number": done.about_title,
        "at": full_time(done.met_at) if done.met_at else "",
    }
    rows = shown.setdefault(day_group(done.due_date, today), [])
    place = sum((row.due.due_date, row.due.pk) < (done.due_date, done.pk) for row in rows)
    rows.insert(place, Duty(due=done, said=said, focus=True))
    below = [row for group in DayGroup for row in shown.get(group, [])]
    following = below[below.index(rows[place]) + 1 :]
    if following:
        held = shown[next(group for group in DayGroup if following[0] in shown.get(group, []))]
        held[held.index(following[0])] = replace(following[0], focus=True)
        rows[place] = replace(rows[place], focus=False)


def kinds_of(dues: QuerySet[Due]) -> list[tuple[DueKind, int]]:
    """Count what waits by kind, in the order of the kinds."""
    rows = waiting(dues).order_by().values_list("kind").annotate(number=Count("pk"))
    numbers = dict(rows)
    return [(kind, numbers[kind]) for kind in DueKind if kind in numbers]


def strip(dues: QuerySet[Due], today: date, calendar: Calendar) -> list[Day]:
    """Return the next ten days with what falls due on each; holidays are off."""
    last = today + timedelta(days=STRIP_DAYS - 1)
    rows = waiting(dues).filter(due_date__range=(today, last)).order_by()
    numbers = dict(rows.values_list("due_date").annotate(number=Count("pk")))
    days = [today + timedelta(days=ahead) for ahead in range(STRIP_DAYS)]
    return [
        Day(day, weekday_word(day), numbers.get(day, 0), not calendar.working(day)) for day in days
    ]


def holidays(today: date, calendar: Calendar) -> list[str]:
    """Say which official holidays fall into the strip: 6月19日—21日端午节放假。"""
    last = today + timedelta(days=STRIP_DAYS - 1)
    said = []
    for first, until in calendar.runs_off(today, last):
        named = calendar.holiday(first)
        words = {
            "first": day_words(first),
            "last": day_words(until),
            "name": _(named.name) if named and named.name else "",
        }
        one_day = _("%(first)s%(name)s放假。") % words
        said.append(one_day if first == until else _("%(first)s至%(last)s%(name)s放假。") % words)
    return said


def quality(by: Acting, today: date) -> list[Quality]:
    """Return how much of what fell due in the last thirty days was done in time, by kind."""
    kinds = (DueKind.RECEIPT, DueKind.REPORT)
    if by.role not in UNIT_ROLES:
        kinds = (DueKind.REVIEW, DueKind.VERIFICATION)
    first = today - timedelta(days=QUALITY_DAYS)
    last = today - timedelta(days=1)
    found = [
        (kind, on_time(first, last, kinds=(kind,), units=[by.unit_id]).get(by.unit_id))
        for kind in kinds
    ]
    return [Quality(kind.label, counted) for kind, counted in found if counted]


def lights(by: Acting, today: date) -> list[tuple[int | None, int]]:
    """Count the open matters somebody sees, by the level of their light. One query."""
    return counts(with_light(matters_before(by).filter(state__in=OPEN_STATES), today))


def by_lateness(by: Acting, today: date) -> QuerySet[Matter]:
    """Return every open matter somebody sees, the latest first, then by the date owed."""
    seen = with_light(matters_before(by).filter(state__in=OPEN_STATES), today)
    # What stands still is no reason to look, whatever the number of its level.
    still = Case(When(light_level=Level.SUSPENDED, then=Value(-1)), default=F("light_level"))
    worst = OrderBy(still, descending=True, nulls_last=True)
    return seen.order_by(worst, "due_date", "number")


def lit(matters: Iterable[Matter], today: date) -> list[Matter]:
    """Return the rows of a page, each with its `light`. No query of its own."""
    rows = list(matters)
    for row in rows:
        row.light = light_of(row, today)  # type: ignore[attr-defined]
    return rows
