"""待我审签: what waits inside a unit for its head or deputy, and what came back to its staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from luoshi.dues.clocks import working_days_left
from luoshi.dues.models import OPEN, Due
from luoshi.dues.queries import calendar_here, dues_about
from luoshi.dues.terms import DueKind
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import Role
from luoshi.reporting.models import Evidence, Figure, Report, SigningRule, Slip
from luoshi.reporting.queries import Told
from luoshi.reporting.rules import SIGNS, UNDER_WAY, may_sign, signs_slips
from luoshi.reporting.terms import ReportState, SlipKind, SlipState

SHOWN = 50
CAME = (ReportState.SUBMITTED, ReportState.ACCEPTED)


@dataclass(frozen=True)
class Waiting:
    """A report that waits for its signature, beside the one before it.

    :param due: what it answers; its lateness is reckoned when it comes to the room
    :param change: how many points the share moved, or None where there was no report before
    """

    report: Report
    before: Report | None
    told: Sequence[Told]
    change: Decimal | None
    due: Due | None
    working_days: int | None


def reports_to_sign(by: Acting) -> QuerySet[Report]:
    """Return the reports somebody may sign now, the oldest first."""
    waiting = Report.objects.filter(may_sign(by), state=ReportState.SIGNING)
    return waiting.order_by("reported_at", "id")


def slips_to_sign(by: Acting) -> QuerySet[Slip]:
    """Return the claims and returns somebody may sign now, the oldest first."""
    claims = Q(kind=SlipKind.CLAIM, matter__state__in=UNDER_WAY)
    returns = Q(kind=SlipKind.RETURN, matter__state__in=("ASSIGNED", "IN_PROGRESS"))
    waiting = Slip.objects.filter(signs_slips(by), claims | returns, state=SlipState.WAITING)
    return waiting.order_by("prepared_at", "id")


def count(by: Acting, *_at: object) -> int:
    """Count what waits for somebody here, for the navigation: to sign, or to write again."""
    if by.role in SIGNS:
        return reports_to_sign(by).count() + slips_to_sign(by).count()
    return sent_back_to(by).count()


def waiting_reports(by: Acting, at: datetime) -> list[Waiting]:
    """Return the reports to sign with the difference to the last one. Seven queries, any number."""
    return beside_the_last(reports_to_sign(by)[:SHOWN], at)


def own_reports(by: Acting, at: datetime) -> list[Waiting]:
    """Return what somebody put up and nobody has decided on yet."""
    own = Report.objects.filter(
        reported_by_id=by.person_id,
        unit_id=by.unit_id,
        state=ReportState.SIGNING,
        round__number=F("matter__round_number"),
    )
    return beside_the_last(own.order_by("reported_at", "id")[:SHOWN], at)


def own_slips(by: Acting) -> QuerySet[Slip]:
    """Return the slips of somebody's unit that wait."""
    return Slip.objects.filter(unit_id=by.unit_id, state=SlipState.WAITING).order_by("prepared_at")


def sent_back_to(by: Acting) -> QuerySet[Report]:
    """Return what came back to whoever wrote it, while nothing was written in its place."""
    later = Report.objects.filter(
        matter=OuterRef("matter"), unit=OuterRef("unit"), reported_at__gt=OuterRef("reported_at")
    )
    back = Report.objects.filter(
        state=ReportState.REDRAFT,
        reported_by_id=by.person_id,
        unit_id=by.unit_id,
        matter__lead=F("unit"),
        matter__state__in=UNDER_WAY,
        round__number=F("matter__round_number"),
    )
    newest = back.alias(after=Subquery(later.values("pk")[:1])).filter(after__isnull=True)
    return newest.select_related("matter").order_by("reported_at", "id")


def signs_first(by: Acting) -> bool:
    """Tell whether the unit has what its staff report signed first."""
    return SigningRule.objects.filter(unit=by.unit_id, needed=True).exists()


def may_decide_slips(by: Acting) -> bool:
    """Tell whether this post signs claims and returns: the head alone."""
    return by.role == Role.UNIT_HEAD


def with_files(slips: QuerySet[Slip]) -> list[Slip]:
    """Return slips with all that their rows show."""
    evidence = Prefetch("evidence", Evidence.objects.select_related("file").order_by("id"))
    rows = slips.select_related("matter", "proposed_unit").prefetch_related(evidence)
    return list(rows[:SHOWN])


def beside_the_last(reports: QuerySet[Report], at: datetime) -> list[Waiting]:
    """Lay each report beside the last that came to the room, with the due it answers."""
    came = Report.objects.filter(
        matter=OuterRef("matter"), round=OuterRef("round"), state__in=CAME
    ).order_by("-reported_at")
    figures = Prefetch("figures", Figure.objects.select_related("target").order_by("target__place"))
    evidence = Prefetch("evidence", Evidence.objects.select_related("file").order_by("id"))
    rows = list(
        reports.select_related("matter")
        .annotate(last=Subquery(came.values("pk")[:1]))
        .prefetch_related(figures, evidence)
    )
    last = Report.objects.prefetch_related("figures").in_bulk(
        [row.last for row in rows if row.last]
    )
    owed = dues_about("matter", [row.matter_id for row in rows]).filter(OPEN, kind=DueKind.REPORT)
    dues = {(due.about_id, due.period): due for due in owed}
    calendar = calendar_here()

    def waiting(row: Report) -> Waiting:
        before = last.get(row.last)  # type: ignore[attr-defined]
        due = dues.get((str(row.matter_id), row.period))
        return Waiting(
            report=row,
            before=before,
            told=told_beside(row, before),
            change=row.percent - before.percent if before else None,
            due=due,
            working_days=working_days_left(due, at, calendar) if due else None,
        )

    return [waiting(row) for row in rows]


def told_beside(report: Report, before: Report | None) -> list[Told]:
    """Return each figure of a report with what it changed by."""
    was = {one.target_id: one.value for one in before.figures.all()} if before else {}
    return [
        Told(one, one.value - was[one.target_id] if one.target_id in was else None)
        for one in report.figures.all()
    ]
