"""What a matter's life owes and settles in dues: receipts, reports, completion, review, checking.

Helpers of the deeds of this room and of reporting; each runs inside the deed's transaction and
writes no entry of its own. The days a matter's light changes on are copied back to its row here.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from luoshi.breakdown import firsts
from luoshi.breakdown.hearing import owe_inputs
from luoshi.breakdown.models import IssueNotice, Matter, Milestone, Part
from luoshi.breakdown.terms import OPEN, Cadence, MatterState
from luoshi.dues import operations as dues
from luoshi.dues.city import Seasons, seasons
from luoshi.dues.lights import ignored_day
from luoshi.dues.models import OPEN as STILL_OWED
from luoshi.dues.models import Due
from luoshi.dues.plan import Plan, Point
from luoshi.dues.queries import (
    calendar_here,
    dues_about,
    report_days_of,
    rule_here,
    scheme_here,
)
from luoshi.dues.terms import CLAIMABLE, DueKind
from luoshi.organisation.models import Unit
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry

KIND = "matter"
NOTICE = "issuenotice"
CORRECTION = "CORRECTION"


def city_mark() -> str:
    """Return what the city's numbers begin with, such as 澄."""
    return str(settings.CITY_MARK)


def receipt_due_date(at: datetime) -> date:
    """Return the last day to sign for a notice issued now (签收时限)."""
    since = day_here(at)
    return rule_here("RECEIPT", on=since).reckon(since, calendar_here()).due_date


def return_until(matter: Matter) -> date:
    """Return the last day on which the lead may still return a matter (退回期限)."""
    since = matter.issued_date or matter.original_due_date
    return rule_here("RETURN", on=since).reckon(since, calendar_here()).due_date


def owe_receipt(notice: IssueNotice, *, at: datetime, entry: Entry) -> None:
    """Let a unit owe the receipt of a notice, all its rows together."""
    dues.owe(
        DueKind.RECEIPT,
        debtor=notice.unit,
        creditor=notice.office,
        about=notice,
        since=day_here(at),
        rule="RECEIPT",
        entry=entry,
    )


def meet_receipt(notice: IssueNotice, *, at: datetime, entry: Entry | None) -> None:
    """Count the receipt as met once nothing of the notice waits for a signature any more."""
    if not waiting_parts(notice).exists():
        dues.meet_all(_open(NOTICE, notice.pk, DueKind.RECEIPT), at=at, entry=entry)


def waiting_parts(notice: IssueNotice) -> QuerySet[Part]:
    """Return the rows of a notice that still wait for a signature, none of what is over."""
    waiting = notice.parts.filter(
        receipt__isnull=True, given_up_at__isnull=True, round__number=F("matter__round_number")
    )
    return waiting.exclude(matter__state=MatterState.TERMINATED)


def checker_of(matter: Matter) -> Unit:
    """Return the unit that looks after a matter: its room, or for a child whoever assigned it."""
    held = matter.parent.lead_id if matter.parent else matter.office_id
    return Unit.objects.get(pk=held)


