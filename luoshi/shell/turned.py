"""亮灯提醒 Whose light came to a worse level since it was last told, and who is to hear of it.

The level told last is kept beside the matter: what was missed while no worker ran, or turned on
a day off, or by a deed at noon, is told once, on the next working morning.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from luoshi.breakdown.lights import with_light
from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import OPEN
from luoshi.dues.terms import Level
from luoshi.intake.terms import Urgency
from luoshi.organisation.models import SphereUnit
from luoshi.organisation.queries import holds_on
from luoshi.shell.holders import Holder, holders_of
from luoshi.shell.lines import Line
from luoshi.shell.matrix import OF_THE_LEAD, OF_THE_ROOM, ROLES, hears
from luoshi.shell.models import ToldLevel
from luoshi.shell.terms import How, Seat, Section
from luoshi.timelimits.here import day_here

# 特急 alone breaks into the night and the holiday (domain/04 4.3: emergency type).
EMERGENCY = Urgency.EXTRA_URGENT
SECTIONS = {
    How.MESSAGE: Section.TURNED,
    How.DIGEST: Section.KNOWN,
    How.WEEKLY: Section.WEEKLY,
    How.LIST: Section.LISTED,
}
BATCH = 500


@dataclass(frozen=True)
class Turned:
    """A matter whose light is told: where its people sit, its level, and whether it is news."""

    pk: UUID
    lead: UUID
    lead_path: str
    office: UUID
    leader: UUID | None
    assigner: UUID | None
    level: int
    told: int
    urgent: bool

    @property
    def news(self) -> bool:
        """Tell whether it stands worse than was told last."""
        return self.level > self.told and self.level >= Level.ATTENTION


def changed(today: date, *, only: Q, weekly: bool = False) -> list[Turned]:
    """Return what stands at another level than was told, and weekly all that is late. One query."""
    differs = Q(told__isnull=True, light_level__gte=Level.ATTENTION) | ~Q(told=F("light_level"))
    wanted = differs | Q(light_level=Level.OVERDUE) if weekly else differs
    rows = (
        with_light(_open(), today)
        .annotate(told=F("told_level__level"))
        .filter(wanted, only)
        .order_by("number", "pk")
        .values_list(
            "pk",
            "lead",
            "lead__path",
            "office",
            "leader",
            "parent__lead",
            "light_level",
            "told",
            "list__document__urgency",
        )
    )
    return [
        Turned(
            *row[:6],
            level=_plain(row[6]),
            told=row[7] or Level.NORMAL,
            urgent=row[8] == EMERGENCY,
        )
        for row in rows
    ]


def emergencies() -> Q:
    """Return the condition of what is told on a day off as well."""
    return Q(list__document__urgency=EMERGENCY)


def keep_told(matters: Iterable[Turned]) -> None:
    """Keep the levels as told. One write for each batch."""
    ToldLevel.objects.bulk_create(
        [ToldLevel(matter_id=one.pk, level=one.level) for one in matters if one.level != one.told],
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["level"],
        batch_size=BATCH,
    )


def lines_for(
    matters: Sequence[Turned], *, at: datetime, weekly: bool
) -> Iterator[tuple[Holder, Line, bool]]:
    """Give each person their lines, by the matrix, with whether it is an emergency. Three queries.

    Who sits in two seats of one matter is told in the first.
    """
    told = [one for one in matters if one.news or (weekly and one.level == Level.OVERDUE)]
    leads = {one.lead: one.lead_path for one in told}
    spheres = _spheres(leads, day_here(at)) if told else {}
    by_unit, by_post = _seated(told, spheres, at)
    for matter in told:
        heard: set[UUID] = set()
        for seat, holder in _people(matter, spheres, by_unit, by_post):
            how = hears(matter.level, seat)
            # What is told weekly is told of all that stands late, and of nothing in between.
            due = weekly if how == How.WEEKLY else matter.news
            if how is None or not due or holder.person_id in heard:
                continue
            heard.add(holder.person_id)
            yield holder, _line(matter, seat, how, holder), matter.urgent


def _line(matter: Turned, seat: Seat, how: How, holder: Holder) -> Line:
    section = SECTIONS[how]
    if how == How.LIST:
        return Line(section, holder.post_id, seat, number=1, level=matter.level)
    return Line(section, holder.post_id, seat, "matter", matter.pk, level=matter.level, how=how)


def _open() -> QuerySet[Matter]:
    return Matter.objects.filter(state__in=OPEN)


def _plain(level: int) -> int:
    """What stands still is told when it goes on again."""
    return Level.NORMAL if level in (Level.SUSPENDED, Level.DONE) else level


def _spheres(leads: dict[UUID, str], today: date) -> dict[UUID, set[UUID]]:
    """Return the leaders' posts in whose sphere each lead unit, or one above it, stands today."""
    held = SphereUnit.objects.filter(holds_on(today, "sphere__"))
    rows = list(held.values_list("unit__path", "sphere__post").distinct())
    return {
        unit: {post for above, post in rows if path.startswith(above)}
        for unit, path in leads.items()
    }


def _seated(
    told: Sequence[Turned], spheres: dict[UUID, set[UUID]], at: datetime
) -> tuple[dict[UUID, list[Holder]], dict[UUID, list[Holder]]]:
    units = {unit for one in told for unit in (one.lead, one.assigner or one.office)}
    posts = {post for held in spheres.values() for post in held}
    posts |= {one.leader for one in told if one.leader}
    by_unit: dict[UUID, list[Holder]] = {}
    by_post: dict[UUID, list[Holder]] = {}
    for holder in holders_of(units, posts, at) if told else []:
        by_unit.setdefault(holder.unit_id, []).append(holder)
        by_post.setdefault(holder.post_id, []).append(holder)
    return by_unit, by_post


def _people(
    matter: Turned,
    spheres: dict[UUID, set[UUID]],
    by_unit: dict[UUID, list[Holder]],
    by_post: dict[UUID, list[Holder]],
) -> Iterator[tuple[Seat, Holder]]:
    """Yield who sits where for a matter, each seat in the order of the matrix."""
    for seat in OF_THE_LEAD:
        for holder in by_unit.get(matter.lead, []):
            if holder.role in ROLES[seat]:
                yield seat, holder
    # What was given further down is looked after by who gave it, and not by the room.
    above = (Seat.ASSIGNER,) if matter.assigner else OF_THE_ROOM
    for seat in above:
        for holder in by_unit.get(matter.assigner or matter.office, []):
            if holder.role in ROLES[seat]:
                yield seat, holder
    posts = spheres.get(matter.lead, set()) | ({matter.leader} if matter.leader else set())
    for post in sorted(posts):
        for holder in by_post.get(post, []):
            if holder.role in ROLES[Seat.LEADER]:
                yield Seat.LEADER, holder
