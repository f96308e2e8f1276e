"""What the next version of a list changes, for whom: what is added to each unit, what stays.

A later version adds; what was issued is changed on the matter itself, where its unit is heard.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, QuerySet

from luoshi.breakdown.alike import Known, Likeness, Near
from luoshi.breakdown.models import Draft, MatterList, Part
from luoshi.breakdown.terms import OPEN, DraftVerdict, PartRole
from luoshi.organisation.models import Unit


@dataclass(frozen=True)
class Added:
    """A matter that a version adds for a unit.

    :ivar near: an open matter of an earlier version that asks much the same
    """

    role: str
    title: str
    due_date: date | None
    near: Near | None


@dataclass
class Change:
    """What a version changes for a unit, and how many matters it has from earlier ones."""

    unit: Unit
    stays: int
    added: list[Added] = field(default_factory=list)


def changes_of(matters: MatterList) -> list[Change]:
    """Return the units a later version adds to, in official order; nothing of a first version.

    Four queries, however many drafts and matters there are.
    """
    if matters.version == 1:
        return []
    earlier = Part.objects.filter(
        matter__list__document=matters.document_id,
        matter__list__version__lt=matters.version,
        matter__state__in=OPEN,
        round__number=F("matter__round_number"),
        given_up_at__isnull=True,
    )
    stays = dict(earlier.values_list("unit").annotate(Count("matter", distinct=True)))
    likeness = Likeness(_known(earlier))
    found: dict[Unit, Change] = {}
    drafts = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).select_related("lead")
    for draft in drafts.prefetch_related("units__unit").order_by("place"):
        near = likeness.nearest(draft.requirement)
        for role, unit in _parties(draft):
            change = found.setdefault(unit, Change(unit, stays.get(unit.pk, 0)))
            said = str(PartRole(role).label)
            change.added.append(Added(said, draft.title, draft.due_date, near))
    return sorted(found.values(), key=lambda one: (one.unit.place, one.unit.code))


def _known(earlier: QuerySet[Part]) -> list[Known]:
    rows = earlier.filter(role=PartRole.LEAD)
    named = rows.values_list("matter", "matter__number", "matter__title")
    return [Known(pk, number, title) for pk, number, title in named]


def _parties(draft: Draft) -> Iterator[tuple[str, Unit]]:
    if draft.lead is not None:
        yield PartRole.LEAD, draft.lead
    yield from ((row.role, row.unit) for row in draft.units.all() if row.unit is not None)
