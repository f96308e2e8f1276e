"""合并、拆分: drafts made of drafts; what their parts disagree on is asked."""

from datetime import date

import pytest

from luoshi.breakdown.operations import drafts, reshaping, settling, steps
from luoshi.breakdown.operations.reshaping import cuts
from luoshi.breakdown.terms import DraftVerdict, PartRole
from luoshi.flow.refusals import Unmet
from luoshi.intake.terms import Disposition
from tests.breakdown.given import TITLE, document, draft_at, drafting, officer
from tests.deeds import refused
from tests.world import unit_named

pytestmark = pytest.mark.django_db
TWO = "由市住建局牵头，8月底前完成燃气管线占压隐患清零，9月底前更新改造供水老旧管网36公里。"


def on(*lines):
    """A list being drafted on a small decision with these lines."""
    return drafting(document(f"{TITLE}\n" + "".join(f"{line}\n" for line in lines)))


def units_of(draft, role):
    return [row.unit.short_name for row in draft.units.filter(role=role).order_by("unit__place")]


def test_merging_joins_demands_and_figures_and_asks_for_the_day_they_disagree_on():
    matters = on(
        "由市住建局牵头，8月底前改造老旧小区126个。", "由市住建局牵头，9月底前建成公园20处。"
    )

    made = reshaping.merge(draft_at(matters, 2), by=officer())

    assert made.place == 1
    assert made.requirement == (
        "由市住建局牵头，8月底前改造老旧小区126个；由市住建局牵头，9月底前建成公园20处"
    )
    assert (made.lead.short_name, made.due_date) == ("市住建局", None)
    assert made.due_words == "8月底前、9月底前"
    assert [one["raw"] for one in made.targets] == ["126个", "20处"]


def test_of_two_merged_drafts_the_one_that_names_lead_and_day_speaks_for_both():
    matters = on("由市住建局牵头，8月底前改造老旧小区126个。", "建成公园20处，新增座椅300个。")
    silent = draft_at(matters, 2)
    silent.units.all().delete()
    matters.drafts.filter(pk=silent.pk).update(
        lead=None, lead_words="", due_words="", due_date=None, flags=["NO_LEAD"]
    )

    made = reshaping.merge(draft_at(matters, 2), by=officer())

    assert (made.lead.short_name, made.due_words) == ("市住建局", "8月底前")
    assert (made.due_date, made.flags) == (date(2026, 8, 31), [])


def test_what_was_merged_is_skipped_with_its_reason_and_its_sentence_is_part_of_the_other():
    matters = on("由市住建局牵头，8月底前改造老旧小区126个。", "由市住建局牵头，建成公园20处。")

    reshaping.merge(draft_at(matters, 2), by=officer())

    gone = draft_at(matters, 2)
    gone.sentence.refresh_from_db()
    assert (gone.verdict, gone.skip_reason) == (DraftVerdict.SKIPPED, "已并入草稿1")
    assert (gone.sentence.disposition, gone.sentence.note) == (Disposition.PART, "已并入草稿1")


def test_two_leads_merged_stand_side_by_side_until_one_is_named():
    matters = on("由市住建局牵头，改造老旧小区126个。", "由市发改委牵头，改造城中村3个。")

    made = reshaping.merge(draft_at(matters, 2), by=officer())

    assert made.lead is None
    assert units_of(made, PartRole.JOINT) == ["市发改委", "市住建局"]


def test_an_accepted_draft_that_something_is_merged_into_is_looked_at_again():
    matters = on("由市住建局牵头，8月底前改造老旧小区126个。", "由市住建局牵头，建成公园20处。")
    drafts.accept(draft_at(matters, 1), by=officer())

    made = reshaping.merge(draft_at(matters, 2), by=officer())

    made.sentence.refresh_from_db()
    assert (made.verdict, made.sentence.disposition) == (DraftVerdict.PROPOSED, "")


def test_the_first_draft_has_none_to_be_merged_with():
    matters = drafting()

    with refused(Unmet, "前面没有可以合并的草稿"):
        reshaping.merge(draft_at(matters, 1), by=officer())


