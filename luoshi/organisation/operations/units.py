"""Units are founded, named, placed and closed (单位设立、更名、隶属、撤销)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation import mergers
from luoshi.organisation.acting import Acting
from luoshi.organisation.ending import end_all_of, end_unit
from luoshi.organisation.guards import day_before, demand_not_future, demand_words, unless_taken
from luoshi.organisation.initials import initials_of
from luoshi.organisation.models import Region, Unit, UnitAlias
from luoshi.organisation.rules import demand, keeps_units
from luoshi.trail.operations import write


def found(
    *,
    code: str,
    name: str,
    kind: str,
    since: date,
    by: Acting,
    at: datetime,
    above: Unit | None = None,
    short_name: str = "",
    place: int = 0,
    region: Region | None = None,
    room: str = "",
    key: str = "",
) -> Unit:
    """Enter a new unit into the register (设立).

    :param above: the unit it stands under; None for the top of a tree
    :raises Unmet: if the code is taken, a name is missing or the unit above is over
    :raises NotYours: if `by` is not the system administrator
    """
    unit = Unit(
        code=demand_words(code, _("请填写单位代码")),
        name=demand_words(name, _("请填写单位名称")),
        short_name=short_name.strip(),
        initials=initials_of(short_name, name),
        kind=kind,
        place=place,
        since=since,
        region=region,
        room=room,
    )
    with transaction.atomic():
        taken = _("单位代码“%(code)s”已被使用") % {"code": unit.code}
        with unless_taken(taken):
            _plant(unit, above)
        demand(keeps_units, by, unit, _("设立单位"))
        facts = {"code": unit.code, "above": above.name if above else "", "since": since}
        write("unit.found", about=unit, by=by, at=at, facts=facts, key=key)
    return unit


def rename(
    unit: Unit,
    *,
    name: str,
    short_name: str,
    since: date,
    by: Acting,
    at: datetime,
    key: str = "",
) -> None:
    """Give a unit a new name from a day on; the old names stay as aliases (更名).

    What was written before keeps the old name: `queries.official_names` answers for a past day.

    :raises NotFromHere: if the unit is over, or somebody else has just renamed it
    :raises Unmet: if nothing changes, or the day is not after the unit's last renaming
    """
    name = demand_words(name, _("请填写单位名称"))
    short_name = short_name.strip()
    if (name, short_name) == (unit.name, unit.short_name):
        raise Unmet(_("名称没有变化"))
    old = (unit.name, unit.short_name)
    with transaction.atomic():
        demand(keeps_units, by, unit, _("单位更名"))
        changed = Unit.objects.filter(
            pk=unit.pk, until__isnull=True, name=old[0], short_name=old[1]
        ).update(name=name, short_name=short_name, initials=initials_of(short_name, name))
        if not changed:
            raise NotFromHere(_("“%(unit)s”已撤销或刚被更名，请刷新后再办") % {"unit": unit})
        _keep_old_names(unit, old, (name, short_name), since)
        unit.refresh_from_db()
        facts = {"before": list(old), "after": [name, short_name], "since": since}
        write("unit.rename", about=unit, by=by, at=at, facts=facts, key=key)


def give_alias(unit: Unit, *, name: str, by: Acting, at: datetime, key: str = "") -> UnitAlias:
    """Note another name by which documents mean this unit (别名).

    :raises Unmet: if the name already means a unit as its alias
    """
    name = demand_words(name, _("请填写别名"))
    with transaction.atomic():
        demand(keeps_units, by, unit, _("登记别名"))
        alias = _alias(unit, name)
        write("unit.give_alias", about=unit, by=by, at=at, facts={"alias": name}, key=key)
    return alias


def withdraw_alias(alias: UnitAlias, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take back an alias that was wrong; it means nothing from now on (撤回别名).

    :raises NotFromHere: if it was withdrawn before
    :raises Unmet: if it is a former official name, which stays as history
    """
    if alias.used_until:
        raise Unmet(_("“%(name)s”是曾用正式名称，不能撤回") % {"name": alias.name})
    with transaction.atomic():
        demand(keeps_units, by, alias.unit, _("撤回别名"))
        standing = UnitAlias.objects.filter(pk=alias.pk, withdrawn_at__isnull=True)
        if not standing.update(withdrawn_at=at):
            raise NotFromHere(_("别名“%(name)s”已撤回") % {"name": alias.name})
        facts = {"alias": alias.name}
        write("unit.withdraw_alias", about=alias.unit, by=by, at=at, facts=facts, key=key)


