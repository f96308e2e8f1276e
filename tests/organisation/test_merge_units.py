"""并入: one deed ends a unit, names its successor and moves all that is open there."""

from uuid import uuid4

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import mergers, queries
from luoshi.organisation.models import Unit
from luoshi.organisation.operations import groups, merging, units
from luoshi.trail.models import Entry
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


@pytest.fixture
def papers():
    """A room that lays papers upon units, for as long as the test runs."""
    lying = {}

    def move(unit, into, by, at):
        gone = lying.pop(unit.pk, [])
        lying[into.pk] = lying.get(into.pk, []) + gone
        return len(gone)

    mergers.register(
        mergers.Carrier("papers", "文件", lambda unit: list(lying.get(unit.pk, [])), move)
    )
    yield lying
    mergers.withdraw("papers")


def paper(title):
    return mergers.OpenThing("paper", uuid4(), title)


def merged(unit, into, **given):
    return merging.merge(
        unit,
        **{
            "into": into,
            "last_day": MONDAY,
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
        }
        | given,
    )


def test_open_matters_move_and_the_successor_is_named(papers):
    old, new = unit_named("市住建局"), unit_named("市发改委")
    papers[old.pk] = [paper("城区易涝点整治"), paper("老旧小区改造")]

    assert merged(old, new) == {"papers": 2}

    old.refresh_from_db()
    assert (old.until, old.successor) == (MONDAY, new)
    assert [thing.title for thing in papers[new.pk]] == ["城区易涝点整治", "老旧小区改造"]
    entry = entries_about("unit", old.pk).get()
    assert (entry.deed, entry.facts["into"], entry.facts["moved"]) == (
        "unit.merge",
        "澄川市发展和改革委员会",
        {"papers": 2},
    )


def test_the_sections_spheres_groups_and_hosted_offices_go_along():
    old, new = unit_named("市住建局"), unit_named("市发改委")
    director = someone_of("市政府督查室", "主任")
    group = groups.form_group(name="项目单位", units=[old], by=director, at=MONDAY_NINE)
    groups.host_office(old, name="城建指挥部办公室", since=MONDAY, by=director, at=MONDAY_NINE)
    section = unit_named("市住建局城建科")

    merged(old, new)

    section.refresh_from_db()
    new.refresh_from_db()
    assert Unit.objects.get_parent(section) == new
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    assert [post.title for post in queries.leaders_of(new, on=TUESDAY)] == ["副市长"]
    assert new in group.units.all()
    assert new.hosted_offices.get(until=None).name == "城建指挥部办公室"


def test_its_people_have_no_rights_from_it_any_more_from_that_minute():
    liaison = person_behind(someone_of("市住建局", "联络员"))
    merged(unit_named("市住建局"), unit_named("市发改委"))

    assert queries.actings_of(liaison, on=MONDAY) == []


def test_the_old_names_lead_to_the_successor_from_the_next_day():
    old, new = unit_named("市住建局"), unit_named("市发改委")
    merged(old, new)

    for name in ("市住建局", "澄川市住房和城乡建设局", "市住房城乡建设局"):
        assert queries.unit_by_name(name, on=TUESDAY) == new
        assert queries.names_of_units(TUESDAY)[name] == new
    assert queries.unit_by_name("市住建局", on=MONDAY) == old


def test_a_successor_that_merges_in_its_turn_hands_the_names_on():
    merged(unit_named("市住建局"), unit_named("市审计局"))
    merged(unit_named("市审计局"), unit_named("市财政局"))

    assert queries.names_of_units(TUESDAY)["市住建局"] == unit_named("市财政局")
    assert queries.unit_by_name("市住建局", on=TUESDAY) == unit_named("市财政局")


def test_a_list_that_changed_since_it_was_seen_is_not_confirmed_unseen(papers):
    old = unit_named("市住建局")
    papers[old.pk] = [paper("城区易涝点整治")]
    seen = mergers.fingerprint(mergers.open_things_of(old))
    papers[old.pk].append(paper("老旧小区改造"))

    with pytest.raises(NotFromHere, match="未了事项清单已有变化"):
        merged(old, unit_named("市发改委"), seen=seen)
    old.refresh_from_db()
    assert old.until is None


def test_a_room_that_leaves_something_behind_undoes_the_merger(papers):
    old = unit_named("市住建局")
    mergers.register(
        mergers.Carrier("lazy", "懒", lambda unit: [paper("留下的")], lambda *given: 0)
    )
    try:
        with pytest.raises(merging.LeftBehind):
            merged(old, unit_named("市发改委"))
    finally:
        mergers.withdraw("lazy")

    old.refresh_from_db()
    assert old.until is None
    assert not Entry.objects.exists()


def test_a_unit_with_something_open_is_merged_not_closed(papers):
    unit = unit_named("市审计局")
    papers[unit.pk] = [paper("审计整改")]

    with pytest.raises(Unmet, match="尚有1件未了事项，请并入承接单位"):
        units.close(
            unit, last_day=MONDAY, by=someone_of("市政府办公室", "系统管理员"), at=MONDAY_NINE
        )


def test_a_unit_merges_once_and_into_a_standing_stranger():
    old = unit_named("市住建局")

    with pytest.raises(Unmet, match="不能并入自身"):
        merged(old, old)
    with pytest.raises(Unmet, match="不能并入自己的下级单位"):
        merged(old, unit_named("市住建局城建科"))
    merged(old, unit_named("市发改委"))
    with pytest.raises(NotFromHere, match="已撤销"):
        merged(old, unit_named("市财政局"))
    with pytest.raises(Unmet, match="“澄川市住房和城乡建设局”已撤销"):
        merged(unit_named("市财政局"), old)


def test_the_supervision_room_does_not_merge_units():
    with pytest.raises(NotYours, match="单位并入须由系统管理员办理"):
        merged(
            unit_named("市住建局"), unit_named("市发改委"), by=someone_of("市政府督查室", "主任")
        )
