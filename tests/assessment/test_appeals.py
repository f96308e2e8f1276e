"""申诉: lodged with a reason within the window, decided by two who did not score, put right."""

from decimal import Decimal

import pytest

from luoshi.assessment.appeal_rules import appeals_before
from luoshi.assessment.appeal_terms import AppealState
from luoshi.assessment.models import Adjustment, Appeal, AppealFile, Figure, Indicator
from luoshi.assessment.operations import adjusting, appealing, running
from luoshi.assessment.operations.appealing import Lodged
from luoshi.assessment.terms import AdjustmentState
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.assessed import an_adjustment
from tests.assessment.steps import (
    DURING_PUBLICITY,
    S,
    a_period_at,
    correct,
    lodged,
    of_the_office,
    opinion,
    the_indicator,
    the_leader,
)
from tests.world import nine_on, someone_of

pytestmark = pytest.mark.django_db
REFUSE = "REFUSE"
A = AppealState


def state(appeal):
    return Appeal.objects.get(pk=appeal.pk).state


def owed(appeal):
    dues = Due.objects.filter(about_kind="appeal", about_id=str(appeal.pk)).order_by("id")
    return [(one.kind, str(one.debtor), str(one.due_date), one.closed) for one in dues]


def figure_of(appeal):
    return Figure.objects.get(
        period=appeal.period_id, indicator=appeal.indicator_id, unit=appeal.unit_id, current=True
    )


def test_the_head_of_a_unit_appeals_and_the_office_owes_its_decision_in_ten_working_days():
    period = a_period_at(S.PUBLICITY)

    appeal = lodged(period)

    assert (appeal.state, appeal.figure_revision, str(appeal.unit)) == (A.LODGED, 1, "岚溪县")
    assert owed(appeal) == [("APPEAL", "中共澄川市委考核工作委员会办公室", "2026-07-29", False)]
    assert Entry.objects.get(deed="appeal.lodge").facts["reason"] == "少计一处已验收项目"


def test_evidence_lies_beside_an_appeal():
    period = a_period_at(S.PREVIEWING)
    what = Lodged(
        "少计一处", indicator=the_indicator(period), files=[("验收单.txt", "已验收".encode())]
    )

    made = appealing.lodge(period, what, by=someone_of("岚溪县", "县长"), at=DURING_PUBLICITY)

    assert [one.name for one in AppealFile.objects.filter(appeal=made)] == ["验收单.txt"]


@pytest.mark.parametrize(
    ("unit", "title"), [("岚溪县", "联络员"), ("市统计局", "局长"), ("市考核办", "主任")]
)
def test_nobody_but_the_head_of_an_assessed_unit_appeals(unit, title):
    period = a_period_at(S.PUBLICITY)
    what = Lodged("少计一处", indicator=the_indicator(period))

    with pytest.raises(NotYours, match="被考核单位主要负责人"):
        appealing.lodge(period, what, by=someone_of(unit, title), at=DURING_PUBLICITY)


def test_an_appeal_is_about_one_s_own_score_and_says_why():
    period = a_period_at(S.PUBLICITY)
    theirs = an_adjustment(period, "云渡县", "RETURNED", "-0.2")

    with pytest.raises(Unmet, match="本单位本期"):
        lodged(period, "岚溪县", adjustment=theirs)
    with pytest.raises(Unmet, match="本单位本期"):
        lodged(period, "岚溪县", indicator=the_indicator(period, unit="市住建局"))
    with pytest.raises(Unmet, match="申诉理由"):
        lodged(period, ground=" ")
    with pytest.raises(Unmet, match="一项指标或一项加减分"):
        by = someone_of("岚溪县", "县长")
        appealing.lodge(period, Lodged("少计"), by=by, at=DURING_PUBLICITY)


def test_the_window_is_closed_on_the_day_after_its_last():
    period = a_period_at(S.PUBLICITY)

    lodged(period, at=nine_on(7, 21))
    with pytest.raises(NotFromHere, match="申诉期已满"):
        lodged(period, "云渡县", at=nine_on(7, 22))


