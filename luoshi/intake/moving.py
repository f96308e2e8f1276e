"""How a supervision room's papers go along when it is merged into another (并入)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from luoshi.intake.models import Document, Instruction
from luoshi.organisation.acting import Acting
from luoshi.organisation.mergers import Carrier, OpenThing
from luoshi.organisation.models import Unit


def documents_of(unit: Unit) -> Sequence[OpenThing]:
    """List the decisions a room registered."""
    held = Document.objects.filter(office=unit).only("pk", "title").order_by("registered_at", "id")
    return [OpenThing("document", one.pk, one.title) for one in held]


def move(unit: Unit, into: Unit, by: Acting, at: datetime) -> int:
    """Let the successor keep a room's papers and the leaders' words it noted."""
    Instruction.objects.filter(office=unit).update(office=into)
    return Document.objects.filter(office=unit).update(office=into)


CARRIER = Carrier("documents", gettext_lazy("来文"), documents_of, move)
