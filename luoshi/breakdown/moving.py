"""What this room tells the rooms below: open matters move with a merger, copied days are followed.

Old papers keep the old name: a moved part is given up and laid again, the notice that carried it
stays as it was.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy

from luoshi.breakdown import clocks, finding, hearing
from luoshi.breakdown.models import (
    Draft,
    Input,
    IssueNotice,
    Matter,
    MatterList,
    MatterSource,
    Part,
    Receipt,
    Takeover,
)
from luoshi.breakdown.terms import OPEN, MatterState, PartRole
from luoshi.dues.city import seasons
from luoshi.dues.titles import retitle
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import below_any
from luoshi.organisation.mergers import Carrier, OpenThing
from luoshi.organisation.models import Post, Unit
from luoshi.trail.operations import write
from luoshi.trail.purge import Erased

STILL_OPEN = (*OPEN, MatterState.DRAFT, MatterState.REGISTERED, MatterState.RESUPERVISED)
PURGED = "（已清除）"


def open_of(unit: Unit) -> Sequence[OpenThing]:
    """List the open matters a unit leads, has a part in, or supervises."""
    found = _open_at(unit).order_by("number", "id")
    return [OpenThing("matter", matter.pk, str(matter)) for matter in found]


def move(unit: Unit, into: Unit, by: Acting, at: datetime) -> int:
    """Move every open matter of a unit to its successor; one entry for each (合并划转)."""
    matters = list(_open_at(unit))
    # A notice nobody has signed for yet is signed for by the successor.
    waiting = IssueNotice.objects.filter(unit=unit, receipts__isnull=True)
    IssueNotice.objects.filter(pk__in=waiting.values("pk")).update(unit=into)
    for matter in matters:
        current = matter.parts.filter(given_up_at__isnull=True, unit=unit)
        for part in current.select_related("round"):
            _hand_on(part, into, at)
        columns = {}
        if matter.lead_id == unit.pk:
            columns["lead"] = into
        if matter.office_id == unit.pk:
            columns["office"] = into
        if columns:
            Matter.objects.filter(pk=matter.pk).update(**columns)
            finding.lay([matter.pk])
        facts = {"from": unit.name, "to": into.name}
        entry = write("matter.move", about=matter, by=by, at=at, facts=facts)
        hearing.settle(matter, at=at, entry=entry)
    return len(matters)


def lists_of(unit: Unit) -> Sequence[OpenThing]:
    """List the responsibility lists of a room, and what it closed: its successor keeps them."""
    held = MatterList.objects.filter(office=unit).select_related("document").order_by("id")
    return [OpenThing("matterlist", one.pk, str(one)) for one in held]


def move_lists(unit: Unit, into: Unit, by: Acting, at: datetime) -> int:
    """Let a room's successor keep its lists and its closed matters; old notices keep the name."""
    closed = list(Matter.objects.filter(office=unit).values_list("pk", flat=True))
    Matter.objects.filter(office=unit).update(office=into)
    finding.lay(closed)
    return MatterList.objects.filter(office=unit).update(office=into)


def follow_charge(old: Post, new: Post, units: Sequence[Unit]) -> int:
    """Let the open matters of a sphere's units be sponsored by whoever takes the sphere over."""
    led = below_any(Unit.objects.filter(pk__in=[unit.pk for unit in units])).values("pk")
    held = Matter.objects.filter(leader=old, lead__in=led, state__in=STILL_OPEN)
    return held.update(leader=new)


def follow(at: datetime) -> int:
    """Copy the days of open matters again, after a calendar has moved them."""
    held = list(Matter.objects.filter(state__in=OPEN).select_related("lead"))
    changed = 0
    for matter in held:
        before = (matter.due_date, matter.warn_date, matter.severe_date)
        clocks.copy_days(matter)
        changed += before != (matter.due_date, matter.warn_date, matter.severe_date)
    return changed + clocks.copy_report_days(held)


def plan(at: datetime) -> int:
    """Reckon the plans of open matters again, after a closed season was set or taken back."""
    held = seasons()
    changed = 0
    for matter in Matter.objects.filter(state__in=OPEN).select_related("lead").iterator():
        before = (matter.lag_date, matter.far_lag_date)
        clocks.plan_again(matter, held)
        changed += before != (matter.lag_date, matter.far_lag_date)
    return changed


def erase(matter_id: str, at: datetime) -> Erased:
    """Take a matter's words out of this room's tables; number, dates and moves stay (清除)."""
    matter = Matter.objects.get(pk=matter_id)
    words = "\n".join((matter.title, matter.requirement, matter.standard, matter.deliverable))
    Matter.objects.filter(pk=matter.pk).update(
        title=PURGED, requirement=PURGED, standard=PURGED, deliverable=""
    )
    Draft.objects.filter(matter=matter).update(
        title=PURGED, requirement=PURGED, standard=PURGED, deliverable="", targets=[]
    )
    matter.targets.update(metric=PURGED, words="")
    MatterSource.objects.filter(matter=matter).delete()
    finding.lay([matter.pk])
    Receipt.objects.filter(part__matter=matter).update(plan="")
    Input.objects.filter(matter=matter).update(text=PURGED)
    Takeover.objects.filter(matter=matter).update(done=PURGED)
    retitle("matter", [matter_id], PURGED)
    digest = sha256(words.encode()).hexdigest()
    return Erased(digest=digest, about=(("matter", str(matter.pk)),))


def _hand_on(part: Part, into: Unit, at: datetime) -> None:
    """Give a part up and lay it for the successor, with its notice and receipt beside it."""
    there = Part.objects.filter(round=part.round, unit=into, given_up_at__isnull=True).first()
    Part.objects.filter(pk=part.pk).update(given_up_at=at)
    if there is not None and part.role != PartRole.LEAD:
        return
    if there is not None:
        Part.objects.filter(pk=there.pk).update(given_up_at=at)
    laid = Part.objects.create(
        matter_id=part.matter_id,
        round=part.round,
        unit=into,
        role=part.role,
        task=part.task,
        notice=part.notice,
        heard_at=part.heard_at,
        waived_at=part.waived_at,
        waived_reason=part.waived_reason,
    )
    # What was said stays said: the successor need not say it again.
    Input.objects.filter(part=part).update(part=laid)
    # The receipt was given in the matter's name and binds the successor.
    Receipt.objects.filter(part=part).update(part=laid)


def _open_at(unit: Unit) -> QuerySet[Matter]:
    parts = Part.objects.filter(
        unit=unit, given_up_at__isnull=True, round__number=F("matter__round_number")
    )
    held = Q(lead=unit) | Q(office=unit) | Q(pk__in=parts.values("matter"))
    return Matter.objects.filter(held, state__in=STILL_OPEN)


CARRIER = Carrier("matters", gettext_lazy("未了事项"), open_of, move)
LISTS = Carrier("lists", gettext_lazy("责任清单"), lists_of, move_lists)
