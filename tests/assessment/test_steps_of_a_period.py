"""考核周期: step by step to publication, and what each step refuses."""

from datetime import date

import pytest

from luoshi.assessment.models import Appeal, Figure, Period, Scheme
from luoshi.assessment.operations import adjusting, appealing, periods, running, schemes
from luoshi.assessment.terms import FigureState, SchemeState
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.assessed import a_period, a_scheme, an_adjustment
from tests.assessment.steps import (
    AFTER_THE_WINDOWS,
    APPROVED,
    CORRECTED,
    DURING_PUBLICITY,
    OPENED,
    PREVIEWED,
    PUBLISHED,
    REPORTED,
    S,
    a_period_at,
    agree_to_all,
    correct,
    lodged,
    of_the_office,
    opinion,
    the_leader,
)
from tests.world import nine_on, someone_of

pytestmark = pytest.mark.django_db


def owed(period, rule=""):
    dues = Due.objects.filter(about_kind="period", about_id=str(period.pk), rule=rule)
    return [(str(one.debtor), one.due_date.isoformat(), one.closed) for one in dues.order_by("id")]


def uncertify(period):
    one = Figure.objects.filter(period=period)[0]
    columns = {"state": FigureState.ENTERED, "certified_at": None}
    Figure.objects.filter(pk=one.pk).update(**columns)


def test_every_source_owes_its_figures_once_a_period_is_opened():
    period = periods.open_period(a_scheme(), "2026-Q2", by=of_the_office("考核员"), at=OPENED)

    assert (period.kind, str(period.since), str(period.until)) == (
        "QUARTER",
        "2026-04-01",
        "2026-06-30",
    )
    # 18 July 2026 is a Saturday.
    assert owed(period) == [("澄川市统计局", "2026-07-20", False)]
    assert Entry.objects.get(deed="period.open").about_id == str(period.pk)


@pytest.mark.parametrize("label", ["2026-13", "2026-Q5", "二季度", "2026-Q2x", ""])
def test_a_label_that_is_no_period_is_refused(label):
    with pytest.raises(Unmet, match="2026-06、2026-Q2或2026"):
        periods.open_period(a_scheme(), label, by=of_the_office("考核员"), at=OPENED)


def test_a_period_is_opened_by_the_office_once_and_under_a_scheme_in_force():
    scheme = a_scheme()
    by = of_the_office("主任")

    with pytest.raises(NotYours, match="考核办"):
        periods.open_period(scheme, "2026-Q2", by=someone_of("市统计局", "局长"), at=OPENED)
    with pytest.raises(Unmet, match="还没有开始"):
        periods.open_period(scheme, "2026-Q4", by=by, at=OPENED)
    with pytest.raises(Unmet, match="年度"):
        periods.open_period(scheme, "2025-Q4", by=by, at=OPENED)
    periods.open_period(scheme, "2026-Q2", by=by, at=OPENED)
    with pytest.raises(NotFromHere, match="已经开启"):
        periods.open_period(scheme, "2026-Q2", by=by, at=OPENED)
    type(scheme).objects.update(state=SchemeState.WITHDRAWN)
    with pytest.raises(NotFromHere, match="不在施行中"):
        periods.open_period(scheme, "2026-Q1", by=by, at=OPENED)


def test_a_period_goes_its_whole_way_and_leaves_nothing_owed():
    period = a_period_at(S.PUBLISHED)

    assert period.state == S.PUBLISHED
    assert period.number == "市考核办考通〔2026〕1号"
    assert (period.approver_name, period.published_at) == ("市政府副市长", PUBLISHED)
    left = Due.objects.filter(about_kind="period", about_id=str(period.pk), met_at=None)
    assert [str(one.about_title) for one in left] == ["2026-Q2考核·报送并核定指标数据"]
    deeds = Entry.objects.filter(about_id=str(period.pk)).order_by("at", "id")
    assert list(deeds.values_list("deed", flat=True)) == [
        "period.open", "period.begin_self_report", "period.begin_check", "period.compute",
        "period.preview", "period.publicise", "period.put_up", "period.approve", "period.publish",
    ]  # fmt: skip


