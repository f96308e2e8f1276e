"""Regions, units, aliases and party organisations: the sheets that make the trees."""

from datetime import date
from decimal import Decimal
from typing import cast

from django.utils.translation import gettext as _

from luoshi.organisation.initials import initials_of
from luoshi.organisation.models import PartyOrg, Region, Unit, UnitAlias
from luoshi.organisation.roster.columns import ALIASES, PARTY, REGIONS, UNITS
from luoshi.organisation.roster.comparing import Comparison, Proposal, StandIn, Wrong
from luoshi.organisation.roster.planting import Node, Planter
from luoshi.organisation.roster.verdicts import Fate
from luoshi.organisation.rules import keeps_units
from luoshi.papers.sheets import Book, Line


def compare_trees(comparison: Comparison, book: Book) -> None:
    """Judge the four sheets, in the order in which they speak of one another."""
    standing = comparison.standing
    regions = Planter(Region, standing.regions.values())
    units = Planter(Unit, standing.units.values())
    parties = Planter(PartyOrg, standing.parties.values())
    comparison.trees(
        book[REGIONS],
        dict(standing.regions),
        lambda c, line: _region(c, line, regions),
        _standing_in(Region, regions, standing.regions),
    )
    comparison.trees(
        book[UNITS],
        dict(standing.units),
        lambda c, line: _unit(c, line, units),
        _standing_in(Unit, units, standing.units),
    )
    _successors(comparison, book)
    comparison.rows(book[ALIASES], _alias)
    comparison.trees(
        book[PARTY],
        dict(standing.parties),
        lambda c, line: _party(c, line, parties),
        _standing_in(PartyOrg, parties, standing.parties),
    )


def _standing_in(model: type[Node], planter: Planter[Node], known: dict[str, Node]) -> StandIn:
    """Return what lets a refused row stand in the tree for the rows that name it."""

    def stand_in(comparison: Comparison, line: Line) -> None:
        code = str(line.values.get("code") or "")
        if not code or code in known:
            return
        node = model(code=code, name=str(line.values.get("name") or code))
        if isinstance(node, Unit):
            # A day that could not be read is no reason to refuse whoever came later.
            since = line.values.get("since")
            node.since = since if isinstance(since, date) else date.min
        planter.plant(node, known.get(str(line.values.get("above") or "")))
        known[code] = node

    return stand_in


def _region(comparison: Comparison, line: Line, planter: Planter[Region]) -> Proposal:
    code, name = line.text("code"), line.text("name")
    comparison.once(REGIONS, code, line)
    known = comparison.standing.regions
    if (region := known.get(code)) is not None:
        if region.name == name:
            return Proposal(Fate.UNCHANGED, name, keeps_units)

        def change() -> None:
            region.name = name
            comparison.writes.change(region, "name")

        return Proposal(Fate.CHANGED, name, keeps_units, _was(region.name, name), change)

    def plant() -> None:
        above = known.get(line.text("above"))
        new = Region(code=code, name=name)
        planter.plant(new, above)
        known[code] = new
        comparison.writes.add(new)
        if above is not None:
            comparison.writes.change(above, "numchild")

    return Proposal(Fate.NEW, name, keeps_units, write=plant)


def _unit(comparison: Comparison, line: Line, planter: Planter[Unit]) -> Proposal:
    comparison.once(UNITS, line.text("code"), line)
    code = line.text("region")
    region = comparison.standing.regions.get(code)
    if code and region is None:
        raise Wrong(_("行政区划代码“%(code)s”不存在") % {"code": code}, _("行政区划代码"))
    if (unit := comparison.standing.units.get(line.text("code"))) is not None:
        return _known_unit(comparison, line, unit, region)
    return _new_unit(comparison, line, region, planter)


def _new_unit(
    comparison: Comparison, line: Line, region: Region | None, planter: Planter[Unit]
) -> Proposal:
    since, until = cast(date, line["since"]), cast(date | None, line["until"])
    if until is not None and until < since:
        raise Wrong(_("撤销日期早于设立日期"), _("撤销日期"))
    if line.text("successor") and until is None:
        raise Wrong(_("有承接单位的，须填撤销日期"), _("撤销日期"))
    name, short_name = line.text("name"), line.text("short_name")
    above = comparison.standing.units.get(line.text("above"))

    def plant() -> None:
        unit = Unit(
            code=line.text("code"),
            name=name,
            short_name=short_name,
            initials=initials_of(short_name, name),
            kind=line.text("kind"),
            place=int(cast(Decimal | None, line["place"]) or 0),
            since=since,
            until=until,
            region=region,
            room=line.text("room"),
        )
        planter.plant(unit, above)
        comparison.standing.units[unit.code] = unit
        comparison.writes.add(unit)
        if above is not None:
            comparison.writes.change(above, "numchild")

    return Proposal(Fate.NEW, name, keeps_units, write=plant)


