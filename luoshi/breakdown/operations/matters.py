"""Deeds on a matter once it is issued: sign for it, return it, assign it again, start a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks, finding
from luoshi.breakdown.lifecycle import MATTER, lead_parts
from luoshi.breakdown.models import IssueNotice, Matter, Part, Receipt, Round
from luoshi.breakdown.operations.notices import notify
from luoshi.breakdown.rules import SIGNERS
from luoshi.breakdown.terms import MatterState, PartRole
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake.models import Instruction
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import heir_of, leaders_of, units_on
from luoshi.organisation.terms import UNIT_ROLES, UnitKind
from luoshi.timelimits.days import day_of
from luoshi.trail.models import Entry
from luoshi.trail.operations import write


@dataclass(frozen=True)
class Acceptance:
    """What a unit writes on its receipt (回执): section, handler with telephone, plan."""

    section: str = ""
    handler: str = ""
    plan: str = ""


def sign(
    notice: IssueNotice,
    *,
    by: Acting,
    at: datetime,
    parts: Sequence[Part] | None = None,
    receipt: Acceptance | None = None,
    key: str = "",
) -> list[Receipt]:
    """Sign for a notice, whole or some of its rows (签收); the lead's signing starts the work.

    :raises NotYours: if `by` does not sign for the unit the notice was sent to
    :raises NotFromHere: if nothing of it is left to sign for
    """
    _check_signer(notice, by)
    receipt = receipt or Acceptance()
    with transaction.atomic():
        # A write first, so that two hands signing at once wait for one another.
        IssueNotice.objects.filter(pk=notice.pk).update(unit=notice.unit_id)
        waiting = clocks.waiting_parts(notice).select_related("matter", "round")
        chosen = [part for part in waiting if _waits(part) and (parts is None or part in parts)]
        if not chosen:
            raise NotFromHere(_("该通知单已签收"))
        made = []
        for part in chosen:
            made.append(_receive(part, notice, receipt, by=by, at=at))
        facts = {"matters": [part.matter.number for part in chosen], "handler": receipt.handler}
        entry = write("issuenotice.sign", about=notice, by=by, at=at, facts=facts, key=key)
        clocks.meet_receipt(notice, at=at, entry=entry)
    return made


def return_(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    reason: str,
    proposed_unit: str,
    key: str = "",
) -> None:
    """Say that a matter is not the unit's duty, and whose it might be (退回).

    :raises Unmet: if the window for returning is over, no reason or no other unit is named, or a
        return was refused before
    """
    _check_window(matter, at)
    facts: dict[str, Any] = {"reason": reason, "proposed_unit": proposed_unit}
    with transaction.atomic():
        hold(matter)
        MATTER.make("return", matter, by=by, at=at, key=key, **facts)


def hold(matter: Matter) -> None:
    """Lock a matter by a write until the transaction ends, before its children are looked at.

    Whoever divides it or moves a piece's date at this moment is waited for, and seen.
    """
    Matter.objects.filter(pk=matter.pk).update(cadence=F("cadence"))


def reassign(
    matter: Matter, lead: Unit, *, by: Acting, at: datetime, reason: str, key: str = ""
) -> IssueNotice:
    """Accept a return and give the matter to another lead, with a notice of its own (重新交办).

    :raises Unmet: if it is the same unit again
    """
    return _hand_over(matter, lead, by=by, at=at, reason=reason, key=key)


def change_lead(
    matter: Matter, lead: Unit, *, by: Acting, at: datetime, reason: str, key: str = ""
) -> IssueNotice:
    """Give a matter under way to another lead, with a notice of its own (变更牵头单位, T11).

    Work that was claimed and sent back is finished by the unit that claimed it.

    :raises NotYours: if `by` is not of the level that opened the matter
    :raises Unmet: if it is the same unit again, or a piece given further down is still open
    """
    return _hand_over(matter, lead, by=by, at=at, reason=reason, key=key, returned=False)


def _hand_over(
    matter: Matter,
    lead: Unit,
    *,
    by: Acting,
    at: datetime,
    reason: str,
    key: str,
    returned: bool = True,
) -> IssueNotice:
    _check_other_lead(matter, lead, at)
    _check_below(matter, lead)
    leaders = leaders_of(lead, on=day_of(at))
    with transaction.atomic():
        hold(matter)
        # A child stays with the leader of what it is a part of.
        columns = {"lead": lead} if matter.parent else {"lead": lead, "leader": leaders.first()}
        was = matter.lead.name
        facts = {"from": was, "to": lead.name, "reason": reason}
        move = MATTER.make(
            "reassign" if returned else "change_lead",
            matter,
            by=by,
            at=at,
            key=key,
            columns=columns,
            **facts,
        )
        current = matter.rounds.get(number=matter.round_number)
        _give_up(current, lead, at=at, entry=move)
        Part.objects.create(matter=matter, round=current, unit=lead, role=PartRole.LEAD)
        finding.lay([matter.pk])
        return notify(matter.list, {matter: move}, by=by, at=at)[0]


def insist(matter: Matter, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Refuse a return: the unit must take the matter, and may not return it again (驳回退回).

    A unit that had signed already goes on where it was; one that had not must still sign.
    """
    signed = lead_parts(matter).filter(receipt__isnull=False).exists()
    MATTER.make("carry_on" if signed else "insist", matter, by=by, at=at, key=key, reason=reason)


