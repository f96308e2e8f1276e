"""Named sets of units, and the offices of leading groups that units host (分组、领导小组办公室)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.guards import demand_order, demand_words, unless_taken
from luoshi.organisation.models import GroupPlace, HostedOffice, Unit, UnitGroup
from luoshi.organisation.rules import demand, keeps_groups, keeps_hosted_offices
from luoshi.trail.operations import write


def form_group(
    *, name: str, units: Sequence[Unit], by: Acting, at: datetime, key: str = ""
) -> UnitGroup:
    """Give a set of units a name ("各县区"), so that the name can be resolved (设立分组).

    :raises Unmet: if the name is taken or no unit is named
    """
    name = demand_words(name, _("请填写分组名称"))
    if not units:
        raise Unmet(_("请至少选择一个单位"))
    with transaction.atomic():
        with unless_taken(_("分组“%(name)s”已存在") % {"name": name}):
            group = UnitGroup.objects.create(name=name)
        demand(keeps_groups, by, group, _("设立分组"))
        GroupPlace.objects.bulk_create(GroupPlace(group=group, unit=unit) for unit in units)
        facts = {"units": sorted(unit.name for unit in units)}
        write("group.form", about=group, by=by, at=at, facts=facts, key=key)
    return group


def change_group(
    group: UnitGroup, *, units: Sequence[Unit], by: Acting, at: datetime, key: str = ""
) -> None:
    """Say anew which units belong to a group; the entry keeps who came and who went (调整分组).

    :raises Unmet: if nothing changes
    """
    with transaction.atomic():
        demand(keeps_groups, by, group, _("调整分组"))
        group = UnitGroup.objects.select_for_update().get(pk=group.pk)
        before = {unit.pk: unit.name for unit in group.units.all()}
        after = {unit.pk: unit.name for unit in units}
        if before.keys() == after.keys():
            raise Unmet(_("分组没有变化"))
        group.places.exclude(unit__in=after).delete()
        GroupPlace.objects.bulk_create(
            GroupPlace(group=group, unit_id=pk) for pk in after if pk not in before
        )
        facts = {
            "came": sorted(name for pk, name in after.items() if pk not in before),
            "went": sorted(name for pk, name in before.items() if pk not in after),
        }
        write("group.change", about=group, by=by, at=at, facts=facts, key=key)


def host_office(
    host: Unit, *, name: str, since: date, by: Acting, at: datetime, key: str = ""
) -> HostedOffice:
    """Lay the office of a leading group upon a unit: a role of the unit, not a unit (挂靠).

    :raises Unmet: if the unit is over, or hosts the office already
    """
    name = demand_words(name, _("请填写领导小组办公室名称"))
    with transaction.atomic():
        demand(keeps_hosted_offices, by, host, _("登记领导小组办公室"))
        host = Unit.objects.select_for_update().get(pk=host.pk)
        if host.until is not None:
            raise Unmet(_("“%(unit)s”已撤销") % {"unit": host})
        if host.hosted_offices.filter(name=name, until__isnull=True).exists():
            raise Unmet(_("“%(unit)s”已承担“%(name)s”") % {"unit": host, "name": name})
        office = HostedOffice.objects.create(name=name, host=host, since=since)
        facts = {"host": host.name, "since": since}
        write("office.host", about=office, by=by, at=at, facts=facts, key=key)
    return office


def end_office(
    office: HostedOffice, *, last_day: date, by: Acting, at: datetime, key: str = ""
) -> None:
    """End the office of a leading group (撤销领导小组办公室).

    :raises NotFromHere: if it has ended before
    """
    demand_order(office.since, last_day)
    with transaction.atomic():
        demand(keeps_hosted_offices, by, office, _("撤销领导小组办公室"))
        if not HostedOffice.objects.filter(pk=office.pk, until__isnull=True).update(until=last_day):
            raise NotFromHere(_("“%(office)s”已撤销") % {"office": office})
        office.refresh_from_db()
        write("office.end", about=office, by=by, at=at, facts={"last_day": last_day}, key=key)
