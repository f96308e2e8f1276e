"""送审、退回修改、立项审批: a list goes to the director whole; matters are set up on a basis."""

import pytest

from luoshi.breakdown.models import Draft, Matter, MatterList
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.terms import DraftVerdict, ListState, MatterState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake import operations as intake
from luoshi.intake.models import Counter
from luoshi.organisation.models import Unit
from tests.deeds import entry_of, pressed_twice, refused, told
from tests.road import (
    ASSIST,
    BASIS,
    DUE,
    LEAD,
    a_document,
    a_settled_list,
    add_draft,
    an_approved_list,
    an_issued_list,
    the,
)
from tests.world import MONDAY, MONDAY_NINE, TUESDAY_NINE, unit_named

pytestmark = pytest.mark.django_db
NAMES = {LEAD: "澄川市住房和城乡建设局", ASSIST: "澄川市财政局"}


def a_submitted_list(**given):
    """A settled list in the director's hands."""
    opened = a_settled_list(**given)
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    return opened


def approve(matters, **given):
    """Approve a list as the director, on Monday, on the usual basis."""
    return lists.approve(matters, **{"by": the("主任"), "at": MONDAY_NINE, "basis": BASIS, **given})


def test_a_settled_list_is_submitted_and_says_what_is_in_it():
    opened = a_settled_list()
    [skipped] = opened.drafts.filter(verdict=DraftVerdict.SKIPPED)

    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    assert opened.state == ListState.SUBMITTED
    assert opened.submitted_by_id == the("督查员").person_id
    entry = entry_of(opened, "matterlist.submit")
    assert (entry.before, entry.after) == ("DRAFTING", "SUBMITTED")
    assert entry.facts == {
        "accepted": ["9月底前完成澄河路雨污分流改造12公里"],
        "skipped": [f"{skipped.title}：另列事项"],
        "sign_off": "DIRECTOR",
    }


def test_a_list_is_not_submitted_while_a_sentence_is_unanswered():
    opened = a_settled_list()
    talk = opened.document.sentences.get(disposition="PRINCIPLE", note="")
    intake.answer(opened.document, {talk.pk: ""}, by=the("督查员"))

    with refused(Unmet, "还有1句没有处置，请逐句处置后再办理"):
        lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)


def test_a_list_is_not_submitted_while_a_draft_is_unsettled():
    opened = a_settled_list()
    drafts.add(opened, by=the("督查员"), requirement="完成检查井120座", cadence="TEN_DAYS")

    with refused(Unmet, "还有1条草稿没有采纳或跳过"):
        lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)


def test_a_list_with_nothing_in_it_is_not_submitted():
    opened = a_settled_list()
    taken = opened.drafts.get(verdict=DraftVerdict.ACCEPTED)
    drafts.skip(taken, by=the("督查员"), reason="另列事项")
    intake.answer(
        opened.document,
        {one.pk: "PRINCIPLE" for one in opened.document.sentences.filter(disposition="")},
        by=the("督查员"),
    )

    with refused(Unmet, "清单中还没有事项"):
        lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)


@pytest.mark.parametrize(("unit", "title"), [("市委督查室", "主任"), ("市政府督查室", "核查员")])
def test_nobody_else_submits_it(unit, title):
    opened = a_settled_list()

    with refused(NotYours, "送审须由负责该清单的督查员或主任办理"):
        lists.submit(opened, by=the(title, unit), at=MONDAY_NINE)


def test_what_was_submitted_is_not_submitted_again():
    opened = a_submitted_list()

    with refused(NotFromHere, "当前状态为“待核签”，不能送审"):
        lists.submit(opened, by=the("督查员"), at=TUESDAY_NINE)


def test_whoever_looks_at_a_page_of_yesterday_is_told_that_somebody_was_faster():
    opened = a_settled_list()
    seen = MatterList.objects.get(pk=opened.pk)
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    with refused(NotFromHere, "已有人先办，当前状态不能送审"):
        lists.submit(seen, by=the("督查员"), at=MONDAY_NINE)


def test_the_director_sends_it_back_and_says_why():
    opened = a_submitted_list()

    lists.send_back(opened, by=the("主任"), at=TUESDAY_NINE, reason="第二项时限过松")

    assert (opened.state, opened.returned_note) == (ListState.DRAFTING, "第二项时限过松")
    assert entry_of(opened, "matterlist.send_back").facts == {"reason": "第二项时限过松"}


def test_nothing_is_sent_back_without_a_reason():
    opened = a_submitted_list()

    with refused(Unmet, "请写明理由"):
        lists.send_back(opened, by=the("主任"), at=TUESDAY_NINE, reason=" ")


def test_an_officer_sends_nothing_back():
    opened = a_submitted_list()

    with refused(NotYours, "退回修改须由负责该清单的督查室主任办理"):
        lists.send_back(opened, by=the("督查员"), at=TUESDAY_NINE, reason="时限过松")


def test_approval_sets_the_matters_up_with_their_numbers():
    opened = a_submitted_list()

    [matter] = approve(opened)

    assert (opened.state, opened.basis) == (ListState.APPROVED, BASIS)
    assert (matter.state, matter.number, matter.registered_date) == (
        MatterState.REGISTERED,
        "澄政督会2026-0001",
        MONDAY,
    )
    assert (matter.due_date, matter.original_due_date, matter.office) == (DUE, DUE, opened.office)
    parts = matter.parts.order_by("role").values_list("role", "unit__short_name", "round__number")
    assert list(parts) == [("ASSIST", "市财政局", 1), ("LEAD", "市住建局", 1)]
    [source] = matter.sources.all()
    assert (source.start, source.end) == (source.sentence.start, source.sentence.end)
    assert told(matter) == ["matter.register"]
    assert entry_of(matter, "matter.register").facts == {"basis": BASIS}


