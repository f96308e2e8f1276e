"""挂起、恢复: for a cause from outside a matter stands still, is looked at again, and goes on."""

from datetime import date

import pytest

from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import children, suspending
from luoshi.breakdown.terms import Cause
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind, Level
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from tests.deeds import due_of, entry_of, owed, refused
from tests.road import DUE, LEAD, a_matter, the
from tests.world import TUESDAY, TUESDAY_NINE, nine_on, unit_named

pytestmark = pytest.mark.django_db

REVIEW = date(2026, 6, 22)
WHO = "批准立项的领导或督查室主任（子事项由交办单位负责人）"


def suspend(matter, *, by="主任", at=TUESDAY_NINE, **given):
    said = {"cause": Cause.APPROVAL, "reason": "等待上级批复", "review_date": REVIEW, **given}
    return suspending.suspend(matter, by=the(by), at=at, **said)


def resume(matter, *, at):
    return suspending.resume(matter, by=the("主任"), at=at, reason="已批复")


def test_its_clocks_stand_still_and_its_light_says_so():
    matter = a_matter(S.IN_PROGRESS)

    suspend(matter)

    assert (matter.state, matter.suspended_date, matter.review_date) == (
        S.SUSPENDED,
        TUESDAY,
        REVIEW,
    )
    assert light_of(matter, date(2027, 1, 1)).level == Level.SUSPENDED
    assert owed(matter) == [(DueKind.COMPLETION, "市住建局"), (DueKind.REVISIT, "市政府督查室")]
    assert due_of(matter, DueKind.COMPLETION).paused_since == TUESDAY
    assert due_of(matter, DueKind.REVISIT).due_date == REVIEW
    assert entry_of(matter, "matter.suspend").facts == {
        "cause": "APPROVAL",
        "reason": "等待上级批复",
        "review_date": "2026-06-22",
    }


def test_its_date_moves_by_the_days_it_stood():
    matter = a_matter(S.IN_PROGRESS)
    suspend(matter)

    resume(matter, at=nine_on(6, 12))

    assert (matter.state, matter.review_date) == (S.IN_PROGRESS, None)
    assert (matter.due_date, matter.original_due_date) == (date(2026, 10, 10), DUE)
    assert matter.suspensions.get().until == date(2026, 6, 12)
    assert [kind for kind, _unit in owed(matter)] == ["COMPLETION", "REPORT", "REPORT"]


def test_the_review_is_done_with_the_prolongation_and_owed_again():
    matter = a_matter(S.IN_PROGRESS)
    suspend(matter)

    later = date(2026, 7, 20)
    suspending.prolong(
        matter, by=the("主任"), at=nine_on(6, 22), reason="尚未批复", review_date=later
    )

    assert (matter.state, matter.review_date) == (S.SUSPENDED, later)
    assert due_of(matter, DueKind.REVISIT).due_date == later
    assert Due.objects.filter(kind=DueKind.REVISIT, met_at__isnull=False).count() == 1


@pytest.mark.parametrize("move", ["suspend", "resume", "prolong"])
def test_only_the_level_that_opened_it_may(move):
    matter = a_matter(S.IN_PROGRESS)
    if move != "suspend":
        suspend(matter)
    label = {"suspend": "挂起", "resume": "恢复办理", "prolong": "继续挂起"}[move]
    said = {"reason": "等待批复"}
    said |= {"review_date": REVIEW} if move != "resume" else {}
    said |= {"cause": Cause.APPROVAL} if move == "suspend" else {}

    for by in (the("督查员"), the("局长", LEAD), the("主任", "市委督查室")):
        with refused(NotYours, f"{label}须由{WHO}办理"):
            getattr(suspending, move)(matter, by=by, at=TUESDAY_NINE, **said)


def test_what_is_not_under_way_does_not_stand_still():
    matter = a_matter(S.ASSIGNED)

    with refused(NotFromHere, "当前状态为“待签收”，不能挂起"):
        suspend(matter)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": " "}, "请写明理由"),
        ({"cause": ""}, "挂起须有外部原因"),
        ({"cause": "RAIN"}, "请选择挂起的外部原因"),
        ({"review_date": None}, "挂起须定下复查日期"),
        ({"review_date": TUESDAY}, "复查日期须晚于今天"),
        ({"review_date": date(2026, 7, 3)}, "复查日期不得晚于2026年7月2日"),
    ],
)
def test_it_stands_still_for_a_cause_from_outside_and_thirty_days_at_a_time(given, says):
    matter = a_matter(S.IN_PROGRESS)

    with refused(Unmet, says):
        suspend(matter, **given)


def test_children_under_way_stand_still_and_go_on_with_it():
    parent = a_matter(S.IN_PROGRESS)
    piece = children.Piece(unit_named("市住建局城建科"), "普查", "普查120座", date(2026, 8, 31))
    children.sub_assign(parent, [piece], by=the("局长", LEAD), at=TUESDAY_NINE)
    Matter.objects.filter(parent=parent).update(state=S.IN_PROGRESS)
    child = parent.children.get()
    assert suspending.under_way_below(parent) == [child]

    assert suspend(parent) == [child]
    child.refresh_from_db()
    assert child.state == S.SUSPENDED
    with refused(Unmet, "子事项随主事项挂起和恢复，不能单独办理"):
        suspending.resume(child, by=the("局长", LEAD), at=nine_on(6, 12), reason="已批复")

    resume(parent, at=nine_on(6, 12))
    child.refresh_from_db()
    assert (child.state, child.due_date) == (S.IN_PROGRESS, date(2026, 9, 9))
    assert child.due_date <= parent.due_date
