"""What the reckoning is given, read from the tables: indicators, certified figures, adjustments.

A year's city has a million figures: the database joins an indicator's into one row, and only
those asked for.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, TextField, Value
from django.db.models.functions import Cast, Coalesce

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

# What a named tuple does when it is called, without the call: a run makes a million.
_new = tuple.__new__
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
# Between what is joined; in no key and no number, and JSON writes it in another way.
MARK = "\x1f"
# A unit's figures, by indicator and then by unit.
Figures = dict[str, dict[str, Measured]]


class Joined(Aggregate):
    """A column of many rows as one text, nothing as an empty word; several keep the same order."""

    function = "STRING_AGG"
    output_field = TextField()

    def __init__(self, column: str) -> None:
        said: Any = Cast(column, TextField())
        super().__init__(Coalesce(said, Value("")) if column == "value" else said, Value(MARK))

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **more)


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
    targets = targets_of(period, wanted, units)
    known = _spelt(units)
    rows = Figure.objects.filter(period=period, current=True, state=FigureState.CERTIFIED)
    rows = rows.filter(indicator__in=[UUID(one) for one in wanted])
    for key, whose, values, parts in _joined(rows, "unit_id", "value", "parts"):
        here = [known.get(one, OUTSIDE) for one in whose]
        reached = [Decimal(one) if one else None for one in values]
        lines = zip(reached, map(targets[key].get, here), map(_numbers, parts), strict=True)
        found[key].update(zip(here, map(_new, repeat(Measured), lines), strict=True))
        found[key].pop(OUTSIDE, None)
    return found


def targets_of(
    period: Period, indicators: Iterable[str], units: Iterable[str]
) -> dict[str, dict[str, Decimal]]:
    """Return the targets of a period by indicator and unit; the year's where it has none."""
    found: dict[str, dict[str, Decimal]] = {key: {} for key in indicators}
    known = _spelt(units)
    rows = IndicatorTarget.objects.filter(indicator__in=[UUID(one) for one in found])
    # The year's first, so that the period's stand over them.
    rows = rows.filter(span__in=["", period.label]).order_by("span")
    for key, whose, values in _joined(rows, "unit_id", "value"):
        here = [known.get(one, OUTSIDE) for one in whose]
        found[key].update(zip(here, map(Decimal, values), strict=True))
        found[key].pop(OUTSIDE, None)
    return found


def _joined(rows: Any, *columns: str) -> Iterator[list[Any]]:
    """Yield an indicator and the text of its rows in every column, as often as they are ordered."""
    joined = rows.values_list("indicator_id")
    for key, *texts in joined.annotate(**{f"all_{one}": Joined(one) for one in columns}):
        yield [str(key), *(text.split(MARK) for text in texts)]


def changes_of(period: Period, group: AssessedGroup) -> dict[str, list[Change]]:
    """Return a group's confirmed points beside the indicators, by unit, with what a cap takes.

    What all adjustments under one rule come to is held to its `most_of_all` by a line of its own,
    so that every line stands with the points that were confirmed.
    """
    rows = Adjustment.objects.filter(period=period, state=AdjustmentState.CONFIRMED)
    rows = rows.filter(unit__assessed__group=group).exclude(points=0).select_related("rule")
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


@lru_cache(maxsize=4096)
def _numbers(parts: str) -> Mapping[str, Decimal]:
    said = json.loads(parts)
    if not said:
        return NO_NUMBERS
    return {name: Decimal(str(value)) for name, value in said.items()}
