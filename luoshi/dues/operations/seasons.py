"""封闭期、办公时间 When no progress is asked, and at which hour a day of the office ends."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.dues.copies import plan_again
from luoshi.dues.models import ClosedSeason, ClosedSeasonUnit, OfficeHours
from luoshi.dues.operations.calendars import demand_basis, hold_time, take_back
from luoshi.dues.rules import demand_keeper
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.kit.actor import Actor
from luoshi.organisation.models import Unit
from luoshi.trail.operations import write

LONGEST_DAYS = 200


@transaction.atomic
def declare_closed_season(
    name: str,
    since: date,
    until: date,
    *,
    units: Sequence[Unit],
    basis: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> ClosedSeason:
    """Declare days in which no progress is asked of these units' work (封闭期).

    Plans stand still in it and run over the other days; no time limit moves.

    :param units: whose work stands still, theirs below them too; none for the whole city
    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: without a paper, or if it ends before it begins or lasts over half a year
    """
    demand_keeper(by, gettext_lazy("设定封闭期"))
    demand_basis(basis)
    if until < since:
        raise Unmet(_("封闭期的截止日期不能早于起始日期"))
    if (until - since).days >= LONGEST_DAYS:
        raise Unmet(_("封闭期不能超过%(days)d天") % {"days": LONGEST_DAYS})
    hold_time()
    standing = ClosedSeason.objects.filter(withdrawn_at__isnull=True, name=name)
    if standing.filter(since__lte=until, until__gte=since).exists():
        raise NotFromHere(_("“%(name)s”已有相重的日期，请先撤回") % {"name": name})
    season = ClosedSeason.objects.create(name=name, since=since, until=until, basis=basis)
    ClosedSeasonUnit.objects.bulk_create(
        ClosedSeasonUnit(season=season, unit=unit) for unit in units
    )
    named = [unit.name for unit in units]
    facts = {"basis": basis, "units": named, "planned": plan_again(at)}
    write("closed_season.declare", about=season, by=by, at=at, facts=facts, key=key)
    return season


@transaction.atomic
def withdraw_closed_season(
    season: ClosedSeason, *, reason: str, by: Actor, at: datetime, key: str = ""
) -> None:
    """Take a closed season back; the row stays as history.

    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: if no reason is given
    :raises NotFromHere: if it was taken back already
    """
    demand_keeper(by, gettext_lazy("撤回封闭期"))
    take_back(season, season.name, reason=reason, at=at)
    facts = {"reason": reason, "planned": plan_again(at)}
    write("closed_season.withdraw", about=season, by=by, at=at, facts=facts, key=key)


@transaction.atomic
def set_office_hours(
    closes: time | None, *, since: date, basis: str, by: Actor, at: datetime, key: str = ""
) -> OfficeHours:
    """Say at which hour a day of the office ends, for what is owed from a day on (办公时间).

    What is owed already keeps its hour; the day is never moved by it.

    :param closes: the closing hour, or None for 24:00
    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: if no paper is named
    :raises NotFromHere: if an hour set later begins later
    """
    demand_keeper(by, gettext_lazy("设定办公时间"))
    demand_basis(basis)
    hold_time()
    if OfficeHours.objects.filter(since__gt=since).exists():
        raise NotFromHere(_("已有更晚施行的办公时间"))
    columns = {"closes": closes, "basis": basis}
    row, _made = OfficeHours.objects.update_or_create(since=since, defaults=columns)
    after = closes.isoformat("minutes") if closes else "24:00"
    write("office_hours.set", about=row, by=by, at=at, after=after,
          facts={"basis": basis, "since": since}, key=key)  # fmt: skip
    return row
