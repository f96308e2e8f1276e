"""再分解: the lead gives pieces to units below it; children follow and never outlive it."""

from datetime import date, timedelta

import pytest

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import children, matters
from luoshi.breakdown.queries import matters_before
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.operations import claims, ending, inspecting
from tests.deeds import due_of, entry_of, owed, refused, told
from tests.road import ALL_SO, LEAD, a_matter, bring, the
from tests.world import TUESDAY, TUESDAY_NINE, nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db

SECTION = "市住建局城建科"
DUE = date(2026, 8, 31)
RECORD = "现场核对120座检查井"


def a_piece(*, lead=SECTION, due_date=DUE, title="完成检查井普查"):
    return children.Piece(unit_named(lead), title, f"{title}120座", due_date)


def divided(matter, *pieces, by="局长", at=TUESDAY_NINE):
    hand = the(by, LEAD)
    return children.sub_assign(matter, pieces or [a_piece()], by=hand, at=at)


def a_child(state=S.ASSIGNED, *, parent=None):
    """A child of a matter under way, brought into a state by its section."""
    [notice] = divided(parent or a_matter(S.IN_PROGRESS))
    hand = the("承办人", SECTION)
    if state != S.ASSIGNED:
        matters.sign(notice, by=hand, at=TUESDAY_NINE)
    child = Matter.objects.select_related("lead", "parent").get(parts__notice=notice)
    if state == S.CLAIMED:
        claims.claim(child, by=hand, at=TUESDAY_NINE, statement="普查完成")
    child.refresh_from_db()
    return child


def test_each_piece_is_a_matter_of_its_own_under_the_parents_number():
    parent = a_matter(S.IN_PROGRESS)

    divided(parent, a_piece(), a_piece(title="完成管道检测"))

    made = list(parent.children.order_by("number"))
    assert [one.number for one in made] == [f"{parent.number}-1", f"{parent.number}-2"]
    assert [(one.state, one.lead.short_name, one.office) for one in made] == [
        (S.ASSIGNED, SECTION, parent.office)
    ] * 2
    assert entry_of(made[0], "matter.sub_assign").facts == {
        "parent": parent.number,
        "lead": unit_named(SECTION).name,
    }


def test_the_numbers_go_on_where_they_stopped():
    parent = a_matter(S.IN_PROGRESS)
    divided(parent)

    divided(parent)

    numbers = parent.children.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"{parent.number}-1", f"{parent.number}-2"]


def test_the_section_owes_its_receipt_and_the_work_to_the_unit_that_assigned_it():
    child = a_child()

    notice = child.parts.get().notice
    assert (notice.number, notice.office.short_name) == ("市住建局办〔2026〕1号", LEAD)
    assert owed(notice) == [(DueKind.RECEIPT, SECTION)]
    assert owed(child) == [(DueKind.COMPLETION, SECTION)]
    assert due_of(child, DueKind.COMPLETION).creditor.short_name == LEAD


@pytest.mark.parametrize(("title", "unit"), [("联络员", LEAD), ("局长", "市财政局")])
def test_nobody_but_the_leads_head_or_deputy_divides(title, unit):
    parent = a_matter(S.IN_PROGRESS)

    with refused(NotYours, "再分解须由牵头单位主要负责人或分管领导办理"):
        children.sub_assign(parent, [a_piece()], by=the(title, unit), at=TUESDAY_NINE)
    assert parent.children.count() == 0


def test_what_is_not_under_way_is_not_divided():
    parent = a_matter(S.ASSIGNED)

    with refused(NotFromHere, "当前状态为“待签收”，不能再分解"):
        divided(parent)


def test_a_piece_goes_below_the_lead_only():
    parent = a_matter(S.IN_PROGRESS)

    with refused(Unmet, "子事项只能交给“澄川市住房和城乡建设局”的下级单位"):
        divided(parent, a_piece(lead="市财政局"))


def test_a_child_does_not_outlive_its_parent():
    parent = a_matter(S.IN_PROGRESS)

    with refused(Unmet, "子事项的完成时限不得晚于主事项的完成时限"):
        divided(parent, a_piece(due_date=date(2026, 10, 1)))
    assert (parent.children.count(), parent.children_given) == (0, 1)
    parent.refresh_from_db()
    assert parent.children_given == 0


def test_a_child_does_not_begin_late():
    parent = a_matter(S.IN_PROGRESS)

    with refused(Unmet, "完成时限2026年6月1日已过"):
        divided(parent, a_piece(due_date=date(2026, 6, 1)))


def test_the_section_sees_its_child_and_nothing_else():
    child = a_child()

    assert list(matters_before(the("承办人", SECTION))) == [child]
    assert set(matters_before(the("局长", LEAD))) == {child, child.parent}
    assert list(matters_before(the("局长", "市财政局"))) == [child.parent]


