"""计分方法: every worked example of the field, to the last digit."""

from decimal import Decimal

import pytest

from luoshi.assessment.reckoning.columns import Column
from luoshi.assessment.reckoning.methods import UnknownMethod, method_of
from luoshi.assessment.reckoning.parameters import WrongParameter
from luoshi.assessment.reckoning.rounding import shown
from luoshi.assessment.reckoning.spec import Leaf, Measured
from luoshi.assessment.terms import Method

pytestmark = pytest.mark.one_engine


def leaf(method, weight="100", direction="UP", floor=None, cap=None, **parameters):
    return Leaf("k", "1", "指标", Decimal(weight), method, direction, parameters, floor, cap)


def number(value):
    return None if value is None else Decimal(str(value))


def measured(actual=None, target=None, **parts):
    said = {name: Decimal(str(value)) for name, value in parts.items()}
    return Measured(number(actual), number(target), said)


def points(one, *figures):
    """What each of a group earns, in the order given; None is 不予考核."""
    units = [str(at) for at in range(len(figures))]
    terms = Column(method_of(one), dict(zip(units, figures, strict=True))).terms(units)
    return [None if term is None else str(term.points) for term in terms]


def alone(one, *said, **parts):
    [found] = points(one, measured(*said, **parts))
    return found


def test_every_method_of_the_scheme_can_be_reckoned():
    some = {
        "THRESHOLD_RANK": {"threshold": "8", "reached": "4"},
        "BANDS": {"bands": [["0", "1"]]},
        "COMPOSITION": {"shares": {"m1": "1"}},
        "INTERVAL": {"low": "1", "high": "2"},
    }

    for method in Method.values:
        assert method_of(leaf(method, **some.get(method, {}))).asked, method


def test_a_method_nobody_knows_is_refused():
    with pytest.raises(UnknownMethod, match="MAGIC"):
        method_of(leaf("MAGIC"))


@pytest.mark.parametrize(
    "wrong",
    [
        leaf("COMPLETION", most_rate="很多"),
        leaf("COMPLETION", most_rate="NaN"),
        leaf("BANDS"),
        leaf("BANDS", bands=[["90"]]),
        leaf("BANDS", bands=[["90", "5"]], **{"else": {"parts": []}}),
        leaf("COMPOSITION", shares={"m1": "0.5"}),
        leaf("MIXED", increment_share="0.5"),
        leaf("INTERVAL", low="5", high="3"),
        leaf("MODIFIER", modifiers={"gdp": "1.5"}),
        leaf("DEDUCTION", items=["late"]),
        leaf("THRESHOLD_RANK"),
    ],
)
def test_parameters_a_method_cannot_count_with_are_refused(wrong):
    with pytest.raises(WrongParameter):
        method_of(wrong)


def test_m1_completion_rate_rewards_no_more_than_the_target():
    one = leaf("COMPLETION", "5")

    assert alone(one, 92, 100) == "4.6000"
    assert alone(one, 130, 100) == "5.0000"
    assert alone(one, -3, 100) == "0.0000"
    assert alone(leaf("COMPLETION", "5", most_rate="1.2"), 130, 100) == "6.0000"


def test_m1c_control_type_falls_to_nothing_at_twice_the_target():
    one = leaf("CONTROL", "5")

    assert [alone(one, actual, 10) for actual in (12, 20, 21, 10, 3)] == [
        "4.0000", "0.0000", "0.0000", "5.0000", "5.0000",
    ]  # fmt: skip


def test_m2_all_or_nothing():
    one, low = leaf("ALL_OR_NOTHING", "4"), leaf("ALL_OR_NOTHING", "4", "DOWN")

    assert [alone(one, actual, 8) for actual in (8, "7.9")] == ["4.0000", "0.0000"]
    assert [alone(low, actual, 8) for actual in (8, "8.1")] == ["4.0000", "0.0000"]


