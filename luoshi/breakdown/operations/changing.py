"""变更 One thing about a matter under way is changed by the level that opened it (T11).

What it was stays on the trail beside what it is; number, state and clocks are not touched. Another
lead unit is a matter handed over (`matters.change_lead`), another date `children.move_date`.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.breakdown import finding
from luoshi.breakdown.lifecycle import lead_parts
from luoshi.breakdown.models import Matter, Target
from luoshi.breakdown.rules import opener
from luoshi.breakdown.terms import UNDER_WAY, MatterState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.trail.operations import write

LONGEST_NAME = 80


@dataclass(frozen=True)
class Requirement:
    """Another wording of what is demanded (事项内容)."""

    words: str


@dataclass(frozen=True)
class Standard:
    """Another standard of proof (完成标准)."""

    words: str


@dataclass(frozen=True)
class Answers:
    """Another person who answers for it in the lead unit (责任人)."""

    words: str


@dataclass(frozen=True)
class Figure:
    """Another value for one of the matter's targets (目标值)."""

    target: Target
    value: Decimal


Change = Requirement | Standard | Answers | Figure


def change(
    matter: Matter, what: Change, *, by: Acting, at: datetime, reason: str, key: str = ""
) -> None:
    """Change one thing about a matter under way; what it was stays on the trail (变更).

    :raises NotYours: if `by` is not of the level that opened the matter
    :raises NotFromHere: if the matter is not under way
    :raises Unmet: without a reason, or if nothing would change
    """
    _check_reason(reason)
    with transaction.atomic():
        _claim(matter, by)
        was, now = standing(matter, what), said(what)
        _check_new(was, now)
        facts = {"what": type(what).__name__.upper(), "from": was, "to_words": now}
        facts["reason"] = reason
        write("matter.change", about=matter, by=by, at=at, key=key, facts=facts)
        _put(matter, what)
    matter.refresh_from_db()


def standing(matter: Matter, what: Change) -> str:
    """Return what a change would replace, as words.

    :raises Unmet: if the target is not the matter's own
    """
    if isinstance(what, Requirement):
        return matter.requirement
    if isinstance(what, Standard):
        return matter.standard
    if isinstance(what, Answers):
        return answering(matter)
    stands = Target.objects.filter(pk=what.target.pk, matter=matter).first()
    if stands is None:
        raise Unmet(_("该目标不属于这一事项"))
    return figure_said(stands, stands.value)


def said(what: Change) -> str:
    """Return what a change puts in its place, as words."""
    return figure_said(what.target, what.value) if isinstance(what, Figure) else what.words


def figure_said(target: Target, value: Decimal) -> str:
    """Say a target with a value: 新建管网≥12公里."""
    direction = "" if target.direction == "=" else target.direction
    return f"{target.metric}{direction}{value.normalize():f}{target.unit}"


def answering(matter: Matter) -> str:
    """Return who answers for a matter in the lead unit: as changed, or as on the receipt."""
    part = lead_parts(matter).select_related("receipt").first()
    if part is None:
        return ""
    receipt = getattr(part, "receipt", None)
    return part.answers or (receipt.handler if receipt else "")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Unmet(_("请写明理由"))


def _check_new(was: str, now: str) -> None:
    if not now.strip() or now == was:
        raise Unmet(_("变更后的内容与原内容相同"))


def _claim(matter: Matter, by: Acting) -> None:
    """Write first: of two hands at once the second sees what the first did."""
    held = Matter.objects.filter(opener(by), pk=matter.pk, state__in=UNDER_WAY)
    if held.update(cadence=F("cadence")):
        matter.refresh_from_db()
        return
    state = MatterState(Matter.objects.values_list("state", flat=True).get(pk=matter.pk))
    if state not in UNDER_WAY:
        raise NotFromHere(_("当前状态为“%(state)s”，不能变更") % {"state": state.label})
    raise NotYours(_("变更须由%(who)s办理") % {"who": opener.says})


def _put(matter: Matter, what: Change) -> None:
    row = Matter.objects.filter(pk=matter.pk)
    if isinstance(what, Requirement):
        row.update(requirement=what.words)
        finding.lay([matter.pk])
    elif isinstance(what, Standard):
        row.update(standard=what.words)
    elif isinstance(what, Answers):
        lead_parts(matter).update(answers=what.words[:LONGEST_NAME])
    else:
        Target.objects.filter(pk=what.target.pk, matter=matter).update(value=what.value)
