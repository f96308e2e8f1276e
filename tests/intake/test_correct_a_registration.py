"""更正登记: a registration is put right while nothing is issued; what stood stays on the trail."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from luoshi.flow.refusals import NotYours, Unmet
from luoshi.intake.models import Document
from luoshi.intake.operations import Paperwork, correct
from luoshi.intake.terms import SourceType
from luoshi.trail.models import Entry
from tests.breakdown import given
from tests.deeds import refused
from tests.road import the
from tests.world import TUESDAY_NINE

pytestmark = pytest.mark.django_db


def registered(paper):
    """What stands in the register of a paper."""
    names = (
        "title", "source", "kind", "issued_date", "received_date", "document_number", "issuer",
        "urgency",
    )  # fmt: skip
    return Paperwork(**{name: getattr(paper, name) for name in names})


def put_right(paper, *, by=None, reason="字号登错", **changes):
    said = replace(registered(paper), **changes)
    correct(paper, said, by=by or given.officer(), at=TUESDAY_NINE, reason=reason)


def test_a_correction_keeps_what_stood_and_touches_neither_words_nor_file():
    paper = given.document()
    text, file = paper.text, paper.file_id

    put_right(paper, document_number="澄政发〔2026〕15号", issued_date=date(2026, 5, 30))

    paper = Document.objects.get(pk=paper.pk)
    assert (paper.document_number, paper.issued_date) == ("澄政发〔2026〕15号", date(2026, 5, 30))
    assert (paper.text, paper.file_id) == (text, file)
    assert Entry.objects.get(deed="document.correct").facts == {
        "reason": "字号登错",
        "changed": {
            "document_number": ["澄政发〔2026〕14号", "澄政发〔2026〕15号"],
            "issued_date": ["2026-06-01", "2026-05-30"],
        },
    }


def test_nothing_is_corrected_without_a_reason_or_a_change():
    paper = given.document()

    with refused(Unmet, "请写明更正理由"):
        put_right(paper, reason=" ", title="另一标题")
    with refused(Unmet, "登记内容没有变化"):
        put_right(paper)


def test_what_is_issued_stays_as_it_was_registered():
    paper = given.issued().document

    with refused(Unmet, "责任清单已交办，登记内容不能再更正"):
        put_right(paper, title="另一标题")


def test_the_kind_stays_once_it_gave_numbers():
    paper = given.approved().document

    with refused(Unmet, "事项已按原类别编号，类别不能再更正"):
        put_right(paper, kind="meeting_item", source=SourceType.MINUTES)
    put_right(paper, title="另一标题")


@pytest.mark.parametrize(
    ("unit", "title"), [("市委督查室", "督查员"), ("市政府督查室", "核查员"), ("市住建局", "局长")]
)
def test_nobody_else_corrects(unit, title):
    paper = given.document()

    with refused(NotYours, "更正登记须由登记文件的督查室人员办理"):
        put_right(paper, by=the(title, unit), title="另一标题")


def test_an_officer_corrects_on_the_page(client):
    paper = given.document()
    given.let_in(client, given.officer())
    address = reverse("intake:correct", args=[paper.pk])

    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(address, typed | {"title": "更正后的标题", "reason": "标题登错"})

    assert answer.url == reverse("intake:document", args=[paper.pk])
    assert Document.objects.get(pk=paper.pk).title == "更正后的标题"
