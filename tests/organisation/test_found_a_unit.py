"""设立单位: a new unit takes its place in the tree, by the hand of the system administrator."""

import pytest

from luoshi.flow.refusals import NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Unit
from luoshi.organisation.operations import units
from luoshi.trail.models import Entry
from luoshi.trail.operations import KeyUsed
from luoshi.trail.queries import entries_about
from tests.world import MONDAY, MONDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db


def founded(**given):
    return units.found(
        **{
            "code": "YJJ",
            "name": "澄川市应急管理局",
            "short_name": "市应急局",
            "kind": "BUREAU",
            "since": MONDAY,
            "above": unit_named("市政府"),
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
        }
        | given
    )


def test_it_stands_below_the_unit_above_and_is_found_by_name_from_its_first_day():
    bureau = founded()

    assert Unit.objects.get_parent(bureau) == unit_named("市政府")
    assert queries.unit_by_name("市应急局", on=MONDAY) == bureau
    assert queries.unit_by_name("市应急局", on=MONDAY.replace(year=2025)) is None
    assert bureau.initials == "syjj ccsyjglj"
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    entry = entries_about("unit", bureau.pk).get()
    assert (entry.deed, entry.about_title) == ("unit.found", "澄川市应急管理局")


def test_a_code_is_given_once():
    founded()

    with pytest.raises(Unmet, match="单位代码“YJJ”已被使用"):
        founded(name="澄川市应急管理局二")
    assert Unit.objects.filter(code="YJJ").count() == 1


def test_nobody_but_the_system_administrator_founds_units():
    for title in ("安全管理员", "审计管理员"):
        with pytest.raises(NotYours, match="设立单位须由系统管理员办理"):
            founded(by=someone_of("市政府办公室", title))
    with pytest.raises(NotYours):
        founded(by=someone_of("市政府督查室", "主任"))

    assert not Unit.objects.filter(code="YJJ").exists()
    assert not Entry.objects.exists()


def test_the_same_press_twice_founds_one_unit():
    founded(key="k-1")

    with pytest.raises(KeyUsed):
        founded(code="YJJ2", key="k-1")
    assert not Unit.objects.filter(code="YJJ2").exists()


def test_nothing_is_founded_below_a_unit_that_is_over():
    above = unit_named("市审计局")
    units.close(above, last_day=MONDAY, by=someone_of("市政府办公室", "系统管理员"), at=MONDAY_NINE)

    with pytest.raises(Unmet, match="“澄川市审计局”已撤销"):
        founded(above=above)
