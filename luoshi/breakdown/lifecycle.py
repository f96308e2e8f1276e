"""The life of a responsibility list and of a matter. Every way they can move is on this page.

The codes are the rows of domain/02 section 2.4. 分解 (state 25) is the list's life, not a matter's;
办结, 销号 and 归档 are three moves by three kinds of hand.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Matter, MatterList, Part, Takeover
from luoshi.breakdown.rules import (
    BESIDE,
    accepts_children,
    another_hand,
    another_officer,
    archivist,
    asked_to_decide,
    assigner,
    director,
    lead_head,
    lead_signer,
    list_director,
    list_officer,
    list_signer,
    of_the_signer,
    opener,
    return_decider,
)
from luoshi.breakdown.terms import CLOSED, UNDER_WAY, DraftVerdict, ListState, PartRole
from luoshi.breakdown.terms import MatterState as S
from luoshi.flow.lifecycle import Lifecycle, Need
from luoshi.intake.queries import unanswered
from luoshi.kit.actor import Actor
from luoshi.timelimits.days import day_of

L = ListState


def words(name: str, sentence: Any) -> Need:
    """Ask for words: a move without a reason cannot be looked into later."""

    def need(thing: Any, facts: dict[str, Any]) -> str | None:
        return None if str(facts.get(name, "")).strip() else str(sentence)

    return need


def every_sentence_answered(thing: MatterList, facts: dict[str, Any]) -> str | None:
    """Ask that no sentence of the decision is left without an answer."""
    left = unanswered(thing.document)
    if left:
        return str(_("还有%(n)s句没有处置，请逐句处置后再办理") % {"n": left})
    return None


def every_draft_settled(thing: MatterList, facts: dict[str, Any]) -> str | None:
    """Ask that each proposed matter was accepted or skipped, and that something was accepted."""
    left = thing.drafts.filter(verdict=DraftVerdict.PROPOSED).count()
    if left:
        return str(_("还有%(n)s条草稿没有采纳或跳过") % {"n": left})
    if not thing.drafts.filter(verdict=DraftVerdict.ACCEPTED).exists():
        return str(_("清单中还没有事项"))
    return None


def lead_parts(thing: Matter) -> QuerySet[Part]:
    """Return the lead's part of the current round: one row, while nothing is wrong."""
    current = thing.parts.filter(round__number=thing.round_number, given_up_at__isnull=True)
    return current.filter(role=PartRole.LEAD)


