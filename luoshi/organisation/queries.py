"""Questions about who is who on a day."""

from datetime import date
from typing import TypeVar

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


def units_on(on: date) -> QuerySet[Unit]:
    """Return the units that stand on a day, in official order."""
    return Unit.objects.filter(holds_on(on)).order_by("place", "code")


def actings_of(person: Person, *, on: date) -> list[Acting]:
    """Return every capacity a person may speak in on a day: own posts first, then stand-ins.

    A post that has ended, a unit that was dissolved and a stand-in whose days are over give none.
    """
    if not person.is_active:
        return []
    held = holds_on(on) & holds_on(on, "post__") & holds_on(on, "post__unit__")
    own = Term.objects.filter(held, person=person).select_related("post__unit")
    lent = (
        ActingFor.objects.filter(
            holds_on(on),
            holds_on(on, "term__"),
            holds_on(on, "term__post__"),
            holds_on(on, "term__post__unit__"),
            person=person,
        )
        .select_related("term__post__unit", "term__person")
        .order_by("since", "id")
    )
    return [
        *(_acting(person, term.post, key=term) for term in own.order_by("since", "id")),
        *(_acting(person, one.term.post, key=one, stead=one.term.person) for one in lent),
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
    """Find the unit a document means by a name: its name, short name or alias; None if unknown."""
    units = units_on(on)
    for found in (units.filter(name=name), units.filter(short_name=name)):
        if (unit := found.first()) is not None:
            return unit
    alias = UnitAlias.objects.filter(holds_on(on, "unit__"), name=name).select_related("unit")
    first = alias.first()
    return first.unit if first else None


def names_of_units(on: date) -> dict[str, Unit]:
    """Return every name by which a unit may be written, standing on a day, in two queries."""
    units = {unit.pk: unit for unit in units_on(on)}
    names: dict[str, Unit] = {}
    for alias in UnitAlias.objects.filter(unit__in=units):
        names[alias.name] = units[alias.unit_id]
    for unit in units.values():
        if unit.short_name:
            names[unit.short_name] = unit
    for unit in units.values():
        names[unit.name] = unit
    return names


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
