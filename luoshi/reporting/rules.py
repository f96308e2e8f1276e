"""Who may report, and who may review a report."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.terms import MatterState
from luoshi.kit.rules import rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import ROOM_ROLES, UNIT_ROLES, OwnerRoom

NOTHING = Q(pk__in=[])
UNDER_WAY = (MatterState.IN_PROGRESS, MatterState.REWORK)


@rule(_("牵头单位"))
def may_report(by: Acting) -> Q:
    """Work in the lead unit of a matter under way (asked of a matter)."""
    if by.role not in UNIT_ROLES:
        return NOTHING
    return Q(lead_id=by.unit_id, state__in=UNDER_WAY)


@rule(_("督办该事项的督查员或主任，且不得是填报人"))
def may_review(by: Acting) -> Q:
    """Be an officer of the matter's room, and not the one who reported (asked of a report)."""
    if by.role not in ROOM_ROLES:
        return NOTHING
    own = Q(matter__office_id=by.unit_id)
    if by.room in (OwnerRoom.PARTY, OwnerRoom.GOVERNMENT):
        own |= Q(matter__owner=OwnerRoom.JOINT)
    return own & ~Q(reported_by__in=by.people) & Q(round__number=F("matter__round_number"))
