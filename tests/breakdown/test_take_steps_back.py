"""撤销: U takes a person's own last step back, several in a row, until the list is submitted."""

import pytest

from luoshi.breakdown.models import Draft, DraftStep
from luoshi.breakdown.operations import drafts, lists, reshaping, settling, steps
from luoshi.breakdown.terms import DraftVerdict, StepKind
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.intake.terms import Disposition
from luoshi.trail.models import Entry
from tests.breakdown.given import director, draft_at, drafting, officer, settled
from tests.deeds import refused
from tests.road import the
from tests.world import MONDAY_NINE, unit_named

pytestmark = pytest.mark.django_db
SHOWN = (
    "place", "title", "requirement", "standard", "lead", "lead_words", "due_date", "due_words",
    "cadence", "targets", "flags", "verdict", "skip_reason", "start", "end",
)  # fmt: skip


def as_it_stands(matters):
    """Every draft with its units, and what was said of the sentences."""
    found = matters.drafts.order_by("place")
    return (
        list(found.values(*SHOWN)),
        sorted(matters.drafts.values_list("place", "units__role", "units__words"), key=str),
        list(matters.document.sentences.order_by("place").values_list("disposition", "note")),
    )


STEPS = {
    "accept": lambda one: drafts.accept(one, by=officer()),
    "skip": lambda one: drafts.skip(one, by=officer(), reason="另列", disposition="PRINCIPLE"),
    "settle": lambda one: settling.set_standard(one, "竣工图", by=officer()),
    "answer": lambda one: drafts.answer(
        one.list, {one.sentence_id: Disposition.NOT_OURS}, by=officer(), with_drafts=True
    ),
    "add": lambda one: drafts.add(
        one.list, by=officer(), requirement="建成口袋公园20处", cadence="TEN_DAYS"
    ),
    "merge": lambda one: reshaping.merge(draft_at(one.list, 2), by=officer()),
    "split": lambda one: reshaping.split(one, one.requirement.index("9月"), by=officer()),
    "split by leads": lambda one: reshaping.split_by_leads(draft_at(one.list, 2), by=officer()),
    "mark": lambda one: settling.mark(
        one.list,
        settling.Marking("task", one.start, one.start + 8),
        by=officer(),
        names={},
        cadence="TEN_DAYS",
        draft=one,
    ),
}


@pytest.mark.parametrize("kind", STEPS)
def test_every_step_is_taken_back_whole_and_leaves_no_entry(kind):
    matters = drafting()
    before, entries = as_it_stands(matters), Entry.objects.count()

    STEPS[kind](draft_at(matters, 1))
    changed = as_it_stands(matters)
    steps.undo(matters, by=officer())

    assert changed != before
    assert as_it_stands(matters) == before
    assert Entry.objects.count() == entries


def test_several_steps_are_taken_back_one_after_the_other():
    matters = drafting()
    first = as_it_stands(matters)
    drafts.accept(draft_at(matters, 1), by=officer())
    second = as_it_stands(matters)
    reshaping.split_by_leads(draft_at(matters, 2), by=officer())

    steps.undo(matters, by=officer())
    after_one = as_it_stands(matters)
    taken = steps.undo(matters, by=officer())

    assert (after_one, as_it_stands(matters)) == (second, first)
    assert (taken.kind, taken.place) == (StepKind.ACCEPT, 1)
    with refused(NotFromHere, "没有可以撤销的步骤"):
        steps.undo(matters, by=officer())


def test_nobody_takes_back_what_another_did():
    matters = drafting()
    drafts.accept(draft_at(matters, 1), by=officer())

    with refused(NotFromHere, "没有可以撤销的步骤"):
        steps.undo(matters, by=director())

    assert draft_at(matters, 1).verdict == DraftVerdict.ACCEPTED


def test_a_step_that_another_hand_went_on_from_is_not_taken_back():
    matters = drafting()
    drafts.accept(draft_at(matters, 1), by=officer())
    drafts.take_back(draft_at(matters, 1), by=director())

    with refused(NotFromHere, "这一步之后又有别人改动，不能撤销，请直接修改"):
        steps.undo(matters, by=officer())


def test_steps_are_forgotten_once_the_list_is_submitted():
    matters = settled()
    lists.submit(matters, by=officer(), at=MONDAY_NINE)

    assert DraftStep.objects.filter(list=matters).count() == 0
    with refused(NotFromHere, "清单已送审，不能再改草稿；需要修改的请主任退回"):
        steps.undo(matters, by=officer())


def test_a_stranger_takes_nothing_back():
    matters = drafting()

    with refused(NotYours, "分解须由负责该清单的督查员或主任办理"):
        steps.undo(matters, by=the("督查员", "市委督查室"))


def test_what_changed_since_it_was_looked_at_is_not_written_over():
    matters = drafting()
    seen = draft_at(matters, 1).stamp
    settling.name_lead(draft_at(matters, 1), unit_named("市发改委"), by=director())

    with refused(
        steps.Outdated, "市政府督查室主任刚改过草稿1，您填写的内容还在下面，请核对后再保存"
    ):
        drafts.accept(draft_at(matters, 1), by=officer(), seen=seen)

    assert draft_at(matters, 1).verdict == DraftVerdict.PROPOSED


def test_what_is_autosaved_on_one_card_is_one_step():
    matters = drafting()
    draft = draft_at(matters, 1)
    before = as_it_stands(matters)
    for words in ("改造老旧小区", "改造老旧小区一百二十六个"):
        wording = drafts.Wording(
            title=words, requirement=words, standard="验收", lead=None, due_date=None,
            cadence="TEN_DAYS",
        )  # fmt: skip
        drafts.edit(Draft.objects.get(pk=draft.pk), wording, by=officer(), joins=True)

    assert matters.steps.count() == 1
    steps.undo(matters, by=officer())
    assert as_it_stands(matters) == before
