"""为什么是这个灯: the rule in words, since when it holds, and what turns the light better.

A light has four components and is as bad as the worst of them; each is told, so that nobody has to
ask why. The numbers are the city's own (`dues.schemes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.lights import days_of
from luoshi.breakdown.models import Matter
from luoshi.dues.lights import Light, LightDays, components
from luoshi.dues.models import Due
from luoshi.dues.schemes import DEFAULT, Scheme
from luoshi.dues.terms import Level, Reason
from luoshi.kit.wording import full_date
from luoshi.reporting.standing import Pace

COMPONENTS = (
    gettext_lazy("时限"),
    gettext_lazy("进度"),
    gettext_lazy("报送"),
    gettext_lazy("质量"),
)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Component:
    """One of the four components of a light, as it stands.

    :param since: the first day it stood so, where a day brought it there
    :param rule: when it turns, in the city's numbers
    :param better: what turns it better; "" where nothing has to
    """

    label: str | Promise
    light: Light
    since: date | None
    rule: str
    better: str


def why(matter: Matter, light: Light, pace: Pace | None, scheme: Scheme = DEFAULT) -> str:
    """Say why a matter's light stands as it does."""
    since = since_of(days_of(matter), light.reason)
    told = _sentences()[light.reason]
    return told % _words(matter, since, pace, scheme)


def explained(matter: Matter, today: date, pace: Pace | None, scheme: Scheme) -> list[Component]:
    """Return the four components of a matter's light, each with its day, rule and way out."""
    days = days_of(matter)
    rules, ways = _rules(scheme), _ways(matter, pace, scheme)
    return [
        Component(label, one, since_of(days, one.reason), rule, ways.get(one.reason, ""))
        for label, one, rule in zip(COMPONENTS, components(days, today), rules, strict=True)
    ]


def why_due(due: Due, light: Light, scheme: Scheme) -> str:
    """Say why the light of one thing owed stands as it does, and what turns it."""
    days = LightDays(due.due_date, warn_date=due.warn_date, severe_date=due.severe_date)
    since = since_of(days, light.reason)
    words = {"day": full_date(since) if since else "", "number": scheme.severe_days}
    told = {
        Reason.DUE_SOON: _("%(day)s起临期；办理后转好。"),
        Reason.DUE_TODAY: _("今天到期；办理后转好。"),
        Reason.OVERDUE: _("%(day)s起逾期；办理后不再计逾期。"),
        Reason.LONG_OVERDUE: _("%(day)s起逾期超过%(number)s个工作日；办理后不再计逾期。"),
        Reason.SUSPENDED: _("停表期间不计时。"),
        Reason.DONE: _("已办。"),
    }
    return told.get(light.reason, _("未到临期日。")) % words


def since_of(days: LightDays, reason: Reason) -> date | None:
    """Return the first day on which a light stood for a reason, where a stored day brought it."""
    return {
        Reason.DUE_SOON: days.warn_date,
        Reason.DUE_TODAY: days.due_date,
        Reason.OVERDUE: days.due_date + ONE_DAY,
        Reason.LONG_OVERDUE: days.severe_date,
        Reason.URGED_IN_VAIN: days.ignored_date,
        Reason.BEHIND: days.lag_date,
        Reason.FAR_BEHIND: days.far_lag_date,
        Reason.REPORT_SOON: days.report_warn_date,
        Reason.REPORT_MISSED: days.missed_date,
        Reason.REPORTS_MISSED: days.missed_twice_date,
    }.get(reason)


def _words(matter: Matter, since: date | None, pace: Pace | None, scheme: Scheme) -> dict[str, Any]:
    return {
        "day": full_date(since) if since else "",
        "percent": max(pace.planned - scheme.behind + 1, 0) if pace else 0,
        "times": matter.times_sent_back,
        "severe": scheme.severe_days,
        "behind": scheme.behind,
        "far": scheme.far_behind,
    }