def reopen(
    matter: Matter,
    instruction: Instruction,
    *,
    by: Acting,
    at: datetime,
    due_date: date,
    requirement: str = "",
    key: str = "",
) -> IssueNotice:
    """Open the next round of a closed matter on a leader's instruction, and issue it (重新督办).

    :raises Unmet: if the instruction is on something else, was read only or opened a round before,
        the date is past, or the lead is no more and nobody took over from it
    """
    _check_instruction(matter, instruction)
    columns = round_columns(matter, due_date, at)
    with transaction.atomic():
        facts = {"instruction": instruction.words, "leader": instruction.leader_name}
        entry = MATTER.make("reopen", matter, by=by, at=at, key=key, columns=columns, **facts)
        lay_round(matter, instruction, requirement, at=at, entry=entry)
        return reissue(matter, by=by, at=at)


def reissue(matter: Matter, *, by: Acting, at: datetime, key: str = "") -> IssueNotice:
    """Issue the round that a leader's instruction opened (再次交办); the clocks start again.

    :raises NotYours: if `by` does not direct the room
    """
    with transaction.atomic():
        entry = MATTER.make("reissue", matter, by=by, at=at, key=key)
        notices = notify(matter.list, {matter: entry}, by=by, at=at)
    return next(one for one in notices if one.unit_id == matter.lead_id)


def round_columns(matter: Matter, due_date: date, at: datetime) -> dict[str, Any]:
    """Return what the move that opens the next round writes into the matter's row.

    :raises Unmet: if the date is past, or the lead is no more and nobody took over from it
    """
    _check_round_date(due_date, at)
    lead = _heir(matter, at)
    columns: dict[str, Any] = {"due_date": due_date, "original_due_date": due_date}
    columns |= {"round_number": F("round_number") + 1, "progress": 0, "times_sent_back": 0}
    columns |= {"times_urged": 0, "last_urged_date": None, "ignored_date": None}
    if lead.pk == matter.lead_id:
        return columns
    # Open matters move with a merger; a closed one finds its lead when it is taken up again.
    return columns | {"lead": lead, "leader": leaders_of(lead, on=day_of(at)).first()}


def lay_round(
    matter: Matter, instruction: Instruction, requirement: str, *, at: datetime, entry: Entry
) -> None:
    """End the round before, and lay the next with its parts; a piece of the deed that opens it."""
    before = _close_round(matter, at=at, entry=entry)
    fresh = Round.objects.create(
        matter=matter,
        number=matter.round_number,
        instruction=instruction,
        requirement=requirement,
        due_date=matter.due_date,
        opened_at=at,
    )
    _take_parts_over(matter, fresh, before, at)


def _check_signer(notice: IssueNotice, by: Acting) -> None:
    section = notice.unit.kind == UnitKind.SECTION
    if by.unit_id != notice.unit_id or by.role not in (UNIT_ROLES if section else SIGNERS):
        raise NotYours(_("签收须由主送单位的联络员或主要负责人办理"))


def _check_window(matter: Matter, at: datetime) -> None:
    until = clocks.return_until(matter)
    if day_of(at) > until:
        raise Unmet(_("已超过退回期限（%(day)s），不能退回") % {"day": until})