@pytest.mark.parametrize("step", [S.CHECKING, S.APPROVING])
def test_there_is_no_appeal_before_a_score_is_shown_nor_once_it_is_put_up(step):
    period = a_period_at(step)

    with pytest.raises(NotFromHere, match="申诉"):
        lodged(period)


def test_the_same_is_not_appealed_against_twice_but_again_after_withdrawing():
    period = a_period_at(S.PUBLICITY)
    first = lodged(period)
    with pytest.raises(NotFromHere, match="已经申诉过"):
        lodged(period)

    with pytest.raises(NotYours):
        appealing.withdraw(first, by=someone_of("云渡县", "县长"), at=DURING_PUBLICITY)
    appealing.withdraw(first, by=someone_of("岚溪县", "县长"), at=DURING_PUBLICITY)
    second = lodged(period)

    assert (state(first), state(second)) == (A.WITHDRAWN, A.LODGED)
    assert owed(first)[0][3]


def test_two_alike_opinions_decide_and_one_alone_does_not():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)

    opinion(appeal, "复核员", REFUSE, reason="台账与现场一致")
    assert state(appeal) == A.REVIEWING
    opinion(appeal, "复审员", REFUSE, reason="佐证不足")

    appeal.refresh_from_db()
    assert (appeal.state, appeal.decision) == (A.REFUSED, "佐证不足")
    assert owed(appeal)[0][3]


def test_where_two_differ_a_third_decides():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)

    opinion(appeal, "复核员", REFUSE)
    opinion(appeal, "复审员")
    assert state(appeal) == A.SPLIT
    opinion(appeal, "主任", reason="以验收日期为准，应予计入")

    assert state(appeal) == A.UPHELD


@pytest.mark.parametrize("title", ["考核员", "计分员"])
def test_nobody_decides_on_what_they_checked_or_computed(title):
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)

    with pytest.raises(NotYours, match="未参与该项计分"):
        opinion(appeal, title)
    assert (state(appeal), appeal.opinions.count()) == (A.LODGED, 0)


def test_who_entered_a_figure_from_another_post_decides_nothing_about_it():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    figure = figure_of(appeal)
    both = someone_of("市考核办", "复核员", named="贺明")
    for column in ("entered_by", "certified_by"):
        before = {column: getattr(figure, f"{column}_id")}
        Figure.objects.filter(pk=figure.pk).update(**{column: both.person_id})
        with pytest.raises(NotYours):
            opinion(appeal, both)
        Figure.objects.filter(pk=figure.pk).update(**before)

    opinion(appeal, both)
    assert state(appeal) == A.REVIEWING


def test_who_adjusted_decides_nothing_about_the_adjustment():
    period = a_period_at(S.PUBLICITY)
    proposer, confirmer = of_the_office("复核员"), of_the_office("复审员")
    off = an_adjustment(
        period, "岚溪县", "RETURNED", "-0.2",
        proposed_by_id=proposer.person_id, decided_by_id=confirmer.person_id,
    )  # fmt: skip
    appeal = lodged(period, adjustment=off)

    for title in ("复核员", "复审员"):
        with pytest.raises(NotYours):
            opinion(appeal, title)


def test_the_same_hand_does_not_decide_twice_nor_anybody_outside():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    opinion(appeal, "复核员")

    with pytest.raises(NotYours, match="未提过意见"):
        opinion(appeal, "复核员")
    for by in (the_leader(), someone_of("岚溪县", "县长"), someone_of("市统计局", "局长")):
        with pytest.raises(NotYours):
            opinion(appeal, by)
    with pytest.raises(Unmet, match="理由"):
        opinion(appeal, "复审员", reason=" ")


