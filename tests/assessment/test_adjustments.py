"""加减分: one hand proposes, another confirms; a veto rests on a paper and a leader."""

from decimal import Decimal

import pytest

from luoshi.assessment.models import Adjustment, CatalogueRule
from luoshi.assessment.operations import adjusting, periods
from luoshi.assessment.operations.adjusting import Proposed
from luoshi.assessment.points import Tariff, points_of
from luoshi.assessment.terms import AdjustmentState, RuleKind
from luoshi.breakdown.terms import MatterState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.assessment.steps import CHECKED, S, a_period_at, of_the_office, the_leader
from tests.road import a_matter
from tests.world import nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
PAPER = "澄委〔2026〕12号"


def proposed(period, code, *, unit="岚溪县", by="考核员", count=1, reason="现场会推广", **more):
    rule = CatalogueRule.objects.get(scheme=period.scheme_id, code=code)
    what = Proposed(unit_named(unit), rule, reason, Decimal(count), **more)
    return adjusting.propose(period, what, by=of_the_office(by), at=CHECKED)


def confirmed(period, code, **more):
    made = proposed(period, code, **more)
    adjusting.confirm(made, by=of_the_office("计分员"), at=CHECKED)
    return made


@pytest.mark.parametrize(
    ("tariff", "count", "taken", "points"),
    [
        (Tariff(RuleKind.BONUS, Decimal("0.5")), "1", "0", "0.5"),
        (Tariff(RuleKind.DEDUCTION, Decimal("0.2"), later=Decimal("0.5")), "3", "0", "-1.2"),
        (Tariff(RuleKind.DEDUCTION, Decimal("0.1"), most=Decimal(2)), "31", "0", "-2"),
        (Tariff(RuleKind.CREDIT, Decimal("0.05"), most_of_all=Decimal(1)), "30", "0", "1"),
        (Tariff(RuleKind.BONUS, Decimal("0.5"), most_of_all=Decimal(3)), "2", "2.5", "0.5"),
        (Tariff(RuleKind.BONUS, Decimal("0.5"), most_of_all=Decimal(3)), "2", "3", "0"),
        (Tariff(RuleKind.VETO, Decimal(9)), "1", "0", "0"),
    ],
)
def test_points_are_those_of_the_catalogue_with_its_caps(tariff, count, taken, points):
    assert points_of(tariff, Decimal(count), taken=Decimal(taken)) == Decimal(points)


def test_what_was_proposed_counts_once_another_hand_confirms_it():
    period = a_period_at(S.CHECKING)
    made = proposed(period, "RETURNED", count=2, reason="两次退回重办")

    with pytest.raises(NotYours, match="另一名人员"):
        adjusting.confirm(made, by=of_the_office("考核员"), at=CHECKED)
    adjusting.confirm(made, by=of_the_office("计分员"), at=CHECKED, note="属实")

    made.refresh_from_db()
    assert (made.state, made.points, made.decider_name) == (
        AdjustmentState.CONFIRMED,
        Decimal("-0.7"),
        "市考核办计分员",
    )
    deeds = Entry.objects.filter(about_id=str(made.pk)).order_by("id")
    assert list(deeds.values_list("deed", flat=True)) == [
        "adjustment.propose",
        "adjustment.confirm",
    ]


def test_the_cap_of_a_line_holds_over_all_its_events():
    period = a_period_at(S.CHECKING)

    points = [proposed(period, "BRIGHT", count=3).points for _ in range(3)]

    assert points == [Decimal("1.5"), Decimal("1.5"), Decimal(0)]


def test_a_bonus_does_not_rest_on_what_may_not_be_assessed():
    period = a_period_at(S.CHECKING)

    with pytest.raises(Unmet, match="不得将获得领导批示作为考核内容"):
        proposed(period, "BRIGHT", reason="获省领导肯定性批示")
    # A deduction names the work that was not done.
    proposed(period, "RETURNED", reason="领导批示件数项未按时办理")

    assert Adjustment.objects.count() == 1


