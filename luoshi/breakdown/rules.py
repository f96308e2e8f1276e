"""Who may see a matter, and who may do what to it (domain/08 section 8.2).

Each rule asks the acting post; "not the claimant" asks the person, in whatever post.
"""

from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Draft, Matter, MatterList, Part
from luoshi.breakdown.terms import BEFORE_ISSUE, UNDER_WAY, DraftVerdict, MatterState, PartRole
from luoshi.intake.terms import SignOff
from luoshi.kit.rules import NOTHING, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import below_any, within
from luoshi.organisation.models import SphereUnit, Term, Unit
from luoshi.organisation.terms import (
    LEADERS,
    ONLOOKERS,
    ROOM_ROLES,
    UNIT_ROLES,
    OwnerRoom,
    Role,
    UnitKind,
)

SIGNERS = (Role.LIAISON, Role.UNIT_HEAD)
ASSIGNERS = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
BESIDE = (PartRole.JOINT, PartRole.ASSIST)
# A matter the room supervises itself; a child is looked after by the unit that assigned it.
TOP = Q(parent__isnull=True)
# A matter, and three levels below it.
LEVELS = 4


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
    return TOP & of_the_room(by) if by.role in ROOM_ROLES else NOTHING


@rule(_("督办该事项的督查室主任"))
def director(by: Acting) -> Q:
    """Direct the matter's room."""
    return TOP & of_the_room(by) if by.role == Role.DIRECTOR else NOTHING


@rule(_("督办该事项的归档员"))
def archivist(by: Acting) -> Q:
    """Keep the files of the matter's room."""
    return TOP & of_the_room(by) if by.role in (Role.ARCHIVIST, Role.DIRECTOR) else NOTHING


@rule(_("牵头单位的联络员或主要负责人"))
def lead_signer(by: Acting) -> Q:
    """Sign in the lead unit's name; for a child given to a section, anybody of the section."""
    return Q(lead_id=by.unit_id) if by.role in SIGNERS else _of_a_section(by)


@rule(_("牵头单位主要负责人"))
def lead_head(by: Acting) -> Q:
    """Head the lead unit: returning and claiming are said by the head (domain/02 T5, T15).

    A section has no head in the register as a rule: for a child given to it anybody there speaks.
    """
    return Q(lead_id=by.unit_id) if by.role == Role.UNIT_HEAD else _of_a_section(by)


def _of_a_section(by: Acting) -> Q:
    if by.role not in UNIT_ROLES:
        return NOTHING
    return Q(parent__isnull=False, lead_id=by.unit_id, lead__kind=UnitKind.SECTION)


@rule(_("交办该子事项的单位主要负责人或分管领导"))
def assigner(by: Acting) -> Q:
    """Head, or be a deputy of, the unit that assigned a child further down (T8)."""
    if by.role not in ASSIGNERS:
        return NOTHING
    return Q(parent__isnull=False, parent__lead_id=by.unit_id)


@rule(_("牵头单位主要负责人或分管领导"))
def may_divide(by: Acting) -> Q:
    """Head, or be a deputy of, the lead of a matter under way: it may be assigned further down."""
    if by.role not in ASSIGNERS:
        return NOTHING
    return Q(lead_id=by.unit_id, state__in=UNDER_WAY)


@rule(_("责任、配合单位"))
def beside_the_lead(by: Acting) -> Q:
    """Work in a unit beside the lead in the current round (asked of a part)."""
    if by.role not in UNIT_ROLES:
        return NOTHING
    current = Q(given_up_at__isnull=True, round__number=F("matter__round_number"))
    return current & Q(unit_id=by.unit_id, role__in=BESIDE)


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
    # Asked of each matter: few wait for a verifier, and a list of all that are bound is long.
    bound = Part.objects.filter(
        Exists(_held_near(by)),
        matter=OuterRef("pk"),
        round__number=OuterRef("round_number"),
        given_up_at__isnull=True,
    )
    return Q(Exists(bound))


def _held_near(by: Acting) -> QuerySet[Term]:
    """Ask, inside a part inside a matter, for terms that touch the part's unit, or stand above it.

    A term counts that lasted to the claim; one stood in for, while standing in lasted to it.
    """
    claimed = OuterRef(OuterRef("claimed_date"))
    own = Q(person__in=by.people) & (Q(until__isnull=True) | Q(until__gte=claimed))
    lent = Q(stand_ins__person__in=by.people, stand_ins__until__gte=claimed)
    theirs, path = OuterRef("unit__path"), "post__unit__path"
    near = Q(**{f"{path}__startswith": theirs}) | Q(StartsWith(theirs, F(path)))
    return Term.objects.filter(own | lent, near)


@rule(_("督办该事项的核查人员"))
def of_the_verifiers(by: Acting) -> Q:
    """Verify for the matter's room: its verifiers, its officers, its director."""
    return TOP & of_the_room(by) if by.role in (Role.VERIFIER, *ROOM_ROLES) else NOTHING


another_hand = (of_the_verifiers & ~claimant & ~bound_by_a_part).named(
    _("督查室核查人员，且不得是申请办结的人，也不得来自牵头、责任、配合单位及其上级")
)


another_officer = (officer & ~claimant).named(_("督办该事项的督查员或主任，且不得是申请办结的人"))
accepts_children = (assigner & ~claimant).named(
    _("交办该子事项的单位主要负责人或分管领导，且不得是申请办结的人")
)
return_decider = (director | assigner).named(_("督办该事项的督查室主任（子事项由交办单位负责人）"))


urger = (officer | assigner).named(
    _("督办该事项的督查员或主任（子事项由交办单位主要负责人或分管领导）")
)


