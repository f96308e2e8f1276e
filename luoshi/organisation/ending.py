"""What ends with a unit or a post: terms, stand-ins and their rights, in a few set-based updates.

Only deeds call this; they write the entry.
"""

from datetime import date, datetime

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.guards import day_after
from luoshi.organisation.models import (
    ActingFor,
    Designation,
    GroupPlace,
    HostedOffice,
    Post,
    Sphere,
    SphereUnit,
    Term,
    Unit,
)
from luoshi.timelimits.days import day_of


def end_unit(unit: Unit, last_day: date, *, successor: Unit | None = None) -> None:
    """Write the last day of a unit, once.

    :raises NotFromHere: if it is over already
    :raises Unmet: if it was not founded yet on that day
    """
    if last_day < unit.since:
        raise Unmet(_("最后一日早于设立日期%(since)s") % {"since": unit.since.isoformat()})
    standing = Unit.objects.filter(pk=unit.pk, until__isnull=True)
    if not standing.update(until=last_day, successor=successor):
        raise NotFromHere(_("“%(unit)s”已撤销") % {"unit": unit})


def end_all_of(unit: Unit, last_day: date, *, at: datetime) -> dict[str, int]:
    """End the posts of a unit and all that hangs on them; return how many of each ended."""
    posts = Post.objects.filter(unit=unit)
    terms = Term.objects.filter(post__in=posts.values("pk"))
    ended = end_terms(terms, last_day, closed_at=closing(last_day, at=at))
    ended["spheres"] = _cut(Sphere.objects.filter(post__in=posts.values("pk")), last_day)
    ended["posts"] = _cut(posts, last_day)
    ended["designations"] = _cut(Designation.objects.filter(unit=unit), last_day)
    return ended


def closing(last_day: date, *, at: datetime) -> datetime | None:
    """Return when rights close that end on a day: now if the day has come, else at its midnight."""
    return at if last_day <= day_of(at) else None


def end_terms(
    terms: QuerySet[Term], last_day: date, *, closed_at: datetime | None
) -> dict[str, int]:
    """End terms and their stand-ins on a day.

    :param closed_at: when the rights close ahead of the midnight of that day; None for not ahead
    """
    lent = ActingFor.objects.filter(term__in=terms.values("pk"))
    stand_ins = end_stand_ins(lent, last_day, closed_at=closed_at)
    return {"stand_ins": stand_ins, "terms": _cut(terms, last_day, **_stamp(closed_at))}


def end_stand_ins(lent: QuerySet[ActingFor], last_day: date, *, closed_at: datetime | None) -> int:
    """End stand-ins on a day, as `end_terms`; return how many were still running."""
    return _cut(lent, last_day, **_stamp(closed_at))


def hand_on_places(unit: Unit, successor: Unit, last_day: date) -> dict[str, int]:
    """Give a successor the unit's places in spheres and groups, and its hosted offices."""
    spheres = SphereUnit.objects.filter(unit=unit, sphere__until__isnull=True)
    there = SphereUnit.objects.filter(unit=successor).values("sphere")
    new_places = [
        SphereUnit(sphere_id=place.sphere_id, unit=successor)
        for place in spheres.exclude(sphere__in=there)
    ]
    SphereUnit.objects.bulk_create(new_places)
    in_groups = GroupPlace.objects.filter(unit=successor).values("group")
    grouped = [
        GroupPlace(group_id=place.group_id, unit=successor)
        for place in GroupPlace.objects.filter(unit=unit).exclude(group__in=in_groups)
    ]
    GroupPlace.objects.bulk_create(grouped)
    offices = list(HostedOffice.objects.filter(host=unit, until__isnull=True))
    _cut(HostedOffice.objects.filter(host=unit), last_day)
    HostedOffice.objects.bulk_create(
        HostedOffice(name=office.name, host=successor, since=day_after(last_day))
        for office in offices
    )
    unit.party_orgs.update(unit=successor)
    return {"spheres": len(new_places), "groups": len(grouped), "hosted_offices": len(offices)}


def _stamp(closed_at: datetime | None) -> dict[str, datetime]:
    return {} if closed_at is None else {"closed_at": closed_at}


def _cut(rows: QuerySet, last_day: date, **stamps: object) -> int:  # type: ignore[type-arg]
    """End every row that would hold longer; one that begins later ends where it begins."""
    later = rows.filter(Q(until__isnull=True) | Q(until__gte=last_day))
    later = later.filter(closed_at__isnull=True) if stamps else later.exclude(until=last_day)
    day = Value(last_day, output_field=DateField())
    return later.update(until=Greatest(F("since"), day), **stamps)
