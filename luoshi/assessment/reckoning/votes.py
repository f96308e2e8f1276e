"""Methods that count opinions: satisfaction, votes, graded votes. A response rate stands beside."""

from decimal import Decimal

from luoshi.assessment.reckoning.expressions import Expression, If, Name, of, total
from luoshi.assessment.reckoning.parameters import WrongParameter, number, read, table
from luoshi.assessment.reckoning.single import rate
from luoshi.assessment.reckoning.spec import Leaf

SATISFIED = Name("satisfied")
BASICALLY = Name("basically")
DISSATISFIED = Name("dissatisfied")
# "Don't know" is not counted as valid (domain/06 M10); it is stored and shown beside.
VALID = SATISFIED + BASICALLY + DISSATISFIED
NONE = Decimal(0)
# 好、较好、一般、差
GRADES = {"good": "100", "fair": "80", "average": "60", "poor": "40"}


def satisfaction_value(leaf: Leaf) -> Expression:
    """Return W of the value (100·a + 70·b + 30·c)/(a + b + c) (M10a 满意度分值).

    60, 25, 10 and 5 who do not know: 84.74.
    """
    a, b, c = (number(leaf, *one) for one in (("a", "100"), ("b", "70"), ("c", "30")))
    return rate(leaf, (SATISFIED * a + BASICALLY * b + DISSATISFIED * c) / VALID)


def satisfaction_rate(leaf: Leaf) -> Expression:
    """Return W of the rate (a + b)/(a + b + c) (M10b 满意率): 60, 25, 10 give 89.47 %."""
    return rate(leaf, (SATISFIED + BASICALLY) * 100 / VALID)


def vote_grade(leaf: Leaf) -> Expression:
    """Return W of the grade that was voted (M11 票决等次): 满意, 基本满意, 不满意.

    Satisfied by half of all members or more is 满意; satisfied and basically satisfied by half or
    more is 基本满意; otherwise 不满意. 29 present, 17, 11 and 1: 满意, because 17 > 14.5. With
    `strict` the two together must be more than half (Zhenhai: half or fewer is unsatisfied). The
    grades are worth `a`, `b`, `c` of a hundred.
    """
    a, b, c = (number(leaf, *one) for one in (("a", "100"), ("b", "70"), ("c", "0")))
    present, twice = Name("present"), (SATISFIED + BASICALLY) * 2
    strict = bool(leaf.parameters.get("strict"))
    second = If(present, twice, c, b) if strict else If(twice, present, b, c)
    return rate(leaf, If(SATISFIED * 2, present, a, second))


def graded_votes(leaf: Leaf) -> Expression:
    """Return W of Σ(v_g·w_g)/valid (M13 等级票), worth 100, 80, 60, 40.

    好 52, 较好 30, 一般 6, 差 2 of 90 valid: 89.33. `worth` names other grades and their worth,
    such as a leader's card of five levels; what it does not name ("unknown") is not valid.
    """
    worth = table(leaf, "worth") or GRADES
    if not worth:
        raise WrongParameter("worth")
    named = {name: Name(name, otherwise=NONE) for name in worth}
    weighed = total([named[name] * of(read(value, "worth")) for name, value in worth.items()])
    return rate(leaf, weighed / total(list(named.values())))
