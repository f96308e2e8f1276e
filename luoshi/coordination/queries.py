"""Questions about requests: what waits for whose hand, what was asked of a matter, how often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from luoshi.breakdown.models import Matter
from luoshi.breakdown.rules import return_decider
from luoshi.breakdown.terms import MatterState
from luoshi.coordination.models import Request, RequestFile
from luoshi.coordination.rules import may_consent, may_decide, may_review, may_send, readable
from luoshi.coordination.terms import (
    BEFORE_THE_LEVEL,
    WAITING,
    RequestKind,
    RequestState,
)
from luoshi.dues.clocks import working_days_left
from luoshi.dues.models import OPEN, Due
from luoshi.dues.queries import calendar_here, dues_about
from luoshi.intake.kinds import KINDS
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import LEADERS, UNIT_ROLES, Role

SHOWN = 100


@dataclass(frozen=True)
class Waiting:
    """One request in a queue, with the clock of its decision where it runs."""

    request: Request
    due: Due | None
    working_days: int | None


def requests_before(by: Acting) -> QuerySet[Request]:
    """Return the requests somebody may read, newest first."""
    rows = Request.objects.filter(readable(by))
    return rows.select_related("matter__lead", "unit").order_by("-prepared_at", "-id")


def requests_of(matter: Matter, by: Acting) -> list[Request]:
    """Return what was asked of a matter, as far as somebody may read it, newest first."""
    files = Prefetch("files", RequestFile.objects.select_related("file").order_by("id"))
    rows = Request.objects.filter(readable(by), matter=matter)
    return list(rows.select_related("unit").prefetch_related(files).order_by("-prepared_at"))


def to_sign(by: Acting) -> QuerySet[Request]:
    """Return what waits for the head's signature."""
    return _rows(may_send(by), (RequestState.SIGNING,)) if by.role in UNIT_ROLES else _none()


def to_decide(by: Acting) -> QuerySet[Request]:
    """Return what this post decides now, the oldest first."""
    return _rows(may_decide(by), BEFORE_THE_LEVEL)


def to_consent(by: Acting) -> QuerySet[Request]:
    """Return the extensions beyond the usual number that wait for this leader's consent."""
    if by.role not in LEADERS:
        return _none()
    beyond = [Q(matter__kind=one.code, time__gt=one.extending.times) for one in KINDS.values()]
    waiting = _rows(may_consent(by), BEFORE_THE_LEVEL).filter(reduce(or_, beyond))
    return waiting.filter(consented_by__isnull=True)


def to_review(by: Acting) -> QuerySet[Request]:
    """Return what an officer may say something of; whoever decides it needs no opinion first."""
    return _rows(may_review(by), (RequestState.SENT,)) if by.role == Role.OFFICER else _none()


def returned_to(by: Acting) -> QuerySet[Matter]:
    """Return the matters that units gave back and this post decides on (T6): no requests."""
    mine = Matter.objects.filter(return_decider(by), state=MatterState.RETURNED)
    return mine.select_related("lead").order_by("due_date", "number")


def own(by: Acting) -> QuerySet[Request]:
    """Return what somebody's unit has asked, newest first."""
    if by.role not in UNIT_ROLES:
        return _none()
    rows = Request.objects.filter(unit=by.unit_id).select_related("matter__lead", "unit")
    return rows.order_by("-prepared_at", "-id")


def count(by: Acting, *_at: object) -> int:
    """Count what waits for this post here, for the navigation."""
    # Every page asks this: the rules are put together only where anything waits at all.
    if not Request.objects.filter(state__in=WAITING).exists():
        return 0
    return sum(held(by).count() for held in (to_sign, to_decide, to_consent, to_review))


def with_clocks(requests: Iterable[Request], at: datetime) -> list[Waiting]:
    """Lay the clock of its decision beside each request. Two queries, any number."""
    rows = list(requests)
    owed = dues_about("request", [one.pk for one in rows]).filter(OPEN)
    dues = {UUID(one.about_id): one for one in owed}
    calendar = calendar_here()
    return [
        Waiting(one, due, working_days_left(due, at, calendar) if due else None)
        for one in rows
        for due in [dues.get(one.pk)]
    ]


def decision_due(request: Request) -> Due | None:
    """Return the due of the decision on a request, met or not."""
    return dues_about("request", [request.pk]).first()


def extensions_granted(units: Iterable[UUID], *, since: date, until: date) -> dict[UUID, int]:
    """Count the extensions granted to units in a span: in time by the new day, and counted apart.

    By the unit that asked; days of decision on the wall. One query.
    """
    rows = Request.objects.filter(
        unit__in=list(units),
        kind=RequestKind.EXTENSION,
        state=RequestState.GRANTED,
        decided_at__date__gte=since,
        decided_at__date__lte=until,
    )
    return dict(rows.order_by().values_list("unit").annotate(number=Count("pk")))


def _rows(where: Q, states: Iterable[str]) -> QuerySet[Request]:
    rows = Request.objects.filter(where, state__in=list(states))
    return rows.select_related("matter__lead", "unit").order_by("sent_at", "prepared_at", "id")


def _none() -> QuerySet[Request]:
    return Request.objects.none()
