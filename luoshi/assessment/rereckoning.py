"""What depends on one changed figure or adjustment, and nothing else, is reckoned again.

A method that looks at one unit alone touches that unit's term; one that looks at the group touches
the same term of every unit in it; a figure that came or went moves weights within the unit.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, localcontext
from functools import cached_property
from uuid import UUID

from luoshi.assessment import composing, measuring, scoring, storing
from luoshi.assessment.models import AssessedGroup, Period, Score
from luoshi.assessment.reckoning.columns import Column, column_of
from luoshi.assessment.reckoning.methods import method_of
from luoshi.assessment.reckoning.ranks import counts, placed
from luoshi.assessment.reckoning.rounding import EXACT
from luoshi.assessment.reckoning.spec import Plan, Term, Total
from luoshi.assessment.reckoning.totals import Carried, columns_of, filled, total_of

Keys = frozenset[str]


def rereckon(
    period: Period,
    group: AssessedGroup,
    named: Keys | None,
    changed: Keys | None,
    *,
    at: datetime,
) -> int:
    """Reckon again what depends on it; return how many scores' points or places moved."""
    known = measuring.units_of(group)
    here = known if named is None else [one for one in known if one in named]
    if named is None and changed is None:
        here = known
    with localcontext(EXACT):
        return _Group(period, group, known, at).rereckoned(here, changed, whole=named is None)


class _Group:
    """A group while some of its scores are reckoned again.

    :ivar places: points and place of each of its scores; terms are read of those they are asked of
    """

    def __init__(
        self, period: Period, group: AssessedGroup, known: Sequence[str], at: datetime
    ) -> None:
        self.period, self.group, self.known, self.at = period, group, known, at
        self.plan: Plan = measuring.plan_of(group)
        self.rows = Score.objects.filter(period=period, group=group)
        rows = self.rows.values_list("unit_id", "points", "rank")
        self.places = {str(unit): (points, rank) for unit, points, rank in rows}

    def rereckoned(self, units: Sequence[str], changed: Keys | None, *, whole: bool) -> int:
        """Reckon and write; whoever has no score yet makes the group be reckoned whole."""
        if not self.places.keys() >= {*self.known} or (whole and changed is None):
            return len(storing.reckon_group(self.period, self.group, at=self.at))
        columns = self._columns(changed or frozenset())
        whom = self.known if any(one.method.relative for one in columns) else units
        standing = self._standing(whom)
        changes = measuring.changes_of(self.period, self.group)
        rows = list(zip(*(one.terms(whom) for one in columns), strict=True))
        totals = [
            total_of(
                self.plan,
                unit,
                self._terms(standing[unit], dict(zip(columns, row, strict=True))),
                changes.get(unit, ()),
            )
            for unit, row in zip(whom, rows or [()] * len(whom), strict=True)
        ]
        return self._write(standing, composing.composed(self.period, totals))

    def _standing(self, units: Sequence[str]) -> dict[str, Total]:
        """Return scores as they stand, with their terms."""
        rows = self.rows.filter(unit__in=[UUID(one) for one in units])
        return {
            str(unit): scoring.total_from(str(unit), points, terms)
            for unit, points, terms in rows.values_list("unit_id", "points", "terms")
        }

    def _columns(self, changed: Keys) -> list[Column]:
        """Return the columns of what changed, read from the figures as they are now."""
        leaves = [leaf for leaf in self.plan.leaves if leaf.key in changed]
        figures = measuring.figures_of(
            self.period, self.plan, self.known, indicators=[leaf.key for leaf in leaves]
        )
        return [column_of(method_of(leaf), figures[leaf.key], self.known) for leaf in leaves]

    def _terms(self, standing: Total, fresh: dict[Column, Term | None]) -> Sequence[Term]:
        """Return a unit's terms with the fresh ones in; all anew where something is missing."""
        terms, unit = standing.terms, standing.unit
        if None in fresh.values() or (fresh and not all(one.assessed for one in terms)):
            row = [one.terms([unit])[0] for one in self._all]
            rates = self._carried.get(unit, {})
            return filled(self.plan, self._all, unit, row, rates)
        by_key = {column.leaf.key: term for column, term in fresh.items()}
        return [by_key.get(one.key) or one for one in terms]

    @cached_property
    def _all(self) -> list[Column]:
        figures = measuring.figures_of(self.period, self.plan, self.known)
        return columns_of(self.plan, self.known, figures)

    @cached_property
    def _carried(self) -> Carried:
        return storing.carried_into(self.period, self.plan, self.known)

    def _write(self, standing: dict[str, Total], totals: Sequence[Total]) -> int:
        """Write what is other than it was, and every place that moved."""
        fresh = {one.unit: one for one in totals}
        ranks = placed(self.plan, self._counted(standing | fresh))
        other = [one for unit, one in fresh.items() if not scoring.same(one, standing[unit])]
        lines = [
            storing.Line(one.unit, one.points, ranks.get(one.unit), text)
            for one, text in zip(other, scoring.texts_of(other), strict=True)
        ]
        storing.lay(self.period, self.group, lines, at=self.at, over=storing.AGAIN)
        written = {one.unit for one in lines}
        moved = {
            UUID(unit): ranks.get(unit)
            for unit, (_points, rank) in self.places.items()
            if unit not in written and rank != ranks.get(unit)
        }
        for score in (others := list(self.rows.filter(unit__in=moved).only("pk", "unit_id"))):
            score.rank = moved[score.unit_id]
        Score.objects.bulk_update(others, ["rank"], batch_size=storing.BATCH)
        return len(lines) + len(others)

    def _counted(self, read: dict[str, Total]) -> dict[str, Decimal]:
        """Return the points of the units of which anything could be assessed.

        Who has a place is one of them; of who has none the terms are asked.
        """
        if not self.plan.ranked:
            return {}
        unread = [u for u, (_points, rank) in self.places.items() if rank is None and u not in read]
        read = read | self._standing(unread)
        return {
            unit: read[unit].points if unit in read else points
            for unit, (points, _rank) in self.places.items()
            if unit not in read or counts(read[unit])
        }
