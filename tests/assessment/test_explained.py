"""得分说明: the tree adds up, what lost most comes first, what moved since last time is listed."""

from datetime import date

import pytest

from luoshi.assessment import explained
from luoshi.assessment.models import Figure, Period, Score
from luoshi.assessment.terms import PeriodState
from tests.assessed import a_period, a_scheme, an_adjustment, figures
from tests.assessment.test_running import run
from tests.world import unit_named

pytestmark = pytest.mark.django_db


def a_score(period, unit):
    return Score.objects.get(period=period, unit=unit_named(unit))


def reckoned(period=None, **changed):
    period = period or a_period()
    made = figures(period)
    for (unit, code), value in changed.get("values", {}).items():
        Figure.objects.filter(pk=made[unit, code].pk).update(value=value)
    run(period)
    return period


def a_published_quarter_and_the_next(values):
    scheme = a_scheme()
    before = reckoned(a_period(scheme, "2026-Q1"))
    Period.objects.filter(pk=before.pk).update(state=PeriodState.PUBLISHED)
    return reckoned(a_period(scheme), values=values)


def test_headings_are_the_sum_of_what_stands_below_them():
    period = reckoned()

    lines = explained.explained(a_score(period, "岚溪县")).lines

    told = [(one.indicator.code, str(one.weight), str(one.points), one.told) for one in lines]
    assert told[:4] == [
        ("1", "40.0000", "36.7000", ""),
        ("1.1", "20.0000", "17.5000", "20×87.5÷100"),
        ("1.2", "10.0000", "9.2000", "10×46÷50"),
        ("1.3", "10.0000", "10.0000", "10"),
    ]
    heads = [one for one in lines if one.term is None]
    assert str(sum(one.points for one in heads)) == "90.9272"


def test_what_lost_most_comes_first():
    period = reckoned()

    found = explained.explained(a_score(period, "岚溪县"))

    told = [(one.indicator.name, str(one.lost)) for one in found.lost_most()]
    assert told == [
        ("重点任务完成率", "2.5000"),
        ("固定资产投资增速", "1.6000"),
        ("热线满意度", "1.2211"),
    ]


def test_what_was_lost_can_be_made_good_only_while_the_period_runs():
    period = reckoned()

    found = explained.explained(a_score(period, "岚溪县"))

    assert found.can_be_made_good(date(2026, 6, 30)) == found.lost_most()
    assert found.can_be_made_good(date(2026, 7, 1)) == []


def test_a_place_that_moved_is_explained_by_lines_that_add_up_to_the_difference():
    period = a_published_quarter_and_the_next(
        {("市财政局", "1.2"): 100, ("市住建局", "1.1"): 97, ("市住建局", "1.3"): 0}
    )
    an_adjustment(period, "市住建局", "BRIGHT", "0.2")
    run(period)

    score = a_score(period, "市住建局")
    since = explained.explained(score).since

    assert (since.period.label, since.rank, score.rank) == ("2026-Q1", 1, 2)
    assert [(one.name, str(one.points)) for one in since.lines] == [
        ("重点任务完成率", "-0.6000"),
        ("公文办理", "0.5000"),
        ("省级现场会典型经验", "0.2000"),
    ]
    assert sum(one.points for one in since.lines) == score.points - since.points
    assert [one.unit.short_name for one in since.passed_by] == ["市财政局"]
    assert since.passed == []


def test_without_a_published_period_before_nothing_is_compared():
    scheme = a_scheme()
    reckoned(a_period(scheme, "2026-Q1"))
    period = reckoned(a_period(scheme))

    assert explained.explained(a_score(period, "岚溪县")).since is None


def test_units_a_single_document_apart_share_a_band():
    period = reckoned(values={("市财政局", "1.2"): 85})

    scores = list(Score.objects.filter(period=period, group__name="部门组"))

    bands = explained.bands(scores)
    assert [[one.unit.short_name for one in band] for band in bands] == [
        ["市住建局"], ["市发改委", "市财政局"],
    ]  # fmt: skip


def test_opening_a_score_costs_the_same_for_many_terms_as_for_few(django_assert_num_queries):
    period = reckoned()
    many, few = (
        Score.objects.select_related("period__scheme", "group__scheme").get(unit=unit_named(name))
        for name in ("岚溪县", "市住建局")
    )
    period.refresh_from_db()

    for score in (many, few):
        with django_assert_num_queries(3):
            explained.explained(score)
