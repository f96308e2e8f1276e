"""Methods that look at the whole group: ranks, the first, the best and the worst."""

from decimal import Decimal

from luoshi.assessment.reckoning.expressions import (
    Expression,
    Function,
    If,
    Name,
    between,
    greatest,
    least,
    of,
)
from luoshi.assessment.reckoning.parameters import WrongParameter, decimal, number
from luoshi.assessment.reckoning.single import A, W
from luoshi.assessment.reckoning.spec import Leaf

R = Name("R")
LEAST = "least"
MOST = "most"
# d runs from 60 (不允许值) to 100 (满意值), domain/06 section 6.4.
BASE, SPAN = 60, 40
HUNDRED = 100


def rank(leaf: Leaf) -> Expression:
    """Return W·(1 − p·(r − 1)), not under q·W (M3 排名赋分).

    W 20, p 5 %: 20, 19, 18, 17, 16, 15, 14. `step` instead of `step_share`: so many points a place.
    """
    if "step" in leaf.parameters:
        earned = W - number(leaf, "step", "0") * (R - 1)
    else:
        earned = W * (of(1) - number(leaf, "step_share", "0.05") * (R - 1))
    return greatest(W * number(leaf, "least_share", "0"), earned)


def threshold_rank(leaf: Leaf) -> Expression:
    """Return the points of reaching a threshold, and a rank part above them (M2b 达标加位次).

    GDP growth ≥ 8 % earns 4, else 0; the rest of the weight is earned by rank.
    """
    reached = decimal(leaf, "reached", "")
    threshold = number(leaf, "threshold", "")
    rest = W - of(reached)
    left, right = (threshold, A) if leaf.direction == "DOWN" else (A, threshold)
    ranked = rest * (of(1) - number(leaf, "step_share", "0.05") * (R - 1))
    return If(left, right, of(reached), of(0)) + greatest(0, ranked)


def ratio_to_first(leaf: Leaf) -> Expression:
    """Return W·S/S_max (M4 比例换算); W·S_min/S for what should be low.

    W 600, S 540, S_max 565: 573.4513. Where the first itself has nothing, nobody earns anything.
    """
    if leaf.direction == "DOWN":
        return If(of(0), A, W, between(0, W * Name(LEAST) / A, W))
    first = Name(MOST)
    return If(of(0), first, of(0), between(0, W * A / first, W))


def efficacy(leaf: Leaf) -> Expression:
    """Return W·d/100 with d = 60 + 40·(x − x_s)/(x_h − x_s) (M5 功效系数法).

    x_h is the satisfactory value, x_s the not-allowed one: best and worst of the group, or fixed
    standards (`satisfactory`, `not_allowed`). 4404 between 3575 and 5733: d = 75.366. Beyond fixed
    standards d is held between `lowest` and `highest` (60 and 100, or 0 and 120). Where all have
    the same, all earn the weight.
    """
    best, worst = _ends(leaf, "")
    return _held(leaf, best, worst, of(BASE) + _way(A, best, worst) * SPAN)


def efficacy_exponential(leaf: Leaf) -> Expression:
    """Return W·d/100 with d = 60·e^(ln(100/60)·(x − x_s)/(x_h − x_s)) (指数型功效系数).

    x_s 8, x_h 12: 10 gives d = 77.46, 11 gives 88.01.
    """
    best, worst = _ends(leaf, "")
    grows = Function("LN", of(HUNDRED) / BASE)
    curve = of(BASE) * Function("EXP", grows * _way(A, best, worst))
    return _held(leaf, best, worst, curve)


def _held(leaf: Leaf, best: Expression, worst: Expression, score: Expression) -> Expression:
    low, high = number(leaf, "lowest", "60"), number(leaf, "highest", "100")
    earned = W * greatest(low, least(high, score)) / HUNDRED
    # Equal ends leave nothing to tell units apart by: domain/06 section 6.4, rule 1.
    return If(_apart(best, worst), of(0), W, earned)


def _apart(best: Expression, worst: Expression) -> Expression:
    """Return 0 where both are the same, else a number under it."""
    return of(0) - (best - worst) * (best - worst)


def _way(figure: Expression, best: Expression, worst: Expression) -> Expression:
    return (figure - worst) / (best - worst)


def _ends(leaf: Leaf, part: str) -> tuple[Expression, Expression]:
    """Return the satisfactory and the not-allowed value: fixed, or best and worst of the group."""
    high, low = Name(MOST + part), Name(LEAST + part)
    best, worst = (low, high) if leaf.direction == "DOWN" else (high, low)
    if "satisfactory" not in leaf.parameters and "not_allowed" not in leaf.parameters:
        return best, worst
    return number(leaf, "satisfactory", ""), number(leaf, "not_allowed", "")


def mixed(leaf: Leaf) -> Expression:
    """Return W·(a·f(increment) + b·f(growth)) (M6 增量与增幅), a 0.4 and b 0.6.

    f is the efficacy coefficient of either in the group; `given` takes the two parts as scores out
    of a hundred: 92 and 85 give 87.8 % of W. Held between 0 and W, whatever is given.
    """
    a, b = decimal(leaf, "increment_share", "0.4"), decimal(leaf, "growth_share", "0.6")
    if a + b != Decimal(1):
        raise WrongParameter("growth_share")
    scores = of(a) * _of_part(leaf, "increment") + of(b) * _of_part(leaf, "growth")
    return between(0, W * scores / HUNDRED, W)


def _of_part(leaf: Leaf, part: str) -> Expression:
    if leaf.parameters.get("given"):
        return Name(part)
    best, worst = _ends(leaf, f":{part}")
    score = of(BASE) + _way(Name(part), best, worst) * SPAN
    return If(_apart(best, worst), of(0), of(HUNDRED), score)


def rank_rise(leaf: Leaf) -> Expression:
    """Return b·(r_last − r_now), capped at the weight (M15 进位奖)."""
    each = number(leaf, "each", "1")
    return between(0, each * (Name("last_rank") - R), W)
