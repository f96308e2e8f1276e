"""What can be done with a matter that is no row of its table: who may, and why not.

The deeds themselves ask again; the button, the page and the refusal read the same condition here.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.operations.children import MOVABLE
from luoshi.breakdown.operations.inputs import HEARING
from luoshi.breakdown.operations.urging import URGED
from luoshi.breakdown.rules import (
    BESIDE,
    beside_the_lead,
    lead_head,
    may_divide,
    opener,
    urger,
)
from luoshi.breakdown.terms import UNDER_WAY, MatterState
from luoshi.kit.rules import NOTHING, Rule
from luoshi.organisation.acting import Acting


@dataclass(frozen=True)
class Offer:
    """A deed beside the table of moves.

    :param states: from which it can be done
    :param may: who may, as a rule of a matter
    """

    label: str | Promise
    states: tuple[str, ...]
    may: Rule


def _with_a_part(by: Any) -> Q:
    parts = beside_the_lead(by)
    return parts if parts is NOTHING else Q(pk__in=Part.objects.filter(parts).values("matter"))


def _leads_others(by: Any) -> Q:
    waiting = Part.objects.filter(
        matter=OuterRef("pk"),
        round__number=OuterRef("round_number"),
        given_up_at__isnull=True,
        role__in=BESIDE,
        heard_at__isnull=True,
        waived_at__isnull=True,
    )
    return (lead_head & Rule(lead_head.says, lambda _by: Q(Exists(waiting))))(by)


OFFERS = {
    "divide": Offer(gettext_lazy("再分解"), UNDER_WAY, may_divide),
    "input": Offer(gettext_lazy("提出协办意见"), HEARING, Rule(beside_the_lead.says, _with_a_part)),
    "waive": Offer(gettext_lazy("免除协办意见"), HEARING, Rule(lead_head.says, _leads_others)),
    "move_date": Offer(gettext_lazy("调整时限"), MOVABLE, opener),
    "urge": Offer(gettext_lazy("催办"), URGED, urger),
}


def open_offers(matter: Matter, by: Acting) -> set[str]:
    """Return which of these deeds somebody may do on a matter now.

    One query; none where no post of this role could.
    """
    here = Matter.objects.filter(pk=matter.pk)
    asked = {
        name: Exists(here.filter(where, state__in=offer.states))
        for name, offer in OFFERS.items()
        if matter.state in offer.states and (where := offer.may(by)) is not NOTHING
    }
    if not asked:
        return set()
    answers = here.values_list(*asked.values()).get()
    return {name for name, may in zip(asked, answers, strict=True) if may}


def why_not(name: str, matter: Matter, by: Acting) -> str:
    """Say why a deed is not open to somebody, in the words of its refusal; "" if it is."""
    if name in open_offers(matter, by):
        return ""
    offer = OFFERS[name]
    if matter.state not in offer.states:
        words = {"deed": offer.label, "state": MatterState(matter.state).label}
        return _("当前状态为“%(state)s”，不能%(deed)s") % words
    return _("%(deed)s须由%(who)s办理") % {"deed": offer.label, "who": offer.may.says}
