"""分解工作台: sentences and drafts on one page, each decided by a person."""

import re
from datetime import date

import pytest
from django.urls import reverse

from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.intake.terms import Disposition
from tests.breakdown.given import (
    TITLE,
    alert_on,
    asked_for,
    document,
    draft_at,
    drafting,
    let_in,
    officer,
    page_of,
    settled,
    submitted,
)
from tests.world import MONDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db


def written(draft, **changes):
    said = {
        "title": draft.title,
        "requirement": draft.requirement,
        "lead": "市住建局",
        "joint": "",
        "assist": "",
        "due_date": "2026-09-30",
        "cadence": "TEN_DAYS",
        "standard": "验收合格文件",
        "deliverable": "",
    }
    return said | changes


def test_a_document_without_a_list_offers_to_begin(client):
    paper = document()
    let_in(client, officer())

    before = client.get(page_of(paper))
    answer = client.post(reverse("breakdown:open_list", args=[paper.pk]))
    after = client.get(answer.url)

    assert before.context["may_open"] is True
    assert answer.url == page_of(paper)
    assert after.context["board"].counts.proposed == 3
    assert after.context["may_open"] is False


def test_every_sentence_is_shown_whole_with_its_fields_marked(client):
    matters = drafting()
    let_in(client, officer())

    board = client.get(page_of(matters.document, d=1)).context["board"]

    shown = [row for paragraph in board.text.items for row in paragraph.rows]
    rows = {row.sentence.place: row for row in shown}
    text = matters.document.text
    assert ["".join(piece.words for piece in row.pieces) for row in shown] == [
        text[row.sentence.start : row.sentence.end] for row in shown
    ]
    row = rows[board.current.draft.sentence.place]
    assert [(str(p.tag), p.words) for p in row.pieces if p.tag and str(p.tag) != "事"] == [
        ("牵", "市住建局"),
        ("配", "市财政局"),
        ("限", "9月底前"),
        ("标", "126个"),
        ("频", "每10天报送一次"),
    ]


def test_the_page_asks_who_leads_where_several_stand_side_by_side(client):
    matters = drafting()
    let_in(client, officer())

    card = client.get(page_of(matters.document, d=2)).context["board"].current

    asked = card.asked.questions[0]
    assert asked.sentence == "原文几家并列，须明确一家牵头："
    assert [(one.key, one.label) for one in asked.choices] == [
        ("1", "市发改委"),
        ("2", "市财政局"),
        ("3", "拆成2项，各自牵头"),
    ]


def test_the_lead_has_one_row_its_question_while_it_is_asked_for(client):
    paper = drafting(document(f"{TITLE}\n市政府要求6月底前完成老城区雨污分流改造。\n")).document
    let_in(client, officer())

    asked = client.get(page_of(paper, d=1)).content.decode()
    skipped = client.get(page_of(paper, d=1, skip=1)).content.decode()

    assert asked.count("牵头单位</dt>") == 1
    assert "原文没有写牵头单位，请从名录中选定" in asked
    assert skipped.count("牵头单位</dt>") == 1
    assert '<span class="ink3">待定</span>' in skipped


def test_a_lead_is_chosen_by_its_button_and_the_other_stays_jointly_responsible(client):
    matters = drafting()
    draft = draft_at(matters, 2)
    let_in(client, officer())

    answer = client.post(
        reverse("breakdown:settle", args=[draft.pk]),
        {"about": "lead", "says": f"unit:{unit_named('市发改委').pk}"},
    )

    draft.refresh_from_db()
    assert answer.url == page_of(matters.document, d=2) + "#d2"
    assert draft.lead == unit_named("市发改委")
    assert [str(row.unit) for row in draft.units.all()] == ["澄川市财政局"]


def test_units_may_be_typed_by_alias_and_by_pinyin_initials(client):
    matters = drafting()
    draft = draft_at(matters, 1)
    let_in(client, officer())

    client.post(
        reverse("breakdown:edit", args=[draft.pk]),
        written(draft, lead="szjj", assist="市发展改革委、SCZJ"),
    )

    draft.refresh_from_db()
    assert draft.lead == unit_named("市住建局")
    assert [str(row.unit) for row in draft.units.order_by("unit__place")] == [
        "澄川市发展和改革委员会",
        "澄川市财政局",
    ]


def test_a_name_that_is_not_in_the_register_is_not_accepted_and_nothing_typed_is_lost(client):
    matters = drafting()
    draft = draft_at(matters, 3)
    let_in(client, officer())

    response = client.post(
        reverse("breakdown:edit", args=[draft.pk]),
        written(draft, lead="市双碳办", standard="印发清单", accept="1"),
    )

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors["lead"] == ["名录中没有“市双碳办”"]
    assert form["standard"].value() == "印发清单"
    assert Draft.objects.get(pk=draft.pk).verdict == DraftVerdict.PROPOSED


def test_writing_and_accepting_go_in_one_press_and_lead_to_the_next_open_draft(client):
    matters = drafting()
    draft = draft_at(matters, 2)
    let_in(client, officer())

    answer = client.post(
        reverse("breakdown:edit", args=[draft.pk]), written(draft, lead="市发改委", accept="1")
    )

    draft.refresh_from_db()
    assert (draft.verdict, draft.due_date) == (DraftVerdict.ACCEPTED, date(2026, 9, 30))
    assert draft.sentence.disposition == Disposition.MATTER
    assert answer.url == page_of(matters.document, d=3) + "#d3"


