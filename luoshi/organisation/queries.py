"""Questions about who is who on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from luoshi.organisation.acting import Acting
from luoshi.organisation.models import (
    ActingFor,
    Designation,
    Person,
    Post,
    Sphere,
    Term,
    Unit,
    UnitAlias,
)

Dated = TypeVar("Dated", bound=Model)


def holds_on(on: date, prefix: str = "") -> Q:
    """Return the condition that a span of days covers `on`."""
    return Q(**{f"{prefix}since__lte": on}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": on})
    )


def rights_on(on: date, prefix: str = "") -> Q:
    """Return the condition that a term or stand-in gives rights on `on`.

    What was ended ahead of its last midnight gives none on its last day (权限即时关闭).
    """
    still = Q(**{f"{prefix}closed_at__isnull": True}) | Q(**{f"{prefix}until__gt": on})
    return holds_on(on, prefix) & still


def units_on(on: date) -> QuerySet[Unit]:
    """Return the units that stand on a day, in official order."""
    return Unit.objects.filter(holds_on(on)).order_by("place", "code")


def actings_of(person: Person, *, on: date) -> list[Acting]:
    """Return every capacity a person may speak in on a day: own posts first, then stand-ins.

    A post that has ended, a unit that was dissolved and a stand-in whose days are over give none.
    """
    if not person.is_active:
        return []
    # Asked with every page: a person has few terms, so their days are looked at here.
    terms = Term.objects.filter(person=person).select_related("post__unit")
    lent = ActingFor.objects.filter(person=person, until__gte=on)
    lent = lent.select_related("term__post__unit", "term__person")
    return [
        *(
            _acting(person, term.post, key=term)
            for term in terms.order_by("since", "id")
            if _gives_a_post(term, on)
        ),
        *(
            _acting(person, one.term.post, key=one, stead=one.term.person)
            for one in lent.order_by("since", "id")
            if _gives_rights(one, on) and _gives_a_post(one.term, on)
        ),
    ]


def acting_as(person: Person, post: Post, *, on: date) -> Acting:
    """Return the capacity of a person in one post.

    :raises LookupError: if the person may not speak from that post on that day
    """
    for acting in actings_of(person, on=on):
        if acting.post_id == post.pk:
            return acting
    raise LookupError(f"{person} · {post} · {on}")


def unit_by_name(name: str, *, on: date) -> Unit | None:
    """Find the unit a document means by a name: its name, short name or alias.

    A former unit's name leads to the unit that took over from it. None if the name is unknown, or
    means two units: then a person has to choose.
    """
    units = units_on(on)
    aliased = UnitAlias.objects.filter(name=name, withdrawn_at__isnull=True).values("unit")
    for found in (
        units.filter(name=name),
        units.filter(short_name=name),
        units.filter(pk__in=aliased),
    ):
        if first_two := list(found[:2]):
            return first_two[0] if len(first_two) == 1 else None
    former = Unit.objects.filter(
        Q(name=name) | Q(short_name=name) | Q(pk__in=aliased), until__lt=on, successor__isnull=False
    )
    heirs = {heir for one in former if (heir := _heir(one, on)) is not None}
    return heirs.pop() if len(heirs) == 1 else None


def stands(unit: Unit, *, on: date) -> bool:
    """Tell whether a unit already read stands on a day, as `units_on` would."""
    return _stands(unit, on)


def heir_of(unit: Unit, *, on: date) -> Unit | None:
    """Return who holds a unit's work on a day: itself, or whoever took over; None for nobody."""
    return unit if _stands(unit, on) else _heir(unit, on)


