"""What votes come to: value, rate, grade and response (domain/06 M10, M11, M13). No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.assessment.appraisal_terms import CHOICES, Choice, Consequence, Scale, VoteGrade
from luoshi.assessment.reckoning.methods import method_of
from luoshi.assessment.reckoning.rounding import shown
from luoshi.assessment.reckoning.spec import Leaf

# Of fewer valid votes nothing is shown: who voted what could be guessed (domain/06 section 6.9).
FEWEST = 5
WHOLE = Decimal(100)
# What half of all who voted said: 满意, 基本满意 or 不满意, as M11 writes them out of a hundred.
BY_WORTH = {
    Decimal(100): VoteGrade.SATISFIED,
    Decimal(70): VoteGrade.BASICALLY,
    Decimal(0): VoteGrade.DISSATISFIED,
}
# 好 from 90, 较好 from 80, 一般 from 60, else 差 (domain/07 section 7.3).
GRADES = (
    (Decimal(90), VoteGrade.GOOD),
    (Decimal(80), VoteGrade.FAIR),
    (Decimal(60), VoteGrade.AVERAGE),
    (Decimal(0), VoteGrade.POOR),
)


@dataclass(frozen=True)
class Result:
    """What one unit's votes come to.

    :ivar cast: ballots that came back, whatever they say of the unit
    :ivar valid: those that know the unit
    :ivar value: out of a hundred: M10 (a), or M13 of graded votes; None where too few are valid
    :ivar rate: satisfied and basically satisfied, in per cent (M10 b); None for graded votes
    """

    cast: int
    valid: int
    grade: VoteGrade
    value: Decimal | None = None
    rate: Decimal | None = None


def result_of(scale: str, votes: Mapping[str, int], least: Decimal | None = None) -> Result:
    """Return what the votes about one unit come to.

    :param votes: how many gave each answer, by `Choice`
    :param least: under this value the grade is 不满意, whatever was voted
    """
    votes = {str(choice): votes.get(choice, 0) for choice in CHOICES[scale]}
    cast = sum(votes.values())
    valid = cast - votes[Choice.UNKNOWN]
    if valid < FEWEST:
        return Result(cast, valid, VoteGrade.TOO_FEW)
    if scale == Scale.GRADES:
        value = _counted("GRADED_VOTES", votes, cast)
        grade = next(grade for low, grade in GRADES if value >= low)
        return Result(cast, valid, grade, shown(value))
    value = _counted("SATISFACTION_VALUE", votes, cast)
    grade = BY_WORTH[_counted("VOTE_GRADE", votes, cast, b="70")]
    if least is not None and value < least:
        grade = VoteGrade.DISSATISFIED
    rate = _counted("SATISFACTION_RATE", votes, cast)
    return Result(cast, valid, grade, shown(value), shown(rate))


def response_of(returned: int, issued: int) -> Decimal | None:
    """Return how many of the ballots came back, in per cent; None where none was issued."""
    return shown(WHOLE * returned / issued) if issued else None


def parts_of(scale: str, votes: Mapping[str, int], issued: int) -> dict[str, str]:
    """Return the named numbers of a figure: each answer, who voted, and how many were asked."""
    said = {choice: votes.get(choice, 0) for choice in CHOICES[scale]}
    return {str(name): str(number) for name, number in said.items()} | {
        "present": str(sum(said.values())),
        "issued": str(issued),
    }


def consequence_of(grade: str, before: str) -> Consequence | None:
    """Return what the rules suggest of a grade, and of the one of the year before.

    Satisfied: praise and a plaque (S1-38); not: a talk (S1-39); not in two years running: the head
    (S1-40). 一般 and 差 of a report: a talk and a rectification. The system does none of it.
    """
    if grade == VoteGrade.SATISFIED:
        return Consequence.PRAISE
    if grade == VoteGrade.DISSATISFIED:
        twice = before == VoteGrade.DISSATISFIED
        return Consequence.HEAD if twice else Consequence.TALK
    return Consequence.RECTIFY if grade in {VoteGrade.AVERAGE, VoteGrade.POOR} else None


def _counted(method: str, votes: Mapping[str, int], cast: int, **parameters: str) -> Decimal:
    """Return what a method of the scheme makes of votes, out of a hundred."""
    leaf = Leaf("", "", "", WHOLE, method, parameters=parameters)
    numbers = {str(name): Decimal(number) for name, number in votes.items()}
    scope = {"W": WHOLE, "present": Decimal(cast)} | numbers
    return method_of(leaf).expression.number(scope)