def test_splitting_gives_each_part_its_own_day_and_figure_and_both_the_units():
    matters = on("由市住建局牵头，市财政局配合，8月底前改造老旧小区126个，9月底前建成公园20处。")
    sentence = draft_at(matters, 1).sentence
    whole = settling.Marking("task", sentence.start, sentence.end)
    draft = settling.mark(
        matters, whole, by=officer(), names={}, cadence="TEN_DAYS", draft=draft_at(matters, 1)
    )

    second = reshaping.split(draft_at(matters, 1), draft.requirement.index("9月底前"), by=officer())

    first = draft_at(matters, 1)
    assert second.requirement == "9月底前建成公园20处"
    assert [one["raw"] for one in first.targets] == ["126个"]
    assert [one["raw"] for one in second.targets] == ["20处"]
    assert (str(first.due_date), str(second.due_date)) == ("2026-08-31", "2026-09-30")
    assert units_of(first, PartRole.ASSIST) == units_of(second, PartRole.ASSIST) == ["市财政局"]
    assert second.lead == first.lead


def test_a_part_that_would_say_nothing_is_not_split_off():
    draft = draft_at(drafting(), 1)

    with refused(Unmet, "拆开的两项都要有完整的要求，请换一处拆分"):
        reshaping.split(draft, 2, by=officer())


def test_a_place_of_the_document_is_a_place_of_the_words():
    draft = draft_at(drafting(), 1)
    place = draft.list.document.text.index("9月底前")

    assert reshaping.offset_in(draft, place) == draft.requirement.index("9月底前")
    with refused(Unmet, "光标不在这条草稿的原文里，请换一处拆分"):
        reshaping.offset_in(draft, draft.end + 5)


def test_units_side_by_side_each_lead_a_matter_of_their_own():
    matters = drafting()

    made = reshaping.split_by_leads(draft_at(matters, 2), by=officer())

    assert [(one.place, one.lead.short_name) for one in made] == [(2, "市发改委"), (4, "市财政局")]
    assert made[0].requirement == made[1].requirement
    assert [one.units.count() for one in made] == [0, 0]


def test_one_lead_alone_is_not_split():
    draft = draft_at(drafting(), 1)

    with refused(Unmet, "没有几家并列的牵头单位，不需要拆分"):
        reshaping.split_by_leads(draft, by=officer())


def test_an_accepted_draft_that_is_split_waits_again():
    matters = drafting()
    drafts.accept(draft_at(matters, 1), by=officer())
    draft = draft_at(matters, 1)

    reshaping.split(draft, draft.requirement.index("9月底前"), by=officer())

    draft.refresh_from_db()
    assert draft.verdict == DraftVerdict.PROPOSED


def test_a_clause_ends_at_a_comma_of_either_width_but_not_within_a_figure():
    assert cuts("排查燃气管网1,200公里,建立台账并逐项销号，年底前办结") == [
        (14, "建立台账并逐项销号，年底前办结"),
        (24, "年底前办结"),
    ]


def half_written(matters, place):
    """A draft whose card somebody left half written: every field as it was typed."""
    card = {"title": "", "requirement": "改造小区", "standard": "", "lead": "", "due_date": "x"}
    drafts.keep_typed(draft_at(matters, place), card, by=officer())
    return draft_at(matters, place)


def test_half_written_words_do_not_lie_over_what_was_merged_or_split():
    matters = on("由市住建局牵头，8月底前改造老旧小区126个。", TWO)
    half_written(matters, 1), half_written(matters, 2)

    merged = reshaping.merge(draft_at(matters, 2), by=officer())
    assert "requirement" not in merged.typed

    steps.undo(matters, by=officer())
    draft = draft_at(matters, 2)
    assert draft.typed["requirement"] == "改造小区"
    [(at, _words), *_rest] = cuts(draft.requirement)[-1:]
    second = reshaping.split(draft, at, by=officer())
    assert ("requirement" in draft_at(matters, 2).typed, second.typed) == (False, {})


def test_an_answer_is_not_hidden_by_a_card_left_half_written():
    matters = on("市住建局、市财政局负责，8月底前改造老旧小区126个。")
    draft = half_written(matters, 1)

    settling.name_lead(draft, unit_named("市财政局"), by=officer())

    typed = draft_at(matters, 1).typed
    assert ("lead" in typed, typed["due_date"]) == (False, "x")