def test_an_upheld_figure_is_corrected_by_its_source_and_reckoned_anew():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    before = period.scores.get(unit=appeal.unit).points
    opinion(appeal, "复核员")
    opinion(appeal, "复审员")
    assert owed(appeal)[1][:3] == ("RECTIFICATION", "澄川市统计局", "2026-07-23")
    with pytest.raises(Unmet, match="还没有更正并核定"):
        appealing.settle(appeal, by=of_the_office("考核员"), at=nine_on(7, 17))
    waiting = correct(figure_of(appeal), Decimal(95), certified=False)
    with pytest.raises(Unmet, match="还没有更正并核定"):
        appealing.settle(appeal, by=of_the_office("考核员"), at=nine_on(7, 17))
    correct(waiting, Decimal(95))

    with pytest.raises(NotYours):
        appealing.settle(appeal, by=someone_of("市统计局", "局长"), at=nine_on(7, 17))
    appealing.settle(appeal, by=of_the_office("考核员"), at=nine_on(7, 17))

    assert state(appeal) == A.SETTLED
    assert [one[3] for one in owed(appeal)] == [True, True]
    # 95 of 100 in place of 87.5, of 20 points
    assert period.scores.get(unit=appeal.unit).points == before + Decimal("1.5")


def test_an_upheld_adjustment_is_taken_back_in_the_same_deed():
    period = a_period_at(S.PUBLICITY)
    off = an_adjustment(period, "岚溪县", "RETURNED", "-0.2")
    running.run(period, by=of_the_office("计分员"), at=DURING_PUBLICITY)
    before = period.scores.get(unit=off.unit).points
    appeal = lodged(period, adjustment=off)

    opinion(appeal, "复核员")
    opinion(appeal, "复审员", reason="退回系系统故障所致")

    off.refresh_from_db()
    assert (state(appeal), off.state) == (A.SETTLED, AdjustmentState.REVOKED)
    assert off.note == "退回系系统故障所致"
    assert period.scores.get(unit=off.unit).points == before + Decimal("0.2")


def test_an_adjustment_is_overturned_by_nobody_who_upheld_no_appeal_against_it():
    period = a_period_at(S.PUBLICITY)
    off = an_adjustment(period, "岚溪县", "RETURNED", "-0.2")
    other = an_adjustment(period, "云渡县", "RETURNED", "-0.2")
    appeal = lodged(period, adjustment=off)
    opinion(appeal, "复核员")
    opinion(appeal, "复审员")

    with pytest.raises(NotYours):
        adjusting.overturn(other, by=of_the_office("复审员"), at=DURING_PUBLICITY, reason="同理")
    assert Adjustment.objects.get(pk=other.pk).state == AdjustmentState.CONFIRMED


def test_a_unit_reads_its_own_appeals_alone():
    period = a_period_at(S.PUBLICITY)
    lodged(period)
    theirs = lodged(period, "云渡县")

    def seen(unit, title):
        return sorted(str(one.unit) for one in appeals_before(someone_of(unit, title)))

    assert seen("岚溪县", "联络员") == ["岚溪县"]
    assert seen("云渡县", "县长") == ["云渡县"]
    assert seen("市财政局", "局长") == []
    assert seen("市政府督查室", "主任") == []
    assert seen("市考核办", "复核员") == seen("市政府", "副市长") == ["云渡县", "岚溪县"]
    assert str(theirs.unit) == "云渡县"


def test_what_was_revoked_while_the_appeal_ran_is_granted_all_the_same():
    period = a_period_at(S.PUBLICITY)
    off = an_adjustment(period, "岚溪县", "RETURNED", "-0.2")
    appeal = lodged(period, adjustment=off)
    adjusting.revoke(off, by=of_the_office("主任"), at=DURING_PUBLICITY, reason="重复扣分")

    opinion(appeal, "复核员")
    opinion(appeal, "复审员")

    assert (state(appeal), Adjustment.objects.get(pk=off.pk).state) == (
        A.SETTLED,
        AdjustmentState.REVOKED,
    )


def test_nobody_appeals_against_a_line_without_a_figure_of_its_own():
    period = a_period_at(S.PUBLICITY)
    Indicator.objects.filter(code="1.2").update(frequency="年度")

    for code in ("1", "1.2"):
        with pytest.raises(Unmet, match="只能就本单位本期的得分项申诉"):
            lodged(period, indicator=the_indicator(period, code))
