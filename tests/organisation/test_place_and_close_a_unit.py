"""隶属、撤销: a unit moves with all below it, and ends only when nothing is open there."""

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Unit
from luoshi.organisation.operations import units
from luoshi.trail.queries import entries_about
from tests.world import (
    MONDAY,
    MONDAY_NINE,
    TUESDAY,
    person_behind,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db


def test_the_sections_go_along_and_their_people_speak_from_the_new_place():
    by = someone_of("市政府办公室", "系统管理员")
    units.place_under(unit_named("市住建局"), unit_named("市政府办公室"), by=by, at=MONDAY_NINE)

    section = unit_named("市住建局城建科")
    assert section.path.startswith(unit_named("市政府办公室").path)
    assert someone_of("市住建局城建科", "承办人").unit_path == section.path
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def test_a_unit_may_become_the_top_of_a_tree():
    by = someone_of("市政府办公室", "系统管理员")
    units.place_under(unit_named("市审计局"), None, by=by, at=MONDAY_NINE)

    assert unit_named("市审计局").depth == 1
    entry = entries_about("unit", unit_named("市审计局").pk).get()
    assert entry.deed == "unit.place_under"


def test_no_unit_stands_below_itself():
    by = someone_of("市政府办公室", "系统管理员")

    with pytest.raises(Unmet, match="不能将单位置于其自身或下级单位之下"):
        units.place_under(
            unit_named("市住建局"), unit_named("市住建局城建科"), by=by, at=MONDAY_NINE
        )


def test_what_is_registered_wrongly_is_put_right_with_before_and_after_on_the_trail():
    by = someone_of("市政府办公室", "系统管理员")
    unit = unit_named("市审计局")
    units.amend(unit, kind="VERTICAL", place=3, region=None, by=by, at=MONDAY_NINE)

    assert (unit.kind, unit.place) == ("VERTICAL", 3)
    with pytest.raises(Unmet, match="登记内容没有变化"):
        units.amend(unit, kind="VERTICAL", place=3, region=None, by=by, at=MONDAY_NINE)


def test_closing_ends_its_posts_and_rights_at_once():
    observer = person_behind(someone_of("市审计局", "观察员"))
    by = someone_of("市政府办公室", "系统管理员")
    units.close(unit_named("市审计局"), last_day=MONDAY, by=by, at=MONDAY_NINE)

    assert queries.actings_of(observer, on=MONDAY) == []
    assert queries.unit_by_name("市审计局", on=TUESDAY) is None


def test_a_unit_with_units_below_it_is_not_closed():
    by = someone_of("市政府办公室", "系统管理员")

    with pytest.raises(Unmet, match="其下尚有1个单位，请先调整或撤销"):
        units.close(unit_named("市住建局"), last_day=MONDAY, by=by, at=MONDAY_NINE)


def test_a_unit_is_closed_once_and_not_ahead_of_time():
    by, unit = someone_of("市政府办公室", "系统管理员"), unit_named("市审计局")

    with pytest.raises(Unmet, match="最后一日不能晚于今天"):
        units.close(unit, last_day=TUESDAY, by=by, at=MONDAY_NINE)
    units.close(unit, last_day=MONDAY, by=by, at=MONDAY_NINE)
    with pytest.raises(NotFromHere, match="“澄川市审计局”已撤销"):
        units.close(unit, last_day=MONDAY, by=by, at=MONDAY_NINE)


def test_only_the_system_administrator_closes_and_moves():
    unit, by = unit_named("市审计局"), someone_of("市政府办公室", "安全管理员")

    with pytest.raises(NotYours, match="撤销单位须由系统管理员办理"):
        units.close(unit, last_day=MONDAY, by=by, at=MONDAY_NINE)
    with pytest.raises(NotYours, match="调整隶属须由系统管理员办理"):
        units.place_under(unit, None, by=by, at=MONDAY_NINE)
    with pytest.raises(NotYours, match="更正单位登记须由系统管理员办理"):
        units.amend(unit, kind="OTHER", place=1, region=None, by=by, at=MONDAY_NINE)