def test_the_numbers_of_publications_leave_no_gap():
    first = a_period_at(S.APPROVED)
    uncertify(first)
    with pytest.raises(Unmet):
        periods.publish(first, by=of_the_office("主任"), at=PUBLISHED)
    Figure.objects.filter(state=FigureState.ENTERED).update(
        state=FigureState.CERTIFIED, certified_at=APPROVED
    )

    periods.publish(first, by=of_the_office("主任"), at=PUBLISHED)

    assert Period.objects.get(pk=first.pk).number == "市考核办考通〔2026〕1号"


def test_checking_waits_for_every_unit_until_its_time_is_up():
    period = a_period_at(S.SELF_REPORTING)

    with pytest.raises(Unmet, match="还有6个单位没有自评"):
        periods.begin_check(period, by=of_the_office("考核员"), at=REPORTED)
    # five working days after 7 July, and one more
    periods.begin_check(period, by=of_the_office("考核员"), at=nine_on(7, 15))

    assert len(Entry.objects.get(deed="period.begin_check").facts["silent"]) == 6


def test_nothing_is_ranked_before_every_figure_is_certified():
    period = a_period_at(S.CHECKING)
    running.run(period, by=of_the_office("计分员"), at=REPORTED)
    agree_to_all(period)
    uncertify(period)

    with pytest.raises(Unmet, match="还有1个指标值未经来源单位核定：澄川市统计局"):
        periods.preview(period, by=of_the_office("主任"), at=PREVIEWED)

    Figure.objects.filter(state=FigureState.ENTERED).delete()
    with pytest.raises(Unmet, match="还有1个指标值"):
        periods.preview(period, by=of_the_office("主任"), at=PREVIEWED)


def test_a_preview_wants_scores_and_two_who_agree():
    period = a_period_at(S.CHECKING)
    head = of_the_office("主任")

    with pytest.raises(Unmet, match="请先计算"):
        periods.preview(period, by=head, at=PREVIEWED)
    running.run(period, by=of_the_office("计分员"), at=REPORTED)
    agree_to_all(period, "考核员")
    with pytest.raises(Unmet, match="还有6个单位未经两名考核员审核同意"):
        periods.preview(period, by=head, at=PREVIEWED)
    agree_to_all(period, "考核员")
    with pytest.raises(Unmet, match="还有6个单位"):
        periods.preview(period, by=head, at=PREVIEWED)
    agree_to_all(period, "复核员")
    periods.preview(period, by=head, at=PREVIEWED)

    assert Period.objects.get(pk=period.pk).state == S.PREVIEWING


def test_the_windows_are_those_of_the_scheme_in_working_days():
    period = a_period_at(S.PUBLICITY)

    assert (str(period.publicity_until), str(period.appeal_until)) == ("2026-07-21", "2026-07-21")
    with pytest.raises(Unmet, match="公示期未满"):
        periods.put_up(period, by=of_the_office("主任"), at=nine_on(7, 21))


def test_an_open_appeal_keeps_results_from_approval():
    period = a_period_at(S.PUBLICITY)
    lodged(period)

    with pytest.raises(Unmet, match="还有1件申诉没有办结"):
        periods.put_up(period, by=of_the_office("主任"), at=AFTER_THE_WINDOWS)


@pytest.mark.parametrize(
    ("deed", "step", "unit", "title"),
    [
        ("begin_self_report", S.COLLECTING, "市统计局", "局长"),
        ("begin_check", S.SELF_REPORTING, "岚溪县", "县长"),
        ("preview", S.CHECKING, "市考核办", "考核员"),
        ("publicise", S.PREVIEWING, "市考核办", "考核员"),
        ("put_up", S.PUBLICITY, "市考核办", "考核员"),
        ("approve", S.APPROVING, "市考核办", "主任"),
        ("publish", S.APPROVED, "市政府", "副市长"),
    ],
)
def test_each_step_is_its_own_hand_s(deed, step, unit, title):
    period = a_period_at(step)
    if deed == "begin_check":
        period.step_until = nine_on(7, 1).date()
    if deed == "preview":
        running.run(period, by=of_the_office("计分员"), at=REPORTED)
        agree_to_all(period)

    with pytest.raises(NotYours):
        getattr(periods, deed)(period, by=someone_of(unit, title), at=AFTER_THE_WINDOWS)