def test_nobody_outside_the_office_proposes_or_confirms():
    period = a_period_at(S.CHECKING)
    rule = CatalogueRule.objects.get(scheme=period.scheme_id, code="BRIGHT")
    what = Proposed(unit_named("岚溪县"), rule, "现场会推广")
    made = proposed(period, "BRIGHT")

    with pytest.raises(NotYours):
        adjusting.propose(period, what, by=someone_of("岚溪县", "县长"), at=CHECKED)
    for unit, title in (("岚溪县", "县长"), ("市政府", "副市长"), ("市财政局", "局长")):
        with pytest.raises(NotYours):
            adjusting.confirm(made, by=someone_of(unit, title), at=CHECKED)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reason": " "}, "请写明事实"),
        ({"count": 0}, "件数应大于零"),
        ({"unit": "市统计局"}, "不在本期考核范围内"),
    ],
)
def test_a_proposal_says_a_fact_about_a_unit_that_is_assessed(more, sentence):
    period = a_period_at(S.CHECKING)

    with pytest.raises(Unmet, match=sentence):
        proposed(period, "BRIGHT", **more)


def test_a_veto_names_its_paper_and_is_confirmed_by_a_leader_alone():
    period = a_period_at(S.CHECKING)
    with pytest.raises(Unmet, match="依据文号"):
        proposed(period, "VETO", reason="较大事故")
    made = proposed(period, "VETO", reason="较大事故", document_number=PAPER)

    for title in ("计分员", "主任"):
        with pytest.raises(NotYours, match="一票否决由市领导"):
            adjusting.confirm(made, by=of_the_office(title), at=CHECKED)
    adjusting.confirm(made, by=the_leader(), at=CHECKED)

    made.refresh_from_db()
    assert (made.state, made.points) == (AdjustmentState.CONFIRMED, Decimal(0))
    with pytest.raises(NotYours):
        adjusting.revoke(made, by=of_the_office("主任"), at=CHECKED, reason="改定")


def test_a_tolerance_takes_one_deduction_off_by_the_word_of_the_head():
    period = a_period_at(S.CHECKING)
    off = confirmed(period, "OVERDUE", count=12, reason="逾期12个工作日")
    with pytest.raises(Unmet, match="要免除的已认定扣分"):
        proposed(period, "TOLERANCE", document_number=PAPER)
    with pytest.raises(Unmet, match="不是本期该单位的"):
        proposed(period, "TOLERANCE", unit="云渡县", document_number=PAPER, off=off)
    made = proposed(period, "TOLERANCE", reason="探索性改革", document_number=PAPER, off=off)

    with pytest.raises(NotYours):
        adjusting.confirm(made, by=of_the_office("计分员"), at=CHECKED)
    adjusting.confirm(made, by=of_the_office("主任"), at=CHECKED)

    assert made.points == -off.points == Decimal("1.2")
    with pytest.raises(NotFromHere, match="已经提出容错免责"):
        proposed(period, "TOLERANCE", document_number=PAPER, off=off)


def test_what_was_confirmed_is_revoked_by_the_head_with_a_reason():
    period = a_period_at(S.CHECKING)
    made = confirmed(period, "BRIGHT")

    with pytest.raises(NotYours):
        adjusting.revoke(made, by=of_the_office("计分员"), at=CHECKED, reason="材料不实")
    with pytest.raises(Unmet, match="理由"):
        adjusting.revoke(made, by=of_the_office("主任"), at=CHECKED, reason="")
    adjusting.revoke(made, by=of_the_office("主任"), at=CHECKED, reason="材料不实")

    assert Adjustment.objects.get(pk=made.pk).state == AdjustmentState.REVOKED


def test_a_refusal_says_why():
    period = a_period_at(S.CHECKING)
    made = proposed(period, "BRIGHT")

    with pytest.raises(Unmet, match="理由"):
        adjusting.refuse(made, by=of_the_office("计分员"), at=CHECKED, reason=" ")
    adjusting.refuse(made, by=of_the_office("计分员"), at=CHECKED, reason="不是省级")

    made.refresh_from_db()
    assert (made.state, made.note) == (AdjustmentState.REFUSED, "不是省级")


