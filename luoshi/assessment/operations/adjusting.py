"""Points beside the indicators (加减分): proposed by one hand, they count once another confirms.

A veto carries no points: it bars the grade of excellence, and rests on a paper and a leader's word.
A tolerance takes one deduction off, and rests on a paper and the word of the office's head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from luoshi.assessment import standing
from luoshi.assessment.appeal_lifecycle import ADJUSTMENT
from luoshi.assessment.appeal_rules import of_the_office
from luoshi.assessment.bounds import MOST_POINTS, demand_within
from luoshi.assessment.fences import fence_of
from luoshi.assessment.models import Adjustment, CatalogueRule, Period
from luoshi.assessment.operations import running
from luoshi.assessment.points import NOTHING, Tariff, points_of
from luoshi.assessment.terms import AdjustmentState, RuleKind
from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import CLOSED
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.rules import demand
from luoshi.trail.operations import write

COUNTING = (AdjustmentState.PROPOSED, AdjustmentState.CONFIRMED)


@dataclass(frozen=True)
class Proposed:
    """What is proposed for one unit under one line of the catalogue.

    :ivar off: the deduction a tolerance takes off
    """

    unit: Unit
    rule: CatalogueRule
    reason: str
    count: Decimal = Decimal(1)
    document_number: str = ""
    off: Adjustment | None = None


def propose(
    period: Period, what: Proposed, *, by: Acting, at: datetime, key: str = ""
) -> Adjustment:
    """Propose points, a tolerance or a veto (提出加减分), with the fact it rests on.

    :raises NotYours: if `by` is not of the office
    :raises Unmet: if the fact, the paper or the deduction is missing, or the unit is not assessed
    :raises NotFromHere: if results were put up for approval already
    """
    demand(of_the_office, by, period, _("提出加减分"))
    _check(period, what)
    with transaction.atomic():
        standing.hold(period, standing.MENDABLE, _("提出加减分"))
        made = _lay(period, what, by=by, at=at)
        said = {"points": made.points, "unit": str(what.unit), "reason": what.reason}
        write("adjustment.propose", about=made, by=by, at=at, facts=said, key=key)
    return made


def credit(period: Period, *, by: Acting, at: datetime, key: str = "") -> Sequence[Adjustment]:
    """Propose each unit's workload credit as the record has it (工作量加分): matters it completed.

    :raises Unmet: if the catalogue has no such line, or nobody has anything to be credited
    :raises NotFromHere: if it was proposed before
    """
    demand(of_the_office, by, period, _("提出工作量加分"))
    rule = CatalogueRule.objects.filter(scheme=period.scheme_id, kind=RuleKind.CREDIT).first()
    if rule is None:
        raise Unmet(_("加减分项目中没有工作量一项"))
    with transaction.atomic():
        standing.hold(period, standing.MENDABLE, _("提出工作量加分"))
        if Adjustment.objects.filter(period=period, rule=rule, state__in=COUNTING).exists():
            raise NotFromHere(_("本期工作量加分已经提出"))
        numbers = completed(period)
        made = [
            _lay(period, _workload(one.unit, rule, numbers[one.unit_id]), by=by, at=at)
            for one in standing.assessed(period)
            if numbers.get(one.unit_id)
        ]
        if not made:
            raise Unmet(_("本期没有办结的督查事项"))
        said = {"units": len(made), "matters": sum(numbers.values())}
        write("period.credit", about=period, by=by, at=at, facts=said, key=key)
    return made


def completed(period: Period) -> dict[Any, int]:
    """Count by lead unit the matters completed within a period's days. One query."""
    within = Matter.objects.filter(
        state__in=CLOSED, completed_date__gte=period.since, completed_date__lte=period.until
    )
    return dict(within.order_by().values_list("lead").annotate(number=Count("pk")))


def confirm(one: Adjustment, *, by: Acting, at: datetime, note: str = "", key: str = "") -> None:
    """Confirm by another hand what was proposed (认定): from now on it counts.

    :raises NotYours: to whoever proposed it; a tolerance is the head's, a veto a leader's
    :raises Unmet: if a veto or tolerance names no paper, or the deduction stands no more
    """
    with transaction.atomic():
        said = _held(one, "confirm", note) | {"note": note}
        ADJUSTMENT.make("confirm", one, by=by, at=at, key=key, **said)
        _check_still_deducted(one)
        _counts(one, at)


