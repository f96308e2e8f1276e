"""计分: a period's scores come of its certified figures, by an assessor of the office."""

import pytest
from django.db import transaction

from luoshi.assessment import scoring
from luoshi.assessment.models import Figure, Indicator, IndicatorTarget, Period, Score
from luoshi.assessment.operations import running
from luoshi.assessment.terms import AdjustmentState, FigureState, Missing, PeriodState
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.organisation.terms import Role
from luoshi.trail.models import Entry
from tests.assessed import (
    AFTER_THE_QUARTER_NINE,
    REACHED,
    a_period,
    a_scheme,
    an_adjustment,
    figures,
)
from tests.world import nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
NEXT_DAY_NINE = nine_on(7, 7)


def assessor(name="考核员"):
    return someone_of("市考核办", name)


def run(period, at=AFTER_THE_QUARTER_NINE):
    return running.run(period, by=assessor(), at=at)


def earned(period):
    rows = Score.objects.filter(period=period).order_by("group__place", "rank")
    return [(one.unit.short_name, str(one.points), one.rank) for one in rows]


def standing(period):
    """Everything that was stored, to be compared whole."""
    rows = Score.objects.filter(period=period).order_by("unit")
    return [(one.unit_id, one.points, one.rank, one.terms) for one in rows]


def line(code, group="综合组"):
    return Indicator.objects.get(group__name=group, code=code)


def term(period, unit, code):
    score = Score.objects.get(period=period, unit=unit_named(unit))
    key = str(Indicator.objects.get(group=score.group, code=code).pk)
    [found] = [one for one in scoring.read(score).terms if one.key == key]
    return found


def corrected(made, unit, code, value):
    Figure.objects.filter(pk=made[unit, code].pk).update(value=value)


def again(period, unit, code, group="综合组"):
    return running.again(period, [unit_named(unit)], [line(code, group)], at=NEXT_DAY_NINE)


def test_the_scores_of_a_quarter_stand_with_their_places():
    period = a_period()
    figures(period)

    run(period)

    assert earned(period) == [
        ("岚溪县", "90.9272", 1),
        ("云渡县", "89.5541", 2),
        ("市审计局", "86.8174", 3),
        ("市住建局", "98.3000", 1),
        ("市发改委", "94.0000", 2),
        ("市财政局", "92.5000", 3),
    ]
    assert period.computed_at == AFTER_THE_QUARTER_NINE


def test_one_entry_says_how_many_units_and_whose_place_moved():
    period = a_period()
    made = figures(period)

    first = run(period)
    corrected(made, "市财政局", "1.2", 100)
    second = run(period, at=NEXT_DAY_NINE)

    assert (first.deed, first.facts) == ("period.compute", {"units": 6, "moved": []})
    assert second.facts == {
        "units": 6,
        "moved": [
            {"unit": "市发改委", "rank": [2, 3], "points": ["94.0000", "94.0000"]},
            {"unit": "市财政局", "rank": [3, 1], "points": ["92.5000", "98.5000"]},
            {"unit": "市住建局", "rank": [1, 2], "points": ["98.3000", "98.3000"]},
        ],
    }
    assert Entry.objects.filter(deed="period.compute").count() == 2


