"""A post by htmx lands on a page: on its own by a swap, on another one whole."""

import pytest
from django.urls import reverse
from django.utils import timezone

from luoshi.breakdown.terms import MatterState
from luoshi.dues.models import Due
from tests.road import LEAD, a_matter, the
from tests.shell.pages import sign_in

pytestmark = pytest.mark.django_db


def from_page(here):
    return {"HX-Request": "true", "HX-Target": "main", "HX-Current-URL": f"http://testserver{here}"}


def test_a_post_that_leads_back_to_its_page_says_the_address_it_shows(client):
    matter = a_matter(MatterState.ASSIGNED, at=timezone.now())
    sign_in(client, the("联络员", LEAD))
    notice = matter.list.notices.get(unit=matter.lead)
    headers = from_page("/desk/?kind=RECEIPT")

    posted = client.post(reverse("shell:sign", args=[notice.pk]), headers=headers)
    landed = client.get(posted.headers["Location"], headers=headers)

    receipt = Due.objects.get(about_kind="issuenotice", about_id=str(notice.pk))
    shown = f"/desk/?done={receipt.pk}"
    assert (landed.status_code, landed.headers["HX-Replace-Url"]) == (200, shown)


def test_a_post_that_leads_to_another_page_goes_there_whole_with_what_was_done(client):
    matter = a_matter(MatterState.DECIDING, at=timezone.now())
    sign_in(client, the("主任"))
    address = f"/matters/{matter.number}/complete/"
    headers = from_page(address)

    posted = client.post(address, headers=headers)
    landed = client.get(posted.headers["Location"], headers=headers)
    whole = client.get(landed.headers["HX-Redirect"])

    assert landed.content == b""
    assert "已办理：批准办结" in whole.text


def test_a_session_that_ended_does_not_lead_away_from_what_was_typed(client):
    headers = from_page("/matters/x/report/")

    landed = client.get("/sign-in/?next=/desk/", headers=headers)

    assert (landed.status_code, landed.headers.get("HX-Redirect")) == (401, None)


def test_a_page_that_nobody_swaps_is_as_it_was(client):
    sign_in(client, the("主任"))

    response = client.get("/desk/")

    assert not {"HX-Redirect", "HX-Replace-Url"} & {*response.headers}
