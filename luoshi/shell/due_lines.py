"""应办提醒 What each unit owes today, soon and late, who is silent, what else was asked."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from luoshi.dues.models import RUNNING, Due
from luoshi.dues.terms import DueKind
from luoshi.organisation.terms import Role
from luoshi.shell.desk import KINDS_OF_ROLE
from luoshi.shell.holders import Holder, holders_of
from luoshi.shell.lines import NAMED, Line
from luoshi.shell.terms import Seat, Section

# Who does the work sees each thing, who answers for the unit the number of what is late.
HANDS = (Role.HANDLER, Role.LIAISON)
OVER = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
ASKS = (DueKind.OPINION, DueKind.REPLY, DueKind.MATERIAL, DueKind.RETURN)
REPORTED_TO = (Role.OFFICER, Role.DIRECTOR)


@dataclass
class Standing:
    """What one unit owes in one section, by kind and by the person it is owed by, if by one.

    :ivar rows: the first of each kind by id
    :ivar counts: how many in all
    """

    rows: list[tuple[UUID, UUID | None, str]] = field(default_factory=list)
    counts: list[tuple[int, UUID | None, str]] = field(default_factory=list)


def section_of(today: date) -> Case:
    """Return the section of a digest an open due stands in, as an expression."""
    return Case(
        When(due_date__lt=today, then=Value(Section.LATE.value)),
        When(due_date=today, then=Value(Section.TODAY.value)),
        When(warn_date__lte=today, then=Value(Section.SOON.value)),
        default=Value(Section.ASKED.value),
        output_field=CharField(),
    )


def lines_for(today: date, *, at: datetime) -> Iterator[tuple[Holder, Line]]:
    """Give each person what their unit owes, and each room who is silent. Five queries."""
    owed = _owed(today)
    silent = _silent(today)
    units = {unit for unit, _section in owed} | {*silent}
    seated: dict[UUID, list[Holder]] = defaultdict(list)
    for holder in holders_of(units, (), at) if units else []:
        seated[holder.unit_id].append(holder)
    for (unit, section), standing in owed.items():
        for holder in seated[unit]:
            yield from _told(holder, section, standing)
    for office, rows in silent.items():
        for holder in seated[office]:
            if holder.role in REPORTED_TO:
                for unit, number in rows:
                    yield (
                        holder,
                        Line(Section.SILENT, holder.post_id, Seat.OWED, "unit", unit, number),
                    )


def numbers_of(today: date, units: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """Count by unit what is late, due today and soon, for a group's robot. One query."""
    rows = (
        _waiting(today)
        .filter(debtor__in=units)
        .order_by()
        .values_list("debtor", "section")
        .annotate(number=Count("pk"))
    )
    found: dict[UUID, dict[str, int]] = {}
    for unit, section, number in rows:
        found.setdefault(unit, {})[section] = number
    return found


def _waiting(today: date) -> QuerySet[Any]:
    soon = Q(due_date__lte=today) | Q(warn_date__lte=today)
    return Due.objects.filter(RUNNING, soon | Q(kind__in=ASKS), claimed_at__isnull=True).annotate(
        section=section_of(today)
    )


def _owed(today: date) -> dict[tuple[UUID, Section], Standing]:
    """Return what each unit owes by section, the first of each kind by name. Two queries."""
    kinds = [F("debtor"), F("section"), F("kind")]
    place = Window(RowNumber(), partition_by=kinds, order_by=["due_date", "id"])
    named = _waiting(today).annotate(place=place).filter(place__lte=NAMED)
    found: dict[tuple[UUID, Section], Standing] = defaultdict(Standing)
    held = named.order_by("due_date", "id").values_list("debtor", "section", "pk", "person", "kind")
    for unit, section, *row in held:
        found[unit, Section(section)].rows.append((row[0], row[1], row[2]))
    counted = _waiting(today).order_by().values_list("debtor", "section", "person", "kind")
    for unit, section, person, kind, number in counted.annotate(number=Count("pk")):
        found[unit, Section(section)].counts.append((number, person, kind))
    return found


def _told(holder: Holder, section: Section, standing: Standing) -> Iterator[tuple[Holder, Line]]:
    """Name each thing to whoever does the work; to who answers for the unit, what is late."""
    kinds = KINDS_OF_ROLE.get(holder.role)
    if kinds is None and holder.role not in (*HANDS, *OVER):
        return

    def mine(person: UUID | None, kind: str) -> bool:
        return person in (None, holder.person_id) and (kinds is None or kind in kinds)

    number = sum(many for many, person, kind in standing.counts if mine(person, kind))
    if holder.role in OVER or section == Section.ASKED:
        if number and (section == Section.LATE or holder.role not in OVER):
            yield holder, _number(holder, section, number)
        return
    named = [pk for pk, person, kind in standing.rows if mine(person, kind)][:NAMED]
    for pk in named:
        yield holder, Line(section, holder.post_id, Seat.OWES, "due", pk)
    if number > len(named):
        yield holder, _number(holder, section, number - len(named))


def _number(holder: Holder, section: Section, number: int) -> Line:
    return Line(section, holder.post_id, Seat.OWES, number=number)


def _silent(today: date) -> dict[UUID, list[tuple[UUID, int]]]:
    """Return, by the room they report to, the units whose reports are missing. One query."""
    rows = (
        Due.objects.filter(RUNNING, kind=DueKind.REPORT, due_date__lt=today)
        .order_by()
        .values_list("creditor", "debtor")
        .annotate(number=Count("pk"))
        .order_by("creditor", "-number", "debtor")
    )
    found: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    for office, unit, number in rows:
        if office is not None:
            found[office].append((unit, number))
    return found