def refuse(one: Adjustment, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Refuse what was proposed (不予认定), and say why."""
    with transaction.atomic():
        said = _held(one, "refuse", reason) | {"reason": reason}
        ADJUSTMENT.make("refuse", one, by=by, at=at, key=key, **said)


def revoke(one: Adjustment, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Take back what was confirmed (撤销), and say why.

    :raises Unmet: without a reason, or of a deduction that a tolerance took off already
    """
    with transaction.atomic():
        said = _held(one, "revoke", reason) | {"reason": reason}
        ADJUSTMENT.make("revoke", one, by=by, at=at, key=key, **said)
        _check_not_tolerated(one)
        _counts(one, at)


def overturn(one: Adjustment, *, by: Acting, at: datetime, reason: str) -> None:
    """Take back what an appeal was upheld against, within the deed that upholds it."""
    with transaction.atomic():
        said = _held(one, "overturn", reason) | {"reason": reason}
        ADJUSTMENT.make("overturn", one, by=by, at=at, **said)
        _check_not_tolerated(one)
        _counts(one, at)


def _held(one: Adjustment, name: str, note: str) -> dict[str, Any]:
    """Keep the period in its step, and return what the move writes and says."""
    standing.hold(one.period, standing.MENDABLE, ADJUSTMENT.moves[name].label)
    return {"columns": {"note": note[:500]}, "points": one.points, "unit": str(one.unit)}


def _check_still_deducted(one: Adjustment) -> None:
    """Ask that the deduction a tolerance takes off still stands: else it would give points."""
    if one.rule.kind != RuleKind.TOLERANCE or one.about_id is None:
        return
    if not Adjustment.objects.filter(pk=one.about_id, state=AdjustmentState.CONFIRMED).exists():
        raise Unmet(_("要免除的扣分已经撤销"))


def _check_not_tolerated(one: Adjustment) -> None:
    """Ask that no tolerance rests on it: a deduction is taken off once."""
    if _tolerated(one).filter(state=AdjustmentState.CONFIRMED).exists():
        raise Unmet(_("该项扣分已容错免责，请先撤销容错免责"))


def _counts(one: Adjustment, at: datetime) -> None:
    """Reckon the unit again, since the points now count, or count no longer."""
    if one.points:
        running.again(one.period, units=[one.unit], at=at)


def _check(period: Period, what: Proposed) -> None:
    if what.rule.scheme_id != period.scheme_id:
        raise Unmet(_("该项目不在本期考核办法内"))
    if not standing.assessed(period).filter(unit=what.unit).exists():
        raise Unmet(_("该单位不在本期考核范围内"))
    if not what.reason.strip():
        raise Unmet(_("请写明事实"))
    if what.rule.kind == RuleKind.BONUS and (fence := fence_of(what.reason)):
        # What may be no indicator may be no ground for a bonus either.
        raise Unmet(fence.clause)
    if what.count <= 0:
        raise Unmet(_("件数应大于零"))
    kind = what.rule.kind
    if kind in (RuleKind.VETO, RuleKind.TOLERANCE) and not what.document_number.strip():
        raise Unmet(_("一票否决和容错免责须有依据文号"))
    if kind == RuleKind.TOLERANCE:
        _check_tolerance(period, what)


def _check_tolerance(period: Period, what: Proposed) -> None:
    off = what.off
    deducted = off is not None and off.rule.kind == RuleKind.DEDUCTION
    if off is None or not deducted or off.state != AdjustmentState.CONFIRMED:
        raise Unmet(_("请选择要免除的已认定扣分"))
    if off.period_id != period.pk or off.unit_id != what.unit.pk:
        raise Unmet(_("要免除的扣分不是本期该单位的"))


def _lay(period: Period, what: Proposed, *, by: Acting, at: datetime) -> Adjustment:
    rule, off = what.rule, what.off
    tariff = Tariff(rule.kind, rule.points, rule.later, rule.most, rule.most_of_all)
    points = points_of(tariff, what.count, taken=_taken(period, what))
    demand_within(MOST_POINTS, rule.name, points)
    if off is not None and rule.kind == RuleKind.TOLERANCE:
        if _tolerated(off).exists():
            raise NotFromHere(_("该项扣分已经提出容错免责"))
        points = -off.points
    about: dict[str, Any] = {}
    if off is not None:
        about = {"about_kind": "adjustment", "about_id": off.pk, "about_title": str(off)[:200]}
    return Adjustment.objects.create(
        period=period,
        unit=what.unit,
        rule=rule,
        count=what.count,
        points=points,
        reason=what.reason.strip()[:500],
        document_number=what.document_number.strip()[:100],
        proposed_by_id=by.person_id,
        proposer_name=by.person_name,
        proposed_at=at,
        **about,
    )


def _tolerated(off: Adjustment) -> Any:
    return Adjustment.objects.filter(
        about_kind="adjustment", about_id=off.pk, state__in=COUNTING, rule__kind=RuleKind.TOLERANCE
    )


def _taken(period: Period, what: Proposed) -> Decimal:
    """Return what the line gave or took from the unit in this period so far, without sign."""
    so_far = Adjustment.objects.filter(
        period=period, unit=what.unit, rule=what.rule, state__in=COUNTING
    )
    whole: Decimal | None = so_far.aggregate(whole=Sum("points"))["whole"]
    return abs(whole or NOTHING)


def _workload(unit: Unit, rule: CatalogueRule, number: int) -> Proposed:
    words = {"n": number}
    return Proposed(unit, rule, _("本期办结督查事项%(n)s项，按系统记录") % words, Decimal(number))
