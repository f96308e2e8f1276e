"""The buttons of a dossier's head card: which page each open move leads to.

A row names the moves that open it, so a new move needs a row here and nothing else. What is not a
move of the matter (a report, a slip for the head) has a row of its own with the rule that opens it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.offers import open_offers
from luoshi.breakdown.terms import UNDER_WAY
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import UNIT_ROLES, Role


@dataclass(frozen=True)
class Action:
    """A button of the head card: the page of a move, and the moves that open it."""

    words: str | Promise
    icon: str
    address: str
    moves: tuple[str, ...]


@dataclass(frozen=True)
class Button:
    """A button as it stands on one page."""

    words: str | Promise
    icon: str
    href: str


ACTIONS = (
    Action(_("申请办结"), "flag-check", "reporting:claim", ("claim",)),
    Action(_("初审"), "checkup-list", "reporting:review", ("pass_review", "fail_review")),
    Action(_("核查"), "zoom-check", "reporting:verify", ("verify", "fail_verification")),
    Action(_("验收"), "checkup-list", "reporting:inspect", ("accept", "hand_back")),
    Action(_("批准办结"), "flag-check", "reporting:complete", ("complete",)),
    Action(_("呈批"), "gavel", "reporting:submit", ("submit",)),
    Action(_("销号"), "square-check!", "reporting:write_off", ("write_off",)),
    Action(_("归档"), "archive", "reporting:file", ("file",)),
    Action(_("重新交办"), "switch-horizontal", "reporting:reassign", ("reassign",)),
    Action(_("驳回退回"), "ban", "reporting:insist", ("insist", "carry_on")),
    Action(pgettext_lazy("button", "退回"), "arrow-back-up", "reporting:return", ("return",)),
    Action(_("再次交办"), "send", "reporting:reissue", ("reissue",)),
    Action(_("重新督办"), "refresh", "reporting:reopen", ("reopen",)),
    Action(_("恢复办理"), "refresh", "reporting:resume", ("resume",)),
    Action(_("继续挂起"), "calendar-event", "reporting:prolong", ("prolong",)),
    Action(_("挂起"), "player-pause", "reporting:suspend", ("suspend",)),
    Action(_("终止"), "octagon-minus!", "reporting:terminate", ("terminate",)),
)
# What staff of the lead prepare for the head to say.
PREPARED = (
    Action(_("拟办结申请"), "writing-sign", "reporting:claim", ("claim",)),
    Action(_("拟退回"), "arrow-back-up", "reporting:return", ("return",)),
)
# What is no move of the table; who may is asked of breakdown.offers.
OFFERED = (
    Action(_("再分解"), "list-details", "reporting:divide", ("divide",)),
    Action(_("协办意见"), "message-report", "reporting:input", ("input",)),
    Action(_("免除协办意见"), "circle-minus", "reporting:waive", ("waive",)),
    Action(_("调整时限"), "clock", "reporting:move_date", ("move_date",)),
    Action(_("催办"), "bell-ringing", "reporting:urge", ("urge",)),
)
# What the lead asks of the level that opened the matter; the form leads on to the other kinds.
ASKED = Action(_("延期、变更"), "calendar-event", "coordination:ask_request", ())
STAFF = (Role.LIAISON, Role.HANDLER, Role.UNIT_DEPUTY)


def buttons_on(matter: Matter, parts: Sequence[Part], by: Acting, today: date) -> list[Button]:
    """Return the buttons open to somebody, the solid one first.

    `matter.open` must have been asked for.
    """
    opened: set[str] = matter.open  # type: ignore[attr-defined]
    leads = by.role in UNIT_ROLES and by.unit_id == matter.lead_id
    found: list[Button] = []
    if leads and matter.state in UNDER_WAY:
        found.append(_to(Action(_("报送进展"), "send", "reporting:report", ()), matter))
    lead = next((one for one in parts if one.unit_id == matter.lead_id), None)
    if "sign" in opened and lead is not None and lead.notice_id is not None:
        href = reverse("breakdown:notice", args=[lead.notice_id])
        found.append(Button(pgettext_lazy("button", "签收"), "file-check", href))
    found += [_to(action, matter) for action in ACTIONS if opened & {*action.moves}]
    if leads and by.role in STAFF:
        found += [
            _to(action, matter)
            for action in PREPARED
            if matter.state in MATTER.moves[action.moves[0]].source
        ]
    if leads and matter.state in UNDER_WAY:
        # Past its date no more time can be asked for: the form then begins with a change.
        kind = "extension" if today <= matter.due_date else "change"
        href = reverse(ASKED.address, args=[matter.number, kind])
        found.append(Button(ASKED.words, ASKED.icon, href))
    if "agree" in opened:
        found.append(Button(_("待我决定"), "flag-check", reverse("shell:decide")))
    offered = open_offers(matter, by)
    return found + [_to(action, matter) for action in OFFERED if offered & {*action.moves}]


def _to(action: Action, matter: Matter) -> Button:
    return Button(action.words, action.icon, reverse(action.address, args=[matter.number]))
