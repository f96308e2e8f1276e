"""Messages delivered from the trail: read on from a cursor, told set by set, each deed once.

Nothing calls this from below: the trail is the outbox. The cursor moves in the transaction that
lays the messages, and a deed is unique to a person in a post, so that a run cut short, or two at
once, tell nothing twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q

from luoshi.breakdown.models import IssueNotice, LedgerExport, Matter, MatterList, Part
from luoshi.breakdown.signing import signers_of
from luoshi.coordination.approvers import approvers_of
from luoshi.coordination.models import Request
from luoshi.intake.models import Instruction
from luoshi.organisation.models import ActingFor, Term
from luoshi.reporting.models import Report
from luoshi.shell import asked, cursors, outbox, scored
from luoshi.shell.audience import OF_A_POST, Told, Where, told_of
from luoshi.shell.holders import Holder, holders_of
from luoshi.shell.models import Message
from luoshi.shell.terms import Why
from luoshi.timelimits.days import day_of
from luoshi.trail.models import Entry, Leaf
from luoshi.trail.operations import sequence
from luoshi.trail.queries import placed_after

NAME = "messages"
BATCH = 500
# Older deeds are no news: an office that starts with years behind it is not flooded.
NEWS = timedelta(days=30)
OF_MATTERS = ("matter", "issuenotice", "matterlist", "report", "instruction", "request")
KINDS = (*OF_MATTERS, *asked.KINDS, *scored.KINDS)


@dataclass
class Thing:
    """What an entry is about, as far as it says who is told.

    :ivar links: the column of the message that leads there, with its key
    :ivar instead: where somebody else is led to something else
    """

    links: dict[str, UUID] = field(default_factory=dict)
    posts: dict[Where, set[UUID]] = field(default_factory=dict)
    units: dict[Where, set[UUID]] = field(default_factory=dict)
    instead: dict[Where, dict[str, UUID]] = field(default_factory=dict)


def deliver(*, at: datetime) -> int:
    """Tell everybody of what was done since the last time; return how many messages were laid.

    Places what waits on the trail first, so that a deed of this minute is told in this minute.
    """
    sequence(at=at)
    laid = _tell_of_exports()
    while (told := _deliver_batch(at)) is not None:
        laid += told
    return laid


def _deliver_batch(at: datetime) -> int | None:
    """Tell one batch; None when there was nothing left."""
    with transaction.atomic():
        place = cursors.hold(NAME)
        top = Leaf.objects.aggregate(top=Max("index"))["top"]
        if top is None or top <= place:
            return None
        news = Q(about_kind__in=KINDS) | Q(deed__in=OF_A_POST)
        waiting = placed_after(place).filter(news, leaf__index__lte=top, at__gte=at - NEWS)
        entries = list(waiting[:BATCH])
        messages = list(_messages(entries, at))
        Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)
        last = entries[-1].leaf.index if len(entries) == BATCH else top
        outbox.lay_urgings(entries, at=at)
        cursors.put(NAME, last)
        return len(messages)


def _tell_of_exports() -> int:
    """Tell whoever asked for a large export that it is ready; each is told once, and to no other.

    An export is no deed and has no entry: what is ready and was not told of is asked of its table.
    """
    ready = LedgerExport.objects.filter(ready_at__isnull=False, messages__isnull=True)
    rows = [
        Message(
            person_id=one.asked_by_id,
            post_id=one.post_id,
            why=Why.EXPORT,
            at=one.ready_at,
            export=one,
        )
        for one in ready.only("asked_by", "post", "ready_at")[:BATCH]
        if one.ready_at is not None
    ]
    # Of two runs at once the second lays nothing: one message for an export.
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _messages(entries: Sequence[Entry], at: datetime) -> Iterator[Message]:
    things = _things(entries, day_of(at))
    _find_signers(entries, things, day_of(at))
    told = {entry.pk: told_of(entry) for entry in entries if entry.pk in things}
    holders = _holders(things.values(), at)
    for entry in entries:
        thing = things.get(entry.pk)
        if thing is None:
            continue
        heard: set[tuple[UUID, UUID]] = set()
        for one in told[entry.pk]:
            for holder in _hearers(one, thing, holders):
                who = (holder.person_id, holder.post_id)
                # Nobody is told of what they did; who leads is not told again as who takes part.
                if holder.person_id != entry.person_id and who not in heard:
                    heard.add(who)
                    links = thing.instead.get(one.where, thing.links)
                    yield _message(entry, holder, one.why, links)
    yield from _of_posts([entry for entry in entries if entry.deed in OF_A_POST], at)


def _find_signers(entries: Sequence[Entry], things: dict[UUID, Thing], today: date) -> None:
    """Find the posts that sign the lists handed up, and that decide what units ask.

    Both are few, each is asked for alone.
    """
    for entry in entries:
        if entry.about_kind == "request" and entry.pk in things:
            asked = Request.objects.select_related("matter__list__office", "matter__parent")
            matter = asked.get(pk=entry.about_id).matter
            decide = approvers_of(matter, on=today).values_list("pk", flat=True)
            things[entry.pk].posts[Where.APPROVER] = {*decide}
        if entry.deed == "matterlist.submit" and entry.pk in things:
            waiting = MatterList.objects.get(pk=entry.about_id)
            signers = signers_of(waiting, on=today).values_list("pk", flat=True)
            things[entry.pk].posts[Where.SIGNER] = {*signers}


def _message(entry: Entry, holder: Holder, why: Why, links: dict[str, UUID]) -> Message:
    return Message(
        person_id=holder.person_id,
        post_id=holder.post_id,
        entry=entry,
        why=why,
        at=entry.at,
        **links,
    )


def _hearers(told: Told, thing: Thing, holders: Sequence[Holder]) -> Iterable[Holder]:
    posts = thing.posts.get(told.where, set())
    units = thing.units.get(told.where, set())
    return [
        one
        for one in holders
        if one.post_id in posts or (one.unit_id in units and one.role in told.roles)
    ]


def _things(entries: Sequence[Entry], today: date) -> dict[UUID, Thing]:
    """Read what the entries are about, in one query for each kind of thing."""
    matters = _matters_of(entries)
    by_matter = _of_matters({*matters.values()})
    notices = IssueNotice.objects.filter(pk__in=_ids(entries, "issuenotice"))
    lists = MatterList.objects.filter(pk__in=_ids(entries, "matterlist"))
    named = {
        pk: Thing({"notice_id": pk}, units={Where.ADDRESSEE: {unit}})
        for pk, unit in notices.values_list("pk", "unit")
    } | {
        pk: Thing({"list_id": pk}, units={Where.OFFICE: {office}})
        for pk, office in lists.values_list("pk", "office")
    }
    found: dict[UUID, Thing] = {
        pk: Thing({"ask_id": one.ask_id}, units=one.units)
        for pk, one in asked.told_by(entries).items()
    } | {
        pk: Thing(one.links, one.posts, one.units, one.instead)
        for pk, one in scored.told_by(entries, today).items()
    }
    for entry in entries:
        thing = by_matter.get(matters[entry.pk]) if entry.pk in matters else None
        if entry.about_kind in ("issuenotice", "matterlist"):
            thing = named.get(UUID(entry.about_id))
        if thing is not None:
            found[entry.pk] = thing
    return found


def _ids(entries: Sequence[Entry], kind: str) -> set[UUID]:
    return {UUID(one.about_id) for one in entries if one.about_kind == kind}


def _matters_of(entries: Sequence[Entry]) -> dict[UUID, UUID]:
    """Return entry → matter: of itself, of a report on it, of an instruction on it."""
    over: dict[str, dict[UUID, Any]] = {}
    over["report"] = dict(
        Report.objects.filter(pk__in=_ids(entries, "report")).values_list("pk", "matter")
    )
    over["request"] = dict(
        Request.objects.filter(pk__in=_ids(entries, "request")).values_list("pk", "matter")
    )
    over["instruction"] = dict(
        Instruction.objects.filter(
            pk__in=_ids(entries, "instruction"), matter_id__isnull=False
        ).values_list("pk", "matter_id")
    )
    found: dict[UUID, UUID] = {}
    for entry in entries:
        if entry.about_kind == "matter":
            found[entry.pk] = UUID(entry.about_id)
        elif entry.about_kind in over:
            matter = over[entry.about_kind].get(UUID(entry.about_id))
            if matter is not None:
                found[entry.pk] = matter
    return found


def _of_matters(ids: set[UUID]) -> dict[UUID, Thing]:
    rows = Matter.objects.filter(pk__in=ids).values_list(
        "pk", "lead", "office", "leader", "decider", "parent__lead"
    )
    found = {
        pk: Thing(
            {"matter_id": pk},
            posts={Where.LEADER: {leader} - {None}, Where.DECIDER: {decider} - {None}},
            # What was given further down is looked after by who gave it, and not by the room.
            units={
                Where.LEAD: {lead},
                Where.OFFICE: set() if assigner else {office},
                Where.ASSIGNER: {assigner} if assigner else set(),
                Where.PARTS: set(),
            },
        )
        for pk, lead, office, leader, decider, assigner in rows
    }
    current = Part.objects.filter(
        matter__in=ids, round__number=F("matter__round_number"), given_up_at__isnull=True
    )
    for matter, unit in current.values_list("matter", "unit"):
        found[matter].units[Where.PARTS].add(unit)
    return found


def _holders(things: Iterable[Thing], at: datetime) -> list[Holder]:
    """Return who holds a post where somebody is told, or stands in for it. Two queries."""
    units = {unit for thing in things for held in thing.units.values() for unit in held}
    posts = {post for thing in things for held in thing.posts.values() for post in held}
    return holders_of(units, posts, at)


def _of_posts(entries: Sequence[Entry], at: datetime) -> Iterator[Message]:
    """Tell a person of the post they were given, took over or stand in for."""
    begun = {str(entry.facts.get("new_term", entry.about_id)): entry for entry in entries}
    named = [UUID(one) for one in begun]
    terms = Term.objects.filter(pk__in=named).values_list("pk", "person", "post")
    lent = ActingFor.objects.filter(pk__in=named).values_list("pk", "person", "term__post")
    for pk, person, post in [*terms, *lent]:
        entry = begun[str(pk)]
        if person != entry.person_id:
            yield _message(entry, Holder(person, post, person, ""), Why.POST, {})
