"""What is owed: by whom, by when, what stands on a desk, who is silent, how much was in time.

Each answer is a constant number of queries, whatever the number of rows.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Value, When

from luoshi.dues import lit
from luoshi.dues.lights import LightDays, ReportDays, report_days
from luoshi.dues.models import OPEN, RUNNING, CityRule, Due, LightScheme, LocalDay
from luoshi.dues.schemes import BOUNDS, DEFAULT, CityCalendar, Scheme
from luoshi.dues.terms import REPORTS, DayGroup, Level
from luoshi.timelimits.calendar import Calendar, SpecialDay
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.queries import (
    NoSuchRule,
    default_rules,
    in_force,
    no_such_rule,
    official_calendar,
    rule_from,
)
from luoshi.timelimits.rules import Rule
from luoshi.timelimits.terms import DayKind
from luoshi.timelimits.wording import sentence
from luoshi.timelimits.working import Working


def calendar_here() -> Calendar:
    """Return this city's calendar: the official one with local holidays over it. Three queries.

    It carries the numbers by which the city's lights warn.
    """
    rows = LocalDay.objects.filter(withdrawn_at__isnull=True).values_list("date", "kind", "name")
    local = [SpecialDay(day, kind == DayKind.MAKE_UP, name) for day, kind, name in rows]
    return CityCalendar.on(official_calendar().with_days(local), scheme_here())


def scheme_here() -> Scheme:
    """Return the numbers by which this city's lights warn: its newest scheme, else the default."""
    own = LightScheme.objects.order_by("-set_at", "-id").values(*BOUNDS).first()
    return Scheme(**own) if own else DEFAULT


def dress_here() -> dict[int, tuple[str, str]]:
    """Return this city's own tone and word of each level, where it set one. One query."""
    own = LightScheme.objects.order_by("-set_at", "-id").values("tones", "words").first()
    if own is None:
        return {}
    levels = {*own["tones"], *own["words"]}
    return {
        int(level): (own["tones"].get(level, ""), own["words"].get(level, "")) for level in levels
    }


def rules_here(codes: Collection[str], *, on: date) -> dict[str, Rule]:
    """Return this city's rules by code for clocks that start on a day. Two queries.

    A city's own rule goes before the default of the same code.

    :raises NoSuchRule: if a code has no rule in force
    """
    own = [rule_from(row) for row in CityRule.objects.filter(code__in=codes)]
    general = default_rules(codes)
    found: dict[str, Rule] = {}
    for code in codes:
        rule = in_force(own, code, on) or in_force(general, code, on)
        if rule is None:
            raise NoSuchRule(no_such_rule(code, on))
        found[code] = rule
    return found


def rule_here(code: str, *, on: date) -> Rule:
    """Return this city's rule of a code for a clock that starts on a day."""
    return rules_here([code], on=on)[code]


def working_of(due: Due) -> str:
    """Say how a due's day came about, in the reader's language (推算过程)."""
    return sentence(Working.from_json(due.working))


def days_of(due: Due) -> LightDays:
    """Return the stored days of a due's own light, for `lights.light`."""
    return LightDays(
        due_date=due.due_date,
        warn_date=due.warn_date,
        severe_date=due.severe_date,
        claimed_date=due.claimed_date,
        closed=due.closed,
        paused=due.paused_since is not None,
    )


def open_dues() -> QuerySet[Due]:
    """Return everything still owed."""
    return Due.objects.filter(OPEN)


def owed_by(
    units: Iterable[UUID], *, person: UUID | None = None, kinds: Collection[str] = ()
) -> QuerySet[Due]:
    """Return what these units owe, by day.

    :param person: leave out what is owed by another person of the unit; what names nobody stays
    :param kinds: only these kinds, or all
    """
    dues = open_dues().filter(debtor__in=list(units))
    if person is not None:
        dues = dues.filter(Q(person__isnull=True) | Q(person=person))
    if kinds:
        dues = dues.filter(kind__in=kinds)
    return dues.order_by("due_date", "id")


def owed_to(units: Iterable[UUID]) -> QuerySet[Due]:
    """Return what is owed to these units, by day."""
    return open_dues().filter(creditor__in=list(units)).order_by("due_date", "id")


def dues_about(kind: str, ids: Iterable[object]) -> QuerySet[Due]:
    """Return all that was ever owed about these things, by day."""
    named = [str(one) for one in ids]
    return Due.objects.filter(about_kind=kind, about_id__in=named).order_by("due_date", "id")


@dataclass(frozen=True)
class DeskGroup:
    """One group of my desk: its name, how many there are, and the first of them."""

    group: DayGroup
    number: int
    dues: Sequence[Due]


def group_of(today: date) -> Case:
    """Return the desk group of an open due as an expression; a week ends on its Sunday."""
    sunday = today + timedelta(days=6 - today.weekday())
    return Case(
        When(due_date__lt=today, then=Value(DayGroup.OVERDUE.value)),
        When(due_date=today, then=Value(DayGroup.TODAY.value)),
        When(due_date=today + ONE_DAY, then=Value(DayGroup.TOMORROW.value)),
        When(due_date__lte=sunday, then=Value(DayGroup.WEEK.value)),
        default=Value(DayGroup.LATER.value),
        output_field=CharField(),
    )


