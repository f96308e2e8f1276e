"""What this room does by the clock, and what it does while somebody goes on working."""

from datetime import datetime

from django.utils.timezone import now

from luoshi.breakdown import clocks, finding
from luoshi.breakdown.models import Advice, LedgerExport
from luoshi.breakdown.operations import advising, exports, urging
from luoshi.queue.tasks import task


def turn_day(*, at: datetime) -> int:
    """Do what a new day asks, urge what ran late; return how many report days moved."""
    moved = clocks.turn_day(at=at)
    urging.urge_overdue(at=at)
    return moved


@task
def write_export(export_id: str) -> int:
    """Write a large export of the ledger; return how many rows."""
    asked = LedgerExport.objects.filter(pk=export_id).select_related("asked_by", "post").first()
    # Thrown away meanwhile: nobody waits for it.
    return exports.write(asked, at=now()) if asked else 0


@task
def seek_advice(advice_id: str) -> int:
    """Ask the language model about a list's paper; return how many drafts came of it."""
    asked = Advice.objects.filter(pk=advice_id).select_related("list__document").first()
    # Asked anew meanwhile: the answer to that one counts.
    return advising.seek(asked, at=now()) if asked else 0


@task
def throw_away_exports() -> int:
    """Delete exports older than seven days."""
    return exports.throw_away(at=now())


@task
def lay_words() -> int:
    """Lay the words that matters are found by, of those that have none or whose lead changed."""
    laid = 0
    while found := finding.lay_missing():
        laid += found
    return laid + finding.lay_changed()
