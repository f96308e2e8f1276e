"""休眠 Things owed by somebody who seems not to be there, shown before the day is missed.

Three signs: the person named has left the unit; the unit has nobody in any post; a recurring report
was missed twice running and nobody has so much as begun to write. A sign judges nobody: it names
the thing, the reason and the next day at stake, and where somebody can be put in the post.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from luoshi.coordination.ask_terms import Dormancy
from luoshi.dues.models import OPEN, RUNNING, Due
from luoshi.dues.titles import title_words
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Term
from luoshi.organisation.queries import holds_on, rights_on
from luoshi.organisation.terms import ROOM_ROLES, Role
from luoshi.reporting.models import Report, ReportDraft
from luoshi.timelimits.here import day_here

MISSED = 2
LOOKERS = (*ROOM_ROLES, Role.SECRETARY_GENERAL, Role.UNIT_HEAD, Role.UNIT_DEPUTY)


@dataclass(frozen=True)
class Dormant:
    """One thing whose owner seems not to be there.

    :param next_date: the next day at stake; the earliest missed one where nothing lies ahead
    :param number: how many dues of it are open
    """

    about_kind: str
    about_id: str
    title: str
    unit_id: UUID
    unit_name: str
    person_name: str
    why: Dormancy
    next_date: date
    number: int


def overlooked(by: Acting) -> QuerySet[Due]:
    """Return what somebody looks after: rooms what is owed to them, heads what their units owe."""
    running = Due.objects.filter(RUNNING, claimed_at__isnull=True)
    if by.role in (*ROOM_ROLES, Role.SECRETARY_GENERAL):
        return running.filter(Q(creditor__path__startswith=by.unit_path) | Q(about_kind="ask"))
    if by.role in (Role.UNIT_HEAD, Role.UNIT_DEPUTY):
        return running.filter(debtor__path__startswith=by.unit_path)
    return running.none()


def dormant(dues: QuerySet[Due], today: date) -> list[Dormant]:
    """Return what of these dues has a dormant owner, the nearest day first. Three queries."""
    ahead = Min("due_date", filter=Q(due_date__gte=today))
    names = ("about_kind", "about_id", "about_title", "debtor", "debtor__name", "person__name")
    rows = (
        dues.annotate(why=_why(today))
        .exclude(why="")
        .order_by()
        .values(*names, "why")
        .annotate(
            next_date=Coalesce(ahead, Min("due_date")), number=Count("pk"), begun=Min("since")
        )
        .order_by("next_date", "debtor__name", "about_id")
    )
    found = list(rows)
    touched = _touched([one for one in found if one["why"] == Dormancy.UNTOUCHED])
    return [
        Dormant(
            about_kind=one["about_kind"],
            about_id=one["about_id"],
            title=title_words(one["about_kind"], one["about_title"]),
            unit_id=one["debtor"],
            unit_name=one["debtor__name"],
            person_name=one["person__name"] or "",
            why=Dormancy(one["why"]),
            next_date=one["next_date"],
            number=one["number"],
        )
        for one in found
        if one["about_id"] not in touched
    ]


def _why(today: date) -> Case:
    held = Term.objects.filter(
        rights_on(today),
        holds_on(today, "post__"),
        post__unit=OuterRef("debtor"),
        person__is_active=True,
    )
    missing = Due.objects.filter(OPEN, series=OuterRef("series"), due_date__lt=today).order_by()
    number = missing.values("series").annotate(number=Count("pk")).values("number")
    return Case(
        When(~Exists(held), then=Value(Dormancy.VACANT.value)),
        When(
            Q(person__isnull=False) & ~Exists(held.filter(person=OuterRef("person"))),
            then=Value(Dormancy.LEFT.value),
        ),
        When(
            Q(series__isnull=False) & GreaterThanOrEqual(Subquery(number), MISSED),
            then=Value(Dormancy.UNTOUCHED.value),
        ),
        default=Value(""),
        output_field=CharField(),
    )


def _touched(rows: Sequence[dict[str, Any]]) -> set[str]:
    """Return the matters on which somebody has written since the first report that is missing."""
    begun = {one["about_id"]: one["begun"] for one in rows if one["about_kind"] == "matter"}
    drafts = ReportDraft.objects.filter(matter__in=begun).values_list("matter")
    written = Report.objects.filter(matter__in=begun).values_list("matter")
    last = [
        *drafts.order_by().annotate(at=Max("saved_at")),
        *written.order_by().annotate(at=Max("reported_at")),
    ]
    return {str(matter) for matter, at in last if day_here(at) > begun[str(matter)]}
