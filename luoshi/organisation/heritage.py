"""承接 Which units' work a unit carries on: itself, and those that were merged into it.

What was open moved with the merger. Closed work and old papers keep the old name and the old unit;
they are reached through the successor. A chain of four mergers is followed.
"""

from uuid import UUID

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from luoshi.organisation.models import Unit

LINKS = ("successor", "successor__successor", "successor__successor__successor")


def carried_on_by(unit_id: UUID) -> QuerySet[Unit]:
    """Return a unit and those whose work it carries on."""
    where = Q(pk=unit_id)
    for link in (*LINKS, f"{LINKS[-1]}__successor"):
        where |= Q(**{link: unit_id})
    return Unit.objects.filter(where)


def taken_over() -> dict[UUID, list[UUID]]:
    """Return by unit those that were merged into it, as `carried_on_by` follows them. One query."""
    ends = (*LINKS, f"{LINKS[-1]}__successor")
    merged = Unit.objects.filter(successor__isnull=False).order_by("place", "pk")
    found: dict[UUID, list[UUID]] = {}
    for pk, *successors in merged.values_list("pk", *ends):
        for one in successors:
            if one is not None:
                found.setdefault(one, []).append(pk)
    return found


def within(path: str, unit_id: UUID) -> QuerySet[Unit]:
    """Return a unit, those below it, and those whose work any of them carries on."""
    where = Q(path__startswith=path)
    for link in (*LINKS, f"{LINKS[-1]}__successor"):
        where |= Q(**{f"{link}__path__startswith": path})
    return Unit.objects.filter(where)


def below_any(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return these units and everything below them."""
    theirs = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = units.alias(theirs=theirs).filter(theirs__startswith=F("path"))
    return Unit.objects.filter(Exists(above))
