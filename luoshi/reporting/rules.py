"""Who may report, and who may review a report."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.terms import MatterState
from luoshi.kit.rules import NOTHING, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import ROOM_ROLES, UNIT_ROLES, OwnerRoom, Role
from luoshi.reporting.models import SigningRule

UNDER_WAY = (MatterState.IN_PROGRESS, MatterState.REWORK)
SIGNS = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
DRAFTS = (Role.LIAISON, Role.HANDLER)
SIGNED_FIRST = SigningRule.objects.filter(needed=True)


@rule(_("牵头单位"))
def may_report(by: Acting) -> Q:
    """Work in the lead unit of a matter under way (asked of a matter)."""
    if by.role not in UNIT_ROLES:
        return NOTHING
    return Q(lead_id=by.unit_id, state__in=UNDER_WAY)


@rule(_("督办该事项的督查员或主任（子事项由交办单位负责人），且不得是填报人"))
def may_review(by: Acting) -> Q:
    """Be an officer of the matter's room, and not the one who reported (asked of a report).

    Reports on a child are reviewed by the unit that assigned it; on what was ended by nobody.
    """
    if by.role in SIGNS:
        own = Q(matter__parent__lead_id=by.unit_id)
    elif by.role in ROOM_ROLES:
        own = Q(matter__office_id=by.unit_id)
        if by.room in (OwnerRoom.PARTY, OwnerRoom.GOVERNMENT):
            own |= Q(matter__owner=OwnerRoom.JOINT)
        own &= Q(matter__parent__isnull=True)
    else:
        return NOTHING
    live = Q(round__number=F("matter__round_number")) & ~Q(matter__state=MatterState.TERMINATED)
    return own & live & ~Q(reported_by__in=by.people)


@rule(_("填报人，且本单位的报送不须审签"))
def may_submit(by: Acting) -> Q:
    """Have written it, and need nobody's signature: by one's post, or by the unit's rule."""
    own = Q(reported_by_id=by.person_id)
    if by.role in SIGNS:
        return own
    return own & ~Q(unit__in=SIGNED_FIRST.values("unit")) if by.role in DRAFTS else NOTHING


@rule(_("填报人"))
def may_put_up(by: Acting) -> Q:
    """Have written it, in a post that drafts (asked of a report)."""
    return Q(reported_by_id=by.person_id) if by.role in DRAFTS else NOTHING


@rule(_("牵头单位负责人，且不得是填报人"))
def may_sign(by: Acting) -> Q:
    """Head the unit, or be its deputy, of a matter still under way (asked of a report).

    The liaison drafts, the deputy reviews, the head answers for it (domain/02 T7 and 2.5).
    """
    if by.role not in SIGNS:
        return NOTHING
    leads = Q(unit_id=by.unit_id, matter__lead=F("unit"), matter__state__in=UNDER_WAY)
    return leads & Q(round__number=F("matter__round_number")) & ~Q(reported_by__in=by.people)


@rule(_("填报人或审签人，且督查室尚未查看"))
def may_withdraw(by: Acting) -> Q:
    """Have written or signed it, while no reviewer opened it (asked of a report)."""
    own = Q(reported_by_id=by.person_id) | Q(signed_by_id=by.person_id)
    leads = Q(unit_id=by.unit_id, matter__lead=F("unit"), matter__state__in=UNDER_WAY)
    this_round = Q(round__number=F("matter__round_number"), opened_at__isnull=True)
    return own & leads & this_round if by.role in UNIT_ROLES else NOTHING


@rule(_("牵头单位主要负责人"))
def signs_slips(by: Acting) -> Q:
    """Head the unit that leads the matter: claims and returns are the head's word (T5, T15)."""
    if by.role != Role.UNIT_HEAD:
        return NOTHING
    return Q(unit_id=by.unit_id, matter__lead=F("unit")) & Q(
        round__number=F("matter__round_number")
    )


@rule(_("送签单位"))
def of_the_unit(by: Acting) -> Q:
    """Work in the unit whose staff prepared it (asked of a slip)."""
    return Q(unit_id=by.unit_id) if by.role in UNIT_ROLES else NOTHING


@rule(_("牵头单位的联络员、承办人或分管领导"))
def may_prepare(by: Acting) -> Q:
    """Prepare what only the head may say, in the lead unit (asked of a matter)."""
    return Q(lead_id=by.unit_id) if by.role in (*DRAFTS, Role.UNIT_DEPUTY) else NOTHING
