"""The life of a period: from its first figure to the paper that publishes it (domain/06 6.8).

No rank is shown before every figure is signed for; nothing is approved or published over an open
appeal, nor over one that somebody decided who had scored.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from luoshi.assessment import standing
from luoshi.assessment.appeal_rules import of_the_office
from luoshi.assessment.models import Adjustment, Period
from luoshi.assessment.rules import approver, head_of_the_period
from luoshi.assessment.terms import PeriodState as S
from luoshi.breakdown.lifecycle import a_reason
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor


def previewed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp when the units were first shown their scores."""
    return {"previewed_at": at, "note": ""}


def approved(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who approved the results, and when."""
    return {"approved_at": at, "approver_name": by.person_name, "note": ""}


def once_more(by: Actor, at: datetime) -> dict[str, Any]:
    """Take back what is no longer so: the results are looked over and shown once more."""
    names = ("previewed_at", "publicity_since", "publicity_until", "appeal_until", "approved_at")
    return dict.fromkeys(names) | {"approver_name": ""}


def published(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp when the results went out."""
    return {"published_at": at}


def all_reported(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that every unit has reported on itself, while the window for it is open."""
    number = standing.silent_units(period).count()
    if not number or facts.get("window") == "over":
        return None
    told = {"n": number}
    return ngettext(
        "还有%(n)d个单位没有自评，自评期满前不能开始审核",
        "还有%(n)d个单位没有自评，自评期满前不能开始审核",
        number,
    ) % told  # fmt: skip


def all_certified(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that every figure is there and signed for by its source: before that nothing is ranked.

    A figure that cannot be had is signed for as absent, with the reason (S2-15).
    """
    if left := standing.unread(period):
        return _("还有%(n)s个指标值没有从系统记录取数") % {"n": left}
    short = standing.gaps(period)
    number = sum(one.asked - one.certified for one in short)
    number = number or standing.uncertified(period).count()
    if not number:
        return None
    told = {"n": number, "units": "、".join(str(one.unit) for one in short[:5])}
    return _("还有%(n)s个指标值未经来源单位核定：%(units)s") % told


def all_scored(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that every assessed unit has its score."""
    if period.computed_at is None or standing.unscored(period).exists():
        return _("还没有算出各单位得分，请先计算")
    return None


def all_checked(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that two assessors agree to every unit's score, and none objects."""
    short = standing.unchecked(period)
    if not short:
        return None
    told = {"n": len(short), "units": "、".join(str(one.unit) for one in short[:5])}
    return _("还有%(n)s个单位未经两名考核员审核同意：%(units)s") % told


def nothing_proposed(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that no adjustment waits for its other hand."""
    number = Adjustment.objects.filter(standing.proposed(period)).count()
    return _("还有%(n)s项加减分待认定") % {"n": number} if number else None


def no_open_appeal(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that every appeal has come to its end."""
    number = standing.open_appeals(period).count()
    return _("还有%(n)s件申诉没有办结") % {"n": number} if number else None


def as_shown(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that what is put up is what lay open: nothing counts that nobody could appeal against.

    Who changed it otherwise recalls the results; they are checked and shown once more.
    """
    changed = sorted(standing.changed_since_shown(period))
    told = {"units": "、".join(changed[:5])}
    return _("公示后有变动的结果要重新公示，请先撤回：%(units)s") % told if changed else None


def no_scorer_decided(period: Period, facts: dict[str, Any]) -> str | None:
    """Ask that nobody who scored gave an opinion on the appeal against it."""
    if not standing.scorers_deciding(period):
        return None
    return _("有申诉由参与计分的人员复核，应另行指定人员复核")


PERIOD: Lifecycle[Period] = Lifecycle(Period, "state")
# fmt: off
#          move                办理                          from                to
PERIOD.row("begin_self_report", gettext_lazy("开始自评"),    [S.COLLECTING],     S.SELF_REPORTING,
           of_the_office)
PERIOD.row("begin_check",      gettext_lazy("开始审核"),     [S.SELF_REPORTING], S.CHECKING,
           of_the_office, needs=(all_reported,))
PERIOD.row("preview",          gettext_lazy("预告结果"),     [S.CHECKING],       S.PREVIEWING,
           head_of_the_period, needs=(all_certified, all_scored, all_checked, nothing_proposed),
           stamps=previewed)
PERIOD.row("publicise",        pgettext_lazy("period", "公示"), [S.PREVIEWING],  S.PUBLICITY,
           head_of_the_period, needs=(all_certified, nothing_proposed))
PERIOD.row("put_up",           gettext_lazy("提请审定"),     [S.PUBLICITY],      S.APPROVING,
           head_of_the_period, needs=(all_certified, nothing_proposed, no_open_appeal, as_shown))
PERIOD.row("send_back",        pgettext_lazy("period", "退回复核"), [S.APPROVING], S.CHECKING,
           approver, needs=(a_reason,), stamps=once_more)
PERIOD.row("approve",          pgettext_lazy("period", "审定"), [S.APPROVING],   S.APPROVED,
           approver, needs=(all_certified, no_open_appeal, no_scorer_decided), stamps=approved)
PERIOD.row("recall",           gettext_lazy("撤回结果"),
           [S.PREVIEWING, S.PUBLICITY, S.APPROVED], S.CHECKING,
           head_of_the_period, needs=(a_reason,), stamps=once_more)
PERIOD.row("publish",          gettext_lazy("通报结果"),     [S.APPROVED],       S.PUBLISHED,
           head_of_the_period, needs=(all_certified, no_open_appeal, no_scorer_decided),
           stamps=published)
# fmt: on
