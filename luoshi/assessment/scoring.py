"""How a unit's score stands in its row: all its terms in one JSON, decimals as text (ADR 0070)."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from luoshi.assessment.measuring import plan_of
from luoshi.assessment.models import Score
from luoshi.assessment.reckoning.spec import NO_NUMBERS, Change, Plan, Share, Term, Total
from luoshi.assessment.reckoning.totals import summed

__all__ = ["own_points", "plan_of", "read", "same", "text_of", "total_from"]


def text_of(total: Total, known: dict[int, str]) -> str:
    """Return a score's terms, changes and shares as they are stored: three lists of rows in JSON.

    It is put together by hand: a run writes a million terms.

    :param known: texts of contexts that many terms share, by the context's id; kept by the caller
        for as long as the totals live
    """
    rows = []
    for key, weight, points, _lost, actual, target, assessed, context in total.terms:
        reached = "null" if actual is None else f'"{actual!s}"'
        aim = "null" if target is None else f'"{target!s}"'
        counts = "1" if assessed else "0"
        told = (known.get(id(context)) or _known(context, known)) if context else "{}"
        rows.append(f'["{key}","{weight!s}","{points!s}",{reached},{aim},{counts},{told}]')
    changes = [[key, name, str(points)] for key, name, points in total.changes]
    shares = [[name, str(share), str(points)] for name, share, points in total.shares]
    return f"[[{','.join(rows)}],{_json(changes)},{_json(shares)}]"


def _known(context: Mapping[str, Decimal], known: dict[int, str]) -> str:
    said = ",".join([f'{_name(name)}:"{value!s}"' for name, value in context.items()])
    text = known[id(context)] = f"{{{said}}}"
    return text


@lru_cache(maxsize=4096)
def _name(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _json(rows: Any) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else "[]"


def read(score: Score) -> Total:
    """Return a stored score as the reckoning gave it."""
    return total_from(str(score.unit_id), score.points, score.terms)


def total_from(unit: str, points: Decimal, stored: list[Any]) -> Total:
    """Return a score of its points and of what is stored beside them."""
    terms, changes, shares = stored or ([], [], [])
    return Total(
        unit=unit,
        points=points,
        terms=tuple(_term(row) for row in terms),
        changes=tuple(Change(key, name, Decimal(points)) for key, name, points in changes),
        shares=tuple(
            Share(name, Decimal(share), Decimal(points)) for name, share, points in shares
        ),
    )


def same(one: Total, other: Total) -> bool:
    """Tell whether two scores are stored alike: the same numbers, written the same way."""
    return (
        one.points == other.points
        and repr((one.changes, one.shares)) == repr((other.changes, other.shares))
        and all(map(_same_term, one.terms, other.terms))
    )


def _same_term(one: Term, other: Term) -> bool:
    return one is other or (
        # PostgreSQL keeps names in an order of its own.
        repr((one[:-1], sorted(one.context.items())))
        == repr((other[:-1], sorted(other.context.items())))
    )


def own_points(plan: Plan, total: Total) -> Decimal:
    """Return what a score's indicators come to, without what stands beside them."""
    return summed(plan, total.terms)


def _term(row: list[Any]) -> Term:
    key, said, earned, actual, target, assessed, context = row
    weight, points = Decimal(said), Decimal(earned)
    term = (
        key,
        weight,
        points,
        weight - points,
        actual if actual is None else Decimal(actual),
        target if target is None else Decimal(target),
        assessed == 1,
        {name: Decimal(value) for name, value in context.items()} if context else NO_NUMBERS,
    )
    return tuple.__new__(Term, term)
