"""Leaders' spheres, groups, hosted offices and designations: the sheets of the business side."""

from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from luoshi.organisation.models import (
    Designation,
    GroupPlace,
    HostedOffice,
    Sphere,
    SphereUnit,
    Unit,
    UnitGroup,
)
from luoshi.organisation.roster.columns import DESIGNATIONS, GROUPS, OFFICES, SPHERES
from luoshi.organisation.roster.comparing import Comparison, Proposal, Wrong
from luoshi.organisation.roster.verdicts import Fate
from luoshi.organisation.rules import (
    keeps_designations,
    keeps_groups,
    keeps_hosted_offices,
    keeps_spheres,
)
from luoshi.papers.sheets import Book, Line

SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n\t ", "、"))


def compare_charges(comparison: Comparison, book: Book) -> None:
    """Judge the four sheets."""
    comparison.rows(book[SPHERES], _sphere)
    comparison.rows(book[GROUPS], _group)
    comparison.rows(book[OFFICES], _office)
    comparison.rows(book[DESIGNATIONS], _designation)


def _span(line: Line) -> tuple[date, date | None]:
    since, until = cast(date, line["since"]), cast(date | None, line["until"])
    if until is not None and until < since:
        raise Wrong(_("止日早于起日"), _("止"))
    return since, until


def _sphere(comparison: Comparison, line: Line) -> Proposal:
    unit, title, name = comparison.unit(line), line.text("title"), line.text("name")
    since, until = _span(line)
    comparison.once(SPHERES, (unit.pk, title, name, since), line)
    post = comparison.standing.posts.get((unit.pk, title))
    if post is None:
        names = {"unit": unit, "title": title}
        raise Wrong(_("“%(unit)s”没有职务“%(title)s”") % names, _("职务"))
    units = _units(comparison, line)
    shown = f"{post}·{name}"
    spheres = comparison.standing.spheres
    known = spheres.get((post.pk, name, since)) or next(
        (s for s in spheres.values() if (s.post_id, s.name, s.until) == (post.pk, name, None)), None
    )
    if known is not None:
        held = comparison.standing.sphere_units[known.pk]
        same = held == {one.pk for one in units} and (known.since, known.until) == (since, until)
        if not same:
            raise Wrong(_("与登记不同，请结束原分管后另行确定"), _("分管领域"))
        return Proposal(Fate.UNCHANGED, shown, keeps_spheres)

    def add() -> None:
        sphere = Sphere(
            post=post,
            name=name,
            document_number=line.text("document_number"),
            since=since,
            until=until,
        )
        spheres[post.pk, name, since] = sphere
        comparison.standing.sphere_units[sphere.pk] = {one.pk for one in units}
        comparison.writes.add(sphere)
        for one in units:
            comparison.writes.add(SphereUnit(sphere=sphere, unit=one))

    return Proposal(Fate.NEW, shown, keeps_spheres, write=add)


def _units(comparison: Comparison, line: Line) -> list[Unit]:
    codes = [code for code in line.text("units").translate(SEPARATORS).split("、") if code]
    unknown = [code for code in codes if code not in comparison.standing.units]
    if unknown:
        sentence = _("单位代码“%(codes)s”不存在") % {"codes": "、".join(unknown)}
        raise Wrong(sentence, _("分管单位代码"))
    return [comparison.standing.units[code] for code in dict.fromkeys(codes)]


def _group(comparison: Comparison, line: Line) -> Proposal:
    name, unit = line.text("name"), comparison.unit(line)
    comparison.once(GROUPS, (name, unit.pk), line)
    title = f"{name}·{unit.name}"
    group = comparison.standing.groups.get(name)
    if group is not None and (group.pk, unit.pk) in comparison.standing.places:
        return Proposal(Fate.UNCHANGED, title, keeps_groups)

    def add() -> None:
        held = comparison.standing.groups.get(name)
        if held is None:
            held = UnitGroup(name=name)
            comparison.standing.groups[name] = held
            comparison.writes.add(held)
        comparison.writes.add(GroupPlace(group=held, unit=unit))

    return Proposal(Fate.NEW, title, keeps_groups, write=add)


def _office(comparison: Comparison, line: Line) -> Proposal:
    name, host = line.text("name"), comparison.unit(line)
    since, until = _span(line)
    comparison.once(OFFICES, (name, host.pk, since), line)
    known = comparison.standing.offices.get((host.pk, name, since))
    if known is not None:
        if known.until != until:
            raise Wrong(_("与登记的起止日期不同"), _("止"))
        return Proposal(Fate.UNCHANGED, name, keeps_hosted_offices)

    def add() -> None:
        office = HostedOffice(name=name, host=host, since=since, until=until)
        comparison.standing.offices[host.pk, name, since] = office
        comparison.writes.add(office)

    return Proposal(Fate.NEW, name, keeps_hosted_offices, write=add)


def _designation(comparison: Comparison, line: Line) -> Proposal:
    unit, scope, paper = comparison.unit(line), line.text("scope"), line.text("document_number")
    since, until = _span(line)
    key = (unit.pk, paper, scope, since)
    comparison.once(DESIGNATIONS, key, line)
    title = f"{unit.name}·{scope}"
    known = comparison.standing.designations.get(key)
    if known is not None:
        if known.until != until:
            raise Wrong(_("与登记不同，请用“终止授权”办理"), _("止"))
        return Proposal(Fate.UNCHANGED, title, keeps_designations)

    def add() -> None:
        new = Designation(
            unit=unit,
            scope=scope,
            document_number=paper,
            since=since,
            until=cast(date, until),
        )
        comparison.standing.designations[key] = new
        comparison.writes.add(new)

    return Proposal(Fate.NEW, title, keeps_designations, write=add)
