"""评议 reckoned: what votes come to, and what the rules suggest of a grade."""

from decimal import Decimal

import pytest

from luoshi.assessment import balloting
from luoshi.assessment.appraisal_terms import Consequence, Scale, VoteGrade


def result(**votes):
    return balloting.result_of(Scale.SATISFACTION, votes)


@pytest.mark.parametrize(
    ("votes", "value", "rate", "grade"),
    [
        ({"satisfied": 60, "basically": 25, "dissatisfied": 10, "unknown": 5},
         "84.74", "89.47", VoteGrade.SATISFIED),
        ({"satisfied": 17, "basically": 11, "dissatisfied": 1}, "86.21", "96.55",
         VoteGrade.SATISFIED),
        ({"satisfied": 4, "basically": 6, "dissatisfied": 5}, "64.67", "66.67",
         VoteGrade.BASICALLY),
        ({"satisfied": 1, "basically": 1, "dissatisfied": 8}, "41.00", "20.00",
         VoteGrade.DISSATISFIED),
    ],
)  # fmt: skip
def test_votes_come_to_the_value_the_rate_and_the_grade_of_the_field(votes, value, rate, grade):
    found = result(**votes)

    assert (str(found.value), str(found.rate), found.grade) == (value, rate, grade)


def test_graded_votes_come_to_the_example_of_the_field():
    found = balloting.result_of(Scale.GRADES, {"good": 52, "fair": 30, "average": 6, "poor": 2})

    assert (str(found.value), found.valid, found.rate, found.grade) == (
        "89.33", 90, None, VoteGrade.FAIR,
    )  # fmt: skip


def test_a_value_under_the_line_is_dissatisfied_whatever_was_voted():
    votes = {"satisfied": 6, "dissatisfied": 5}

    assert (
        result(**votes).grade,
        balloting.result_of(Scale.SATISFACTION, votes, Decimal(70)).grade,
    ) == (VoteGrade.SATISFIED, VoteGrade.DISSATISFIED)


def test_under_five_valid_votes_nothing_is_said():
    few = result(satisfied=4, unknown=20)

    assert (few.grade, few.value, few.rate) == (VoteGrade.TOO_FEW, None, None)
    assert result(satisfied=5).grade == VoteGrade.SATISFIED


@pytest.mark.parametrize(
    ("grade", "before", "suggested"),
    [
        (VoteGrade.SATISFIED, "", Consequence.PRAISE),
        (VoteGrade.BASICALLY, VoteGrade.DISSATISFIED, None),
        (VoteGrade.DISSATISFIED, "", Consequence.TALK),
        (VoteGrade.DISSATISFIED, VoteGrade.BASICALLY, Consequence.TALK),
        (VoteGrade.DISSATISFIED, VoteGrade.DISSATISFIED, Consequence.HEAD),
        (VoteGrade.POOR, "", Consequence.RECTIFY),
        (VoteGrade.TOO_FEW, VoteGrade.DISSATISFIED, None),
    ],
)
def test_two_years_dissatisfied_suggest_what_people_decide(grade, before, suggested):
    assert balloting.consequence_of(grade, before) == suggested
