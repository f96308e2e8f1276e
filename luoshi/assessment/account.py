"""得分构成 How one unit came to its points: a tree of terms, and what lost most.

Every line carries the numbers of its formula, the figure it rests on and who signed for it; the
last line adds them up, so that anybody can repeat it with paper and pencil.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from luoshi.assessment import scoring
from luoshi.assessment.collecting import asked_in
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AssessedGroup,
    Figure,
    Indicator,
    Period,
    Score,
)
from luoshi.assessment.reckoning.spec import Leaf, Term, Total
from luoshi.assessment.reckoning.telling import formula
from luoshi.assessment.terms import AdjustmentState, FigureState, RuleKind

NOTHING = Decimal(0)
# Less than what two places can show is no loss to anybody who reads it.
SHOWN = Decimal("0.005")
WORST = 3


@dataclass(frozen=True)
class Line:
    """One indicator of the tree: a head that adds up what stands below, or a scored term.

    :ivar term: None for a head
    :ivar figure: what is reached now; None where nothing was entered
    :ivar appeal: against this line, where the unit lodged one
    """

    indicator: Indicator
    depth: int
    weight: Decimal
    points: Decimal
    term: Term | None = None
    figure: Figure | None = None
    formula: str = ""
    appeal: Appeal | None = None

    @property
    def lost(self) -> Decimal:
        """The weight less the points; less than nothing where a method gives more than it."""
        return self.weight - self.points

    @property
    def loses(self) -> bool:
        """Tell whether it lost anything that two places show."""
        return self.lost >= SHOWN

    @property
    def certified(self) -> bool:
        """Tell whether its source department signed for the figure it rests on."""
        return self.figure is not None and self.figure.state == FigureState.CERTIFIED


@dataclass(frozen=True)
class Extra:
    """Points beside the indicators: confirmed ones count, proposed ones are only shown.

    :ivar adjustment: None where it is what a rule's cap gives or takes of all under it
    """

    name: str
    points: Decimal
    counts: bool
    adjustment: Adjustment | None = None
    appeal: Appeal | None = None

    @property
    def kind(self) -> str:
        """The kind of its rule, as a page calls it."""
        return str(self.adjustment.rule.get_kind_display()) if self.adjustment else ""

    @property
    def is_veto(self) -> bool:
        """Tell whether it is a veto, which has no points."""
        return self.adjustment is not None and self.adjustment.rule.kind == RuleKind.VETO

    @property
    def takes(self) -> bool:
        """Tell whether somebody took points, so that it may be explained or appealed against."""
        return self.adjustment is not None and self.points < 0


@dataclass(frozen=True)
class Account:
    """One unit's score, opened up."""

    score: Score
    total: Total
    lines: Sequence[Line]
    extras: Sequence[Extra]

    @property
    def base(self) -> Decimal:
        """The total before what stands beside the indicators."""
        return self.total.points - sum((one.points for one in self.total.changes), NOTHING)

    @property
    def weight(self) -> Decimal:
        """What could be won by the indicators."""
        return sum((one.weight for one in self.total.terms), NOTHING)

    @property
    def terms(self) -> list[Line]:
        """The scored lines alone."""
        return [one for one in self.lines if one.term is not None]

    @property
    def worst(self) -> list[Line]:
        """The terms that lost most, the worst first."""
        return sorted((one for one in self.terms if one.loses), key=by_loss)[:WORST]

    def line(self, code: str) -> Line | None:
        """Return the scored line of an indicator by its code."""
        return next((one for one in self.terms if one.indicator.code == code), None)


def by_loss(line: Line) -> tuple[Decimal, int]:
    """Sort lines by what they lost, the worst first."""
    return (-line.lost, line.indicator.place)


def account_of(
    score: Score, period: Period, group: AssessedGroup, appeals: Iterable[Appeal] = ()
) -> Account:
    """Open one unit's score up, in a constant number of questions.

    :param appeals: of this unit in this period, as far as the reader may see them
    """
    against = {one.indicator_id or one.adjustment_id: one for one in appeals}
    total = scoring.read(score)
    indicators = Indicator.objects.filter(group=group).select_related("source_unit")
    rows = list(indicators.order_by("place", "pk"))
    figures = Figure.objects.filter(period=period, unit=score.unit_id, current=True)
    held = {one.indicator_id: one for one in figures.select_related("file")}
    leaves = {one.key: one for one in scoring.plan_of(group).leaves}
    lines = [
        replace(one, appeal=against.get(one.indicator.pk))
        for one in _lines(rows, total, held, leaves, period)
    ]
    extras = [
        replace(one, appeal=against.get(one.adjustment.pk) if one.adjustment else None)
        for one in _extras(score, total, period)
    ]
    return Account(score, total, lines, extras)


def _extras(score: Score, total: Total, period: Period) -> list[Extra]:
    standing = [AdjustmentState.PROPOSED, AdjustmentState.CONFIRMED]
    found = Adjustment.objects.filter(period=period, unit=score.unit_id, state__in=standing)
    found = found.select_related("rule").order_by("rule__place", "pk")
    told = [
        Extra(one.rule.name, one.points, one.state == AdjustmentState.CONFIRMED, one)
        for one in found
    ]
    # What a rule gives in all is capped by a line of its own.
    known = {str(one.pk) for one in found}
    return told + [
        Extra(one.name, one.points, True) for one in total.changes if one.key not in known
    ]


def _lines(
    rows: Sequence[Indicator],
    total: Total,
    held: Mapping[UUID, Figure],
    leaves: Mapping[str, Leaf],
    period: Period,
) -> Iterator[Line]:
    """Yield the tree; what the period does not ask for, such as a month, is left out."""
    terms = {one.key: one for one in total.terms}
    below: dict[UUID | None, list[Indicator]] = {}
    for one in rows:
        below.setdefault(one.parent_id, []).append(one)

    def walk(one: Indicator, depth: int) -> list[Line]:
        if one.pk not in below:
            term = terms.get(str(one.pk))
            if term is None or not (term.assessed or asked_in(one, period)):
                return []
            told = formula(leaves[term.key], term)
            figure = held.get(one.pk)
            return [Line(one, depth, term.weight, term.points, term, figure, told)]
        under = [line for child in below[one.pk] for line in walk(child, depth + 1)]
        if not under:
            return []
        scored = [line for line in under if line.term is not None]
        weight = sum((line.weight for line in scored), NOTHING)
        points = sum((line.points for line in scored), NOTHING)
        return [Line(one, depth, weight, points), *under]

    for top in below.get(None, []):
        yield from walk(top, 1)
