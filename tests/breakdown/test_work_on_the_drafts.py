"""草稿: accepted, changed, skipped, added, taken back; no deed, no entry, until it is submitted."""

from datetime import date

import pytest

from luoshi.breakdown.models import Draft
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.terms import Cadence, DraftVerdict
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake.terms import Disposition
from luoshi.trail.models import Entry
from tests.deeds import refused
from tests.road import a_document, a_settled_list, an_issued_list, the
from tests.world import MONDAY_NINE, TUESDAY_NINE, unit_named

pytestmark = pytest.mark.django_db
ASKED = "完成澄河路雨污分流改造12公里"


def a_draft(**changed):
    """The one proposal of the reader on a small decision, with some of its columns changed."""
    opened = lists.open_list(a_document(), by=the("督查员"), at=MONDAY_NINE)
    Draft.objects.filter(list=opened).update(**{"standard": "通过验收", **changed})
    return opened.drafts.get()


def wording(**changed):
    """What an officer writes on a card, complete."""
    return drafts.Wording(
        **{
            "title": "雨污分流改造",
            "requirement": ASKED,
            "standard": "12公里管网通水",
            "lead": unit_named("市住建局"),
            "due_date": date(2026, 9, 30),
            "cadence": Cadence.MONTH,
            **changed,
        }
    )


def verdict_of(draft):
    """The verdict on a draft, and the answer of its sentence."""
    draft.refresh_from_db()
    draft.sentence.refresh_from_db()
    return draft.verdict, draft.sentence.disposition


def test_an_accepted_draft_answers_its_sentence_and_leaves_no_entry():
    draft = a_draft()
    before = Entry.objects.count()

    drafts.accept(draft, by=the("督查员"))

    assert verdict_of(draft) == (DraftVerdict.ACCEPTED, Disposition.MATTER)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("column", "nothing", "sentence"),
    [
        ("lead", None, "请确定一个牵头单位"),
        ("due_date", None, "请确定完成时限"),
        ("due_date", date(5000, 12, 31), "完成时限5000-12-31年份不对，请核对原文"),
        ("standard", " ", "请填写完成标准"),
    ],
)
def test_a_draft_that_lacks_something_is_not_accepted(column, nothing, sentence):
    draft = a_draft(**{column: nothing})

    with refused(Unmet, sentence):
        drafts.accept(draft, by=the("督查员"))

    assert verdict_of(draft) == (DraftVerdict.PROPOSED, "")


def test_everything_a_draft_lacks_is_said_at_once():
    draft = a_draft(lead=None, due_date=None, standard="")

    with refused(Unmet, "请确定一个牵头单位；请确定完成时限；请填写完成标准"):
        drafts.accept(draft, by=the("督查员"))


def answered(draft, said, **more):
    """The officer says what became of the draft's sentence."""
    drafts.answer(draft.list, {draft.sentence_id: said}, by=the("督查员"), **more)
    draft.refresh_from_db()
    return draft.verdict, draft.skip_reason


def test_a_proposal_goes_with_the_answer_of_its_sentence():
    draft = a_draft()

    left_out = answered(draft, Disposition.NOT_OURS, note="县级事权", with_drafts=True)
    changed = answered(draft, Disposition.PRINCIPLE, with_drafts=True)
    taken_back = answered(draft, "", with_drafts=True)

    assert left_out == (DraftVerdict.SKIPPED, "非本级承担：县级事权")
    assert changed == (DraftVerdict.SKIPPED, "原则要求，不单列")
    assert taken_back == (DraftVerdict.PROPOSED, "")


def test_a_draft_skipped_for_its_own_reason_stays_skipped():
    draft = a_draft()
    drafts.skip(draft, by=the("督查员"), reason="另列事项")

    answered(draft, Disposition.PRINCIPLE, with_drafts=True)

    assert answered(draft, "", with_drafts=True) == (DraftVerdict.SKIPPED, "另列事项")


def test_words_that_name_no_single_unit_wait_for_a_person():
    draft = a_draft()
    draft.units.update(unit=None, words="有关部门")

    with refused(Unmet, "“有关部门”不是名录中的单位，请列明或移除"):
        drafts.accept(draft, by=the("督查员"))


def test_a_card_is_written_and_accepted_in_one_breath():
    draft = a_draft(lead=None)

    drafts.accept(draft, by=the("督查员"), wording=wording(title="雨污分流"))

    assert verdict_of(draft) == (DraftVerdict.ACCEPTED, Disposition.MATTER)
    assert (draft.title, draft.lead.short_name) == ("雨污分流", "市住建局")


def test_what_is_written_beside_a_refused_acceptance_is_not_kept():
    draft = a_draft()

    with refused(Unmet, "请填写完成标准"):
        drafts.accept(draft, by=the("督查员"), wording=wording(title="另一标题", standard=""))

    draft.refresh_from_db()
    assert draft.title != "另一标题"


def test_a_unit_stands_on_a_card_once_and_the_lead_not_among_the_others():
    draft = a_draft()
    lead, other = unit_named("市住建局"), unit_named("市发改委")

    drafts.edit(draft, wording(joint=[other, lead], assist=[other]), by=the("督查员"))

    rows = draft.units.values_list("role", "unit__short_name")
    assert list(rows) == [("JOINT", "市发改委")]


def test_an_accepted_card_is_not_emptied_again():
    draft = a_draft()
    drafts.accept(draft, by=the("督查员"))
    draft.refresh_from_db()

    with refused(Unmet, "请确定完成时限"):
        drafts.edit(draft, wording(due_date=None), by=the("督查员"))


