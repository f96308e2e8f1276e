"""负担 What is asked of a unit, and what a unit asks of others: how many, how long, by whom.

Minutes are what the asker reckoned before sending. How long answers really took is kept as a sum
of an ask and shown from `FEWEST` answers on: whose minutes they were stands nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractMonth

from luoshi.coordination.ask_terms import AskKind, AskState
from luoshi.coordination.asks_queries import with_numbers
from luoshi.coordination.models import Addressee, Ask
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.timelimits.days import last_of_month

# What a report of a matter costs, for want of an asker's own reckoning: half an hour to write one,
# less for a status, more for a result with its evidence.
MINUTES_OF = {DueKind.REPORT: 30, DueKind.STATUS: 20, DueKind.RESULT: 60}
# Fewer answers than this say something about one person.
FEWEST = 5
MONTHS = 12


@dataclass(frozen=True)
class Span:
    """A month or a year that is looked at."""

    year: int
    month: int = 0

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return last_of_month(self.year, self.month or MONTHS)


@dataclass
class Load:
    """So many things asked, so many minutes."""

    number: int = 0
    minutes: int = 0

    def add(self, number: int, minutes: int) -> None:
        """Count more."""
        self.number += number
        self.minutes += minutes


@dataclass(frozen=True)
class Asked:
    """One line: who asks, what kind of thing, how much."""

    name: str
    load: Load


@dataclass(frozen=True)
class Burden:
    """What is asked of a unit in a span.

    :ivar by_month: the twelve months of the year, whatever the span
    """

    whole: Load
    by_asker: Sequence[Asked]
    by_kind: Sequence[Asked]
    by_month: Sequence[Load]


@dataclass
class _Sums:
    """Rows added up in all the ways a page shows them."""

    span: Span
    whole: Load = field(default_factory=Load)
    askers: dict[str, Load] = field(default_factory=lambda: defaultdict(Load))
    kinds: dict[str, Load] = field(default_factory=lambda: defaultdict(Load))
    months: list[Load] = field(default_factory=lambda: [Load() for _one in range(MONTHS)])

    def add(self, month: int, asker: str, kind: str, number: int, minutes: int) -> None:
        """Count one group of rows."""
        self.months[month - 1].add(number, minutes)
        if self.span.month in (0, month):
            self.whole.add(number, minutes)
            self.askers[asker].add(number, minutes)
            self.kinds[kind].add(number, minutes)


def burden_of(unit_id: UUID, span: Span) -> Burden:
    """Return what falls due for a unit: asks of others, and reports of matters. Two queries."""
    sums, year = _Sums(span), Span(span.year)
    for month, asker, kind, number, minutes in _of_asks(unit_id, year):
        sums.add(month, asker, str(AskKind(kind).label), number, number * (minutes or 0))
    for month, asker, kind, number in _of_matters(unit_id, year):
        told = DueKind(kind)
        sums.add(month, asker or "", str(told.label), number, number * MINUTES_OF[told])
    return Burden(sums.whole, _lines(sums.askers), _lines(sums.kinds), sums.months)


def _of_asks(unit_id: UUID, year: Span) -> Iterable[tuple[int, str, str, int, int]]:
    rows = Addressee.objects.filter(
        unit=unit_id, due__due_date__range=(year.first, year.last)
    ).exclude(ask__state=AskState.WITHDRAWN)
    by = ("asked_in", "ask__unit__name", "ask__kind", "ask__minutes")
    found = rows.order_by().annotate(asked_in=ExtractMonth("due__due_date")).values(*by)
    told = found.annotate(number=Count("pk"))
    return [(*(one[name] for name in by[:3]), one["number"], one[by[3]]) for one in told]


def _of_matters(unit_id: UUID, year: Span) -> Iterable[tuple[int, str, str, int]]:
    dues = Due.objects.filter(
        debtor=unit_id,
        kind__in=list(MINUTES_OF),
        due_date__range=(year.first, year.last),
        excused_at__isnull=True,
    )
    dated = dues.order_by().annotate(asked_in=ExtractMonth("due_date"))
    told = dated.values_list("asked_in", "creditor__name", "kind")
    return list(told.annotate(number=Count("pk")))


def _lines(sums: dict[str, Load]) -> list[Asked]:
    lines = [Asked(name, load) for name, load in sums.items()]
    return sorted(lines, key=lambda one: (-one.load.minutes, -one.load.number, one.name))


@dataclass(frozen=True)
class Cost:
    """What one ask costs all it is sent to together.

    :param real: minutes an answer took on average, as told; None for too few to say
    """

    ask: Ask
    minutes: int
    real: int | None


def costs_of(asks: QuerySet[Ask], span: Span, today: date) -> list[Cost]:
    """Return what asks that fall due in a span cost, the dearest first. One query."""
    fell = Q(addressees__due__due_date__range=(span.first, span.last))
    sent = asks.filter(sent_at__isnull=False).exclude(state=AskState.WITHDRAWN)
    rows = with_numbers(sent, today).annotate(falls=Count("addressees", filter=fell, distinct=True))
    held = rows.filter(falls__gt=0).annotate(cost=F("falls") * F("minutes")).order_by("-cost", "id")
    return [Cost(one, one.cost, real_minutes(one)) for one in held.select_related("unit")]


def real_minutes(ask: Ask) -> int | None:
    """Return how long an answer took on average; None below `FEWEST` answers."""
    if ask.told_number < FEWEST:
        return None
    return round(ask.told_minutes / ask.told_number)


def askers_of(span: Span) -> list[Asked]:
    """Return who asks how much of all units, by minutes: for whoever looks after it. One query."""
    rows = Addressee.objects.filter(due__due_date__range=(span.first, span.last)).exclude(
        ask__state=AskState.WITHDRAWN
    )
    told = rows.order_by().values_list("ask__unit__name", "ask__minutes")
    sums: dict[str, Load] = defaultdict(Load)
    for name, minutes, number in told.annotate(number=Count("pk")):
        sums[name].add(number, number * (minutes or 0))
    return _lines(sums)