def _sentences() -> dict[str, str]:
    return {
        Reason.DONE: _("已核查属实并办结。"),
        Reason.SUSPENDED: _("停表期间不计时。"),
        Reason.CLAIMED: _("已申请办结，等待核查。"),
        Reason.ON_TIME: _("时限、进度、报送、质量四项都正常。"),
        Reason.DUE_SOON: _("%(day)s起临近完成时限；申请办结后停止计时。"),
        Reason.DUE_TODAY: _("今天到期；申请办结后停止计时。"),
        Reason.OVERDUE: _("%(day)s起逾期；申请办结后停止计时。"),
        Reason.LONG_OVERDUE: _("%(day)s起逾期超过%(severe)s个工作日；申请办结后停止计时。"),
        Reason.URGED_IN_VAIN: _("再次催办后%(day)s起仍无回应；报送进展并审核通过后转好。"),
        Reason.BEHIND: _(
            "%(day)s起落后序时%(behind)s个百分点以上；审核通过的进度到%(percent)s%%转好。"
        ),
        Reason.FAR_BEHIND: _(
            "%(day)s起落后序时超过%(far)s个百分点；审核通过的进度到%(percent)s%%转好。"
        ),
        Reason.REPORT_SOON: _("%(day)s起临近报送；报送后转好。"),
        Reason.REPORT_MISSED: _("%(day)s起缺报一次；报送后转好。"),
        Reason.REPORTS_MISSED: _("%(day)s起连续两次未报；报送后转好。"),
        Reason.SENT_BACK: _("办结申请被退回重办%(times)s次；核查属实后转好。"),
        Reason.SENT_BACK_AGAIN: _("办结申请被退回重办%(times)s次；核查属实后转好。"),
    }


def _rules(scheme: Scheme) -> Sequence[str]:
    """Return when each component turns, in the order of the components."""
    words = {
        "soon": scheme.soon_days,
        "share": scheme.soon_percent,
        "severe": scheme.severe_days,
        "ignored": scheme.ignored_days,
        "behind": scheme.behind,
        "far": scheme.far_behind,
        "report": scheme.report_days,
    }
    return (
        _(
            "剩%(soon)s个工作日或时限的%(share)s%%起临期，最后一天滞后，次日起逾期；"
            "逾期超过%(severe)s个工作日，或再次催办后%(ignored)s个工作日无回应，为严重逾期。"
        )
        % words,
        _("落后序时%(behind)s个百分点滞后，超过%(far)s个百分点逾期。") % words,
        _("报送前%(report)s个工作日起临期，缺报一次滞后，连续两次逾期。") % words,
        _("退回重办一次滞后，两次逾期。"),
    )


def _ways(matter: Matter, pace: Pace | None, scheme: Scheme) -> dict[Reason, str]:
    """Return what turns a component better: always a report accepted or a decision, never time."""
    stop, report = _("申请办结，计时即停；或在到期前获准延期、挂起。"), _("报送进展。")
    late = _("申请办结，计时即停；逾期照记。")
    figure = _("报送进展，审核通过的进度到%(percent)s%%。") % _words(matter, None, pace, scheme)
    again = _("重办后再申请，核查属实。")
    answer = _("报送进展并审核通过，或申请办结并核查属实。")
    return {
        Reason.DUE_SOON: stop,
        Reason.DUE_TODAY: stop,
        Reason.OVERDUE: late,
        Reason.LONG_OVERDUE: late,
        Reason.URGED_IN_VAIN: answer,
        Reason.BEHIND: figure,
        Reason.FAR_BEHIND: figure,
        Reason.REPORT_SOON: report,
        Reason.REPORT_MISSED: report,
        Reason.REPORTS_MISSED: report,
        Reason.SENT_BACK: again,
        Reason.SENT_BACK_AGAIN: again,
    }


def counts_now(light: Light | None) -> bool:
    """Tell whether the components say anything: not before the start, at a standstill or done."""
    return light is not None and light.level not in (Level.DONE, Level.SUSPENDED)
