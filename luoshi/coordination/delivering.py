"""送达 What was sent reaches every unit that has somebody in a post, and is owed from that day on.

A unit in which nobody could receive it stands as not delivered, and owes nothing until somebody is
appointed; the clock's run looks every day. Sending hands its entry in, the clock writes its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from luoshi.coordination.addressing import can_receive
from luoshi.coordination.ask_terms import AskKind, AskState
from luoshi.coordination.models import Addressee, Ask
from luoshi.dues.models import Due
from luoshi.dues.operations import Promise, begin_series_of_many, owe_many
from luoshi.dues.terms import DueKind
from luoshi.kit.actor import CLOCK
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Start
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

KINDS = {
    AskKind.OPINION: DueKind.OPINION,
    AskKind.NOTICE: DueKind.RECEIPT,
    AskKind.MATERIAL: DueKind.MATERIAL,
    AskKind.RETURN: DueKind.RETURN,
}
RULES = {AskKind.OPINION: "OPINION", AskKind.NOTICE: "RECEIPT"}


def deliver(ask: Ask, *, at: datetime, entry: Entry) -> int:
    """Deliver an ask to whom it has not reached yet and can; return how many units it reached."""
    there = _reached(ask, day_here(at))
    _lay(ask, there, at, entry)
    return len(there)


def deliver_what_waits(*, at: datetime) -> int:
    """Deliver what reached nobody before, and lay the periods a new day brought; return how many.

    The clock's run: each ask in a transaction of its own, with an entry where it reached a unit.
    """
    laid = 0
    waiting = Addressee.objects.filter(delivered_at__isnull=True).values("ask")
    bare = Due.objects.filter(about_kind="ask", kind=DueKind.RETURN, addressee__isnull=True)
    returns = list(bare.order_by().values_list("about_id", flat=True).distinct())
    sent = Ask.objects.filter(Q(pk__in=waiting) | Q(pk__in=returns), state=AskState.SENT)
    for ask in sent.select_related("unit").order_by("sent_at"):
        with transaction.atomic():
            # Held while it is delivered: of two runs at once the second waits and finds it done.
            held = Ask.objects.filter(pk=ask.pk, state=AskState.SENT)
            if held.update(pressed_date=F("pressed_date")):
                laid += _deliver_late(ask, at)
                laid += lay_periods(ask, at=at)
    return laid


def _deliver_late(ask: Ask, at: datetime) -> int:
    """Deliver an ask to the units that could not receive it when it was sent, on an own entry."""
    there = _reached(ask, day_here(at))
    if there:
        names = {"units": [row.unit.name for row in there], "ids": [row.unit_id for row in there]}
        entry = write("ask.deliver", about=ask, by=CLOCK, at=at, facts=names)
        _lay(ask, there, at, entry)
    return len(there)


def _reached(ask: Ask, today: date) -> list[Addressee]:
    """Return the rows of an ask that reached nobody yet, and can today. Two queries."""
    waiting = ask.addressees.filter(delivered_at__isnull=True).select_related("unit")
    rows = list(waiting.order_by("unit__place", "unit__code"))
    reached = can_receive((row.unit_id for row in rows), on=today)
    return [row for row in rows if row.unit_id in reached]


def _lay(ask: Ask, rows: Sequence[Addressee], at: datetime, entry: Entry) -> None:
    if rows and ask.kind == AskKind.RETURN:
        _begin(ask, rows, at, entry)
    elif rows:
        _owe(ask, rows, at, entry)


def lay_periods(ask: Ask, *, at: datetime) -> int:
    """Give each due of a return its row, to be filled in; return how many were laid."""
    bare = _dues(ask).filter(addressee__isnull=True, series__isnull=False)
    rows = [
        Addressee(ask=ask, unit_id=unit, period=period, due_id=due, delivered_at=at)
        for due, unit, period in bare.values_list("pk", "debtor", "period")
    ]
    return len(Addressee.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True))


def _owe(ask: Ask, rows: Sequence[Addressee], at: datetime, entry: Entry) -> None:
    today, kind = day_here(at), AskKind(ask.kind)
    owe_many([_promise(ask, row, kind, today) for row in rows], entry=entry)
    due = _dues(ask).filter(debtor=OuterRef("unit"))
    _put_down(ask, rows, at, due=Subquery(due.values("pk")[:1]))


def _promise(ask: Ask, row: Addressee, kind: AskKind, today: date) -> Promise:
    promise = Promise(
        KINDS[kind], row.unit, ask, today, rule=RULES.get(kind, ""), creditor=ask.unit
    )
    if ask.answer_by is None:
        return promise
    # Whom it reaches only later has the day it reaches them at least.
    return replace(promise, rule="", on=max(ask.answer_by, today), start=Start.RECEIPT)


def _begin(ask: Ask, rows: Sequence[Addressee], at: datetime, entry: Entry) -> None:
    """Let the units owe the return; the row that waited becomes the one of the first period."""
    begin_series_of_many(
        [row.unit for row in rows],
        about=ask,
        cadence=ask.cadence,
        since=day_here(at),
        kind=DueKind.RETURN,
        creditor=ask.unit,
        until=ask.expires_date,
        entry=entry,
    )
    first = _dues(ask).filter(debtor=OuterRef("unit")).order_by("due_date")
    due, period = (Subquery(first.values(name)[:1]) for name in ("pk", "period"))
    _put_down(ask, rows, at, due=due, period=period)
    lay_periods(ask, at=at)


def _put_down(ask: Ask, rows: Sequence[Addressee], at: datetime, **columns: Subquery) -> None:
    reached = ask.addressees.filter(pk__in=[row.pk for row in rows])
    reached.update(delivered_at=at, **columns)


def _dues(ask: Ask) -> QuerySet[Due]:
    return Due.objects.filter(about_kind="ask", about_id=str(ask.pk))
