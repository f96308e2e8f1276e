"""重复征集 Asks near to one that is about to go out: shown before it does, with what was answered.

Near is the likeness of the workbench (pairs of neighbouring characters of the title and of what is
to be filled in), asked of the same units within a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from luoshi.breakdown.alike import NEAR, pairs_in
from luoshi.coordination.models import Addressee, Ask

WITHIN = timedelta(days=365)
LOOKED_AT, SHOWN = 500, 5


@dataclass(frozen=True)
class Alike:
    """An ask of the last year that is near to this one.

    :param likeness: of 100
    :param both: how many of the units now asked were asked then
    :param answered: how many answers that one has
    """

    ask: Ask
    likeness: int
    both: int
    answered: int


def likeness(one: set[str], other: set[str]) -> int:
    """Return how near two are, of 100: twice what they share among all they have."""
    return round(200 * len(one & other) / (len(one) + len(other))) if one and other else 0


def pairs_of(ask: Ask) -> set[str]:
    """Return the pairs of an ask's title and of its fields; `fields` may have been read before."""
    return pairs_in(ask.title).union(*(pairs_in(one.label) for one in ask.fields.all()))


def asked_before(ask: Ask, *, on: date) -> list[Alike]:
    """Return what is near to an ask, the likest first. Four queries."""
    units = Addressee.objects.filter(ask=ask).values("unit")
    mine = pairs_of(ask)
    near = [
        (found, one)
        for one in _sent_to(ask, units, on)
        if (found := likeness(mine, pairs_of(one))) >= NEAR
    ]
    near.sort(key=lambda pair: -pair[0])
    return _with_answers(near[:SHOWN], units)


def _sent_to(ask: Ask, units: QuerySet[Addressee, Any], on: date) -> QuerySet[Ask]:
    rows = Addressee.objects.filter(unit__in=units).values("ask")
    recent = Q(sent_at__date__gte=on - WITHIN) | Q(cadence__gt="", ended_at__isnull=True)
    sent = Ask.objects.filter(recent, pk__in=rows, sent_at__isnull=False).exclude(pk=ask.pk)
    kept = sent.select_related("unit").prefetch_related("fields")
    return kept.order_by("-sent_at")[:LOOKED_AT]


def _with_answers(near: Sequence[tuple[int, Ask]], units: QuerySet[Addressee, Any]) -> list[Alike]:
    rows = Addressee.objects.filter(ask__in=[one.pk for _found, one in near]).order_by()
    told = rows.values_list("ask").annotate(
        both=Count("unit", filter=Q(unit__in=units), distinct=True),
        answered=Count("pk", filter=Q(answered_at__isnull=False) | Q(signed_at__isnull=False)),
    )
    by_ask = {ask: (both, answered) for ask, both, answered in told}
    return [Alike(one, found, *by_ask.get(one.pk, (0, 0))) for found, one in near]
