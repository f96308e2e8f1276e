"""Loading what every city shares: a year of the official calendar, and the default rules.

Loads go by natural keys (the year, the day, the code) and may run twice. They leave no entry on the
trail, which stands above this room: a city's own deed, `dues.operations.load_calendar`, does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.kit.rows import new_id
from luoshi.timelimits import defaults
from luoshi.timelimits.calendar import SpecialDay
from luoshi.timelimits.models import CalendarStamp, DefaultRule, OfficialDay, OfficialYear
from luoshi.timelimits.official import official_years
from luoshi.timelimits.terms import DayKind


class NotThisYear(ValueError):
    """A day handed in with a year's notice lies outside what that notice can settle."""


@dataclass(frozen=True)
class Loaded:
    """What a load did.

    :param first: the first day whose working status may have changed
    :param last: the last such day
    :param changed: whether anything is different from before
    """

    year: int
    days: int
    changed: bool
    first: date
    last: date


@transaction.atomic
def load_year(year: int, days: Iterable[SpecialDay], *, basis: str, at: datetime) -> Loaded:
    """Put the notice of one year in the place of whatever was loaded for it before.

    :param days: its holidays and make-up workdays; some may lie in the December before
    :raises NotThisYear: if a day lies outside the year and the December before it
    """
    given = {day.date: day for day in days}
    if strangers := [day for day in given if not _belongs(day, year)]:
        words = {"day": min(strangers).isoformat(), "year": year}
        raise NotThisYear(_("%(day)s不在%(year)d年放假安排的范围内") % words)
    # The stamp is written first: two loads at once wait for each other here.
    _renew_stamp()
    held, created = OfficialYear.objects.update_or_create(
        year=year, defaults={"basis": basis, "loaded_at": at}
    )
    before = {day.date: (day.kind, day.name) for day in held.days.all()}
    after = {day.date: (_kind(day), day.name) for day in given.values()}
    held.days.exclude(date__in=given).delete()
    OfficialDay.objects.bulk_create(
        [OfficialDay(date=d, kind=kind, name=name, year=held) for d, (kind, name) in after.items()],
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["kind", "name", "year"],
    )
    touched = [*before, *given, date(year, 1, 1)]
    return Loaded(
        year,
        len(after),
        created or before != after,
        min(touched),
        max(date(year, 12, 31), *touched),
    )


def load_official(*, at: datetime) -> list[Loaded]:
    """Load every year the calendar package knows and the tables do not; return what was loaded.

    A year already loaded is left alone: a correction by hand wins over the package.
    """
    known = set(OfficialYear.objects.values_list("year", flat=True))
    return [
        load_year(year, days, basis=f"国务院办公厅关于{year}年部分节假日安排的通知", at=at)
        for year, days in sorted(official_years().items())
        if year not in known
    ]


def load_default_rules(rows: Iterable[Mapping[str, Any]] | None = None) -> int:
    """Write the default rules of the reference file over the table, by code; return how many.

    :param rows: other rows than those of the reference file
    """
    given = list(rows if rows is not None else defaults.rows())
    with transaction.atomic():
        for row in given:
            DefaultRule.objects.update_or_create(
                code=row["code"], since=row.get("since"), defaults=dict(row)
            )
    return len(given)


def _renew_stamp() -> None:
    stamp = new_id()
    if not CalendarStamp.objects.update(stamp=stamp):
        CalendarStamp.objects.create(stamp=stamp)


def _belongs(day: date, year: int) -> bool:
    return date(year, 1, 1) - timedelta(days=31) <= day <= date(year, 12, 31)


def _kind(day: SpecialDay) -> DayKind:
    return DayKind.MAKE_UP if day.working else DayKind.HOLIDAY
