"""协办意见 What joint and assisting units contribute, and the lead's head letting one off (T9)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.breakdown import hearing
from luoshi.breakdown.models import Input, InputFile, Matter, Part
from luoshi.breakdown.rules import BESIDE, beside_the_lead, lead_head
from luoshi.breakdown.terms import MatterState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.trail import files as kept_files
from luoshi.trail.operations import write

# While the work goes on; the claim closes the hearing.
HEARING = (
    MatterState.ASSIGNED,
    MatterState.RETURNED,
    MatterState.IN_PROGRESS,
    MatterState.SUSPENDED,
    MatterState.REWORK,
)


def give_input(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    text: str,
    files: Sequence[tuple[str, bytes]] = (),
    key: str = "",
) -> Input:
    """Give a joint or assisting unit's input to the lead (提出协办意见); more may follow.

    :raises NotYours: if `by` is of no unit beside the lead in this round
    :raises NotFromHere: if the lead has claimed the matter done already
    :raises Unmet: if nothing is said
    """
    _check_text(text)
    with transaction.atomic():
        part = _claim_the_word(matter, by, at)
        made = Input.objects.create(
            matter=matter,
            part=part,
            unit_id=part.unit_id,
            text=text,
            given_by_id=by.person_id,
            giver_name=by.person_name,
            given_at=at,
        )
        for name, content in files:
            file = kept_files.keep(content, name=name, by=by, at=at)
            InputFile.objects.create(input=made, file=file, name=name[:200])
        facts = {"unit": by.unit_name, "text": text}
        entry = write("input.give", about=matter, by=by, at=at, facts=facts, key=key)
        hearing.heard(part, at=at, entry=entry)
    return made


def waive(
    matter: Matter,
    parts: Sequence[Part],
    *,
    by: Acting,
    at: datetime,
    reason: str,
    key: str = "",
) -> None:
    """Let units beside the lead off their input, with the reason (免除协办意见, T15).

    :raises NotYours: if `by` does not head the lead
    :raises Unmet: without a reason, or if one of them has given its input or is not beside the lead
    """
    _check_reason(reason)
    with transaction.atomic():
        _claim_the_lead(matter, by)
        waiting = Part.objects.filter(
            pk__in=[part.pk for part in parts],
            matter=matter,
            round__number=matter.round_number,
            given_up_at__isnull=True,
            role__in=BESIDE,
            heard_at__isnull=True,
            waived_at__isnull=True,
        )
        held = list(waiting.select_related("unit", "matter"))
        if not parts or len(held) != len(parts):
            raise Unmet(_("请选择尚未提出协办意见的责任、配合单位"))
        waiting.update(waived_at=at, waived_reason=reason[:300])
        facts = {"units": [part.unit.name for part in held], "reason": reason}
        entry = write("input.waive", about=matter, by=by, at=at, facts=facts, key=key)
        for part in held:
            hearing.let_off(part, reason=reason[:300], at=at, entry=entry)


def _check_text(text: str) -> None:
    if not text.strip():
        raise Unmet(_("请填写协办意见"))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Unmet(_("请写明理由"))


def _claim_the_word(matter: Matter, by: Acting, at: datetime) -> Part:
    """Write first: the rule is the WHERE, and the first input is what counts as heard."""
    mine = Part.objects.filter(beside_the_lead(by), matter=matter)
    part = mine.filter(matter__state__in=HEARING).select_related("matter").first()
    if part is None:
        if mine.exists():
            state = MatterState(Matter.objects.values_list("state", flat=True).get(pk=matter.pk))
            raise NotFromHere(_("当前状态为“%(state)s”，不能提出协办意见") % {"state": state.label})
        raise NotYours(_("提出协办意见须由%(who)s办理") % {"who": beside_the_lead.says})
    Matter.objects.filter(pk=matter.pk).update(cadence=F("cadence"))
    Part.objects.filter(pk=part.pk, heard_at__isnull=True).update(heard_at=at)
    return part


def _claim_the_lead(matter: Matter, by: Acting) -> None:
    held = Matter.objects.filter(lead_head(by), pk=matter.pk, state__in=HEARING)
    if held.update(cadence=F("cadence")):
        matter.refresh_from_db()
        return
    state = MatterState(Matter.objects.values_list("state", flat=True).get(pk=matter.pk))
    if state not in HEARING:
        raise NotFromHere(_("当前状态为“%(state)s”，不能免除协办意见") % {"state": state.label})
    raise NotYours(_("免除协办意见须由%(who)s办理") % {"who": lead_head.says})