def names_of_units(on: date) -> dict[str, Unit]:
    """Return every name by which a standing unit may be written on a day, in two queries.

    As `unit_by_name`, for all names at once: a name that means two units is left out, the names
    of former units lead to their successors.
    """
    units = {unit.pk: unit for unit in Unit.objects.order_by("place", "code")}
    aliases = list(UnitAlias.objects.filter(withdrawn_at__isnull=True))
    standing = {pk: unit for pk, unit in units.items() if _stands(unit, on)}
    heirs = {pk: heir for pk, unit in units.items() if (heir := _last_of(unit, units, on))}
    names: dict[str, Unit | None] = {}
    # From the weakest claim to a name to the strongest.
    names |= _meant((name, heirs[pk]) for pk in heirs for name in _both_names(units[pk]))
    names |= _meant((one.name, heirs[one.unit_id]) for one in aliases if one.unit_id in heirs)
    names |= _meant((one.name, standing[one.unit_id]) for one in aliases if one.unit_id in standing)
    names |= _meant((unit.short_name, unit) for unit in standing.values() if unit.short_name)
    names |= _meant((unit.name, unit) for unit in standing.values())
    return {name: unit for name, unit in names.items() if unit is not None}


def official_names(units: Iterable[Unit], *, on: date) -> dict[UUID, str]:
    """Return what each unit was officially called on a day, in one query: papers keep that name."""
    names = {unit.pk: unit.name for unit in units}
    former = UnitAlias.objects.filter(
        unit__in=names, used_until__gte=on, withdrawn_at__isnull=True
    ).order_by("-used_until")
    # The earliest of the later endings comes last and wins.
    return names | {alias.unit_id: alias.name for alias in former}


def leaders_of(unit: Unit, *, on: date) -> QuerySet[Post]:
    """Return the leaders' posts whose sphere holds a unit on a day (分管领导)."""
    spheres = Sphere.objects.filter(holds_on(on), units=unit).values("post")
    return Post.objects.filter(holds_on(on), pk__in=spheres).order_by("title", "id")


def may_open_matters(by: Acting, *, on: date) -> bool:
    """Tell whether the acting post's unit may open supervised matters (Order 733 art. 6-7).

    A supervision room may; a department only under a designation that holds on the day.
    """
    if by.room:
        return True
    return Designation.objects.filter(holds_on(on), unit_id=by.unit_id).exists()


def _acting(
    person: Person, post: Post, *, key: Term | ActingFor, stead: Person | None = None
) -> Acting:
    return Acting(
        key=key.pk,
        person_id=person.pk,
        person_name=person.name,
        post_id=post.pk,
        post_title=post.title,
        role=post.role,
        unit_id=post.unit_id,
        unit_name=post.unit.name,
        unit_path=post.unit.path,
        room=post.unit.room,
        on_behalf_id=stead.pk if stead else None,
        on_behalf_name=stead.name if stead else "",
    )


def _stands(span: Unit | Post | Term | ActingFor, on: date) -> bool:
    return span.since <= on and (span.until is None or span.until >= on)


def _gives_rights(span: Term | ActingFor, on: date) -> bool:
    """Do as `rights_on` with a span already read."""
    still = span.closed_at is None or (span.until is not None and span.until > on)
    return _stands(span, on) and still


def _gives_a_post(term: Term, on: date) -> bool:
    return _gives_rights(term, on) and _stands(term.post, on) and _stands(term.post.unit, on)


def _heir(unit: Unit, on: date) -> Unit | None:
    """Follow a former unit to whoever holds its work on a day."""
    heir = unit.successor
    while heir is not None and not _stands(heir, on):
        heir = heir.successor
    return heir


def _last_of(unit: Unit, units: Mapping[UUID, Unit], on: date) -> Unit | None:
    """Do as `_heir` among units already read; None for a unit that has not ended yet."""
    if unit.until is None or unit.until >= on:
        return None
    heir = units.get(unit.successor_id) if unit.successor_id else None
    while heir is not None and not _stands(heir, on):
        heir = units.get(heir.successor_id) if heir.successor_id else None
    return heir


def _both_names(unit: Unit) -> list[str]:
    return [name for name in (unit.name, unit.short_name) if name]


def _meant(claims: Iterable[tuple[str, Unit]]) -> dict[str, Unit | None]:
    """Give each name the one unit that claims it; None where two do."""
    meant: dict[str, Unit | None] = {}
    for name, unit in claims:
        meant[name] = unit if meant.get(name, unit) == unit else None
    return meant
