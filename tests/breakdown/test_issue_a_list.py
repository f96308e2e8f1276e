"""分解交办: one notice to each unit with all its matters; the clocks start."""

from datetime import date

import pytest

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import IssueNotice, Part
from luoshi.breakdown.operations import lists
from luoshi.breakdown.terms import ListState, MatterState
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake import operations as intake
from tests.deeds import due_of, entry_of, owed, pressed_twice, refused, told
from tests.road import BASIS, DUE, a_settled_list, add_draft, an_approved_list, the
from tests.world import MONDAY, MONDAY_NINE, TUESDAY_NINE

pytestmark = pytest.mark.django_db


def test_the_director_issues_and_every_matter_waits_for_its_signature():
    approved = an_approved_list()

    lists.issue(approved, by=the("主任"), at=TUESDAY_NINE)

    matter = approved.matters.get()
    assert (approved.state, approved.issued_at) == (ListState.ISSUED, TUESDAY_NINE)
    assert (matter.state, matter.issued_date) == (MatterState.ASSIGNED, date(2026, 6, 2))
    assert told(matter) == ["matter.register", "matter.issue"]


def test_each_unit_gets_one_notice_with_all_its_matters():
    opened = a_settled_list()
    add_draft(opened, "完成检查井120座")
    add_draft(opened, "编制资金方案", lead="市财政局", assist="")
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    lists.approve(opened, by=the("主任"), at=MONDAY_NINE, basis=BASIS)

    sent = lists.issue(opened, by=the("主任"), at=MONDAY_NINE)

    assert [(one.number, one.unit.short_name, one.parts.count()) for one in sent] == [
        ("澄政督通〔2026〕1号", "市财政局", 3),
        ("澄政督通〔2026〕2号", "市住建局", 2),
    ]
    assert entry_of(sent[1], "issuenotice.send").facts == {
        "unit": "澄川市住房和城乡建设局",
        "matters": ["澄政督会2026-0001", "澄政督会2026-0002"],
    }


def test_from_the_issue_on_receipt_and_completion_are_owed():
    approved = an_approved_list()

    [first, second] = lists.issue(approved, by=the("主任"), at=MONDAY_NINE)

    matter = approved.matters.get()
    assert owed(first) == [(DueKind.RECEIPT, "市财政局")]
    assert owed(second) == [(DueKind.RECEIPT, "市住建局")]
    assert due_of(first, DueKind.RECEIPT).due_date == first.receipt_due_date == date(2026, 6, 2)
    assert owed(matter) == [(DueKind.COMPLETION, "市住建局"), (DueKind.OPINION, "市财政局")]
    assert due_of(matter, DueKind.COMPLETION).due_date == DUE
    assert (matter.warn_date is None, matter.lag_date is None) == (False, False)


def test_a_refused_matter_is_not_issued():
    opened = a_settled_list()
    other = add_draft(opened, "完成检查井120座")
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    lists.approve(
        opened, by=the("主任"), at=MONDAY_NINE, basis=BASIS, refused={other.pk: "已有同类事项"}
    )

    lists.issue(opened, by=the("主任"), at=MONDAY_NINE)

    states = opened.matters.order_by("number").values_list("state", flat=True)
    assert list(states) == [MatterState.NOT_OPENED, MatterState.ASSIGNED]
    assert Part.objects.filter(notice__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("unit", "title"), [("市政府督查室", "督查员"), ("市委督查室", "主任"), ("市住建局", "局长")]
)
def test_nobody_else_issues_it(unit, title):
    approved = an_approved_list()

    with refused(NotYours, "分解交办须由负责该清单的督查室主任办理"):
        lists.issue(approved, by=the(title, unit), at=MONDAY_NINE)

    assert not IssueNotice.objects.exists()


def test_nothing_is_issued_while_a_sentence_is_unanswered():
    approved = an_approved_list()
    talk = approved.document.sentences.get(disposition="PRINCIPLE", note="")
    intake.answer(approved.document, {talk.pk: ""}, by=the("督查员"))

    with refused(Unmet, "还有1句没有处置，请逐句处置后再办理"):
        lists.issue(approved, by=the("主任"), at=MONDAY_NINE)


def test_a_matter_without_a_lead_is_not_issued():
    approved = an_approved_list()
    Part.objects.filter(role="LEAD").update(given_up_at=MONDAY_NINE)

    with refused(Unmet, "每个事项须有且只有一个牵头单位"):
        lists.issue(approved, by=the("主任"), at=MONDAY_NINE)

    approved.refresh_from_db()
    assert approved.state == ListState.APPROVED


def test_what_was_issued_is_not_issued_again():
    approved = an_approved_list()
    lists.issue(approved, by=the("主任"), at=MONDAY_NINE)

    with refused(NotFromHere, "当前状态为“已交办”，不能分解交办"):
        lists.issue(approved, by=the("主任"), at=TUESDAY_NINE)

    assert IssueNotice.objects.count() == 2


def test_a_matter_that_was_not_set_up_is_not_issued():
    opened = a_settled_list()

    with refused(NotFromHere, "当前状态为“分解中”，不能分解交办"):
        lists.issue(opened, by=the("主任"), at=MONDAY_NINE)


def test_the_same_key_issues_once():
    approved, director = an_approved_list(), the("主任")

    pressed_twice(
        lambda key: lists.issue(approved, by=director, at=MONDAY_NINE, key=key), by=director
    )

    assert IssueNotice.objects.count() == 2


def test_the_matters_row_of_the_table_names_the_director_too():
    approved = an_approved_list()
    matter = approved.matters.get()

    with refused(NotYours, "交办须由督办该事项的督查室主任办理"):
        MATTER.make("issue", matter, by=the("督查员"), at=MONDAY_NINE)

    matter.refresh_from_db()
    assert (matter.state, matter.issued_date, matter.registered_date) == (
        MatterState.REGISTERED,
        None,
        MONDAY,
    )
