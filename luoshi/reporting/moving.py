"""How what waits for a unit's signature goes along when the unit is merged into another (并入).

What was sent is the word of the unit as it was called then; what nobody signed yet is nobody's,
and would wait for a head who is no more.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from luoshi.organisation.acting import Acting
from luoshi.organisation.mergers import Carrier, OpenThing
from luoshi.organisation.models import Unit
from luoshi.reporting.models import Report, Slip
from luoshi.reporting.terms import ReportState, SlipState


def waiting_of(unit: Unit) -> Sequence[OpenThing]:
    """List the reports and slips that wait for the signature of a unit's head."""
    reports = Report.objects.filter(unit=unit, state=ReportState.SIGNING).select_related("matter")
    slips = Slip.objects.filter(unit=unit, state=SlipState.WAITING).select_related("matter")
    return [
        *(OpenThing("report", one.pk, str(one)) for one in reports.order_by("id")),
        *(OpenThing("slip", one.pk, str(one)) for one in slips.order_by("id")),
    ]


def move(unit: Unit, into: Unit, by: Acting, at: datetime) -> int:
    """Let the successor's head sign what waits; return how many that is."""
    reports = Report.objects.filter(unit=unit, state=ReportState.SIGNING)
    slips = Slip.objects.filter(unit=unit, state=SlipState.WAITING)
    return reports.update(unit=into) + slips.update(unit=into)


CARRIER = Carrier("signatures", gettext_lazy("待审签"), waiting_of, move)
