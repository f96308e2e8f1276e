"""退回、重新交办、驳回退回: not our duty, says the unit; another leads, or it stays where it is."""

import pytest

from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.models import Unit
from tests.deeds import due_of, entry_of, owed, pressed_twice, refused, settled
from tests.road import ASSIST, LEAD, a_matter, notice_to, the
from tests.world import MONDAY, NEXT_MONDAY_NINE, TUESDAY_NINE, nine_on, unit_named

pytestmark = pytest.mark.django_db
WHY = {"reason": "职责已划转", "proposed_unit": "市城管局"}


def a_returned_matter(state=S.ASSIGNED):
    """A matter whose lead has returned it on Tuesday, before or after it signed."""
    matter = a_matter(state)
    matters.return_(matter, by=the("局长", LEAD), at=TUESDAY_NINE, **WHY)
    return matter


def insist(matter, **given):
    """Refuse the return as the director on Wednesday."""
    rest = {"by": the("主任"), "at": nine_on(6, 3), "reason": "属你单位职责", **given}
    matters.insist(matter, **rest)


def reassign(matter, lead, **given):
    """Accept the return as the director on Wednesday: another unit leads."""
    rest = {"by": the("主任"), "at": nine_on(6, 3), "reason": "按三定方案调整", **given}
    return matters.reassign(matter, unit_named(lead), **rest)


@pytest.mark.parametrize("state", [S.ASSIGNED, S.IN_PROGRESS])
def test_the_head_returns_what_is_not_theirs_and_the_clock_runs_on(state):
    matter = a_matter(state)
    before = owed(matter)

    matters.return_(matter, by=the("局长", LEAD), at=TUESDAY_NINE, **WHY)

    assert matter.state == S.RETURNED
    assert owed(matter) == before
    entry = entry_of(matter, "matter.return")
    assert (entry.before, entry.facts) == (state, WHY)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("reason", "请写明理由"), ("proposed_unit", "请写明建议由哪个单位承办")],
)
def test_a_return_says_why_and_whose_it_might_be(missing, sentence):
    matter = a_matter()

    with refused(Unmet, sentence):
        matters.return_(matter, by=the("局长", LEAD), at=TUESDAY_NINE, **{**WHY, missing: " "})


@pytest.mark.parametrize(
    ("unit", "title"), [(LEAD, "联络员"), (LEAD, "副局长"), (ASSIST, "局长"), ("市发改委", "主任")]
)
def test_nobody_but_the_leads_head_returns(unit, title):
    matter = a_matter()

    with refused(NotYours, "退回须由牵头单位主要负责人办理"):
        matters.return_(matter, by=the(title, unit), at=TUESDAY_NINE, **WHY)


def test_the_window_closes_after_five_working_days():
    matter = a_matter()

    matters.return_(matter, by=the("局长", LEAD), at=NEXT_MONDAY_NINE, **WHY)

    assert matter.state == S.RETURNED


def test_after_the_window_it_stays():
    matter = a_matter()

    with refused(Unmet, "已超过退回期限（2026-06-08），不能退回"):
        matters.return_(matter, by=the("局长", LEAD), at=nine_on(6, 9), **WHY)


def test_what_was_claimed_is_not_returned():
    matter = a_matter(S.CLAIMED)

    with refused(NotFromHere, "当前状态为“待初审”，不能退回"):
        matters.return_(matter, by=the("局长", LEAD), at=TUESDAY_NINE, **WHY)


@pytest.mark.parametrize("state", [S.ASSIGNED, S.IN_PROGRESS])
def test_a_refused_return_is_not_tried_again(state):
    matter = a_returned_matter(state)
    insist(matter)

    with refused(Unmet, "退回申请已被驳回，不能再次退回"):
        matters.return_(matter, by=the("局长", LEAD), at=nine_on(6, 4), **WHY)


def test_nor_from_a_page_that_was_opened_before_it_was_refused():
    matter = a_matter()
    page = Matter.objects.get(pk=matter.pk)
    matters.return_(matter, by=the("局长", LEAD), at=TUESDAY_NINE, **WHY)
    insist(matter)

    with refused(Unmet, "退回申请已被驳回，不能再次退回"):
        matters.return_(page, by=the("局长", LEAD), at=nine_on(6, 4), **WHY)


def test_a_refused_return_waits_for_the_signature_that_was_not_given():
    matter = a_returned_matter()

    insist(matter)

    assert (matter.state, matter.return_refused) == (S.ASSIGNED, True)
    assert entry_of(matter, "matter.insist").facts == {"reason": "属你单位职责"}


def test_a_refused_return_goes_on_where_the_unit_had_signed():
    matter = a_returned_matter(S.IN_PROGRESS)

    insist(matter)

    assert (matter.state, matter.return_refused) == (S.IN_PROGRESS, True)
    assert entry_of(matter, "matter.carry_on").before == S.RETURNED


@pytest.mark.parametrize(
    ("state", "move", "sentence"),
    [
        (S.ASSIGNED, "carry_on", "牵头单位尚未签收，驳回后应先签收"),
        (S.IN_PROGRESS, "insist", "牵头单位已签收，驳回后应继续办理"),
    ],
)
def test_the_table_knows_which_of_the_two_it_is(state, move, sentence):
    matter = a_returned_matter(state)

    with refused(Unmet, sentence):
        matters.MATTER.make(move, matter, by=the("主任"), at=nine_on(6, 3), reason="属你单位")