def test_what_is_skipped_says_why_and_leaves_its_sentence_unanswered():
    draft = a_draft()
    drafts.accept(draft, by=the("督查员"))

    drafts.skip(draft, by=the("督查员"), reason="另列事项")

    assert verdict_of(draft) == (DraftVerdict.SKIPPED, "")
    assert draft.skip_reason == "另列事项"


def test_nothing_is_skipped_without_a_reason():
    draft = a_draft()

    with refused(Unmet, "请写明跳过的理由"):
        drafts.skip(draft, by=the("督查员"), reason=" ")


def test_an_acceptance_is_taken_back():
    draft = a_draft()
    drafts.accept(draft, by=the("督查员"))

    drafts.take_back(draft, by=the("督查员"))

    assert verdict_of(draft) == (DraftVerdict.PROPOSED, "")


def test_two_matters_of_one_sentence_answer_it_until_both_are_gone():
    draft = a_draft()
    other = drafts.add(
        draft.list,
        by=the("督查员"),
        requirement="完成检查井120座",
        cadence=Cadence.MONTH,
        sentence=draft.sentence,
        span=(draft.sentence.start, draft.sentence.end),
    )
    drafts.accept(draft, by=the("督查员"))
    drafts.accept(other, by=the("督查员"), wording=wording(requirement="完成检查井120座"))

    drafts.take_back(other, by=the("督查员"))

    assert verdict_of(draft) == (DraftVerdict.ACCEPTED, Disposition.MATTER)


def test_a_matter_the_reader_did_not_find_is_added_at_the_end():
    draft = a_draft()

    made = drafts.add(draft.list, by=the("督查员"), requirement=f" {ASKED} ", cadence="TEN_DAYS")

    assert (made.place, made.requirement, made.title, made.verdict) == (
        2,
        ASKED,
        ASKED,
        DraftVerdict.PROPOSED,
    )


def test_nothing_is_added_that_asks_for_nothing():
    draft = a_draft()

    with refused(Unmet, "请填写事项内容"):
        drafts.add(draft.list, by=the("督查员"), requirement=" ", cadence="TEN_DAYS")


def test_a_matter_comes_from_a_sentence_of_its_own_document():
    elsewhere = a_document().sentences.order_by("place")[0]
    opened = lists.open_list(a_document(), by=the("督查员"), at=MONDAY_NINE)

    with refused(Unmet, "这一句不在清单的文件中"):
        drafts.add(
            opened, by=the("督查员"), requirement=ASKED, cadence="TEN_DAYS", sentence=elsewhere
        )


def test_sentences_that_carry_no_matter_are_answered_one_by_one():
    draft = a_draft()
    other = draft.list.document.sentences.exclude(pk=draft.sentence_id).filter(disposition="")[0]

    drafts.answer(draft.list, {other.pk: Disposition.PRINCIPLE}, by=the("督查员"))

    other.refresh_from_db()
    assert other.disposition == Disposition.PRINCIPLE


def test_a_sentence_with_an_accepted_matter_is_not_answered_otherwise():
    draft = a_draft()
    drafts.accept(draft, by=the("督查员"))

    with refused(Unmet, f"第{draft.sentence.place}句已有采纳的事项，请先撤销采纳"):
        drafts.answer(draft.list, {draft.sentence_id: Disposition.PRINCIPLE}, by=the("督查员"))


def test_a_later_version_does_not_take_the_answer_of_a_matter_set_up_before():
    issued = an_issued_list()
    held = issued.drafts.get(verdict=DraftVerdict.ACCEPTED).sentence
    again = lists.open_list(issued.document, by=the("督查员"), at=TUESDAY_NINE)

    with refused(Unmet, f"第{held.place}句已有采纳的事项，请先撤销采纳"):
        drafts.answer(again, {held.pk: ""}, by=the("督查员"))


def test_a_sentence_becomes_a_matter_only_by_a_draft():
    draft = a_draft()

    with refused(Unmet, "列为事项须采纳一条草稿，或从这一句新增事项"):
        drafts.answer(draft.list, {draft.sentence_id: Disposition.MATTER}, by=the("督查员"))


DEEDS = {
    "accept": lambda draft, by: drafts.accept(draft, by=by),
    "edit": lambda draft, by: drafts.edit(draft, wording(), by=by),
    "skip": lambda draft, by: drafts.skip(draft, by=by, reason="另列"),
    "take_back": lambda draft, by: drafts.take_back(draft, by=by),
    "answer": lambda draft, by: drafts.answer(draft.list, {}, by=by),
    "add": lambda draft, by: drafts.add(draft.list, by=by, requirement=ASKED, cadence="TEN_DAYS"),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    ("unit", "title"), [("市委督查室", "主任"), ("市政府督查室", "归档员"), ("市住建局", "局长")]
)
def test_nobody_else_works_on_them(deed, unit, title):
    draft = a_draft()

    with refused(NotYours, "分解须由负责该清单的督查员或主任办理"):
        DEEDS[deed](draft, the(title, unit))


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_submitted_is_not_changed_behind_the_directors_back(deed):
    opened = a_settled_list()
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    with refused(NotFromHere, "清单已送审，不能再改草稿；需要修改的请主任退回"):
        DEEDS[deed](opened.drafts.get(verdict=DraftVerdict.ACCEPTED), the("督查员"))