def test_m2b_a_threshold_and_a_rank_part_above_it():
    one = leaf("THRESHOLD_RANK", "10", threshold="8", reached="4", step_share="0.05")

    assert points(one, measured(9), measured("8.5"), measured(7)) == [
        "10.0000", "9.7000", "5.4000",
    ]  # fmt: skip


def test_m3_five_per_cent_a_place():
    one = leaf("RANK", "20", step_share="0.05")

    assert points(one, *(measured(7 - at) for at in range(7))) == [
        "20.0000", "19.0000", "18.0000", "17.0000", "16.0000", "15.0000", "14.0000",
    ]  # fmt: skip


def test_m3_two_per_cent_or_half_a_point_a_place_and_a_least_share():
    three = [measured(3), measured(2), measured(1)]

    assert points(leaf("RANK", "200", step_share="0.02"), *three) == [
        "200.0000", "196.0000", "192.0000",
    ]  # fmt: skip
    assert points(leaf("RANK", "10", step="0.5"), *three) == ["10.0000", "9.5000", "9.0000"]
    assert points(leaf("RANK", "10", step_share="0.5", least_share="0.3"), *three) == [
        "10.0000", "5.0000", "3.0000",
    ]  # fmt: skip


def test_m3_the_same_figure_shares_the_better_place():
    one = leaf("RANK", "20")

    assert points(one, measured(9), measured(8), measured(8), measured(7)) == [
        "20.0000", "19.0000", "19.0000", "17.0000",
    ]  # fmt: skip


def test_m3_what_should_be_low_ranks_the_lowest_first():
    assert points(leaf("RANK", "20", "DOWN"), measured(9), measured(8)) == ["19.0000", "20.0000"]


def test_m4_ratio_to_the_first():
    one = leaf("RATIO_TO_FIRST", "600")

    found = points(one, measured(540), measured(565))

    assert found == ["573.4513", "600.0000"]
    assert str(shown(Decimal(found[0]))) == "573.45"
    assert points(one, measured(0), measured(0)) == ["0.0000", "0.0000"]
    assert points(leaf("RATIO_TO_FIRST", "10", "DOWN"), measured(4), measured(8)) == [
        "10.0000", "5.0000",
    ]  # fmt: skip


def test_m6_increment_and_growth_by_four_and_six():
    given = leaf("MIXED", "100", given=True)
    of_group = leaf("MIXED", "100")

    assert alone(given, increment=92, growth=85) == "87.8000"
    assert points(of_group, measured(increment=2, growth=9), measured(increment=4, growth=5)) == [
        "84.0000",
        "76.0000",
    ]


RUIAN = {
    "bands": [["90", "200"], ["80", "190"], ["70", "180"], ["60", "170"]],
    "else": {
        "parts": ["basically", "incompetent"],
        "of": "valid",
        "under": ["1", "3"],
        "points": "160",
        "otherwise": "130",
    },
}


@pytest.mark.parametrize(
    ("rate", "weak", "earned"),
    [
        (95, 0, "200.0000"), (90, 0, "200.0000"), ("89.99", 0, "190.0000"), (80, 0, "190.0000"),
        (75, 0, "180.0000"), (60, 0, "170.0000"), ("59.9", 29, "160.0000"),
        ("59.9", 30, "130.0000"), ("59.9", 31, "130.0000"),
    ],
)  # fmt: skip
def test_m7_bands_are_closed_below_and_open_above(rate, weak, earned):
    one = leaf("BANDS", "200", **RUIAN)

    assert alone(one, rate, basically=weak, incompetent=0, valid=90) == earned


def test_m8_deduct_until_nothing_is_left():
    one = leaf("DEDUCTION", "10", items={"late": "0.5", "missing": "1"})

    assert alone(one, late=3, missing=2) == "6.5000"
    assert alone(one, late=30) == "0.0000"
    assert alone(leaf("DEDUCTION", "10", each="2"), 3) == "4.0000"
    assert alone(leaf("DEDUCTION", "1", each="2", extra=True), 3) == "-5.0000"


