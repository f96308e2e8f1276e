"""核查销号: each person finds what waits for their hand, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luoshi.breakdown.operations import drafts, lists, matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.organisation.models import Term
from luoshi.reporting.operations import claims
from luoshi.reporting.terms import Verdict
from tests.road import (
    ASSIST,
    BASIS,
    FOUND,
    LEAD,
    a_document,
    a_matter,
    a_report,
    add_draft,
    answer_the_rest,
    bring,
    days_after,
    notice_to,
    the,
)
from tests.shell.pages import main_of, sign_in
from tests.world import FOUNDED, post_of

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


def test_what_is_to_be_checked_stands_in_the_queue(client):
    matter = a_matter(S.VERIFYING, at=timezone.now())

    page = main_of(sign_in(client, the("核查员")).get("/verify/"))

    assert matter.standard in page
    assert "12公里已全部完工通水" in page
    assert "该单位本季度首件，一律实地核查" in page
    assert "本事项没有核查过" in page


def test_what_was_found_the_last_time_stands_beside_the_new_claim(client):
    at = timezone.now()
    matter = a_matter(S.VERIFYING, at=at)
    claims.fail_verification(
        matter, FOUND, verdict=Verdict.PARTIAL, rework_date=at.date() + timedelta(days=30),
        by=the("核查员"), at=at,
    )  # fmt: skip
    bring(matter, S.CLAIMED, at=at)
    bring(matter, S.VERIFYING, at=at)

    page = main_of(sign_in(client, the("核查员")).get("/verify/"))

    assert "部分完成，退回" in page
    assert FOUND.record in page


def test_who_must_not_verify_is_told_why_before_opening(client):
    a_matter(S.VERIFYING, at=timezone.now())
    by = the("核查员")
    bureau = post_of(ASSIST, "承办人")
    Term.objects.create(person_id=by.person_id, post=bureau, since=FOUNDED)

    page = sign_in(client, by).get("/verify/")

    assert page.context["sections"] == []
    assert [one.why for one in page.context["recused"]] == [
        "澄川市财政局是配合单位，您在该单位或其上级任职，应回避"
    ]


def test_the_claimant_is_told_why_somebody_else_verifies(client):
    matter = a_matter(S.VERIFYING, at=timezone.now())
    by = the("核查员")
    type(matter).objects.filter(pk=matter.pk).update(claimed_by=by.person_id)

    page = sign_in(client, by).get("/verify/")

    assert [one.why for one in page.context["recused"]] == ["您或被代行人是申请办结的人，应回避"]


def test_another_room_is_told_nothing_of_it(client):
    a_matter(S.VERIFYING, at=timezone.now())

    page = sign_in(client, the("核查员", "市委督查室")).get("/verify/")

    assert (page.context["sections"], page.context["recused"]) == ([], [])


def test_the_queue_can_be_narrowed_to_visits_and_to_one_step(client):
    matter = a_matter(S.VERIFYING, at=timezone.now())
    client = sign_in(client, the("主任"))

    visits, review = client.get("/verify/?site=1"), client.get("/verify/?step=pass_review")
    type(matter).objects.filter(pk=matter.pk).update(on_site=False)

    assert [one.move for one in visits.context["sections"]] == ["verify"]
    assert "这一步没有等待办理的" in main_of(review)
    assert client.get("/verify/?site=1").context["sections"] == []


def test_who_came_from_the_queue_goes_back_to_it(client):
    matter = a_matter(S.VERIFYING, at=timezone.now())
    client = sign_in(client, the("核查员"))
    page = f"/matters/{matter.number}/verify/?then=queue"
    given = {
        "method": "ON_SITE", "place": "澄河路", "visited_date": timezone.now().date(),
        "record": "实地丈量", "verdict": "TRUE", "no_interest": "on",
    }  # fmt: skip

    assert "?then=queue" in main_of(client.get(page))
    assert client.post(page, given | {"once": "k"}).url == "/verify/"


def test_what_was_verified_stands_in_ones_own_history(client):
    matter = a_matter(S.DECIDING, at=timezone.now())

    mine = sign_in(client, the("核查员")).get("/verify/history/")
    others = sign_in(client, the("督查员")).get("/verify/history/")
    outside = sign_in(client, the("核查员", "市委督查室")).get("/verify/history/")

    assert [one.claim.matter.number for one in mine.context["page"]] == [matter.number]
    assert [list(one.context["page"]) for one in (others, outside)] == [[], []]
    assert sign_in(client, the("联络员", LEAD)).get("/verify/history/").status_code == 404


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
        add_draft(opened, f"完成{road}雨污分流改造", due_date=days_after(at, 90).date())
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