def start_at_issue(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Start the main clock: the lead owes completion by the matter's own date.

    The date is the decision's own and is not moved by a day off: what was ordered stands. The
    units beside the lead owe their input (T9).
    """
    owe_inputs(matter, at=at, entry=entry)
    dues.owe(
        DueKind.COMPLETION,
        debtor=matter.lead,
        creditor=checker_of(matter),
        about=matter,
        since=day_here(at),
        on=matter.due_date,
        roll=False,
        person=None,
        entry=entry,
    )
    copy_days(matter)
    plan_again(matter)


def start_reports(matter: Matter, *, since: date, entry: Entry) -> None:
    """Let the lead owe its periodic reports, from the day of assignment on."""
    if matter.cadence != Cadence.NONE:
        dues.begin_series(
            debtor=matter.lead,
            creditor=checker_of(matter),
            about=matter,
            cadence=matter.cadence,
            since=since,
            entry=entry,
        )
    copy_report_days([matter])


def excuse_matter(matter: Matter, *, at: datetime, reason: str, entry: Entry) -> None:
    """Let nothing more be owed of this matter so far: another lead or another round begins.

    Nobody answered for the reports that were missed, so they are excused with the rest.
    """
    dues.end_series(matter, at=at, reason=reason, entry=entry, answered=False)
    dues.excuse_all(_open(KIND, matter.pk), reason=reason, at=at, entry=entry)


def excuse_receipts(parts: Iterable[Part], *, at: datetime, reason: str, entry: Entry) -> None:
    """Let the receipts of these parts' notices be owed no longer where no row waits any more.

    Call it once the parts are given up or their round is over.
    """
    for notice in {part.notice for part in parts if part.notice}:
        if not waiting_parts(notice).exists():
            receipt = _open(NOTICE, notice.pk, DueKind.RECEIPT)
            dues.excuse_all(receipt, reason=reason, at=at, entry=entry)


def report_owed(matter: Matter, *, at: datetime) -> Due | None:
    """Return the report a unit would answer now: the latest overdue one, else the next to come.

    The first word on an instruction comes before a report whose day is not near yet.
    """
    owed = _open(KIND, matter.pk, DueKind.REPORT).filter(series__isnull=False)
    today = day_here(at)
    rows = list(owed.order_by("due_date"))
    overdue = [due for due in rows if due.due_date < today]
    if overdue:
        return overdue[-1]
    coming = next(iter(rows), None)
    if coming is None or coming.warn_date > today:
        return firsts.status_owed(matter).first() or coming
    return coming


def period_of(due: Due | None, *, at: datetime) -> str:
    """Return the period a report speaks of; a report nobody owed names its day."""
    return due.period if due and due.period else day_here(at).isoformat()


def meet_report(
    matter: Matter, due: Due | None, *, corrected: str, at: datetime, entry: Entry
) -> None:
    """Count a report as given: the period owed, or the correction of one that was returned.

    Any report is the first word, where that is still owed.

    :param corrected: the period of the returned report, or ""
    """
    firsts.heard_of(matter, at=at, entry=entry)
    if corrected:
        owed = _open(KIND, matter.pk, DueKind.REPORT).filter(period=corrected)
        dues.meet_all(owed, at=at, entry=entry)
    elif due is not None:
        dues.meet_reports(matter, debtor=matter.lead, period=due.period, at=at, entry=entry)
    copy_report_days([matter])


def owe_correction(matter: Matter, period: str, *, at: datetime, entry: Entry) -> None:
    """Let the lead owe the correction of a returned report (时限规则 CORRECTION).

    Where the period is owed anyway (the work was sent back within it), the correction answers that.
    """
    if _open(KIND, matter.pk, DueKind.REPORT).filter(period=period).exists():
        return
    today = day_here(at)
    dues.owe(
        DueKind.REPORT,
        debtor=matter.lead,
        creditor=checker_of(matter),
        about=matter,
        since=today,
        rule=CORRECTION,
        period=period,
        entry=entry,
    )
    copy_report_days([matter])


def progress_reported(matter: Matter, percent: Decimal) -> None:
    """Move the matter's progress, and the days on which its plan will leave it behind.

    Whoever was urged has answered with it.
    """
    _write(matter, progress=percent, ignored_date=None)
    plan_again(matter)


def urged_again(matters: QuerySet[Matter], *, at: datetime) -> int:
    """Let matters that were urged a second time today turn 严重逾期 if nobody answers (催办未果).

    An accepted report or a claim that is found true answers; until then the first such day stands.
    """
    ignored = ignored_day(day_here(at), calendar_here())
    return matters.filter(ignored_date__isnull=True).update(ignored_date=ignored)


def claimed(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Stop the lead's clocks at the claim; the room owes its desk review.

    The claim is the closing report: no correction of an earlier one is asked for any more.
    """
    for due in _open(KIND, matter.pk).filter(kind__in=CLAIMABLE):
        dues.claim(due, at=at, entry=entry)
    firsts.heard_of(matter, at=at, entry=entry)
    reason = _("已申请办结")
    dues.end_series(matter, at=at, reason=reason, entry=entry)
    reports = _open(KIND, matter.pk, DueKind.REPORT)
    dues.excuse_all(reports, reason=reason, at=at, entry=entry)
    _room_owes(matter, DueKind.REVIEW, at=at, entry=entry)
    copy_report_days([matter])


def reviewed(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count the desk review as done; the room owes the verification."""
    dues.meet_all(_open(KIND, matter.pk, DueKind.REVIEW), at=at, entry=entry)
    _room_owes(matter, DueKind.VERIFICATION, at=at, entry=entry)


def sent_back(matter: Matter, rework_date: date, *, at: datetime, entry: Entry) -> None:
    """Let the lead's clocks run on as if nothing had been claimed, and owe the rework by a day."""
    checks = [DueKind.REVIEW, DueKind.VERIFICATION]
    dues.meet_all(_open(KIND, matter.pk).filter(kind__in=checks), at=at, entry=entry)
    for due in _open(KIND, matter.pk).filter(kind__in=CLAIMABLE):
        dues.return_claim(due, entry=entry)
    redo = _open(KIND, matter.pk, DueKind.REDO).first()
    if redo is not None:
        dues.move(redo, to=rework_date, at=at, roll=False, entry=entry)
    else:
        dues.owe(
            DueKind.REDO,
            debtor=matter.lead,
            creditor=checker_of(matter),
            about=matter,
            since=day_here(at),
            on=rework_date,
            roll=False,
            entry=entry,
        )
    start_reports(matter, since=day_here(at), entry=entry)


def verified(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count the verification as done; what was found true is done whole."""
    progress_reported(matter, Decimal(100))
    dues.meet_all(_open(KIND, matter.pk, DueKind.VERIFICATION), at=at, entry=entry)


def completed(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count completion as met at the time of the claim that was accepted (domain/14 Q7)."""
    for due in _open(KIND, matter.pk).filter(kind__in=CLAIMABLE):
        dues.accept_claim(due, entry=entry)
    if matter.parent_id is None:
        # A child is struck off with the matter it belongs to.
        _room_owes(matter, DueKind.WRITE_OFF, at=at, entry=entry)


def accepted(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count a child's check as done and its completion as met: whoever assigned it accepted it."""
    dues.meet_all(_open(KIND, matter.pk, DueKind.REVIEW), at=at, entry=entry)
    progress_reported(matter, Decimal(100))
    completed(matter, at=at, entry=entry)


def ordered_again(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count the verified work as done: the leader's new words open the next round (T18)."""
    for due in _open(KIND, matter.pk).filter(kind__in=CLAIMABLE):
        dues.accept_claim(due, entry=entry)


def written_off(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count the write-off as done; nothing is owed of this round any more."""
    dues.meet_all(_open(KIND, matter.pk, DueKind.WRITE_OFF), at=at, entry=entry)


def plan_again(matter: Matter, held: Seasons | None = None) -> None:
    """Reckon the days on which the plan passes the reported figure by 10 and by 30 points.

    :param held: the city's closed seasons, read once for many matters
    """
    start = matter.issued_date or matter.original_due_date
    if start >= matter.due_date:
        return
    plan = plan_of(matter, start, matter.milestones.all(), held)
    lag = plan.lag_days(matter.progress, scheme_here())
    _write(matter, lag_date=lag.lag_date, far_lag_date=lag.far_lag_date)


def plan_of(
    matter: Matter,
    start: date,
    milestones: Iterable[Milestone],
    held: Seasons | None = None,
    *,
    until: date | None = None,
) -> Plan:
    """Return a matter's plan: through its milestones, standing still in closed seasons (S0-10).

    :param until: the last day of another plan than the one that stands
    """
    points = [Point(one.due_date, one.percent) for one in milestones]
    closed = (held or seasons()).of(matter.lead.path)
    return Plan.of(start, until or matter.due_date, points, closed)


def copy_days(matter: Matter) -> None:
    """Copy the days of the completion due to the matter's row."""
    due = _open(KIND, matter.pk, DueKind.COMPLETION).get()
    _write(matter, due_date=due.due_date, warn_date=due.warn_date, severe_date=due.severe_date)


def copy_report_days(matters: Iterable[Matter]) -> int:
    """Copy the days of the report component to the rows of matters that changed; return how many.

    Two queries, and one write for those that changed.
    """
    rows: Sequence[Matter] = list(matters)
    found = report_days_of(KIND, [matter.pk for matter in rows])
    names = ("report_warn_date", "missed_date", "missed_twice_date")
    changed = []
    for matter in rows:
        days = found.get(str(matter.pk))
        new = [getattr(days, name) if days else None for name in names]
        if new != [getattr(matter, name) for name in names]:
            for name, value in zip(names, new, strict=True):
                setattr(matter, name, value)
            changed.append(matter)
    if len(changed) == 1:
        # By far the most common: a plain write, which costs a third of a mass one.
        _write(changed[0], **{name: getattr(changed[0], name) for name in names})
    else:
        Matter.objects.bulk_update(changed, names, batch_size=500)
    return len(changed)


def turn_day(*, at: datetime) -> int:
    """Do what a new day asks: lay the next reports and bring the matters' report days in step."""
    dues.turn_day(at=at)
    return copy_report_days(Matter.objects.filter(state__in=OPEN))


def _room_owes(matter: Matter, kind: DueKind, *, at: datetime, entry: Entry) -> None:
    dues.owe(
        kind,
        debtor=checker_of(matter),
        creditor=matter.lead,
        about=matter,
        since=day_here(at),
        rule=kind.value,
        entry=entry,
    )


def _open(kind: str, pk: object, what: DueKind | None = None) -> QuerySet[Due]:
    owed = dues_about(kind, [pk]).filter(STILL_OWED)
    return owed.filter(kind=what) if what else owed


def _write(matter: Matter, **columns: object) -> None:
    Matter.objects.filter(pk=matter.pk).update(**columns)
    for name, value in columns.items():
        setattr(matter, name, value)
