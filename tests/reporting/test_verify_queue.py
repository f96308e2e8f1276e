"""核查销号: each person finds what waits for their hand, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luoshi.breakdown.operations import drafts, lists, matters
from luoshi.breakdown.terms import MatterState as S
from tests.road import (
    BASIS,
    LEAD,
    a_document,
    a_matter,
    a_report,
    add_draft,
    answer_the_rest,
    bring,
    notice_to,
    the,
)
from tests.shell.pages import main_of, sign_in

pytestmark = pytest.mark.django_db


def sections(client, by):
    page = sign_in(client, by).get("/verify/")
    return [(one.move, [row.matter.number for row in one.rows]) for one in page.context["sections"]]


@pytest.mark.parametrize(
    ("state", "title", "move"),
    [
        (S.CLAIMED, "督查员", "pass_review"),
        (S.CLAIMED, "主任", "pass_review"),
        (S.VERIFYING, "核查员", "verify"),
        (S.VERIFYING, "督查员", "verify"),
        (S.DECIDING, "主任", "complete"),
        (S.COMPLETED, "主任", "write_off"),
        (S.WRITTEN_OFF, "归档员", "file"),
    ],
)
def test_what_waits_is_shown_to_whoever_may_do_it(client, state, title, move):
    matter = a_matter(state, at=timezone.now())

    assert sections(client, the(title)) == [(move, [matter.number])]


@pytest.mark.parametrize(
    ("state", "unit", "title"),
    [
        (S.CLAIMED, "市政府督查室", "核查员"),
        (S.VERIFYING, "市政府督查室", "归档员"),
        (S.DECIDING, "市政府督查室", "督查员"),
        (S.VERIFYING, "市委督查室", "核查员"),
        (S.CLAIMED, LEAD, "局长"),
    ],
)
def test_nothing_is_shown_that_this_hand_may_not_do(client, state, unit, title):
    a_matter(state, at=timezone.now())

    assert sections(client, the(title, unit)) == []


def test_the_claimant_does_not_find_the_claim_to_verify(client):
    matter = a_matter(S.VERIFYING, at=timezone.now())
    by = the("核查员")
    type(matter).objects.filter(pk=matter.pk).update(claimed_by=by.person_id)

    assert sections(client, by) == []


def test_a_matter_drawn_for_a_visit_is_marked(client):
    # The first claim of a unit in a quarter is always looked at on site.
    a_matter(S.VERIFYING, at=timezone.now())

    page = sign_in(client, the("核查员")).get("/verify/")

    assert "须实地核查" in main_of(page)


def test_a_returned_matter_waits_for_the_director(client):
    matter = a_matter(S.ASSIGNED, at=timezone.now())
    matters.return_(
        matter, by=the("局长", LEAD), at=timezone.now(), reason="不属", proposed_unit="市财政局"
    )

    assert sections(client, the("主任")) == [("reassign", [matter.number])]
    assert sections(client, the("督查员")) == []


def test_reports_wait_for_the_room(client):
    a_report(a_matter(S.IN_PROGRESS))

    room = sign_in(client, the("督查员")).get("/verify/")
    verifier = sign_in(client, the("核查员")).get("/verify/")

    assert (len(room.context["reports"]), len(verifier.context["reports"])) == (1, 0)
    assert "有1件等待办理" in main_of(room)


def test_an_empty_queue_says_so(client):
    page = sign_in(client, the("核查员")).get("/verify/")

    assert "没有等待办理的事项" in main_of(page)


def test_who_is_not_signed_in_is_led_to_the_door(client):
    assert client.get("/verify/").url.startswith("/sign-in/")


def claimed_too(roads, at):
    opened = lists.open_list(a_document(), by=the("督查员"), at=at)
    for found in opened.drafts.all():
        drafts.skip(found, by=the("督查员"), reason="另列事项")
    for road in roads:
        add_draft(opened, f"9月底前完成{road}雨污分流改造")
    answer_the_rest(opened.document)
    lists.submit(opened, by=the("督查员"), at=at)
    lists.approve(opened, by=the("主任"), at=at, basis=BASIS)
    lists.issue(opened, by=the("主任"), at=at)
    matters.sign(notice_to(LEAD, opened), by=the("联络员", LEAD), at=at)
    for matter in opened.matters.all():
        bring(matter, S.CLAIMED, at=at)


def test_the_queue_costs_the_same_for_one_and_for_three(client):
    at = timezone.now()
    a_matter(S.CLAIMED, at=at)
    sign_in(client, the("督查员"))
    client.get("/verify/")

    with CaptureQueriesContext(connection) as one:
        client.get("/verify/")
    claimed_too(["澄江路", "澄湖路"], at)
    with CaptureQueriesContext(connection) as three:
        response = client.get("/verify/")

    assert len(response.context["sections"][0].rows) == 3
    assert len(three) == len(one)
