"""Where a matter must stand for a request, and why one that waits can be granted no longer."""

from datetime import datetime

from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import UNDER_WAY, MatterState
from luoshi.coordination import allowance
from luoshi.coordination.models import Request
from luoshi.coordination.rules import may_ask
from luoshi.coordination.terms import WAITING, RequestKind, RequestState
from luoshi.organisation.acting import Acting

# From these a matter's unit may ask; a suspension needs work that goes on.
ASKED_FROM: dict[str, tuple[MatterState, ...]] = {
    RequestKind.EXTENSION: UNDER_WAY,
    RequestKind.CHANGE: UNDER_WAY,
    RequestKind.SUSPENSION: (MatterState.IN_PROGRESS,),
    RequestKind.TERMINATION: UNDER_WAY,
}


def why_over(request: Request, *, at: datetime) -> str:
    """Say why a request that waits can be granted no longer; "" while it can."""
    matter = request.matter
    if request.unit_id != matter.lead_id:
        return _("事项已由其他单位牵头")
    if request.round.number != matter.round_number:
        return _("事项已另起一轮督办")
    if matter.state not in (*ASKED_FROM[request.kind], MatterState.SUSPENDED):
        return _("事项已进入“%(state)s”") % {"state": matter.get_state_display()}
    inside = request.state == RequestState.SIGNING
    if inside and request.kind == RequestKind.EXTENSION:
        return allowance.allowance_of(matter, at=at).why_not
    return ""


def not_from_here(matter: Matter, what: str) -> str:
    """Say that a matter is not where something can be asked."""
    words = {"kind": RequestKind(what).label, "state": matter.get_state_display()}
    return _("当前状态为“%(state)s”，不能申请%(kind)s") % words


def not_theirs(what: str) -> str:
    """Say whose it is to ask."""
    words = {"kind": RequestKind(what).label, "who": may_ask.says}
    return _("申请%(kind)s须由%(who)s办理") % words


def one_waits() -> str:
    """Say that one of the kind waits already."""
    return _("已有一份同类申请尚未决定；请先撤回，或等审批")


def why_closed(matter: Matter, what: str, by: Acting, *, at: datetime) -> str:
    """Say why somebody cannot ask for something now, in the words of the refusal; "" if they can.

    The deed asks again: this only spares a person a form that could not be sent.
    """
    if matter.state not in ASKED_FROM[what]:
        return not_from_here(matter, what)
    if not may_ask.holds(by, matter):
        return not_theirs(what)
    if matter.requests.filter(kind=what, state__in=WAITING).exists():
        return one_waits()
    if what == RequestKind.EXTENSION:
        return allowance.allowance_of(matter, at=at).why_not
    return ""
