"""One unit goes up in another, and everything open at it goes along (并入)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation import mergers
from luoshi.organisation.acting import Acting
from luoshi.organisation.ending import end_all_of, end_unit, hand_on_places
from luoshi.organisation.guards import demand_not_future
from luoshi.organisation.models import Unit
from luoshi.organisation.operations.units import move_below
from luoshi.organisation.rules import demand, keeps_units
from luoshi.trail.operations import write


class LeftBehind(RuntimeError):
    """A room said it moved its things and did not: our mistake, and the merger is undone."""


def merge(
    unit: Unit,
    *,
    into: Unit,
    last_day: date,
    by: Acting,
    at: datetime,
    seen: str | None = None,
    key: str = "",
) -> dict[str, int]:
    """End a unit and let another take over all that is open there (并入承接单位).

    Open matters and dues move by what the rooms registered in `mergers`; what stands below and
    around it goes along, its posts and their rights end. Old papers keep the old name.

    :param last_day: the last day it stood; today or earlier
    :param seen: `mergers.fingerprint` of the list the person was shown
    :returns: how many things of each room moved
    :raises Unmet: if the successor is the unit itself, below it, over, or younger than that day
    :raises NotFromHere: if the unit is over already, or its list has changed since it was seen
    :raises NotYours: if `by` is not the system administrator
    """
    demand_not_future(last_day, at=at)
    with transaction.atomic():
        demand(keeps_units, by, unit, _("单位并入"))
        unit, into = _both(unit, into)
        listings = mergers.open_things_of(unit)
        if seen is not None and seen != mergers.fingerprint(listings):
            raise NotFromHere(_("未了事项清单已有变化，请核对后再并入"))
        moved = {one.carrier.code: one.carrier.move(unit, into, by, at) for one in listings}
        _demand_nothing_left(unit)
        facts = {
            "into": into.name,
            "into_id": into.pk,
            "last_day": last_day,
            "moved": moved,
            "things": [str(thing.id) for one in listings for thing in one.things],
        } | _close(unit, into, last_day, at=at)
        write("unit.merge", about=unit, by=by, at=at, facts=facts, key=key)
    return moved


def _both(unit: Unit, into: Unit) -> tuple[Unit, Unit]:
    """Read both units again, hold them, and let only a standing stranger be the successor."""
    if unit.pk == into.pk:
        raise Unmet(_("不能并入自身"))
    keys = [unit.pk, into.pk]
    held = {one.pk: one for one in Unit.objects.select_for_update().filter(pk__in=keys)}
    unit, into = held[unit.pk], held[into.pk]
    if unit.until is not None:
        raise NotFromHere(_("“%(unit)s”已撤销") % {"unit": unit})
    if into.until is not None:
        raise Unmet(_("“%(unit)s”已撤销") % {"unit": into})
    if into.path.startswith(unit.path):
        raise Unmet(_("不能并入自己的下级单位"))
    return unit, into


def _demand_nothing_left(unit: Unit) -> None:
    if left := mergers.open_things_of(unit):
        raise LeftBehind(", ".join(one.carrier.code for one in left))


def _close(unit: Unit, into: Unit, last_day: date, *, at: datetime) -> dict[str, Any]:
    """End the unit with its posts; hand on units below, spheres, groups and hosted offices."""
    for below in Unit.objects.get_children(unit).filter(until__isnull=True):
        below.refresh_from_db()
        move_below(below, into)
    end_unit(unit, last_day, successor=into)
    places = hand_on_places(unit, into, last_day)
    return {"places": places, "ended": end_all_of(unit, last_day, at=at)}
