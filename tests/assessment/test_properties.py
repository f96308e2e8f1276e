"""计分性质: what must hold whatever the figures are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assessment.reckoning import explaining, quotas
from luoshi.assessment.reckoning.ranks import in_bands, ranked
from luoshi.assessment.reckoning.spec import Change, Leaf, Measured, Plan, Total
from luoshi.assessment.reckoning.totals import scored

pytestmark = pytest.mark.one_engine
NUMBERS = st.decimals("0.01", "999", places=2)
ANY = st.decimals("-50", "999", places=2)
GROWS = ("COMPLETION", "ALL_OR_NOTHING", "RANK", "RATIO_TO_FIRST", "EFFICACY",
         "EFFICACY_EXPONENTIAL", "THRESHOLD_RANK", "BANDS", "MODIFIER")  # fmt: skip
OF_METHOD = {
    "THRESHOLD_RANK": {"threshold": "100", "reached": "4"},
    "BANDS": {"bands": [["10", "3"], ["100", "6"], ["500", "10"]]},
}
EVERY = (*GROWS, "CONTROL", "INVERSE", "DEDUCTION", "INTERVAL")


def a_leaf(method, key="k", level1="1", weight="10", **others):
    parameters = OF_METHOD.get(method, {})
    if method == "INTERVAL":
        parameters = {"low": "40", "high": "60"}
    return Leaf(key, level1, key, Decimal(weight), method, parameters=parameters, **others)


def points_of(one, actuals, target):
    units = [str(at) for at in range(len(actuals))]
    figures = {unit: Measured(x, target) for unit, x in zip(units, actuals, strict=True)}
    totals = scored(Plan((one,)), units, {one.key: figures})
    return [total.points for total in totals]


@pytest.mark.parametrize("method", GROWS)
@given(actuals=st.lists(ANY, min_size=2, max_size=8), more=NUMBERS, target=ANY)
def test_more_never_scores_less_for_what_should_grow(method, actuals, more, target):
    one = a_leaf(method)

    before = points_of(one, actuals, target)[0]
    after = points_of(one, [actuals[0] + more, *actuals[1:]], target)[0]

    assert after >= before


@pytest.mark.parametrize("method", EVERY)
@given(actuals=st.lists(ANY, min_size=1, max_size=8), target=ANY)
def test_points_stay_within_floor_and_cap(method, actuals, target):
    one = a_leaf(method, floor=Decimal(2), cap=Decimal(8))

    assert all(2 <= points <= 8 or points == 0 for points in points_of(one, actuals, target))


@pytest.mark.parametrize("method", EVERY)
@given(actuals=st.lists(ANY, min_size=1, max_size=8), target=ANY)
def test_points_stay_between_nothing_and_the_weight(method, actuals, target):
    assert all(0 <= points <= 10 for points in points_of(a_leaf(method), actuals, target))


@given(actuals=st.lists(NUMBERS, min_size=3, max_size=8), other=NUMBERS, target=NUMBERS)
def test_a_unit_outside_the_group_changes_nobody(actuals, other, target):
    one = a_leaf("EFFICACY")
    units = [str(at) for at in range(len(actuals))]
    figures = {unit: Measured(x, target) for unit, x in zip(units, actuals, strict=True)}

    alone = scored(Plan((one,)), units, {"k": figures})
    beside = scored(Plan((one,)), units, {"k": figures | {"outside": Measured(other, target)}})

    assert beside == alone


TOTALS = st.lists(st.integers(0, 12), min_size=3, max_size=12)


def totals_of(points):
    term = explaining.Term("k", Decimal(10), Decimal(0))
    return [Total(str(at), Decimal(value), (term,)) for at, value in enumerate(points)]


@given(points=TOTALS)
def test_who_shares_points_shares_the_better_place_and_the_next_is_skipped(points):
    ranks = ranked(Plan(()), totals_of(points))

    for at, value in enumerate(points):
        assert ranks[str(at)] == 1 + sum(other > value for other in points)


def test_two_seconds_and_then_the_fourth():
    assert list(ranked(Plan(()), totals_of([9, 8, 8, 7])).values()) == [1, 2, 2, 4]


def test_nobody_is_ranked_in_too_small_a_group_or_one_that_is_not_ranked():
    assert ranked(Plan((), smallest=3), totals_of([9, 8])) == {}
    assert ranked(Plan((), ranked=False), totals_of([9, 8, 7])) == {}


def test_a_unit_nothing_of_which_was_assessed_has_no_place():
    nothing = Total("无", Decimal(0), (explaining.Term("k", Decimal(0), Decimal(0)),))

    assert "无" not in ranked(Plan(()), [*totals_of([9, 8, 7]), nothing])


@given(
    points=st.lists(st.integers(50, 100), max_size=30),
    excellent=st.decimals(0, 1, places=2),
    good=st.decimals(0, 1, places=2),
)
def test_quotas_are_never_exceeded_whatever_ties(points, excellent, good):
    said = {str(at): Decimal(value) for at, value in enumerate(points)}
    asked = quotas.Quotas(excellent_share=excellent, good_share=good)

    found = list(quotas.grades(said, asked, barred=["0"]).values())

    assert found.count("EXCELLENT") <= excellent * len(points)
    assert found.count("GOOD") <= good * len(points)
    assert "EXCELLENT" not in found[:1]


def test_a_tie_at_the_border_is_broken_or_left_out_whole():
    points = {name: Decimal(95) for name in "甲乙丙"} | {name: Decimal(70) for name in "丁戊己庚"}
    asked = quotas.Quotas(excellent_share=Decimal("0.3"))

    tied = quotas.grades(points, asked)
    fewer_red_days = {"甲": [Decimal(-1)], "乙": [Decimal(0)], "丙": [Decimal(-2)]}
    broken = quotas.grades(points, asked, ties=fewer_red_days)

    assert [tied[one] for one in "甲乙丙"] == ["PASS", "PASS", "PASS"]
    assert [broken[one] for one in "甲乙丙"] == ["EXCELLENT", "EXCELLENT", "GOOD"]


def test_a_veto_leaves_its_place_to_the_next():
    points = {
        name: Decimal(value) for name, value in zip("甲乙丙丁", (99, 95, 91, 50), strict=True)
    }
    asked = quotas.Quotas(excellent_share=Decimal("0.25"), good_share=Decimal("0.5"))

    assert quotas.grades(points, asked, barred=["甲"]) == {
        "甲": "GOOD", "乙": "EXCELLENT", "丙": "GOOD", "丁": "FAIL",
    }  # fmt: skip


@given(
    first=st.lists(NUMBERS | st.none(), min_size=4, max_size=4),
    second=st.lists(NUMBERS | st.none(), min_size=4, max_size=4),
    bonus=NUMBERS,
    mean=st.sampled_from(["ARITHMETIC", "GEOMETRIC"]),
)
def test_the_lines_of_a_difference_add_up_to_it(first, second, bonus, mean):
    plan = Plan(tuple(a_leaf("COMPLETION", key, key[0]) for key in ("1a", "1b", "2a", "2b")),
                mean=mean)  # fmt: skip
    one, other = (
        scored(
            plan, ["u"],
            {leaf.key: {"u": Measured(x, Decimal(500))} for leaf, x in
             zip(plan.leaves, actuals, strict=True)},
            {"u": changes},
        )[0]
        for actuals, changes in ((first, []), (second, [Change("c", "加分", bonus)]))
    )  # fmt: skip

    lines = explaining.difference({}, one, other)

    assert sum(line.points for line in lines) == other.points - one.points


@given(
    actuals=st.lists(NUMBERS | st.none(), min_size=4, max_size=4),
    mean=st.sampled_from(["ARITHMETIC", "GEOMETRIC"]),
)
def test_deleting_a_leaf_of_a_sum_takes_exactly_its_points(actuals, mean):
    plan = Plan(tuple(a_leaf("COMPLETION", key, key[0]) for key in ("1a", "1b", "2a", "2b")),
                mean=mean)  # fmt: skip
    figures = {leaf.key: {"u": Measured(x, Decimal(500))}
               for leaf, x in zip(plan.leaves, actuals, strict=True)}  # fmt: skip
    [total] = scored(plan, ["u"], figures, {"u": [Change("c", "扣分", Decimal("-0.5"))]})

    for line in (*total.terms, *total.changes):
        shown = explaining.without(plan, total, line.key)
        if mean == "ARITHMETIC":
            assert shown == line.points


@given(actuals=st.lists(NUMBERS | st.none(), min_size=4, max_size=4))
def test_the_weight_of_what_is_missing_is_kept_whole(actuals):
    plan = Plan(
        tuple(
            a_leaf("COMPLETION", key, key[0], weight)
            for key, weight in (("1a", "33.3333"), ("1b", "16.6667"), ("2a", "20"), ("2b", "30"))
        )
    )
    figures = {leaf.key: {"u": Measured(x, Decimal(500))}
               for leaf, x in zip(plan.leaves, actuals, strict=True)}  # fmt: skip

    [total] = scored(plan, ["u"], figures)

    weights = {one.key: one.weight for one in total.terms}
    assert sum(weights.values()) == (0 if actuals == [None] * 4 else 100)
    if actuals[0] is None and None not in actuals[1:]:
        assert weights["1b"] == 50
        assert weights["2a"] == 20


def test_identical_units_share_a_band_and_so_do_those_one_item_apart():
    four = totals_of([10, 10, 9, 5])

    bands = in_bands(four, {"2": Decimal(1)})

    assert bands == [["0", "1", "2"], ["3"]]


def test_who_was_passed_by_whom_is_told():
    before = {"甲": 1, "乙": 2, "丙": 3, "丁": 4}
    after = {"丙": 1, "甲": 2, "丁": 3, "乙": 4}

    assert explaining.overtaken("乙", before, after) == (["丙", "丁"], [])
    assert explaining.overtaken("丙", before, after) == ([], ["甲", "乙"])


def test_what_lost_most_comes_first_and_what_can_still_be_made_good_is_asked_apart():
    plan = Plan(tuple(a_leaf("COMPLETION", key) for key in ("a", "b", "c")))
    figures = {key: {"u": Measured(Decimal(x), Decimal(10))}
               for key, x in (("a", 9), ("b", 5), ("c", 10))}  # fmt: skip

    [total] = scored(plan, ["u"], figures)

    assert [one.key for one in explaining.lost_most(total)] == ["b", "a"]
    assert [one.key for one in explaining.can_be_made_good(total, ["a", "c"])] == ["a"]