def test_a_period_with_something_proposed_is_not_shown():
    period = a_period_at(S.PREVIEWING)
    proposed(period, "BRIGHT")

    with pytest.raises(Unmet, match="还有1项加减分待认定"):
        periods.publicise(period, by=of_the_office("主任"), at=nine_on(7, 14))


def test_nothing_is_adjusted_once_results_are_put_up():
    period = a_period_at(S.CHECKING)
    waits = proposed(period, "BRIGHT")
    type(period).objects.filter(pk=period.pk).update(state=S.APPROVING)

    with pytest.raises(NotFromHere, match="处于“审定”"):
        adjusting.confirm(waits, by=of_the_office("计分员"), at=CHECKED)
    with pytest.raises(NotFromHere, match="处于“审定”"):
        proposed(period, "BRIGHT")


def test_workload_is_credited_as_the_record_has_it_and_once():
    period = a_period_at(S.CHECKING)
    # two matters of 市住建局 completed in the quarter, one after it, one still open
    for day in ((6, 18), (6, 25), (7, 2)):
        a_matter(MatterState.COMPLETED, at=nine_on(*day))
    a_matter(MatterState.IN_PROGRESS, at=nine_on(6, 26))

    made = adjusting.credit(period, by=of_the_office("考核员"), at=CHECKED)

    assert [(one.unit.short_name, one.count, one.points) for one in made] == [
        ("市住建局", Decimal(2), Decimal("0.1"))
    ]
    assert Entry.objects.get(deed="period.credit").facts["matters"] == 2
    with pytest.raises(NotFromHere, match="已经提出"):
        adjusting.credit(period, by=of_the_office("考核员"), at=CHECKED)


def test_without_anything_completed_there_is_nothing_to_credit():
    period = a_period_at(S.CHECKING)

    with pytest.raises(Unmet, match="没有办结"):
        adjusting.credit(period, by=of_the_office("考核员"), at=CHECKED)


def test_a_deduction_is_taken_off_once():
    period = a_period_at(S.CHECKING)
    off = confirmed(period, "OVERDUE", count=12, reason="逾期12个工作日")
    made = proposed(period, "TOLERANCE", reason="探索性改革", document_number=PAPER, off=off)
    head = of_the_office("主任")
    adjusting.confirm(made, by=head, at=CHECKED)

    with pytest.raises(Unmet, match="该项扣分已容错免责，请先撤销容错免责"):
        adjusting.revoke(off, by=head, at=CHECKED, reason="重复扣分")
    adjusting.revoke(made, by=head, at=CHECKED, reason="重复扣分")
    off = Adjustment.objects.get(pk=off.pk)
    adjusting.revoke(off, by=head, at=CHECKED, reason="重复扣分")

    states = Adjustment.objects.values_list("state", flat=True)
    assert set(states) == {AdjustmentState.REVOKED}


def test_no_tolerance_is_confirmed_of_a_deduction_that_stands_no_more():
    period = a_period_at(S.CHECKING)
    off = confirmed(period, "OVERDUE", count=12, reason="逾期12个工作日")
    made = proposed(period, "TOLERANCE", reason="探索性改革", document_number=PAPER, off=off)
    adjusting.revoke(off, by=of_the_office("主任"), at=CHECKED, reason="重复扣分")

    with pytest.raises(Unmet, match="要免除的扣分已经撤销"):
        adjusting.confirm(made, by=of_the_office("主任"), at=CHECKED)


def test_points_that_no_table_could_keep_are_not_proposed():
    period = a_period_at(S.CHECKING)
    CatalogueRule.objects.filter(code="BRIGHT").update(points=Decimal(99_999_999), most_of_all=None)

    with pytest.raises(Unmet, match="超出可记录的范围"):
        proposed(period, "BRIGHT", count="999999.99")
