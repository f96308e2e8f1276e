"""The life of points beside the indicators, and of an appeal against a score (加减分、申诉)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from luoshi.assessment.appeal_rules import (
    appellant,
    may_confirm,
    may_decide,
    may_revoke,
    merging,
    of_the_appeals_office,
    overturning,
)
from luoshi.assessment.appeal_terms import OPEN_APPEALS, TO_DECIDE
from luoshi.assessment.appeal_terms import AppealState as A
from luoshi.assessment.models import Adjustment, Appeal, Figure
from luoshi.assessment.terms import AdjustmentState as J
from luoshi.assessment.terms import FigureState, RuleKind
from luoshi.breakdown.lifecycle import a_reason
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor


def decided(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp whose other hand it was."""
    return {"decided_by": by.person_id, "decider_name": by.person_name, "decided_at": at}


def ended(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp when the second of two alike opinions decided it."""
    return {"decided_at": at}


def settled(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp when what was wrong stood right."""
    return {"settled_at": at}


def decided_and_settled(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp both at once: an adjustment is overturned in the same deed."""
    return {"decided_at": at, "settled_at": at}


def a_document(one: Adjustment, facts: dict[str, Any]) -> str | None:
    """Ask for the number of the paper a veto or a tolerance rests on (domain/14 Q15)."""
    if one.rule.kind in (RuleKind.VETO, RuleKind.TOLERANCE) and not one.document_number.strip():
        return _("一票否决和容错免责须有依据文号")
    return None


def still_deducted(one: Adjustment, facts: dict[str, Any]) -> str | None:
    """Ask that the deduction a tolerance takes off still stands: else it would give points."""
    if one.rule.kind != RuleKind.TOLERANCE or one.about_id is None:
        return None
    off = Adjustment.objects.filter(pk=one.about_id, state=J.CONFIRMED)
    return None if off.exists() else _("要免除的扣分已经撤销")


def not_tolerated(one: Adjustment, facts: dict[str, Any]) -> str | None:
    """Ask that no tolerance rests on it: a deduction is taken off once."""
    tolerances = Adjustment.objects.filter(
        about_kind="adjustment", about_id=one.pk, state=J.CONFIRMED, rule__kind=RuleKind.TOLERANCE
    )
    return _("该项扣分已容错免责，请先撤销容错免责") if tolerances.exists() else None


def corrected(appeal: Appeal, facts: dict[str, Any]) -> str | None:
    """Ask for a later revision of the figure, signed for by its source."""
    later = Figure.objects.filter(
        period=appeal.period_id,
        indicator=appeal.indicator_id,
        unit=appeal.unit_id,
        current=True,
        state=FigureState.CERTIFIED,
        revision__gt=appeal.figure_revision or 0,
    )
    return None if later.exists() else _("来源单位还没有更正并核定该指标值")


ADJUSTMENT: Lifecycle[Adjustment] = Lifecycle(Adjustment, "state")
APPEAL: Lifecycle[Appeal] = Lifecycle(Appeal, "state")
# fmt: off
#              move        办理                           from            to            who may
ADJUSTMENT.row("confirm",  pgettext_lazy("adjustment", "认定"), [J.PROPOSED], J.CONFIRMED,
               may_confirm, needs=(a_document, still_deducted), stamps=decided)
ADJUSTMENT.row("refuse",   gettext_lazy("不予认定"),      [J.PROPOSED],   J.REFUSED,    may_confirm,
               needs=(a_reason,), stamps=decided)
ADJUSTMENT.row("revoke",   pgettext_lazy("adjustment", "撤销"), [J.CONFIRMED], J.REVOKED,
               may_revoke, needs=(a_reason, not_tolerated))
ADJUSTMENT.row("overturn", gettext_lazy("因申诉撤销"),    [J.CONFIRMED],  J.REVOKED,    overturning,
               needs=(a_reason, not_tolerated))

APPEAL.row("withdraw",     gettext_lazy("撤回申诉"),      [*TO_DECIDE],   A.WITHDRAWN,  appellant)
APPEAL.row("review",       gettext_lazy("提出复核意见"),  [A.LODGED],     A.REVIEWING,  may_decide,
           needs=(a_reason,))
APPEAL.row("differ",       gettext_lazy("提出不同意见"),  [A.REVIEWING],  A.SPLIT,      may_decide,
           needs=(a_reason,))
APPEAL.row("uphold",       gettext_lazy("认定申诉成立"),  [A.REVIEWING, A.SPLIT], A.UPHELD,
           may_decide, needs=(a_reason,), stamps=ended)
APPEAL.row("grant",        gettext_lazy("申诉成立，撤销加减分"), [A.REVIEWING, A.SPLIT], A.SETTLED,
           may_decide, needs=(a_reason,), stamps=decided_and_settled)
APPEAL.row("refuse",       gettext_lazy("维持原结果"),    [A.REVIEWING, A.SPLIT], A.REFUSED,
           may_decide, needs=(a_reason,), stamps=ended)
APPEAL.row("settle",       gettext_lazy("更正办结"),      [A.UPHELD],     A.SETTLED,
           of_the_appeals_office, needs=(corrected,), stamps=settled)
APPEAL.row("lapse",        gettext_lazy("因单位并入终止"), [*OPEN_APPEALS], A.WITHDRAWN, merging,
           needs=(a_reason,))
# fmt: on