def _check_other_lead(matter: Matter, lead: Unit, at: datetime) -> None:
    if lead.pk == matter.lead_id:
        raise Unmet(_("重新交办须换一个牵头单位"))
    if not units_on(day_of(at)).filter(pk=lead.pk).exists():
        raise Unmet(_("“%(unit)s”已撤销，请另选单位") % {"unit": lead})


def _check_below(matter: Matter, lead: Unit) -> None:
    """A child goes to units below the lead of its parent only."""
    if matter.parent is not None and not below(matter.parent.lead, lead):
        raise Unmet(_("子事项只能交给“%(unit)s”的下级单位") % {"unit": matter.parent.lead})


def below(unit: Unit, lead: Unit) -> bool:
    """Tell whether one unit stands below another in the tree."""
    return lead.pk != unit.pk and lead.path.startswith(unit.path)


def _check_instruction(matter: Matter, instruction: Instruction) -> None:
    if instruction.matter_id != matter.pk or instruction.read_only:
        raise Unmet(_("该批示没有要求对这一事项重新督办"))
    if instruction.rounds.exists():
        raise Unmet(_("该批示已开过一轮督办，再次督办须有新的批示"))


def _check_round_date(due_date: date, at: datetime) -> None:
    if due_date <= day_of(at):
        raise Unmet(_("重新督办的完成时限须晚于今天"))


def _heir(matter: Matter, at: datetime) -> Unit:
    """Return the lead while it stands, or whoever took over from it."""
    lead = heir_of(matter.lead, on=day_of(at))
    if lead is None:
        raise Unmet(_("“%(unit)s”已撤销，没有单位承接其职责") % {"unit": matter.lead})
    return lead


def _give_up(current: Round, lead: Unit, *, at: datetime, entry: Entry) -> None:
    """Take the lead's part from whoever had it, and the lesser part the new lead may have had."""
    held = current.parts.filter(Q(role=PartRole.LEAD) | Q(unit=lead), given_up_at__isnull=True)
    given_up = list(held.select_related("notice"))
    held.update(given_up_at=at)
    over = _("已重新交办")
    clocks.excuse_matter(current.matter, at=at, reason=over, entry=entry)
    clocks.excuse_receipts(given_up, at=at, reason=over, entry=entry)


def _close_round(matter: Matter, *, at: datetime, entry: Entry) -> list[Part]:
    """End the round before the one just begun; return the parts it leaves to the next."""
    number = matter.round_number - 1
    matter.rounds.filter(number=number, closed_at__isnull=True).update(closed_at=at)
    parts = matter.parts.filter(round__number=number, given_up_at__isnull=True)
    left = list(parts.select_related("notice", "unit"))
    over = _("已重新督办")
    clocks.excuse_matter(matter, at=at, reason=over, entry=entry)
    clocks.excuse_receipts(left, at=at, reason=over, entry=entry)
    return left


def _take_parts_over(matter: Matter, fresh: Round, before: list[Part], at: datetime) -> None:
    """Give the units of the round before, or who took over from them, the same parts afresh."""
    taken: dict[UUID, Part] = {}
    for part in sorted(before, key=lambda one: PartRole.values.index(one.role)):
        # The matter's lead is by now whoever took over.
        led = part.role == PartRole.LEAD
        unit = matter.lead if led else heir_of(part.unit, on=day_of(at)) or part.unit
        role, task = part.role, part.task
        taken.setdefault(unit.pk, Part(matter=matter, round=fresh, unit=unit, role=role, task=task))
    Part.objects.bulk_create(taken.values())


def _waits(part: Part) -> bool:
    """Tell whether a part waits for a signature; a matter the lead has returned does not."""
    return part.role != PartRole.LEAD or part.matter.state == MatterState.ASSIGNED


def _receive(
    part: Part, notice: IssueNotice, receipt: Acceptance, *, by: Acting, at: datetime
) -> Receipt:
    made = Receipt.objects.create(
        part=part,
        notice=notice,
        signed_by_id=by.person_id,
        signer_name=by.person_name,
        signed_at=at,
        section=receipt.section,
        handler=receipt.handler,
        plan=receipt.plan,
    )
    if part.role == PartRole.LEAD:
        matter = part.matter
        entry = MATTER.make("sign", matter, by=by, at=at)
        clocks.start_reports(matter, since=matter.issued_date or day_of(at), entry=entry)
    return made
