"""开始分解: a room opens the responsibility list of its document, with what the reader found."""

import pytest

from luoshi.breakdown.models import MatterList
from luoshi.breakdown.operations import lists
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.flow.refusals import NotFromHere, NotYours
from tests.deeds import entry_of, pressed_twice, refused
from tests.road import a_document, a_settled_list, an_issued_list, the
from tests.world import MONDAY_NINE, TUESDAY_NINE

pytestmark = pytest.mark.django_db


def test_an_officer_opens_the_list_with_the_readers_proposals():
    document = a_document()

    opened = lists.open_list(document, by=the("督查员"), at=MONDAY_NINE)

    assert (opened.state, opened.version, opened.office) == (
        ListState.DRAFTING,
        1,
        document.office,
    )
    [found] = opened.drafts.all()
    assert (found.verdict, found.lead.short_name) == (DraftVerdict.PROPOSED, "市住建局")
    assert [row.unit.short_name for row in found.units.all()] == ["市财政局"]
    assert document.text[found.start : found.end] == found.requirement
    entry = entry_of(opened, "matterlist.open")
    assert entry.facts == {"version": 1, "proposals": 1}


@pytest.mark.parametrize(
    ("unit", "title"),
    [("市委督查室", "督查员"), ("市政府督查室", "核查员"), ("市住建局", "联络员")],
)
def test_nobody_else_opens_it(unit, title):
    document = a_document()

    with refused(NotYours, "分解须由登记文件的督查室人员办理"):
        lists.open_list(document, by=the(title, unit), at=MONDAY_NINE)

    assert not MatterList.objects.exists()


def test_a_joint_document_is_broken_down_by_either_room():
    document = a_document(joint=True)

    opened = lists.open_list(document, by=the("督查员", "市委督查室"), at=MONDAY_NINE)

    assert opened.office.short_name == "市政府督查室"


def test_one_list_of_a_document_is_drafted_at_a_time():
    document = a_document()
    lists.open_list(document, by=the("督查员"), at=MONDAY_NINE)

    with refused(NotFromHere, "这份文件的清单正在分解或待核签"):
        lists.open_list(document, by=the("主任"), at=TUESDAY_NINE)


def test_a_list_that_waits_for_approval_keeps_the_next_one_shut():
    waiting = a_settled_list()
    lists.submit(waiting, by=the("督查员"), at=MONDAY_NINE)

    with refused(NotFromHere, "这份文件的清单正在分解或待核签"):
        lists.open_list(waiting.document, by=the("督查员"), at=TUESDAY_NINE)


def test_a_later_version_starts_empty():
    issued = an_issued_list()

    again = lists.open_list(issued.document, by=the("督查员"), at=TUESDAY_NINE)

    assert (again.version, list(again.drafts.all())) == (2, [])


def test_the_same_key_opens_it_once():
    document, officer = a_document(), the("督查员")

    entry = pressed_twice(
        lambda key: lists.open_list(document, by=officer, at=MONDAY_NINE, key=key), by=officer
    )

    assert entry.about_id == str(MatterList.objects.get().pk)
