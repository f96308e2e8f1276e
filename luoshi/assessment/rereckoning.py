"""What depends on one changed figure or adjustment, and nothing else, is reckoned again.

A method that looks at one unit alone touches that unit's term; one that looks at the group touches
the same term of every unit in it; a figure that came or went moves weights within the unit.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from luoshi.assessment import composing, measuring, scoring, storing
from luoshi.assessment.models import AssessedGroup, Period, Score
from luoshi.assessment.reckoning.columns import Column, column_of
from luoshi.assessment.reckoning.methods import method_of
from luoshi.assessment.reckoning.ranks import placed
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
    return _Group(period, group, known, at).rereckoned(here, changed, whole=named is None)


class _Group:
    """A group while some of its scores are reckoned again."""

    def __init__(
        self, period: Period, group: AssessedGroup, known: Sequence[str], at: datetime
    ) -> None:
        self.period, self.group, self.known, self.at = period, group, known, at
        self.plan: Plan = measuring.plan_of(group)
        rows = Score.objects.filter(period=period, group=group)
        self.scores = {str(one.unit_id): one for one in rows}

    def rereckoned(self, units: Sequence[str], changed: Keys | None, *, whole: bool) -> int:
        """Reckon and write; whoever has no score yet makes the group be reckoned whole."""
        if not self.scores.keys() >= {*self.known} or (whole and changed is None):
            return len(storing.reckon_group(self.period, self.group, at=self.at))
        columns = self._columns(changed or frozenset())
        whom = self.known if any(one.method.relative for one in columns) else units
        changes = measuring.changes_of(self.period, whom)
        rows = list(zip(*(one.terms(whom) for one in columns), strict=True))
        totals = [
            total_of(
                self.plan,
                unit,
                self._terms(unit, dict(zip(columns, row, strict=True))),
                changes.get(unit, ()),
            )
            for unit, row in zip(whom, rows or [()] * len(whom), strict=True)
        ]
        return self._write(composing.composed(self.period, totals))

    def _columns(self, changed: Keys) -> list[Column]:
        """Return the columns of what changed, read from the figures as they are now."""
        leaves = [leaf for leaf in self.plan.leaves if leaf.key in changed]
        figures = measuring.figures_of(
            self.period, self.plan, self.known, indicators=[leaf.key for leaf in leaves]
        )
        return [column_of(method_of(leaf), figures[leaf.key], self.known) for leaf in leaves]

    def _terms(self, unit: str, fresh: dict[Column, Term | None]) -> Sequence[Term]:
        """Return a unit's terms with the fresh ones in; all anew where something is missing."""
        standing = scoring.read(self.scores[unit]).terms
        if None in fresh.values() or (fresh and not all(one.assessed for one in standing)):
            row = [one.terms([unit])[0] for one in self._all]
            rates = self._carried.get(unit, {})
            return filled(self.plan, self._all, unit, row, rates)
        by_key = {column.leaf.key: term for column, term in fresh.items()}
        return [by_key.get(one.key) or one for one in standing]

    @cached_property
    def _all(self) -> list[Column]:
        figures = measuring.figures_of(self.period, self.plan, self.known)
        return columns_of(self.plan, self.known, figures)

    @cached_property
    def _carried(self) -> Carried:
        return storing.carried_into(self.period, self.plan)

    def _write(self, totals: Sequence[Total]) -> int:
        """Write what is other than it was, and every place that moved."""
        laid: list[Score] = []
        for one in totals:
            score = self.scores[one.unit]
            terms = scoring.written(one)
            if terms != score.terms or one.points != score.points:
                score.points, score.terms, score.computed_at = one.points, terms, self.at
                laid.append(score)
        ranks = placed(
            self.plan,
            {unit: one.points for unit, one in self.scores.items() if _counts(one)},
        )
        moved = []
        for unit, score in self.scores.items():
            if score.rank != ranks.get(unit):
                score.rank = ranks.get(unit)
                moved.append(score)
        storing.lay(laid)
        others = [one for one in moved if one not in laid]
        Score.objects.bulk_update(others, ["rank"], batch_size=storing.BATCH)
        return len(laid) + len(others)


def _counts(score: Score) -> bool:
    """Tell whether anything of a stored score could be assessed, without reading it whole."""
    return any(row[1].strip("0.") for row in score.terms[0])
