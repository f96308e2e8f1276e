"""收文登记, the page: what a source leads to is not asked twice, and nothing typed is lost."""

import pytest
from django.urls import reverse

from luoshi.intake.models import Document
from tests.breakdown.given import let_in, officer

pytestmark = pytest.mark.django_db
SAID = {
    "text": "会议纪要\n会议要求，市住建局9月底前完成测绘。\n",
    "title": "测绘纪要",
    "source": "MINUTES",
    "kind": "",
    "issued_date": "2026-06-01",
    "received_date": "2026-06-01",
    "urgency": "ORDINARY",
}


def sent(client, **changes):
    let_in(client, officer())
    return client.post(reverse("intake:take_in"), SAID | changes)


@pytest.mark.parametrize(
    ("source", "said", "kind"),
    [
        ("MINUTES", "", "meeting_item"),
        ("INSTRUCTION", "", "instruction"),
        ("WORK_REPORT", "", "work_report_task"),
        ("SPEECH", "", "ordinary"),
        ("MINUTES", "ordinary", "ordinary"),
    ],
)
def test_the_kind_follows_the_source_unless_it_is_said(client, source, said, kind):
    sent(client, source=source, kind=said)

    assert Document.objects.get().kind == kind


def test_a_source_is_asked_for_and_the_pasted_text_stays(client):
    response = sent(client, source="")

    form = response.context["form"]
    assert (response.status_code, Document.objects.count()) == (422, 0)
    assert (list(form.errors), form["text"].value()) == (["source"], SAID["text"])


def test_a_paper_that_begins_with_a_sentence_is_asked_for_its_title(client):
    words = "会议要求，市住建局9月底前完成测绘。\n"

    asked = sent(client, text=words, title="")
    sent(client, text=words, title="测绘纪要")

    assert list(asked.context["form"].errors.items()) == [
        ("title", ["正文第一行不像标题，请填写标题"])
    ]
    assert [one.title for one in Document.objects.all()] == ["测绘纪要"]


def test_a_paper_says_of_which_kind_its_matters_will_be(client):
    answer = sent(client)

    assert "会议纪要·会议议定事项·一般" in client.get(answer.url).content.decode()