def test_a_second_run_keeps_the_rows_of_the_first():
    period = a_period()
    figures(period)
    run(period)
    before = set(Score.objects.values_list("pk", flat=True))

    run(period, at=NEXT_DAY_NINE)

    assert set(Score.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("unit", ["市考核办", "市统计局"])
def test_nobody_but_an_assessor_reckons(unit):
    period = a_period()

    with pytest.raises(NotYours, match="计分须由考核办考核员办理"):
        running.run(period, by=someone_of(unit, Role.UNIT_HEAD), at=AFTER_THE_QUARTER_NINE)

    assert not Score.objects.exists()


@pytest.mark.parametrize("state", [PeriodState.APPROVED, PeriodState.PUBLISHED])
def test_what_was_approved_is_not_reckoned_again(state):
    period = a_period(state=state)
    figures(period)

    with pytest.raises(NotFromHere, match="2026年二季度的结果已提请审定，不能再计分"):
        run(period)
    with pytest.raises(NotFromHere, match="2026年二季度的结果已提请审定，不能再计分"):
        running.again(period, at=NEXT_DAY_NINE)


def test_a_figure_nobody_signed_is_not_assessed_and_its_weight_is_spread():
    period = a_period()
    made = figures(period)
    Figure.objects.filter(pk=made["岚溪县", "1.1"].pk).update(state=FigureState.ENTERED)

    run(period)

    missing, beside = term(period, "岚溪县", "1.1"), term(period, "岚溪县", "1.2")
    assert (missing.assessed, missing.weight, missing.points) == (False, 0, 0)
    # 1.2 and 1.3 of ten points each carry the twenty: 20×46÷50.
    assert (str(beside.weight), str(beside.points)) == ("20.0000", "18.4000")


def test_confirmed_points_beside_the_indicators_count_up_to_the_cap_of_their_rule():
    period = a_period()
    figures(period)
    an_adjustment(period, "市住建局", "BRIGHT", "2")
    an_adjustment(period, "市住建局", "BRIGHT", "1.5")
    an_adjustment(period, "市住建局", "RETURNED", "-0.2")
    an_adjustment(period, "市发改委", "RETURNED", "-9", state=AdjustmentState.PROPOSED)

    run(period)

    score = Score.objects.get(unit=unit_named("市住建局"))
    assert str(score.points) == "101.1000"
    assert [str(one.points) for one in scoring.read(score).changes] == [
        "2.0000", "1.5000", "-0.2000", "-0.5000",
    ]  # fmt: skip
    assert str(Score.objects.get(unit=unit_named("市发改委")).points) == "94.0000"


def test_a_target_of_the_period_goes_before_the_target_of_the_year():
    period = a_period()
    figures(period)
    IndicatorTarget.objects.create(
        indicator=line("1.1"), unit=unit_named("岚溪县"), span="2026-Q2", value=50
    )
    IndicatorTarget.objects.create(
        indicator=line("1.1"), unit=unit_named("岚溪县"), span="2026-Q3", value=400
    )

    run(period)

    assert term(period, "岚溪县", "1.1").target == 50
    assert term(period, "云渡县", "1.1").target == 100


def test_points_and_place_of_the_last_published_period_of_its_kind_stand_beside():
    scheme = a_scheme()
    before = a_period(scheme, "2026-Q1")
    figures(before)
    run(before)
    Period.objects.filter(pk=before.pk).update(state=PeriodState.PUBLISHED)
    month = a_period(scheme, "2026-05")
    period = a_period(scheme)
    made = figures(period)
    corrected(made, "市财政局", "1.2", 100)

    run(month)
    run(period)

    rows = Score.objects.filter(period=period, group__name="部门组").order_by("rank")
    assert [(one.unit.short_name, str(one.previous_points), one.previous_rank) for one in rows] == [
        ("市财政局", "92.5000", 3),
        ("市住建局", "98.3000", 1),
        ("市发改委", "94.0000", 2),
    ]
    assert {one.previous_rank for one in Score.objects.filter(period=month)} == {None}


def test_a_missing_figure_may_carry_last_periods_rate():
    scheme = a_scheme(missing=Missing.CARRY)
    before = a_period(scheme, "2026-Q1")
    figures(before)
    run(before)
    Period.objects.filter(pk=before.pk).update(state=PeriodState.PUBLISHED)
    period = a_period(scheme)
    figures(period, {"市住建局": {"1.2": "100", "1.3": 0}})

    run(period)

    carried = term(period, "市住建局", "1.1")
    assert (carried.assessed, str(carried.points)) == (False, "58.8000")
    assert str(carried.context["carried"]) == "0.98"


@pytest.mark.parametrize(
    ("unit", "code", "value", "group"),
    [
        ("云渡县", "1.1", 96, "综合组"),  # a method of its own unit
        ("云渡县", "3.1", 12, "综合组"),  # the best of the group
        ("云渡县", "3.2", 5, "综合组"),  # ranks
        ("云渡县", "1.1", None, "综合组"),  # a figure that went
        ("市财政局", "1.2", 100, "部门组"),  # places move
    ],
)
def test_what_is_reckoned_again_is_what_a_whole_run_gives(unit, code, value, group):
    period = a_period()
    made = figures(period)
    run(period)
    Figure.objects.filter(pk=made[unit, code].pk).update(value=value, absence="未统计")

    moved = again(period, unit, code, group)

    at_once = standing(period)
    run(period, at=NEXT_DAY_NINE)
    assert standing(period) == at_once
    assert moved > 0


@pytest.mark.parametrize("code", ["1.1", "3.1", "3.2"])
def test_where_nothing_is_other_than_it_was_nothing_is_written(code):
    period = a_period()
    figures(period)
    run(period)

    assert again(period, "云渡县", code) == 0
    assert {one.computed_at for one in Score.objects.all()} == {AFTER_THE_QUARTER_NINE}


def test_who_has_no_place_gets_none_when_another_is_reckoned_again():
    period = a_period()
    made = figures(period)
    Figure.objects.filter(unit=unit_named("市财政局")).update(state=FigureState.ENTERED)
    run(period)
    corrected(made, "市发改委", "1.2", 50)

    again(period, "市发改委", "1.2", "部门组")

    at_once = standing(period)
    run(period, at=NEXT_DAY_NINE)
    assert standing(period) == at_once
    assert Score.objects.get(unit=unit_named("市财政局")).rank is None


def test_a_figure_that_comes_later_takes_its_weight_back():
    period = a_period()
    figures(period, {**REACHED, "云渡县": {**REACHED["云渡县"], "1.1": None}})
    run(period)
    Figure.objects.filter(unit=unit_named("云渡县"), indicator=line("1.1")).update(value=92)

    again(period, "云渡县", "1.1")

    assert earned(period)[1] == ("云渡县", "89.5541", 2)


def test_an_adjustment_moves_one_score_and_the_places():
    period = a_period()
    figures(period)
    run(period)
    an_adjustment(period, "市财政局", "BRIGHT", "3")

    moved = running.again(period, [unit_named("市财政局")], at=NEXT_DAY_NINE)

    assert moved == 2
    assert earned(period)[3:] == [
        ("市住建局", "98.3000", 1),
        ("市财政局", "95.5000", 2),
        ("市发改委", "94.0000", 3),
    ]


def test_nothing_is_reckoned_again_before_it_was_reckoned():
    period = a_period()
    figures(period)

    assert running.again(period, at=NEXT_DAY_NINE) == 0
    assert not Score.objects.exists()


def test_reckoning_again_leaves_no_entry():
    period = a_period()
    figures(period)
    run(period)
    entries = Entry.objects.count()

    with transaction.atomic():
        running.again(period, at=NEXT_DAY_NINE)

    assert Entry.objects.count() == entries


def test_who_has_no_figure_has_no_place_in_an_indicator_of_ranks():
    period = a_period()
    made = figures(period)
    told = Figure.objects.filter(pk=made["市审计局", "3.2"].pk)
    told.update(value=None, absence="未开展统计")
    run(period)

    assert term(period, "市审计局", "3.2").assessed is False
    assert term(period, "云渡县", "3.2").points == 7
