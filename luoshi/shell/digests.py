"""每日提醒 One digest for each person on each working day at half past eight, and none twice.

All is asked in sets, in a constant number of questions, and laid in one transaction: digests,
their messages on the site, and what goes out of the house. On a day off only what concerns an
emergency is told (domain/04 4.3). A run that was missed is caught up by the next.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from luoshi.dues.queries import calendar_here
from luoshi.shell import cursors, due_lines, outbox, turned
from luoshi.shell.lines import Line, in_order
from luoshi.shell.models import Digest, Message
from luoshi.shell.terms import Why
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.here import day_here

NAME = "digests"
BATCH = 500
KEPT = timedelta(days=90)


@transaction.atomic
def lay(*, at: datetime) -> int:
    """Lay the morning's digests; return how many. A second run on one day lays none."""
    today = day_here(at)
    if cursors.hold(NAME) >= today.toordinal():
        return 0
    calendar = calendar_here()
    working = calendar.working(today)
    weekly = working and first_of_the_week(today, calendar)
    matters = turned.changed(today, only=Q() if working else turned.emergencies(), weekly=weekly)
    lines: dict[UUID, list[Line]] = defaultdict(list)
    urgent: set[UUID] = set()
    for holder, line, emergency in turned.lines_for(matters, at=at, weekly=weekly):
        lines[holder.person_id].append(line)
        if emergency:
            urgent.add(holder.person_id)
    if working:
        for holder, line in due_lines.lines_for(today, at=at):
            lines[holder.person_id].append(line)
    laid = _lay_rows(lines, urgent, today, at)
    turned.keep_told(matters)
    outbox.lay_digests(laid, matters, calendar=calendar, at=at)
    cursors.put(NAME, today.toordinal())
    return len(laid)


def first_of_the_week(today: date, calendar: Calendar) -> bool:
    """Tell whether no working day of this week, Monday to Sunday, went before."""
    before = (today - timedelta(days=back) for back in range(1, today.weekday() + 1))
    return not any(calendar.working(day) for day in before)


def sweep(*, before: datetime) -> int:
    """Remove digests laid before a moment, with their messages; return how many."""
    old = Digest.objects.filter(at__lt=before)
    number = old.count()
    old.delete()
    return number


def _lay_rows(
    lines: dict[UUID, list[Line]], urgent: set[UUID], today: date, at: datetime
) -> Sequence[Digest]:
    """Insert the digests, and a message for each post they came to. Two writes a batch."""
    digests = [
        Digest(
            person_id=person,
            day=today,
            at=at,
            urgent=person in urgent,
            lines=[one.to_json() for one in in_order(told)],
        )
        for person, told in sorted(lines.items())
    ]
    Digest.objects.bulk_create(digests, batch_size=BATCH)
    Message.objects.bulk_create(
        [
            Message(person_id=one.person_id, post_id=post, why=Why.DIGEST, at=at, digest=one)
            for one in digests
            for post in sorted({line.post for line in lines[one.person_id]})
        ],
        batch_size=BATCH,
    )
    return digests
