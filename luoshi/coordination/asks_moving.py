"""How open asks go along when one unit goes up in another (并入)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from luoshi.coordination.ask_terms import BEFORE_SENDING, STILL_TO_ANSWER, AskState
from luoshi.coordination.models import Addressee, Ask
from luoshi.kit.actor import Actor
from luoshi.organisation.mergers import Carrier, OpenThing
from luoshi.organisation.models import Unit

OPEN = Q(state__in=(*BEFORE_SENDING, AskState.SENT))
UNANSWERED = Q(state__in=STILL_TO_ANSWER, ask__state__in=(*BEFORE_SENDING, AskState.SENT))


def open_of(unit: Unit) -> Sequence[OpenThing]:
    """List what a unit asks, and what it has yet to answer."""
    asks = Ask.objects.filter(OPEN, unit=unit).order_by("id")
    rows = Addressee.objects.filter(UNANSWERED, unit=unit).select_related("ask", "unit")
    return [
        *(OpenThing("ask", one.pk, str(one)) for one in asks),
        *(OpenThing("addressee", one.pk, str(one)) for one in rows.order_by("id")),
    ]


def move(unit: Unit, into: Unit, by: Actor, at: datetime) -> int:
    """Let the successor ask and answer on; where it was asked as well, once is enough."""
    moved = Ask.objects.filter(OPEN, unit=unit).update(unit=into)
    twice = Addressee.objects.filter(unit=into, ask=OuterRef("ask"), period=OuterRef("period"))
    rows = Addressee.objects.filter(UNANSWERED, unit=unit).exclude(Exists(twice))
    keys = list(rows.values_list("pk", flat=True))
    return moved + Addressee.objects.filter(pk__in=keys).update(unit=into)


CARRIER = Carrier("asks", gettext_lazy("征询报送"), open_of, move)
