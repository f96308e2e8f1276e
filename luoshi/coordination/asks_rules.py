"""Who may ask, answer and look on (征询报送). Each rule asks the acting post."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.coordination.ask_terms import BEFORE_SENDING, AskState
from luoshi.coordination.models import Addressee, Ask
from luoshi.kit.rules import NOTHING, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import HEADS
from luoshi.organisation.terms import ONLOOKERS, ROOM_ROLES, UNIT_ROLES, Role

# Who speaks in a unit's name: asks, and answers what it is asked.
SPEAKERS = (*UNIT_ROLES, *ROOM_ROLES, Role.SECRETARY_GENERAL)
# Rooms look after it that opinions are answered in time (text 3: a reply is a duty).
OVERSEERS = (*ROOM_ROLES, Role.SECRETARY_GENERAL, *ONLOOKERS)


@rule(_("发起单位"))
def asker(by: Acting) -> Q:
    """Work in the unit that asks (asked of an ask)."""
    return Q(unit_id=by.unit_id) if by.role in SPEAKERS else NOTHING


@rule(_("发起单位主要负责人"))
def asking_head(by: Acting) -> Q:
    """Head the unit that asks: what goes out to others is the head's word."""
    return Q(unit_id=by.unit_id) if by.role in HEADS else NOTHING


@rule(_("主送单位"))
def addressed(by: Acting) -> Q:
    """Work in the unit that is asked (asked of an addressee)."""
    if by.role not in SPEAKERS:
        return NOTHING
    return Q(unit_id=by.unit_id, delivered_at__isnull=False, ask__state=AskState.SENT)


@rule(_("发起单位"))
def asker_of_the_reply(by: Acting) -> Q:
    """Work in the unit that asked (asked of an addressee)."""
    if by.role not in SPEAKERS:
        return NOTHING
    return Q(ask__unit_id=by.unit_id, ask__state=AskState.SENT)


@rule(_("主送单位及其上级"))
def asked_below(by: Acting) -> Q:
    """Work in a unit that is asked, or above one: what is asked of one's own is no secret."""
    if by.role not in SPEAKERS:
        return NOTHING
    rows = Addressee.objects.filter(unit__path__startswith=by.unit_path, delivered_at__isnull=False)
    return ~Q(state__in=BEFORE_SENDING) & Q(pk__in=rows.values("ask"), sent_at__isnull=False)


@rule(_("督查室、秘书长或观察员"))
def overseer(by: Acting) -> Q:
    """Look on from a supervision room, the secretary-general's or an observer's post."""
    return Q(sent_at__isnull=False) if by.role in OVERSEERS else NOTHING


may_see = (asker | asked_below | overseer).named(_("发起单位、主送单位或督查室"))
may_see_replies = (asker | overseer).named(_("发起单位或督查室"))


def asks_seen(by: Acting) -> Q:
    """Return the condition that an addressee's ask is one whose replies this post may read."""
    return Q(ask__in=Ask.objects.filter(may_see_replies(by)).values("pk"))
