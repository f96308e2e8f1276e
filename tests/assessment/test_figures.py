"""指标值: entered by the source department, signed by its head, corrected by a further revision."""

from decimal import Decimal

import pytest

from luoshi.assessment.collecting import pages_of, standings_of
from luoshi.assessment.models import Figure, Indicator, Period
from luoshi.assessment.operations import figures as operations
from luoshi.assessment.operations import running
from luoshi.assessment.operations.figures import Typed
from luoshi.assessment.terms import FigureState, PeriodState, Source
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.assessed import COUNTIES, REACHED, SOURCE, a_period, figures
from tests.world import MONDAY_NINE, TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db


def staff():
    return someone_of(SOURCE, "承办人")


def head():
    return someone_of(SOURCE, "局长")


def typed(period, value="9.1", *, code="3.1", unit="岚溪县", **others):
    line = Indicator.objects.get(group__scheme=period.scheme_id, group__name=COUNTIES, code=code)
    number = None if value is None else Decimal(value)
    return Typed(line, unit_named(unit), number, **others)


def entered(period, **others):
    operations.enter(period, [typed(period, **others)], by=staff(), at=MONDAY_NINE)
    return Figure.objects.get(period=period, current=True)


def test_a_figure_is_entered_with_whoever_said_it():
    period = a_period()

    entry = operations.enter(period, [typed(period)], by=staff(), at=MONDAY_NINE)

    one = Figure.objects.get()
    assert (one.value, one.state, one.enterer_name) == (
        Decimal("9.1"),
        FigureState.ENTERED,
        staff().person_name,
    )
    assert [fact["after"] for fact in entry.facts["figures"]] == ["9.1"]


def test_another_department_does_not_enter_it():
    period = a_period()

    with pytest.raises(NotYours, match="填报须由数据来源单位办理"):
        operations.enter(
            period, [typed(period)], by=someone_of("市财政局", "承办人"), at=MONDAY_NINE
        )

    assert Figure.objects.count() == 0


def test_the_assessor_does_not_enter_what_others_answer_for():
    period = a_period()

    with pytest.raises(NotYours):
        operations.enter(
            period, [typed(period)], by=someone_of("市考核办", "考核员"), at=MONDAY_NINE
        )


def test_no_number_needs_its_reason_and_is_never_nought():
    period = a_period()

    with pytest.raises(Unmet, match="请写明缺数原因"):
        operations.enter(period, [typed(period, None)], by=staff(), at=MONDAY_NINE)
    operations.enter(period, [typed(period, None, absence="停产改造")], by=staff(), at=MONDAY_NINE)

    assert (Figure.objects.get().value, Figure.objects.get().absence) == (None, "停产改造")


def test_what_is_not_signed_may_be_typed_over():
    period = a_period()
    entered(period)

    operations.enter(period, [typed(period, "9.4")], by=staff(), at=TUESDAY_NINE)

    one = Figure.objects.get()
    assert (one.value, one.revision, one.entered_at) == (Decimal("9.4"), 1, TUESDAY_NINE)


def test_the_same_figures_again_are_no_deed():
    period = a_period()
    entered(period)

    with pytest.raises(Unmet, match="没有改动"):
        operations.enter(period, [typed(period)], by=staff(), at=TUESDAY_NINE)

    assert Entry.objects.filter(deed="figures.enter").count() == 1


def test_a_unit_of_another_group_is_refused():
    period = a_period()

    with pytest.raises(Unmet, match="“固定资产投资增速”不考核澄川市住房和城乡建设局"):
        operations.enter(period, [typed(period, unit="市住建局")], by=staff(), at=MONDAY_NINE)


def test_what_the_record_gives_cannot_be_typed():
    period = a_period()
    Indicator.objects.filter(code="3.1").update(source=Source.RECORD, record="OVERDUE")

    with pytest.raises(Unmet, match="由系统取数，不能填报"):
        operations.enter(period, [typed(period)], by=staff(), at=MONDAY_NINE)


