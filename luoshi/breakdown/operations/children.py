"""再分解 The lead gives pieces of a matter to units below it (T8), and how children follow it.

A child is a matter of its own with its own number under the parent's. The unit that assigned it
looks after it: it decides on a return, and accepts the result (reporting). The room checks the
whole. A child never outlives its parent: an earlier date and an end reach it in the same deed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks, finding
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import IssueNotice, Matter, Part, Round
from luoshi.breakdown.operations.matters import below, hold
from luoshi.breakdown.operations.notices import notify
from luoshi.breakdown.rules import LEVELS, may_divide, opener
from luoshi.breakdown.terms import OPEN, UNDER_WAY, Cadence, MatterState, PartRole
from luoshi.dues import operations as dues
from luoshi.dues.models import OPEN as STILL_OWED
from luoshi.dues.queries import dues_about
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.kit.wording import full_date
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import units_on
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import write

# From these a date can still be moved; once claimed, the clock has stopped.
MOVABLE = (MatterState.ASSIGNED, MatterState.RETURNED, *UNDER_WAY)


@dataclass(frozen=True)
class Piece:
    """One piece of a matter for one unit below its lead."""

    lead: Unit
    title: str
    requirement: str
    due_date: date
    standard: str = ""
    cadence: str = Cadence.TEN_DAYS


def sub_assign(
    parent: Matter, pieces: Sequence[Piece], *, by: Acting, at: datetime, key: str = ""
) -> list[IssueNotice]:
    """Give pieces of a matter to units below its lead, one notice for each unit (再分解, T8).

    :raises NotYours: if `by` is neither head nor deputy of the lead
    :raises NotFromHere: if the matter is not under way
    :raises Unmet: if a piece says nothing, goes to no unit below, is past or outlives the matter,
        or the matter stands three levels down already
    """
    _check_level(parent)
    for piece in pieces:
        _check_piece(parent, piece, at)
    with transaction.atomic():
        first = _claim_numbers(parent, len(pieces), by)
        made = {}
        for number, piece in enumerate(pieces, start=first):
            child = _lay(parent, piece, at=at)
            columns = {"number": f"{parent.number}-{number}", "registered_date": day_of(at)}
            facts = {"parent": parent.number, "lead": piece.lead.name}
            once = key if number == first else ""
            made[child] = MATTER.make(
                "sub_assign", child, by=by, at=at, key=once, columns=columns, **facts
            )
        finding.lay([child.pk for child in made])
        return notify(parent.list, made, by=by, at=at)


def move_date(
    matter: Matter, to: date, *, by: Acting, at: datetime, reason: str, key: str = ""
) -> list[Matter]:
    """Put a matter's date on another day by decision (调整时限); the original day is kept.

    Children that would outlive it are drawn in with it, each with an entry; they are returned.

    :raises NotYours: if `by` is not of the level that opened the matter
    :raises NotFromHere: if the matter is not on its way, or was claimed
    :raises Unmet: without a reason, or if the day is past, the same or beyond the parent's
    """
    _check_day(matter, to, at)
    _check_reason(reason)
    with transaction.atomic():
        if matter.parent is not None:
            hold(matter.parent)
        _claim_the_date(matter, by)
        # Asked once more, of what stands now: the parent's date may have moved meanwhile.
        _check_day(matter, to, at)
        drawn_in = list(beyond(matter, to))
        _put(matter, to, by=by, at=at, reason=reason, key=key)
        for child in drawn_in:
            _put(child, to, by=by, at=at, reason=_("随主事项调整"))
    return drawn_in


def beyond(matter: Matter, day: date) -> Sequence[Matter]:
    """Return what is below a matter, on its way, and due later than a day; shown beforehand."""
    later = [one for one in descendants(matter) if one.due_date > day]
    return [one for one in later if one.state in OPEN]


def descendants(matter: Matter) -> list[Matter]:
    """Return everything assigned further down from a matter, level by level."""
    found: list[Matter] = []
    level = [matter]
    while level:
        below_it = Matter.objects.filter(parent__in=level).select_related("lead", "parent")
        level = list(below_it.order_by("number", "id"))
        found += level
    return found


def _check_level(parent: Matter) -> None:
    level, above = 1, parent.parent
    while above is not None:
        level, above = level + 1, above.parent
    if level >= LEVELS:
        raise Unmet(_("最多再分解三级"))


def _check_piece(parent: Matter, piece: Piece, at: datetime) -> None:
    if not (piece.title.strip() and piece.requirement.strip()):
        raise Unmet(_("请写明子事项的名称和要求"))
    standing = units_on(day_of(at)).filter(pk=piece.lead.pk).exists()
    if not below(parent.lead, piece.lead) or not standing:
        raise Unmet(_("子事项只能交给“%(unit)s”的下级单位") % {"unit": parent.lead})
    if piece.due_date < day_of(at):
        raise Unmet(_("完成时限%(day)s已过") % {"day": full_date(piece.due_date)})


def _claim_numbers(parent: Matter, pieces: int, by: Acting) -> int:
    """Write first: the row that counts the children is locked, and the rule is the WHERE."""
    if not pieces:
        raise Unmet(_("请至少写一个子事项"))
    held = Matter.objects.filter(may_divide(by), pk=parent.pk)
    if held.update(children_given=F("children_given") + pieces):
        parent.refresh_from_db()
        return parent.children_given - pieces + 1
    current = MatterState(Matter.objects.values_list("state", flat=True).get(pk=parent.pk))
    if current not in UNDER_WAY:
        raise NotFromHere(_("当前状态为“%(state)s”，不能再分解") % {"state": current.label})
    raise NotYours(_("再分解须由%(who)s办理") % {"who": may_divide.says})


def _lay(parent: Matter, piece: Piece, *, at: datetime) -> Matter:
    child = Matter.objects.create(
        title=piece.title.strip()[:120],
        requirement=piece.requirement,
        standard=piece.standard.strip() or parent.standard,
        kind=parent.kind,
        work_line=parent.work_line,
        list_id=parent.list_id,
        parent=parent,
        office_id=parent.office_id,
        owner=parent.owner,
        lead=piece.lead,
        leader_id=parent.leader_id,
        cadence=piece.cadence,
        due_date=piece.due_date,
        original_due_date=piece.due_date,
    )
    first = Round.objects.create(matter=child, number=1, due_date=piece.due_date, opened_at=at)
    Part.objects.create(matter=child, round=first, unit=piece.lead, role=PartRole.LEAD)
    return child


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Unmet(_("请写明理由"))


def _check_day(matter: Matter, to: date, at: datetime) -> None:
    if to < day_of(at):
        raise Unmet(_("完成时限%(day)s已过") % {"day": full_date(to)})
    if to == matter.due_date:
        raise Unmet(_("新的完成时限与原时限相同"))
    if matter.parent is not None and to > matter.parent.due_date:
        raise Unmet(_("子事项的完成时限不得晚于主事项的完成时限"))


def _claim_the_date(matter: Matter, by: Acting) -> None:
    """Write first, as with numbers: of two hands at once the second sees what the first did."""
    held = Matter.objects.filter(opener(by), pk=matter.pk, state__in=MOVABLE)
    if held.update(cadence=matter.cadence):
        matter.refresh_from_db()
        return
    current = MatterState(Matter.objects.values_list("state", flat=True).get(pk=matter.pk))
    if current not in MOVABLE:
        raise NotFromHere(_("当前状态为“%(state)s”，不能调整时限") % {"state": current.label})
    raise NotYours(_("调整时限须由%(who)s办理") % {"who": opener.says})


def _put(matter: Matter, to: date, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    facts = {"from": matter.due_date, "to": to, "reason": reason}
    entry = write("matter.move_date", about=matter, by=by, at=at, facts=facts, key=key)
    owed = dues_about("matter", [matter.pk]).filter(STILL_OWED, kind=DueKind.COMPLETION)
    for due in owed:
        dues.move(due, to=to, at=at, roll=False, entry=entry)
    if owed:
        clocks.copy_days(matter)
        clocks.plan_again(matter)
