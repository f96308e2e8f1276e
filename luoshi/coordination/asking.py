"""静默 Where a unit stands to what it was asked: one of seven, said in Python and in SQL alike.

The days are those of the due; nothing is stored that a new day would have to repaint. A property
test holds the two equal and lets exactly one hold.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from luoshi.coordination.ask_terms import AskKind, Standing
from luoshi.coordination.models import Addressee

S = Standing


@dataclass(frozen=True)
class Way:
    """How far something has come with one unit.

    :param notice: whether signing is all that is asked
    :param due_date: the last day in time; None until it was delivered
    :param met_date: the day it was answered (a notice: signed)
    :param ended_date: the day the ask ended: from then on nobody becomes silent
    """

    notice: bool
    delivered: bool
    read: bool
    signed: bool
    due_date: date | None = None
    met_date: date | None = None
    ended_date: date | None = None


def standing(way: Way, today: date) -> Standing:
    """Return where a unit stands on a day."""
    if not way.delivered or way.due_date is None:
        return S.NOT_DELIVERED
    if way.met_date is not None:
        if way.met_date > way.due_date:
            return S.LATE
        return S.SIGNED if way.notice else S.ANSWERED
    until = today if way.ended_date is None else min(today, way.ended_date)
    if way.due_date < until:
        return S.SILENT
    if way.signed:
        return S.SIGNED
    return S.READ if way.read else S.DELIVERED


def way_of(row: Addressee) -> Way:
    """Return how far it has come with a unit; `ask` and `due` must have been read."""
    return Way(
        notice=row.ask.kind == AskKind.NOTICE,
        delivered=row.delivered_at is not None,
        read=row.read_at is not None,
        signed=row.signed_at is not None,
        due_date=row.due.due_date if row.due else None,
        met_date=row.due.met_date if row.due else None,
        ended_date=row.ask.ended_date,
    )


def where_it_stands(today: date, prefix: str = "") -> Case:
    """Return the same as an expression over addressees.

    :param prefix: how addressees are reached, such as "addressees__" from an ask
    """

    def so(**asked: object) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in asked.items()})

    due_date, ended = F(f"{prefix}due__due_date"), F(f"{prefix}ask__ended_date")
    met = so(due__met_date__isnull=False)
    nowhere = so(delivered_at__isnull=True) | so(due__isnull=True)
    over = so(due__due_date__lt=today) & (
        so(ask__ended_date__isnull=True) | so(due__due_date__lt=ended)
    )
    return Case(
        When(nowhere, then=Value(S.NOT_DELIVERED.value)),
        When(so(due__met_date__gt=due_date), then=Value(S.LATE.value)),
        When(met & so(ask__kind=AskKind.NOTICE), then=Value(S.SIGNED.value)),
        When(met, then=Value(S.ANSWERED.value)),
        When(over, then=Value(S.SILENT.value)),
        When(so(signed_at__isnull=False), then=Value(S.SIGNED.value)),
        When(so(read_at__isnull=False), then=Value(S.READ.value)),
        default=Value(S.DELIVERED.value),
        output_field=CharField(),
    )


def with_standing(rows: QuerySet[Addressee], today: date) -> QuerySet[Addressee]:
    """Let each row say where it stands (`standing`)."""
    return rows.annotate(standing=where_it_stands(today))


def silent_in(rows: QuerySet[Addressee], today: date) -> QuerySet[Addressee]:
    """Return those that are silent: past their day, and nothing."""
    return rows.alias(standing=where_it_stands(today)).filter(standing=S.SILENT)


def counts(rows: QuerySet[Addressee], today: date) -> dict[Standing, int]:
    """Count rows by where they stand, all seven named. One query."""
    found = rows.order_by().annotate(standing=where_it_stands(today)).values_list("standing")
    numbers = dict(found.annotate(number=Count("pk")))
    return {one: numbers.get(one.value, 0) for one in Standing}
