"""What is typed and not sent, who gets a report next, its pictures, its once-only key."""

import re

import pytest
from django.urls import reverse

from luoshi.breakdown.models import Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Evidence, Report, ReportDraft
from luoshi.trail.models import Entry, ReadLog
from tests.reporting.photographs import JPEG
from tests.reporting.test_report_page import accepted, page_of, typed
from tests.road import LEAD, a_matter, a_report, the
from tests.shell.pages import sign_in
from tests.world import TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    """A matter under way with one target."""
    found = a_matter(S.IN_PROGRESS)
    Target.objects.create(matter=found, metric="完成管网", value=12, unit="公里")
    return found


def a_returned_button(page):
    return re.search(r'name="trim" value="1"', page.text)


def test_what_was_said_before_is_marked_and_can_be_taken_out(client, matter):
    accepted(matter)
    sign_in(client, the("联络员", LEAD))
    both = "已完成管沟开挖。新铺管网4公里。已完成管沟开挖。"

    page = client.post(page_of(matter), typed(matter, progress=both, trim="1", once=""))

    assert page.status_code == 200
    assert "新铺管网4公里。</textarea>" in page.text
    assert Report.objects.count() == 1
    assert a_returned_button(page) is None


def test_what_is_typed_is_kept_and_stands_there_again(client, matter):
    sign_in(client, the("联络员", LEAD))
    before = Entry.objects.count()

    kept = client.post(page_of(matter) + "draft/", typed(matter, progress="铺了一半", percent="45"))

    page = client.get(page_of(matter))
    assert (kept.status_code, Entry.objects.count()) == (200, before)
    assert "铺了一半</textarea>" in page.text
    assert 'name="percent" value="45"' in page.text
    assert "已存" in page.text


def test_what_another_typed_is_nobody_else_s(client, matter):
    sign_in(client, the("联络员", LEAD))
    client.post(page_of(matter) + "draft/", typed(matter, progress="铺了一半"))

    page = sign_in(client, the("承办人", LEAD)).get(page_of(matter))

    assert "铺了一半" not in page.text


def test_what_was_sent_is_typed_no_more(client, matter):
    sign_in(client, the("联络员", LEAD))
    client.post(page_of(matter) + "draft/", typed(matter))

    client.post(page_of(matter), typed(matter))

    assert ReportDraft.objects.count() == 0


def test_what_is_typed_by_whoever_may_not_report_is_refused(client, matter):
    answer = sign_in(client, the("督查员")).post(page_of(matter) + "draft/", typed(matter))

    assert (answer.status_code, ReportDraft.objects.count()) == (409, 0)


def test_who_gets_it_next_is_said(client, matter):
    officer = the("督查员").person_name
    sign_in(client, the("联络员", LEAD))

    text = client.get(page_of(matter)).text

    assert re.search("提交后由(.*)审核", text).group(1) == f"{matter.office}（{officer}）"


def test_after_a_review_the_next_report_is_opened(client, matter):
    first, second = a_report(matter), a_report(matter, at=TUESDAY_NINE)
    sign_in(client, the("督查员"))

    answer = client.post(f"/reports/{first.pk}/review/", {"verdict": "accept", "once": "k"})

    assert answer.url == reverse("reporting:review_report", args=[second.pk])


def test_a_reviewer_s_look_is_noted_and_an_observer_s_written_down(client, matter):
    said = a_report(matter)
    address = f"/reports/{said.pk}/review/"

    sign_in(client, someone_of("市审计局", "观察员")).get(address)
    said.refresh_from_db()
    assert (said.opened_at, ReadLog.objects.filter(what="report").count()) == (None, 1)

    sign_in(client, the("督查员")).get(address)
    said.refresh_from_db()
    assert said.opened_at is not None


def test_a_picture_is_shown_as_one_and_nothing_else_is(client, matter):
    page = b"<html><script>1</script></html>"
    a_report(matter, files=[("现场.jpg", JPEG), ("现场照.jpg", page)])
    sign_in(client, the("督查员"))
    shown = {one.name: client.get(f"/evidence/{one.pk}/").headers for one in Evidence.objects.all()}

    assert shown["现场.jpg"]["Content-Type"] == "image/jpeg"
    assert shown["现场.jpg"]["Content-Disposition"].startswith("inline")
    assert shown["现场照.jpg"]["Content-Type"] == "application/octet-stream"
    assert shown["现场照.jpg"]["Content-Disposition"].startswith("attachment")
    assert {one["X-Content-Type-Options"] for one in shown.values()} == {"nosniff"}
    assert {one["Content-Security-Policy"] for one in shown.values()} == {
        "default-src 'none'; sandbox"
    }


def test_one_key_gets_no_answer_of_another_deed(client, matter):
    first, second = a_report(matter), a_report(matter, at=TUESDAY_NINE)
    sign_in(client, the("督查员"))
    client.post(f"/reports/{first.pk}/review/", {"verdict": "accept", "once": "k"})

    other = client.post(f"/reports/{second.pk}/review/", {"verdict": "accept", "once": "k"})
    against = client.post(
        f"/reports/{first.pk}/review/", {"verdict": "return", "reason": "再看", "once": "k"}
    )

    second.refresh_from_db()
    assert (other.status_code, second.state) == (302, "ACCEPTED")
    assert against.status_code == 409
