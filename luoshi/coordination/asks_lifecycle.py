"""The life of an ask, and of each unit's reply to it (征询报送).

Staff write, the head sends. A unit may sign for what came (for a notice that is all that is asked),
answers, and answers again where the asker hands the reply back for completion.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.lifecycle import a_reason
from luoshi.coordination.ask_terms import AskState as S
from luoshi.coordination.ask_terms import ReplyState as R
from luoshi.coordination.asks_rules import addressed, asker, asker_of_the_reply, asking_head
from luoshi.coordination.models import Addressee, Ask
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.actor import Actor
from luoshi.timelimits.here import day_here


def sent(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who let it go out, and when."""
    return {"approver_name": by.person_name, "sent_at": at, "note": ""}


def ended(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp when it ended, and the day from which nobody becomes silent."""
    return {"ended_at": at, "ended_date": day_here(at)}


def signed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who signed for it."""
    return {"signer_name": by.person_name, "signed_at": at}


def answered(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who answered."""
    return {"answered_by": by.person_id, "answerer_name": by.person_name, "answered_at": at}


def a_basis(ask: Ask, facts: dict[str, Any]) -> str | None:
    """Ask for the paper or rule by which others may be asked at all."""
    return None if ask.basis.strip() else _("请写明依据的文件或规定；没有依据的不得向下征集")


def a_cost(ask: Ask, facts: dict[str, Any]) -> str | None:
    """Ask how long one answer takes."""
    return None if ask.minutes else _("请填写预计每家用时")


def an_end(ask: Ask, facts: dict[str, Any]) -> str | None:
    """Ask until when it holds."""
    return None if ask.expires_date else _("请填写有效期")


ASK: Lifecycle[Ask] = Lifecycle(Ask, "state")
REPLY: Lifecycle[Addressee] = Lifecycle(Addressee, "state")
# fmt: off
#       move         办理                      from                     to             who may
ASK.row("submit",    gettext_lazy("送签发"),   [S.DRAFTING],            S.SUBMITTED,   asker,
        needs=(a_basis, a_cost, an_end))
ASK.row("send_back", gettext_lazy("退回修改"), [S.SUBMITTED],           S.DRAFTING,    asking_head,
        needs=(a_reason,))
ASK.row("send",      gettext_lazy("签发"),     [S.DRAFTING, S.SUBMITTED], S.SENT,      asking_head,
        needs=(a_basis, a_cost, an_end), stamps=sent)
ASK.row("close",     gettext_lazy("收结"),     [S.SENT],                S.CLOSED,      asker,
        stamps=ended)
ASK.row("withdraw",  gettext_lazy("撤回"),     [S.DRAFTING, S.SUBMITTED, S.SENT], S.WITHDRAWN,
        asking_head, needs=(a_reason,), stamps=ended)

REPLY.row("sign",    gettext_lazy("签收"),     [R.WAITING],             R.SIGNED,      addressed,
          stamps=signed)
REPLY.row("answer",  gettext_lazy("答复"),     [R.WAITING, R.SIGNED, R.RETURNED], R.ANSWERED,
          addressed, stamps=answered)
REPLY.row("return",  gettext_lazy("退回补充"), [R.ANSWERED],            R.RETURNED,
          asker_of_the_reply, needs=(a_reason,))
REPLY.row("accept",  gettext_lazy("收讫"),     [R.ANSWERED],            R.ACCEPTED,
          asker_of_the_reply)
# fmt: on
