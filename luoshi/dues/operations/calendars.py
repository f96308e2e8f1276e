"""What a city decides about time itself: calendars, local days, local limits, and what follows.

These are deeds of their own and leave an entry. A calendar changed is followed at once by
reckoning the open dues it touches again, in the same transaction: set-based, one entry for the run.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.dues.copies import bring_in_step
from luoshi.dues.models import ClosedSeason, Due, LocalDay
from luoshi.dues.moves import PAUSED, across, groups, reckoned
from luoshi.dues.queries import calendar_here
from luoshi.dues.reckoning import days_for, pauses_of
from luoshi.dues.rules import demand_keeper
from luoshi.dues.telling import Told, ref, tell
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.kit.actor import CLOCK, Actor
from luoshi.timelimits import operations as shared
from luoshi.timelimits.calendar import SpecialDay
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.models import CalendarStamp
from luoshi.timelimits.rules import Measure, measure_of
from luoshi.timelimits.terms import DayKind
from luoshi.trail.operations import About, write

# What dues of one day share, in the order in which `owe` tells it.
RECKONED_BY = ("kind", "since", "start", "measure")


@dataclass(frozen=True)
class Rederived:
    """What reckoning again did.

    :param examined: open dues whose span touches the days that changed
    :param moved: how many of them now fall on another day
    :param moves: how many went from which day to which
    :param told: what the entry tells of the dues (`dues.telling`)
    """

    examined: int
    moved: int
    moves: dict[tuple[date, date], int]
    told: list[Told] = field(default_factory=list, compare=False)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what it did, as an entry keeps it."""
        moves = {f"{was}→{to}": number for (was, to), number in sorted(self.moves.items())}
        return {"examined": self.examined, "moved": self.moved, "moves": moves}


def reckon_again(
    touched: QuerySet[Due], *, measure: Measure | None = None, **columns: Any
) -> Rederived:
    """Reckon open dues again by today's calendar; a piece of a deed, it writes no entry.

    :param measure: by which they run from now on, each by its own unless said
    :param columns: further columns they get
    """
    calendar = calendar_here()
    examined = touched.count()
    moves: Counter[tuple[date, date]] = Counter()
    if measure is not None:
        columns["measure"] = str(measure)
    told: list[Told] = []
    for group, row in groups(touched):
        days = reckoned(row, calendar, measure)
        # Dues of one rule are not all that share their days: each of them is told by its name.
        told += [_moved(due, days, measure) for due in group] if measure is not None else []
        if moved := _put(group, {**days, **columns}):
            moves.update(moved)
            if measure is None:
                told.append(("reckon", days["due_date"], *(row[name] for name in RECKONED_BY)))
    for due in touched.filter(PAUSED):
        days = days_for(
            due.kind, measure or measure_of(due.measure), due.since, calendar,
            start=due.start, pauses=tuple(pauses_of(due)),
        )  # fmt: skip
        if moved := _put(Due.objects.filter(pk=due.pk), {**days, **columns}):
            moves.update(moved)
            told.append(_moved(due, days, measure))
    return Rederived(examined, sum(moves.values()), dict(moves), told)


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
    result = reckon_again(across(first, last))
    facts = {**result.facts, "copies": bring_in_step(at)}
    tell(write("dues.rederive", about=_day(at), by=by, at=at, facts=facts), *result.told)
    return result


@transaction.atomic
def load_calendar(
    year: int,
    days: Iterable[SpecialDay],
    *,
    basis: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Rederived:
    """Load a year's official calendar and reckon again what it touches (装入放假安排).

    :raises NotYours: if `by` does not keep the city's time
    :raises NotThisYear: if a day lies outside the year and the December before it
    :raises Unmet: if the notice is not named
    """
    demand_keeper(by, gettext_lazy("装入放假安排"))
    demand_basis(basis)
    loaded = shared.load_year(year, days, basis=basis, at=at)
    write(
        "calendar.load",
        about=About("calendar", str(year), _("%(year)s年放假安排") % {"year": year}),
        by=by,
        at=at,
        facts={"basis": basis, "days": loaded.days, "changed": loaded.changed},
        key=key,
    )
    # A day off just before the first changed day decides where a limit rolls to.
    return rederive(at=at, first=loaded.first - ONE_DAY, last=loaded.last, by=by)


@transaction.atomic
def declare_local_day(
    day: date,
    *,
    kind: DayKind,
    name: str,
    basis: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Rederived:
    """Declare a local holiday, or a change of a working day, and reckon again (本地节假日).

    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: if no paper is named
    :raises NotFromHere: if the day has been declared already
    """
    demand_keeper(by, gettext_lazy("设定本地节假日"))
    demand_basis(basis)
    hold_time()
    if LocalDay.objects.filter(date=day, withdrawn_at__isnull=True).exists():
        raise NotFromHere(_("%(day)s已设定，请先撤回") % {"day": day.isoformat()})
    local = LocalDay.objects.create(date=day, kind=kind, name=name, basis=basis)
    write("local_day.declare", about=local, by=by, at=at, after=kind, facts={"basis": basis},
          key=key)  # fmt: skip
    return rederive(at=at, first=day - ONE_DAY, last=day, by=by)


@transaction.atomic
def withdraw_local_day(
    local: LocalDay, *, reason: str, by: Actor, at: datetime, key: str = ""
) -> Rederived:
    """Take a local day back, and reckon again; the row stays as history.

    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: if no reason is given
    :raises NotFromHere: if it was taken back already
    """
    demand_keeper(by, gettext_lazy("撤回本地节假日"))
    take_back(local, local.date.isoformat(), reason=reason, at=at)
    write("local_day.withdraw", about=local, by=by, at=at, before=local.kind,
          facts={"reason": reason}, key=key)  # fmt: skip
    return rederive(at=at, first=local.date - ONE_DAY, last=local.date, by=by)


def _put(group: QuerySet[Due], days: dict[str, Any]) -> Counter[tuple[date, date]]:
    """Write days over a group; return how many dues went from which day to which."""
    to = days["due_date"]
    moving = group.exclude(due_date=to)
    rows = moving.order_by().values_list("due_date").annotate(number=Count("pk"))
    moved = Counter({(was, to): number for was, number in rows})
    moving.filter(original_due_date=F("due_date")).update(original_due_date=to)
    group.update(**days)
    return moved


def _moved(due: Due, days: dict[str, Any], measure: Measure | None) -> Told:
    held = str(measure) if measure is not None else due.measure
    return ("move", days["due_date"], ref(due), due.since, due.start, held)


def _day(at: datetime) -> About:
    today = day_here(at).isoformat()
    return About("day", today, today)


def take_back(row: LocalDay | ClosedSeason, said: str, *, reason: str, at: datetime) -> None:
    """Note on a row that it was taken back; it stays as history.

    :param said: what it is called in a refusal
    :raises Unmet: if no reason is given
    :raises NotFromHere: if it was taken back already
    """
    if not reason.strip():
        raise Unmet(_("撤回须写明理由"))
    standing = type(row)._default_manager.filter(pk=row.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=at):
        raise NotFromHere(_("“%(name)s”已撤回") % {"name": said})
    row.withdrawn_at = at


def hold_time() -> None:
    """Let two who decide about the city's time at once wait for one another."""
    CalendarStamp.objects.update(only=True)


def demand_basis(basis: str) -> None:
    """Let no rule of time stand without the paper it rests on.

    :raises Unmet: if none is named
    """
    if not basis.strip():
        raise Unmet(_("须写明依据的文件"))
