"""What a granted request does: the deed of the matter itself, with what stood kept beside it.

A piece of `requests.grant`, inside its transaction; the deed below leaves its own entry and asks
its own questions again, so that nothing is granted that the level could not have done itself.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from luoshi.breakdown.lifecycle import a_cause, a_review_date
from luoshi.breakdown.models import Matter, Target
from luoshi.breakdown.operations import changing, children, matters, suspending
from luoshi.breakdown.terms import MatterState
from luoshi.coordination.models import Request
from luoshi.coordination.terms import Aspect, RequestKind
from luoshi.flow.refusals import Unmet
from luoshi.kit.wording import full_date
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import units_on
from luoshi.reporting.operations import ending
from luoshi.timelimits.here import day_here


@dataclass(frozen=True)
class Wish:
    """What is to stand in place of what (变更): words, another lead, or another figure."""

    aspect: str
    words: str = ""
    lead: Unit | None = None
    target: Target | None = None
    value: Decimal | None = None


def carry_out(request: Request, *, by: Acting, at: datetime) -> None:
    """Do what was granted, by the matter's own deed.

    :raises Refused: if the matter no longer stands where that can be done
    """
    matter = Matter.objects.select_related("lead", "parent", "list").get(pk=request.matter_id)
    reason = request.reason[:500]
    if request.kind == RequestKind.EXTENSION and request.granted_date is not None:
        _check_later(matter, request.granted_date)
        children.move_date(matter, request.granted_date, by=by, at=at, reason=reason)
    elif request.kind == RequestKind.SUSPENSION:
        suspending.suspend(
            matter,
            by=by,
            at=at,
            cause=request.cause,
            reason=reason,
            review_date=request.review_date,
        )
    elif request.kind == RequestKind.TERMINATION:
        ending.terminate(matter, by=by, at=at, reason=reason)
    elif request.new_lead is not None:
        matters.change_lead(matter, request.new_lead, by=by, at=at, reason=reason)
    else:
        changing.change(matter, _change(request), by=by, at=at, reason=reason)


def check_wish(matter: Matter, wish: Wish | None, *, at: datetime) -> None:
    """Ask that a wished change says what it wants, and that it is another thing than stands.

    :raises Unmet: if it says nothing, the same, or what is not the matter's
    """
    if wish is None or wish.aspect not in Aspect.values:
        raise Unmet(_("请选择变更什么"))
    if wish.aspect == Aspect.LEAD:
        _check_lead(matter, wish.lead, at)
        return
    change = _wished(wish)
    if changing.said(change).strip() in ("", changing.standing(matter, change)):
        raise Unmet(_("变更后的内容与原内容相同"))


def check_suspension(matter: Matter, cause: str, review_date: date | None, *, at: datetime) -> None:
    """Ask of a suspension what granting it will ask.

    :raises Unmet: of a child, without a cause from outside, or without a day within thirty days
    """
    suspending.check(matter, cause, review_date, at=at)
    facts = {"cause": cause, "review_date": str(review_date or "")}
    for need in (a_cause, a_review_date):
        if missing := need(matter, facts):
            raise Unmet(missing)


def columns_of(matter: Matter, wish: Wish) -> dict[str, Any]:
    """Return what a request keeps of a wished change: what stood, what shall stand."""
    if wish.aspect == Aspect.LEAD and wish.lead is not None:
        names = {"before": matter.lead.name, "after": wish.lead.name}
        return {"aspect": wish.aspect, "new_lead": wish.lead} | names
    change = _wished(wish)
    return {
        "aspect": wish.aspect,
        "before": changing.standing(matter, change),
        "after": changing.said(change),
        "target": wish.target,
        "new_value": wish.value,
    }


def _check_later(matter: Matter, to: date) -> None:
    """Ask that an extension extends: the date may have been moved by decision meanwhile."""
    if to <= matter.due_date:
        words = _("现时限已是%(day)s，延期须核定更晚的日期")
        raise Unmet(words % {"day": full_date(matter.due_date)})


def _check_lead(matter: Matter, lead: Unit | None, at: datetime) -> None:
    if lead is None:
        raise Unmet(_("请选择变更后的牵头单位"))
    if matter.state != MatterState.IN_PROGRESS:
        raise Unmet(_("退回重办的事项由原牵头单位办完，不能变更牵头单位"))
    if lead.pk == matter.lead_id:
        raise Unmet(_("变更后的内容与原内容相同"))
    if not units_on(day_here(at)).filter(pk=lead.pk).exists():
        raise Unmet(_("“%(unit)s”已撤销，请另选单位") % {"unit": lead})
    below = matter.parent is not None and not matters.below(matter.parent.lead, lead)
    if below and matter.parent is not None:
        raise Unmet(_("子事项只能交给“%(unit)s”的下级单位") % {"unit": matter.parent.lead})


def _wished(wish: Wish) -> changing.Change:
    if wish.aspect == Aspect.FIGURE:
        if wish.target is None or wish.value is None:
            raise Unmet(_("请选择目标并填写变更后的目标值"))
        return changing.Figure(wish.target, wish.value)
    return _of_words(wish.aspect, wish.words)


def _change(request: Request) -> changing.Change:
    if request.target is not None and request.new_value is not None:
        return changing.Figure(request.target, request.new_value)
    return _of_words(request.aspect, request.after)


def _of_words(aspect: str, words: str) -> changing.Change:
    if aspect == Aspect.REQUIREMENT:
        return changing.Requirement(words)
    if aspect == Aspect.STANDARD:
        return changing.Standard(words)
    return changing.Answers(words)
