"""Stopping a clock and setting it going again (停表、恢复): helpers of upper deeds, no entries."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.dues.models import OPEN, RUNNING, Due, Pause
from luoshi.dues.queries import calendar_here
from luoshi.dues.reckoning import days_again, pauses_of
from luoshi.dues.telling import all_of, ref, refs, tell
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.timelimits.calendar import Calendar
from luoshi.trail.models import Entry


def pause(due: Due, *, since: date, reason: str, entry: Entry | None = None) -> None:
    """Let a due's clock stand still from that day on (停表). Writes no entry.

    :raises Unmet: if no reason is given, or the rule lets this clock not be stopped
    :raises NotFromHere: if it is closed, or stands still already
    """
    if not due.pausable:
        raise Unmet(_("“%(due)s”的时限不能停表") % {"due": due})
    if not pause_all(Due.objects.filter(pk=due.pk), since=since, reason=reason, entry=entry):
        raise NotFromHere(_("“%(due)s”已办结、已免办或已停表") % {"due": due})
    due.paused_since = since


@transaction.atomic
def pause_all(dues: QuerySet[Due], *, since: date, reason: str, entry: Entry | None = None) -> int:
    """Stop every clock of a set that runs and may be stopped; return how many. Writes no entry.

    :raises Unmet: if no reason is given
    """
    if not reason.strip():
        raise Unmet(_("停表须写明理由"))
    held = refs(dues.filter(RUNNING, pausable=True))
    # The due is taken first: of two hands at once the second finds nothing running.
    stopped = Due.objects.filter(RUNNING, pk__in=held).update(paused_since=since)
    if stopped != len(held):
        raise NotFromHere(_("已有人先办，请刷新后再停表"))
    Pause.objects.bulk_create(
        Pause(due_id=pk, since=since, reason=reason, by_entry=_id(entry)) for pk in held
    )
    tell(entry, *all_of("pause", since, held.values()))
    return stopped


def resume(due: Due, *, on: date, entry: Entry | None = None) -> None:
    """Set a due's clock going again on that day; its day moves by the days it stood (恢复).

    The original day is kept. Writes no entry.

    :raises NotFromHere: if its clock does not stand still
    """
    if not _resume(due, on, entry, calendar_here()):
        raise NotFromHere(_("“%(due)s”没有停表") % {"due": due})


@transaction.atomic
def resume_all(dues: QuerySet[Due], *, on: date, entry: Entry | None = None) -> int:
    """Set every stopped clock of a set going again; return how many. Writes no entry."""
    calendar = calendar_here()
    stopped = list(dues.filter(OPEN, paused_since__isnull=False))
    return sum(_resume(due, on, entry, calendar) for due in stopped)


@transaction.atomic
def _resume(due: Due, on: date, entry: Entry | None, calendar: Calendar) -> bool:
    still = Pause.objects.filter(due=due, until__isnull=True)
    # A pause lifted before it began has no length.
    for one in still:
        one.until = max(on, one.since)
        one.ended_by_entry = _id(entry)
        one.save(update_fields=["until", "ended_by_entry"])
    days = days_again(due, calendar, pauses_of(due))
    held = Due.objects.filter(OPEN, pk=due.pk, paused_since__isnull=False)
    if not held.update(paused_since=None, **days):
        return False
    for name, value in {**days, "paused_since": None}.items():
        setattr(due, name, value)
    tell(entry, ("resume", due.due_date, ref(due)))
    return True


def _id(entry: Entry | None) -> UUID | None:
    return entry.pk if entry is not None else None