def day_group(day: date, today: date) -> DayGroup:
    """Return the desk group of one day, as `group_of` does for every row."""
    if day < today:
        return DayGroup.OVERDUE
    if day <= today + ONE_DAY:
        return DayGroup.TODAY if day == today else DayGroup.TOMORROW
    sunday = today + timedelta(days=6 - today.weekday())
    return DayGroup.WEEK if day <= sunday else DayGroup.LATER


def desk(dues: QuerySet[Due], today: date, *, show: int = 100) -> list[DeskGroup]:
    """Return what a desk shows, in groups by day, the first `show` dues in all. Two queries.

    A due whose clock stands still, or that is claimed and waits for others, is not on the desk.

    :param dues: whose desk, such as `owed_by(...)`
    """
    mine = dues.filter(RUNNING, claimed_at__isnull=True).annotate(day_group=group_of(today))
    numbers = dict(mine.order_by().values_list("day_group").annotate(number=Count("pk")).order_by())
    page = mine.select_related("debtor", "creditor").order_by("due_date", "id")[:show]
    held = {name: list(rows) for name, rows in groupby(page, key=lambda due: due.day_group)}
    return [
        DeskGroup(group, numbers[group], held.get(group, []))
        for group in DayGroup
        if group in numbers
    ]


def level_counts(dues: QuerySet[Due], today: date) -> dict[Level, int]:
    """Count dues by the level of their light. One query."""
    return lit.counts(dues, today)


@dataclass(frozen=True)
class Silent:
    """A unit that owes reports and has not sent them (未报单位)."""

    unit_id: UUID
    unit_name: str
    number: int
    since: date


def silent(today: date, *, kinds: Collection[str] = REPORTS) -> list[Silent]:
    """List the units whose reports are past due and not in, the longest silent first. One query."""
    rows = (
        Due.objects.filter(RUNNING, kind__in=kinds, due_date__lt=today)
        .values_list("debtor_id", "debtor__name")
        .annotate(number=Count("pk"), since=Min("due_date"))
        .order_by("since", "-number", "debtor_id")
    )
    return [Silent(*row) for row in rows]


@dataclass(frozen=True)
class OnTime:
    """How much of what fell due was done in time (按期率).

    :param owed: what fell due and was not excused
    """

    owed: int
    in_time: int

    @property
    def rate(self) -> Decimal | None:
        """Return the share in percent with two places, or None where nothing fell due."""
        if not self.owed:
            return None
        return (Decimal(self.in_time * 100) / self.owed).quantize(Decimal("0.01"))


def on_time(
    first: date, last: date, *, kinds: Collection[str] = (), units: Iterable[UUID] | None = None
) -> dict[UUID, OnTime]:
    """Return, by unit, how much of what fell due between two days was met in time. One query.

    Counted by the due day as it stands now; what was excused or stands still is left out.
    """
    dues = Due.objects.filter(
        due_date__range=(first, last), excused_at__isnull=True, paused_since__isnull=True
    )
    if kinds:
        dues = dues.filter(kind__in=kinds)
    if units is not None:
        dues = dues.filter(debtor__in=list(units))
    in_time = Count("pk", filter=Q(met_date__lte=F("due_date")))
    rows = dues.order_by().values_list("debtor_id").annotate(owed=Count("pk"), in_time=in_time)
    return {unit: OnTime(owed, met) for unit, owed, met in rows}


def report_days_of(kind: str, ids: Iterable[object] | None = None) -> dict[str, ReportDays]:
    """Return the report component of the lights of things of a kind, by id. One query.

    A thing that owes no report is not in the answer.

    :param ids: which things; all of the kind unless said
    """
    about = Due.objects.filter(about_kind=kind) if ids is None else dues_about(kind, ids)
    rows = (
        about.filter(RUNNING, kind__in=REPORTS)
        .order_by("about_id")
        .values_list("about_id", "warn_date", "due_date")
    )
    return {
        name: report_days((warn, due) for _id, warn, due in held)
        for name, held in groupby(rows.iterator(2000), key=lambda row: row[0])
    }


def turned_by_unit(day: date) -> dict[UUID, dict[Level, int]]:
    """Count, by unit, the running dues whose light changed for the worse on this very day.

    One query over the days themselves: what the morning's digest tells each unit.
    """
    yesterday = day - ONE_DAY
    rows = (
        Due.objects.filter(RUNNING, claimed_at__isnull=True)
        .filter(
            Q(warn_date=day, due_date__gt=day)
            | Q(due_date__in=(day, yesterday))
            | Q(severe_date=day)
        )
        .order_by()
        .annotate(light_level=lit.level(day))
        .values_list("debtor_id", "light_level")
        .annotate(number=Count("pk"))
    )
    turned: dict[UUID, dict[Level, int]] = {}
    for unit, level, number in rows:
        turned.setdefault(unit, {})[Level(level)] = number
    return turned
