"""站内消息 on the page: by day, opened, read, and nothing of what is not theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from luoshi.breakdown.terms import MatterState as S
from luoshi.shell.delivery import deliver
from luoshi.shell.models import Message
from tests.road import ASSIST, LEAD, a_matter, the
from tests.shell.pages import main_of, sign_in, swapped

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """A matter on which much was done, delivered."""
    at = timezone.now()
    matter = a_matter(S.COMPLETED, at=at)
    deliver(at=at)
    return matter


def lines(page):
    return [(line.words, line.number) for day in page.context["days"] for line in day.lines]


def test_the_page_says_what_was_done_to_which_matter(client, told):
    page = sign_in(client, the("联络员", LEAD)).get("/inbox/")

    assert ("批准办结", told.number) in lines(page)
    assert told.title in main_of(page)
    assert "本单位牵头此事项" in main_of(page)


def test_the_bell_counts_what_is_not_read(client, told):
    by = the("联络员", LEAD)
    number = Message.objects.filter(person=by.person_id).count()

    page = sign_in(client, by).get("/help/")

    assert number > 1
    assert f'class="dot" data-n="{number}"' in page.text


def test_opening_a_message_leads_to_the_matter_and_marks_that_one(client, told):
    by = the("联络员", LEAD)
    message = Message.objects.get(person=by.person_id, entry__deed="matter.complete")
    number = Message.objects.filter(person=by.person_id).count()

    response = sign_in(client, by).get(f"/inbox/{message.pk}/")

    assert response.url == reverse("shell:dossier", args=[told.number])
    assert client.get("/inbox/?unread=1").context["unread"] == number - 1


def test_all_can_be_marked_as_read_and_only_ones_own(client, told):
    response = swapped(sign_in(client, the("联络员", LEAD)), "/inbox/read/", {})

    assert "都已读过" in main_of(response)
    assert "没有未读的消息" in main_of(client.get("/inbox/?unread=1"))
    assert not Message.objects.exclude(person=the("联络员", LEAD).person_id).exclude(read_at=None)


def test_a_message_to_another_is_not_there(client, told):
    message = Message.objects.filter(person=the("联络员", LEAD).person_id)[0]

    response = sign_in(client, the("局长", LEAD)).get(f"/inbox/{message.pk}/")

    assert response.status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_a_message_about_what_is_no_longer_seen_is_not_there(client, told):
    by = the("联络员", ASSIST)
    message = Message.objects.get(person=by.person_id, entry__deed="matter.complete")
    told.parts.filter(unit=by.unit_id).update(given_up_at=timezone.now())

    page = sign_in(client, by).get("/inbox/")

    assert "批准办结" not in main_of(page)
    assert client.get(f"/inbox/{message.pk}/").status_code == 404


def test_who_has_no_messages_is_told_why(client):
    page = sign_in(client, the("联络员", "岚溪县")).get("/inbox/")

    assert "还没有消息" in main_of(page)


def test_the_page_costs_the_same_for_one_and_for_many(client, told):
    by = the("联络员", LEAD)
    sign_in(client, by).get("/inbox/")
    Message.objects.filter(person=by.person_id).exclude(entry__deed="matter.complete").delete()
    with CaptureQueriesContext(connection) as one:
        client.get("/inbox/")
    for again in range(30):
        entry = the_entry(again)
        Message.objects.create(
            person_id=by.person_id, post_id=by.post_id, entry=entry, why="LEAD",
            at=entry.at, matter=told,
        )  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        page = client.get("/inbox/")

    assert len(lines(page)) == 31
    assert len(many) == len(one)


def the_entry(place):
    """Return one more entry about anything."""
    from django.db import transaction  # noqa: PLC0415

    from luoshi.trail.operations import About, write  # noqa: PLC0415

    with transaction.atomic():
        return write("matter.sign", about=About("matter", str(place)), by=the("局长", LEAD),
                     at=timezone.now())  # fmt: skip
