"""机构匹配: short, wrong and shared names find their units, and a doubtful one finds several."""

import pytest

from luoshi.reading import UnitBook, read
from luoshi.reading.matching import Match

UNITS = [
    ("澄川市发展和改革委员会", ("市计委",)),
    ("澄川市财政局", ()),
    ("澄川市工业和信息化局", ()),
    ("澄川市人力资源和社会保障局", ()),
    ("澄川市住房和城乡建设局", ()),
    ("澄川市水务局", ()),
    ("清河县水务局", ()),
    ("望岭县水务局", ()),
    ("国家税务总局澄川市税务局", ()),
    ("澄川市安全生产委员会办公室", ()),
    ("澄川市推进放管服改革领导小组办公室", ()),
]
BOOK = UnitBook.with_aliases(UNITS)


@pytest.mark.parametrize(
    ("name", "unit", "why"),
    [
        ("澄川市水务局", "澄川市水务局", Match.NAME),
        ("澄川市水務局", "澄川市水务局", Match.NAME),
        ("市计委", "澄川市发展和改革委员会", Match.ALIAS),
        ("市水务局", "澄川市水务局", Match.WITHOUT_PLACE),
        ("市发改委", "澄川市发展和改革委员会", Match.SHORT),
        ("市发展改革委", "澄川市发展和改革委员会", Match.SHORT),
        ("市工信局", "澄川市工业和信息化局", Match.SHORT),
        ("市人社局", "澄川市人力资源和社会保障局", Match.SHORT),
        ("市住建局", "澄川市住房和城乡建设局", Match.SHORT),
        ("市税务局", "国家税务总局澄川市税务局", Match.WITHOUT_PLACE),
        ("市安委办", "澄川市安全生产委员会办公室", Match.SHORT),
    ],
)
def test_a_name_finds_its_unit_and_says_why(name, unit, why):
    first = BOOK.candidates(name)[0]

    assert (BOOK.unit(name), first.unit, first.why) == (unit, unit, why)


def test_a_wrong_character_is_offered_and_not_taken():
    assert BOOK.unit("市水物局") == ""
    assert [(one.unit, one.why) for one in BOOK.candidates("市水物局")] == [
        ("澄川市水务局", Match.TYPO)
    ]


def test_a_name_that_fits_several_units_is_left_to_a_person():
    found = BOOK.candidates("县水务局")

    assert BOOK.unit("县水务局") == ""
    assert [one.unit for one in found] == ["望岭县水务局", "清河县水务局"]


def test_a_group_of_units_is_no_unit():
    assert BOOK.candidates("各有关部门") == ()
    assert BOOK.unit("各有关部门") == ""


def test_names_that_share_their_last_word_are_each_found():
    (task,) = read("市发改、财政、工信部门要制定扶持办法。", anchor="2025", units=BOOK).tasks

    assert [(one.name, one.unit) for one in task.lead] == [
        ("市发改", "澄川市发展和改革委员会"),
        ("财政", "澄川市财政局"),
        ("工信部门", "澄川市工业和信息化局"),
    ]


def test_a_name_without_any_likeness_finds_nothing():
    assert BOOK.candidates("市气象局") == ()
