"""How a unit's score stands in its row: all its terms in one JSON, decimals as text (ADR 0070)."""

from decimal import Decimal
from typing import Any

from luoshi.assessment.measuring import plan_of
from luoshi.assessment.models import Score
from luoshi.assessment.reckoning.spec import NO_NUMBERS, Change, Plan, Share, Term, Total
from luoshi.assessment.reckoning.totals import summed

__all__ = ["own_points", "plan_of", "read", "written"]


def written(total: Total) -> list[list[Any]]:
    """Return a score's terms, changes and shares as they are stored: three lists of rows."""
    terms = [
        [
            key,
            str(weight),
            str(points),
            str(lost),
            None if actual is None else str(actual),
            None if target is None else str(target),
            int(assessed),
            {name: str(value) for name, value in context.items()} if context else {},
        ]
        for key, weight, points, lost, actual, target, assessed, context in total.terms
    ]
    changes = [[key, name, str(points)] for key, name, points in total.changes]
    shares = [[name, str(share), str(points)] for name, share, points in total.shares]
    return [terms, changes, shares]


def read(score: Score) -> Total:
    """Return a stored score as the reckoning gave it."""
    terms, changes, shares = score.terms or ([], [], [])
    return Total(
        unit=str(score.unit_id),
        points=score.points,
        terms=tuple(_term(row) for row in terms),
        changes=tuple(Change(key, name, Decimal(points)) for key, name, points in changes),
        shares=tuple(
            Share(name, Decimal(share), Decimal(points)) for name, share, points in shares
        ),
    )


def own_points(plan: Plan, total: Total) -> Decimal:
    """Return what a score's indicators come to, without what stands beside them."""
    return summed(plan, total.terms)


def _term(row: list[Any]) -> Term:
    key, weight, points, lost, actual, target, assessed, context = row
    return Term(
        key,
        Decimal(weight),
        Decimal(points),
        Decimal(lost),
        None if actual is None else Decimal(actual),
        None if target is None else Decimal(target),
        bool(assessed),
        {name: Decimal(value) for name, value in context.items()} if context else NO_NUMBERS,
    )
