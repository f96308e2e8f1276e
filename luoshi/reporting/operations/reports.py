"""Periodic reports (反馈, T7): said by the lead unit, accepted or returned by the room.

What the unit's staff write waits for the signature of its head or deputy where the unit has it so;
a period is answered when the report comes to the room, not when it was written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.models import Matter, Round, Target
from luoshi.breakdown.terms import MatterState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.reporting import photographs
from luoshi.reporting.lifecycle import REPORT
from luoshi.reporting.models import Evidence, Figure, Report
from luoshi.reporting.queries import report_due, signed_first
from luoshi.reporting.rules import UNDER_WAY, may_report
from luoshi.reporting.terms import VOID, ProblemClass, ReportState
from luoshi.timelimits.here import end_here
from luoshi.trail import files
from luoshi.trail.models import Entry


@dataclass(frozen=True)
class Said:
    """What a report says, in its four parts, with its figures and files.

    :param percent: the share done, 0 to 100
    :param figures: target id → the value reached
    :param why_less: target id → why a cumulative figure fell
    :param files: (name, bytes)
    :param keep_place: whether the place a photograph was taken at is kept beside it
    """

    progress: str
    percent: Decimal
    arrangement: str = ""
    problems: str = ""
    problem_class: str = ProblemClass.NONE
    suggestions: str = ""
    no_change: bool = False
    figures: Mapping[UUID, Decimal] = field(default_factory=dict)
    why_less: Mapping[UUID, str] = field(default_factory=dict)
    files: Sequence[tuple[str, bytes]] = ()
    keep_place: bool = False


def report(
    matter: Matter,
    said: Said,
    *,
    by: Acting,
    at: datetime,
    corrects: Report | None = None,
    key: str = "",
) -> Report:
    """Report on a matter for the period that is owed (报送进展), or correct a returned report.

    Where the unit's rule asks for a signature first, it is put up to the head (送审签).

    :raises NotYours: if `by` is not of the lead unit
    :raises NotFromHere: if the matter is not under way
    :raises Unmet: if nothing is said, a share is out of range, a figure falls without a reason, or
        what is corrected was not returned in this round, or was corrected already, or another
        report on the matter waits for its signature
    """
    _check_words(said)
    with transaction.atomic():
        _claim_the_pen(matter, by)
        _check_correction(matter, corrects)
        _check_none_waits(matter)
        _check_figures(matter, said, last_accepted(matter))
        due = clocks.report_owed(matter, at=at)
        period = corrects.period if corrects else clocks.period_of(due, at=at)
        made = _write_down(matter, said, period, by=by, at=at, corrects=corrects)
        lay_beside(said.files, by=by, at=at, keep_place=said.keep_place, report=made)
        facts: dict[str, Any] = {
            "period": made.period,
            "percent": said.percent,
            "no_change": said.no_change,
        }
        up = signed_first(by)
        entry = REPORT.make("put_up" if up else "submit", made, by=by, at=at, key=key, **facts)
        if made.arrived_at is not None:
            arrive(made, at=at, entry=entry)
    return made


def arrive(said: Report, *, at: datetime, entry: Entry) -> None:
    """Let a report that came to the room answer the period it speaks of, and those missed before.

    Lateness is reckoned from now: the time it waited inside the unit is the unit's own.
    """
    matter = said.matter
    corrected = said.period if said.corrects_id else ""
    due = report_due(matter, said.period)
    clocks.meet_report(matter, due, corrected=corrected, at=at, entry=entry)


def accept(said: Report, *, by: Acting, at: datetime, key: str = "") -> None:
    """Accept a report; only now do its figures move the matter's progress and light (审核通过).

    One accepted after a later report was leaves the matter where the later one put it, and one
    accepted after the result was verified leaves it done.
    """
    with transaction.atomic():
        REPORT.make("accept", said, by=by, at=at, key=key, percent=said.percent)
        matter = Matter.objects.get(pk=said.matter_id)
        newest = last_accepted(matter) or said
        if matter.verified_date is None:
            clocks.progress_reported(matter, newest.percent)


def send_back(said: Report, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Return a report for correction, and say why (退回补正).

    The correction is owed while the unit that reported still works on the matter; one that has
    claimed it done, or has given it up, can correct nothing any more.
    """
    with transaction.atomic():
        note = {"review_note": reason[:500]}
        entry = REPORT.make("return", said, by=by, at=at, key=key, columns=note, reason=reason)
        matter = Matter.objects.select_related("lead", "office").get(pk=said.matter_id)
        if matter.state in UNDER_WAY and matter.lead_id == said.unit_id:
            clocks.owe_correction(matter, said.period, at=at, entry=entry)


