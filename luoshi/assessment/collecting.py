"""数据采集 Which figures a period asks of whom, and where each of them stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from luoshi.assessment.models import AssessedUnit, Figure, Indicator, Period
from luoshi.assessment.terms import FigureState, PeriodKind, PeriodState, Source
from luoshi.organisation.models import Unit
from luoshi.timelimits.days import ONE_DAY, day_in_month

# Once results lie before the leaders a figure is what it is: what they approve rests on it.
CLOSED = (PeriodState.APPROVING, PeriodState.APPROVED, PeriodState.PUBLISHED)
# What a frequency says, and the periods in which it is asked for; nothing said is every period.
ASKED = {
    PeriodKind.MONTH: ("月", "旬", "周", "日"),
    PeriodKind.QUARTER: ("月", "旬", "周", "日", "季"),
    PeriodKind.YEAR: ("月", "旬", "周", "日", "季", "半年", "年"),
}


@dataclass(frozen=True)
class Asked:
    """One unit's figure of one indicator, there or not.

    :ivar before: the certified revision a waiting correction is to replace
    """

    unit: Unit
    figure: Figure | None = None
    before: Figure | None = None


@dataclass(frozen=True)
class Page:
    """One indicator of a source department with every unit it is asked about."""

    indicator: Indicator
    rows: tuple[Asked, ...]


@dataclass(frozen=True)
class Standing:
    """How far one source department is with a period."""

    unit: Unit
    asked: int
    entered: int
    certified: int
    returned: int
    due_date: date

    @property
    def missing(self) -> int:
        """How many figures nobody has entered."""
        return self.asked - self.entered - self.certified - self.returned

    @property
    def complete(self) -> bool:
        """Whether every figure is certified; those of a unit merged away since count on."""
        return self.certified >= self.asked


def leaves_asked(period: Period) -> QuerySet[Indicator]:
    """Return the indicators a period asks a figure for: those with none below them."""
    leaves = Indicator.objects.filter(group__scheme=period.scheme_id, below__isnull=True)
    said = Q(frequency="")
    for word in ASKED[PeriodKind(period.kind)]:
        said |= Q(frequency__startswith=word) | Q(frequency__startswith=f"每{word}")
    return leaves.filter(said).select_related("group", "source_unit")


def asked_in(line: Indicator, period: Period) -> bool:
    """Tell whether a period asks for a line: the same question as `leaves_asked`."""
    words = ASKED[PeriodKind(period.kind)]
    return not line.frequency or line.frequency.removeprefix("每").startswith(words)


def due_day_of(indicator: Indicator, period: Period) -> date:
    """Return by which day the source department must have certified: in the month after."""
    following = period.until + ONE_DAY
    return day_in_month(following.year, following.month, indicator.due_day)


def pages_of(period: Period, source: UUID) -> list[Page]:
    """Return what a source department is asked, indicator by indicator. Three queries."""
    leaves = leaves_asked(period).filter(source=Source.ENTERED, source_unit=source)
    return _paged(period, sorted(leaves, key=_in_order))


def pages_of_records(period: Period) -> list[Page]:
    """Return what the record is asked."""
    leaves = leaves_asked(period).filter(source=Source.RECORD)
    return _paged(period, sorted(leaves, key=_in_order))


def _in_order(line: Indicator) -> tuple[int, list[tuple[int, str]]]:
    """Return where a line stands: its group, then its code with 1.10 after 1.9."""
    parts = [(int(one) if one.isdecimal() else 0, one) for one in line.code.split(".")]
    return line.group.place, parts


def _paged(period: Period, leaves: Iterable[Indicator]) -> list[Page]:
    lines = list(leaves)
    units = _units_of(period)
    held: dict[tuple[UUID, UUID], list[Figure]] = {}
    figures = Figure.objects.filter(period=period, indicator__in=lines).order_by("-revision")
    for one in figures.select_related("period", "indicator"):
        held.setdefault((one.indicator_id, one.unit_id), []).append(one)
    return [
        Page(
            line,
            tuple(_asked(unit, held.get((line.pk, unit.pk), ())) for unit in units[line.group_id]),
        )
        for line in lines
        if line.group_id in units
    ]


def _asked(unit: Unit, revisions: Sequence[Figure]) -> Asked:
    figure = next((one for one in revisions if one.current), None)
    before = next(
        (one for one in revisions if not one.current and one.state == FigureState.CERTIFIED), None
    )
    return Asked(unit, figure, before)


def standings_of(period: Period) -> list[Standing]:
    """Return how far each source department is, the least complete first."""
    return standings_of_all([period])[period.pk]


def standings_of_all(periods: Sequence[Period]) -> dict[UUID, list[Standing]]:
    """Return how far each source department is with each period. Three queries, however many."""
    schemes = {one.scheme_id for one in periods}
    lines: dict[UUID, list[Indicator]] = {}
    leaves = Indicator.objects.filter(
        group__scheme__in=schemes,
        below__isnull=True,
        source=Source.ENTERED,
        source_unit__isnull=False,
    )
    for line in leaves.select_related("group", "source_unit"):
        lines.setdefault(line.group.scheme_id, []).append(line)
    places = AssessedUnit.objects.filter(scheme__in=schemes).order_by()
    sizes = dict(places.values_list("group_id").annotate(number=Count("pk")))
    figures = Figure.objects.filter(period__in=periods, current=True).order_by()
    states = figures.values_list("period_id", "indicator_id", "state")
    counted = {
        (period, line, state): number
        for period, line, state, number in states.annotate(number=Count("pk"))
    }
    return {
        one.pk: _standings(one, lines.get(one.scheme_id, ()), sizes, counted) for one in periods
    }


Counted = Mapping[tuple[UUID, UUID, str], int]


def _standings(
    period: Period, lines: Iterable[Indicator], sizes: Mapping[UUID, int], counted: Counted
) -> list[Standing]:
    asked: dict[UUID, list[Indicator]] = {}
    for line in lines:
        if line.source_unit_id is not None and asked_in(line, period):
            asked.setdefault(line.source_unit_id, []).append(line)
    standings = [_standing(period, one, sizes, counted) for one in asked.values()]
    return sorted(standings, key=lambda one: (one.complete, one.due_date, one.unit.place))


def _standing(
    period: Period, lines: Sequence[Indicator], sizes: Mapping[UUID, int], counted: Counted
) -> Standing:
    unit = lines[0].source_unit
    assert unit is not None
    entered, certified, returned = (
        sum(counted.get((period.pk, line.pk, state), 0) for line in lines)
        for state in (FigureState.ENTERED, FigureState.CERTIFIED, FigureState.RETURNED)
    )
    asked = sum(sizes.get(line.group_id, 0) for line in lines)
    due_date = min(due_day_of(line, period) for line in lines)
    return Standing(unit, asked, entered, certified, returned, due_date)


def _units_of(period: Period) -> dict[UUID, list[Unit]]:
    units: dict[UUID, list[Unit]] = {}
    places = AssessedUnit.objects.filter(scheme=period.scheme_id).select_related("unit")
    for one in places.order_by("unit__place", "unit__code"):
        units.setdefault(one.group_id, []).append(one.unit)
    return units