def test_the_head_signs_and_then_it_counts():
    period = a_period()
    one = entered(period)

    [entry] = operations.certify(period, [one], by=head(), at=TUESDAY_NINE)

    assert (one.state, one.certifier_name, one.certified_at) == (
        FigureState.CERTIFIED,
        head().person_name,
        TUESDAY_NINE,
    )
    assert (entry.deed, entry.facts["value"]) == ("figure.certify", "9.100000")


@pytest.mark.parametrize(("unit", "title"), [(SOURCE, "承办人"), ("市财政局", "局长")])
def test_nobody_signs_but_the_head_of_the_source(unit, title):
    period = a_period()
    one = entered(period)

    with pytest.raises(NotYours, match="核定须由数据来源单位主要负责人办理"):
        operations.certify(period, [one], by=someone_of(unit, title), at=TUESDAY_NINE)

    assert Figure.objects.get().state == FigureState.ENTERED


def test_a_figure_is_signed_once():
    period = a_period()
    one = entered(period)
    seen = Figure.objects.get(pk=one.pk)
    operations.certify(period, [one], by=head(), at=TUESDAY_NINE)

    with pytest.raises(NotFromHere):
        operations.certify(period, [seen], by=head(), at=TUESDAY_NINE)

    assert Entry.objects.filter(deed="figure.certify").count() == 1


def test_what_came_back_is_entered_again():
    period = a_period()
    one = entered(period)

    operations.send_back(one, by=head(), at=TUESDAY_NINE, reason="口径不符")
    operations.enter(period, [typed(period)], by=staff(), at=TUESDAY_NINE)

    one.refresh_from_db()
    assert (one.state, one.reason, one.revision) == (FigureState.ENTERED, "", 1)
    assert Entry.objects.get(deed="figure.send_back").facts["reason"] == "口径不符"


def test_nothing_comes_back_without_a_reason():
    period = a_period()
    one = entered(period)

    with pytest.raises(Unmet, match="请写明退回理由"):
        operations.send_back(one, by=head(), at=TUESDAY_NINE, reason=" ")


def test_a_signed_figure_is_not_typed_over():
    period = a_period()
    operations.certify(period, [entered(period)], by=head(), at=TUESDAY_NINE)

    with pytest.raises(Unmet, match="已核定，改动请用“更正”并写明理由"):
        operations.enter(period, [typed(period, "9.4")], by=staff(), at=TUESDAY_NINE)


def test_a_correction_stands_beside_what_it_corrects_and_waits_to_be_signed():
    period = a_period()
    one = entered(period)
    operations.certify(period, [one], by=head(), at=TUESDAY_NINE)

    fresh = operations.correct(
        one, typed(period, "9.4"), by=staff(), at=TUESDAY_NINE, reason="统计口径调整"
    )

    one.refresh_from_db()
    assert (one.value, one.current, one.state) == (Decimal("9.1"), False, FigureState.CERTIFIED)
    assert (fresh.value, fresh.revision, fresh.state) == (Decimal("9.4"), 2, FigureState.ENTERED)
    [page] = [page for page in pages_of(period, unit_named(SOURCE).pk)
              if page.indicator == fresh.indicator]  # fmt: skip
    [row] = [row for row in page.rows if row.figure]
    assert (row.figure, row.before) == (fresh, one)


def test_a_correction_says_why_and_says_something_else():
    period = a_period()
    one = entered(period)
    operations.certify(period, [one], by=head(), at=TUESDAY_NINE)

    with pytest.raises(Unmet, match="请写明更正理由"):
        operations.correct(one, typed(period, "9.4"), by=staff(), at=TUESDAY_NINE, reason="")
    with pytest.raises(Unmet, match="更正后的数值与原数值相同"):
        operations.correct(one, typed(period), by=staff(), at=TUESDAY_NINE, reason="笔误")
    with pytest.raises(NotYours):
        operations.correct(
            one, typed(period, "9.4"), by=someone_of("市财政局", "局长"), at=TUESDAY_NINE,
            reason="笔误",
        )  # fmt: skip