def exactly_one_lead(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask for one lead unit (domain/08 section 8.4)."""
    leads = lead_parts(thing).count()
    return None if leads == 1 else str(_("每个事项须有且只有一个牵头单位"))


def not_refused_before(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that a refused return is not tried again: the decision is final (T6)."""
    # Of the row, not of the page: the refusal may have come and the state be the same again.
    refused = Matter.objects.filter(pk=thing.pk, return_refused=True).exists()
    return str(_("退回申请已被驳回，不能再次退回")) if refused else None


def not_signed_yet(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that the lead has not signed: otherwise a refused return sends it back to work."""
    signed = lead_parts(thing).filter(receipt__isnull=False).exists()
    return str(_("牵头单位已签收，驳回后应继续办理")) if signed else None


def signed_already(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that the lead has signed: otherwise a refused return waits for the signature."""
    signed = lead_parts(thing).filter(receipt__isnull=False).exists()
    return None if signed else str(_("牵头单位尚未签收，驳回后应先签收"))


def children_closed(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that everything assigned further down is closed first (T15).

    Before a return too: another lead could neither look after what stands below this one nor end
    it in that unit's name.
    """
    left = thing.children.exclude(state__in=[*CLOSED, S.NOT_OPENED, S.TERMINATED]).count()
    return str(_("还有%(n)s个子事项没有办结") % {"n": left}) if left else None


def co_handlers_heard(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that each co-handler gave its input or was let off by the lead's head (T9, T15)."""
    if thing.state not in UNDER_WAY:
        # That it cannot be claimed at all comes first.
        return None
    current = thing.parts.filter(round__number=thing.round_number, given_up_at__isnull=True)
    left = current.filter(role__in=BESIDE, heard_at__isnull=True, waived_at__isnull=True).count()
    words = _("还有%(n)s个责任、配合单位没有提出协办意见，也没有经牵头单位主要负责人免除")
    return str(words % {"n": left}) if left else None


def within_the_parent(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that a child does not outlive the parent's date (T8)."""
    if thing.parent is None or thing.due_date > thing.parent.due_date:
        return str(_("子事项的完成时限不得晚于主事项的完成时限"))
    return None


def not_taken_over(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that it was handed out by a notice: what came from paper was settled there."""
    taken = Takeover.objects.filter(matter=thing.pk).exists()
    return str(_("承接的在办事项不能退回，确需调整的请报督查室")) if taken else None


def no_leader_asked_for(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that what came of a leader's instruction goes before a leader first (T18)."""
    asked = Matter.objects.filter(pk=thing.pk, leader_decides=True).exists()
    return str(_("该事项由领导批示交办，须呈领导批示后办结")) if asked else None


def every_check_ticked(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask that the six points of the desk review are all true (domain/02 section 2.1)."""
    checks = facts.get("checks", {})
    if len(checks) == 6 and all(checks.values()):
        return None
    return str(_("初审六项须逐项核对属实，有一项不符的应退回"))


def seen_on_site(thing: Matter, facts: dict[str, Any]) -> str | None:
    """Ask for a visit where the sample or the kind of matter demands one (domain/14 Q9)."""
    if facts.get("method") in ("ON_SITE", "COVERT", "THIRD_PARTY"):
        return None
    # Of the row, not of the page: it may have been drawn again since.
    drawn = Matter.objects.filter(pk=thing.pk, on_site=True).exists()
    return str(_("该事项须实地核查，不能只核资料")) if drawn else None


def day(column: str) -> Callable[[Actor, datetime], dict[str, Any]]:
    """Stamp the day of the move."""
    return lambda by, at: {column: day_of(at)}


def claimed(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who claims, so that another hand must verify; an earlier verification is void."""
    return {
        "claimed_by": by.person_id,
        "claimed_date": day_of(at),
        "verified_by": None,
        "verified_date": None,
    }


def unclaimed(by: Actor, at: datetime) -> dict[str, Any]:
    """Take the mark of the claim off: the unit's clock never stopped."""
    return {"claimed_by": None, "claimed_date": None}


def return_is_refused(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp that the decision on a return is final."""
    return {"return_refused": True}


def verified(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who verified and when."""
    return {"verified_by": by.person_id, "verified_date": day_of(at)}


def accepted(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp who accepted a child: the unit that assigned it is its other hand."""
    return verified(by, at) | {"completed_date": day_of(at)}


def entered(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp the day the house took a matter over."""
    return {"registered_date": day_of(at), "registered_at": at}


def terminated(by: Actor, at: datetime) -> dict[str, Any]:
    """Stamp the end; what was claimed or stopped is so no longer."""
    return {"terminated_date": day_of(at), "review_date": None}


def going_again(by: Actor, at: datetime) -> dict[str, Any]:
    """Take the marks of the suspension off."""
    return {"suspended_date": None, "review_date": None}


def reopened(by: Actor, at: datetime) -> dict[str, Any]:
    """Take the marks of the last round off; they stay on the trail and with the round.

    The next round comes of a leader's instruction, so its result goes before a leader.
    """
    return {
        "leader_decides": True,
        "decider": None,
        "warn_date": None,
        "severe_date": None,
        "lag_date": None,
        "far_lag_date": None,
        "claimed_by": None,
        "claimed_date": None,
        "verified_by": None,
        "verified_date": None,
        "completed_date": None,
        "written_off_at": None,
        "return_refused": False,
    }


a_reason = words("reason", _("请写明理由"))
a_basis = words("basis", _("没有立项依据的事项不得立项，请填写依据"))
a_statement = words("statement", _("请写明办理结果"))
a_record = words("record", _("请填写核查记录"))
a_new_date = words("rework_date", _("退回重办须定下新的办理期限"))
an_instruction = words("instruction", _("重新督办须有领导批示"))
a_cause = words("cause", _("挂起须有外部原因"))
a_review_date = words("review_date", _("挂起须定下复查日期"))
a_leader = words("leader", _("请选择呈批的领导"))
a_submission = words("submission", _("请写明呈批意见"))
a_record_named = words("ledger", _("承接须注明纸质台账"))
a_unit_proposed = words("proposed_unit", _("请写明建议由哪个单位承办"))

LIST: Lifecycle[MatterList] = Lifecycle(MatterList, "state")
MATTER: Lifecycle[Matter] = Lifecycle(Matter, "state")
# fmt: off
#        move          办理            from               to            who may
LIST.row("submit", _("送审"),         [L.DRAFTING],      L.SUBMITTED,   list_officer,
         code="T1", needs=(every_sentence_answered, every_draft_settled),
         stamps=lambda by, at: {"submitted_by": by.person_id})
LIST.row("send_back", _("退回修改"),  [L.SUBMITTED],     L.DRAFTING,    list_director,
         code="T2", needs=(a_reason,))
LIST.row("approve", _("立项审批"),    [L.SUBMITTED],     L.APPROVED,    list_signer,
         code="T1", needs=(a_basis, every_sentence_answered, every_draft_settled),
         stamps=lambda by, at: {"approved_by": by.person_id, "approved_at": at})
LIST.row("issue", _("分解交办"),      [L.APPROVED],      L.ISSUED,      list_director,
         code="T3", needs=(every_sentence_answered,),
         stamps=lambda by, at: {"issued_at": at})
LIST.row("take_over", _("承接登记"),  [L.DRAFTING],      L.ISSUED,      list_director,
         code="承接", needs=(a_basis,),
         stamps=lambda by, at: {"approved_by": by.person_id, "approved_at": at, "issued_at": at})

MATTER.row("register",   _("立项"),        [S.DRAFT],            S.REGISTERED,     of_the_signer,
           code="T1", needs=(a_basis, exactly_one_lead), stamps=day("registered_date"))
MATTER.row("not_open",   _("不立项"),      [S.DRAFT],            S.NOT_OPENED,     of_the_signer,
           code="T2", needs=(a_reason,))
MATTER.row("take_over",  _("承接"),        [S.DRAFT],            S.IN_PROGRESS,    director,
           code="承接", needs=(a_record_named, exactly_one_lead), stamps=entered)
MATTER.row("sub_assign", _("再分解"),      [S.DRAFT],            S.ASSIGNED,       assigner,
           code="T8", needs=(exactly_one_lead, within_the_parent), stamps=day("issued_date"))
MATTER.row("issue",      _("交办"),        [S.REGISTERED],       S.ASSIGNED,       director,
           code="T3", needs=(exactly_one_lead,), stamps=day("issued_date"))
MATTER.row("sign",       _("签收"),        [S.ASSIGNED],         S.IN_PROGRESS,    lead_signer,
           code="T4")
MATTER.row("return",     _("退回"),        [S.ASSIGNED, S.IN_PROGRESS],
                                                                     S.RETURNED,       lead_head,
           code="T5", needs=(a_reason, a_unit_proposed, not_refused_before, not_taken_over,
                             children_closed))
MATTER.row("reassign",   _("重新交办"),    [S.RETURNED],         S.ASSIGNED,       return_decider,
           code="T6", needs=(a_reason,), stamps=day("issued_date"))
MATTER.row("insist",     _("驳回退回"),    [S.RETURNED],         S.ASSIGNED,       return_decider,
           code="T6", needs=(a_reason, not_signed_yet), stamps=return_is_refused)
MATTER.row("carry_on",   _("驳回退回"),    [S.RETURNED],         S.IN_PROGRESS,    return_decider,
           code="T6", needs=(a_reason, signed_already), stamps=return_is_refused)
MATTER.row("change_lead", _("变更牵头单位"), [S.IN_PROGRESS],     S.ASSIGNED,       opener,
           code="T11", needs=(a_reason, children_closed), stamps=day("issued_date"))
MATTER.row("claim",      _("申请办结"),    [S.IN_PROGRESS, S.REWORK],
                                                                     S.CLAIMED,        lead_head,
           code="T15", needs=(a_statement, children_closed, co_handlers_heard),
           stamps=claimed)
MATTER.row("suspend",    _("挂起"),        [S.IN_PROGRESS],      S.SUSPENDED,      opener,
           code="T12", needs=(a_reason, a_cause, a_review_date), stamps=day("suspended_date"))
MATTER.row("prolong",    _("继续挂起"),    [S.SUSPENDED],        S.SUSPENDED,      opener,
           code="T12", needs=(a_reason, a_review_date))
MATTER.row("resume",     _("恢复办理"),    [S.SUSPENDED],        S.IN_PROGRESS,    opener,
           code="T12", needs=(a_reason,), stamps=going_again)
MATTER.row("accept",     _("验收"),        [S.CLAIMED],          S.COMPLETED,      accepts_children,
           code="T8", needs=(a_record,), stamps=accepted)
MATTER.row("hand_back",  _("验收退回"),    [S.CLAIMED],          S.REWORK,         accepts_children,
           code="T8", needs=(a_reason, a_new_date), stamps=unclaimed)
MATTER.row("pass_review", _("初审通过"),   [S.CLAIMED],          S.VERIFYING,      another_officer,
           code="T16", needs=(every_check_ticked,))
MATTER.row("fail_review", _("初审退回"),   [S.CLAIMED],          S.REWORK,         another_officer,
           code="T16", needs=(a_reason, a_new_date), stamps=unclaimed)
MATTER.row("verify",     _("核查通过"),    [S.VERIFYING],        S.DECIDING,       another_hand,
           code="T17", needs=(a_record, seen_on_site), stamps=verified)
MATTER.row("fail_verification", _("核查退回"),
                                               [S.VERIFYING],        S.REWORK,         another_hand,
           code="T17", needs=(a_record, a_new_date), stamps=unclaimed)
MATTER.row("complete",   _("批准办结"),    [S.DECIDING],         S.COMPLETED,      director,
           code="T18", needs=(no_leader_asked_for,), stamps=day("completed_date"))
MATTER.row("submit",     _("呈批"),        [S.DECIDING, S.BEFORE_LEADER],
                                                                     S.BEFORE_LEADER,  director,
           code="T18", needs=(a_leader, a_submission))
MATTER.row("agree",      _("同意办结"),    [S.BEFORE_LEADER],    S.COMPLETED,      asked_to_decide,
           code="T18", stamps=day("completed_date"))
MATTER.row("instruct",   _("批示再办"),    [S.BEFORE_LEADER],    S.RESUPERVISED,   asked_to_decide,
           code="T18", needs=(an_instruction,), stamps=reopened)
MATTER.row("write_off",  _("销号"),        [S.COMPLETED],        S.WRITTEN_OFF,    director,
           code="T19", stamps=lambda by, at: {"written_off_at": at})
MATTER.row("file",       _("归档"),        [S.WRITTEN_OFF],      S.ARCHIVED,       archivist,
           code="T20")
MATTER.row("reopen",     _("重新督办"),    [*CLOSED],            S.RESUPERVISED,   director,
           code="T21", needs=(an_instruction,), stamps=reopened)
MATTER.row("reissue",    _("再次交办"),    [S.RESUPERVISED],     S.ASSIGNED,       director,
           code="T3", needs=(exactly_one_lead,), stamps=day("issued_date"))
MATTER.row("terminate",  _("终止"),        [S.REGISTERED, S.ASSIGNED, S.RETURNED, S.IN_PROGRESS,
                                            S.SUSPENDED, S.CLAIMED, S.REWORK, S.VERIFYING],
                                                                     S.TERMINATED,     opener,
           code="T22", needs=(a_reason,), stamps=terminated)
# fmt: on
