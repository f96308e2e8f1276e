"""审签 inside the unit: the head signs what staff wrote, hands it back, or it is taken back (T7).

Of a claim and of a return staff prepare a slip; the claim and the return themselves are the head's
deed (T5, T15), done by the signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Round
from luoshi.breakdown.operations import matters
from luoshi.dues import operations as dues
from luoshi.dues.queries import dues_about
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import Role
from luoshi.reporting.lifecycle import REPORT, SLIP
from luoshi.reporting.models import Evidence, Report, SigningRule, Slip
from luoshi.reporting.operations import claims
from luoshi.reporting.operations.reports import arrive, lay_beside
from luoshi.reporting.rules import may_prepare, may_review
from luoshi.reporting.terms import ReportState, SlipKind, SlipState
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

MOVES = {SlipKind.CLAIM: "claim", SlipKind.RETURN: "return"}


@dataclass(frozen=True)
class Prepared:
    """What staff put before the head: a claim, or a return with the unit it might belong to.

    :param statement: the result of a claim, the reason of a return
    :param files: (name, bytes)
    """

    kind: str
    statement: str
    effect: str = ""
    residual: str = ""
    proposed_unit: Unit | None = None
    files: Sequence[tuple[str, bytes]] = ()


def sign(said: Report, *, by: Acting, at: datetime, key: str = "") -> None:
    """Sign a report and send it to the room (审签报送); only now is its period answered.

    :raises NotYours: if `by` neither heads the unit nor is its deputy, or wrote it
    """
    with transaction.atomic():
        facts: dict[str, Any] = {"period": said.period, "percent": said.percent}
        entry = REPORT.make("sign", said, by=by, at=at, key=key, **facts)
        arrive(said, at=at, entry=entry)


def hand_back(said: Report, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Give a report back to whoever wrote it, and say why (退回修改)."""
    note = {"signing_note": reason[:500]}
    REPORT.make("hand_back", said, by=by, at=at, key=key, columns=note, reason=reason)


def withdraw(said: Report, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take a report back while no reviewer opened it (撤回); its period is owed as before.

    :raises NotYours: if `by` neither wrote nor signed it, or a reviewer has opened it
    """
    with transaction.atomic():
        entry = REPORT.make("withdraw", said, by=by, at=at, key=key, period=said.period)
        if entry.before == ReportState.SUBMITTED:
            came = Entry.objects.filter(
                about_kind="report",
                about_id=str(said.pk),
                deed__in=["report.submit", "report.sign"],
            )
            met = dues_about("matter", [said.matter_id])
            dues.unmeet_all(met.filter(met_by_entry__in=came.values("pk")), entry=entry)
            clocks.copy_report_days([said.matter])


def opened(said: Report, *, by: Acting, at: datetime) -> None:
    """Note that a reviewer looks at it: from now on it cannot be taken back. No deed, no entry."""
    waiting = Report.objects.filter(pk=said.pk, state=ReportState.SUBMITTED)
    waiting.filter(may_review(by), opened_at__isnull=True).update(opened_at=at)


def put_up(matter: Matter, prepared: Prepared, *, by: Acting, at: datetime, key: str = "") -> Slip:
    """Put a claim or a return before the head of the unit (送审签).

    :raises NotYours: if `by` is not of the lead unit's staff
    :raises NotFromHere: if the matter is not where that can be said
    :raises Unmet: if nothing is said, no other unit is named, or one waits already
    """
    _check_said(prepared)
    with transaction.atomic():
        _claim_the_slip(matter, prepared.kind, by)
        made = Slip.objects.create(
            matter=matter,
            round=Round.objects.get(matter=matter, number=matter.round_number),
            unit_id=matter.lead_id,
            kind=prepared.kind,
            statement=prepared.statement,
            effect=prepared.effect,
            residual=prepared.residual,
            proposed_unit=prepared.proposed_unit,
            prepared_by_id=by.person_id,
            preparer_name=by.person_name,
            prepared_at=at,
        )
        lay_beside(prepared.files, by=by, at=at, slip=made)
        facts = {"kind": prepared.kind, "statement": prepared.statement}
        write("slip.put_up", about=made, by=by, at=at, key=key, facts=facts)
    return made


def sign_slip(slip: Slip, *, by: Acting, at: datetime, key: str = "") -> None:
    """Sign what staff prepared: the claim or the return is made in the head's name (签发).

    :raises NotYours: if `by` does not head the lead unit
    :raises Unmet: if the deed itself lacks something, such as the window of a return
    """
    with transaction.atomic():
        SLIP.make("sign", slip, by=by, at=at)
        matter = Matter.objects.select_related("lead", "office").get(pk=slip.matter_id)
        if slip.kind == SlipKind.RETURN and slip.proposed_unit is not None:
            other = slip.proposed_unit.name
            matters.return_(
                matter, by=by, at=at, key=key, reason=slip.statement, proposed_unit=other
            )
            return
        made = claims.claim(
            matter,
            by=by,
            at=at,
            key=key,
            statement=slip.statement,
            effect=slip.effect,
            residual=slip.residual,
        )
        Evidence.objects.bulk_create(
            Evidence(claim=made, file=one.file, name=one.name)
            for one in slip.evidence.select_related("file").order_by("id")
        )


def hand_slip_back(slip: Slip, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Give a slip back to whoever prepared it, and say why (退回修改)."""
    note = {"note": reason[:500]}
    SLIP.make("hand_back", slip, by=by, at=at, key=key, columns=note, reason=reason)


def withdraw_slip(slip: Slip, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take a slip back before it is signed (撤回)."""
    SLIP.make("withdraw", slip, by=by, at=at, key=key)


def ask_for_signature(needed: bool, *, by: Acting, at: datetime, key: str = "") -> SigningRule:
    """Set whether the unit's staff report at once or after a signature (报送须审签).

    :raises NotYours: if `by` does not head a unit
    """
    if by.role != Role.UNIT_HEAD:
        raise NotYours(_("报送方式须由单位主要负责人设定"))
    with transaction.atomic():
        rule, _made = SigningRule.objects.update_or_create(
            unit_id=by.unit_id, defaults={"needed": needed}
        )
        write("signingrule.set", about=rule, by=by, at=at, key=key, facts={"needed": needed})
    return rule


def _check_said(prepared: Prepared) -> None:
    if not prepared.statement.strip():
        raise Unmet(_("请写明理由") if prepared.kind == SlipKind.RETURN else _("请写明办理结果"))
    if prepared.kind == SlipKind.RETURN and prepared.proposed_unit is None:
        raise Unmet(_("请写明建议由哪个单位承办"))


def _claim_the_slip(matter: Matter, kind: str, by: Acting) -> None:
    """Write first: two slips at once wait for one another, and the rule is the WHERE."""
    step = MATTER.moves[MOVES[SlipKind(kind)]]
    held = Matter.objects.filter(pk=matter.pk, state__in=step.source).filter(may_prepare(by))
    if held.update(cadence=matter.cadence):
        matter.refresh_from_db()
        if matter.slips.filter(kind=kind, unit=matter.lead_id, state=SlipState.WAITING).exists():
            raise Unmet(_("已有一份待审签；请先撤回，或等审签"))
        return
    current = Matter.objects.get(pk=matter.pk)
    if current.state not in step.source:
        words = {"state": current.get_state_display(), "move": step.label}
        raise NotFromHere(_("当前状态为“%(state)s”，不能%(move)s") % words)
    raise NotYours(_("%(move)s须由%(who)s办理") % {"move": step.label, "who": may_prepare.says})
