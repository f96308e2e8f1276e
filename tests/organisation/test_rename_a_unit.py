"""更名: the new name counts from its day; old papers keep the old name, which stays an alias."""

from datetime import date

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Unit
from luoshi.organisation.operations import units
from luoshi.trail.queries import entries_about
from tests.world import MONDAY, MONDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db


def renamed(unit, **given):
    units.rename(
        unit,
        **{
            "name": "澄川市住房城乡建设和园林局",
            "short_name": "市住建园林局",
            "since": MONDAY,
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
        }
        | given,
    )


def test_both_the_new_and_the_old_names_find_it():
    bureau = unit_named("市住建局")
    renamed(bureau)

    names = queries.names_of_units(MONDAY)
    for name in (
        "市住建园林局",
        "澄川市住房城乡建设和园林局",
        "市住建局",
        "澄川市住房和城乡建设局",
    ):
        assert names[name] == bureau
        assert queries.unit_by_name(name, on=MONDAY) == bureau


def test_a_past_day_still_calls_it_by_its_old_name():
    bureau = unit_named("市住建局")
    renamed(bureau)
    renamed(bureau, name="澄川市城乡建设局", short_name="市城建局", since=date(2026, 9, 1))

    def called(on):
        return queries.official_names([bureau], on=on)[bureau.pk]

    assert called(date(2026, 5, 31)) == "澄川市住房和城乡建设局"
    assert called(date(2026, 6, 1)) == "澄川市住房城乡建设和园林局"
    assert called(date(2026, 8, 31)) == "澄川市住房城乡建设和园林局"
    assert called(date(2026, 9, 1)) == "澄川市城乡建设局"


def test_the_entry_holds_the_old_and_the_new_name():
    bureau = unit_named("市住建局")
    renamed(bureau)

    entry = entries_about("unit", bureau.pk).get()
    assert (entry.deed, entry.facts["before"], entry.facts["after"]) == (
        "unit.rename",
        ["澄川市住房和城乡建设局", "市住建局"],
        ["澄川市住房城乡建设和园林局", "市住建园林局"],
    )


def test_of_two_who_saw_the_same_name_one_renames():
    first, second = unit_named("市住建局"), unit_named("市住建局")
    renamed(first)

    with pytest.raises(NotFromHere, match="已撤销或刚被更名"):
        renamed(second, name="澄川市建设局", short_name="市建设局")
    assert Unit.objects.get(pk=first.pk).name == "澄川市住房城乡建设和园林局"


def test_a_name_it_had_before_can_come_back():
    bureau = unit_named("市住建局")
    old = (bureau.name, bureau.short_name)
    renamed(bureau)
    renamed(bureau, name=old[0], short_name=old[1], since=date(2026, 9, 1))
    renamed(bureau, since=date(2026, 11, 1))

    assert queries.official_names([bureau], on=date(2026, 10, 1))[bureau.pk] == old[0]
    assert queries.unit_by_name("市住建局", on=date(2026, 11, 2)) == bureau


def test_a_renaming_changes_something_and_follows_the_last_one():
    bureau = unit_named("市住建局")

    with pytest.raises(Unmet, match="名称没有变化"):
        renamed(bureau, name=bureau.name, short_name=bureau.short_name)
    renamed(bureau)
    with pytest.raises(Unmet, match="更名日期须晚于上一次更名"):
        renamed(bureau, name="澄川市建设局", since=date(2026, 5, 1))
    with pytest.raises(NotYours, match="单位更名须由系统管理员办理"):
        renamed(bureau, name="澄川市建设局", by=someone_of("市住建局", "局长"))
