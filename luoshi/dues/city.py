"""What a city keeps of time beside its calendar: rules in force, closed seasons, closing hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, Q, QuerySet

from luoshi.dues.models import CityRule, ClosedSeason, LocalDay, OfficeHours, Series
from luoshi.timelimits.defaults import NamedRule
from luoshi.timelimits.models import DefaultRule, RuleRow
from luoshi.timelimits.queries import named
from luoshi.timelimits.rules import Span

STANDING = Q(withdrawn_at__isnull=True)


@dataclass(frozen=True)
class RuleSaid:
    """A rule as its page shows it.

    :param now: what holds today, or None where nothing does yet
    :param to_come: the next version that is set already and not yet in force
    """

    code: str
    now: NamedRule | None
    to_come: NamedRule | None = None


def rules_said(on: date) -> list[RuleSaid]:
    """Return every rule the city works by, in the order of the defaults. Two queries."""
    general = _by_code(DefaultRule.objects.order_by("id"), own=False)
    own = _by_code(CityRule.objects.order_by("since"), own=True)
    codes = [*general, *(code for code in own if code not in general)]
    return [_said(code, own.get(code, []), general.get(code, []), on) for code in codes]


def rule_said(code: str, on: date) -> RuleSaid | None:
    """Return one rule, or None where nobody knows the code."""
    general = _by_code(DefaultRule.objects.filter(code=code), own=False)
    own = _by_code(CityRule.objects.filter(code=code).order_by("since"), own=True)
    if not general and not own:
        return None
    return _said(code, own.get(code, []), general.get(code, []), on)


def versions_of(code: str) -> list[NamedRule]:
    """Return every version of a rule, the city's own after the defaults, each by its day."""
    general = [named(row) for row in DefaultRule.objects.filter(code=code).order_by("since")]
    own = CityRule.objects.filter(code=code).order_by("since")
    return [*general, *(named(row, own=True) for row in own)]


def default_of(code: str, on: date) -> NamedRule | None:
    """Return the default of a rule in force on a day, whatever the city has set; None for none."""
    return _latest([named(row) for row in DefaultRule.objects.filter(code=code)], on)


def mark_of(code: str) -> str:
    """Return what tells whether a rule was changed since somebody looked at it."""
    last = CityRule.objects.filter(code=code).order_by("-since").first()
    if last is None:
        return "-"
    held = (last.pk, last.length, last.unit, last.roll, last.pausable, last.until)
    return "/".join(map(str, held))


def seasons_standing() -> QuerySet[ClosedSeason]:
    """Return the closed seasons nobody took back, the next to come last."""
    found = ClosedSeason.objects.filter(STANDING).order_by("since", "id")
    return found.prefetch_related("units__unit")


@dataclass(frozen=True)
class Seasons:
    """The closed seasons of the city, read once for many units."""

    held: tuple[tuple[Span, tuple[str, ...]], ...]

    def of(self, path: str) -> list[Span]:
        """Return the seasons in which the work of the unit at this place stands still."""
        return [
            span
            for span, paths in self.held
            if not paths or any(path.startswith(one) for one in paths)
        ]


def seasons() -> Seasons:
    """Read the closed seasons with the units they are for. Three queries."""
    # A season is kept by its last day; a span ends before its `until`.
    return Seasons(
        tuple(
            (
                Span(one.since, date.fromordinal(one.until.toordinal() + 1)),
                tuple(row.unit.path for row in one.units.all()),
            )
            for one in seasons_standing()
        )
    )


def closing_hour(on: date) -> time | None:
    """Return the hour at which what is owed since a day ends on its day; None for 24:00."""
    row = OfficeHours.objects.filter(since__lte=on).order_by("-since").first()
    return row.closes if row else None


def closing_hours(days: Iterable[date]) -> dict[date, time | None]:
    """Return the closing hour for what is owed since each of these days. One query."""
    rows = list(OfficeHours.objects.order_by("since").values_list("since", "closes"))
    return {
        day: next((closes for since, closes in reversed(rows) if since <= day), None)
        for day in days
    }


def cadences_running() -> list[tuple[str, int]]:
    """Return the cadences reports are owed by now, with how many rhythms run by each. One query."""
    running = Series.objects.filter(ended_at__isnull=True).order_by("cadence")
    return list(running.values_list("cadence").annotate(number=Count("pk")))


def local_days(first: date, last: date) -> QuerySet[LocalDay]:
    """Return the local days nobody took back, between two days."""
    return LocalDay.objects.filter(STANDING, date__range=(first, last)).order_by("date")


def _by_code(rows: Iterable[RuleRow], *, own: bool) -> dict[str, list[NamedRule]]:
    found: dict[str, list[NamedRule]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(named(row, own=own))
    return found


def _said(code: str, own: list[NamedRule], general: list[NamedRule], on: date) -> RuleSaid:
    now = _latest(own, on) or _latest(general, on)
    coming = [one for one in own if one.rule.since and one.rule.since > on]
    return RuleSaid(code, now, coming[0] if coming else None)


def _latest(rules: list[NamedRule], on: date) -> NamedRule | None:
    held = [one for one in rules if one.rule.in_force(on)]
    return max(held, key=lambda one: one.rule.since or date.min, default=None)
