"""为什么是这个灯: the rule in words, since when it holds, and what turns the light better."""

from datetime import timedelta

from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.dues.lights import Light
from luoshi.dues.terms import Reason
from luoshi.kit.wording import full_date
from luoshi.reporting.standing import Pace


def why(matter: Matter, light: Light, pace: Pace | None) -> str:
    """Say why a matter's light stands as it does."""
    after = matter.due_date + timedelta(days=1)
    since = {
        Reason.DUE_SOON: matter.warn_date,
        Reason.OVERDUE: after,
        Reason.LONG_OVERDUE: matter.severe_date,
        Reason.BEHIND: matter.lag_date,
        Reason.FAR_BEHIND: matter.far_lag_date,
        Reason.REPORT_SOON: matter.report_warn_date,
        Reason.REPORT_MISSED: matter.missed_date,
        Reason.REPORTS_MISSED: matter.missed_twice_date,
    }.get(light.reason)
    words = {
        "day": full_date(since) if since else "",
        "percent": max(pace.planned - 9, 0) if pace else 0,
        "times": matter.times_sent_back,
    }
    return _sentences()[light.reason] % words


def _sentences() -> dict[str, str]:
    return {
        Reason.DONE: _("已核查属实并办结。"),
        Reason.SUSPENDED: _("停表期间不计时。"),
        Reason.CLAIMED: _("已申请办结，等待核查。"),
        Reason.ON_TIME: _("时限、进度、报送、质量四项都正常。"),
        Reason.DUE_SOON: _("%(day)s起临近完成时限；申请办结后停止计时。"),
        Reason.DUE_TODAY: _("今天到期；申请办结后停止计时。"),
        Reason.OVERDUE: _("%(day)s起逾期；申请办结后停止计时。"),
        Reason.LONG_OVERDUE: _("%(day)s起逾期超过5个工作日；申请办结后停止计时。"),
        Reason.BEHIND: _("%(day)s起落后序时10个百分点以上；审核通过的进度到%(percent)s%%转好。"),
        Reason.FAR_BEHIND: _(
            "%(day)s起落后序时超过30个百分点；审核通过的进度到%(percent)s%%转好。"
        ),
        Reason.REPORT_SOON: _("%(day)s起临近报送；报送后转好。"),
        Reason.REPORT_MISSED: _("%(day)s起缺报一次；报送后转好。"),
        Reason.REPORTS_MISSED: _("%(day)s起连续两次未报；报送后转好。"),
        Reason.SENT_BACK: _("办结申请被退回重办%(times)s次；核查属实后转好。"),
        Reason.SENT_BACK_AGAIN: _("办结申请被退回重办%(times)s次；核查属实后转好。"),
    }