def test_of_two_corrections_one_stands():
    period = a_period()
    one = entered(period)
    operations.certify(period, [one], by=head(), at=TUESDAY_NINE)
    seen = Figure.objects.get(pk=one.pk)
    operations.correct(one, typed(period, "9.4"), by=staff(), at=TUESDAY_NINE, reason="笔误")

    with pytest.raises(NotFromHere, match="只有现行的已核定数据才能更正"):
        operations.correct(seen, typed(period, "9.5"), by=head(), at=TUESDAY_NINE, reason="笔误")


def test_after_approval_nothing_moves():
    period = a_period()
    one = entered(period)
    Period.objects.update(state=PeriodState.APPROVED)

    for deed in (
        lambda: operations.enter(period, [typed(period, "1")], by=staff(), at=TUESDAY_NINE),
        lambda: operations.certify(period, [one], by=head(), at=TUESDAY_NINE),
        lambda: operations.send_back(one, by=head(), at=TUESDAY_NINE, reason="口径不符"),
    ):
        with pytest.raises(NotFromHere, match="考核周期为“已审定”"):
            deed()


def test_the_source_is_told_how_far_it_is():
    period = a_period()
    figures(period, {"岚溪县": REACHED["岚溪县"]})
    operations.enter(period, [typed(period, unit="云渡县")], by=staff(), at=MONDAY_NINE)

    [standing] = standings_of(period)

    assert (standing.unit, standing.asked) == (unit_named(SOURCE), 42)
    assert (standing.certified, standing.entered, standing.missing) == (11, 1, 30)
    assert standing.due_date.isoformat() == "2026-07-18"


def test_a_yearly_figure_is_not_asked_for_in_a_quarter():
    period = a_period()
    Indicator.objects.filter(code="3.1").update(frequency="年度")
    Indicator.objects.filter(code="3.2").update(frequency="每月")

    codes = {page.indicator.code for page in pages_of(period, unit_named(SOURCE).pk)}

    assert "3.1" not in codes
    assert "3.2" in codes


@pytest.mark.parametrize("source", [Source.RECORD, Source.APPRAISAL])
def test_nobody_types_over_what_the_record_or_a_vote_gave(source):
    period = a_period()
    one = figures(period)["岚溪县", "3.1"]
    Indicator.objects.filter(pk=one.indicator_id).update(source=source)
    one.refresh_from_db()

    with pytest.raises(Unmet, match="由系统取数，不能填报"):
        operations.correct(
            one, typed(period, "9.9"), by=staff(), at=TUESDAY_NINE, reason="统计口径有误"
        )


@pytest.mark.parametrize(
    "said", [{"value": "1e15"}, {"value": None, "parts": {"increment": "-1000000000000000"}}]
)
def test_a_number_no_table_could_keep_is_not_entered(said):
    with pytest.raises(Unmet, match=r"“固定资产投资增速”的.*超出可记录的范围"):
        entered(a_period(), **said)


def test_a_slip_that_would_break_the_scores_is_named_when_it_is_signed():
    period = a_period()
    figures(period)
    running.run(period, by=someone_of("市考核办", "考核员"), at=MONDAY_NINE)
    Indicator.objects.filter(code="2.2").update(parameters={"each": "0.5", "extra": True})
    Figure.objects.filter(indicator__code="2.2").delete()
    operations.enter(
        period, [typed(period, "900000000000", code="2.2")], by=staff(), at=MONDAY_NINE
    )

    with pytest.raises(Unmet, match=r"“岚溪县”的-4.5.*超出可记录的范围"):
        operations.certify(
            period, list(Figure.objects.filter(state="ENTERED")), by=head(), at=TUESDAY_NINE
        )