def place_under(unit: Unit, above: Unit | None, *, by: Acting, at: datetime, key: str = "") -> None:
    """Put a unit, with all that stands below it, under another (调整隶属).

    :raises Unmet: if the new place is the unit itself, below it, or over
    """
    with transaction.atomic():
        demand(keeps_units, by, unit, _("调整隶属"))
        held = {one.pk: one for one in _locked([unit, *([above] if above else [])])}
        unit, above = held[unit.pk], held[above.pk] if above else None
        before = Unit.objects.get_parent(unit)
        if above is not None:
            _demand_standing(above)
            if above.path.startswith(unit.path):
                raise Unmet(_("不能将单位置于其自身或下级单位之下"))
        move_below(unit, above)
        facts = {"before": before.name if before else "", "after": above.name if above else ""}
        write("unit.place_under", about=unit, by=by, at=at, facts=facts, key=key)


def amend(
    unit: Unit,
    *,
    kind: str,
    place: int,
    region: Region | None,
    by: Acting,
    at: datetime,
    key: str = "",
) -> None:
    """Put right a unit's kind, its place in the official order, or its region (更正登记).

    :raises Unmet: if nothing changes
    """
    before = {"kind": unit.kind, "place": unit.place, "region": str(unit.region or "")}
    after = {"kind": kind, "place": place, "region": str(region or "")}
    if before == after:
        raise Unmet(_("登记内容没有变化"))
    with transaction.atomic():
        demand(keeps_units, by, unit, _("更正单位登记"))
        Unit.objects.filter(pk=unit.pk).update(kind=kind, place=place, region=region)
        unit.refresh_from_db()
        facts = {"before": before, "after": after}
        write("unit.amend", about=unit, by=by, at=at, facts=facts, key=key)


def close(unit: Unit, *, last_day: date, by: Acting, at: datetime, key: str = "") -> None:
    """Close a unit that has nothing open and leaves no successor (撤销).

    Its posts, terms and stand-ins end with it, and with them their rights, at once.

    :param last_day: the last day it stood; today or earlier
    :raises Unmet: if something is open or a unit still stands below it
    :raises NotFromHere: if it is over already
    """
    demand_not_future(last_day, at=at)
    with transaction.atomic():
        demand(keeps_units, by, unit, _("撤销单位"))
        unit = next(iter(_locked([unit])))
        if standing := Unit.objects.get_children(unit).filter(until__isnull=True).count():
            raise Unmet(_("其下尚有%(count)s个单位，请先调整或撤销") % {"count": standing})
        if waiting := mergers.count_of(mergers.open_things_of(unit)):
            raise Unmet(_("尚有%(count)s件未了事项，请并入承接单位") % {"count": waiting})
        end_unit(unit, last_day)
        ended = end_all_of(unit, last_day, at=at)
        facts = {"last_day": last_day, "ended": ended}
        write("unit.close", about=unit, by=by, at=at, facts=facts, key=key)


def move_below(unit: Unit, above: Unit | None) -> None:
    """Move a subtree under a unit, or to the top. The tree's own paths are rewritten."""
    if above is None:
        last = Unit.objects.get_last_root_node()
        Unit.objects.move(unit, last, "last-sibling")
    else:
        Unit.objects.move(unit, above, "last-child")
    unit.refresh_from_db()


def _plant(unit: Unit, above: Unit | None) -> None:
    if above is None:
        # Roots have no parent to lock: the first root stands for all of them.
        list(Unit.objects.select_for_update().filter(depth=1).order_by("path")[:1])
        Unit.objects.add_root(instance=unit)
        return
    held = next(iter(_locked([above])))
    _demand_standing(held)
    Unit.objects.add_child(held, instance=unit)


def _locked(units: list[Unit]) -> list[Unit]:
    """Read units again and hold them until the deed is done, always in the same order."""
    keys = [unit.pk for unit in units]
    return list(Unit.objects.select_for_update().filter(pk__in=keys).order_by("id"))


def _demand_standing(unit: Unit) -> None:
    if unit.until is not None:
        raise Unmet(_("“%(unit)s”已撤销") % {"unit": unit})


def _keep_old_names(unit: Unit, old: tuple[str, str], new: tuple[str, str], since: date) -> None:
    last = day_before(since)
    if last < unit.since:
        raise Unmet(_("更名日期须晚于单位设立日期"))
    if unit.aliases.filter(used_until__gte=last).exists():
        raise Unmet(_("更名日期须晚于上一次更名"))
    if old[0] != new[0]:
        UnitAlias.objects.create(
            unit=unit, name=old[0], initials=initials_of(old[0]), used_until=last
        )
    known = {"", *new, old[0]} | set(
        unit.aliases.filter(withdrawn_at__isnull=True).values_list("name", flat=True)
    )
    if old[1] not in known:
        _alias(unit, old[1])


def _alias(unit: Unit, name: str) -> UnitAlias:
    taken = _("“%(name)s”已是一个单位的别名") % {"name": name}
    with unless_taken(taken):
        return UnitAlias.objects.create(unit=unit, name=name, initials=initials_of(name))