def test_a_leader_sends_results_back_and_they_are_shown_once_more():
    period = a_period_at(S.APPROVING)

    with pytest.raises(Unmet, match="理由"):
        periods.send_back(period, by=the_leader(), at=APPROVED, reason=" ")
    periods.send_back(period, by=the_leader(), at=APPROVED, reason="城建口得分请再核")

    period.refresh_from_db()
    assert (period.state, period.note) == (S.CHECKING, "城建口得分请再核")
    assert (period.previewed_at, period.publicity_until, period.appeal_until) == (None,) * 3
    assert [one[2] for one in owed(period, "ASSESSMENT_APPROVAL")] == [True]
    assert [one[2] for one in owed(period, "ASSESSMENT_CHECK")] == [True, False]


def test_what_was_sent_back_is_looked_over_by_two_once_more():
    period = a_period_at(S.APPROVING)
    periods.send_back(period, by=the_leader(), at=APPROVED, reason="城建口得分请再核")
    head = of_the_office("主任")

    with pytest.raises(Unmet, match="还有6个单位未经两名考核员审核同意"):
        periods.preview(period, by=head, at=PUBLISHED)
    agree_to_all(period, at=PUBLISHED)
    periods.preview(period, by=head, at=PUBLISHED)

    assert Period.objects.get(pk=period.pk).state == S.PREVIEWING


def test_what_was_approved_is_recalled_by_the_head_with_a_reason():
    period = a_period_at(S.APPROVED)

    with pytest.raises(NotYours):
        periods.recall(period, by=the_leader(), at=PUBLISHED, reason="有误")
    periods.recall(period, by=of_the_office("主任"), at=PUBLISHED, reason="一项数据有误")

    period.refresh_from_db()
    assert (period.state, period.approved_at, period.approver_name) == (S.CHECKING, None, "")
    assert set(period.scores.values_list("grade", flat=True)) == {""}


def test_what_changed_while_it_lay_open_lies_open_once_more():
    period, head = a_period_at(S.PUBLICITY), of_the_office("主任")
    correct(Figure.objects.filter(period=period, unit__short_name="岚溪县")[0], 71)

    with pytest.raises(Unmet, match="公示后有变动的结果要重新公示，请先撤回：岚溪县"):
        periods.put_up(period, by=head, at=AFTER_THE_WINDOWS)
    periods.recall(period, by=head, at=APPROVED, reason="岚溪县一项数据更正")
    agree_to_all(period, at=PUBLISHED)
    for step in ("preview", "publicise"):
        getattr(periods, step)(period, by=head, at=PUBLISHED)
    periods.put_up(period, by=head, at=nine_on(8, 10))

    assert Period.objects.get(pk=period.pk).state == S.APPROVING
    assert [one[2] for one in owed(period, "ASSESSMENT_PUBLICITY")] == [True, True]


def test_points_given_while_results_lie_open_lie_open_once_more():
    period = a_period_at(S.PUBLICITY)
    an_adjustment(period, "云渡县", "RETURNED", "-0.2", decided_at=CORRECTED)

    with pytest.raises(Unmet, match="请先撤回：云渡县"):
        periods.put_up(period, by=of_the_office("主任"), at=AFTER_THE_WINDOWS)


def test_points_taken_back_while_results_lie_open_lie_open_once_more():
    period = a_period_at(S.PUBLICITY)
    off = an_adjustment(period, "云渡县", "RETURNED", "-0.2")
    adjusting.revoke(off, by=of_the_office("主任"), at=DURING_PUBLICITY, reason="重复扣分")

    with pytest.raises(Unmet, match="请先撤回：云渡县"):
        periods.put_up(period, by=of_the_office("主任"), at=AFTER_THE_WINDOWS)


