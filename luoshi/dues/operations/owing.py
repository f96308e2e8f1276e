"""Owing, meeting, excusing, moving: helpers that upper deeds call inside their own transaction.

None of these writes an entry on the trail; the deed that calls them does, and hands its entry in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.dues.city import closing_hours
from luoshi.dues.models import OPEN, Due
from luoshi.dues.operations.pausing import resume
from luoshi.dues.queries import calendar_here, rules_here
from luoshi.dues.reckoning import days_again, days_for, pauses_of
from luoshi.dues.telling import all_of, owed, ref, refs, tell
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.models import Person, Unit
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.here import day_here
from luoshi.timelimits.queries import NoSuchRule
from luoshi.timelimits.rules import Measure, OwnDay, Rule, Start
from luoshi.trail.models import Entry
from luoshi.trail.operations import About, about_of


class More(TypedDict, total=False):
    """What may be said of a due besides who, what and since when; see `Promise`."""

    rule: str
    on: date | None
    roll: bool
    start: str
    creditor: Unit | None
    person: Person | None
    period: str
    due_time: time | None


@dataclass(frozen=True)
class Promise:
    """What is to be owed, before its day is reckoned.

    :param since: the day the clock starts from, not counted itself
    :param rule: code of the time-limit rule; or else
    :param on: the day that was named (the matter's own date)
    :param roll: whether a named day that is off moves to the next working day
    :param start: the event `since` is the day of, where a day was named
    :param due_time: the hour it ends at on its day; the office's closing hour unless said
    """

    kind: DueKind
    debtor: Unit
    about: Model | About
    since: date
    rule: str = ""
    on: date | None = None
    roll: bool = True
    start: str = Start.ISSUE
    creditor: Unit | None = None
    person: Person | None = None
    period: str = ""
    due_time: time | None = None


def owe(
    kind: DueKind,
    *,
    debtor: Unit,
    about: Model | About,
    since: date,
    entry: Entry | None = None,
    calendar: Calendar | None = None,
    **rest: Unpack[More],
) -> Due:
    """Let a unit owe something by a day (应办). See `Promise` for what else may be said.

    Writes no entry: the deed above does, and hands it in as `entry`.

    :raises Unmet: if neither a rule nor a day is named, or both, or no such rule is in force
    """
    promise = Promise(kind, debtor, about, since, **rest)
    return owe_many([promise], entry=entry, calendar=calendar)[0]


@transaction.atomic
def owe_many(
    promises: Sequence[Promise], *, entry: Entry | None = None, calendar: Calendar | None = None
) -> list[Due]:
    """Let many things be owed at once: a constant number of queries for a whole notice.

    Writes no entry. The same arguments and refusals as `owe`.
    """
    here = calendar if calendar is not None else calendar_here()
    rules = _rules_for(promises)
    closing = closing_hours({one.since for one in promises})
    dues = [_due(one, rules, here, entry, closing) for one in promises]
    laid = Due.objects.bulk_create(dues, batch_size=500)
    tell(entry, *owed(laid))
    return laid


def meet(due: Due, *, at: datetime, entry: Entry | None = None) -> None:
    """Count a due as met at that time (已办). Late is decided by the day: later than `due_date`.

    Writes no entry. A clock that stands still is set going first, so that the pause counts.

    :raises NotFromHere: if it was met or excused already
    """
    with transaction.atomic():
        if due.paused_since is not None and not due.closed:
            resume(due, on=day_here(at), entry=entry)
        _change(due, met_at=at, met_date=day_here(at), met_by_entry=_id(entry))
        tell(entry, ("met", day_here(at), ref(due)))


@transaction.atomic
def meet_all(dues: QuerySet[Due], *, at: datetime, entry: Entry | None = None) -> int:
    """Count all open dues of a set as met at that time; return how many. Writes no entry."""
    held = dues.filter(OPEN)
    _set_going(held, at=at, entry=entry)
    day = day_here(at)
    columns = {"met_at": at, "met_date": day, "met_by_entry": _id(entry)}
    return _close(held, "met", day, entry, columns)


@transaction.atomic
def unmeet_all(dues: QuerySet[Due], *, entry: Entry | None = None) -> int:
    """Owe again what was counted as met by something taken back; return how many.

    What a rhythm that has ended owed stays as it is. Writes no entry.
    """
    again = dues.filter(Q(series__isnull=True) | Q(series__ended_at__isnull=True))
    named = refs(again.filter(met_at__isnull=False))
    met = Due.objects.filter(pk__in=named, met_at__isnull=False)
    tell(entry, *all_of("unmeet", None, named.values()))
    return met.update(met_at=None, met_date=None, met_by_entry=None)


def claim(due: Due, *, at: datetime, entry: Entry | None = None) -> None:
    """Note that the debtor says it is done: the unit's clock stands at that day. Writes no entry.

    :raises NotFromHere: if it is closed already
    """
    _change(due, claimed_at=at, claimed_date=day_here(at))
    tell(entry, ("claim", day_here(at), ref(due)))


def return_claim(due: Due, *, entry: Entry | None = None) -> None:
    """Take a claim back: the work was returned, and the clock never stopped (domain/14 Q7).

    Writes no entry.
    """
    _change(due, claimed_at=None, claimed_date=None)
    tell(entry, ("unclaim", None, ref(due)))


def accept_claim(due: Due, *, entry: Entry | None = None) -> None:
    """Count a claimed due as met at the time of the claim that was accepted (domain/14 Q7).

    Writes no entry.

    :raises Unmet: if nobody has claimed it done
    """
    if due.claimed_at is None:
        raise Unmet(_("尚未申请，不能认定办结"))
    meet(due, at=due.claimed_at, entry=entry)


def excuse(due: Due, *, reason: str, at: datetime, entry: Entry | None = None) -> None:
    """Let a due be owed no longer, for a reason (免办). Writes no entry.

    :raises Unmet: if no reason is given
    :raises NotFromHere: if it was met or excused already
    """
    _demand_reason(reason)
    with transaction.atomic():
        if due.paused_since is not None and not due.closed:
            resume(due, on=day_here(at), entry=entry)
        _change(due, excused_at=at, excuse=reason, excused_by_entry=_id(entry))
        tell(entry, ("excuse", day_here(at), ref(due)))


@transaction.atomic
def excuse_all(
    dues: QuerySet[Due], *, reason: str, at: datetime, entry: Entry | None = None
) -> int:
    """Excuse all open dues of a set; return how many. Writes no entry."""
    _demand_reason(reason)
    held = dues.filter(OPEN)
    _set_going(held, at=at, entry=entry)
    columns = {"excused_at": at, "excuse": reason, "excused_by_entry": _id(entry)}
    return _close(held, "excuse", day_here(at), entry, columns)


def _close(
    held: QuerySet[Due], word: str, day: date, entry: Entry | None, columns: dict[str, Any]
) -> int:
    """Write how the open dues of a set ended, and tell it; of two at once the first has them."""
    if entry is None:
        return held.update(**columns)
    named = refs(held)
    if not named:
        return 0
    closed = Due.objects.filter(OPEN, pk__in=named).update(**columns)
    if closed != len(named):
        raise NotFromHere(_("已有人先办，请刷新后再办"))
    tell(entry, *all_of(word, day, named.values()))
    return closed


def _set_going(held: QuerySet[Due], *, at: datetime, entry: Entry | None) -> None:
    """Set the clocks of a set that stand still going, so that their pauses count."""
    still = held.filter(paused_since__isnull=False)
    # Hardly ever one: to ask is cheaper than to read rows of thirty columns that are not there.
    if still.order_by().exists():
        for due in still:
            resume(due, on=day_here(at), entry=entry)


def move(
    due: Due, *, to: date, at: datetime, roll: bool = True, entry: Entry | None = None
) -> None:
    """Put a due on another day by decision (延期); its original day is kept. Writes no entry.

    :param to: the last day as decided; pauses before the decision are already in it
    :raises NotFromHere: if it is closed
    """
    _put(due, OwnDay(to, roll, counted_from=day_here(at)), due.since, due.start, entry)


def restart(due: Due, *, since: date, start: str = "", entry: Entry | None = None) -> None:
    """Let the clock of a due run from another day (signed earlier than feared). Writes no entry.

    The day it then falls on becomes the original one: nothing was extended.
    """
    with transaction.atomic():
        _put(due, None, since, start or due.start, entry)
        _change(due, original_due_date=due.due_date)


def _put(due: Due, measure: Measure | None, since: date, start: str, entry: Entry | None) -> None:
    due.measure = str(measure) if measure is not None else due.measure
    due.since, due.start = since, start
    days = days_again(due, calendar_here(), pauses_of(due))
    _change(due, measure=due.measure, since=since, start=start, **days)
    tell(entry, ("move", due.due_date, ref(due), since, start, due.measure))


def _rules_for(promises: Iterable[Promise]) -> dict[tuple[str, date], Rule]:
    wanted: dict[date, set[str]] = {}
    for one in promises:
        if bool(one.rule) == (one.on is not None):
            raise Unmet(_("应办须且只须写明时限规则或具体日期"))
        if one.rule:
            wanted.setdefault(one.since, set()).add(one.rule)
    try:
        return {
            (code, since): rule
            for since, codes in wanted.items()
            for code, rule in rules_here(codes, on=since).items()
        }
    except NoSuchRule as missing:
        raise Unmet(str(missing)) from missing


def _due(
    one: Promise,
    rules: dict[tuple[str, date], Rule],
    calendar: Calendar,
    entry: Entry | None,
    closing: dict[date, time | None],
) -> Due:
    rule = rules.get((one.rule, one.since))
    measure: Measure = rule.limit if rule else OwnDay(one.on or one.since, one.roll)
    start = rule.start if rule else one.start
    days = days_for(one.kind, measure, one.since, calendar, start=start)
    thing = about_of(one.about)
    return Due(
        kind=one.kind,
        debtor=one.debtor,
        person=one.person,
        creditor=one.creditor,
        about_kind=thing.kind,
        about_id=thing.id,
        about_title=thing.title[:500],
        rule=one.rule,
        period=one.period,
        start=start,
        since=one.since,
        measure=str(measure),
        pausable=rule.pausable if rule else True,
        due_time=one.due_time or closing[one.since],
        original_due_date=days["due_date"],
        owed_by_entry=_id(entry),
        **days,
    )


def _change(due: Due, **columns: Any) -> None:
    """Write columns of a due that is still open, here and in the database, or refuse."""
    if not Due.objects.filter(OPEN, pk=due.pk).update(**columns):
        raise NotFromHere(_("“%(due)s”已办结或已免办") % {"due": due})
    for name, value in columns.items():
        setattr(due, name, value)


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Unmet(_("免办须写明理由"))


def _id(entry: Entry | None) -> UUID | None:
    return entry.pk if entry is not None else None
