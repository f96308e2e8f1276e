"""The official calendar and the default rules, read from the tables and kept while they stand."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.timelimits.calendar import Calendar, SpecialDay
from luoshi.timelimits.defaults import NamedRule
from luoshi.timelimits.models import (
    CalendarStamp,
    DefaultRule,
    OfficialDay,
    OfficialYear,
    RuleRow,
)
from luoshi.timelimits.rules import Limit, Rule, Start, Unit
from luoshi.timelimits.terms import DayKind


class NoSuchRule(LookupError):
    """No time-limit rule of that code is in force on that day; the message is fit for a screen."""


def official_calendar() -> Calendar:
    """Return the official calendar as the tables have it now.

    One query, which reads the stamp; the days are read again only after a load.
    """
    stamp = CalendarStamp.objects.values_list("stamp", flat=True).first()
    return Calendar() if stamp is None else _calendar_of(stamp)


@lru_cache(maxsize=4)
def _calendar_of(stamp: UUID) -> Calendar:
    days = OfficialDay.objects.values_list("date", "kind", "name")
    years = OfficialYear.objects.values_list("year", flat=True)
    return Calendar.of(
        (SpecialDay(day, kind == DayKind.MAKE_UP, name) for day, kind, name in days), years
    )


def years_missing(year: int) -> list[int]:
    """Return which of this year and the next have no official calendar yet.

    From the first of November on the next year's notice is to be expected.
    """
    known = set(
        OfficialYear.objects.filter(year__in=(year, year + 1)).values_list("year", flat=True)
    )
    return [one for one in (year, year + 1) if one not in known]


def rule_from(row: RuleRow) -> Rule:
    """Return a row of a table of rules as a rule that can reckon."""
    return Rule(
        code=row.code,
        limit=Limit(row.length, Unit(row.unit), row.roll),
        start=Start(row.start),
        basis=row.basis,
        pausable=row.pausable,
        since=row.since,
        until=row.until,
    )


def named(row: RuleRow, *, own: bool = False) -> NamedRule:
    """Return a row of a table of rules with its words."""
    return NamedRule(rule_from(row), row.subject, row.step, own)


def default_rules(codes: Iterable[str] | None = None) -> list[Rule]:
    """Return the default rules, all versions, oldest first; of these codes or of all."""
    rows = DefaultRule.objects.order_by("code", "since")
    return [rule_from(row) for row in (rows if codes is None else rows.filter(code__in=codes))]


def in_force(rules: Iterable[Rule], code: str, on: date) -> Rule | None:
    """Return the version of a rule that holds on a day: the one that began last, or None."""
    held = [rule for rule in rules if rule.code == code and rule.in_force(on)]
    return max(held, key=lambda rule: rule.since or date.min, default=None)


def default_rule(code: str, *, on: date) -> Rule:
    """Return the default rule of a code for a clock that starts on a day.

    :raises NoSuchRule: if none is in force
    """
    if rule := in_force(default_rules([code]), code, on):
        return rule
    raise NoSuchRule(no_such_rule(code, on))


def no_such_rule(code: str, on: date) -> str:
    """Say that no rule of a code is in force on a day."""
    return _("%(day)s没有生效的时限规则“%(code)s”，请先装入默认时限或设定本地规则") % {
        "day": on.isoformat(),
        "code": code,
    }
