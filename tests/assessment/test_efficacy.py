"""功效系数法: the published table of four firms, both means, the exponential form, the switches."""

from decimal import Decimal

import pytest

from luoshi.assessment.reckoning.spec import Leaf, Measured, Plan
from luoshi.assessment.reckoning.totals import scored
from tests.assessment.test_methods import leaf, measured, points

pytestmark = pytest.mark.one_engine
FIRMS = {
    "甲": ("5733", "60.5", "91.5", "16.7"),
    "乙": ("3575", "52.2", "93.2", "7.3"),
    "丙": ("3929", "71.2", "84.9", "10.7"),
    "丁": ("4404", "69.7", "88.0", "12.8"),
}
EQUAL = ("25", "25", "25", "25")
UNEVEN = ("30", "20", "20", "30")
THREE = Decimal("0.001")


def reckoned(weights, mean):
    leaves = tuple(
        Leaf(f"x{at}", "1", f"x{at}", Decimal(weight), "EFFICACY")
        for at, weight in enumerate(weights)
    )
    figures = {
        one.key: {firm: Measured(Decimal(values[at])) for firm, values in FIRMS.items()}
        for at, one in enumerate(leaves)
    }
    return scored(Plan(leaves, mean=mean), list(FIRMS), figures)


def test_every_coefficient_of_the_published_table():
    found = {
        one.unit: [str((term.points * 4).quantize(THREE)) for term in one.terms]
        for one in reckoned(EQUAL, "ARITHMETIC")
    }

    assert found == {
        "甲": ["100.000", "77.474", "91.807", "100.000"],
        "乙": ["60.000", "60.000", "100.000", "60.000"],
        "丙": ["66.562", "100.000", "60.000", "74.468"],
        "丁": ["75.366", "96.842", "74.940", "83.404"],
    }


@pytest.mark.parametrize(
    ("weights", "mean", "table"),
    [
        (EQUAL, "GEOMETRIC", ["91.835", "68.173", "73.848", "82.184"]),
        (EQUAL, "ARITHMETIC", ["92.320", "70.000", "75.257", "82.638"]),
        (UNEVEN, "GEOMETRIC", ["93.413", "66.454", "73.146", "81.595"]),
    ],
)
def test_the_totals_of_the_published_table(weights, mean, table):
    found = reckoned(weights, mean)

    assert [str(one.points.quantize(THREE)) for one in found] == table


def test_the_exponential_form_falls_below_the_line():
    group = [measured(8), measured(10), measured(11), measured(12)]

    assert points(leaf("EFFICACY"), *group) == ["60.0000", "80.0000", "90.0000", "100.0000"]
    assert points(leaf("EFFICACY_EXPONENTIAL"), *group) == [
        "60.0000", "77.4597", "88.0112", "100.0000",
    ]  # fmt: skip


def test_for_what_should_be_low_the_least_is_the_satisfactory_value():
    group = [measured(8), measured(10), measured(12)]

    assert points(leaf("EFFICACY", direction="DOWN"), *group) == ["100.0000", "80.0000", "60.0000"]


def test_where_all_have_the_same_all_earn_the_weight():
    group = [measured(8), measured(8)]

    assert points(leaf("EFFICACY", "20"), *group) == ["20.0000", "20.0000"]
    assert points(leaf("EFFICACY_EXPONENTIAL", "20"), *group) == ["20.0000", "20.0000"]


def test_beyond_fixed_standards_the_coefficient_is_held_by_the_switch():
    group = [measured(5), measured(15)]
    standards = {"satisfactory": "12", "not_allowed": "8"}

    assert points(leaf("EFFICACY", **standards), *group) == ["60.0000", "100.0000"]
    wide = leaf("EFFICACY", lowest="0", highest="120", **standards)
    assert points(wide, *group) == ["30.0000", "120.0000"]


def test_an_outlier_can_be_cut_off():
    group = [measured(1000), *(measured(at) for at in range(1, 20))]

    cut = points(leaf("EFFICACY", winsorise="0.05"), *group)

    assert cut[0] == "100.0000"
    assert cut[19] == "100.0000"
    assert points(leaf("EFFICACY"), *group)[19] == "60.7207"


def test_a_unit_that_joins_changes_everybodys_points_but_not_their_order_on_one_indicator():
    three = [measured(8), measured(10), measured(12)]

    before = points(leaf("EFFICACY"), *three)
    after = points(leaf("EFFICACY"), *three, measured(20))

    assert before != after[:3]
    assert sorted(after[:3], key=Decimal) == after[:3]
