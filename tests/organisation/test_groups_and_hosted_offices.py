"""分组、领导小组办公室: collective names, and offices that are a role of their host."""

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.operations import groups
from luoshi.trail.queries import entries_about
from tests.world import MONDAY, MONDAY_NINE, TUESDAY, someone_of, unit_named

pytestmark = pytest.mark.django_db


def counties(**given):
    return groups.form_group(
        **{
            "name": "各县",
            "units": [unit_named("岚溪县"), unit_named("云渡县")],
            "by": someone_of("市政府督查室", "主任"),
            "at": MONDAY_NINE,
        }
        | given
    )


def test_a_collective_name_stands_for_its_units():
    assert sorted(unit.name for unit in counties().units.all()) == ["云渡县", "岚溪县"]


def test_the_entry_keeps_who_came_and_who_went():
    group = counties()
    groups.change_group(
        group,
        units=[unit_named("岚溪县"), unit_named("市住建局")],
        by=someone_of("市政府督查室", "主任"),
        at=MONDAY_NINE,
    )

    assert sorted(unit.name for unit in group.units.all()) == ["岚溪县", "澄川市住房和城乡建设局"]
    entry = entries_about("unitgroup", group.pk)[0]
    assert entry.facts == {"came": ["澄川市住房和城乡建设局"], "went": ["云渡县"]}


def test_a_group_has_a_name_of_its_own_and_a_unit_at_least():
    group = counties()

    with pytest.raises(Unmet, match="分组“各县”已存在"):
        counties()
    with pytest.raises(Unmet, match="请至少选择一个单位"):
        counties(name="空组", units=[])
    with pytest.raises(Unmet, match="分组没有变化"):
        groups.change_group(
            group,
            units=list(group.units.all()),
            by=someone_of("市政府督查室", "主任"),
            at=MONDAY_NINE,
        )


def test_a_leading_groups_office_is_a_role_of_its_host():
    office = groups.host_office(
        unit_named("市住建局"),
        name="城市内涝治理指挥部办公室",
        since=MONDAY,
        by=someone_of("市政府督查室", "主任"),
        at=MONDAY_NINE,
    )

    assert office.host == unit_named("市住建局")
    with pytest.raises(Unmet, match="已承担“城市内涝治理指挥部办公室”"):
        groups.host_office(
            unit_named("市住建局"),
            name="城市内涝治理指挥部办公室",
            since=MONDAY,
            by=someone_of("市政府督查室", "主任"),
            at=MONDAY_NINE,
        )
    by = someone_of("市政府督查室", "主任")
    groups.end_office(office, last_day=TUESDAY, by=by, at=MONDAY_NINE)
    with pytest.raises(NotFromHere, match="已撤销"):
        groups.end_office(office, last_day=TUESDAY, by=by, at=MONDAY_NINE)


def test_a_bureau_forms_no_groups_and_takes_no_office_upon_itself():
    head = someone_of("市住建局", "局长")

    with pytest.raises(NotYours, match="设立分组须由督查室主任、秘书长或系统管理员办理"):
        counties(by=head)
    with pytest.raises(NotYours, match="登记领导小组办公室须由"):
        groups.host_office(
            unit_named("市住建局"), name="某办", since=MONDAY, by=head, at=MONDAY_NINE
        )
