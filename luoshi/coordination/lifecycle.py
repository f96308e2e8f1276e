"""The life of a request: written, signed by the unit's head, decided by the level that opened.

A change of state here changes nothing about the matter; granting does that by the matter's own
deed, in the same transaction (`operations.requests.grant`).
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.breakdown.lifecycle import a_reason, words
from luoshi.coordination.models import Request
from luoshi.coordination.rules import (
    may_consent,
    may_decide,
    may_put_up,
    may_review,
    may_send,
    may_withdraw,
    the_clock,
)
from luoshi.coordination.terms import BEFORE_THE_LEVEL, WAITING
from luoshi.coordination.terms import RequestState as S
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor


def sent(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp whose word it is, and when it went out: this is the day it was asked."""
    return {"signed_by": by.person_id, "signer_name": by.person_name, "sent_at": at}


def reviewed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who looked at it for the room."""
    return {"reviewer_name": by.person_name, "reviewed_at": at}


def consented(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp which leader agrees that it may be granted."""
    return {"consented_by": by.person_id, "consenter_name": by.person_name, "consented_at": at}


def decided(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who decided, and when."""
    return {"decided_by": by.person_id, "decider_name": by.person_name, "decided_at": at}


an_opinion = words("note", _("请写明意见"))

REQUEST: Lifecycle[Request] = Lifecycle(Request, "state")
# fmt: off
#           move          办理                  from               to           who may
REQUEST.row("put_up",    _("送审签"),           [S.WRITTEN],       S.SIGNING,   may_put_up,
            code="T10")
REQUEST.row("send",      _("报送申请"),         [S.WRITTEN],       S.SENT,      may_send,
            code="T10", stamps=sent)
REQUEST.row("sign",      pgettext_lazy("button", "签发"),
                                                [S.SIGNING],       S.SENT,      may_send,
            code="T10", stamps=sent)
REQUEST.row("hand_back", _("退回修改"),         [S.SIGNING],       S.REDRAFT,   may_send,
            code="T10", needs=(a_reason,))
REQUEST.row("withdraw",  _("撤回"),             [*WAITING],        S.WITHDRAWN, may_withdraw,
            code="T10")
REQUEST.row("review",    _("审核"),             [S.SENT],          S.REVIEWED,  may_review,
            code="T10", needs=(an_opinion,), stamps=reviewed)
REQUEST.row("consent",   _("领导同意"),         [*BEFORE_THE_LEVEL],
                                                                   S.REVIEWED,  may_consent,
            code="T10", stamps=consented)
REQUEST.row("grant",     pgettext_lazy("request", "同意"),
                                                [*BEFORE_THE_LEVEL],
                                                                   S.GRANTED,   may_decide,
            code="T10", stamps=decided)
REQUEST.row("refuse",    pgettext_lazy("request", "不同意"),
                                                [*BEFORE_THE_LEVEL],
                                                                   S.REFUSED,   may_decide,
            code="T10", needs=(a_reason,), stamps=decided)
REQUEST.row("lapse",     _("失效"),             [*WAITING],        S.LAPSED,    the_clock,
            code="T10", needs=(a_reason,))
# fmt: on