@pytest.mark.parametrize("state", [S.ASSIGNED, S.IN_PROGRESS])
def test_a_return_is_not_refused_without_a_reason_nor_by_anybody_else(state):
    matter = a_returned_matter(state)

    with refused(Unmet, "请写明理由"):
        insist(matter, reason="")
    with refused(NotYours, "驳回退回须由督办该事项的督查室主任（子事项由交办单位负责人）办理"):
        insist(matter, by=the("督查员"))
    with refused(NotYours, "驳回退回须由督办该事项的督查室主任（子事项由交办单位负责人）办理"):
        insist(matter, by=the("主任", "市委督查室"))


def test_only_what_was_returned_is_refused():
    matter = a_matter()

    with refused(NotFromHere, "当前状态为“待签收”，不能驳回退回"):
        insist(matter)


@pytest.mark.parametrize("state", [S.ASSIGNED, S.IN_PROGRESS])
def test_another_unit_leads_with_a_notice_of_its_own(state):
    matter = a_returned_matter(state)

    notice = reassign(matter, "市发改委")

    assert (matter.state, matter.lead.short_name) == (S.ASSIGNED, "市发改委")
    assert (notice.number, notice.unit.short_name) == ("澄政督通〔2026〕3号", "市发改委")
    parts = Part.objects.filter(matter=matter, given_up_at=None).order_by("role")
    assert list(parts.values_list("role", "unit__short_name")) == [
        ("ASSIST", "市财政局"),
        ("LEAD", "市发改委"),
    ]
    assert entry_of(matter, "matter.reassign").facts == {
        "from": "澄川市住房和城乡建设局",
        "to": "澄川市发展和改革委员会",
        "reason": "按三定方案调整",
    }


@pytest.mark.parametrize("state", [S.ASSIGNED, S.IN_PROGRESS])
def test_the_former_lead_owes_nothing_more_and_the_new_one_owes_it_all(state):
    matter = a_returned_matter(state)
    former = notice_to(LEAD, matter.list)

    notice = reassign(matter, "市发改委")

    assert owed(former) == []
    assert owed(notice) == [(DueKind.RECEIPT, "市发改委")]
    beside = [(DueKind.OPINION, "市财政局")] if state == S.ASSIGNED else []
    assert owed(matter) == [(DueKind.COMPLETION, "市发改委"), *beside]
    assert settled(matter, DueKind.COMPLETION) == [(False, "已重新交办")]


def test_an_assisting_unit_that_comes_to_lead_signs_once_for_the_lead():
    matter = a_returned_matter()
    former = notice_to(ASSIST, matter.list)

    notice = reassign(matter, ASSIST)

    assert (owed(former), settled(former, DueKind.RECEIPT)) == ([], [(False, "已重新交办")])
    matters.sign(notice, by=the("联络员", ASSIST), at=nine_on(6, 3))
    assert owed(notice) == []


def test_the_new_lead_may_return_it_too_and_has_the_whole_window():
    matter = a_returned_matter()
    reassign(matter, "市发改委")

    matters.return_(matter, by=the("主任", "市发改委"), at=nine_on(6, 10), **WHY)

    assert matter.state == S.RETURNED


def test_it_is_not_assigned_to_the_same_unit_again():
    matter = a_returned_matter()

    with refused(Unmet, "重新交办须换一个牵头单位"):
        reassign(matter, LEAD)


def test_it_is_not_assigned_to_a_unit_that_is_no_more():
    matter = a_returned_matter()
    Unit.objects.filter(pk=unit_named("市统计局").pk).update(until=MONDAY)

    with refused(Unmet, "“澄川市统计局”已撤销，请另选单位"):
        matters.reassign(
            matter, Unit.objects.get(code="TJJ"), by=the("主任"), at=nine_on(6, 3), reason="调整"
        )


def test_it_is_not_assigned_without_a_reason_nor_by_anybody_else():
    matter = a_returned_matter()

    with refused(Unmet, "请写明理由"):
        reassign(matter, "市发改委", reason="")
    with refused(NotYours, "重新交办须由督办该事项的督查室主任（子事项由交办单位负责人）办理"):
        reassign(matter, "市发改委", by=the("督查员"))


def test_only_what_was_returned_is_assigned_again():
    matter = a_matter()

    with refused(NotFromHere, "当前状态为“待签收”，不能重新交办"):
        reassign(matter, "市发改委")

    assert due_of(matter, DueKind.COMPLETION).debtor == unit_named(LEAD)


@pytest.mark.parametrize("deed", ["return", "insist", "reassign"])
def test_the_same_key_counts_once(deed):
    by = the("局长", LEAD) if deed == "return" else the("主任")
    matter = a_matter() if deed == "return" else a_returned_matter()
    presses = {
        "return": lambda key: matters.return_(matter, by=by, at=TUESDAY_NINE, key=key, **WHY),
        "insist": lambda key: insist(matter, key=key),
        "reassign": lambda key: reassign(matter, "市发改委", key=key),
    }

    entry = pressed_twice(presses[deed], by=by)

    assert (entry.deed, entry.about_id) == (f"matter.{deed}", str(matter.pk))
