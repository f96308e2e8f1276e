"""投递 The outbox is emptied: each message leaves at most once, and what is unsure is said so.

Who sends writes SENDING first, by an UPDATE that only one can make, and it is written down before
the call. What is left there was broken off between the call and the mark; whether it went out
nobody knows, so it is not sent again but laid before an administrator (ADR 0056).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation

from luoshi.dues.queries import calendar_here
from luoshi.queue.leases import MOST_ATTEMPTS, pause
from luoshi.shell import outside, outwords
from luoshi.shell.channels import address_of
from luoshi.shell.models import Dispatch, QuietHours
from luoshi.shell.outside import Address, Outcome
from luoshi.shell.quiet import DEFAULT, Hours, free_from
from luoshi.shell.sealing import Unreadable
from luoshi.shell.terms import ChannelKind, Failure, Standing
from luoshi.timelimits.calendar import Calendar

BATCH = 100
# Longer than any call may last, so that nobody's call under way is taken for broken off.
GIVEN_UP = timedelta(minutes=10)


@dataclass
class Post:
    """What a run of the post did."""

    sent: int = 0
    put_back: int = 0
    dead: int = 0
    unsure: int = 0


def send_due(*, at: datetime) -> Post:
    """Send what may go out by now, by each way the most urgent first; return what came of it.

    A way that cannot be reached is left alone for the rest of the run, and holds up no other.
    """
    done = Post(unsure=bury_broken_off(at=at))
    keys = [pk for kind in ChannelKind for pk in _waiting_by(kind, at)]
    if not keys:
        return done
    calendar = calendar_here()
    closed: set[str] = set()
    for pk in keys:
        one = _read(pk)
        if one.channel.kind in closed:
            continue
        outcome = _send_one(one, calendar, at)
        if outcome is None:
            continue
        if outcome.failure == Failure.UNREACHED:
            closed.add(one.channel.kind)
        done.sent += outcome.sent
        done.unsure += not outcome.sent and not outcome.sure
        done.put_back += not outcome.sent and outcome.sure
    return done


def bury_broken_off(*, at: datetime) -> int:
    """Lay before a person what was begun and never ended; return how many.

    Sending it again might tell twice, leaving it might tell never: neither is ours to choose.
    """
    left = Dispatch.objects.filter(standing=Standing.SENDING, sending_at__lt=at - GIVEN_UP)
    return left.update(standing=Standing.UNSURE, failure=Failure.BROKEN_OFF, ended_at=at)


def _waiting_by(kind: ChannelKind, at: datetime) -> list[UUID]:
    """Return the first of what waits to go one way."""
    rows = Dispatch.objects.filter(standing=Standing.WAITING, try_at__lte=at, channel__kind=kind)
    return list(rows.order_by("-urgent", "try_at", "id").values_list("pk", flat=True)[:BATCH])


def _read(pk: UUID) -> Dispatch:
    return Dispatch.objects.select_related(
        "channel__person", "channel__unit", "digest", "entry", "message__entry", "message__post"
    ).get(pk=pk)


def _send_one(one: Dispatch, calendar: Calendar, at: datetime) -> Outcome | None:
    """Send one message; None where it was not its time, or another took it."""
    if one.channel.closed_at is not None:
        _end(_waiting(one), Standing.DROPPED, Failure.NO_ADDRESS, at)
        return None
    when = free_from(at, _hours(one), calendar, urgent=one.urgent)
    if when > at:
        _waiting(one).update(try_at=when)
        return None
    with translation.override(outwords.language_of(one.channel)):
        words = outwords.words_of(one, at)
    if words is None:
        _end(_waiting(one), Standing.DROPPED, Failure.NOTHING, at)
        return None
    try:
        address = address_of(one.channel)
    except Unreadable:
        _end(_waiting(one), Standing.DEAD, Failure.NO_ADDRESS, at)
        return None
    if not outside.set_up(address.kind):
        _end(_waiting(one), Standing.DEAD, Failure.NOT_SET_UP, at)
        return None
    return _handed_over(one, address, words, calendar, at)


def _handed_over(
    one: Dispatch, address: Address, words: outwords.Words, calendar: Calendar, at: datetime
) -> Outcome | None:
    """Knock, mark, call, and write down what came of it."""
    outcome = outside.knock(address.kind)
    if not _mark(one, at):
        return None
    if outcome is None:
        outcome = outside.send(address, title=words.title, body=words.body)
    held = Dispatch.objects.filter(pk=one.pk, standing=Standing.SENDING, attempts=one.attempts + 1)
    if outcome.sent:
        held.update(standing=Standing.SENT, ended_at=at, failure="", answered=None)
    elif not outcome.sure:
        _end(held, Standing.UNSURE, outcome.failure, at, outcome.answered)
    elif one.attempts + 1 >= MOST_ATTEMPTS:
        _end(held, Standing.DEAD, outcome.failure, at, outcome.answered)
    else:
        later = at + pause(one.attempts + 1)
        when = free_from(later, _hours(one), calendar, urgent=one.urgent)
        held.update(
            standing=Standing.WAITING,
            try_at=when,
            failure=outcome.failure or "",
            answered=outcome.answered,
        )
    return outcome


def _mark(one: Dispatch, at: datetime) -> bool:
    """Take the message for this call alone, and have that written down before it is made."""
    with transaction.atomic(durable=True):
        return bool(
            _waiting(one).update(
                standing=Standing.SENDING, sending_at=at, attempts=F("attempts") + 1
            )
        )


def _waiting(one: Dispatch) -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(pk=one.pk, standing=Standing.WAITING, attempts=one.attempts)


def _end(
    held: QuerySet[Dispatch],
    standing: Standing,
    failure: Failure | None,
    at: datetime,
    answered: int | None = None,
) -> None:
    held.update(standing=standing, failure=failure or "", ended_at=at, answered=answered)


def _hours(one: Dispatch) -> Hours:
    """Return the quiet hours of whoever is written to; a group keeps the city's."""
    if one.channel.kind != ChannelKind.EMAIL:
        return DEFAULT
    held = QuietHours.objects.filter(person=one.channel.person_id)
    return held.values_list("begins", "ends").first() or DEFAULT
