"""协办意见: joint and assisting units say their part by a day; the claim waits for them."""

from datetime import date

import pytest

from luoshi.breakdown.models import Part
from luoshi.breakdown.operations import inputs
from luoshi.breakdown.queries import inputs_of
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.operations import claims
from tests.deeds import due_of, entry_of, owed, refused, settled
from tests.road import ASSIST, LEAD, a_matter, the
from tests.world import MONDAY_NINE, TUESDAY_NINE

pytestmark = pytest.mark.django_db

TEXT = "已落实配套资金300万元"
UNHEARD = "还有1个责任、配合单位没有提出协办意见，也没有经牵头单位主要负责人免除"


def give(matter, *, by=None, text=TEXT, **given):
    hand = by or the("联络员", ASSIST)
    return inputs.give_input(matter, by=hand, at=TUESDAY_NINE, text=text, **given)


def an_unheard_matter():
    """A matter handed out on Monday; the assisting unit has said nothing yet."""
    return a_matter(S.ASSIGNED)


def test_it_is_owed_from_the_issue_by_the_kinds_limit():
    due = due_of(an_unheard_matter(), DueKind.OPINION)

    assert (due.debtor.short_name, due.creditor.short_name) == (ASSIST, LEAD)
    assert (due.rule, due.due_date) == ("ASSIST", date(2026, 7, 1))


def test_what_is_said_reaches_the_lead_and_the_due_is_met():
    matter = an_unheard_matter()

    made = give(matter, files=[("拨付凭证.txt", "已拨付".encode())])

    assert inputs_of(matter) == [made]
    assert (made.text, made.giver_name, made.unit.short_name) == (TEXT, "市财政局联络员", ASSIST)
    assert [one.name for one in made.files.all()] == ["拨付凭证.txt"]
    assert settled(matter, DueKind.OPINION) == [(True, "")]
    assert entry_of(matter, "input.give").facts == {"unit": "澄川市财政局", "text": TEXT}


def test_more_may_be_said_later():
    matter = an_unheard_matter()
    give(matter)
    first = Part.objects.get(matter=matter, role="ASSIST").heard_at

    give(matter, text="补充：已列入预算")

    assert len(inputs_of(matter)) == 2
    assert Part.objects.get(matter=matter, role="ASSIST").heard_at == first


def test_nobody_else_says_it():
    matter = an_unheard_matter()

    for by in (the("联络员", LEAD), the("督查员"), the("联络员", "市发改委")):
        with refused(NotYours, "提出协办意见须由责任、配合单位办理"):
            give(matter, by=by)
    with refused(Unmet, "请填写协办意见"):
        give(matter, text=" ")


def test_once_it_is_claimed_nothing_more_is_said():
    matter = a_matter(S.CLAIMED)

    with refused(NotFromHere, "当前状态为“待初审”，不能提出协办意见"):
        give(matter)


def test_the_claim_waits_for_it():
    matter = a_matter(S.IN_PROGRESS)
    Part.objects.filter(matter=matter, role="ASSIST").update(heard_at=None)

    with refused(Unmet, UNHEARD):
        claims.claim(matter, by=the("局长", LEAD), at=TUESDAY_NINE, statement="完工")

    give(matter)
    claims.claim(matter, by=the("局长", LEAD), at=TUESDAY_NINE, statement="完工")
    assert matter.state == S.CLAIMED


def test_the_leads_head_lets_a_unit_off_with_the_reason():
    matter = an_unheard_matter()
    part = matter.parts.get(role="ASSIST")

    inputs.waive(matter, [part], by=the("局长", LEAD), at=TUESDAY_NINE, reason="不涉及资金")

    part.refresh_from_db()
    assert (part.waived_at, part.waived_reason) == (TUESDAY_NINE, "不涉及资金")
    assert settled(matter, DueKind.OPINION) == [(False, "不涉及资金")]
    assert owed(matter) == [(DueKind.COMPLETION, LEAD)]


def test_nobody_else_lets_it_off_nor_without_a_reason():
    matter = an_unheard_matter()
    part = matter.parts.get(role="ASSIST")

    for by in (the("联络员", LEAD), the("局长", ASSIST), the("主任")):
        with refused(NotYours, "免除协办意见须由牵头单位主要负责人办理"):
            inputs.waive(matter, [part], by=by, at=TUESDAY_NINE, reason="不涉及")
    with refused(Unmet, "请写明理由"):
        inputs.waive(matter, [part], by=the("局长", LEAD), at=TUESDAY_NINE, reason=" ")
    lead = matter.parts.get(role="LEAD")
    with refused(Unmet, "请选择尚未提出协办意见的责任、配合单位"):
        inputs.waive(matter, [lead], by=the("局长", LEAD), at=MONDAY_NINE, reason="不涉及")
