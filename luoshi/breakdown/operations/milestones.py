"""倒排工期: the lead unit lays its milestones; the plan curve follows them from then on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.models import Matter, Milestone
from luoshi.breakdown.rules import lead_unit
from luoshi.breakdown.terms import MatterState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.trail.operations import write

UNDER_WAY = (MatterState.IN_PROGRESS, MatterState.REWORK)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Step:
    """A point of the plan: by this day, so many percent (0 to 100)."""

    name: str
    due_date: date
    percent: Decimal


def lay_milestones(
    matter: Matter, steps: Sequence[Step], *, by: Acting, at: datetime, key: str = ""
) -> None:
    """Lay the milestones of a matter anew (倒排工期); none at all means an even plan.

    What the plan was stays on the trail with what it becomes.

    :raises NotYours: if `by` is not of the lead unit
    :raises NotFromHere: if the matter is not under way
    :raises Unmet: if a step has no name, lies outside the matter's span, or the shares do not rise
    """
    laid = sorted(steps, key=lambda one: one.due_date)
    with transaction.atomic():
        _claim_the_plan(matter, by)
        _check_steps(matter, laid)
        before = _told(matter.milestones.order_by("due_date", "id"))
        matter.milestones.all().delete()
        Milestone.objects.bulk_create(
            Milestone(matter=matter, name=one.name, due_date=one.due_date, percent=one.percent)
            for one in laid
        )
        clocks.plan_again(matter)
        facts = {"before": before, "steps": _told(laid)}
        write("matter.plan", about=matter, by=by, at=at, key=key, facts=facts)


def _told(steps: Iterable[Step | Milestone]) -> list[str]:
    return [f"{one.due_date} {one.percent.normalize():f}% {one.name}" for one in steps]


def _claim_the_plan(matter: Matter, by: Acting) -> None:
    """Write first: two plans at once wait for one another, and the rule is the WHERE."""
    held = Matter.objects.filter(pk=matter.pk, state__in=UNDER_WAY).filter(lead_unit(by))
    if held.update(cadence=matter.cadence):
        matter.refresh_from_db()
        return
    current = MatterState(Matter.objects.values_list("state", flat=True).get(pk=matter.pk))
    if current not in UNDER_WAY:
        raise NotFromHere(_("当前状态为“%(state)s”，不能倒排工期") % {"state": current.label})
    raise NotYours(_("倒排工期须由%(who)s办理") % {"who": lead_unit.says})


def _check_steps(matter: Matter, steps: Sequence[Step]) -> None:
    first = matter.issued_date
    for one in steps:
        if not one.name.strip():
            raise Unmet(_("请写明节点名称"))
        if one.due_date > matter.due_date or (first is not None and one.due_date <= first):
            raise Unmet(_("节点日期须在交办之后、完成时限之前：%(name)s") % {"name": one.name})
        if not 0 < one.percent <= HUNDRED:
            raise Unmet(_("应达进度须大于0、不超过100：%(name)s") % {"name": one.name})
    for before, after in pairwise(steps):
        if after.due_date == before.due_date or after.percent <= before.percent:
            words = {"before": before.name, "after": after.name}
            raise Unmet(_("后一节点的日期和进度都须大于前一节点：%(before)s、%(after)s") % words)
