"""Beside the desk: what this unit has sent and waits to hear of, and what was done today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import MatterState
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.organisation.acting import Acting
from luoshi.reporting.models import Report
from luoshi.reporting.terms import ReportState
from luoshi.timelimits.here import day_here

WAITING = (
    MatterState.RETURNED,
    MatterState.CLAIMED,
    MatterState.VERIFYING,
    MatterState.DECIDING,
)
SHOWN = 5


@dataclass(frozen=True)
class Sent:
    """Something this unit has sent: what, where it stands, for how many days."""

    title: str
    number: str
    stands: str
    days: int | None


def sent(by: Acting, today: date) -> Sequence[Sent]:
    """Return what the unit has claimed, returned or reported and was not answered yet. Two queries.

    Claims and returns first, then reports, the longest waiting of each first.
    """
    claims = Matter.objects.filter(lead_id=by.unit_id, state__in=WAITING)
    claimed = [
        Sent(
            title=one.title,
            number=one.number,
            stands=one.get_state_display(),
            days=(today - one.claimed_date).days if one.claimed_date else None,
        )
        for one in claims.order_by("claimed_date", "number")[:SHOWN]
    ]
    # Of an earlier round, or of a matter that was ended, nobody answers any more.
    reports = Report.objects.filter(
        unit_id=by.unit_id,
        state=ReportState.SUBMITTED,
        round__number=F("matter__round_number"),
    ).exclude(matter__state=MatterState.TERMINATED)
    reported = [
        Sent(
            title=one.matter.title,
            number=one.matter.number,
            stands=_("报告待审核"),
            days=(today - day_here(one.reported_at)).days,
        )
        for one in reports.select_related("matter").order_by("reported_at", "id")[:SHOWN]
    ]
    return [*claimed, *reported][:SHOWN]


def done_today(by: Acting, today: date) -> Sequence[tuple[str, int]]:
    """Count what the unit met today, by kind. One query."""
    met = Due.objects.filter(debtor=by.unit_id, met_date=today, excused_at__isnull=True)
    rows = dict(met.order_by().values_list("kind").annotate(number=Count("pk")))
    return [(str(kind.label), rows[kind]) for kind in DueKind if kind in rows]
