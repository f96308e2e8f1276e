"""当前身份: a form is sent in the name that stood on its page, or not at all."""

import re

import pytest

from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Report
from luoshi.trail.models import Entry
from tests.road import LEAD, a_matter
from tests.shell.pages import alerts, sign_in
from tests.world import someone_of

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="(once|as)" value="([^"]*)"')


def two_posts():
    """Somebody who is liaison and handler of the same bureau."""
    return [someone_of(LEAD, title, named="程望舒") for title in ("联络员", "承办人")]


def report_page(client, matter):
    """What the report page puts into its form unseen."""
    return dict(HIDDEN.findall(client.get(f"/matters/{matter.number}/report/").text))


def send(client, matter, hidden):
    given = {"progress": "新铺管网4公里", "percent": "30"}
    return client.post(f"/matters/{matter.number}/report/", given | hidden)


def test_a_form_opened_as_one_post_is_not_sent_as_another(client):
    liaison, handler = two_posts()
    matter = a_matter(S.IN_PROGRESS)
    sign_in(client, liaison)
    hidden = report_page(client, matter)

    client.post("/acting/", {"post": str(handler.key)})
    answer = send(client, matter, hidden)

    assert answer.status_code == 409
    assert alerts(answer) == [
        "您现在的身份是“澄川市住房和城乡建设局·承办人”，与打开本页时不同，没有办理。请核对后再提交"
    ]
    assert not Report.objects.exists()


def test_the_page_that_said_so_is_sent_in_the_new_name(client):
    liaison, handler = two_posts()
    matter = a_matter(S.IN_PROGRESS)
    sign_in(client, liaison)
    hidden = report_page(client, matter)
    client.post("/acting/", {"post": str(handler.key)})
    shown_again = dict(HIDDEN.findall(send(client, matter, hidden).text))

    answer = send(client, matter, shown_again)

    assert answer.status_code == 302
    assert Entry.objects.get(deed="report.submit").post_id == handler.post_id


def test_a_second_press_gets_its_first_answer_whatever_was_chosen_since(client):
    liaison, handler = two_posts()
    matter = a_matter(S.IN_PROGRESS)
    sign_in(client, liaison)
    hidden = report_page(client, matter)
    send(client, matter, hidden)

    client.post("/acting/", {"post": str(handler.key)})
    answer = send(client, matter, hidden)

    assert answer.status_code == 302
    assert Report.objects.count() == 1


@pytest.mark.parametrize("key", ["k" * 81, "一"])
def test_a_key_that_no_page_gives_out_is_none(client, key):
    liaison, _handler = two_posts()
    matter = a_matter(S.IN_PROGRESS)
    sign_in(client, liaison)

    answer = send(client, matter, {"once": key})

    assert answer.status_code == 302
    assert len(Entry.objects.get(deed="report.submit").key) == 36
