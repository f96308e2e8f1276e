"""申请办结、初审: the lead's head says it is done; the desk checks six points."""

from datetime import date

import pytest

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.models import Claim
from luoshi.reporting.operations import claims
from luoshi.reporting.terms import Check
from tests.deeds import due_of, entry_of, owed, pressed_twice, refused, settled
from tests.road import ALL_SO, ASSIST, LEAD, a_matter, the
from tests.world import MONDAY_NINE, TUESDAY, TUESDAY_NINE, nine_on

pytestmark = pytest.mark.django_db
SAID = "12公里已全部完工通水"
LATER = date(2026, 6, 20)
REVIEWER = "督办该事项的督查员或主任，且不得是申请办结的人"


def claim(matter, **given):
    """Claim as the lead's head on Tuesday."""
    rest = {"by": the("局长", LEAD), "at": TUESDAY_NINE, "statement": SAID, **given}
    return claims.claim(matter, **rest)


def pass_review(matter, **given):
    """Pass the desk as an officer on Tuesday."""
    rest = {"by": the("督查员"), "at": TUESDAY_NINE, "checks": ALL_SO, "seed": "1", **given}
    return claims.pass_review(matter, **rest)


def fail_review(matter, **given):
    """Return the claim as an officer on Tuesday."""
    rest = {"by": the("督查员"), "at": TUESDAY_NINE, "reason": "缺验收单", "rework_date": LATER}
    return claims.fail_review(matter, **{**rest, **given})


def a_child(matter, state):
    """A matter assigned further down (再分解), standing in a state."""
    child = a_matter(state, room="市委督查室")
    Matter.objects.filter(pk=child.pk).update(parent=matter)
    return child


def test_a_claim_keeps_what_was_said_and_by_whom():
    matter = a_matter(S.IN_PROGRESS)

    made = claim(matter, effect="积水点消除", residual="无", files=[("验收单.txt", b"ok")])

    assert (matter.state, matter.claimed_by_id, matter.claimed_date) == (
        S.CLAIMED,
        the("局长", LEAD).person_id,
        TUESDAY,
    )
    assert (made.statement, made.effect, made.residual, made.accepted) == (
        SAID,
        "积水点消除",
        "无",
        None,
    )
    assert (made.claimant_name, made.round.number, made.evidence.count()) == ("市住建局局长", 1, 1)
    assert entry_of(matter, "matter.claim").facts == {"statement": SAID}


def test_the_units_clock_stands_at_the_claim_and_the_room_owes_its_review():
    matter = a_matter(S.IN_PROGRESS)

    claim(matter)

    assert owed(matter) == [(DueKind.COMPLETION, "市住建局"), (DueKind.REVIEW, "市政府督查室")]
    assert due_of(matter, DueKind.COMPLETION).claimed_date == TUESDAY
    assert due_of(matter, DueKind.REVIEW).due_date == date(2026, 6, 4)
    assert settled(matter, DueKind.REPORT) == [(False, "已申请办结")] * 2


def test_a_claim_says_what_was_done():
    matter = a_matter(S.IN_PROGRESS)

    with refused(Unmet, "请写明办理结果"):
        claim(matter, statement=" ")

    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("unit", "title"),
    [(LEAD, "联络员"), (LEAD, "副局长"), (ASSIST, "局长"), ("市政府督查室", "主任")],
)
def test_nobody_but_the_leads_head_claims(unit, title):
    matter = a_matter(S.IN_PROGRESS)

    with refused(NotYours, "申请办结须由牵头单位主要负责人办理"):
        claim(matter, by=the(title, unit))


@pytest.mark.parametrize(("state", "label"), [(S.ASSIGNED, "待签收"), (S.CLAIMED, "待初审")])
def test_only_what_is_under_way_is_claimed(state, label):
    matter = a_matter(state)

    with refused(NotFromHere, f"当前状态为“{label}”，不能申请办结"):
        claim(matter)


@pytest.mark.parametrize("state", [S.ASSIGNED, S.CLAIMED, S.DECIDING])
def test_what_was_assigned_further_down_is_closed_first(state):
    matter = a_matter(S.IN_PROGRESS)
    a_child(matter, state)

    with refused(Unmet, "还有1个子事项没有办结"):
        claim(matter)


@pytest.mark.parametrize("state", [S.COMPLETED, S.WRITTEN_OFF, S.ARCHIVED])
def test_closed_further_down_it_may_be_claimed(state):
    matter = a_matter(S.IN_PROGRESS)
    a_child(matter, state)

    claim(matter)

    assert matter.state == S.CLAIMED