def test_nothing_is_set_up_without_a_basis():
    opened = a_submitted_list()

    with refused(Unmet, "没有立项依据的事项不得立项，请填写依据"):
        approve(opened, basis=" ")

    assert not Matter.objects.exists()


def test_nothing_is_set_up_while_a_sentence_is_unanswered():
    opened = a_submitted_list()
    talk = opened.document.sentences.get(disposition="PRINCIPLE", note="")
    intake.answer(opened.document, {talk.pk: ""}, by=the("督查员"))

    with refused(Unmet, "还有1句没有处置，请逐句处置后再办理"):
        approve(opened)


def test_nothing_is_set_up_while_a_draft_is_unsettled():
    opened = a_submitted_list()
    # An officer took it back in the very moment of the submission.
    Draft.objects.filter(list=opened).update(verdict=DraftVerdict.PROPOSED, skip_reason="")

    with refused(Unmet, "还有2条草稿没有采纳或跳过"):
        approve(opened)


@pytest.mark.parametrize(
    ("unit", "title"), [("市政府督查室", "督查员"), ("市委督查室", "主任"), ("市住建局", "局长")]
)
def test_nobody_but_the_rooms_director_approves(unit, title):
    opened = a_submitted_list()

    with refused(NotYours, "立项审批须由按签发权限签发该清单的领导或督查室主任办理"):
        approve(opened, by=the(title, unit))

    assert not Matter.objects.exists()


def test_a_list_nobody_submitted_is_not_approved():
    opened = a_settled_list()

    with refused(NotFromHere, "当前状态为“分解中”，不能立项审批"):
        approve(opened)


def test_a_draft_the_director_refuses_gets_no_number():
    opened = a_settled_list()
    other = add_draft(opened, "完成检查井120座")
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    [matter] = approve(opened, refused={other.pk: "已有同类事项"})

    left = Matter.objects.get(draft=other)
    assert (matter.number, left.number, left.state) == (
        "澄政督会2026-0001",
        "",
        MatterState.NOT_OPENED,
    )
    assert entry_of(left, "matter.not_open").facts == {"reason": "已有同类事项"}


def test_a_draft_is_not_refused_without_a_reason():
    opened = a_submitted_list()
    taken = opened.drafts.get(verdict=DraftVerdict.ACCEPTED)

    with refused(Unmet, "请写明理由"):
        approve(opened, refused={taken.pk: ""})

    opened.refresh_from_db()
    assert opened.state == ListState.SUBMITTED


def test_what_is_not_in_the_list_is_not_refused_with_it():
    opened = a_submitted_list()
    skipped = opened.drafts.get(verdict=DraftVerdict.SKIPPED)

    with refused(Unmet, "不立项的须是清单中已采纳的事项"):
        approve(opened, refused={skipped.pk: "已有同类事项"})


@pytest.mark.parametrize("unit", [LEAD, ASSIST])
def test_nothing_is_set_up_for_a_unit_that_is_no_more(unit):
    opened = a_submitted_list()
    Unit.objects.filter(pk=unit_named(unit).pk).update(until=MONDAY)

    words = f"“9月底前完成澄河路雨污分流改造12公里”中的“{NAMES[unit]}”已撤销，请退回修改"
    with refused(Unmet, words):
        approve(opened, at=TUESDAY_NINE)

    assert not Matter.objects.exists()


def test_one_demand_is_not_set_up_twice_and_its_number_is_given_back():
    an_issued_list()
    opened = a_settled_list(document=a_document())
    add_draft(opened, "完成检查井120座")
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    words = "“9月底前完成澄河路雨污分流改造12公里”与在办事项澄政督会2026-0001相同，不得重复立项"
    with refused(Unmet, words):
        approve(opened)

    opened.refresh_from_db()
    assert opened.state == ListState.SUBMITTED
    assert Counter.objects.get(series="澄政督会").last == 1
    assert Matter.objects.count() == 1


def test_the_same_demand_to_another_lead_is_another_matter():
    an_issued_list()
    opened = a_settled_list(document=a_document())
    taken = opened.drafts.get(verdict=DraftVerdict.ACCEPTED)
    drafts.skip(taken, by=the("督查员"), reason="改由市发改委牵头")
    add_draft(opened, taken.requirement, lead="市发改委")
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    [matter] = approve(opened)

    assert matter.number == "澄政督会2026-0002"


def test_each_room_counts_its_own_numbers():
    ours, theirs = an_approved_list(), an_approved_list(room="市委督查室")

    numbers = [one.matters.get().number for one in (ours, theirs)]

    assert numbers == ["澄政督会2026-0001", "澄委督会2026-0001"]


def test_a_joint_list_is_approved_by_either_director_and_numbered_for_both():
    opened = a_settled_list(document=a_document(joint=True))
    lists.submit(opened, by=the("督查员", "市委督查室"), at=MONDAY_NINE)

    [matter] = approve(opened, by=the("主任", "市委督查室"))

    assert (matter.number, matter.office.short_name) == ("澄联督会2026-0001", "市政府督查室")


@pytest.mark.parametrize("deed", ["submit", "send_back", "approve"])
def test_the_same_key_counts_once(deed):
    opened = a_settled_list() if deed == "submit" else a_submitted_list()
    director = the("主任")
    rest = {"send_back": {"reason": "时限过松"}, "approve": {"basis": BASIS}}.get(deed, {})

    entry = pressed_twice(
        lambda key: getattr(lists, deed)(opened, by=director, at=TUESDAY_NINE, key=key, **rest),
        by=director,
    )

    assert (entry.deed, entry.about_id) == (f"matterlist.{deed}", str(opened.pk))
