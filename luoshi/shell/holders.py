"""Who holds a post today, or stands in for who does: asked set by set, never one by one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from luoshi.organisation.models import ActingFor, Term
from luoshi.organisation.queries import holds_on, rights_on
from luoshi.timelimits.days import day_of


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a post today, or stands in for who does."""

    person_id: UUID
    post_id: UUID
    unit_id: UUID
    role: str


def holders_of(units: Collection[UUID], posts: Collection[UUID], at: datetime) -> list[Holder]:
    """Return who may speak in these units or from these posts today. Two queries."""
    today = day_of(at)
    own = Term.objects.filter(
        rights_on(today),
        holds_on(today, "post__"),
        Q(post__unit__in=units) | Q(post__in=posts),
        person__is_active=True,
    ).values_list("person", "post", "post__unit", "post__role")
    lent = ActingFor.objects.filter(
        rights_on(today),
        rights_on(today, "term__"),
        Q(term__post__unit__in=units) | Q(term__post__in=posts),
        person__is_active=True,
    ).values_list("person", "term__post", "term__post__unit", "term__post__role")
    return [Holder(*row) for row in [*own, *lent]]
