"""预览 What would move if a rule, a day or a year were decided so; nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from luoshi.dues.models import LocalDay
from luoshi.dues.moves import Moves, across, moves, under_rule
from luoshi.dues.queries import calendar_here
from luoshi.timelimits.calendar import Calendar, SpecialDay
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.models import OfficialDay
from luoshi.timelimits.rules import Limit
from luoshi.timelimits.terms import DayKind


def by_rule(code: str, limit: Limit, *, unit: UUID) -> Moves:
    """Say what would move if open dues of a rule were reckoned by another limit.

    :param unit: whose own dues are listed one by one
    """
    return moves(under_rule(code), calendar_here(), unit=unit, measure=limit)


def by_local_day(day: date, *, kind: DayKind, name: str, unit: UUID) -> Moves:
    """Say what would move if a local day were declared."""
    special = SpecialDay(day, kind == DayKind.MAKE_UP, name)
    changed = calendar_here().with_days([special])
    return moves(across(day - ONE_DAY, day), changed, unit=unit)


def without_local_day(local: LocalDay, *, unit: UUID) -> Moves:
    """Say what would move if a local day were taken back."""
    here = calendar_here()
    held = {day: one for day, one in here.special.items() if day != local.date}
    if official := OfficialDay.objects.filter(date=local.date).first():
        worked = official.kind == DayKind.MAKE_UP
        held[local.date] = SpecialDay(local.date, worked, official.name)
    changed = Calendar(held, here.official)
    return moves(across(local.date - ONE_DAY, local.date), changed, unit=unit)


@dataclass(frozen=True)
class YearLoaded:
    """What loading a notice would do.

    :param added: days it takes out of the plain week that stood otherwise
    :param dropped: days that were special and are no more
    """

    moves: Moves
    added: Sequence[SpecialDay]
    dropped: Sequence[SpecialDay]


def by_year(year: int, days: Sequence[SpecialDay], *, unit: UUID) -> YearLoaded:
    """Say what would move if these days were loaded as the notice of a year."""
    here = calendar_here()
    local = dict(LocalDay.objects.filter(withdrawn_at__isnull=True).values_list("date", "kind"))
    before = {row.date: row for row in OfficialDay.objects.filter(year__year=year)}
    given = {one.date: one for one in days}
    held = {day: one for day, one in here.special.items() if day not in before or day in local}
    fresh = {day: one for day, one in given.items() if day not in local}
    changed = Calendar({**held, **fresh}, here.official | {year})
    first = min([*before, *given, date(year, 1, 1)])
    last = max([*before, *given, date(year, 12, 31)])
    was = {day: row.kind == DayKind.MAKE_UP for day, row in before.items()}
    return YearLoaded(
        moves(across(first - ONE_DAY, last), changed, unit=unit),
        [one for day, one in sorted(given.items()) if was.get(day) != one.working],
        [
            SpecialDay(day, row.kind == DayKind.MAKE_UP, row.name)
            for day, row in sorted(before.items())
            if day not in given
        ],
    )
