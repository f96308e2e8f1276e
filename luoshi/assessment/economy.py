"""月度经济指标 A month's economic figures with their rank in the province; the quarter's dispatch.

Only certified figures stand here. What lags is found by the figures themselves: short of the
target, or further back in the province than a quarter ago.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from luoshi.assessment.collecting import due_day_of
from luoshi.assessment.models import AssessedUnit, Figure, Indicator, IndicatorTarget, Period
from luoshi.assessment.named_numbers import PROVINCE_RANK
from luoshi.assessment.terms import Direction, FigureState, PeriodKind
from luoshi.organisation.models import Unit
from luoshi.timelimits.days import last_of_month

HUNDRED = Decimal(100)
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class Cell:
    """One unit's figure of a month.

    :ivar rank, before: its rank in the province now and the month before
    :ivar since: its rank in the province at the end of the quarter before
    """

    line: Indicator
    unit: Unit
    value: Decimal | None = None
    target: Decimal | None = None
    rank: int | None = None
    before: int | None = None
    since: int | None = None

    @property
    def done(self) -> Decimal | None:
        """The share of the target that was reached, in percent."""
        if self.value is None or not self.target:
            return None
        return (self.value / self.target * HUNDRED).quantize(Decimal("0.1"))

    @property
    def risen(self) -> int | None:
        """By how many places it rose in the province since last month; fell if negative."""
        return None if self.rank is None or self.before is None else self.before - self.rank

    @property
    def short(self) -> Decimal | None:
        """How much is missing to the target; None where it is reached or there is none."""
        if self.value is None or self.target is None:
            return None
        behind = self.target - self.value
        behind = -behind if self.line.direction == Direction.DOWN else behind
        return behind if behind > 0 else None

    @property
    def fallen(self) -> int | None:
        """How many places it lost in the province since the quarter before."""
        if self.rank is None or self.since is None or self.rank <= self.since:
            return None
        return self.rank - self.since

    @property
    def lags(self) -> bool:
        """Whether the quarter's dispatch speaks of it."""
        return self.short is not None or self.fallen is not None


@dataclass(frozen=True)
class Lag:
    """One line of the dispatch list: what lags, whose it is, who gives the figure, by when."""

    cell: Cell
    source: Unit | None
    by: date


def months_of(periods: Iterable[Period]) -> list[Period]:
    """Return the months among periods, the latest first."""
    months = [one for one in periods if one.kind == PeriodKind.MONTH]
    return sorted(months, key=lambda one: one.label, reverse=True)


def table_of(
    period: Period, units: Sequence[UUID] | None = None, source: UUID | None = None
) -> list[list[Cell]]:
    """Return the cells of a month by indicator. A constant number of queries.

    :param units: only these; all of the scheme unless said
    :param source: and every unit, where the figures come from this department
    """
    lines = list(
        Indicator.objects.filter(group__scheme=period.scheme_id, monthly=True, below__isnull=True)
        .select_related("group", "source_unit")
        .order_by("group__place", "place", "code")
    )
    places = AssessedUnit.objects.filter(scheme=period.scheme_id).select_related("unit")
    whose: dict[UUID, list[Unit]] = {}
    for place in places.order_by("unit__place", "unit__code"):
        whose.setdefault(place.group_id, []).append(place.unit)
    now, before, since = (
        _certified(one) for one in (period, _months_ago(period, 1), _quarter_before(period))
    )
    targets = _targets(period)

    def shown(line: Indicator) -> list[Unit]:
        held = whose.get(line.group_id, [])
        every = units is None or (source is not None and line.source_unit_id == source)
        return held if every else [one for one in held if one.pk in (units or ())]

    return [
        [_cell(line, unit, now, before, since, targets) for unit in shown(line)]
        for line in lines
        if shown(line)
    ]


def lagging(
    period: Period, units: Sequence[UUID] | None = None, source: UUID | None = None
) -> list[Lag]:
    """Return what the quarter's dispatch has to speak of, the furthest behind first."""
    following = _following(period)
    lags = [
        Lag(cell, cell.line.source_unit, due_day_of(cell.line, following))
        for row in table_of(period, units, source)
        for cell in row
        if cell.lags
    ]
    return sorted(lags, key=_how_far_behind)


def _how_far_behind(one: Lag) -> tuple[Decimal, int]:
    done = one.cell.done
    return (HUNDRED if done is None else done, -(one.cell.fallen or 0))


def _cell(
    line: Indicator,
    unit: Unit,
    now: dict[tuple[str, UUID], Figure],
    before: dict[tuple[str, UUID], Figure],
    since: dict[tuple[str, UUID], Figure],
    targets: dict[tuple[UUID, UUID], Decimal],
) -> Cell:
    place = (line.code, unit.pk)
    figure = now.get(place)
    return Cell(
        line,
        unit,
        figure.value if figure else None,
        targets.get((line.pk, unit.pk)),
        _rank(figure),
        _rank(before.get(place)),
        _rank(since.get(place)),
    )


def _rank(figure: Figure | None) -> int | None:
    said = figure.parts.get(PROVINCE_RANK, "") if figure else ""
    return int(said) if str(said).isdecimal() else None


def _certified(period: Period | None) -> dict[tuple[str, UUID], Figure]:
    """Return the certified figures of a month by code: a version may have changed in between."""
    if period is None:
        return {}
    held = Figure.objects.filter(
        period=period, current=True, state=FigureState.CERTIFIED, indicator__monthly=True
    )
    return {(one.indicator.code, one.unit_id): one for one in held.select_related("indicator")}


def _targets(period: Period) -> dict[tuple[UUID, UUID], Decimal]:
    """Return targets: of the month, else of its quarter, else of the year."""
    quarter = f"{period.since.year}-Q{(period.since.month - 1) // MONTHS_OF_A_QUARTER + 1}"
    spans = ["", quarter, period.label]
    rows = IndicatorTarget.objects.filter(
        indicator__group__scheme=period.scheme_id, indicator__monthly=True, span__in=spans
    )
    found: dict[tuple[UUID, UUID], Decimal] = {}
    for one in sorted(rows, key=lambda one: spans.index(one.span)):
        found[one.indicator_id, one.unit_id] = one.value
    return found


def _months_ago(period: Period, months: int) -> Period | None:
    year, month = divmod(period.since.year * 12 + period.since.month - 1 - months, 12)
    return (
        Period.objects.filter(
            kind=PeriodKind.MONTH,
            label=f"{year}-{month + 1:02d}",
            scheme__office=period.scheme.office_id,
        )
        .order_by("-scheme__version")
        .first()
    )


def _quarter_before(period: Period) -> Period | None:
    """Return the last month of the quarter before."""
    return _months_ago(period, (period.since.month - 1) % MONTHS_OF_A_QUARTER + 1)


def _following(period: Period) -> Period:
    """Return the month after, as a span of days only."""
    year, month = divmod(period.until.year * 12 + period.until.month, 12)
    first, last = date(year, month + 1, 1), last_of_month(year, month + 1)
    return Period(since=first, until=last, kind=PeriodKind.MONTH)