def test_the_unit_that_assigned_it_accepts_it_and_it_is_not_struck_off():
    child = a_child(S.CLAIMED)

    inspecting.accept(child, by=the("副局长", LEAD), at=TUESDAY_NINE, record=RECORD)

    assert (child.state, child.completed_date, owed(child)) == (S.COMPLETED, TUESDAY, [])
    assert child.verified_by_id == the("副局长", LEAD).person_id
    assert told(child)[-1] == "matter.accept"


def test_nobody_else_accepts_it():
    child = a_child(S.CLAIMED)
    who = "交办该子事项的单位主要负责人或分管领导，且不得是申请办结的人"

    for by in (the("督查员"), the("主任"), the("联络员", LEAD), the("局长", "市财政局")):
        with refused(NotYours, f"验收须由{who}办理"):
            inspecting.accept(child, by=by, at=TUESDAY_NINE, record=RECORD)


def test_whoever_claimed_it_does_not_accept_it_from_another_post():
    parent = a_matter(S.IN_PROGRESS)
    [notice] = divided(parent)
    twice = someone_of(SECTION, "承办人", named="两边任职的同志")
    head = someone_of(LEAD, "副局长", named="两边任职的同志")
    matters.sign(notice, by=twice, at=TUESDAY_NINE)
    child = parent.children.get()
    claims.claim(child, by=twice, at=TUESDAY_NINE, statement="普查完成")

    with pytest.raises(NotYours):
        inspecting.accept(child, by=head, at=TUESDAY_NINE, record=RECORD)


def test_the_room_checks_no_child():
    child = a_child(S.CLAIMED)

    with pytest.raises(NotYours):
        claims.pass_review(child, by=the("督查员"), at=TUESDAY_NINE, checks=ALL_SO, seed="1")


def test_a_child_is_handed_back_with_a_new_day():
    child = a_child(S.CLAIMED)

    day = date(2026, 7, 1)
    inspecting.hand_back(
        child, by=the("局长", LEAD), at=TUESDAY_NINE, reason="漏查三处", rework_date=day
    )

    assert (child.state, child.times_sent_back) == (S.REWORK, 1)
    assert due_of(child, DueKind.REDO).due_date == day


def test_what_was_handed_back_is_claimed_again_and_accepted():
    child = a_child(S.CLAIMED)
    head, hand = the("局长", LEAD), the("承办人", SECTION)
    day = date(2026, 7, 1)
    inspecting.hand_back(child, by=head, at=TUESDAY_NINE, reason="漏查三处", rework_date=day)

    claims.claim(child, by=hand, at=nine_on(6, 22), statement="三处已补查")
    inspecting.accept(child, by=head, at=nine_on(6, 23), record=RECORD)

    said = child.claims.order_by("claimed_at").values_list("statement", "accepted")
    assert list(said) == [("普查完成", False), ("三处已补查", True)]
    assert (child.state, owed(child)) == (S.COMPLETED, [])


def test_a_second_claim_handed_back_leaves_the_first_as_it_was_decided():
    child = a_child(S.CLAIMED)
    head, hand = the("局长", LEAD), the("承办人", SECTION)
    for day in (22, 23):
        inspecting.hand_back(
            child, by=head, at=nine_on(6, day), reason="漏查", rework_date=date(2026, 7, 1)
        )
        claims.claim(child, by=hand, at=nine_on(6, day), statement=f"{day}日补查")

    said = child.claims.order_by("claimed_at").values_list("accepted", flat=True)
    assert (list(said), child.times_sent_back) == ([False, False, None], 2)


def test_a_child_is_not_handed_back_by_a_day_that_is_over():
    child = a_child(S.CLAIMED)

    with refused(Unmet, "新的办理期限须晚于今天"):
        inspecting.hand_back(
            child, by=the("局长", LEAD), at=TUESDAY_NINE, reason="漏查", rework_date=TUESDAY
        )


def test_the_parent_is_claimed_once_every_child_is_closed():
    child = a_child(S.CLAIMED)
    parent = child.parent

    with refused(Unmet, "还有1个子事项没有办结"):
        bring(parent, S.CLAIMED, at=TUESDAY_NINE)

    inspecting.accept(child, by=the("局长", LEAD), at=TUESDAY_NINE, record=RECORD)
    bring(parent, S.CLAIMED, at=TUESDAY_NINE)
    assert parent.state == S.CLAIMED


