"""Who may ask, sign, look at and decide a request; all but the first are asked of the request."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown import rules as of_a_matter
from luoshi.breakdown.models import Matter
from luoshi.coordination.terms import INSIDE, RequestState
from luoshi.kit.rules import NOTHING, Rule, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import LEADERS, UNIT_ROLES
from luoshi.reporting.rules import may_prepare

THIS_ROUND = Q(round__number=F("matter__round_number"))


def _of_the_matter(asked: Rule, by: Acting) -> Q:
    """Ask a rule of a matter of the request's matter.

    Of each request alone: few wait, and a list of all matters somebody opened is long.
    """
    where = asked(by)
    if where is NOTHING:
        return NOTHING
    return Q(Exists(Matter.objects.filter(where, pk=OuterRef("matter"))))


may_ask = (of_a_matter.lead_head | may_prepare).named(_("牵头单位"))


@rule(_("牵头单位的联络员、承办人或分管领导"))
def may_put_up(by: Acting) -> Q:
    """Have written it for the head of the lead unit to sign."""
    held = _of_the_matter(may_prepare, by)
    return held if held is NOTHING else held & Q(unit=by.unit_id, prepared_by_id=by.person_id)


@rule(_("牵头单位主要负责人"))
def may_send(by: Acting) -> Q:
    """Head the unit that leads the matter: what is asked is the head's word (domain/02 2.5)."""
    held = _of_the_matter(of_a_matter.lead_head, by)
    return held if held is NOTHING else held & Q(unit=by.unit_id) & THIS_ROUND


@rule(_("申请单位（已报送的由主要负责人）"))
def may_withdraw(by: Acting) -> Q:
    """Work in the unit that asks, while its head has not signed; afterwards head it."""
    if by.role not in UNIT_ROLES:
        return NOTHING
    inside = Q(unit=by.unit_id, state=RequestState.SIGNING)
    head = may_send(by)
    return inside if head is NOTHING else inside | head


@rule(_("督办该事项的督查员或主任"))
def may_review(by: Acting) -> Q:
    """Be an officer or the director of the matter's room."""
    held = _of_the_matter(of_a_matter.officer, by)
    return held if held is NOTHING else held & THIS_ROUND


@rule(_("包抓该事项的领导或主要领导"))
def may_consent(by: Acting) -> Q:
    """Sponsor the matter, or be the main leader over its room: a second extension needs it."""
    if by.role not in LEADERS:
        return NOTHING
    own = Q(matter__leader_id=by.post_id)
    main = _of_the_matter(of_a_matter.over_the_room, by)
    return (own if main is NOTHING else own | main) & THIS_ROUND


@rule(_("批准立项的领导或督查室主任（子事项由交办单位负责人），且不得是申请人"))
def may_decide(by: Acting) -> Q:
    """Be of the level that opened the matter, and not the one who asked (domain/03 3.3)."""
    held = _of_the_matter(of_a_matter.opener, by)
    if held is NOTHING:
        return NOTHING
    asked = Q(prepared_by__in=by.people) | Q(signed_by__in=by.people, signed_by__isnull=False)
    return held & ~asked


@rule(_("系统"))
def the_clock(by: object) -> Q:
    """Be the clock: what can be granted no longer lapses by itself."""
    return Q() if getattr(by, "person_id", None) is None else NOTHING


def readable(by: Acting) -> Q:
    """Ask of a request: it was sent, or it is one's own unit's affair."""
    own = Q(unit=by.unit_id) if by.role in UNIT_ROLES else Q(pk__in=[])
    seen = Matter.objects.filter(of_a_matter.may_see(by)).values("pk")
    return (own | (Q(sent_at__isnull=False) & ~Q(state__in=INSIDE))) & Q(matter__in=seen)
