"""How requests that wait go along when their unit is merged into another (并入)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from luoshi.coordination.models import Request
from luoshi.coordination.terms import WAITING
from luoshi.organisation.acting import Acting
from luoshi.organisation.mergers import Carrier, OpenThing
from luoshi.organisation.models import Unit


def waiting_of(unit: Unit) -> Sequence[OpenThing]:
    """List what a unit has asked and nobody has decided."""
    waiting = Request.objects.filter(unit=unit, state__in=WAITING).select_related("matter")
    return [OpenThing("request", one.pk, str(one)) for one in waiting.order_by("id")]


def move(unit: Unit, into: Unit, by: Acting, at: datetime) -> int:
    """Let the successor go on with what was asked; return how many that is."""
    return Request.objects.filter(unit=unit, state__in=WAITING).update(unit=into)


CARRIER = Carrier("requests", gettext_lazy("待决定的申请"), waiting_of, move)
