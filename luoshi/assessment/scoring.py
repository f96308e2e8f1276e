"""How a unit's score stands in its row: all its terms in one JSON, decimals as text (ADR 0070)."""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Any

from luoshi.assessment.measuring import plan_of
from luoshi.assessment.models import Score
from luoshi.assessment.reckoning.spec import NO_NUMBERS, Change, Plan, Share, Term, Total
from luoshi.assessment.reckoning.totals import summed

__all__ = ["own_points", "plan_of", "read", "same", "texts_of", "total_from"]


def texts_of(totals: Sequence[Total]) -> list[str]:
    """Return the terms, changes and shares of a group's scores as they are stored.

    Three lists of rows in JSON each, put together by hand: a run writes a million terms. It goes
    by indicator, as they were reckoned: what lies beside each other is read several times as fast.

    :param totals: of the same indicators in the same order
    """
    by_indicator = [_lines(terms) for terms in zip(*(one.terms for one in totals), strict=True)]
    by_unit = zip(*by_indicator, strict=True) if by_indicator else repeat(())
    found = []
    for one, lines in zip(totals, by_unit, strict=False):
        changes = [[key, name, str(points)] for key, name, points in one.changes]
        shares = [[name, str(share), str(points)] for name, share, points in one.shares]
        found.append(f"[[{','.join(lines)}],{_json(changes)},{_json(shares)}]")
    return found


def _lines(terms: Iterable[Term]) -> list[str]:
    rows = []
    # Most share one context or have none, and others the names in it.
    last, told = NO_NUMBERS, "{}"
    names: tuple[str, ...] = ()
    form = told
    for key, weight, points, actual, target, assessed, context in terms:
        reached = "null" if actual is None else f'"{actual!s}"'
        aim = "null" if target is None else f'"{target!s}"'
        if context is not last:
            if (said := (*context,)) != names:
                names, form = said, _form(said)
            last, told = context, form % (*context.values(),)
        counts = "1" if assessed else "0"
        rows.append(f'["{key}","{weight!s}","{points!s}",{reached},{aim},{counts},{told}]')
    return rows


def _form(names: Iterable[str]) -> str:
    """Return a context of these names with room for its numbers."""
    said = ",".join(f'{_json(name).replace("%", "%%")}:"%s"' for name in names)
    return f"{{{said}}}"


def _json(rows: Any) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else "[]"


def read(score: Score) -> Total:
    """Return a stored score as the reckoning gave it."""
    return total_from(str(score.unit_id), score.points, score.terms)


def total_from(unit: str, points: Decimal, stored: str) -> Total:
    """Return a score of its points and of what is stored beside them."""
    terms, changes, shares = json.loads(stored) if stored else ([], [], [])
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
    # A context without numbers has two kinds.
    return one is other or (
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
        actual if actual is None else Decimal(actual),
        target if target is None else Decimal(target),
        assessed == 1,
        {name: Decimal(value) for name, value in context.items()} if context else NO_NUMBERS,
    )
    return tuple.__new__(Term, term)
