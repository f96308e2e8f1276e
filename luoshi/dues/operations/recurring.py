"""Reports that recur (周期报送), and the clock's own run once a day.

A series lays its dues two ahead: when one is missed the next already stands, so that a light can
say 连续未报 without anybody painting it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, When

from luoshi.dues.city import closing_hour
from luoshi.dues.mass import insert_from
from luoshi.dues.models import OPEN, Due, Series
from luoshi.dues.operations.owing import excuse_all, meet_all
from luoshi.dues.queries import calendar_here, turned_by_unit
from luoshi.dues.reckoning import days_for
from luoshi.dues.telling import Told, all_of, begun, tell
from luoshi.dues.terms import DueKind, Level
from luoshi.kit.actor import CLOCK, Actor
from luoshi.organisation.models import Person, Unit
from luoshi.timelimits.cadence import Beat, Cadence, Slot
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Start
from luoshi.trail.models import Entry
from luoshi.trail.operations import About, about_of, write

AHEAD = 2
EVERYONE = Q()
GRACE = 5 * ONE_DAY


@dataclass(frozen=True)
class DayTurned:
    """What the clock's run found and did.

    :param turned: how many dues entered a level on this very day, by level
    :param laid: how many reports were laid ahead
    """

    day: date
    turned: dict[Level, int]
    laid: int


@transaction.atomic
def begin_series(
    *,
    debtor: Unit,
    about: Model | About,
    cadence: str,
    since: date,
    creditor: Unit | None = None,
    person: Person | None = None,
    kind: DueKind = DueKind.REPORT,
    until: date | None = None,
    entry: Entry | None = None,
    calendar: Calendar | None = None,
) -> Series:
    """Let a unit owe reports on a cadence from a day on; the first two are laid at once.

    Writes no entry. `since` is the day of assignment; the first report falls not before the fifth
    day after it.

    :param until: the last day of the grid a report is owed for, such as the matter's own date
    :raises ValueError: if the cadence is none
    """
    thing = about_of(about)
    series = Series.objects.create(
        kind=kind,
        debtor=debtor,
        person=person,
        creditor=creditor,
        about_kind=thing.kind,
        about_id=thing.id,
        about_title=thing.title[:500],
        cadence=str(Cadence.of(cadence)),
        since=since,
        until=until,
        laid_until=since,
        lay_on=since,
        by_entry=entry.pk if entry is not None else None,
    )
    told = [begun(series)]
    lay_ahead(since, calendar=calendar, only=Q(pk=series.pk), told=told)
    return _told(series, told, entry)


def _told(series: Series, told: list[Told], entry: Entry | None) -> Series:
    tell(entry, *told)
    return series


@transaction.atomic
def begin_series_of_many(
    debtors: Iterable[Unit],
    *,
    about: Model | About,
    cadence: str,
    since: date,
    kind: DueKind,
    creditor: Unit | None = None,
    until: date | None = None,
    entry: Entry | None = None,
) -> None:
    """Let many units owe the same reports about one thing; the first two are laid at once.

    A constant number of queries, whatever the number of units. Writes no entry.

    :raises ValueError: if the cadence is none
    """
    thing, code = about_of(about), str(Cadence.of(cadence))
    columns: dict[str, Any] = {
        "kind": kind, "creditor": creditor, "cadence": code, "since": since, "until": until,
        "about_kind": thing.kind, "about_id": thing.id, "about_title": thing.title[:500],
        "laid_until": since, "lay_on": since, "by_entry": entry.pk if entry is not None else None,
    }  # fmt: skip
    rows = [Series(debtor=debtor, **columns) for debtor in debtors]
    begin = Series.objects.bulk_create(rows, batch_size=500)
    told = [begun(one) for one in begin]
    # Of those that began before only the run of the day lays more, so that it is told there.
    lay_ahead(since, only=Q(about_kind=thing.kind, about_id=thing.id, since=since), told=told)
    tell(entry, *told)


def end_series(
    about: Model | About,
    *,
    at: datetime,
    reason: str,
    entry: Entry | None = None,
    answered: bool = True,
) -> int:
    """End the reports about a thing; return how many series ended. Writes no entry.

    What is not due yet is excused for the reason.

    :param answered: whether a closing report stands for those that were due and never came: they
        count as met now, late; otherwise (the matter went to another) they are excused as well
    """
    thing, today = about_of(about), day_here(at)
    running = Series.objects.filter(about_kind=thing.kind, about_id=thing.id, ended_at__isnull=True)
    with transaction.atomic():
        ids = list(running.values_list("pk", flat=True))
        dues = Due.objects.filter(OPEN, series__in=ids)
        if answered:
            meet_all(dues.filter(due_date__lt=today), at=at, entry=entry)
        excuse_all(dues, reason=reason, at=at, entry=entry)
        tell(entry, *all_of("end", today, map(str, ids)))
        return Series.objects.filter(pk__in=ids).update(ended_at=at)


def meet_reports(
    about: Model | About,
    *,
    debtor: Unit,
    period: str,
    at: datetime,
    entry: Entry | None = None,
) -> int:
    """Count the report of a period as met, and every earlier one still open with it.

    A report tells how things stand now, so it answers for those that were missed; they stay late.
    Returns how many. Writes no entry.

    :raises Due.DoesNotExist: if this unit owes no report of that period about this thing
    """
    thing = about_of(about)
    owed = Due.objects.filter(
        about_kind=thing.kind,
        about_id=thing.id,
        debtor=debtor,
        series__isnull=False,
    )
    last = owed.filter(period=period).values_list("due_date", flat=True).latest("due_date")
    with transaction.atomic():
        return meet_all(owed.filter(due_date__lte=last), at=at, entry=entry)


@transaction.atomic
def turn_day(*, at: datetime, by: Actor = CLOCK) -> DayTurned:
    """Do what a new day asks of the clock: lay the next reports, count what changed its light.

    Lights need no repainting. Set-based, one entry for the run; running it twice in a day lays
    nothing twice.
    """
    today = day_here(at)
    told: list[Told] = []
    laid = lay_ahead(today, told=told)
    turned = Counter[Level]()
    for levels in turned_by_unit(today).values():
        turned.update(levels)
    entry = write(
        "dues.turn_day",
        about=About("day", today.isoformat(), today.isoformat()),
        by=by,
        at=at,
        facts={
            "laid": laid,
            **{level.name: number for level, number in turned.items()},
        },
    )
    tell(entry, *told)
    return DayTurned(today, dict(turned), laid)


@transaction.atomic
def lay_ahead(
    today: date,
    *,
    calendar: Calendar | None = None,
    only: Q = EVERYONE,
    told: list[Told] | None = None,
) -> int:
    """Lay the reports of every running series until two of them lie after today; return how many.

    Series that stand at the same grid day share what comes next: it is reckoned once for them all.

    :param only: which series, all of them unless said
    :param told: takes what is to be told of it on the entry
    """
    here = calendar if calendar is not None else calendar_here()
    waiting = Series.objects.filter(
        only,
        Q(until__isnull=True) | Q(laid_until__lt=F("until")),
        ended_at__isnull=True,
        lay_on__lte=today,
    )
    steps = (
        waiting.order_by()
        .annotate(anchor=_ANCHOR, fresh=Case(When(_FRESH, then=True), default=False))
        .values_list("kind", "cadence", "laid_until", "anchor", "fresh")
        .distinct()
    )
    laid, closes = 0, closing_hour(today)
    for each in [Step(*step, only, closes) for step in list(steps)]:
        laid += _lay(waiting, each, today, here, told if told is not None else [])
    return laid


@dataclass(frozen=True)
class Step:
    """Where a group of series stands: what they are laid by, and how far they are laid.

    :param anchor: the day of assignment, for those not laid yet or laid by counting from it; else
        `laid_until`, so that all that stand at one day are one group
    :param closes: the hour at which what is laid now ends on its day
    """

    kind: str
    cadence: str
    laid_until: date
    anchor: date
    fresh: bool
    only: Q
    closes: time | None

    @property
    def own_grid(self) -> bool:
        """Tell whether the days still depend on the day of assignment."""
        return self.fresh or self.cadence.startswith(Beat.EVERY)

    def next(self, today: date) -> tuple[list[Slot], date]:
        """Return the reports not laid yet, up to the second one after today, and when to lay more.

        More are wanted from the day of the first of those two on: then only one lies ahead.
        """
        wanted: list[Slot] = []
        ahead: list[date] = []
        for slot in self._grid(today):
            wanted += [slot] if slot.day > self.laid_until else []
            ahead += [slot.day] if slot.day > today else []
            if len(ahead) == AHEAD:
                break
        return wanted, ahead[0]

    def _grid(self, today: date) -> Iterator[Slot]:
        cadence = Cadence.of(self.cadence)
        if self.own_grid:
            return cadence.slots(self.anchor)
        return cadence.grid_after(min(self.laid_until, today))


_FRESH = Q(laid_until=F("since"))
_ANCHOR = Case(
    When(Q(cadence__startswith=Beat.EVERY) | _FRESH, then=F("since")), default=F("laid_until")
)


def _lay(
    waiting: QuerySet[Series], step: Step, today: date, calendar: Calendar, told: list[Told]
) -> int:
    """Lay one step for every series that stands at it: one UPDATE, then one INSERT a report."""
    slots, lay_on = step.next(today)
    mark = slots[-1].day if slots else step.laid_until
    group = waiting.alias(anchor=_ANCHOR).filter(
        _FRESH if step.fresh else ~_FRESH,
        kind=step.kind,
        cadence=step.cadence,
        laid_until=step.laid_until,
        anchor=step.anchor,
    )
    # The mark is moved first: of two runs at once the second finds none that stand there.
    if not group.update(laid_until=mark, lay_on=lay_on):
        return 0
    begins = [step.laid_until, *(slot.day for slot in slots)]
    laid, said = 0, []
    for slot, since in zip(slots, begins, strict=False):
        days = days_for(step.kind, slot.measure, since, calendar, start=Start.ASSIGNMENT)
        number = _insert(step, slot, since, mark, days)
        said.append((slot.period, slot.day, days["due_date"], since, str(slot.measure), number))
        laid += number
    told.append(("lay", step.kind, step.cadence, step.laid_until, step.anchor, step.fresh,
                 step.own_grid, mark, *said))  # fmt: skip
    return laid


def _insert(step: Step, slot: Slot, since: date, mark: date, days: dict[str, Any]) -> int:
    """Lay one report for those of the moved series that owe it and have it not.

    Others may have stood at the same mark before: they have this report, or began too late for it.
    """
    laid = Due.objects.filter(series=OuterRef("pk"), period=slot.period)
    source = Series.objects.filter(
        step.only,
        Q(until__isnull=True) | Q(until__gte=slot.day),
        Q(since=step.anchor) if step.own_grid else Q(since__lte=slot.day - GRACE),
        ~Exists(laid),
        ended_at__isnull=True,
        kind=step.kind,
        cadence=step.cadence,
        laid_until=mark,
    )
    from_series = ("debtor", "person", "creditor", "about_kind", "about_id", "about_title")
    return insert_from(
        Due,
        source,
        {
            **{name: F(name) for name in from_series},
            **days,
            "series": F("pk"),
            "owed_by_entry": F("by_entry"),
            "kind": step.kind,
            "due_time": step.closes,
            "period": slot.period,
            "start": Start.ASSIGNMENT,
            "since": since,
            "measure": str(slot.measure),
            "original_due_date": days["due_date"],
        },
    )
