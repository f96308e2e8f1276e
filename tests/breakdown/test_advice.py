"""再请模型看: what a model offers is laid beside the drafts; silence and nonsense add nothing."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from luoshi.breakdown.jobs import seek_advice
from luoshi.breakdown.models import Advice
from luoshi.breakdown.operations import advising, drafts, lists
from luoshi.breakdown.terms import DraftVerdict
from luoshi.flow.refusals import NotFromHere
from luoshi.queue.models import Job
from luoshi.trail.models import Entry
from tests.breakdown.given import document, drafting, let_in, officer, page_of, settled
from tests.deeds import refused
from tests.reading.test_language_model import endpoint  # noqa: F401
from tests.world import MONDAY_NINE, someone_of

pytestmark = pytest.mark.django_db
TEXT = """关于城市更新的通知

一、由市住建局牵头，市财政局配合，9月底前完成老旧小区改造126个。
市水利局认领的那一段河道，清淤的事不能再等，国庆节前见到水面。
"""
NOW = MONDAY_NINE + timedelta(minutes=1)
OFFER = {"text": "清淤的事不能再等，国庆节前见到水面", "lead": ["市水利局"], "deadline": "国庆节前"}
KNOWN = {"text": "9月底前完成老旧小区改造126个", "lead": ["市住建局"]}
MADE_UP = {"text": "市水利局须在十日内清完全部河道", "lead": ["市水利局"]}


@pytest.fixture
def model(endpoint, monkeypatch):  # noqa: F811
    monkeypatch.setenv("LUOSHI_MODEL_URL", endpoint.url)
    monkeypatch.setenv("LUOSHI_MODEL_SECONDS", "1")
    return endpoint


def says(model, *tasks):
    model.answers(json.dumps({"tasks": list(tasks)}, ensure_ascii=False))


def asked(matters, *, at=MONDAY_NINE):
    """The model is asked, and the queue has done what it was asked."""
    advising.ask(matters, by=officer(), at=at)
    advising.seek(Advice.objects.get(list=matters), at=NOW)
    return Advice.objects.get(list=matters)


def test_what_the_model_offers_becomes_a_draft_that_says_so_and_points_at_its_words(model):
    matters = drafting(document(TEXT))
    before = matters.drafts.count()
    says(model, OFFER, KNOWN, MADE_UP)

    advice = asked(matters)

    draft = matters.drafts.latest("place")
    assert (advice.answered_at, advice.found) == (NOW, 1)
    assert matters.drafts.count() == before + 1
    assert (draft.requirement, draft.verdict) == (OFFER["text"], DraftVerdict.PROPOSED)
    assert TEXT[draft.start : draft.end] == OFFER["text"]
    assert "FROM_MODEL" in draft.flags
    assert draft.sentence.start <= draft.start < draft.sentence.end


def test_asked_twice_it_proposes_nothing_twice(model):
    matters = drafting(document(TEXT))
    says(model, OFFER)
    asked(matters)
    drafts.skip(matters.drafts.latest("place"), by=officer(), reason="属日常工作")

    advice = asked(matters)

    assert (advice.found, matters.drafts.filter(requirement=OFFER["text"]).count()) == (0, 1)


@pytest.mark.parametrize("wrong", [b"", b"not json", b'{"choices": []}', b"[" * 100_000])
def test_nonsense_leaves_the_drafts_as_they_were(model, wrong):
    matters = drafting(document(TEXT))
    before = matters.drafts.count()
    model.says = wrong

    advice = asked(matters)

    assert (advice.failed_at, advice.found) == (NOW, 0)
    assert matters.drafts.count() == before


def test_a_model_that_takes_too_long_adds_nothing(model):
    matters = drafting(document(TEXT))
    says(model, OFFER)
    model.waits = 1.5

    assert asked(matters).failed_at == NOW


def test_what_comes_after_the_list_was_submitted_is_let_go(model):
    matters = settled(paper=document(TEXT))
    says(model, OFFER)
    advising.ask(matters, by=officer(), at=MONDAY_NINE)
    before = matters.drafts.count()
    lists.submit(matters, by=officer(), at=MONDAY_NINE)

    found = seek_advice.func(str(Advice.objects.get(list=matters).pk))

    assert (found, matters.drafts.count()) == (0, before)


def test_that_the_text_went_out_stands_on_the_trail_with_where_it_went(model):
    matters = drafting(document(TEXT))

    advising.ask(matters, by=officer(), at=MONDAY_NINE)

    entry = Entry.objects.get(deed="matterlist.advise")
    assert entry.facts == {
        "where": model.url.removeprefix("http://").removesuffix("/v1"),
        "characters": len(TEXT),
    }
    assert Job.objects.filter(task=advising.TASK).count() == 1


def test_while_it_is_at_it_it_is_not_asked_again(model):
    matters = drafting(document(TEXT))
    advising.ask(matters, by=officer(), at=MONDAY_NINE)

    with refused(NotFromHere, "大模型正在看这份文件，请稍候"):
        advising.ask(matters, by=officer(), at=MONDAY_NINE + timedelta(minutes=1))
    advising.ask(matters, by=officer(), at=MONDAY_NINE + timedelta(minutes=11))

    assert Advice.objects.filter(list=matters).count() == 1


def test_without_a_model_there_is_no_button_and_no_door(client, monkeypatch):
    monkeypatch.delenv("LUOSHI_MODEL_URL", raising=False)
    matters = drafting(document(TEXT))
    let_in(client, officer())

    page = client.get(page_of(matters.document)).content.decode()
    door = client.post(reverse("breakdown:advise", args=[matters.document.pk]))

    assert "再请模型看一遍" not in page
    assert door.status_code == 404
    with pytest.raises(NotFromHere):
        advising.ask(matters, by=officer(), at=MONDAY_NINE)


def test_the_button_asks_and_the_page_says_how_far_it_is(client, model):
    matters = drafting(document(TEXT))
    let_in(client, officer())
    says(model, OFFER)

    client.post(reverse("breakdown:advise", args=[matters.document.pk]), {"once": "advise-once"})
    waiting = client.get(page_of(matters.document)).content.decode()
    seek_advice.func(str(Advice.objects.get(list=matters).pk))
    done = client.get(page_of(matters.document)).content.decode()

    assert "可以继续分解，提出的草稿会标明来源" in waiting
    assert "再请模型看一遍" not in waiting
    assert "大模型提出1条草稿" in done


def test_nobody_from_outside_the_room_finds_the_door(client, model):
    matters = drafting(document(TEXT))
    let_in(client, someone_of("市住建局", "联络员"))

    answer = client.post(reverse("breakdown:advise", args=[matters.document.pk]))

    assert (answer.status_code, Advice.objects.count()) == (404, 0)
