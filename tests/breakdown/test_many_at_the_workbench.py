"""Many hands at one workbench in one moment: one wins, the others are told, nothing is lost.

On SQLite and on PostgreSQL, each hand in its own connection and its own transaction.
"""

import pytest

from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.operations import drafts, holding, lists, reshaping, steps
from luoshi.breakdown.terms import Cadence, DraftVerdict, ListState
from luoshi.flow.refusals import NotFromHere, Refused
from luoshi.trail.models import Entry
from tests.breakdown.given import drafting, officer, settled
from tests.flow.test_many_hands import at_once
from tests.world import MONDAY_NINE, TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 12
ASKED = "完成城市更新片区{}个，并完成口袋公园{}处"


def hands():
    """So many officers of the room."""
    return [
        someone_of("市政府督查室", "督查员", named=f"督查员{number}") for number in range(HANDS)
    ]


def refusals(met):
    return [one for one in met if isinstance(one, Refused)]


def two_drafts(matters):
    """Two proposals of a list that stand behind one another, in words of their own."""
    return [
        drafts.add(matters, by=officer(), requirement=words, cadence=Cadence.TEN_DAYS)
        for words in ("完成雨污分流改造12公里", "完成检查井维修120座")
    ]


def read_by_each(draft):
    """What each hand sees on its own page."""
    return [Draft.objects.select_related("list").get(pk=draft.pk) for _hand in range(HANDS)]


def test_of_many_who_take_a_draft_in_hand_one_holds_it_and_the_others_are_told_who():
    draft = drafting().drafts.order_by("place")[0]
    pages = list(zip(hands(), read_by_each(draft), strict=True))

    met = at_once(lambda one: holding.hold(one[1], by=one[0], at=MONDAY_NINE), pages)

    holder = Draft.objects.get(pk=draft.pk).held_by
    said = {str(one) for one in refusals(met)}
    assert met.count(None) == 1
    assert [
        hand.person_id for (hand, _page), one in zip(pages, met, strict=True) if one is None
    ] == [holder.pk]
    words = f"{holder.name}正在处理草稿1，09:05前没有动作即可接手，也可请对方让出"
    assert said == {words}


def test_of_many_who_ask_for_a_held_draft_it_goes_to_one_of_them():
    draft = drafting().drafts.order_by("place")[0]
    holding.hold(draft, by=officer(), at=MONDAY_NINE)
    pages = list(zip(hands(), read_by_each(draft), strict=True))
    at_once(lambda one: holding.ask_for(one[1], by=one[0], at=MONDAY_NINE), pages)

    met = at_once(
        lambda page: holding.give_up(page, by=officer(), at=MONDAY_NINE), read_by_each(draft)
    )

    now = Draft.objects.get(pk=draft.pk)
    assert met.count(None) == 1
    assert now.held_by_id in {hand.person_id for hand, _page in pages}
    assert now.wanted_by is None


def test_a_step_pressed_away_many_times_is_taken_back_once():
    matters = drafting()
    two_drafts(matters)
    number = matters.drafts.count()
    twelve = [MatterList.objects.get(pk=matters.pk) for _hand in range(HANDS)]

    met = at_once(lambda page: steps.undo(page, by=officer()), twelve)

    # Two steps stood: two hands took one each, the others found none.
    assert len(refusals(met)) == HANDS - 2
    assert {str(one) for one in refusals(met)} == {"没有可以撤销的步骤"}
    assert (matters.drafts.count(), matters.steps.count()) == (number - 2, 0)


def test_two_drafts_are_merged_once_however_many_press():
    matters = drafting()
    first, second = two_drafts(matters)

    met = at_once(lambda page: reshaping.merge(page, by=officer()), read_by_each(second))

    first.refresh_from_db()
    second.refresh_from_db()
    assert len(refusals(met)) == HANDS - 1
    assert first.requirement == "完成雨污分流改造12公里；完成检查井维修120座"
    assert (first.verdict, second.verdict) == (DraftVerdict.PROPOSED, DraftVerdict.SKIPPED)
    assert matters.steps.filter(kind="MERGE").count() == 1


def test_a_merge_and_the_acceptance_of_the_other_in_one_moment_lose_no_words():
    matters = drafting()
    first, second = two_drafts(matters)
    pages = read_by_each(second)

    def press(turn):
        number, page = turn
        if number % 2:
            return reshaping.merge(page, by=officer())
        return drafts.skip(page, by=officer(), reason="另行拟写")

    met = at_once(press, list(enumerate(pages)))

    first.refresh_from_db()
    second.refresh_from_db()
    merged = sum(isinstance(one, Draft) for one in met)
    assert merged in (0, 1)
    assert ("检查井" in first.requirement) == bool(merged)
    assert second.verdict == DraftVerdict.SKIPPED


def test_a_draft_is_split_once_however_many_press():
    matters = drafting()
    draft = drafts.add(
        matters, by=officer(), requirement=ASKED.format(12, 20), cadence=Cadence.TEN_DAYS
    )
    number = matters.drafts.count()

    met = at_once(
        lambda page: reshaping.split(page, page.requirement.index("并"), by=officer()),
        read_by_each(draft),
    )

    assert len(refusals(met)) == HANDS - 1
    assert matters.drafts.count() == number + 1


def test_many_who_add_at_once_each_get_a_number_of_their_own():
    matters = drafting()
    number = matters.drafts.count()
    pages = [MatterList.objects.get(pk=matters.pk) for _hand in range(HANDS)]

    met = at_once(
        lambda turn: drafts.add(
            turn[1],
            by=officer(),
            requirement=f"完成第{turn[0]}项任务",
            cadence=Cadence.TEN_DAYS,
        ),
        list(enumerate(pages)),
    )

    places = list(matters.drafts.order_by("place").values_list("place", flat=True))
    assert refusals(met) == []
    assert places == list(range(1, number + HANDS + 1))
    assert matters.steps.count() == HANDS


def test_a_submission_and_the_last_edits_in_one_moment_say_the_same():
    matters = settled()
    draft = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).order_by("place")[0]
    pages = read_by_each(draft)

    def press(turn):
        number, page = turn
        if number % 2:
            return lists.submit(page.list, by=officer(), at=TUESDAY_NINE)
        return drafts.skip(page, by=officer(), reason=f"第{number}手跳过")

    met = at_once(press, list(enumerate(pages)))

    matters.refresh_from_db()
    accepted = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).order_by("place")
    submitted = Entry.objects.get(deed="matterlist.submit")
    assert matters.state == ListState.SUBMITTED
    assert all(isinstance(one, NotFromHere) for one in refusals(met))
    assert submitted.facts["accepted"] == list(accepted.values_list("title", flat=True))
