"""逐句处置 on the workbench: one sentence, the ticked ones, or all the rest."""

import pytest
from django.urls import reverse

from luoshi.breakdown.operations import drafts
from luoshi.breakdown.terms import DraftVerdict
from luoshi.intake.terms import Disposition
from tests.breakdown.given import alert_on, draft_at, drafting, let_in, officer, page_of

pytestmark = pytest.mark.django_db


def test_several_ticked_sentences_are_answered_at_once(client):
    matters = drafting()
    open_ones = list(matters.document.sentences.filter(disposition=""))
    ticked = [open_ones[0], open_ones[-1]]
    let_in(client, officer())

    client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"ticked": [one.pk for one in ticked], "disposition": "PRINCIPLE", "note": "总体要求"},
    )

    answered = matters.document.sentences.filter(note="总体要求")
    assert [one.place for one in answered.order_by("place")] == [one.place for one in ticked]


def test_one_sentence_is_answered_by_its_own_button(client):
    matters = drafting()
    one = matters.document.sentences.get(place=6)
    let_in(client, officer())

    answer = client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"only": f"{one.pk}:NOT_OURS", "disposition": "PRINCIPLE", "d": "2"},
    )

    one.refresh_from_db()
    assert one.disposition == Disposition.NOT_OURS
    assert answer.url == page_of(matters.document, d=1) + "#d1"


def test_a_draft_that_goes_with_its_sentence_leads_on_to_the_next(client):
    matters = drafting()
    one, following = draft_at(matters, 2), draft_at(matters, 3)
    let_in(client, officer())

    answer = client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"only": f"{one.sentence_id}:PRINCIPLE", "d": "2"},
    )

    one.refresh_from_db()
    assert (one.verdict, one.skip_reason) == (DraftVerdict.SKIPPED, "原则要求，不单列")
    assert answer.url == page_of(matters.document, d=following.place) + "#d3"


def test_answering_without_a_ticked_sentence_says_so(client):
    matters = drafting()
    let_in(client, officer())

    response = client.post(
        reverse("breakdown:answer", args=[matters.document.pk]), {"disposition": "PRINCIPLE"}
    )

    assert response.status_code == 422
    assert response.context["answers"].non_field_errors() == ["请先勾选句子"]


def test_all_the_rest_is_answered_at_once_but_not_what_a_draft_waits_for(client):
    matters = drafting()
    waiting = {one.sentence_id for one in matters.drafts.filter(verdict=DraftVerdict.PROPOSED)}
    let_in(client, officer())

    client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"rest": "1", "disposition": "PRINCIPLE", "note": "总体要求"},
    )

    left = matters.document.sentences.filter(disposition="")
    assert {one.pk for one in left} == waiting


def test_all_the_rest_is_not_taken_back_at_once(client):
    matters = drafting()
    let_in(client, officer())

    response = client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"rest": "1", "disposition": "TAKE_BACK"},
    )

    assert response.status_code == 422
    assert response.context["answers"].non_field_errors() == ["请选择处置方式"]


def test_a_sentence_with_an_accepted_matter_keeps_its_answer(client):
    matters = drafting()
    draft = draft_at(matters, 1)
    drafts.accept(draft, by=officer())
    let_in(client, officer())

    response = client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"only": f"{draft.sentence_id}:PRINCIPLE", "disposition": ""},
    )

    assert response.status_code == 409
    assert alert_on(response) == "第3句已有采纳的事项，请先撤销采纳"


def test_the_rest_is_answered_as_the_reader_would_and_what_it_holds_a_task_is_left(client):
    matters = drafting()
    left = list(matters.document.sentences.filter(disposition="", drafts=None))
    let_in(client, officer())

    client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"ticked": [one.pk for one in left], "disposition": "AS_READ"},
    )

    said = {
        matters.document.text[one.start : one.start + 4]: one.disposition
        for one in matters.document.sentences.filter(pk__in=[one.pk for one in left])
    }
    assert said == {"各级各部": Disposition.PRINCIPLE}


def test_where_the_reader_has_no_answer_a_person_is_asked_for_one(client):
    matters = drafting()
    tasked = matters.document.sentences.filter(drafts__isnull=False).first()
    let_in(client, officer())

    response = client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"ticked": [tasked.pk], "disposition": "AS_READ"},
    )

    assert response.status_code == 422
    tasked.refresh_from_db()
    assert tasked.disposition == ""