@rule(_("承担该事项的单位"))
def has_a_part(by: Acting) -> Q:
    """Work in a unit that has, or had, a part in the matter, or above one (after issue).

    A unit that carries on the work of one merged into it reaches what that one closed.
    """
    if by.role not in UNIT_ROLES:
        return NOTHING
    units = within(by.unit_path, by.unit_id).values("pk")
    parts = Part.objects.filter(unit__in=units, given_up_at__isnull=True)
    mine = Q(pk__in=parts.values("matter")) | Q(parent__lead_id=by.unit_id)
    return mine & Q(issued_date__isnull=False) & ~Q(state__in=BEFORE_ISSUE)


def units_in_charge(by: Acting) -> QuerySet[Unit]:
    """Return the units of a leader's sphere today, with those below them."""
    held = SphereUnit.objects.filter(sphere__post=by.post_id, sphere__until__isnull=True)
    return below_any(Unit.objects.filter(pk__in=held.values("unit")))


@rule(_("分管该事项的领导"))
def in_the_sphere(by: Acting) -> Q:
    """Be the leader who sponsors the matter or whose sphere holds its lead unit."""
    if by.role not in LEADERS:
        return NOTHING
    mine = Q(leader=by.post_id) | Q(lead__in=units_in_charge(by).values("pk"))
    return mine & ~Q(state__in=[MatterState.DRAFT, MatterState.NOT_OPENED])


@rule(_("主要领导"))
def over_the_room(by: Acting) -> Q:
    """Be the main leader of the committee or government the room works for (domain/08 8.2)."""
    if by.role != Role.MAIN_LEADER:
        return NOTHING
    mine = Q(office__path__startswith=by.unit_path) | Q(owner=OwnerRoom.JOINT)
    return mine & ~Q(state__in=[MatterState.DRAFT, MatterState.NOT_OPENED])


@rule(_("呈批的领导"))
def asked_to_decide(by: Acting) -> Q:
    """Hold the leader's post a matter was submitted to, or stand in for who does (T18)."""
    return Q(decider_id=by.post_id)


@rule(_("督查室及其上级"))
def overseer(by: Acting) -> Q:
    """Work in the matter's room, or be the secretary-general above it, or look on."""
    if by.role in (*ROOM_ROLES, Role.VERIFIER, Role.ARCHIVIST):
        return of_the_room(by)
    if by.role == Role.SECRETARY_GENERAL:
        return Q(office__path__startswith=by.unit_path)
    if by.role in ONLOOKERS:
        return ~Q(state__in=BEFORE_ISSUE)
    return NOTHING


may_see = (overseer | has_a_part | in_the_sphere | over_the_room | asked_to_decide).named(
    _("督查室、承担单位或分管领导")
)


@rule(_("负责该清单的督查员或主任"))
def list_officer(by: Acting) -> Q:
    """Be an officer or the director of the room that holds the list."""
    return of_the_room(by) if by.role in ROOM_ROLES else NOTHING


@rule(_("督查室主任"))
def keeps_lessons(by: Acting) -> Q:
    """Direct a room: what the reader learned holds for the whole city."""
    return Q() if by.role == Role.DIRECTOR else NOTHING


@rule(_("负责该清单的督查室主任"))
def list_director(by: Acting) -> Q:
    """Direct the room that holds the list."""
    return of_the_room(by) if by.role == Role.DIRECTOR else NOTHING


@rule(_("按签发权限签发该清单的领导或督查室主任"))
def list_signer(by: Acting) -> Q:
    """Sign the list by its route (text 0: by the rank of those who answer for it).

    A main leader heads the leading group, and is in charge of what no deputy is.
    """
    above = Q(office__path__startswith=by.unit_path)
    if by.role == Role.DIRECTOR:
        return of_the_room(by) & Q(sign_off=SignOff.DIRECTOR)
    if by.role == Role.SECRETARY_GENERAL:
        return above & Q(sign_off=SignOff.SECRETARY_GENERAL)
    if by.role == Role.MAIN_LEADER:
        shared = above | Q(owner=OwnerRoom.JOINT)
        return shared & Q(sign_off__in=[SignOff.LEADING_GROUP, SignOff.IN_CHARGE])
    if by.role == Role.LEADER:
        led = Draft.objects.filter(
            verdict=DraftVerdict.ACCEPTED, lead__in=units_in_charge(by).values("pk")
        )
        return Q(sign_off=SignOff.IN_CHARGE) & Q(pk__in=led.values("list"))
    return NOTHING


@rule(_("按签发权限签发清单的领导或督查室主任"))
def of_the_signer(by: Acting) -> Q:
    """Sign the list a matter is set up with."""
    signed = list_signer(by)
    if signed is NOTHING:
        return NOTHING
    return TOP & Q(list__in=MatterList.objects.filter(signed).values("pk"))


@rule(_("批准立项的领导或督查室主任（子事项由交办单位负责人）"))
def opener(by: Acting) -> Q:
    """Be of the level that opened the matter, or that opened what it is a child of.

    A child was opened by the unit that assigned it.
    """
    own = (of_the_signer | assigner)(by)
    if by.role == Role.LEADER:
        charge = Q(leader=by.post_id) | Q(lead__in=units_in_charge(by).values("pk"))
        own = TOP & Q(list__sign_off=SignOff.IN_CHARGE) & charge
    if own is NOTHING:
        return NOTHING
    opened = Matter.objects.filter(own).values("pk")
    above = [Q(**{f"{'__'.join(['parent'] * level)}__in": opened}) for level in range(1, LEVELS)]
    return reduce(or_, above, own)