def last_accepted(matter: Matter) -> Report | None:
    """Return the latest accepted report of the matter's current round."""
    kept = matter.reports.filter(state=ReportState.ACCEPTED, round__number=matter.round_number)
    return kept.order_by("-reported_at").first()


def lay_beside(
    given: Sequence[tuple[str, bytes]],
    *,
    by: Acting,
    at: datetime,
    keep_place: bool = False,
    **beside: object,
) -> None:
    """Keep files by digest and lay them beside what is said.

    Of a photograph when it was taken is written down, and where only if asked; both are taken out
    of the file itself.
    """
    for name, content in given:
        marks = photographs.marks_of(content)
        file = files.keep(photographs.without_marks(content), name=name, by=by, at=at)
        Evidence.objects.create(
            file=file,
            name=name[:200],
            taken_at=end_here(marks.taken.date(), marks.taken.time()) if marks.taken else None,
            taken_place=marks.place if keep_place else "",
            **beside,
        )


def _write_down(
    matter: Matter, said: Said, period: str, *, by: Acting, at: datetime, corrects: Report | None
) -> Report:
    made = Report.objects.create(
        matter=matter,
        round=Round.objects.get(matter=matter, number=matter.round_number),
        unit_id=matter.lead_id,
        period=period,
        arrangement=said.arrangement,
        progress=said.progress,
        problems=said.problems,
        problem_class=said.problem_class,
        suggestions=said.suggestions,
        percent=said.percent,
        no_change=said.no_change,
        reported_by_id=by.person_id,
        reporter_name=by.person_name,
        reported_at=at,
        corrects=corrects,
    )
    Figure.objects.bulk_create(
        Figure(report=made, target_id=pk, value=value, why_less=said.why_less.get(pk, ""))
        for pk, value in said.figures.items()
    )
    return made


def _claim_the_pen(matter: Matter, by: Acting) -> None:
    """Write first: two reports at once wait for one another, and the rule is the WHERE."""
    held = Matter.objects.filter(pk=matter.pk).filter(may_report(by))
    if held.update(cadence=matter.cadence):
        matter.refresh_from_db()
        return
    current = MatterState(Matter.objects.values_list("state", flat=True).get(pk=matter.pk))
    if current not in UNDER_WAY:
        raise NotFromHere(_("当前状态为“%(state)s”，不能报送进展") % {"state": current.label})
    raise NotYours(_("报送进展须由%(who)s办理") % {"who": may_report.says})


def _check_words(said: Said) -> None:
    if not said.progress.strip():
        raise Unmet(_("请填写进展情况"))
    if not 0 <= said.percent <= 100:
        raise Unmet(_("完成比例须在0到100之间"))


def _check_correction(matter: Matter, corrects: Report | None) -> None:
    """Call it with the pen in hand, so that of two corrections at once the second is refused."""
    if corrects is None:
        return
    returned = Report.objects.filter(
        pk=corrects.pk,
        matter=matter,
        round__number=matter.round_number,
        state=ReportState.RETURNED,
    )
    if not returned.exists():
        raise Unmet(_("只有退回补正的报告才能补正"))
    if corrects.corrections.exclude(state__in=VOID).exists():
        raise Unmet(_("这份报告已经补正过"))


def _check_none_waits(matter: Matter) -> None:
    """Let one report wait for its signature at a time; also called with the pen in hand.

    What nobody signed in an earlier round can be neither signed nor taken back any more.
    """
    waiting = matter.reports.filter(state=ReportState.SIGNING, unit=matter.lead_id)
    if waiting.filter(round__number=matter.round_number).exists():
        raise Unmet(_("本事项已有一份报告待审签；请先撤回，或等审签后再报"))


def _check_figures(matter: Matter, said: Said, last: Report | None) -> None:
    known = {target.pk: target for target in Target.objects.filter(matter=matter)}
    if not set(said.figures) <= set(known):
        raise Unmet(_("填报的指标不属于这一事项"))
    if last is None:
        return
    before = dict(last.figures.values_list("target_id", "value"))
    for pk, value in said.figures.items():
        if pk in before and value < before[pk] and not said.why_less.get(pk, "").strip():
            raise Unmet(
                _("“%(metric)s”比上次（%(before)s）少%(less)s。确有核减请填写原因。")
                % {
                    "metric": known[pk].metric,
                    "before": f"{before[pk].normalize():f}",
                    "less": f"{(before[pk] - value).normalize():f}",
                }
            )
