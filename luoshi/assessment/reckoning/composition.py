"""A score put together of spans of time (M14 时段合成): year = α·months + β·quarters + γ·own."""

from collections.abc import Sequence
from decimal import Decimal

from luoshi.assessment.reckoning.rounding import NOTHING, rounded
from luoshi.assessment.reckoning.spec import Share, Total

# The part that a score's own terms and changes are.
OWN = "OWN"
# A part's name, how much of the whole it is, and its points; None where there is none yet.
Part = tuple[str, Decimal, Decimal | None]


def composed(total: Total, parts: Sequence[Part]) -> Total:
    """Return a score as the weighted sum of its parts; a share that has nothing yet is spread.

    0.3, 0.3, 0.3, 0.1 of 88, 91, 86, 94: 88.9 (domain/06 M14). With its own part alone a score
    stays what it is, without shares.
    """
    there = [(name, share, rounded(points)) for name, share, points in parts if points is not None]
    whole = sum((share for _name, share, _points in there), NOTHING)
    if len(there) < 2 or not whole:
        return total
    shares = tuple(Share(name, share / whole, points) for name, share, points in there)
    return total._replace(points=rounded(summed(shares)), shares=shares)


def with_own(total: Total, points: Decimal) -> Decimal:
    """Return what a score would be if its own terms and changes came to these points."""
    if not total.shares:
        return points
    shares = [one._replace(points=points) if one.name == OWN else one for one in total.shares]
    return rounded(summed(shares))


def summed(shares: Sequence[Share]) -> Decimal:
    """Return what parts come to by their shares, before rounding."""
    return sum((one.share * one.points for one in shares), Decimal(0))
