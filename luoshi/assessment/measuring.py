"""What the reckoning is given, read from the tables: indicators, certified figures, adjustments.

A year's city has a million figures: they are read as bare rows, without the price of the ORM's
converters, and only those asked for.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, repeat
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from luoshi.assessment.models import (
    Adjustment,
    AssessedGroup,
    AssessedUnit,
    Figure,
    Indicator,
    IndicatorTarget,
    Period,
)
from luoshi.assessment.reckoning.spec import NO_NUMBERS, Change, Leaf, Measured, Plan
from luoshi.assessment.terms import AdjustmentState, FigureState

FETCHED = 10_000
# What a named tuple does when it is called, without the call: a run makes a million.
_new = tuple.__new__
NONE = Decimal(0)
# Of an indicator, the last as `reckoning.spec.Leaf` has them.
OF_A_LEAF = (
    "pk",
    "parent_id",
    "name",
    "weight",
    "method",
    "direction",
    "parameters",
    "floor",
    "cap",
)
# The key of units that are not of the group that is asked for.
OUTSIDE = ""
# A unit's figures, by indicator and then by unit.
Figures = dict[str, dict[str, Measured]]


def plan_of(group: AssessedGroup) -> Plan:
    """Return a group's indicators as the reckoning counts them: those with none below."""
    rows = Indicator.objects.filter(group=group).order_by("place", "pk").values_list(*OF_A_LEAF)
    above = {key: over for key, over, *_said in rows}
    heads = {*above.values()}
    scheme = group.scheme
    return Plan(
        leaves=tuple(
            Leaf(str(key), _top(key, above), *said)
            for key, _over, *said in rows
            if key not in heads
        ),
        missing=scheme.missing,
        mean=group.mean,
        ranked=group.ranked,
        smallest=scheme.smallest,
    )


def _top(key: UUID, above: Mapping[UUID, UUID | None]) -> str:
    """Return the level-1 indicator an indicator stands under; itself where nothing is above."""
    over = above[key]
    while over is not None:
        key, over = over, above[over]
    return str(key)


def units_of(group: AssessedGroup) -> list[str]:
    """Return the keys of a group's units, always in the same order."""
    units = AssessedUnit.objects.filter(group=group).order_by("unit__place", "unit_id")
    return [str(one) for one in units.values_list("unit_id", flat=True)]


def figures_of(
    period: Period,
    plan: Plan,
    units: Sequence[str],
    *,
    indicators: Iterable[str] | None = None,
) -> Figures:
    """Return what a group's units reached, by indicator: certified figures alone count (S2-15).

    :param indicators: only these; all of the plan's unless said
    """
    wanted = [leaf.key for leaf in plan.leaves] if indicators is None else list(indicators)
    found: Figures = {key: {} for key in wanted}
    if not wanted:
        return found
    keys, known = _spelt(wanted), _spelt(units)
    targets = _targets(period, keys, known)
    rows = Figure.objects.filter(period=period, current=True, state=FigureState.CERTIFIED)
    rows = rows.filter(indicator__in=[UUID(one) for one in wanted])
    columns = ("indicator_id", "unit_id", "value", "parts")
    for indicator, same in groupby(_bare(rows, *columns), itemgetter(0)):
        key = keys[indicator]
        _indicator, whose, values, parts = zip(*same, strict=True)
        here = [known.get(one, OUTSIDE) for one in whose]
        aims = map(targets[key].get, here)
        lines = zip(_decimals(values), aims, map(_numbers, parts), strict=True)
        found[key].update(zip(here, map(_new, repeat(Measured), lines), strict=True))
        found[key].pop(OUTSIDE, None)
    return found


def targets_of(
    period: Period, indicators: Iterable[str], units: Iterable[str]
) -> dict[str, dict[str, Decimal]]:
    """Return the targets of a period by indicator and unit; the year's where it has none."""
    return _targets(period, _spelt(indicators), _spelt(units))


def _targets(
    period: Period, keys: Mapping[str, str], known: Mapping[Any, str]
) -> dict[str, dict[str, Decimal]]:
    rows = IndicatorTarget.objects.filter(indicator__in=set(keys.values()))
    rows = rows.filter(span__in=["", period.label])
    found: dict[str, dict[str, Decimal]] = {key: {} for key in keys.values()}
    bare = _bare(rows, "indicator_id", "unit_id", "value", "span")
    # The year's first, so that the period's stand over them.
    for indicator, same in groupby(sorted(bare, key=itemgetter(3)), itemgetter(0)):
        _indicator, whose, values, _span = zip(*same, strict=True)
        here = [known.get(one, OUTSIDE) for one in whose]
        found[keys[indicator]].update(zip(here, _decimals(values), strict=True))
        found[keys[indicator]].pop(OUTSIDE, None)
    return found


def changes_of(period: Period, units: Iterable[str]) -> dict[str, list[Change]]:
    """Return the confirmed points beside the indicators, by unit, with what a rule's cap takes.

    What all adjustments under one rule come to is held to its `most_of_all` by a line of its own,
    so that every line stands with the points that were confirmed.
    """
    rows = Adjustment.objects.filter(period=period, state=AdjustmentState.CONFIRMED)
    rows = rows.filter(unit__in=list(units)).exclude(points=0).select_related("rule")
    return held(rows.order_by("decided_at", "pk"))


def held(adjustments: Iterable[Adjustment]) -> dict[str, list[Change]]:
    """Return adjustments as they enter the totals, by unit, each rule held to its cap."""
    found: dict[str, list[Change]] = defaultdict(list)
    under: dict[tuple[str, UUID], Decimal] = defaultdict(Decimal)
    rules = {}
    for one in adjustments:
        found[str(one.unit_id)].append(Change(str(one.pk), one.rule.name, one.points))
        under[str(one.unit_id), one.rule.pk] += one.points
        rules[one.rule.pk] = one.rule
    for (unit, rule_id), points in under.items():
        most = rules[rule_id].most_of_all
        if most is not None and abs(points) > most:
            over = most.copy_sign(points) - points
            found[unit].append(Change(f"cap:{rules[rule_id].code}", rules[rule_id].name, over))
    return found


def _spelt(keys: Iterable[str]) -> dict[str, str]:
    """Return keys as they stand and as SQLite spells them, without dashes."""
    spelt: dict[str, str] = {}
    for key in keys:
        spelt[key.replace("-", "")] = spelt[key] = key
    return spelt


def _bare(rows: QuerySet[Any], *columns: str) -> Iterable[tuple[Any, ...]]:
    """Yield the columns as the driver gives them."""
    # A key as text: PostgreSQL's driver would make a UUID of each, and Python hash it by hand.
    said = (Cast(one, TextField()) if one.endswith("_id") else one for one in columns)
    sql, params = rows.values_list(*said).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while found := cursor.fetchmany(FETCHED):
            yield from found


def _decimals(values: Iterable[Any]) -> Iterable[Any]:
    """Return numbers exactly as they were written: SQLite gives floats of at most 15 digits."""
    return [
        Decimal(repr(one)) if isinstance(one, float) else one if one is None else Decimal(one)
        for one in values
    ]


@lru_cache(maxsize=4096)
def _numbers(parts: str) -> Mapping[str, Decimal]:
    said = json.loads(parts)
    if not said:
        return NO_NUMBERS
    return {name: Decimal(str(value)) for name, value in said.items()}
