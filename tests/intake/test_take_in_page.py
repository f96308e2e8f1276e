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


NOTICE = (
    "澄川市人民政府文件\n澄政发〔2026〕5号\n澄川市人民政府关于防汛工作的通知\n各县区人民政府：\n"
    "市水务局6月20日前完成整治。\n澄川市人民政府\n2026年5月29日\n"
    "抄送：市委办公室。\n澄川市人民政府办公室　2026年5月30日印发\n"
)


def test_what_is_left_empty_is_as_the_paper_says(client):
    sent(client, text=NOTICE, title="", issued_date="")

    document = Document.objects.get()
    assert document.title == "澄川市人民政府关于防汛工作的通知"
    assert (document.document_number, document.issuer) == ("澄政发〔2026〕5号", "澄川市人民政府")
    assert str(document.issued_date) == "2026-05-29"


def test_what_was_typed_goes_before_what_the_paper_says(client):
    sent(client, text=NOTICE, title="防汛通知", issued_date="2026-05-28", issuer="市政府")

    document = Document.objects.get()
    assert (document.title, document.issuer) == ("防汛通知", "市政府")
    assert str(document.issued_date) == "2026-05-28"


def test_a_day_that_is_neither_typed_nor_read_is_asked_for(client):
    asked = sent(client, issued_date="")

    assert asked.status_code == 422
    assert list(asked.context["form"].errors.items()) == [
        ("issued_date", ["文件里没有读出成文日期，请填写"])
    ]


def test_what_stands_around_the_body_comes_answered_and_the_body_does_not(client):
    sent(client, text=NOTICE)

    rows = Document.objects.get().sentences.order_by("place")
    assert [(one.disposition, one.note) for one in rows] == [
        ("NOT_OURS", "发文机关标志"),
        ("NOT_OURS", "发文字号"),
        ("PRINCIPLE", "标题"),
        ("NOT_OURS", "主送机关"),
        ("", ""),
        ("NOT_OURS", "发文机关署名"),
        ("NOT_OURS", "成文日期"),
        ("NOT_OURS", "抄送机关"),
        ("NOT_OURS", "印发机关和日期"),
    ]
