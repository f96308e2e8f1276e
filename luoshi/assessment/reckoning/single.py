"""Methods that look at one unit's own figure (domain/06 section 6.3)."""

from luoshi.assessment.reckoning.expressions import (
    Expression,
    If,
    Name,
    between,
    greatest,
    of,
)
from luoshi.assessment.reckoning.parameters import WrongParameter, decimal, number, read
from luoshi.assessment.reckoning.spec import Leaf

W = Name("W")
A = Name("A")
T = Name("T")


def completion(leaf: Leaf) -> Expression:
    """Return W·min(A/T, cap) (M1 完成率法): more than the target gains nothing, cap = 1.

    W 5, T 100, A 92: 4.60. A negative growth earns nothing. A target under 0 (a fall of no more
    than 3 %) is no measure to divide by: it is reached or not.
    """
    share = between(0, W * A / T, W * number(leaf, "most_rate", "1"))
    return If(T, of(0), share, If(A, T, W, of(0)))


def control(leaf: Leaf) -> Expression:
    """Return W·(2 − A/T), not below 0 (M1c 控制型): what should stay under its target.

    W 5, T 10, A 12: 4.00; A 21: 0. Staying further under gains nothing, most_rate = 1. A target
    under 0 (能耗 −3 %) is kept or not.
    """
    share = between(0, W * (T * 2 - A) / T, W * number(leaf, "most_rate", "1"))
    return If(T, of(0), share, If(T, A, W, of(0)))


def all_or_nothing(leaf: Leaf) -> Expression:
    """Return W if A ≥ T, else 0 (M2 目标完成计分法); the other way for what should be low."""
    left, right = (T, A) if leaf.direction == "DOWN" else (A, T)
    return If(left, right, W, of(0))


def inverse(leaf: Leaf) -> Expression:
    """Return W·T/A, at most W (反比法): an inverse indicator that can never be 0 itself.

    W 10, T 5, A 6: 8.3333. Nothing at all (A = 0) earns the whole weight. A target under 0 is
    kept or not.
    """
    return If(T, A, W, If(T, of(0), W * T / A, of(0)))


def interval(leaf: Leaf) -> Expression:
    """Return W inside [low, high], falling in a straight line to 0 at least and at most (区间型).

    Without `least` and `most` the line falls over once the width of the interval.
    """
    low, high = decimal(leaf, "low", ""), decimal(leaf, "high", "")
    if low > high:
        raise WrongParameter("high")
    bottom = decimal(leaf, "least", str(low - (high - low)))
    top = decimal(leaf, "most", str(high + (high - low)))
    zero = of(0)
    rises = greatest(0, W * (A - of(bottom)) / of(low - bottom)) if bottom < low else zero
    falls = greatest(0, W * (of(top) - A) / of(top - high)) if top > high else zero
    return If(A, of(low), If(of(high), A, W, falls), rises)


def bands(leaf: Leaf) -> Expression:
    """Return the points of the band [lo, hi) a figure falls into (M7 区间分档法).

    `bands`: rows [from, points], the highest first or not; under the lowest 0. `else`: under the
    lowest band, the share of some `parts` of a figure decides between two: Ruian's test gives
    160 where (基本称职 + 不称职) is under a third of all votes, otherwise 130.
    """
    said = leaf.parameters.get("bands", [])
    if not isinstance(said, list) or not said:
        raise WrongParameter("bands")
    try:
        rows = sorted((read(low, "bands"), read(points, "bands")) for low, points in said)
    except (TypeError, ValueError) as wrong:
        raise WrongParameter("bands") from wrong
    points = _under_the_lowest(leaf)
    for low, earned in rows:
        points = If(A, of(low), of(earned), points)
    return points


def _under_the_lowest(leaf: Leaf) -> Expression:
    """Return what is earned under the lowest band."""
    said = leaf.parameters.get("else")
    if said is None:
        return of(0)
    try:
        share = [Name(str(one)) for one in said["parts"]]
        whole, times, of_times = Name(str(said["of"])), said["under"][0], said["under"][1]
        reached, else_earned = read(said["points"], "else"), read(said["otherwise"], "else")
        counted: Expression = share[0]
        for one in share[1:]:
            counted = counted + one
        # A third is no decimal: 3 × votes ≥ 1 × all, not votes ÷ all ≥ 0.3333.
        weighed, against = counted * of(read(of_times, "else")), whole * of(read(times, "else"))
    except (KeyError, IndexError, TypeError) as wrong:
        raise WrongParameter("else") from wrong
    return If(weighed, against, of(else_earned), of(reached))


def rate(leaf: Leaf, value: Expression) -> Expression:
    """Return W·value/100, held between 0 and W: what is itself out of a hundred."""
    return between(0, W * value / 100, W)


def own_points(leaf: Leaf) -> Expression:
    """Return the figure itself, out of a hundred (a score given elsewhere)."""
    return rate(leaf, A)