def test_the_desk_passes_a_claim_and_says_how_it_will_be_verified():
    matter = a_matter(S.CLAIMED)

    review = pass_review(matter, note="材料齐全", seed="澄")

    assert (matter.state, matter.on_site) == (S.VERIFYING, True)
    assert (review.passed, review.seed, review.on_site, review.on_site_reason) == (
        True,
        "澄",
        True,
        "FIRST",
    )
    facts = entry_of(matter, "matter.pass_review").facts
    assert facts == {
        "checks": {str(check): True for check in Check.values},
        "note": "材料齐全",
        "on_site": True,
        "on_site_reason": "FIRST",
        "seed": "澄",
    }
    assert owed(matter) == [
        (DueKind.COMPLETION, "市住建局"),
        (DueKind.VERIFICATION, "市政府督查室"),
    ]


@pytest.mark.parametrize("point", Check.values)
def test_one_point_that_is_not_so_keeps_it_from_passing(point):
    matter = a_matter(S.CLAIMED)

    with refused(Unmet, "初审六项须逐项核对属实，有一项不符的应退回"):
        pass_review(matter, checks={**ALL_SO, point: False})


def test_a_point_nobody_ticked_is_not_so():
    matter = a_matter(S.CLAIMED)

    with refused(Unmet, "初审六项须逐项核对属实，有一项不符的应退回"):
        pass_review(matter, checks={})


def test_a_claim_that_fails_the_desk_goes_back_with_a_new_day():
    matter = a_matter(S.CLAIMED)

    review = fail_review(matter)

    claimed = Claim.objects.get()
    assert (matter.state, matter.claimed_by, matter.times_sent_back) == (S.REWORK, None, 1)
    assert (review.passed, review.note, claimed.accepted) == (False, "缺验收单", False)
    assert entry_of(matter, "matter.fail_review").facts == {
        "reason": "缺验收单",
        "rework_date": "2026-06-20",
    }


def test_sent_back_the_units_clock_never_stopped_and_reports_are_owed_again():
    matter = a_matter(S.CLAIMED)

    fail_review(matter)

    assert owed(matter) == [
        (DueKind.COMPLETION, "市住建局"),
        (DueKind.REDO, "市住建局"),
        (DueKind.REPORT, "市住建局"),
        (DueKind.REPORT, "市住建局"),
    ]
    assert due_of(matter, DueKind.COMPLETION).claimed_date is None
    assert due_of(matter, DueKind.REDO).due_date == LATER
    assert settled(matter, DueKind.REVIEW) == [(True, "")]


def test_sent_back_twice_the_rework_is_owed_once_by_the_later_day():
    matter = a_matter(S.CLAIMED)
    fail_review(matter)
    claim(matter, at=nine_on(6, 3))

    fail_review(matter, at=nine_on(6, 4), rework_date=date(2026, 6, 25))

    assert due_of(matter, DueKind.REDO).due_date == date(2026, 6, 25)
    assert matter.times_sent_back == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " "}, "请写明理由"),
        ({"rework_date": None}, "退回重办须定下新的办理期限"),
        ({"rework_date": TUESDAY}, "新的办理期限须晚于今天"),
    ],
)
def test_it_is_not_sent_back_without_a_reason_and_a_day_to_come(given, sentence):
    matter = a_matter(S.CLAIMED)

    with refused(Unmet, sentence):
        fail_review(matter, **given)

    assert Claim.objects.get().accepted is None


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("市委督查室", "督查员"),
        ("市政府督查室", "核查员"),
        (LEAD, "局长"),
        ("市政府督查室", "归档员"),
    ],
)
def test_nobody_else_reviews_a_claim(unit, title):
    matter = a_matter(S.CLAIMED)

    with refused(NotYours, f"初审通过须由{REVIEWER}办理"):
        pass_review(matter, by=the(title, unit))
    with refused(NotYours, f"初审退回须由{REVIEWER}办理"):
        fail_review(matter, by=the(title, unit))


@pytest.mark.parametrize("state", [S.IN_PROGRESS, S.DECIDING])
def test_where_no_claim_waits_there_is_nothing_to_review(state):
    matter = a_matter(state)

    with refused(NotFromHere, "没有待核的办结申请"):
        pass_review(matter)


def test_what_passed_the_desk_is_not_reviewed_again():
    matter = a_matter(S.VERIFYING)

    with refused(NotFromHere, "当前状态为“待核查”，不能初审退回"):
        fail_review(matter)


@pytest.mark.parametrize("deed", [claim, pass_review, fail_review])
def test_the_same_key_counts_once(deed):
    matter = a_matter(S.IN_PROGRESS if deed is claim else S.CLAIMED, at=MONDAY_NINE)
    by = the("局长", LEAD) if deed is claim else the("督查员")

    entry = pressed_twice(lambda key: deed(matter, by=by, key=key), by=by)

    assert entry.about_id == str(matter.pk)
    assert Claim.objects.count() == 1
