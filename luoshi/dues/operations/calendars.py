"""What a city decides about time itself: calendars, local days, local limits, and what follows.

These are deeds of their own and leave an entry. A calendar changed is followed at once by
reckoning the open dues it touches again, in the same transaction: set-based, one entry for the run.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from luoshi.dues.copies import bring_in_step
from luoshi.dues.models import OPEN, CityRule, Due, LocalDay, Pause
from luoshi.dues.queries import calendar_here
from luoshi.dues.reckoning import days_again, days_for, pauses_of
from luoshi.dues.telling import Told, ref, tell
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.kit.actor import CLOCK, Actor
from luoshi.timelimits import operations as shared
from luoshi.timelimits.calendar import SpecialDay
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Rule, measure_of
from luoshi.timelimits.terms import DayKind
from luoshi.trail.operations import About, write


@dataclass(frozen=True)
class Rederived:
    """What reckoning again did.

    :param examined: open dues whose span touches the days that changed
    :param moved: how many of them now fall on another day
    :param moves: how many went from which day to which
    """

    examined: int
    moved: int
    moves: dict[tuple[date, date], int]


@transaction.atomic
def rederive(
    *, at: datetime, first: date | None = None, last: date | None = None, by: Actor = CLOCK
) -> Rederived:
    """Reckon open dues again by today's calendar (时限重算), from their measure and start.

    Dues of one kind, measure and start share their days: reckoned once, written by one UPDATE.
    The original day of a due that moves with the calendar moves too, unless it was extended:
    a corrected holiday is no extension.

    :param first: only dues whose span reaches this day or a later one
    :param last: only dues whose clock starts on this day or before
    """
    calendar, touched = calendar_here(), Due.objects.filter(OPEN)
    if first is not None:
        touched = touched.filter(severe_date__gte=first)
    if last is not None:
        touched = touched.filter(since__lte=last)
    examined = touched.count()
    moves, told = Counter[tuple[date, date]](), list[Told]()
    paused = Exists(Pause.objects.filter(due=OuterRef("pk")))
    for kind, measure, since, start in list(
        touched.filter(~paused)
        .order_by()
        .values_list("kind", "measure", "since", "start")
        .distinct()
    ):
        group = touched.filter(~paused, kind=kind, measure=measure, since=since, start=start)
        days = days_for(kind, measure_of(measure), since, calendar, start=start)
        if moved := _put(group, days):
            told.append(("reckon", days["due_date"], kind, measure, since, start))
            moves.update(moved)
    for due in touched.filter(paused).iterator():
        days = days_again(due, calendar, pauses_of(due))
        if moved := _put(Due.objects.filter(pk=due.pk), days):
            told.append(("move", days["due_date"], ref(due), due.since, due.start, due.measure))
            moves.update(moved)
    result = Rederived(examined, sum(moves.values()), dict(moves))
    facts = {**_facts(result), "copies": bring_in_step(at)}
    tell(write("dues.rederive", about=_day(at), by=by, at=at, facts=facts), *told)
    return result


@transaction.atomic
def load_calendar(
    year: int, days: Iterable[SpecialDay], *, basis: str, by: Actor, at: datetime
) -> Rederived:
    """Load a year's official calendar and reckon again what it touches (装入放假安排).

    :raises NotThisYear: if a day lies outside the year and the December before it
    :raises Unmet: if the notice is not named
    """
    _demand_basis(basis)
    loaded = shared.load_year(year, days, basis=basis, at=at)
    write(
        "calendar.load",
        about=About("calendar", str(year), _("%(year)s年放假安排") % {"year": year}),
        by=by,
        at=at,
        facts={"basis": basis, "days": loaded.days, "changed": loaded.changed},
    )
    # A day off just before the first changed day decides where a limit rolls to.
    return rederive(at=at, first=loaded.first - ONE_DAY, last=loaded.last, by=by)


@transaction.atomic
def declare_local_day(
    day: date, *, kind: DayKind, name: str, basis: str, by: Actor, at: datetime
) -> Rederived:
    """Declare a local holiday, or a change of a working day, and reckon again (本地节假日).

    :raises Unmet: if no paper is named
    :raises NotFromHere: if the day has been declared already
    """
    _demand_basis(basis)
    if LocalDay.objects.filter(date=day, withdrawn_at__isnull=True).exists():
        raise NotFromHere(_("%(day)s已设定，请先撤回") % {"day": day.isoformat()})
    local = LocalDay.objects.create(date=day, kind=kind, name=name, basis=basis)
    write("local_day.declare", about=local, by=by, at=at, after=kind, facts={"basis": basis})
    return rederive(at=at, first=day - ONE_DAY, last=day, by=by)


@transaction.atomic
def withdraw_local_day(local: LocalDay, *, reason: str, by: Actor, at: datetime) -> Rederived:
    """Take a local day back, and reckon again; the row stays as history.

    :raises Unmet: if no reason is given
    :raises NotFromHere: if it was taken back already
    """
    if not reason.strip():
        raise Unmet(_("撤回须写明理由"))
    standing = LocalDay.objects.filter(pk=local.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=at):
        raise NotFromHere(_("%(day)s已撤回") % {"day": local.date.isoformat()})
    local.withdrawn_at = at
    write("local_day.withdraw", about=local, by=by, at=at, before=local.kind,
          facts={"reason": reason})  # fmt: skip
    return rederive(at=at, first=local.date - ONE_DAY, last=local.date, by=by)


@transaction.atomic
def set_city_rule(rule: Rule, *, subject: str, step: str, by: Actor, at: datetime) -> CityRule:
    """Set a city's own limit from a day on; the version before it ends the day before (本地时限).

    What is owed already keeps the limit it was promised by.

    :raises Unmet: if the basis or the day it comes into force is not named
    :raises NotFromHere: if a version begins on that day or later
    """
    _demand_basis(rule.basis)
    if rule.since is None:
        raise Unmet(_("本地时限须写明施行日期"))
    versions = CityRule.objects.select_for_update().filter(code=rule.code)
    if versions.filter(since__gte=rule.since).exists():
        raise NotFromHere(_("该时限已有同日或更晚施行的规定"))
    for row in versions.filter(until__isnull=True) | versions.filter(until__gte=rule.since):
        row.until = rule.since - ONE_DAY
        row.save(update_fields=["until"])
    row = CityRule.objects.create(
        code=rule.code, subject=subject, step=step, length=rule.limit.length, unit=rule.limit.unit,
        roll=rule.limit.roll, start=rule.start, pausable=rule.pausable, basis=rule.basis,
        since=rule.since, until=rule.until,
    )  # fmt: skip
    write("city_rule.set", about=row, by=by, at=at, after=str(rule.limit),
          facts={"code": rule.code, "basis": rule.basis, "since": rule.since})  # fmt: skip
    return row


def _put(group: QuerySet[Due], days: dict[str, Any]) -> Counter[tuple[date, date]]:
    """Write days over a group; return how many dues went from which day to which."""
    to = days["due_date"]
    moving = group.exclude(due_date=to)
    rows = moving.order_by().values_list("due_date").annotate(number=Count("pk"))
    moved = Counter({(was, to): number for was, number in rows})
    moving.filter(original_due_date=F("due_date")).update(original_due_date=to)
    group.update(**days)
    return moved


def _facts(result: Rederived) -> dict[str, Any]:
    moves = {f"{was}→{to}": number for (was, to), number in sorted(result.moves.items())}
    return {"examined": result.examined, "moved": result.moved, "moves": moves}


def _day(at: datetime) -> About:
    today = day_here(at).isoformat()
    return About("day", today, today)


def _demand_basis(basis: str) -> None:
    if not basis.strip():
        raise Unmet(_("须写明依据的文件"))