def test_m8_units_with_fewer_tasks_may_lose_double():
    one = leaf("DEDUCTION", "10", items={"late": "0.5"}, few="20", times="2")

    assert alone(one, late=3, tasks=19) == "7.0000"
    assert alone(one, late=3, tasks=20) == "8.5000"


def test_m9_a_base_of_a_hundred_with_capped_bonus_and_workload():
    one = leaf("PLUS_MINUS", bonus={"praise": "2"}, deduct={"fault": "1.5"}, bonus_most="3",
               each_task="0.05", tasks_most="1")  # fmt: skip

    assert alone(one, praise=1, fault=2, tasks=10) == "99.5000"
    assert alone(one, praise=9, fault=0, tasks=100) == "104.0000"
    assert alone(leaf("PLUS_MINUS", "20", deduct={"fault": "1.5"}), fault=2) == "19.4000"


def test_m10_satisfaction_does_not_count_who_does_not_know():
    poll = {"satisfied": 60, "basically": 25, "dissatisfied": 10, "unknown": 5}

    assert alone(leaf("SATISFACTION_VALUE"), **poll) == "84.7368"
    assert alone(leaf("SATISFACTION_RATE"), **poll) == "89.4737"


def test_m10_where_nobody_answered_there_is_no_figure():
    nobody = {"satisfied": 0, "basically": 0, "dissatisfied": 0, "unknown": 5}

    assert alone(leaf("SATISFACTION_VALUE"), **nobody) is None


@pytest.mark.parametrize(
    ("votes", "strict", "earned"),
    [
        ((29, 17, 11, 1), False, "100.0000"),
        ((29, 14, 14, 1), False, "70.0000"),
        ((30, 15, 0, 15), False, "100.0000"),
        ((30, 5, 10, 15), False, "70.0000"),
        ((30, 5, 10, 15), True, "0.0000"),
        ((30, 5, 11, 14), True, "70.0000"),
        ((30, 5, 5, 20), False, "0.0000"),
    ],
)
def test_m11_half_of_all_members_decides_the_grade(votes, strict, earned):
    present, satisfied, basically, dissatisfied = votes
    one = leaf("VOTE_GRADE", strict=strict)

    assert earned == alone(
        one, present=present, satisfied=satisfied, basically=basically, dissatisfied=dissatisfied
    )


def test_m12_each_modifier_is_capped():
    one = leaf("MODIFIER", modifiers={
        "gdp": {"k": "1.5", "cap": "5"},
        "productive": {"k": "0.15", "cap": "3"},
        "industrial": {"k": "0.15", "cap": "3"},
    })  # fmt: skip

    assert alone(one, 62, gdp="0.8", productive=12, industrial=-30) == "62.0000"


def test_m13_graded_votes():
    assert alone(leaf("GRADED_VOTES"), good=52, fair=30, average=6, poor=2) == "89.3333"


def test_m13_a_leaders_card_of_five_levels():
    card = leaf("GRADED_VOTES", worth={"5": "100", "4": "80", "3": "60", "2": "40", "1": "20"})

    assert alone(card, **{"5": 3, "4": 1, "unknown": 7}) == "95.0000"


def test_m14_a_quarter_of_three_months_and_a_tour():
    one = leaf("COMPOSITION", shares={"m1": "0.3", "m2": "0.3", "m3": "0.3", "tour": "0.1"})

    assert alone(one, m1=88, m2=91, m3=86, tour=94) == "88.9000"
    assert alone(one, m1=88, m2=91, m3=86) is None


def test_m15_places_won_are_rewarded_up_to_a_cap():
    one = leaf("RANK_RISE", "3", each="0.5")

    assert points(
        one, measured(9, last_rank=4), measured(8, last_rank=1), measured(7, last_rank=90)
    ) == ["1.5000", "0.0000", "3.0000"]


def test_m16_of_one_matter_only_the_highest_award_counts():
    one = leaf("INNOVATION", "5")
    two_matters = {"甲:city": 1, "甲:national": 1, "乙:provincial": 1}

    assert alone(one, **two_matters) == "3.0000"
    assert alone(one, 1, **two_matters) == "4.0000"
    assert alone(one, 4, **two_matters) == "5.0000"


