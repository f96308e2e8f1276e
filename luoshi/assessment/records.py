"""Figures the record itself gives (系统记录): queries over dues, the trail and verifications.

They count results (done, in time, right at first), never the use of the system (domain/14 Q24),
and nobody types them. Each says what of the record it rests on.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Matter
from luoshi.dues.models import Due
from luoshi.dues.queries import OnTime
from luoshi.dues.terms import REPORTS, DueKind
from luoshi.reporting.models import Verification
from luoshi.reporting.terms import Verdict
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here, end_here
from luoshi.trail.models import Entry

Units = Collection[UUID]
# Who owed it, the kind and id of what it was about, the day it was met, the day it fell due.
Fallen = tuple[UUID, str, str, date | None, date]
SENT_BACK = ("matter.fail_review", "matter.fail_verification", "matter.hand_back")


@dataclass(frozen=True)
class Read:
    """What the record says of one unit.

    :ivar value: None where there was nothing to count; it is then not assessed
    :ivar evidence: kind and id of what it rests on: for a rate, what was not in time
    """

    value: Decimal | None
    parts: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Record:
    """One thing the record can be asked for.

    :ivar read: from the first to the last day, for these units
    """

    words: str | Promise
    measure: str
    read: Callable[[date, date, Units], dict[UUID, Read]]


def read(code: str, first: date, last: date, units: Units, *, at: datetime) -> dict[UUID, Read]:
    """Ask the record; what falls due today or later is not judged yet.

    :raises KeyError: if there is no such record
    """
    until = min(last, day_here(at) - ONE_DAY)
    found = RECORDS[code].read(first, until, units) if first <= until else {}
    return {unit: found.get(unit, Read(None)) for unit in units}


def _rate_of(*kinds: str) -> Callable[[date, date, Units], dict[UUID, Read]]:
    """Return the question for the share of what fell due that was met in time, in percent."""

    def asked(first: date, last: date, units: Units) -> dict[UUID, Read]:
        owed: dict[UUID, int] = defaultdict(int)
        late: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
        for debtor, kind, name, met, due in _fell_due(first, last, units, kinds):
            owed[debtor] += 1
            if met is None or met > due:
                late[debtor].append((kind, name))
        return {unit: _rate(owed[unit], late[unit]) for unit in owed}

    return asked


def _rate(owed: int, late: list[tuple[str, str]]) -> Read:
    share = OnTime(owed, owed - len(late))
    parts = {"owed": str(share.owed), "in_time": str(share.in_time)}
    return Read(share.rate, parts, tuple(dict.fromkeys(late)))


def _fell_due(first: date, last: date, units: Units, kinds: Iterable[str]) -> Iterable[Fallen]:
    # The same cut as dues.queries.on_time: what was excused or stands still is left out.
    dues = Due.objects.filter(
        due_date__range=(first, last),
        excused_at__isnull=True,
        paused_since__isnull=True,
        debtor__in=list(units),
    )
    dues = dues.filter(kind__in=list(kinds)) if kinds else dues
    return dues.order_by("due_date", "id").values_list(
        "debtor_id", "about_kind", "about_id", "met_date", "due_date"
    )


def _overdue(first: date, last: date, units: Units) -> dict[UUID, Read]:
    late = [
        (debtor, kind, name)
        for debtor, kind, name, met, due in _fell_due(first, last, units, ())
        if met is None or met > due
    ]
    return _counted(((debtor, (kind, name)) for debtor, kind, name in late), units)


def _sent_back(first: date, last: date, units: Units) -> dict[UUID, Read]:
    begins, ends = _span(first, last)
    entries = Entry.objects.filter(
        deed__in=SENT_BACK, about_kind="matter", at__gte=begins, at__lt=ends
    )
    ids = list(entries.order_by("id").values_list("about_id", flat=True))
    leads = dict(Matter.objects.filter(pk__in=set(ids), lead__in=units).values_list("pk", "lead"))
    told = [(leads[UUID(one)], ("matter", one)) for one in ids if UUID(one) in leads]
    return _counted(told, units)


def _differences(first: date, last: date, units: Units) -> dict[UUID, Read]:
    begins, ends = _span(first, last)
    wrong = Verification.objects.filter(
        verified_at__gte=begins, verified_at__lt=ends, claim__matter__lead__in=list(units)
    ).exclude(verdict=Verdict.TRUE)
    rows = wrong.order_by("id").values_list("claim__matter__lead_id", "claim__matter_id")
    return _counted(((lead, ("matter", str(matter))) for lead, matter in rows), units)


def _completed(first: date, last: date, units: Units) -> dict[UUID, Read]:
    done = Matter.objects.filter(completed_date__range=(first, last), lead__in=list(units))
    rows = done.order_by("completed_date", "id").values_list("lead_id", "pk")
    return _counted(((lead, ("matter", str(matter))) for lead, matter in rows), units)


def _counted(told: Iterable[tuple[UUID, tuple[str, str]]], units: Units) -> dict[UUID, Read]:
    """Count what is told of each unit; of whom nothing is told, it is nought."""
    held: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for unit, thing in told:
        held[unit].append(thing)
    return {
        unit: Read(Decimal(len(held[unit])), evidence=tuple(dict.fromkeys(held[unit])))
        for unit in units
    }


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return end_here(first - ONE_DAY), end_here(last)


RECORDS: dict[str, Record] = {
    "ON_TIME_RATE": Record(_("按期办结率（全部应办）"), "%", _rate_of()),
    "RECEIPTS_IN_TIME": Record(_("按期签收率"), "%", _rate_of(DueKind.RECEIPT)),
    "REPORTS_IN_TIME": Record(_("按期反馈率"), "%", _rate_of(*REPORTS)),
    "COMPLETIONS_IN_TIME": Record(
        _("事项按期办结率"), "%", _rate_of(DueKind.COMPLETION, DueKind.RESULT)
    ),
    "PUT_RIGHT_IN_TIME": Record(
        _("问题整改按期率"), "%", _rate_of(DueKind.REDO, DueKind.RECTIFICATION)
    ),
    "OVERDUE": Record(_("逾期件数"), "件", _overdue),
    "SENT_BACK": Record(_("退回重办次数"), "次", _sent_back),
    "DIFFERENCES": Record(_("核查与报告不符件数"), "件", _differences),
    "COMPLETED": Record(_("办结督查事项件数"), "件", _completed),
}
# What grows with the work: the others count what was late or wrong, and that stays so.
GROWING = ("COMPLETED",)
