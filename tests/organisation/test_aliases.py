"""别名: other names by which documents mean a unit; one alias means one unit."""

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.operations import units
from tests.world import MONDAY, MONDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db


def test_a_document_that_says_the_alias_means_the_unit():
    by = someone_of("市政府办公室", "系统管理员")
    units.give_alias(unit_named("市住建局"), name="市建设局", by=by, at=MONDAY_NINE)

    assert queries.unit_by_name("市建设局", on=MONDAY) == unit_named("市住建局")


def test_an_alias_that_means_another_unit_is_refused():
    by = someone_of("市政府办公室", "系统管理员")

    with pytest.raises(Unmet, match="“市发展改革委”已是一个单位的别名"):
        units.give_alias(unit_named("市住建局"), name="市发展改革委", by=by, at=MONDAY_NINE)


def test_a_withdrawn_alias_means_nothing_and_may_be_given_to_another():
    by = someone_of("市政府办公室", "系统管理员")
    alias = unit_named("市发改委").aliases.get(name="市发展改革委")
    units.withdraw_alias(alias, by=by, at=MONDAY_NINE)

    assert queries.unit_by_name("市发展改革委", on=MONDAY) is None
    assert "市发展改革委" not in queries.names_of_units(MONDAY)
    units.give_alias(unit_named("市财政局"), name="市发展改革委", by=by, at=MONDAY_NINE)
    with pytest.raises(NotFromHere, match="别名“市发展改革委”已撤回"):
        units.withdraw_alias(alias, by=by, at=MONDAY_NINE)


def test_a_name_that_two_units_claim_means_neither():
    by = someone_of("市政府办公室", "系统管理员")
    for code, above in (("LXCG", "岚溪县"), ("YDCG", "云渡县")):
        units.found(code=code, name="城关镇", kind="TOWNSHIP", since=MONDAY,
                    above=unit_named(above), by=by, at=MONDAY_NINE)  # fmt: skip

    assert queries.unit_by_name("城关镇", on=MONDAY) is None
    assert "城关镇" not in queries.names_of_units(MONDAY)


def test_units_do_not_give_themselves_names():
    with pytest.raises(NotYours, match="登记别名须由系统管理员办理"):
        units.give_alias(
            unit_named("市住建局"), name="一局", by=someone_of("市住建局", "局长"), at=MONDAY_NINE
        )
