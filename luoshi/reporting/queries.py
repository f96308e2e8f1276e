"""Questions about what units said: what waits for whose hand, and what stands beside a matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import matters_before
from luoshi.breakdown.rules import may_see
from luoshi.dues.models import Due
from luoshi.dues.queries import dues_about
from luoshi.dues.terms import DueKind
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Term
from luoshi.organisation.queries import holds_on
from luoshi.organisation.terms import UNIT_ROLES, Role
from luoshi.reporting.models import Claim, Evidence, Figure, Report, ReportDraft, SigningRule
from luoshi.reporting.rules import DRAFTS, SIGNS, may_review
from luoshi.reporting.terms import ARRIVED, VOID, ReportState

# What waits in the queue, in the order of a life; each is open to whoever may make its move.
NAMED = 3
# What came to the room and was not returned: later figures are compared with these.
CAME = (ReportState.SUBMITTED, ReportState.ACCEPTED)
STEPS = ("reassign", "accept", "pass_review", "verify", "complete", "write_off", "file")


def readable(by: Acting) -> Q:
    """Ask of a report: it has come to the room, or it is one's own unit's affair (审签 inside)."""
    own = Q(unit_id=by.unit_id) if by.role in UNIT_ROLES else Q(pk__in=[])
    return Q(state__in=ARRIVED) | own


def reports_before(by: Acting) -> QuerySet[Report]:
    """Return the reports on matters somebody may see."""
    seen = matters_before(by).order_by().values("pk")
    rows = Report.objects.filter(readable(by), matter__in=seen)
    return rows.select_related("matter", "unit", "round")


def signed_first(by: Acting) -> bool:
    """Tell whether what this post reports waits for the signature of the unit's head or deputy."""
    if by.role not in DRAFTS:
        return False
    return SigningRule.objects.filter(unit=by.unit_id, needed=True).exists()


def report_due(matter: Matter, period: str) -> Due | None:
    """Return the due of the rhythm that a report of a period answers, met or not."""
    owed = dues_about("matter", [matter.pk]).filter(
        kind=DueKind.REPORT, series__isnull=False, debtor=matter.lead_id, period=period
    )
    return owed.order_by(F("series__ended_at").asc(nulls_first=True)).first()


def reports_to_review(by: Acting) -> QuerySet[Report]:
    """Return the submitted reports that somebody may review, the oldest first."""
    waiting = Report.objects.filter(may_review(by), state=ReportState.SUBMITTED)
    return waiting.select_related("matter", "unit").order_by("reported_at", "id")


def waiting_for(by: Acting, move: str) -> QuerySet[Matter]:
    """Return the matters on which somebody may make a move now, by date owed."""
    step = MATTER.moves[move]
    mine = Matter.objects.filter(state__in=step.source).filter(step.may(by)).values("pk")
    open_ones = Matter.objects.filter(pk__in=mine)
    return open_ones.select_related("lead").order_by("due_date", "number", "id")


def returned_report(matter: Matter) -> Report | None:
    """Return the latest report of the current round that waits for its correction, if any."""
    corrections = Report.objects.filter(corrects=OuterRef("pk")).exclude(state__in=VOID)
    sent_back = matter.reports.filter(
        ~Exists(corrections), state=ReportState.RETURNED, round__number=matter.round_number
    )
    return sent_back.order_by("-reported_at").first()


def void_report(matter: Matter, by: Acting) -> Report | None:
    """Return what came back inside the unit or was taken back, if nothing was written since."""
    own = matter.reports.filter(round__number=matter.round_number, unit=by.unit_id)
    newest = own.order_by("-reported_at").prefetch_related("figures").first()
    if newest is None or newest.reported_by_id != by.person_id:
        return None
    return newest if newest.state in VOID else None


def draft_of(matter: Matter, by: Acting) -> ReportDraft | None:
    """Return what somebody has typed of a report on a matter and not sent."""
    return ReportDraft.objects.filter(matter=matter, person=by.person_id).first()


def received_by(matter: Matter, by: Acting, today: date, *, up: bool) -> list[str]:
    """Return the names of those who get a report next: the head and deputy, or the room's officers.

    :param up: whether it waits for a signature inside the unit first
    """
    unit, roles = (by.unit_id, SIGNS) if up else (matter.office_id, (Role.OFFICER,))
    held = Term.objects.filter(holds_on(today), post__unit=unit, post__role__in=roles)
    others = held.exclude(person=by.person_id).order_by("post__role", "since", "id")
    return list(others.values_list("person__name", flat=True)[:NAMED])


