"""The notices that assign (督查通知单): written with the issue of a list, a round or a piece.

A piece of those deeds, not a deed alone; what stands here knows units and numbers only.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from luoshi.breakdown import clocks, firsts
from luoshi.breakdown.models import IssueNotice, Matter, MatterList, Part
from luoshi.intake.kinds import kind
from luoshi.intake.numbering import matter_number, next_number, notice_number
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import OwnerRoom
from luoshi.timelimits.days import day_of
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

ROOM_MARKS = {
    OwnerRoom.PARTY: "委督",
    OwnerRoom.GOVERNMENT: "政督",
    OwnerRoom.JOINT: "联督",
    OwnerRoom.DESIGNATED: "授督",
}


def notify(
    matters: MatterList, moved: Mapping[Matter, Entry], *, by: Acting, at: datetime
) -> list[IssueNotice]:
    """Write one notice for each unit with a part in `moved`; a piece of issue, not a deed alone.

    A child's notice comes from the unit that assigned it, and counts in that unit's series.

    :param moved: the matters, each with the entry by which it goes out: what is owed is told there
    """
    current = Part.objects.filter(
        matter__in=list(moved),
        notice__isnull=True,
        given_up_at__isnull=True,
        round__number=F("matter__round_number"),
    ).select_related("unit", "matter", "round")
    if not moved:
        return []
    sender, mark = _sender(matters, next(iter(moved)))
    by_unit: dict[Unit, list[Part]] = {}
    for part in sorted(current, key=lambda one: (one.unit.place, one.unit.code)):
        by_unit.setdefault(part.unit, []).append(part)
    year, notices = day_of(at).year, []
    for unit, held in by_unit.items():
        notice = IssueNotice.objects.create(
            number=notice_number(mark, year, next_number(mark, year)),
            list=matters,
            unit=unit,
            office=sender,
            issued_by_id=by.person_id,
            issued_at=at,
            receipt_due_date=clocks.receipt_due_date(at),
        )
        Part.objects.filter(pk__in=[part.pk for part in held]).update(notice=notice)
        facts = {"unit": unit.name, "matters": [part.matter.number for part in held]}
        entry = write("issuenotice.send", about=notice, by=by, at=at, facts=facts)
        clocks.owe_receipt(notice, at=at, entry=entry)
        notices.append(notice)
    _start_clocks(moved, sender, at=at)
    return notices


def _start_clocks(moved: Mapping[Matter, Entry], sender: Unit, *, at: datetime) -> None:
    for matter, issued in moved.items():
        clocks.start_at_issue(matter, at=at, entry=issued)
        firsts.owe_firsts(matter, by_unit=sender, at=at, entry=issued)
    clocks.copy_report_days(moved)


def next_matter_number(matter: Matter, at: datetime) -> str:
    """Take the next number of a matter's series; a piece of the deed that sets it up."""
    mark = f"{mark_of(matter.owner)}{kind(matter.kind).mark}"
    year = day_of(at).year
    return matter_number(mark, year, next_number(mark, year))


def _sender(matters: MatterList, first: Matter) -> tuple[Unit, str]:
    """Return the unit a notice comes from, and what its numbers begin with."""
    sender = clocks.checker_of(first)
    if first.parent_id is None:
        return sender, f"{mark_of(matters.owner)}通"
    return sender, f"{sender.short_name or sender.name}办"[:30]


def mark_of(owner: str) -> str:
    """Return what the numbers of a room begin with."""
    return f"{clocks.city_mark()}{ROOM_MARKS[OwnerRoom(owner)]}"
