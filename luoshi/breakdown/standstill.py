"""停表 What of a matter stands still while it is suspended, and what ends when it is terminated.

Helpers of deeds: they run inside the deed's transaction and write no entry of their own.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from luoshi.breakdown import clocks, firsts
from luoshi.breakdown.models import Matter
from luoshi.dues import operations as dues
from luoshi.dues.models import OPEN as STILL_OWED
from luoshi.dues.models import Due
from luoshi.dues.queries import calendar_here, dues_about, rule_here
from luoshi.dues.terms import DueKind
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry


def review_until(at: datetime) -> date:
    """Return the last day a suspension may wait to be looked at again (domain/02 T12)."""
    since = day_here(at)
    return rule_here("SUSPENSION_REVIEW", on=since).reckon(since, calendar_here()).due_date


def stand_still(matter: Matter, *, reason: str, at: datetime, entry: Entry) -> None:
    """Stop the clocks of a matter from today; no report is owed while it stands still.

    Reports that were missed before stay late in the record.
    """
    dues.end_series(matter, at=at, reason=_("已挂起"), entry=entry)
    owed = dues_about("matter", [matter.pk]).filter(STILL_OWED)
    dues.excuse_all(owed.filter(kind=DueKind.REPORT), reason=_("已挂起"), at=at, entry=entry)
    firsts.stand_still(matter, at=at, entry=entry)
    dues.pause_all(owed, since=day_here(at), reason=reason[:300], entry=entry)
    clocks.copy_report_days([matter])


def look_again(matter: Matter, day: date, *, at: datetime, entry: Entry) -> None:
    """Let the room owe a look at the suspension by a day."""
    looked_at(matter, at=at, entry=entry)
    dues.owe(
        DueKind.REVISIT,
        debtor=clocks.checker_of(matter),
        creditor=matter.lead,
        about=matter,
        since=day_here(at),
        on=day,
        roll=False,
        entry=entry,
    )


def looked_at(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count the look at a suspension as done."""
    again = Due.objects.filter(about_kind="matter", about_id=str(matter.pk), kind=DueKind.REVISIT)
    dues.meet_all(again, at=at, entry=entry)


def go_on(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Set the clocks of a matter going again: its dates move by the days it stood."""
    looked_at(matter, at=at, entry=entry)
    dues.resume_all(dues_about("matter", [matter.pk]), on=day_here(at), entry=entry)
    clocks.copy_days(matter)
    clocks.plan_again(matter)
    clocks.start_reports(matter, since=day_here(at), entry=entry)


def end(matter: Matter, *, reason: str, at: datetime, entry: Entry) -> None:
    """Let nothing more be owed of a matter, neither by its units nor by its room."""
    clocks.excuse_matter(matter, at=at, reason=reason, entry=entry)
    parts = list(matter.parts.filter(given_up_at__isnull=True).select_related("notice"))
    clocks.excuse_receipts(parts, at=at, reason=reason, entry=entry)
    clocks.copy_report_days([matter])
