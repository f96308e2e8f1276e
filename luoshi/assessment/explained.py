"""得分是怎么来的 One score opened: its tree of terms, what lost most, what moved it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from luoshi.assessment import scoring, storing
from luoshi.assessment.measuring import plan_of
from luoshi.assessment.models import Indicator, Period, Score
from luoshi.assessment.reckoning import explaining
from luoshi.assessment.reckoning.explaining import Moved
from luoshi.assessment.reckoning.items import worth_of_one
from luoshi.assessment.reckoning.ranks import in_bands
from luoshi.assessment.reckoning.spec import Leaf, Term, Total
from luoshi.assessment.reckoning.telling import formula

NONE = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One indicator of the tree, with what stands below it added up.

    :ivar term: what it earned by its method; None for a heading
    :ivar told: its formula with its numbers; "" for a heading and where nothing counted
    """

    indicator: Indicator
    weight: Decimal
    points: Decimal
    term: Term | None
    told: str

    @property
    def lost(self) -> Decimal:
        """Return the weight that was not earned."""
        return self.weight - self.points


@dataclass(frozen=True)
class Since:
    """How a score came here from the last published period of its kind.

    :ivar lines: by which terms the points differ; they add up to the difference
    :ivar passed_by, passed: units of the group that went ahead of it, and fell behind it
    """

    period: Period
    points: Decimal
    rank: int | None
    lines: Sequence[Moved]
    passed_by: Sequence[Score]
    passed: Sequence[Score]


@dataclass(frozen=True)
class Explained:
    """A score with everything that explains it."""

    score: Score
    total: Total
    lines: Sequence[Line]
    leaves: Mapping[str, Leaf]
    since: Since | None

    def line_of(self, term: Term) -> Line:
        """Return the line a term stands on."""
        return next(one for one in self.lines if one.term is term)

    def lost_most(self, number: int = 3) -> list[Line]:
        """Return the lines that lost most, the greatest first."""
        return [self.line_of(one) for one in explaining.lost_most(self.total, number)]

    def can_be_made_good(self, on: date, number: int = 3) -> list[Line]:
        """Return the lines whose loss can still be made good: while the period still runs."""
        within = self.leaves if on <= self.score.period.until else ()
        found = explaining.can_be_made_good(self.total, within, number)
        return [self.line_of(one) for one in found]


def explained(score: Score) -> Explained:
    """Return a score opened; a few questions to the database, however many terms it has."""
    total = scoring.read(score)
    plan = plan_of(score.group)
    leaves = {leaf.key: leaf for leaf in plan.leaves}
    return Explained(score, total, _tree(score, total, leaves), leaves, since_last(score, total))


def _tree(score: Score, total: Total, leaves: Mapping[str, Leaf]) -> list[Line]:
    """Return the lines from the top down, each heading before what stands below it."""
    terms = {one.key: one for one in total.terms}
    below: dict[UUID | None, list[Indicator]] = {}
    rows = Indicator.objects.filter(group=score.group_id).order_by("place", "pk")
    for one in rows.select_related("source_unit"):
        below.setdefault(one.parent_id, []).append(one)

    def lines(one: Indicator) -> list[Line]:
        term = terms.get(str(one.pk))
        if term is not None:
            told = formula(leaves[term.key], term)
            return [Line(one, term.weight, term.points, term, told)]
        under = [line for each in below.get(one.pk, ()) for line in lines(each)]
        own = [line for line in under if line.term is not None]
        weight = sum((line.weight for line in own), NONE)
        points = sum((line.points for line in own), NONE)
        return [Line(one, weight, points, None, ""), *under]

    return [line for one in below.get(None, ()) for line in lines(one)]


def since_last(score: Score, total: Total) -> Since | None:
    """Return how a score came here from the last published period, None where there is none."""
    previous = storing.previous_of(score.period)
    if previous is None:
        return None
    before = Score.objects.filter(period=previous, unit=score.unit_id).first()
    if before is None:
        return None
    scores = Score.objects.filter(period=score.period_id, group=score.group_id)
    here = {str(one.unit_id): one for one in scores.select_related("unit").defer("terms")}
    now = {unit: one.rank for unit, one in here.items() if one.rank is not None}
    then = {unit: one.previous_rank for unit, one in here.items() if one.previous_rank is not None}
    passed_by, passed = explaining.overtaken(str(score.unit_id), then, now)
    rows = Indicator.objects.filter(group__in=[score.group_id, before.group_id])
    named = rows.values_list("pk", "code", "name")
    labels = {str(key): (code, name) for key, code, name in named}
    return Since(
        previous,
        before.points,
        before.rank,
        explaining.difference(labels, scoring.read(before), total),
        [here[unit] for unit in passed_by],
        [here[unit] for unit in passed],
    )


def bands(scores: Sequence[Score]) -> list[list[Score]]:
    """Return a group's ranked scores in bands within which the difference rests on one item."""
    ranked = [one for one in scores if one.rank is not None]
    ranked.sort(key=lambda one: (one.rank or 0, str(one.unit_id)))
    if not ranked:
        return []
    plan = plan_of(ranked[0].group)
    totals = [scoring.read(one) for one in ranked]
    worth = {one.unit: worth_of_one(plan, one) for one in totals}
    by_unit = {str(one.unit_id): one for one in ranked}
    return [[by_unit[unit] for unit in band] for band in in_bands(totals, worth)]
