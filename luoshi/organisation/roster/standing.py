"""Everything the register holds, read once so that no row of a file asks the database again."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from luoshi.organisation.models import (
    Designation,
    GroupPlace,
    HostedOffice,
    PartyOrg,
    Person,
    Post,
    Region,
    Sphere,
    SphereUnit,
    Term,
    Unit,
    UnitAlias,
    UnitGroup,
)


@dataclass
class Standing:
    """The register by the keys a file speaks in; new rows are put in as the file is read."""

    regions: dict[str, Region]
    units: dict[str, Unit]
    aliases: dict[str, UnitAlias]
    parties: dict[str, PartyOrg]
    posts: dict[tuple[UUID, str], Post]
    ended_posts: set[tuple[UUID, str]]
    people: dict[str, Person]
    terms: dict[tuple[UUID, UUID], list[Term]]
    spheres: dict[tuple[UUID, str, date], Sphere]
    sphere_units: dict[UUID, set[UUID]]
    groups: dict[str, UnitGroup]
    places: set[tuple[UUID, UUID]]
    offices: dict[tuple[UUID, str, date], HostedOffice]
    designations: dict[tuple[UUID, str, str, date], Designation]
    admin_roles: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))


def read_standing(*, hold: bool = False) -> Standing:
    """Read the register in a fixed number of queries, whatever its size.

    :param hold: lock the units until the transaction ends, so that no unit is founded meanwhile
    """
    units = Unit.objects.select_for_update() if hold else Unit.objects.all()
    posts = list(Post.objects.all())
    terms: dict[tuple[UUID, UUID], list[Term]] = defaultdict(list)
    for term in Term.objects.order_by("since", "id"):
        terms[term.person_id, term.post_id].append(term)
    sphere_units: dict[UUID, set[UUID]] = defaultdict(set)
    for place in SphereUnit.objects.all():
        sphere_units[place.sphere_id].add(place.unit_id)
    return Standing(
        regions={one.code: one for one in Region.objects.all()},
        units={one.code: one for one in units.order_by("id")},
        aliases={
            one.name: one
            for one in UnitAlias.objects.filter(withdrawn_at__isnull=True, used_until__isnull=True)
        },
        parties={one.code: one for one in PartyOrg.objects.all()},
        posts={(p.unit_id, p.title): p for p in posts if p.until is None},
        ended_posts={(p.unit_id, p.title) for p in posts if p.until is not None},
        people={one.username: one for one in Person.objects.all()},
        terms=terms,
        spheres={(s.post_id, s.name, s.since): s for s in Sphere.objects.all()},
        sphere_units=sphere_units,
        groups={one.name: one for one in UnitGroup.objects.all()},
        places=set(GroupPlace.objects.values_list("group_id", "unit_id")),
        offices={(one.host_id, one.name, one.since): one for one in HostedOffice.objects.all()},
        designations={
            (one.unit_id, one.document_number, one.scope, one.since): one
            for one in Designation.objects.all()
        },
    )
