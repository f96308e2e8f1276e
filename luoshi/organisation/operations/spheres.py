"""What leaders are in charge of, and which department may supervise what (分管领域、授权)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation import charges
from luoshi.organisation.acting import Acting
from luoshi.organisation.guards import day_before, demand_order, demand_words
from luoshi.organisation.models import Designation, Post, Sphere, SphereUnit, Unit
from luoshi.organisation.rules import demand, keeps_designations, keeps_spheres
from luoshi.trail.operations import write


def give_sphere(
    post: Post,
    *,
    name: str,
    units: Sequence[Unit],
    since: date,
    by: Acting,
    at: datetime,
    document_number: str = "",
    key: str = "",
) -> Sphere:
    """Put a leader's post in charge of a field and its units, from a day on (分管).

    :raises Unmet: if the post or one of the units does not stand then, or the field is there
    """
    name = demand_words(name, _("请填写分管领域"))
    with transaction.atomic():
        demand(keeps_spheres, by, post, _("确定分管领域"))
        post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
        _demand_standing(post, units, since)
        if Sphere.objects.filter(post=post, name=name, until__isnull=True).exists():
            raise Unmet(_("“%(post)s”已分管“%(name)s”") % {"post": post, "name": name})
        sphere = _sphere(post, name, units, since, document_number)
        facts = {
            "since": since,
            "units": [unit.name for unit in units],
            "document_number": document_number,
        }
        write("sphere.give", about=sphere, by=by, at=at, facts=facts, key=key)
    return sphere


def end_sphere(sphere: Sphere, *, last_day: date, by: Acting, at: datetime, key: str = "") -> None:
    """End a leader's charge of a field on a day (不再分管).

    :raises NotFromHere: if it has ended before
    """
    demand_order(sphere.since, last_day)
    with transaction.atomic():
        demand(keeps_spheres, by, sphere, _("调整分管领域"))
        _end(sphere, last_day)
        write("sphere.end", about=sphere, by=by, at=at, facts={"last_day": last_day}, key=key)


def hand_over_sphere(
    sphere: Sphere,
    *,
    to: Post,
    since: date,
    by: Acting,
    at: datetime,
    document_number: str = "",
    key: str = "",
) -> Sphere:
    """Give a field with its units from one leader's post to another (调整分工).

    Open work of these units follows the charge (organisation.charges).

    Who was in charge on an earlier day can still be asked: the old sphere keeps its days.

    :raises NotFromHere: if the old one has ended before
    :raises Unmet: if the new post does not stand then, or has the field
    """
    if to.pk == sphere.post_id:
        raise Unmet(_("接任职务与原职务相同"))
    last_day = max(day_before(since), sphere.since)
    with transaction.atomic():
        demand(keeps_spheres, by, sphere, _("调整分工"))
        units = list(sphere.units.filter(until__isnull=True))
        _demand_standing(to, units, since)
        if Sphere.objects.filter(post=to, name=sphere.name, until__isnull=True).exists():
            raise Unmet(_("“%(post)s”已分管“%(name)s”") % {"post": to, "name": sphere.name})
        _end(sphere, last_day)
        new = _sphere(to, sphere.name, units, since, document_number)
        facts = {
            "followed": charges.follow(sphere.post, to, units),
            "from": str(sphere.post),
            "to": str(to),
            "since": since,
            "old": sphere.pk,
            "document_number": document_number,
        }
        write("sphere.hand_over", about=new, by=by, at=at, facts=facts, key=key)
    return new


def designate(
    unit: Unit,
    *,
    scope: str,
    document_number: str,
    since: date,
    until: date,
    by: Acting,
    at: datetime,
    key: str = "",
) -> Designation:
    """Record that a department was designated to supervise, in what and when (Order 733 art. 7).

    :raises Unmet: if the scope, the paper or the order of the days is missing
    :raises NotYours: if `by` is not the director of supervision or the secretary-general
    """
    demand_order(since, until)
    with transaction.atomic():
        demand(keeps_designations, by, unit, _("登记授权"))
        if unit.until is not None:
            raise Unmet(_("“%(unit)s”已撤销") % {"unit": unit})
        designation = Designation.objects.create(
            unit=unit,
            scope=demand_words(scope, _("请填写督查事项和范围")),
            document_number=demand_words(document_number, _("请填写指定文号")),
            since=since,
            until=until,
        )
        facts = {"since": since, "until": until, "document_number": document_number}
        write("designation.begin", about=designation, by=by, at=at, facts=facts, key=key)
    return designation


def end_designation(
    designation: Designation, *, last_day: date, by: Acting, at: datetime, key: str = ""
) -> None:
    """End a designation before its time (终止授权).

    :raises NotFromHere: if it ends no later anyway
    """
    demand_order(designation.since, last_day)
    with transaction.atomic():
        demand(keeps_designations, by, designation, _("终止授权"))
        longer = Designation.objects.filter(pk=designation.pk, until__gt=last_day)
        if not longer.update(until=last_day):
            raise NotFromHere(_("该授权届时已到期"))
        designation.refresh_from_db()
        facts = {"last_day": last_day}
        write("designation.end", about=designation, by=by, at=at, facts=facts, key=key)


def _sphere(
    post: Post, name: str, units: Sequence[Unit], since: date, document_number: str
) -> Sphere:
    sphere = Sphere.objects.create(
        post=post, name=name, since=since, document_number=document_number.strip()
    )
    SphereUnit.objects.bulk_create(SphereUnit(sphere=sphere, unit=unit) for unit in units)
    return sphere


def _end(sphere: Sphere, last_day: date) -> None:
    longer = Q(until__isnull=True) | Q(until__gt=last_day)
    if not Sphere.objects.filter(longer, pk=sphere.pk).update(until=last_day):
        raise NotFromHere(_("“%(sphere)s”已结束") % {"sphere": sphere})
    sphere.refresh_from_db()


def _demand_standing(post: Post, units: Sequence[Unit], since: date) -> None:
    if since < post.since or post.until is not None:
        raise Unmet(_("“%(post)s”在该日未设立或已撤销") % {"post": post})
    for unit in units:
        if unit.until is not None:
            raise Unmet(_("“%(unit)s”已撤销") % {"unit": unit})