def test_what_an_appeal_put_right_is_put_up():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    for title in ("复核员", "复审员"):
        opinion(appeal, title)
    correct(Figure.objects.get(period=period, indicator=appeal.indicator, unit=appeal.unit), 71)
    appealing.settle(Appeal.objects.get(pk=appeal.pk), by=of_the_office("复审员"), at=CORRECTED)

    periods.put_up(period, by=of_the_office("主任"), at=AFTER_THE_WINDOWS)

    assert Period.objects.get(pk=period.pk).state == S.APPROVING


def test_a_preview_is_taken_back_and_nothing_of_it_stays_owed():
    period = a_period_at(S.PREVIEWING)

    periods.recall(period, by=of_the_office("主任"), at=DURING_PUBLICITY, reason="口径有误")

    assert Period.objects.get(pk=period.pk).state == S.CHECKING
    assert [one[2] for one in owed(period, "ASSESSMENT_PUBLICITY")] == [True]
    assert [one[2] for one in owed(period, "ASSESSMENT_CHECK")] == [True, False]


def test_nothing_is_published_that_a_scorer_decided():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    # as if the rule had a hole: the one who checked the unit gives an opinion
    opinion(appeal, "复核员", "REFUSE")
    opinion(appeal, "复审员", "REFUSE")
    checker = of_the_office("考核员")
    appeal.opinions.filter(giver_name="市考核办复审员").update(given_by_id=checker.person_id)
    periods.put_up(period, by=of_the_office("主任"), at=AFTER_THE_WINDOWS)

    with pytest.raises(Unmet, match="参与计分的人员复核"):
        periods.approve(period, by=the_leader(), at=APPROVED)


def test_a_step_is_not_made_twice_nor_from_elsewhere():
    period = a_period_at(S.COLLECTING)
    seen = Period.objects.get(pk=period.pk)
    by = of_the_office("考核员")
    periods.begin_self_report(period, by=by, at=REPORTED)

    with pytest.raises(NotFromHere, match="已有人先办"):
        periods.begin_self_report(seen, by=by, at=REPORTED)
    with pytest.raises(NotFromHere, match="当前状态为“自评”"):
        periods.publicise(period, by=of_the_office("主任"), at=DURING_PUBLICITY)


def test_another_office_s_head_leads_no_step_of_ours():
    period = a_period_at(S.COLLECTING)

    with pytest.raises(NotYours):
        periods.begin_self_report(period, by=someone_of("市财政局", "局长"), at=REPORTED)


@pytest.mark.parametrize(
    "label", ["2026-6", "２０２６-06", "2026-+6", "2026-Q02", "2026-", " 2026-06", "9" * 30]
)
def test_a_period_has_one_spelling(label):
    with pytest.raises(Unmet, match="考核周期应写作"):
        periods.open_period(a_scheme(), label, by=of_the_office("考核员"), at=OPENED)


def two_versions(since):
    """A scheme, and the version that took its place on a day."""
    first = a_scheme()
    first.catalogue.all().delete()
    by, at = of_the_office("考核员"), nine_on(6, 1)
    second = schemes.next_version(first, since=since, by=by, at=at)
    schemes.rewrite(second, {"basis": "澄考发〔2026〕9号"}, by=by, at=at)
    second.refresh_from_db()
    schemes.put_in_force(second, by=of_the_office("主任"), at=at)
    return Scheme.objects.get(pk=first.pk), Scheme.objects.get(pk=second.pk)


def test_a_quarter_that_ended_under_the_old_version_is_opened_under_it():
    first, second = two_versions(date(2026, 7, 1))
    by = of_the_office("考核员")

    period = periods.open_period(first, "2026-Q2", by=by, at=OPENED)

    assert period.scheme == first
    with pytest.raises(Unmet, match="不在该考核办法施行的年度内"):
        periods.open_period(second, "2026-Q2", by=by, at=OPENED)
    with pytest.raises(NotFromHere, match="第2版自2026-07-01起施行，该考核周期请按该版开启"):
        periods.open_period(first, "2026-Q3", by=by, at=OPENED)


def test_the_same_days_are_not_assessed_under_two_versions():
    first, second = two_versions(date(2026, 5, 1))
    a_period(first, "2026-Q2")

    with pytest.raises(NotFromHere, match="已按办法第1版开启"):
        periods.open_period(second, "2026-Q2", by=of_the_office("考核员"), at=OPENED)
