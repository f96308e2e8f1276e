"""Signing for notices: most units sign the next day, some take longer, a few are waited for."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random

from luoshi.breakdown import clocks
from luoshi.breakdown.models import IssueNotice
from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState, PartRole
from luoshi.organisation.terms import Role
from luoshi.site.demo.agenda import Agenda
from luoshi.site.demo.organisation import Cast

DAYS = (1,) * 16 + (2, 2, 3, 6)


def sign_soon(
    notice: IssueNotice, cast: Cast, agenda: Agenda, hand: Random, *, today: date
) -> None:
    """Put the signature of a notice's unit down on the agenda."""
    agenda.after(today, hand.choice(DAYS), signature(notice, cast))


def signature(notice: IssueNotice, cast: Cast) -> Callable[[datetime], None]:
    """Return the act by which the liaison of the notice's unit signs for what is still open."""

    def sign(at: datetime) -> None:
        waiting = clocks.waiting_parts(notice).select_related("matter")
        if not any(_can_be_signed(part.role, part.matter.state) for part in waiting):
            return
        receipt = matters.Acceptance(
            section="综合科", handler="承办科室负责人", plan="已列入本月重点工作"
        )
        liaison = cast.one(notice.unit.code, Role.LIAISON)
        matters.sign(notice, by=liaison, at=at, receipt=receipt)

    return sign


def _can_be_signed(role: str, state: str) -> bool:
    return role != PartRole.LEAD or state == MatterState.ASSIGNED
