"""拟定 What is written into a draft scheme: groups and units, indicators and weights, catalogue.

No entry is left: a draft binds nobody. A fence refuses an indicator here already, with its clause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.assessment.bounds import MOST_POINTS, demand_within
from luoshi.assessment.fences import refusal_of
from luoshi.assessment.models import (
    AssessedGroup,
    AssessedUnit,
    CatalogueRule,
    Indicator,
    Scheme,
)
from luoshi.assessment.operations.schemes import still_a_draft
from luoshi.assessment.terms import Mean, RuleKind, Source
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit

LEVELS = 3
FIRST_DAY, LAST_DAY = 1, 31
_POINTS_OF_A_RULE = ("points", "later", "most", "most_of_all")


@dataclass(frozen=True)
class GroupSaid:
    """What somebody wrote of a group."""

    name: str
    units: Sequence[Unit]
    ranked: bool = True
    mean: str = Mean.ARITHMETIC


def write_group(
    scheme: Scheme, said: GroupSaid, *, group: AssessedGroup | None = None, by: Acting
) -> AssessedGroup:
    """Lay a group or change it: its name and the units compared in it.

    :raises Unmet: without a name, under a name that is taken, or if a unit is in another group
    :raises NotYours, NotFromHere: as `still_a_draft`
    """
    with still_a_draft(scheme, by=by, deed=_("修改分组")):
        _check_group(scheme, said, group)
        columns = {"name": said.name.strip()[:60], "ranked": said.ranked, "mean": said.mean}
        if group is None:
            place = scheme.groups.aggregate(last=Max("place"))["last"] or 0
            group = AssessedGroup.objects.create(scheme=scheme, place=place + 1, **columns)
        else:
            AssessedGroup.objects.filter(pk=group.pk).update(**columns)
        group.units.exclude(unit__in=said.units).delete()
        known = set(group.units.values_list("unit_id", flat=True))
        AssessedUnit.objects.bulk_create(
            AssessedUnit(scheme=scheme, group=group, unit=unit)
            for unit in dict.fromkeys(said.units)
            if unit.pk not in known
        )
    return group


def _check_group(scheme: Scheme, said: GroupSaid, group: AssessedGroup | None) -> None:
    if not said.name.strip():
        raise Unmet(_("请填写分组名称"))
    others = scheme.groups.exclude(pk=group.pk) if group else scheme.groups.all()
    if others.filter(name=said.name.strip()[:60]).exists():
        raise Unmet(_("已有同名分组“%(name)s”") % {"name": said.name.strip()})
    elsewhere = AssessedUnit.objects.filter(scheme=scheme, unit__in=said.units)
    taken = elsewhere.exclude(group=group) if group else elsewhere
    first = taken.select_related("unit", "group").order_by("unit__place").first()
    if first is not None:
        words = {"unit": first.unit.name, "group": first.group.name}
        raise Unmet(_("“%(unit)s”已在“%(group)s”，一家单位只在一个分组") % words)


def weigh(group: AssessedGroup, lines: Mapping[UUID, tuple[str, Decimal]], *, by: Acting) -> int:
    """Write the names and weights of a group's indicators as typed in the table.

    Sums need not add up yet; putting in force asks for that.

    :returns: how many lines are different from before
    :raises Unmet: for a negative weight, an empty name, or a name that meets a fence
    :raises NotFromHere: if a line is gone meanwhile
    """
    with still_a_draft(group.scheme, by=by, deed=_("修改权重")):
        held = {one.pk: one for one in group.indicators.all()}
        if lines.keys() - held.keys():
            raise NotFromHere(_("指标在您打开之后已有变化，请刷新后再改"))
        changed = []
        for pk, (name, weight) in lines.items():
            one = held[pk]
            _check_name(name, one.definition, one.evidence, code=one.code)
            _check_weight(name, weight)
            if (one.name, one.weight) != (name.strip(), weight):
                one.name, one.weight = name.strip(), weight
                changed.append(one)
        Indicator.objects.bulk_update(changed, ["name", "weight"])
    return len(changed)


def write_indicator(
    group: AssessedGroup,
    said: Mapping[str, Any],
    *,
    parent: Indicator | None = None,
    indicator: Indicator | None = None,
    by: Acting,
) -> Indicator:
    """Lay an indicator below another one, or change what it says.

    :param said: the columns of the line; its level follows from where it stands
    :raises Unmet: if a fence is met, a code is taken, a source is missing, or it is too deep
    :raises NotYours, NotFromHere: as `still_a_draft`
    """
    with still_a_draft(group.scheme, by=by, deed=_("修改指标")):
        columns = checked_line(group, said, parent=parent, indicator=indicator)
        if indicator is not None:
            Indicator.objects.filter(pk=indicator.pk).update(**columns)
            indicator.refresh_from_db()
            return indicator
        last = group.indicators.filter(parent=parent).aggregate(last=Max("place"))["last"] or 0
        columns = {"place": last + 1} | columns
        level = parent.level + 1 if parent else 1
        return Indicator.objects.create(group=group, parent=parent, level=level, **columns)


def checked_line(
    group: AssessedGroup,
    said: Mapping[str, Any],
    *,
    parent: Indicator | None = None,
    indicator: Indicator | None = None,
) -> dict[str, Any]:
    """Return what is said of an indicator as its columns.

    :raises Unmet: as `write_indicator`
    """
    columns = dict(said)
    _check_name(columns["name"], columns.get("definition", ""), columns.get("evidence", ""))
    _check_weight(columns["name"], columns["weight"])
    demand_within(MOST_POINTS, columns["name"], columns.get("floor"), columns.get("cap"))
    if not FIRST_DAY <= columns.get("due_day", FIRST_DAY) <= LAST_DAY:
        raise Unmet(_("数据报送日应为1日至31日"))
    code = columns["code"].strip()
    if not code:
        raise Unmet(_("请填写指标编号"))
    others = group.indicators.exclude(pk=indicator.pk) if indicator else group.indicators.all()
    if others.filter(code=code).exists():
        raise Unmet(_("分组内已有编号为%(code)s的指标") % {"code": code})
    if indicator is None and parent is not None and parent.level >= LEVELS:
        raise Unmet(_("指标只设三级，“%(name)s”下不能再设") % {"name": parent.name})
    if columns.get("source") != Source.RECORD:
        columns["record"] = ""
    return columns | {"code": code, "name": columns["name"].strip()}


def write_rule(
    scheme: Scheme,
    said: Mapping[str, Any],
    *,
    rule: CatalogueRule | None = None,
    by: Acting,
) -> CatalogueRule:
    """Lay a line of the catalogue or change it.

    :raises Unmet: if a fence is met, points are negative, or a veto has no paper and approver
    :raises NotYours, NotFromHere: as `still_a_draft`
    """
    with still_a_draft(scheme, by=by, deed=_("修改加减分项目")):
        check_rule(said)
        others = scheme.catalogue.exclude(pk=rule.pk) if rule else scheme.catalogue.all()
        if others.filter(code=said["code"]).exists():
            raise Unmet(_("已有编号为%(code)s的项目") % {"code": said["code"]})
        if rule is not None:
            CatalogueRule.objects.filter(pk=rule.pk).update(**said)
            rule.refresh_from_db()
            return rule
        last = scheme.catalogue.aggregate(last=Max("place"))["last"] or 0
        return CatalogueRule.objects.create(scheme=scheme, **({"place": last + 1} | dict(said)))


def check_rule(said: Mapping[str, Any]) -> None:
    """Ask of a line of the catalogue what the law asks.

    :raises Unmet: as `write_rule`
    """
    points = [said[key] for key in _POINTS_OF_A_RULE if said.get(key) is not None]
    if any(one < 0 for one in points):
        raise Unmet(_("“%(name)s”的分值不写正负号，是加是扣由类别定") % {"name": said["name"]})
    demand_within(MOST_POINTS, said["name"], *points)
    if refusal := refusal_of(said["name"]):
        raise Unmet(refusal)
    papers = said.get("basis", "").strip() and said.get("approver_name", "").strip()
    if said["kind"] == RuleKind.VETO and not papers:
        raise Unmet(_("一票否决须有依据文号和批准人"))


def _check_name(name: str, *said: str, code: str = "") -> None:
    if not name.strip():
        words = _("请填写%(code)s的指标名称") if code else _("请填写指标名称")
        raise Unmet(words % {"code": code})
    if refusal := refusal_of(name.strip(), *said):
        raise Unmet(refusal)


def _check_weight(name: str, weight: Decimal) -> None:
    if weight < 0:
        raise Unmet(_("“%(name)s”的权重不能是负数") % {"name": name.strip()})
    demand_within(MOST_POINTS, name, weight)
