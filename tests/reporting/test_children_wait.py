"""审核下级报送: whoever gave pieces further down finds what came of them, and nobody else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import children, matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.operations import claims, reports
from luoshi.shell import inbox, waiting
from luoshi.shell.delivery import deliver
from tests.road import LEAD, a_matter, the
from tests.shell.pages import main_of, sign_in
from tests.world import TUESDAY_NINE, nine_on, unit_named

pytestmark = pytest.mark.django_db

SECTION = "市住建局城建科"


def divided(number):
    """So many pieces for one section, each signed for."""
    parent = a_matter(S.IN_PROGRESS)
    pieces = [
        children.Piece(unit_named(SECTION), f"普查{one}", f"普查{one}片区", nine_on(8, 31).date())
        for one in range(1, number + 1)
    ]
    [notice] = children.sub_assign(parent, pieces, by=the("局长", LEAD), at=TUESDAY_NINE)
    matters.sign(notice, by=the("承办人", SECTION), at=TUESDAY_NINE)
    return list(Matter.objects.filter(parent=parent).order_by("number"))


def claimed(child):
    hand = the("承办人", SECTION)
    return claims.claim(child, by=hand, at=TUESDAY_NINE, statement="普查完成")


def reported(child):
    hand, said = the("承办人", SECTION), reports.Said(progress="已普查过半", percent=55)
    return reports.report(child, said, by=hand, at=TUESDAY_NINE)


def returned(child):
    hand, why = the("承办人", SECTION), {"reason": "不归本科室", "proposed_unit": "质安科"}
    matters.return_(child, by=hand, at=TUESDAY_NINE, **why)


def one_of_each():
    first, second, third = divided(3)
    claimed(first)
    said = reported(second)
    returned(third)
    return first, said, third


def queue_of(client, by):
    page = sign_in(client, by).get("/verify/")
    rows = [(one.move, [row.matter.number for row in one.rows]) for one in page.context["sections"]]
    return rows, [one.pk for one in page.context["reports"]]


@pytest.mark.parametrize("title", ["局长", "副局长"])
def test_head_and_deputy_find_reports_claims_and_returns_of_what_they_gave_down(client, title):
    first, said, third = one_of_each()

    rows, read = queue_of(client, the(title, LEAD))

    assert rows == [("reassign", [third.number]), ("accept", [first.number])]
    assert read == [said.pk]


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("市政府督查室", "督查员"),
        ("市政府督查室", "主任"),
        (LEAD, "联络员"),
        (SECTION, "承办人"),
        ("市财政局", "局长"),
    ],
)
def test_nobody_else_finds_them(client, unit, title):
    one_of_each()

    assert queue_of(client, the(title, unit)) == ([], [])


def test_the_page_leads_to_each_and_says_what_it_is(client):
    first, said, _third = one_of_each()

    page = sign_in(client, the("局长", LEAD)).get("/verify/")

    main = main_of(page)
    assert "<title>审核下级报送" in " ".join(page.text.split())
    assert f"{reverse('reporting:inspect', args=[first.number])}?then=queue" in main
    assert f"/reports/{said.pk}/review/" in main
    assert "有3件等待办理" in main
    assert "子事项待验收" in main


def test_the_desk_counts_them_and_the_navigation_too(client):
    one_of_each()
    head = the("局长", LEAD)

    page = sign_in(client, head).get("/desk/")

    assert [(str(one.label), one.number) for one in page.context["waits"]] == [
        ("下级报告待审核", 1),
        ("退回待裁定", 1),
        ("子事项待验收", 1),
    ]
    assert waiting.queue_count(head) == 3
    assert client.get("/desk/counts/").json()["counts"]["children"] == 3


def test_the_desk_of_the_staff_and_of_other_heads_counts_nothing(client):
    one_of_each()

    for by in (the("联络员", LEAD), the("局长", "市财政局")):
        assert sign_in(client, by).get("/desk/").context["waits"] == []
        assert waiting.queue_count(by) == 0


def test_a_claim_and_a_return_ring_with_whoever_gave_the_piece_and_not_with_the_room():
    first, _said, third = one_of_each()
    deliver(at=TUESDAY_NINE)

    def heard(by):
        found = inbox.messages_of(by).filter(matter__in=[first, third])
        return sorted((one.entry.deed, one.why) for one in found if one.entry)

    rings = [("matter.claim", "ASSIGNED"), ("matter.return", "ASSIGNED")]
    assert heard(the("局长", LEAD)) == rings
    assert heard(the("副局长", LEAD)) == rings
    assert heard(the("督查员")) == []
    assert heard(the("联络员", LEAD)) == []


@pytest.mark.parametrize("path", ["/verify/", "/desk/"])
def test_more_of_them_ask_no_more_of_the_database(client, path):
    waits, head = divided(7), the("局长", LEAD)
    sign_in(client, head)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    claimed(waits[0])
    reported(waits[1])
    few = asked()
    for child in waits[2:4]:
        claimed(child)
    for child in waits[4:6]:
        reported(child)

    assert asked() == few
