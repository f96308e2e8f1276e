"""The steps of a period (考核周期): opened, self-reported, checked, shown, approved, published.

Every step holds the period's row first: what it asks for cannot change before it is made.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.assessment import grading, standing
from luoshi.assessment.bounds import SPAN
from luoshi.assessment.models import Period, Scheme
from luoshi.assessment.operations import appraisal_dues, stepping
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.assessment.rules import assessor, office_head
from luoshi.assessment.terms import PeriodKind, PeriodState, SchemeState
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake.numbering import next_number, notice_number
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import not_yours
from luoshi.timelimits.days import day_of
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

MARK = "考通"
# A quarter is opened when it is over, perhaps after its version was superseded.
BOUND = (SchemeState.IN_FORCE, SchemeState.SUPERSEDED)
opens_periods = (assessor | office_head).named(gettext_lazy("考核办考核员或主要负责人"))


def span_of(label: str) -> tuple[str, date, date]:
    """Return the kind, the first and the last day of 2026-06, 2026-Q2 or 2026.

    :raises Unmet: if it is none of these
    """
    # One spelling alone: 2026-6 beside 2026-06 would be counted twice in its year.
    if not SPAN.fullmatch(label):
        raise Unmet(_("考核周期应写作2026-06、2026-Q2或2026"))
    year, _dash, rest = label.partition("-")
    if not rest:
        return PeriodKind.YEAR, date(int(year), 1, 1), date(int(year), 12, 31)
    quarter = rest.startswith("Q")
    last = int(rest[1:]) * 3 if quarter else int(rest)
    since = date(int(year), last - 2 if quarter else last, 1)
    kind = PeriodKind.QUARTER if quarter else PeriodKind.MONTH
    return kind, since, date(int(year), last, monthrange(int(year), last)[1])


def open_period(scheme: Scheme, label: str, *, by: Acting, at: datetime, key: str = "") -> Period:
    """Open a month, quarter or year under the scheme in force at its end (开启考核周期).

    Every source department then owes its figures.

    :raises NotYours: if `by` is not of the scheme's office
    :raises NotFromHere: if the scheme was not in force then, or the period was opened already,
        also under another version
    :raises Unmet: if the days are not the scheme's, or lie ahead
    """
    kind, since, until = span_of(label)
    with transaction.atomic():
        _claim_the_scheme(scheme, by)
        if since.year != scheme.year or until < scheme.since:
            raise Unmet(_("考核周期不在该考核办法施行的年度内"))
        if since > day_here(at):
            raise Unmet(_("考核周期还没有开始"))
        _check_no_later(scheme, until)
        _check_once(scheme, label)
        try:
            with transaction.atomic():
                period = Period.objects.create(
                    scheme=scheme, kind=kind, label=label, since=since, until=until, opened_at=at
                )
        except IntegrityError as twice:
            raise NotFromHere(_("该考核周期已经开启")) from twice
        entry = write(
            "period.open", about=period, by=by, at=at, facts={"scheme": str(scheme)}, key=key
        )
        stepping.figures_owed(period, at=at, entry=entry)
    return period


def begin_self_report(period: Period, *, by: Acting, at: datetime, key: str = "") -> None:
    """Ask every assessed unit to report on itself (开始自评), within the window."""
    with transaction.atomic():
        _hold(period)
        entry = PERIOD.make("begin_self_report", period, by=by, at=at, key=key)
        _until(period, stepping.self_reports_owed(period, at=at, entry=entry))


def begin_check(period: Period, *, by: Acting, at: datetime, key: str = "") -> None:
    """Begin the check by a group of assessors (开始审核).

    :raises Unmet: if a unit is silent and still has time
    """
    late = period.step_until is not None and day_here(at) > period.step_until
    with transaction.atomic():
        silent = [str(one.unit) for one in standing.silent_units(period)]
        said: dict[str, Any] = {"silent": silent} if silent else {}
        said |= {"window": "over"} if late else {}
        _hold(period)
        entry = PERIOD.make("begin_check", period, by=by, at=at, key=key, **said)
        _until(period, stepping.owed_by_the_office(period, stepping.CHECK, at=at, entry=entry))


def preview(period: Period, *, by: Acting, at: datetime, key: str = "") -> None:
    """Show every unit its score before others see it (预告结果).

    :raises Unmet: if a figure is not certified, a unit not scored or not agreed to by two
    """
    with transaction.atomic():
        _hold(period)
        entry = PERIOD.make("preview", period, by=by, at=at, key=key)
        stepping.done(period, stepping.CHECK, at=at, entry=entry)
        gone = gettext_lazy("自评阶段已结束，未报自评")
        stepping.let_off(period, stepping.SELF_REPORT, gone, at=at, entry=entry)
        _until(period, stepping.owed_by_the_office(period, stepping.PUBLICITY, at=at, entry=entry))


def publicise(period: Period, *, by: Acting, at: datetime, key: str = "") -> None:
    """Let the results lie open to all assessed (公示) for the days the scheme gives.

    The window for appeals runs from the same day.
    """
    since, scheme, calendar = day_here(at), period.scheme, calendar_here()
    until = calendar.add_working_days(since, scheme.publicity_days)
    last = calendar.add_working_days(since, scheme.appeal_days)
    with transaction.atomic():
        columns = {"publicity_since": since, "publicity_until": until, "appeal_until": last}
        said = {"publicity_until": until, "appeal_until": last}
        _hold(period)
        entry = PERIOD.make("publicise", period, by=by, at=at, key=key, columns=columns, **said)
        stepping.done(period, stepping.PUBLICITY, at=at, entry=entry)
        _until(period, max(until, last))


def put_up(period: Period, *, by: Acting, at: datetime, key: str = "") -> None:
    """Put the results up for approval (提请审定), once the windows are over.

    :raises Unmet: if a window runs, an appeal is open, or something changed that was not shown
    """
    if runs := window_open(period, day_here(at)):
        raise Unmet(runs)
    with transaction.atomic():
        _hold(period)
        entry = PERIOD.make("put_up", period, by=by, at=at, key=key)
        _until(period, stepping.approval_owed(period, at=at, entry=entry))


def window_open(period: Period, today: date) -> str:
    """Say which window still runs on a day, in words; "" where none does."""
    if period.publicity_until is not None and today <= period.publicity_until:
        return _("公示期未满")
    if period.appeal_until is not None and today <= period.appeal_until:
        return _("申诉期未满")
    return ""


def send_back(period: Period, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Have the results looked over once more (退回复核), and say why."""
    with transaction.atomic():
        _hold(period)
        said: dict[str, Any] = {"columns": {"note": reason[:500]}, "reason": reason}
        entry = PERIOD.make("send_back", period, by=by, at=at, key=key, **said)
        _look_again(period, [stepping.APPROVAL], reason, at=at, entry=entry)


