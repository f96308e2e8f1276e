"""终止 A matter ends without a result, by decision of the level that opened it (T22)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import standstill
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations.children import descendants
from luoshi.breakdown.terms import CLOSED, MatterState
from luoshi.flow.refusals import Unmet
from luoshi.organisation.acting import Acting
from luoshi.timelimits.days import day_of


def terminate(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    reason: str,
    replaced_by: Matter | None = None,
    key: str = "",
) -> list[Matter]:
    """End a matter without a result (终止); what was assigned further down ends with it.

    Nothing is owed of it any more; it is never deleted. Returns the children that ended with it.

    :raises NotYours: if `by` is not of the level that opened the matter
    :raises NotFromHere: if it is not set up, was verified already, or is over
    :raises Unmet: without a reason, or if what replaces it is no other open matter of the room
    """
    _check_replacement(matter, replaced_by)
    with transaction.atomic():
        _end(matter, reason, replaced_by, by=by, at=at, key=key)
        # Now that it has ended nothing more is given further down.
        along = ending_with(matter)
        for child in along:
            _end(child, reason, None, by=by, at=at)
    return along


def ending_with(matter: Matter) -> list[Matter]:
    """Return the children that would end with a matter; shown beforehand."""
    over = (*CLOSED, MatterState.NOT_OPENED, MatterState.TERMINATED)
    return [one for one in descendants(matter) if one.state not in over]


def _end(
    matter: Matter,
    reason: str,
    replaced_by: Matter | None,
    *,
    by: Acting,
    at: datetime,
    key: str = "",
) -> None:
    facts: dict[str, Any] = {"reason": reason}
    if replaced_by is not None:
        facts["replaced_by"] = replaced_by.number
    columns = {"replaced_by": replaced_by}
    entry = MATTER.make("terminate", matter, by=by, at=at, key=key, columns=columns, **facts)
    matter.rounds.filter(closed_at__isnull=True).update(closed_at=at)
    matter.suspensions.filter(until__isnull=True).update(until=day_of(at))
    matter.claims.filter(accepted__isnull=True).update(accepted=False)
    standstill.end(matter, reason=reason[:300], at=at, entry=entry)


def _check_replacement(matter: Matter, replaced_by: Matter | None) -> None:
    if replaced_by is None:
        return
    apart = replaced_by.pk != matter.pk and replaced_by.office_id == matter.office_id
    if not apart or replaced_by.state == MatterState.TERMINATED or not replaced_by.number:
        raise Unmet(_("替代事项须是同一督查室的另一个事项"))
