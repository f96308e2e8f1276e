"""签发: a responsibility list is signed by the rank of those who answer for it (text 0)."""

import pytest
from django.urls import reverse

from luoshi.breakdown.models import MatterList
from luoshi.breakdown.operations import lists
from luoshi.breakdown.queries import lists_to_sign
from luoshi.breakdown.signing import signers_of
from luoshi.breakdown.terms import ListState
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.intake.kinds import KINDS
from luoshi.intake.models import Document
from luoshi.intake.terms import SignOff
from tests.breakdown.given import let_in
from tests.deeds import refused
from tests.road import BASIS, a_settled_list, the
from tests.world import MONDAY, MONDAY_NINE, someone_of

pytestmark = pytest.mark.django_db

WHO = "立项审批须由按签发权限签发该清单的领导或督查室主任办理"
SECRETARY = ("市政府办公室", "秘书长")
DEPUTY, MAYOR = ("市政府", "副市长"), ("市政府", "市长")
DIRECTOR = ("市政府督查室", "主任")


def submitted(route):
    """A list that waits for its signature by a route."""
    opened = a_settled_list()
    MatterList.objects.filter(pk=opened.pk).update(sign_off=route)
    opened.refresh_from_db()
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    return opened


def approve(opened, hand):
    return lists.approve(opened, by=someone_of(*hand), at=MONDAY_NINE, basis=BASIS)


def test_the_kinds_differ_in_who_signs():
    assert {code: KINDS[code].sign_off for code in KINDS} == {
        "instruction": SignOff.SECRETARY_GENERAL,
        "meeting_item": SignOff.DIRECTOR,
        "work_report_task": SignOff.IN_CHARGE,
        "ordinary": SignOff.DIRECTOR,
        "local_policy": SignOff.DIRECTOR,
    }


def test_a_list_takes_the_route_of_its_kind():
    opened = a_settled_list()
    assert opened.sign_off == SignOff.DIRECTOR
    Document.objects.filter(pk=opened.document_id).update(kind="work_report_task")
    MatterList.objects.filter(pk=opened.pk).update(state=ListState.ISSUED)
    MatterList.objects.filter(pk=opened.pk).update(
        approved_at=MONDAY_NINE, issued_at=MONDAY_NINE, basis=BASIS
    )

    paper = Document.objects.get(pk=opened.document_id)
    assert lists.open_list(paper, by=the("督查员"), at=MONDAY_NINE).sign_off == SignOff.IN_CHARGE


@pytest.mark.parametrize(
    ("route", "signs", "others"),
    [
        (SignOff.DIRECTOR, DIRECTOR, (SECRETARY, DEPUTY, MAYOR)),
        (SignOff.SECRETARY_GENERAL, SECRETARY, (DIRECTOR, DEPUTY, MAYOR)),
        (SignOff.IN_CHARGE, DEPUTY, (DIRECTOR, SECRETARY)),
        (SignOff.LEADING_GROUP, MAYOR, (DIRECTOR, SECRETARY, DEPUTY)),
    ],
)
def test_each_route_has_its_hand(route, signs, others):
    opened = submitted(route)
    for hand in others:
        with refused(NotYours, WHO):
            approve(opened, hand)
    assert list(lists_to_sign(someone_of(*signs))) == [opened]

    [matter] = approve(opened, signs)

    assert matter.number == "澄政督会2026-0001"
    assert opened.approved_by_id == someone_of(*signs).person_id


def test_what_leaders_answer_for_the_leading_group_signs():
    opened = a_settled_list()

    lists.answer_for(opened, leaders=True, by=the("督查员"))

    assert opened.sign_off == SignOff.LEADING_GROUP
    assert [post.title for post in signers_of(opened, on=MONDAY)] == ["市长"]
    lists.answer_for(opened, leaders=False, by=the("督查员"))
    assert opened.sign_off == SignOff.DIRECTOR


def test_the_route_is_settled_by_the_room_before_the_submission():
    opened, later = a_settled_list(), submitted(SignOff.DIRECTOR)

    with refused(NotYours, "签发权限须由负责该清单的督查员或主任确定"):
        lists.answer_for(opened, leaders=True, by=someone_of(*MAYOR))
    with refused(NotFromHere, "清单已送审，不能再改签发权限"):
        lists.answer_for(later, leaders=True, by=the("督查员"))


def test_whoever_signs_it_reads_it_and_the_page_says_who(client):
    opened = submitted(SignOff.LEADING_GROUP)
    address = reverse("breakdown:list", args=[opened.pk])
    let_in(client, someone_of(*DEPUTY))
    assert client.get(address).status_code == 404

    let_in(client, someone_of(*MAYOR))
    page = client.get(address)

    assert [post.title for post in page.context["signers"]] == ["市长"]
    assert "approve" in page.context["matters"].open


def test_the_officer_changes_the_route_on_the_page(client):
    opened = a_settled_list()
    let_in(client, the("督查员"))

    client.post(reverse("breakdown:answer_for", args=[opened.pk]), {"leaders": "1"})

    opened.refresh_from_db()
    assert opened.sign_off == SignOff.LEADING_GROUP
