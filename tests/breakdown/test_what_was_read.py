"""读文 on the card: near names and missing words are offered with a reason, and it says why."""

from datetime import date

import pytest
from django.urls import reverse

from luoshi.breakdown.asks import asked_of
from luoshi.breakdown.meant import Names, named_in, read_as
from luoshi.breakdown.models import Draft
from luoshi.breakdown.web.picking import register_on
from luoshi.intake.terms import Disposition
from tests.breakdown.given import TITLE, document, draft_at, drafting, let_in, officer, page_of
from tests.world import MONDAY, unit_named

pytestmark = pytest.mark.django_db


def on(*lines):
    """A list opened on a small decision."""
    return drafting(document("\n".join((TITLE, "", *lines, ""))))


def names():
    register = register_on(MONDAY)
    return Names(register.names, register.groups)


def offered(draft, about):
    """The answers a question offers, each with its reason."""
    fresh = Draft.objects.prefetch_related("units__unit").get(pk=draft.pk)
    [question] = [one for one in asked_of(fresh, names()).questions if one.about == about]
    return question.sentence, [(one.key, one.label, one.why) for one in question.choices]


def test_a_wrong_character_is_offered_as_such_and_never_taken():
    unit_named("市住建局")
    draft = draft_at(on("由市住健局牵头，9月底前改造敬老院22所。"), 1)

    sentence, choices = offered(draft, "lead")

    assert draft.lead is None
    assert sentence == "名录中没有“市住健局”。相近的有："
    assert choices[0] == ("1", "市住建局", "一字之差，疑为错字")


def test_a_name_shortened_beyond_the_register_is_offered_as_a_short_one():
    unit_named("市发改委")
    draft = draft_at(on("由澄川住建局牵头，9月底前改造敬老院22所。"), 1)
    Draft.objects.filter(pk=draft.pk).update(lead=None, lead_words="澄川住建局")
    draft.refresh_from_db()

    _sentence, choices = offered(draft, "lead")

    assert choices[0] == ("1", "市住建局", "按简称")


def test_what_was_taken_for_a_unit_by_a_short_name_is_said_on_the_card(client):
    unit_named("市住建局")
    matters = on("由市住房和建设局牵头，9月底前改造敬老院22所。")
    draft = draft_at(matters, 1)
    let_in(client, officer())

    page = client.get(page_of(matters.document, d="1")).content.decode()

    said = read_as(draft.lead_words, draft.lead, names())
    assert said == "“市住房和建设局”读作市住建局：按简称"
    assert said in page


def test_a_plain_name_needs_no_saying():
    unit = unit_named("市住建局")

    assert read_as("市住建局", unit, names()) == ""


def test_a_demand_that_names_its_units_offers_them_in_its_order():
    words = "原则同意市财政局提出的方案，由市住建局城建科和市财政局修改后印发"
    unit_named("市住建局")

    found = [unit.short_name for unit in named_in(words, names())]

    assert found == ["市财政局", "市住建局城建科"]


def test_several_side_by_side_say_which_one_the_reader_would_take():
    draft = draft_at(on("市发改委、市财政局按职责分工负责，9月底前改造敬老院22所。"), 1)

    _sentence, choices = offered(draft, "lead")

    assert choices[:2] == [
        ("1", "市发改委", "读文推断：原文排在首位"),
        ("2", "市财政局", ""),
    ]


def test_a_missing_word_is_offered_as_a_reading_and_taken_by_one_answer(client):
    matters = on("由市住建局牵头，会后3个工作内报送整改方案。")
    draft = draft_at(matters, 1)
    let_in(client, officer())

    sentence, choices = offered(draft, "due")
    client.post(
        reverse("breakdown:settle", args=[draft.pk]), {"about": "due", "says": "2026-06-04"}
    )

    assert draft.due_date is None
    assert "似缺字，可读作“3个工作日内”" in sentence
    assert choices[0] == ("1", "2026年6月4日", "按“3个工作日内”，从成文之日起算")
    draft.refresh_from_db()
    assert (draft.due_date, "WORDS_MISSING" in draft.flags) == (date(2026, 6, 4), False)


def test_the_card_says_which_rule_gave_each_field(client):
    matters = on("由市住建局牵头，9月底前改造敬老院22所。")
    let_in(client, officer())

    page = client.get(page_of(matters.document, d="1"))

    assert page.context["grounds"][:2] == [
        "责任单位：市住建局 ← “由……”",
        "期限：9月底前 → 2026-09 ← 事项自己的文字；只写月份，取当月最后一天",
    ]
    assert "读文依据" in page.content.decode()


def test_of_a_draft_somebody_laid_down_the_reader_says_nothing(client):
    matters = on("由市住建局牵头，9月底前改造敬老院22所。")
    Draft.objects.filter(list=matters).update(start=None, end=None)
    let_in(client, officer())

    page = client.get(page_of(matters.document, d="1"))

    assert page.context["grounds"] == []


def test_the_first_key_on_a_sentence_is_what_the_reader_would_answer(client):
    matters = on("由市住建局牵头，9月底前改造敬老院22所。", "全市去年改造了30所。")
    left = matters.document.sentences.get(disposition="", drafts=None)
    let_in(client, officer())

    page = client.get(page_of(matters.document, p=left.place))
    card = page.context["board"].current

    assert [(value, key) for value, _words, key in card.answers] == [
        (Disposition.NOT_OURS, "A"),
        (Disposition.PRINCIPLE, "X"),
        (Disposition.PART, "M"),
    ]


def test_the_rest_is_answered_as_read_and_what_has_no_reading_is_a_principle(client):
    matters = on("由市住建局牵头，9月底前改造敬老院22所。", "全市去年改造了30所。")
    draft = draft_at(matters, 1)
    let_in(client, officer())
    client.post(reverse("breakdown:skip", args=[draft.pk]), {"reason": "属日常工作"})

    client.post(
        reverse("breakdown:answer", args=[matters.document.pk]),
        {"rest": "1", "disposition": "AS_READ"},
    )

    said = matters.document.sentences.order_by("place").values_list("disposition", flat=True)
    assert list(said)[1:] == [Disposition.PRINCIPLE, Disposition.NOT_OURS]
