"""Who may see a matter, and who may do what to it (domain/08 section 8.2).

Each rule asks the acting post; "not the claimant" asks the person, in whatever post.
"""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Part
from luoshi.breakdown.terms import BEFORE_ISSUE, MatterState
from luoshi.kit.rules import rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import ActingFor, SphereUnit, Term
from luoshi.organisation.terms import ROOM_ROLES, UNIT_ROLES, OwnerRoom, Role

NOTHING = Q(pk__in=[])
SIGNERS = (Role.LIAISON, Role.UNIT_HEAD)


@rule(_("督办该事项的督查室"))
def of_the_room(by: Acting) -> Q:
    """Work in the room that supervises the matter, or in one of the two that do so jointly."""
    own = Q(office_id=by.unit_id)
    if by.room in (OwnerRoom.PARTY, OwnerRoom.GOVERNMENT):
        return own | Q(owner=OwnerRoom.JOINT)
    return own


@rule(_("督办该事项的督查员或主任"))
def officer(by: Acting) -> Q:
    """Be an officer or the director of the matter's room."""
    return of_the_room(by) if by.role in ROOM_ROLES else NOTHING


@rule(_("督办该事项的督查室主任"))
def director(by: Acting) -> Q:
    """Direct the matter's room."""
    return of_the_room(by) if by.role == Role.DIRECTOR else NOTHING


@rule(_("督办该事项的归档员"))
def archivist(by: Acting) -> Q:
    """Keep the files of the matter's room."""
    return of_the_room(by) if by.role in (Role.ARCHIVIST, Role.DIRECTOR) else NOTHING


@rule(_("牵头单位的联络员或主要负责人"))
def lead_signer(by: Acting) -> Q:
    """Sign in the lead unit's name."""
    return Q(lead_id=by.unit_id) if by.role in SIGNERS else NOTHING


@rule(_("牵头单位主要负责人"))
def lead_head(by: Acting) -> Q:
    """Head the lead unit: returning and claiming are said by the head (domain/02 T5, T15)."""
    return Q(lead_id=by.unit_id) if by.role == Role.UNIT_HEAD else NOTHING


@rule(_("牵头单位"))
def lead_unit(by: Acting) -> Q:
    """Work in the lead unit."""
    return Q(lead_id=by.unit_id) if by.role in UNIT_ROLES else NOTHING


@rule(_("申请办结的人"))
def claimant(by: Acting) -> Q:
    """Be the person who claimed the matter done, whatever post is spoken from, or stand for it."""
    return Q(claimed_by__in=by.people)


@rule(_("在牵头、责任、配合单位或其上级任职的人"))
def bound_by_a_part(by: Acting) -> Q:
    """Hold a post, or stand in for one, in a unit with a part, in a section of one or above one.

    The person is asked, not the post: an officer who also serves in the bureau is no other hand,
    nor is whoever stands in for one.
    What was given up before the claim was made binds no longer.
    """
    bound = Part.objects.filter(
        _bound(Term.objects.filter(person__in=by.people), "post__unit__path")
        | _bound(ActingFor.objects.filter(person__in=by.people), "term__post__unit__path"),
        round__number=F("matter__round_number"),
        given_up_at__isnull=True,
    )
    return Q(pk__in=bound.values("matter"))


def _bound(held: QuerySet[Any], path: str) -> Exists:
    """Ask of a part whether one of these spans in a unit touches the part's unit, or above it."""
    theirs = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    lasts = Q(until__isnull=True) | Q(until__gte=OuterRef("matter__claimed_date"))
    near = Q(**{f"{path}__startswith": F("theirs")}) | Q(theirs__startswith=F(path))
    return Exists(held.alias(theirs=theirs).filter(lasts, near))


@rule(_("督办该事项的核查人员"))
def of_the_verifiers(by: Acting) -> Q:
    """Verify for the matter's room: its verifiers, its officers, its director."""
    return of_the_room(by) if by.role in (Role.VERIFIER, *ROOM_ROLES) else NOTHING


another_hand = (of_the_verifiers & ~claimant & ~bound_by_a_part).named(
    _("督查室核查人员，且不得是申请办结的人，也不得来自牵头、责任、配合单位及其上级")
)


@rule(_("承担该事项的单位"))
def has_a_part(by: Acting) -> Q:
    """Work in a unit that has, or had, a part in the matter, or above one (after issue)."""
    if by.role not in UNIT_ROLES:
        return NOTHING
    parts = Part.objects.filter(
        unit__path__startswith=by.unit_path, notice__isnull=False, given_up_at__isnull=True
    )
    return Q(pk__in=parts.values("matter")) & ~Q(state__in=BEFORE_ISSUE)


@rule(_("分管该事项的领导"))
def in_the_sphere(by: Acting) -> Q:
    """Be the leader who sponsors the matter or whose sphere holds its lead unit."""
    if by.role != Role.LEADER:
        return NOTHING
    units = SphereUnit.objects.filter(sphere__post=by.post_id, sphere__until__isnull=True)
    mine = Q(leader=by.post_id) | Q(lead__in=units.values("unit"))
    return mine & ~Q(state__in=[MatterState.DRAFT, MatterState.NOT_OPENED])


@rule(_("督查室及其上级"))
def overseer(by: Acting) -> Q:
    """Work in the matter's room, or be the secretary-general above it, or an observer."""
    if by.role in (*ROOM_ROLES, Role.VERIFIER, Role.ARCHIVIST):
        return of_the_room(by)
    if by.role == Role.SECRETARY_GENERAL:
        return Q(office__path__startswith=by.unit_path)
    if by.role == Role.OBSERVER:
        return ~Q(state__in=BEFORE_ISSUE)
    return NOTHING


may_see = (overseer | has_a_part | in_the_sphere).named(_("督查室、承担单位或分管领导"))


@rule(_("负责该清单的督查员或主任"))
def list_officer(by: Acting) -> Q:
    """Be an officer or the director of the room that holds the list."""
    return of_the_room(by) if by.role in ROOM_ROLES else NOTHING


@rule(_("负责该清单的督查室主任"))
def list_director(by: Acting) -> Q:
    """Direct the room that holds the list."""
    return of_the_room(by) if by.role == Role.DIRECTOR else NOTHING
