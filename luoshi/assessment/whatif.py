"""推演 A past period's frozen figures under a draft scheme: who moves, by which terms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from luoshi.assessment import composing, measuring, scoring, storing
from luoshi.assessment.models import Adjustment, AssessedGroup, Indicator, Period, Scheme, Score
from luoshi.assessment.reckoning.explaining import Labels, Moved, difference
from luoshi.assessment.reckoning.items import worth_of_one
from luoshi.assessment.reckoning.ranks import in_bands, ranked, resting_on_one_item
from luoshi.assessment.reckoning.rounding import rounded
from luoshi.assessment.reckoning.spec import Change, Measured, Plan, Total
from luoshi.assessment.reckoning.totals import scored
from luoshi.assessment.terms import AdjustmentState, RuleKind

NOTHING = Decimal(0)


@dataclass(frozen=True)
class UnitCompared:
    """One unit under both schemes.

    :ivar lines: the terms that explain the difference of its points; they add up to it
    """

    unit: str
    name: str
    points: tuple[Decimal | None, Decimal]
    rank: tuple[int | None, int | None]
    lines: tuple[Moved, ...]

    @property
    def moves(self) -> bool:
        """Tell whether its place changes."""
        return self.rank[0] != self.rank[1]


@dataclass(frozen=True)
class GroupCompared:
    """One group of the draft; its units by their place under it.

    :ivar bands: units whose difference rests on one item stand in one band
    """

    name: str
    units: tuple[UnitCompared, ...]
    bands: tuple[tuple[str, ...], ...]

    @property
    def noisy(self) -> int:
        """Return how many places rest on a single item."""
        return resting_on_one_item(self.bands)


@dataclass(frozen=True)
class Comparison:
    """What a draft would have made of a period."""

    period: Period
    draft: Scheme
    groups: tuple[GroupCompared, ...]

    @property
    def moved(self) -> int:
        """Return how many units would have another place."""
        return sum(one.moves for group in self.groups for one in group.units)

    @property
    def noisy(self) -> int:
        """Return how many places would rest on a single item."""
        return sum(group.noisy for group in self.groups)


def compare(period: Period, draft: Scheme) -> Comparison:
    """Reckon a period again under a draft and lay it beside what stands; nothing is stored.

    Figures are matched by unit and the indicator's code, adjustments by their rule's code; targets
    are the draft's own where it has them, else the period's.
    """
    standing = _Standing(period)
    groups = AssessedGroup.objects.filter(scheme=draft).select_related("scheme").order_by("place")
    return Comparison(period, draft, tuple(_compared(standing, one) for one in groups))


class _Standing:
    """What stands of a period: its scores, and its figures by unit and code."""

    def __init__(self, period: Period) -> None:
        self.period = period
        scores = Score.objects.filter(period=period).select_related("unit")
        self.scores = {str(one.unit_id): one for one in scores}
        self.labels: dict[str, tuple[str, str]] = {}
        self.figures: dict[str, dict[str, Measured]] = defaultdict(dict)
        groups = AssessedGroup.objects.filter(scheme=period.scheme_id).select_related("scheme")
        for group in groups.order_by("place"):
            plan, units = measuring.plan_of(group), measuring.units_of(group)
            labels = labels_of(group)
            self.labels |= labels
            for key, column in measuring.figures_of(period, plan, units).items():
                for unit, figure in column.items():
                    self.figures[unit][labels[key][0]] = figure


def labels_of(group: AssessedGroup) -> dict[str, tuple[str, str]]:
    """Return code and name of every indicator of a group, by its key."""
    rows = Indicator.objects.filter(group=group).values_list("pk", "code", "name")
    return {str(key): (code, name) for key, code, name in rows}


def _compared(standing: _Standing, group: AssessedGroup) -> GroupCompared:
    plan, units, labels = measuring.plan_of(group), measuring.units_of(group), labels_of(group)
    totals = _reckoned(standing, group.scheme, plan, units, labels)
    ranks = ranked(plan, totals)
    both = standing.labels | labels
    order = sorted(totals, key=lambda one: (-one.points, one.unit))
    worth = {one.unit: worth_of_one(plan, one) for one in order}
    placed = [one for one in order if one.unit in ranks]
    return GroupCompared(
        group.name,
        tuple(_unit(standing, both, one, ranks.get(one.unit), group) for one in order),
        tuple(tuple(band) for band in in_bands(placed, worth)),
    )


def _reckoned(
    standing: _Standing, draft: Scheme, plan: Plan, units: Sequence[str], labels: Labels
) -> list[Total]:
    period = standing.period
    targets = measuring.targets_of(period, [leaf.key for leaf in plan.leaves], units)
    figures: dict[str, dict[str, Measured]] = {leaf.key: {} for leaf in plan.leaves}
    for unit in units:
        for leaf in plan.leaves:
            figure = standing.figures[unit].get(labels[leaf.key][0])
            if figure is not None:
                own = targets[leaf.key].get(unit, figure.target)
                figures[leaf.key][unit] = figure._replace(target=own)
    changes = _changes(period, draft, units)
    carried = storing.carried_into(period, plan, units)
    return composing.composed(period, scored(plan, units, figures, changes, carried))


def _changes(period: Period, draft: Scheme, units: Sequence[str]) -> Mapping[str, list[Change]]:
    """Return the period's confirmed points as the draft's catalogue counts the same events."""
    rules = {one.code: one for one in draft.catalogue.all()}
    rows = Adjustment.objects.filter(period=period, state=AdjustmentState.CONFIRMED)
    rows = rows.filter(unit__in=[UUID(one) for one in units])
    counted = []
    taken: dict[UUID, Decimal] = {}
    for one in rows.exclude(points=0).select_related("rule").order_by("decided_at", "pk"):
        rule = rules.get(one.rule.code)
        if rule is None:
            continue
        if one.rule.kind == RuleKind.TOLERANCE:
            # It takes off what the deduction costs under the draft, and gives nothing by itself.
            one.points = -taken.get(one.about_id, NOTHING) if one.about_id else one.points
        # The same events at the draft's points for each.
        elif one.rule.points and rule.points != one.rule.points:
            one.points = rounded(one.points * rule.points / one.rule.points)
        taken[one.pk] = one.points
        one.rule = rule
        if one.points:
            counted.append(one)
    return measuring.held(counted)


def _unit(
    standing: _Standing, labels: Labels, total: Total, rank: int | None, group: AssessedGroup
) -> UnitCompared:
    score = standing.scores.get(total.unit)
    if score is None:
        name = str(group.units.get(unit=UUID(total.unit)).unit.short_name)
        return UnitCompared(total.unit, name, (None, total.points), (None, rank), ())
    before = scoring.read(score)
    return UnitCompared(
        unit=total.unit,
        name=score.unit.short_name,
        points=(before.points, total.points),
        rank=(score.rank, rank),
        lines=tuple(difference(labels, before, total)),
    )
