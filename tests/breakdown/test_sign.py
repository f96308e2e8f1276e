"""签收: a unit signs for what it was sent, whole or row by row; the lead's signing starts work."""

import pytest

from luoshi.breakdown.models import Part, Receipt
from luoshi.breakdown.operations import lists, matters
from luoshi.breakdown.terms import MatterState
from luoshi.dues.terms import DueKind
from luoshi.flow.lifecycle import Lifecycle
from luoshi.flow.refusals import NotFromHere, NotYours
from tests.deeds import entry_of, owed, pressed_twice, refused, settled, told
from tests.road import (
    ASSIST,
    BASIS,
    LEAD,
    a_matter,
    a_settled_list,
    add_draft,
    an_issued_list,
    notice_to,
    the,
)
from tests.world import MONDAY_NINE, TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db
NOT_THEIRS = "签收须由主送单位的联络员或主要负责人办理"


def a_notice_with_two_rows():
    """A notice to the lead that carries two matters."""
    opened = a_settled_list()
    add_draft(opened, "完成检查井120座")
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    lists.approve(opened, by=the("主任"), at=MONDAY_NINE, basis=BASIS)
    lists.issue(opened, by=the("主任"), at=MONDAY_NINE)
    return notice_to(LEAD, opened)


def test_the_leads_signing_starts_the_work():
    issued = an_issued_list()
    notice, words = notice_to(LEAD, issued), matters.Acceptance("城建科", "顾工", "先勘察")

    [receipt] = matters.sign(notice, by=the("联络员", LEAD), at=TUESDAY_NINE, receipt=words)

    matter = issued.matters.get()
    assert matter.state == MatterState.IN_PROGRESS
    assert (receipt.signer_name, receipt.section, receipt.handler, receipt.plan) == (
        "市住建局联络员",
        "城建科",
        "顾工",
        "先勘察",
    )
    assert told(matter)[-1] == "matter.sign"
    assert entry_of(notice, "issuenotice.sign").facts == {
        "matters": [matter.number],
        "handler": "顾工",
    }


def test_with_the_signature_the_receipt_is_met_and_reports_are_owed():
    issued = an_issued_list()
    notice = notice_to(LEAD, issued)

    matters.sign(notice, by=the("局长", LEAD), at=TUESDAY_NINE)

    assert (owed(notice), settled(notice, DueKind.RECEIPT)) == ([], [(True, "")])
    assert owed(issued.matters.get()) == [
        (DueKind.COMPLETION, "市住建局"),
        (DueKind.OPINION, "市财政局"),
        (DueKind.REPORT, "市住建局"),
        (DueKind.REPORT, "市住建局"),
    ]


def test_an_assisting_unit_signs_for_its_part_and_the_matter_waits_for_its_lead():
    issued = an_issued_list()
    notice = notice_to(ASSIST, issued)

    matters.sign(notice, by=the("联络员", ASSIST), at=TUESDAY_NINE)

    assert issued.matters.get().state == MatterState.ASSIGNED
    assert (owed(notice), Receipt.objects.get().part.role) == ([], "ASSIST")


def test_rows_are_signed_for_one_by_one():
    notice = a_notice_with_two_rows()
    first, second = notice.parts.order_by("matter__number")

    matters.sign(notice, by=the("联络员", LEAD), at=TUESDAY_NINE, parts=[second])

    states = Part.objects.filter(pk__in=[first.pk, second.pk]).order_by("matter__number")
    assert list(states.values_list("matter__state", flat=True)) == [
        MatterState.ASSIGNED,
        MatterState.IN_PROGRESS,
    ]
    assert owed(notice) == [(DueKind.RECEIPT, "市住建局")]


def test_the_last_row_meets_the_receipt():
    notice = a_notice_with_two_rows()
    for part in notice.parts.all():
        matters.sign(notice, by=the("联络员", LEAD), at=TUESDAY_NINE, parts=[part])

    assert (owed(notice), settled(notice, DueKind.RECEIPT)) == ([], [(True, "")])


@pytest.mark.parametrize(
    ("unit", "title"),
    [(ASSIST, "联络员"), (LEAD, "承办人"), (LEAD, "副局长"), ("市政府督查室", "主任")],
)
def test_nobody_else_signs(unit, title):
    issued = an_issued_list()

    with refused(NotYours, NOT_THEIRS):
        matters.sign(notice_to(LEAD, issued), by=the(title, unit), at=TUESDAY_NINE)

    assert issued.matters.get().state == MatterState.ASSIGNED


def test_whoever_also_serves_elsewhere_signs_only_from_the_post_in_the_unit():
    issued = an_issued_list()
    someone_of(LEAD, "联络员", named="兼职同志")
    outside = someone_of(ASSIST, "联络员", named="兼职同志")

    with refused(NotYours, NOT_THEIRS):
        matters.sign(notice_to(LEAD, issued), by=outside, at=TUESDAY_NINE)


def test_what_was_signed_is_not_signed_again():
    issued = an_issued_list()
    notice = notice_to(LEAD, issued)
    matters.sign(notice, by=the("联络员", LEAD), at=TUESDAY_NINE)

    with refused(NotFromHere, "该通知单已签收"):
        matters.sign(notice, by=the("局长", LEAD), at=TUESDAY_NINE)


def test_a_row_of_another_notice_is_not_signed_with_this_one():
    issued = an_issued_list()
    other = notice_to(ASSIST, issued).parts.get()

    with refused(NotFromHere, "该通知单已签收"):
        matters.sign(
            notice_to(LEAD, issued), by=the("联络员", LEAD), at=TUESDAY_NINE, parts=[other]
        )

    assert not Receipt.objects.exists()


def test_a_matter_that_was_returned_is_not_signed_for():
    matter = a_matter(MatterState.ASSIGNED)
    head = the("局长", LEAD)
    matters.return_(matter, by=head, at=TUESDAY_NINE, reason="职责已划转", proposed_unit="城管局")

    with refused(NotFromHere, "该通知单已签收"):
        matters.sign(notice_to(LEAD, matter.list), by=head, at=TUESDAY_NINE)


def test_the_same_key_signs_once():
    issued = an_issued_list()
    notice, liaison = notice_to(LEAD, issued), the("联络员", LEAD)

    pressed_twice(
        lambda key: matters.sign(notice, by=liaison, at=TUESDAY_NINE, key=key), by=liaison
    )

    assert Receipt.objects.count() == 1


def test_the_table_itself_lets_only_the_lead_sign_for_the_matter():
    matter = a_matter(MatterState.ASSIGNED)
    table: Lifecycle = matters.MATTER

    with refused(NotYours, "签收须由牵头单位的联络员或主要负责人办理"):
        table.make("sign", matter, by=the("联络员", ASSIST), at=TUESDAY_NINE)
