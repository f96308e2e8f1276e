"""待发 What goes out of the house is laid here, in the transaction of what it tells.

One row for each message on each channel. Nothing is sent from here and no word is written down:
`sending` makes the words when their time has come, of what the person may see by then.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from luoshi.breakdown.models import Matter
from luoshi.dues.queries import calendar_here
from luoshi.shell.audience import URGED
from luoshi.shell.due_lines import numbers_of
from luoshi.shell.models import Channel, Digest, Dispatch, Message, QuietHours
from luoshi.shell.outside import set_up
from luoshi.shell.quiet import DEFAULT, Hours, free_from
from luoshi.shell.terms import ChannelKind
from luoshi.shell.turned import EMERGENCY, Turned
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry

BATCH = 500


def lay_digests(
    digests: Sequence[Digest],
    matters: Sequence[Turned],
    *,
    calendar: Calendar,
    at: datetime,
) -> int:
    """Lay what the morning's digests send out: to people, and as numbers to units' groups.

    Three queries and one write, none beyond the first where no channel is set up.
    """
    channels = _open(takes_digest=True)
    if not channels:
        return 0
    rows = _to_people(channels, digests, calendar, at)
    rows += _to_groups(channels, matters, calendar, at)
    Dispatch.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def lay_urgings(entries: Iterable[Entry], *, at: datetime) -> int:
    """Lay what the urgings among these entries send out at once; four queries where there are some.

    A person told in two posts is sent one; the group of the lead is told the number only.
    """
    urged = {one.pk: one for one in entries if one.deed == URGED}
    if not urged:
        return 0
    channels = _open(takes_urgings=True)
    if not channels:
        return 0
    calendar = calendar_here()
    ids = {UUID(one.about_id) for one in urged.values()}
    named = Matter.objects.filter(pk__in=ids).values_list("pk", "lead", "list__document__urgency")
    about = {str(pk): (lead, urgency == EMERGENCY) for pk, lead, urgency in named}
    told = (
        Message.objects.filter(entry__in=urged).order_by("id").values_list("pk", "person", "entry")
    )
    first: dict[tuple[UUID | None, UUID], UUID] = {
        (person, entry): pk for pk, person, entry in reversed(list(told))
    }
    hours = _hours(channels)
    rows = []
    for channel in channels:
        for entry in urged.values():
            lead, urgent = about.get(entry.about_id, (None, False))
            when = free_from(at, hours.get(channel.person_id, DEFAULT), calendar, urgent=urgent)
            if (channel.person_id, entry.pk) in first:
                key = first[channel.person_id, entry.pk]
                rows.append(_row(channel, at, when, urgent, message_id=key))
            elif channel.unit_id is not None and channel.unit_id == lead:
                rows.append(_row(channel, at, when, urgent, entry=entry))
    Dispatch.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def _open(**taking: bool) -> list[Channel]:
    """Return the ways out that take this; one this installation cannot send by is none."""
    held = Channel.objects.filter(closed_at__isnull=True, **taking)
    return [one for one in held if set_up(ChannelKind(one.kind))]


def _to_people(
    channels: Sequence[Channel], digests: Sequence[Digest], calendar: Calendar, at: datetime
) -> list[Dispatch]:
    mine = {one.person_id: one for one in channels if one.person_id}
    hours = _hours(channels)
    return [
        _row(
            mine[one.person_id],
            at,
            free_from(at, hours.get(one.person_id, DEFAULT), calendar, urgent=one.urgent),
            one.urgent,
            digest=one,
        )
        for one in digests
        if one.person_id in mine
    ]


def _to_groups(
    channels: Sequence[Channel], matters: Sequence[Turned], calendar: Calendar, at: datetime
) -> list[Dispatch]:
    """Tell each group how many, and nothing else: who reads there is not known."""
    today = day_here(at)
    units = {one.unit_id for one in channels if one.unit_id}
    # On a day off nobody is told how much is owed.
    counted = numbers_of(today, units) if units and calendar.working(today) else {}
    rows = []
    for channel in channels:
        if channel.unit_id is None:
            continue
        news = [one for one in matters if one.news and channel.unit_id in (one.lead, one.office)]
        numbers = dict(counted.get(channel.unit_id, {}))
        if news:
            numbers["TURNED"] = len(news)
        urgent = any(one.urgent for one in news)
        if numbers:
            when = free_from(at, DEFAULT, calendar, urgent=urgent)
            rows.append(_row(channel, at, when, urgent, day=today, numbers=numbers))
    return rows


def _hours(channels: Iterable[Channel]) -> dict[UUID | None, Hours]:
    people = [one.person_id for one in channels if one.person_id]
    rows = QuietHours.objects.filter(person__in=people).values_list("person", "begins", "ends")
    return {person: (begins, ends) for person, begins, ends in rows}


def _row(channel: Channel, at: datetime, when: datetime, urgent: bool, **told: object) -> Dispatch:
    return Dispatch(channel=channel, laid_at=at, try_at=when, urgent=urgent, **told)
