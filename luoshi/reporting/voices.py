"""What the ledger below shows of the reports: the latest words of each matter, and its progress."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from luoshi.breakdown.ledger.latest import Keys, Said, Stood, Voices
from luoshi.reporting.models import Report
from luoshi.reporting.terms import ARRIVED, ReportState
from luoshi.timelimits.here import day_here

SHOWN = 120


def said(matters: Keys, until: datetime | None) -> Mapping[UUID, Said]:
    """Return the latest report of each matter that came to the room by a moment. One query.

    What was taken back unread stays the unit's own, on a day that is over as well.
    """
    came = Q(state__in=ARRIVED)
    if until is not None:
        came &= Q(arrived_at__lt=until)
    of_it = Report.objects.filter(came, matter=OuterRef("matter"))
    newest = Subquery(of_it.order_by("-reported_at", "-id").values("pk")[:1])
    rows = Report.objects.filter(matter__in=matters, pk=newest)
    named = rows.values_list("matter", "reported_at", "progress")
    return {
        matter: Said(day_here(at), " ".join(words[:SHOWN].split())) for matter, at, words in named
    }


def stood(matters: Keys, until: datetime) -> Mapping[UUID, Stood]:
    """Return the progress last accepted of each matter by a moment. One query.

    Of two accepted the later written counts, as it does when they are accepted.
    """
    rows = Report.objects.filter(
        state=ReportState.ACCEPTED, matter__in=matters, reviewed_at__lt=until
    ).order_by("round__number", "reported_at")
    named = rows.values_list("matter", "round__number", "percent", "reviewed_at")
    return {matter: Stood(number, percent, at) for matter, number, percent, at in named if at}


VOICES = Voices(said, stood)
