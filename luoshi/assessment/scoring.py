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

__all__ = ["own_points", "plan_of", "read", "written"]


def written(total: Total) -> list[list[Any]]:
    """Return a score's terms, changes and shares as they are stored: three lists of rows."""
    rows: list[list[Any]] = json.loads(text_of(total, {}))
    return rows


def text_of(total: Total, known: dict[int, str]) -> str:
    """Return the JSON that is stored, put together by hand: a run writes a million terms.

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
    key, said, earned, actual, target, assessed, context = row
    weight, points = Decimal(said), Decimal(earned)
    return Term(
        key,
        weight,
        points,
        weight - points,
        None if actual is None else Decimal(actual),
        None if target is None else Decimal(target),
        bool(assessed),
        {name: Decimal(value) for name, value in context.items()} if context else NO_NUMBERS,
    )
