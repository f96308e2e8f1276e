"""占用: whoever is at a draft holds it for five minutes; others read it, and may ask for it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from luoshi.breakdown.models import Draft
from luoshi.breakdown.operations import holding, settling
from luoshi.breakdown.terms import DraftVerdict
from luoshi.flow.refusals import NotFromHere, NotYours
from tests.breakdown.given import (
    alert_on,
    director,
    draft_at,
    drafting,
    let_in,
    officer,
    page_of,
)  # fmt: skip
from tests.deeds import refused
from tests.road import the
from tests.world import MONDAY_NINE, unit_named

pytestmark = pytest.mark.django_db
IN_FOUR = MONDAY_NINE + timedelta(minutes=4)
IN_SIX = MONDAY_NINE + timedelta(minutes=6)
HELD = "市政府督查室督查员正在处理草稿1，09:05前没有动作即可接手，也可请对方让出"


def held(matters, place=1, *, by=None, at=MONDAY_NINE):
    draft = draft_at(matters, place)
    holding.hold(draft, by=by or officer(), at=at)
    return draft


def holder_of(draft):
    return Draft.objects.select_related("held_by").get(pk=draft.pk).held_by


def test_the_second_is_told_who_is_at_a_draft_and_takes_it_over_once_the_hold_lapses():
    draft = held(drafting())

    with refused(holding.Held, HELD):
        holding.hold(draft, by=director(), at=IN_FOUR)
    holding.hold(draft, by=director(), at=IN_SIX)

    assert holder_of(draft).pk == director().person_id


def test_going_on_holds_it_longer():
    draft = held(drafting())
    holding.hold(draft, by=officer(), at=IN_FOUR)

    with refused(holding.Held, HELD.replace("09:05", "09:09")):
        holding.hold(draft, by=director(), at=IN_SIX)


def test_one_hand_holds_one_draft_at_a_time():
    matters = drafting()
    first = held(matters)
    held(matters, 2)

    assert holder_of(first) is None


def test_a_draft_is_handed_over_to_whoever_asked():
    draft = held(drafting())
    holding.ask_for(draft, by=director(), at=IN_FOUR)

    holding.give_up(draft, by=officer(), at=IN_FOUR)

    assert holder_of(draft).pk == director().person_id


def test_a_draft_asked_for_goes_over_when_its_holder_goes_on_to_another():
    matters = drafting()
    draft = held(matters)
    holding.ask_for(draft, by=director(), at=IN_FOUR)

    held(matters, 2, at=IN_FOUR)

    assert holder_of(draft).pk == director().person_id


def test_nobody_gives_up_what_another_holds():
    draft = held(drafting())

    with refused(NotFromHere, "这条草稿不在您手里"):
        holding.give_up(draft, by=director(), at=IN_FOUR)


def test_a_stranger_holds_nothing():
    draft = draft_at(drafting(), 1)

    with refused(NotYours, "分解须由负责该清单的督查员或主任办理"):
        holding.hold(draft, by=the("督查员", "市委督查室"), at=MONDAY_NINE)


def test_the_page_names_who_is_at_a_draft_and_reading_it_is_never_refused(client):
    matters = drafting()
    let_in(client, director())
    client.post(reverse("breakdown:hold", args=[draft_at(matters, 1).pk]))
    let_in(client, officer())

    page = client.get(page_of(matters.document, d=1))
    pressed = client.post(reverse("breakdown:accept", args=[draft_at(matters, 1).pk]))

    assert page.context["board"].current.holder.name == "市政府督查室主任"
    assert "市政府督查室主任正在处理这条草稿" in page.content.decode()
    assert pressed.status_code == 409
    assert alert_on(pressed).startswith("市政府督查室主任正在处理草稿1，")
    assert draft_at(matters, 1).verdict == DraftVerdict.PROPOSED


def test_without_an_address_the_second_is_led_to_what_nobody_is_at(client):
    matters = drafting()
    for sentence in matters.document.sentences.filter(disposition="", drafts__isnull=True):
        sentence.disposition = "PRINCIPLE"
        sentence.save()
    let_in(client, director())
    client.post(reverse("breakdown:hold", args=[draft_at(matters, 1).pk]))
    let_in(client, officer())

    board = client.get(page_of(matters.document)).context["board"]

    assert board.current.draft.place == 2


def test_of_two_who_write_on_one_card_the_second_is_told_and_keeps_what_was_typed(client):
    matters = drafting()
    draft = draft_at(matters, 1)
    seen = draft.stamp
    settling.name_lead(draft, unit_named("市发改委"), by=director())
    let_in(client, officer())
    typed = {
        "title": "我写的标题", "requirement": "改造老旧小区126个", "lead": "市住建局",
        "cadence": "TEN_DAYS", "standard": "验收", "seen": seen,
    }  # fmt: skip

    response = client.post(reverse("breakdown:edit", args=[draft.pk]), typed)
    again = client.post(
        reverse("breakdown:edit", args=[draft.pk]),
        typed | {"seen": response.context["form"]["seen"].value()},
    )

    assert response.status_code == 409
    assert alert_on(response) == (
        "市政府督查室主任刚改过草稿1，您填写的内容还在下面，请核对后再保存"
    )
    assert response.context["form"]["title"].value() == "我写的标题"
    assert again.status_code == 302
    assert draft_at(matters, 1).title == "我写的标题"


def test_what_is_typed_is_kept_by_itself_and_what_makes_no_sense_yet_comes_back(client):
    matters = drafting()
    draft = draft_at(matters, 1)
    let_in(client, officer())
    typed = {
        "title": "老旧小区改造", "requirement": "改造老旧小区126个", "lead": "市住建局",
        "cadence": "TEN_DAYS", "standard": "验收", "seen": draft.stamp, "autosave": "1",
    }  # fmt: skip

    whole = client.post(reverse("breakdown:edit", args=[draft.pk]), typed).json()
    half = client.post(
        reverse("breakdown:edit", args=[draft.pk]),
        typed | {"seen": whole["seen"], "lead": "市双碳"},
    ).json()

    assert "已自动保存" in whole["saved"]
    assert "已暂存，还有没填好的" in half["saved"]
    assert draft_at(matters, 1).lead == unit_named("市住建局")
    form = client.get(page_of(matters.document, d=1)).context["form"]
    assert form["lead"].value() == "市双碳"
