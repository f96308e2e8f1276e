"""The life of a report, and of a slip: what staff prepared goes up to the head, then to the room.

A report by the head or the deputy goes out at once; one by their staff does too, unless the unit
lets it be signed first. A claim or a return is the head's word always.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.lifecycle import a_reason
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor
from luoshi.reporting.models import Report, Slip
from luoshi.reporting.rules import (
    may_put_up,
    may_review,
    may_sign,
    may_submit,
    may_withdraw,
    of_the_unit,
    signs_slips,
)
from luoshi.reporting.terms import ReportState as S
from luoshi.reporting.terms import SlipState as W


def reviewed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who reviewed and when."""
    return {"reviewed_by": by.person_id, "reviewed_at": at}


def arrived(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp when it came to the room."""
    return {"arrived_at": at}


def signed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who signed, and that it came to the room."""
    return {
        "signed_by": by.person_id,
        "signer_name": by.person_name,
        "signed_at": at,
        "arrived_at": at,
    }


def decided(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who decided on a slip and when."""
    return {"decided_by": by.person_id, "decided_at": at}


REPORT: Lifecycle[Report] = Lifecycle(Report, "state")
SLIP: Lifecycle[Slip] = Lifecycle(Slip, "state")
# fmt: off
#          move          办理            from            to             who may
REPORT.row("submit",    _("报送进展"),  [S.WRITTEN],    S.SUBMITTED,   may_submit,
           code="T7", stamps=arrived)
REPORT.row("put_up",    _("送审签"),    [S.WRITTEN],    S.SIGNING,     may_put_up,
           code="T7")
REPORT.row("sign",      _("审签报送"),  [S.SIGNING],    S.SUBMITTED,   may_sign,
           code="T7", stamps=signed)
REPORT.row("hand_back", _("退回修改"),  [S.SIGNING],    S.REDRAFT,     may_sign,
           code="T7", needs=(a_reason,))
REPORT.row("withdraw",  _("撤回"),      [S.SIGNING, S.SUBMITTED],
                                                        S.WITHDRAWN,   may_withdraw,
           code="T7")
REPORT.row("accept",    _("审核通过"),  [S.SUBMITTED],  S.ACCEPTED,    may_review,
           code="T7", stamps=reviewed)
REPORT.row("return",    _("退回补正"),  [S.SUBMITTED],  S.RETURNED,    may_review,
           code="T7", needs=(a_reason,), stamps=reviewed)

SLIP.row("sign",      _("签发"),        [W.WAITING],    W.SIGNED,      signs_slips,
         code="T15", stamps=decided)
SLIP.row("hand_back", _("退回修改"),    [W.WAITING],    W.REDRAFT,     signs_slips,
         code="T15", needs=(a_reason,), stamps=decided)
SLIP.row("withdraw",  _("撤回"),        [W.WAITING],    W.WITHDRAWN,   of_the_unit,
         code="T15")
# fmt: on