def test_accepting_without_a_date_is_refused_with_the_sentence_and_keeps_what_was_typed(client):
    matters = drafting()
    draft = draft_at(matters, 3)
    let_in(client, officer())

    response = client.post(
        reverse("breakdown:edit", args=[draft.pk]),
        written(draft, due_date="", title="节能降碳改造清单", accept="1"),
    )

    assert response.status_code == 409
    assert alert_on(response) == "请确定完成时限"
    assert response.context["form"]["title"].value() == "节能降碳改造清单"
    assert Draft.objects.get(pk=draft.pk).title == draft.title


def test_a_draft_is_skipped_only_with_a_reason(client):
    matters = drafting()
    draft = draft_at(matters, 1)
    let_in(client, officer())

    refused = client.post(reverse("breakdown:skip", args=[draft.pk]), {"reason": " "})
    client.post(reverse("breakdown:skip", args=[draft.pk]), {"reason": "属日常工作"})

    draft.refresh_from_db()
    assert (refused.status_code, alert_on(refused)) == (409, "请写明跳过的理由")
    assert (draft.verdict, draft.skip_reason) == (DraftVerdict.SKIPPED, "属日常工作")


def test_an_accepted_draft_can_be_taken_back(client):
    matters = drafting()
    draft = draft_at(matters, 1)
    drafts.accept(draft, by=officer())
    let_in(client, officer())

    client.post(reverse("breakdown:take_back", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.verdict == DraftVerdict.PROPOSED
    assert draft.sentence.disposition == ""


def test_a_matter_is_added_from_a_sentence_and_what_is_open_is_asked(client):
    matters = drafting()
    sentence = matters.document.sentences.get(place=6)
    let_in(client, officer())

    answer = client.post(
        reverse("breakdown:add", args=[matters.document.pk]), {"sentence": sentence.pk}
    )

    added = draft_at(matters, 4)
    assert added.requirement == "各级各部门要提高认识，狠抓落实"
    assert answer.url == page_of(matters.document, d="4") + "#d4"


def test_a_list_goes_to_the_director_only_when_every_sentence_is_answered(client):
    unfinished = drafting()
    let_in(client, officer())

    refused = client.post(reverse("breakdown:submit", args=[unfinished.document.pk]))

    assert refused.status_code == 409
    assert alert_on(refused) == "还有4句没有处置，请逐句处置后再办理"
    assert MatterList.objects.get(pk=unfinished.pk).state == ListState.DRAFTING


def test_a_finished_list_is_submitted_and_its_page_shown(client):
    matters = settled(("建成口袋公园20处", "市住建局", (), date(2098, 10, 31)))
    let_in(client, officer())

    answer = client.post(reverse("breakdown:submit", args=[matters.document.pk]))

    matters.refresh_from_db()
    assert answer.url == reverse("breakdown:list", args=[matters.pk])
    assert matters.state == ListState.SUBMITTED


def test_a_submitted_list_is_only_read(client):
    matters = submitted()
    draft = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).first()
    let_in(client, officer())

    page = client.get(page_of(matters.document))
    refused = client.post(reverse("breakdown:take_back", args=[draft.pk]))

    assert page.context["board"].drafting is False
    assert refused.status_code == 409
    assert alert_on(refused) == "清单已送审，不能再改草稿；需要修改的请主任退回"


def test_what_the_director_wants_changed_stands_on_the_page(client):
    matters = submitted()
    lists.send_back(
        matters, by=someone_of("市政府督查室", "主任"), at=MONDAY_NINE, reason="第2项拆开"
    )
    let_in(client, officer())

    assert "第2项拆开" in client.get(page_of(matters.document)).content.decode()


@pytest.mark.parametrize(
    ("unit", "post"),
    [("市委督查室", "督查员"), ("市住建局", "联络员"), ("市政府督查室", "核查员")],
)
def test_the_workbench_is_not_there_for_others(client, unit, post):
    matters = drafting()
    let_in(client, someone_of(unit, post))

    seen = client.get(page_of(matters.document))
    pressed = client.post(reverse("breakdown:accept", args=[draft_at(matters, 1).pk]))

    assert (seen.status_code, pressed.status_code) == (404, 404)
    assert draft_at(matters, 1).verdict == DraftVerdict.PROPOSED


def test_a_swap_equals_a_reload(client):
    matters = drafting()
    let_in(client, officer())

    swapped = client.post(
        reverse("breakdown:accept", args=[draft_at(matters, 1).pk]),
        headers={"HX-Request": "true"},
        follow=True,
    )
    reloaded = client.get(swapped.headers["HX-Replace-Url"])

    assert swapped.headers["HX-Replace-Url"] == page_of(matters.document, d=2)
    assert steady(swapped) == steady(reloaded)


def steady(response):
    """The page without what is new on every showing: keys and tokens, the hour."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.S)[0]
    return re.sub(r'(name="(?:once|csrfmiddlewaretoken)" value=)"[^"]*"', r"\1", main)


def test_the_page_asks_the_database_as_often_for_a_long_document(client):
    short = drafting(document(f"{TITLE}\n由市住建局牵头，9月底前改造老旧小区126个。\n"))
    lines = "".join(f"由市住建局牵头，9月底前改造老旧小区{n}个。\n" for n in range(120, 126))
    long = drafting(document(f"{TITLE}\n{lines}"))
    let_in(client, officer())

    numbers = [asked_for(client, page_of(one.document, d=1)) for one in (short, long)]
    assert numbers[0] == numbers[1]