def evidence_used_before(rows: Iterable[Evidence], said: Report, by: Acting) -> dict[UUID, str]:
    """Return the number of the matter in which the same bytes lay beside an earlier report.

    The report had come to its room; of a matter the reader may not see the number is left out.
    """
    named = {one.file_id: one.pk for one in rows}
    seen = Matter.objects.filter(may_see(by), pk=OuterRef("report__matter"))
    earlier = Evidence.objects.filter(
        file__in=named, report__state__in=ARRIVED, report__reported_at__lt=said.reported_at
    ).annotate(is_seen=Exists(seen))
    found = earlier.order_by("is_seen", "report__reported_at")
    told = found.values_list("file_id", "report__matter__number", "is_seen")
    return {named[file]: number if is_seen else "" for file, number, is_seen in told}


def last_report(matter: Matter) -> Report | None:
    """Return the latest report of the current round that was not returned, with its figures."""
    kept = matter.reports.filter(
        round__number=matter.round_number, state__in=CAME
    ).prefetch_related("figures__target")
    return kept.order_by("-reported_at").first()


@dataclass(frozen=True)
class Told:
    """A figure of a report beside the one before it; `change` is None where there was none."""

    figure: Figure
    change: object


@dataclass(frozen=True)
class Brief:
    """What a plan curve and a tally need of a report."""

    pk: UUID
    period: str
    state: str
    percent: Decimal
    reported_at: datetime
    round_number: int


def briefs_of(matter: Matter, by: Acting) -> Sequence[Brief]:
    """Return every report on a matter somebody may read, newest first, in brief. One query."""
    rows = matter.reports.filter(readable(by)).order_by("-reported_at", "-id")
    named = ("pk", "period", "state", "percent", "reported_at", "round__number")
    return [Brief(*row) for row in rows.values_list(*named)]


def reports_of(matter: Matter, by: Acting) -> Sequence[Report]:
    """Return the reports on a matter somebody may read, newest first, each with `told` figures.

    Three queries.
    """
    return _told(matter.reports.filter(readable(by)), {})


def reports_shown(matter: Matter, briefs: Sequence[Brief], newest: int) -> Sequence[Report]:
    """Return the newest of a matter's reports as `reports_of` does. Four queries.

    What their figures are compared with is read along, and nothing else of the older ones.
    """
    kept = [one.pk for one in briefs[:newest]]
    earlier = Figure.objects.filter(report__matter=matter, report__state__in=CAME)
    earlier = earlier.exclude(report__in=kept).order_by("report__reported_at", "report__id")
    before = dict(earlier.values_list("target", "value"))
    return _told(Report.objects.filter(pk__in=kept), before)


def _told(reports: QuerySet[Report], before: Mapping[UUID, Decimal]) -> Sequence[Report]:
    rows = list(
        reports.order_by("-reported_at", "-id")
        .select_related("unit", "round", "reviewed_by")
        .prefetch_related(
            Prefetch("figures", Figure.objects.select_related("target").order_by("target__place")),
            Prefetch("evidence", Evidence.objects.select_related("file").order_by("id")),
        )
    )
    said = dict(before)
    for row in reversed(rows):
        row.told = [  # type: ignore[attr-defined]
            Told(one, one.value - said[one.target_id] if one.target_id in said else None)
            for one in row.figures.all()
        ]
        if row.state in CAME:
            said |= {one.target_id: one.value for one in row.figures.all()}
    return rows


def claims_of(matter: Matter) -> Sequence[Claim]:
    """Return every claim on a matter, newest first, with its review, verification and files."""
    evidence = Evidence.objects.select_related("file").order_by("id")
    return list(
        matter.claims.order_by("-claimed_at", "-id")
        .select_related("round", "review", "verification__verifier_unit")
        .prefetch_related(
            Prefetch("evidence", evidence), Prefetch("verification__evidence", evidence)
        )
    )


def evidence_before(by: Acting) -> QuerySet[Evidence]:
    """Return the files beside what was said of matters somebody may see."""
    seen = matters_before(by).order_by().values("pk")
    beside = Evidence.objects.select_related("file")
    said = Report.objects.filter(readable(by), matter__in=seen).values("pk")
    own = Q(slip__unit_id=by.unit_id) if by.role in UNIT_ROLES else Q(pk__in=[])
    return (
        beside.filter(own, slip__matter__in=seen)
        | beside.filter(report__in=said)
        | beside.filter(claim__matter__in=seen)
        | beside.filter(verification__claim__matter__in=seen)
    )