def test_inverse_is_the_target_over_the_figure():
    one = leaf("INVERSE", "10")

    assert [alone(one, actual, 5) for actual in (6, 5, 4, 0)] == [
        "8.3333", "10.0000", "10.0000", "10.0000",
    ]  # fmt: skip


def test_an_interval_is_full_inside_and_falls_in_a_line_outside():
    one = leaf("INTERVAL", "10", low="40", high="60")

    assert [alone(one, x) for x in (40, 50, 60, 30, 20, 10, 70, 80, 90)] == [
        "10.0000", "10.0000", "10.0000", "5.0000", "0.0000", "0.0000", "5.0000", "0.0000",
        "0.0000",
    ]  # fmt: skip
    assert alone(leaf("INTERVAL", "10", low="40", high="60", least="30"), 35) == "5.0000"


def test_floor_and_cap_of_an_indicator_hold():
    held = leaf("COMPLETION", "10", floor=Decimal(3), cap=Decimal("9.5"))

    assert [alone(held, actual, 100) for actual in (10, 50, 99)] == ["3.0000", "5.0000", "9.5000"]


@pytest.mark.parametrize(
    ("one", "figure"),
    [
        (leaf("COMPLETION"), measured(None, 100)),
        (leaf("COMPLETION"), measured(50, None)),
        (leaf("COMPLETION"), measured(50, 0)),
        (leaf("MIXED"), measured(increment=3)),
        (leaf("DEDUCTION", items={"late": "1"}), measured()),
        (leaf("INNOVATION"), measured()),
    ],
)
def test_what_is_not_there_is_not_assessed_and_never_zero(one, figure):
    assert points(one, figure) == [None]


def test_points_are_rounded_half_up_to_four_places():
    assert alone(leaf("COMPLETION", "1"), "0.00005", 1) == "0.0001"
    assert alone(leaf("COMPLETION", "1"), "0.00015", 1) == "0.0002"
    assert str(shown(Decimal("92.3950"))) == "92.40"


@pytest.mark.parametrize(
    ("method", "actuals", "earned"),
    [
        # A fall of no more than 3 % is the target: who fell less reached it.
        (Method.COMPLETION, ("-5", "-3", "-1", "2"), ["0.0000", "10.0000", "10.0000", "10.0000"]),
        # What should fall by 3 %: who made it fall by 5 % kept it.
        (Method.CONTROL, ("-5", "-3", "-1", "2"), ["10.0000", "10.0000", "0.0000", "0.0000"]),
        (Method.INVERSE, ("-5", "-3", "-1", "2"), ["10.0000", "10.0000", "0.0000", "0.0000"]),
    ],
)
def test_a_target_under_nought_is_reached_or_not(method, actuals, earned):
    one = leaf(method, weight="10")

    assert [alone(one, actual, -3) for actual in actuals] == earned


def test_given_scores_earn_no_more_than_the_weight():
    one = leaf(Method.MIXED, weight="10", given=True)

    assert alone(one, increment=920, growth=85) == "10.0000"


@pytest.mark.parametrize("cut", ["0.5", "1", "-0.1", "一成"])
def test_no_more_than_half_is_cut_off_at_either_end(cut):
    with pytest.raises(WrongParameter, match="winsorise"):
        method_of(leaf(Method.EFFICACY, winsorise=cut))


@pytest.mark.parametrize("number", ["1e400", "100000000", "NaN"])
def test_a_parameter_without_bounds_is_none(number):
    with pytest.raises(WrongParameter, match="bands"):
        method_of(leaf(Method.BANDS, bands=[["0", number]]))


def test_what_grows_beyond_all_numbers_is_no_figure():
    one = leaf(Method.EFFICACY_EXPONENTIAL, satisfactory="0.000002", not_allowed="0.000001")

    assert alone(one, 10**14) is None