def test_the_unit_that_assigned_it_decides_on_a_return():
    child = a_child(S.IN_PROGRESS)
    hand, head = the("承办人", SECTION), the("局长", LEAD)
    why = {"reason": "不归本科室", "proposed_unit": "质安科"}
    matters.return_(child, by=hand, at=TUESDAY_NINE, **why)

    with pytest.raises(NotYours):
        matters.insist(child, by=the("主任"), at=TUESDAY_NINE, reason="属你科室")
    matters.insist(child, by=head, at=TUESDAY_NINE, reason="属你科室")

    assert child.state == S.IN_PROGRESS


def test_an_earlier_date_of_the_parent_draws_its_children_in():
    child = a_child(S.IN_PROGRESS)
    parent, earlier = child.parent, date(2026, 7, 31)
    assert list(children.beyond(parent, earlier)) == [child]

    drawn_in = children.move_date(
        parent, earlier, by=the("主任"), at=TUESDAY_NINE, reason="提前通水"
    )

    child.refresh_from_db()
    assert drawn_in == [child]
    assert (parent.due_date, child.due_date) == (earlier, earlier)
    assert child.original_due_date == DUE
    assert due_of(child, DueKind.COMPLETION).due_date == earlier
    assert entry_of(child, "matter.move_date").facts["reason"] == "随主事项调整"


def test_a_date_is_moved_by_the_level_that_opened_the_matter():
    matter = a_matter(S.IN_PROGRESS)
    who = "批准立项的领导或督查室主任（子事项由交办单位负责人）"

    for by in (the("督查员"), the("局长", LEAD)):
        with refused(NotYours, f"调整时限须由{who}办理"):
            children.move_date(matter, DUE, by=by, at=TUESDAY_NINE, reason="提前")
    with refused(Unmet, "请写明理由"):
        children.move_date(matter, DUE, by=the("主任"), at=TUESDAY_NINE, reason=" ")


def test_no_date_is_put_where_it_is_over_or_beyond_the_parents():
    child = a_child(S.IN_PROGRESS)
    given = {"by": the("局长", LEAD), "at": TUESDAY_NINE, "reason": "调整"}

    with refused(Unmet, "完成时限2026年6月1日已过"):
        children.move_date(child, date(2026, 6, 1), **given)
    with refused(Unmet, "子事项的完成时限不得晚于主事项的完成时限"):
        children.move_date(child, date(2026, 10, 8), **given)
    with refused(Unmet, "新的完成时限与原时限相同"):
        children.move_date(child, DUE, **given)


def test_children_end_with_their_parent():
    child = a_child(S.IN_PROGRESS)
    assert ending.ending_with(child.parent) == [child]

    ending.terminate(child.parent, by=the("主任"), at=TUESDAY_NINE, reason="政策调整")

    child.refresh_from_db()
    assert (child.state, owed(child)) == (S.TERMINATED, [])
    assert entry_of(child, "matter.terminate").facts == {"reason": "政策调整"}


def test_a_child_is_divided_no_deeper_than_three_levels():
    parent = a_matter(S.IN_PROGRESS)
    for _level in range(3):
        child = Matter.objects.create(
            title="子事项", requirement="子事项", standard="验收", kind=parent.kind,
            list=parent.list, office=parent.office, owner=parent.owner, lead=parent.lead,
            cadence="NONE", due_date=DUE, original_due_date=DUE, parent=parent,
        )  # fmt: skip
        parent = child

    with refused(Unmet, "最多再分解三级"):
        divided(parent, at=nine_on(6, 3))


def test_a_child_is_handed_back_by_no_day_beyond_its_parents():
    child = a_child(S.CLAIMED)

    with refused(Unmet, "子事项的完成时限不得晚于主事项的完成时限"):
        inspecting.hand_back(
            child,
            by=the("局长", LEAD),
            at=TUESDAY_NINE,
            reason="漏查",
            rework_date=child.parent.due_date + timedelta(days=1),
        )


def test_of_a_parent_that_is_late_itself_a_child_is_handed_back_by_any_day_to_come():
    child = a_child(S.CLAIMED)
    late, day = nine_on(10, 12), date(2026, 10, 20)

    inspecting.hand_back(child, by=the("局长", LEAD), at=late, reason="漏查三处", rework_date=day)

    assert due_of(child, DueKind.REDO).due_date == day


def test_what_was_divided_is_not_returned_while_a_piece_is_open():
    child = a_child(S.IN_PROGRESS)
    parent, head = child.parent, the("局长", LEAD)
    given = {"at": TUESDAY_NINE, "reason": "不属我局职责", "proposed_unit": "市发改委"}
    with refused(Unmet, "还有1个子事项没有办结"):
        matters.return_(parent, by=head, **given)

    ending.terminate(child, by=head, at=TUESDAY_NINE, reason="主事项拟退回")
    matters.return_(parent, by=head, **given)

    assert parent.state == S.RETURNED
