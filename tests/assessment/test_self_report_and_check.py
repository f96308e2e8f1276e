"""自评、审核: a unit speaks once for itself; two assessors agree, and an objection stands."""

from decimal import Decimal

import pytest

from luoshi.assessment.appeal_terms import CheckVerdict
from luoshi.assessment.models import SelfReport, UnitCheck
from luoshi.assessment.operations import checking, periods
from luoshi.assessment.standing import unchecked
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from tests.assessment.steps import (
    CHECKED,
    REPORTED,
    S,
    a_period_at,
    agree_to_all,
    of_the_office,
    to_preview,
)
from tests.world import nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
TEXT = "重点任务完成，隐患整改还差一处。"


def reported(period, unit="岚溪县", title="UNIT_HEAD", *, at=REPORTED, text=TEXT, **more):
    return checking.report(period, by=someone_of(unit, title), at=at, text=text, **more)


def checked(period, title, verdict, note="", unit="岚溪县"):
    by = of_the_office(title) if isinstance(title, str) else title
    return checking.check(period, unit_named(unit), by=by, at=CHECKED, verdict=verdict, note=note)


def test_the_head_reports_for_the_unit_once_and_owes_it_no_longer():
    period = a_period_at(S.SELF_REPORTING)

    made = reported(period, points=Decimal("95.5"))

    due = Due.objects.get(rule="ASSESSMENT_SELF_REPORT", debtor=made.unit)
    assert (str(due.due_date), due.closed, made.points) == ("2026-07-14", True, Decimal("95.5"))
    with pytest.raises(NotFromHere, match="已经自评"):
        reported(period)
    assert SelfReport.objects.count() == 1


@pytest.mark.parametrize(("unit", "title"), [("岚溪县", "联络员"), ("市统计局", "局长")])
def test_nobody_else_reports_for_a_unit(unit, title):
    period = a_period_at(S.SELF_REPORTING)

    with pytest.raises(NotYours):
        reported(period, unit, title)


def test_a_self_report_says_something_in_its_time():
    period = a_period_at(S.SELF_REPORTING)
    with pytest.raises(Unmet, match="自评情况"):
        reported(period, text=" ")

    type(period).objects.filter(pk=period.pk).update(state=S.PREVIEWING)
    with pytest.raises(NotFromHere, match="处于“预告”，不能自评"):
        reported(period)


def test_a_unit_that_is_late_may_still_report_while_scores_are_checked():
    period = a_period_at(S.CHECKING, reported=False)

    made = reported(period, at=nine_on(7, 20))

    due = Due.objects.get(rule="ASSESSMENT_SELF_REPORT", debtor=made.unit)
    assert str(due.met_date) == "2026-07-20"


def test_two_different_hands_agree_to_a_unit():
    period = a_period_at(S.CHECKING)
    agree_to_all(period, "考核员", "计分员")
    assert unchecked(period) == []

    checked(period, "复核员", CheckVerdict.OBJECTED, "热线满意度样本偏少")
    assert [str(one.unit) for one in unchecked(period)] == ["岚溪县"]

    checked(period, "复核员", CheckVerdict.AGREED)
    assert unchecked(period) == []
    assert UnitCheck.objects.filter(unit__name="岚溪县").count() == 3


def test_an_objection_says_what_is_wrong_and_is_about_a_unit_that_is_assessed():
    period = a_period_at(S.CHECKING)

    with pytest.raises(Unmet, match="请写明异议"):
        checked(period, "考核员", CheckVerdict.OBJECTED, " ")
    with pytest.raises(Unmet, match="不在本期考核范围内"):
        checked(period, "考核员", CheckVerdict.AGREED, unit="市统计局")


def test_only_assessors_check_and_only_while_it_is_checked():
    period = a_period_at(S.CHECKING)

    for by in (of_the_office("主任"), someone_of("岚溪县", "县长")):
        with pytest.raises(NotYours):
            checked(period, by, CheckVerdict.AGREED)
    type(period).objects.filter(pk=period.pk).update(state=S.PUBLICITY)
    with pytest.raises(NotFromHere, match="不能审核"):
        checked(period, "考核员", CheckVerdict.AGREED)


def test_who_was_silent_is_named_and_let_off_once_results_are_shown():
    period = a_period_at(S.SELF_REPORTING)
    periods.begin_check(period, by=of_the_office("考核员"), at=nine_on(7, 20))
    open_dues = Due.objects.filter(rule="ASSESSMENT_SELF_REPORT", excused_at=None, met_at=None)
    assert open_dues.count() == 6

    to_preview(period)

    excuses = Due.objects.filter(rule="ASSESSMENT_SELF_REPORT").values_list("excuse", flat=True)
    assert (open_dues.count(), set(excuses)) == (0, {"自评阶段已结束，未报自评"})