def _known_unit(comparison: Comparison, line: Line, unit: Unit, region: Region | None) -> Proposal:
    _demand_same(comparison, line, unit)
    place = int(cast(Decimal | None, line["place"]) or 0)
    short_name = line.text("short_name")
    differs = {
        "short_name": (unit.short_name, short_name),
        "kind": (unit.kind, line.text("kind")),
        "place": (unit.place, place),
        "region_id": (unit.region_id, region.pk if region else None),
    }
    changed = {name: both for name, both in differs.items() if both[0] != both[1]}
    if not changed:
        return Proposal(Fate.UNCHANGED, unit.name, keeps_units)
    shown = {
        "short_name": (_("简称"), unit.short_name, short_name),
        "kind": (_("类别"), unit.get_kind_display(), _label(line.text("kind"))),
        "place": (_("排序"), unit.place, place),
        "region_id": (_("行政区划"), _region_name(comparison, unit), region or ""),
    }
    said = "；".join(
        _("%(column)s：%(before)s → %(after)s")
        % {"column": shown[name][0], "before": shown[name][1], "after": shown[name][2]}
        for name in changed
    )

    def change() -> None:
        for name, (_before, after) in changed.items():
            setattr(unit, name, after)
        unit.initials = initials_of(unit.short_name, unit.name)
        columns = [name.removesuffix("_id") for name in changed]
        comparison.writes.change(unit, "initials", *columns)

    return Proposal(Fate.CHANGED, unit.name, keeps_units, said, change)


def _demand_same(comparison: Comparison, line: Line, unit: Unit) -> None:
    """Let a file change nothing that has a deed of its own: those move what is open, or rights."""
    above = comparison.standing.units.get(line.text("above"))
    # A path is its parent's path and one step: no query is needed to name the parent.
    same_place = unit.path[: -unit.steplen] == (above.path if above else "")
    for same, column, deed in (
        (line.text("name") == unit.name, _("单位名称"), _("更名")),
        (line.text("short_name") == unit.short_name or not unit.short_name, _("简称"), _("更名")),
        (same_place, _("上级单位代码"), _("调整隶属")),
        (line["until"] == unit.until, _("撤销日期"), _("撤销或并入")),
    ):
        if not same:
            sentence = _("与登记不同，请用“%(deed)s”办理") % {"deed": deed}
            raise Wrong(sentence, column)
    for same, column in (
        (line["since"] == unit.since, _("设立日期")),
        (line.text("room") == unit.room, _("督查室归属")),
    ):
        if not same:
            raise Wrong(_("与登记不同，不能由导入更改"), column)


def _successors(comparison: Comparison, book: Book) -> None:
    """Link new units that are over to whoever took over; both may stand in the same file."""
    new = {id(unit) for unit in comparison.writes.new.get(Unit, [])}
    for line in book[UNITS].rows:
        unit = comparison.standing.units.get(line.text("code"))
        code = line.text("successor")
        if not code or unit is None or id(unit) not in new:
            continue
        successor = comparison.standing.units.get(code)
        if successor is None or successor is unit:
            sentence = _("承接单位代码“%(code)s”不存在") % {"code": code}
            comparison.refuse(UNITS, line.number, sentence, heading=_("承接单位代码"))
            continue
        unit.successor = successor
        comparison.writes.change(unit, "successor")


def _alias(comparison: Comparison, line: Line) -> Proposal:
    unit, name = comparison.unit(line), line.text("name")
    comparison.once(ALIASES, name, line)
    known = comparison.standing.aliases.get(name)
    if known is not None:
        if known.unit_id != unit.pk:
            raise Wrong(_("“%(name)s”已是另一个单位的别名") % {"name": name}, _("别名"))
        return Proposal(Fate.UNCHANGED, name, keeps_units)

    def add() -> None:
        alias = UnitAlias(unit=unit, name=name, initials=initials_of(name))
        comparison.standing.aliases[name] = alias
        comparison.writes.add(alias)

    return Proposal(Fate.NEW, name, keeps_units, write=add)


def _party(comparison: Comparison, line: Line, planter: Planter[PartyOrg]) -> Proposal:
    code, name = line.text("code"), line.text("name")
    comparison.once(PARTY, code, line)
    unit = comparison.unit(line) if line.text("unit") else None
    known = comparison.standing.parties
    if (org := known.get(code)) is not None:
        if (org.name, org.unit_id) == (name, unit.pk if unit else None):
            return Proposal(Fate.UNCHANGED, name, keeps_units)

        def change() -> None:
            org.name, org.unit = name, unit
            comparison.writes.change(org, "name", "unit")

        return Proposal(Fate.CHANGED, name, keeps_units, _was(org.name, name), change)

    def plant() -> None:
        above = known.get(line.text("above"))
        new = PartyOrg(code=code, name=name, unit=unit)
        planter.plant(new, above)
        known[code] = new
        comparison.writes.add(new)
        if above is not None:
            comparison.writes.change(above, "numchild")

    return Proposal(Fate.NEW, name, keeps_units, write=plant)


def _region_name(comparison: Comparison, unit: Unit) -> str:
    regions = comparison.standing.regions.values()
    return next((one.name for one in regions if one.pk == unit.region_id), "")


def _label(kind: str) -> str:
    return Unit(kind=kind).get_kind_display()


def _was(before: str, after: str) -> str:
    return _("%(before)s → %(after)s") % {"before": before, "after": after}
