"""Whom an assessment concerns: sources, assessed units, who approves (who is told asks here)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from luoshi.assessment.appeal_rules import periods_led
from luoshi.assessment.models import AssessedUnit, Indicator
from luoshi.assessment.terms import Source
from luoshi.kit.rules import NOTHING
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post
from luoshi.organisation.queries import holds_on
from luoshi.organisation.terms import LEADERS, UNIT_ROLES


def periods_concerning(by: Acting) -> Q:
    """Return the periods with a page for this post (Period): its steps, or figures it is asked."""
    led = Q(pk__in=periods_led(by).values("pk"))
    return led | periods_supplied(by)


def periods_supplied(by: Acting) -> Q:
    """Return the periods this post's unit is asked figures for (Period)."""
    if by.role not in UNIT_ROLES:
        return NOTHING
    lines = Indicator.objects.filter(source=Source.ENTERED, source_unit=by.unit_id)
    return Q(scheme__in=lines.values("group__scheme"))


def units_assessed(schemes: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return by scheme the units it assesses. One query."""
    rows = AssessedUnit.objects.filter(scheme__in=schemes)
    return _grouped(rows.values_list("scheme_id", "unit_id"))


def sources_named(schemes: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return by scheme the departments its figures come from. One query."""
    lines = Indicator.objects.filter(
        group__scheme__in=schemes,
        below__isnull=True,
        source=Source.ENTERED,
        source_unit__isnull=False,
    )
    return _grouped(lines.values_list("group__scheme_id", "source_unit_id"))


def leaders_on(today: date) -> QuerySet[Post]:
    """Return the posts that approve results and confirm a veto."""
    return Post.objects.filter(holds_on(today), role__in=LEADERS)


def _grouped(rows: Iterable[tuple[UUID, UUID | None]]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for scheme, unit in rows:
        if unit is not None:
            found[scheme].add(unit)
    return found
