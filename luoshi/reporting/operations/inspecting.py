"""验收 The unit that assigned a child accepts what was claimed of it, or hands it back (T8).

That unit is the child's other hand; the room verifies the whole. A child is struck off and filed
with the matter it belongs to.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter
from luoshi.flow.refusals import Unmet
from luoshi.organisation.acting import Acting
from luoshi.timelimits.days import day_of


def accept(child: Matter, *, by: Acting, at: datetime, record: str, key: str = "") -> None:
    """Accept what was claimed of a child (验收): the unit that assigned it is its other hand.

    :raises NotYours: if `by` is neither head nor deputy of that unit, or made the claim
    """
    with transaction.atomic():
        entry = MATTER.make("accept", child, by=by, at=at, key=key, record=record)
        _decide_claims(child, accepted=True)
        clocks.accepted(child, at=at, entry=entry)


def hand_back(
    child: Matter,
    *,
    by: Acting,
    at: datetime,
    reason: str,
    rework_date: date | None,
    key: str = "",
) -> None:
    """Return a child's claim with the reason and a new day (验收退回)."""
    _check_rework(child, rework_date, at)
    with transaction.atomic():
        facts: dict[str, Any] = {"reason": reason}
        facts["rework_date"] = rework_date.isoformat() if rework_date else ""
        columns = {"times_sent_back": F("times_sent_back") + 1}
        entry = MATTER.make("hand_back", child, by=by, at=at, key=key, columns=columns, **facts)
        _decide_claims(child, accepted=False)
        if rework_date is not None:
            clocks.sent_back(child, rework_date, at=at, entry=entry)


def _check_rework(child: Matter, rework_date: date | None, at: datetime) -> None:
    """Ask for a day to come, none beyond the parent's; the table asks that there is one."""
    if rework_date is None:
        return
    today = day_of(at)
    if rework_date <= today:
        raise Unmet(_("新的办理期限须晚于今天"))
    # Where the parent itself is late, no day to come is before its own.
    if child.parent is not None and today < child.parent.due_date < rework_date:
        raise Unmet(_("子事项的完成时限不得晚于主事项的完成时限"))


def _decide_claims(child: Matter, *, accepted: bool) -> None:
    child.claims.filter(accepted__isnull=True).update(accepted=accepted)