def recall(period: Period, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Take results back that were shown or approved, not published yet (撤回结果); say why."""
    with transaction.atomic():
        _hold(period)
        said: dict[str, Any] = {"columns": {"note": reason[:500]}, "reason": reason}
        entry = PERIOD.make("recall", period, by=by, at=at, key=key, **said)
        # Which of them is owed depends on the step it is taken back from.
        ahead = [stepping.PUBLICITY, stepping.PUBLICATION]
        _look_again(period, ahead, reason, at=at, entry=entry)


def approve(period: Period, *, by: Acting, at: datetime, key: str = "") -> None:
    """Approve the results (审定); the grades are given within their quotas in the same deed.

    :raises NotYours: if `by` is no leader
    """
    with transaction.atomic():
        standing.hold(period, [PeriodState.APPROVING], PERIOD.moves["approve"].label)
        numbers = grading.give(period)
        _hold(period)
        entry = PERIOD.make("approve", period, by=by, at=at, key=key, grades=numbers)
        stepping.done(period, stepping.APPROVAL, at=at, entry=entry)
        rule = stepping.PUBLICATION
        _until(period, stepping.owed_by_the_office(period, rule, at=at, entry=entry))
        appraisal_dues.let_off(period.scheme.office, at=at, entry=entry)


def publish(period: Period, *, by: Acting, at: datetime, key: str = "") -> None:
    """Publish the results (通报): the paper gets its number, gapless within the year.

    :raises Unmet: over an uncertified figure, an open appeal, or one a scorer decided
    """
    with transaction.atomic():
        office, year = period.scheme.office, day_of(at).year
        series = f"{office.short_name or office.name}{MARK}"[:30]
        number = notice_number(series, year, next_number(series, year))
        columns = {"number": number}
        _hold(period)
        entry = PERIOD.make(
            "publish", period, by=by, at=at, key=key, columns=columns, number=number
        )
        stepping.done(period, stepping.PUBLICATION, at=at, entry=entry)
        _until(period, None)


def _hold(period: Period) -> None:
    """Keep others from the period's row, so that what the step asks for stays answered."""
    Period.objects.filter(pk=period.pk).update(opened_at=F("opened_at"))


def _look_again(
    period: Period, rules: Iterable[str], reason: str, *, at: datetime, entry: Entry
) -> None:
    """Take the grades back, and let the office owe its check once more."""
    grading.take_back(period)
    for rule in rules:
        stepping.let_off(period, rule, reason, at=at, entry=entry)
    _until(period, stepping.owed_by_the_office(period, stepping.CHECK, at=at, entry=entry))


def _until(period: Period, day: date | None) -> None:
    Period.objects.filter(pk=period.pk).update(step_until=day)
    period.step_until = day


def _check_once(scheme: Scheme, label: str) -> None:
    """Ask that no other version assesses these days: its year would count them twice.

    :raises NotFromHere: if one does; what was opened is assessed to its end under its own version
    """
    others = Period.objects.filter(scheme__office=scheme.office_id, label=label)
    other = others.exclude(scheme=scheme.pk).select_related("scheme").first()
    if other is not None:
        words = {"version": other.scheme.version}
        raise NotFromHere(_("该考核周期已按办法第%(version)s版开启，按该版考核到底") % words)


def _claim_the_scheme(scheme: Scheme, by: Acting) -> None:
    """Write first: a scheme superseded in this moment opens nothing that is the next one's."""
    held = Scheme.objects.filter(opens_periods(by), pk=scheme.pk, state__in=BOUND)
    if held.update(version=F("version")):
        return
    if not opens_periods.holds(by, scheme):
        raise NotYours(not_yours(opens_periods, _("开启考核周期")))
    raise NotFromHere(_("考核办法不在施行中，不能开启考核周期"))


def _check_no_later(scheme: Scheme, until: date) -> None:
    """Ask that no later version binds at the period's end: what ended before is the old one's.

    :raises NotFromHere: if one does
    """
    later = Scheme.objects.filter(
        office=scheme.office_id, year=scheme.year, version__gt=scheme.version, state__in=BOUND
    )
    first = later.order_by("since", "version").first()
    if first is not None and until >= first.since:
        words = {"version": first.version, "since": first.since}
        raise NotFromHere(_("办法第%(version)s版自%(since)s起施行，该考核周期请按该版开启") % words)
