"""设定类别频次 How often a kind of work is reported on here; what is under way keeps its own."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.models import KindCadence
from luoshi.breakdown.rhythms import cadence_for
from luoshi.breakdown.terms import Cadence
from luoshi.dues.operations.calendars import demand_basis, hold_time
from luoshi.dues.rules import demand_keeper
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.intake.kinds import KINDS
from luoshi.organisation.acting import Acting
from luoshi.trail.operations import write

DEED = gettext_lazy("设定类别频次")


@transaction.atomic
def set_cadence(
    kind: str, cadence: str, *, basis: str, by: Acting, at: datetime, key: str = ""
) -> KindCadence:
    """Let drafts of a kind begin with another cadence from now on (报送频次).

    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: without a paper, or if there is no such kind or cadence
    :raises NotFromHere: if it is so already
    """
    demand_keeper(by, DEED)
    demand_basis(basis)
    if kind not in KINDS or cadence not in Cadence.values:
        raise Unmet(_("请选择类别和报送频次"))
    hold_time()
    before = cadence_for(kind)
    if before == cadence:
        raise NotFromHere(_("这一类别已按此频次报送"))
    row = KindCadence.objects.create(
        kind=kind, cadence=cadence, basis=basis.strip(), set_at=at, set_by_id=by.person_id
    )
    write("kindcadence.set", about=row, by=by, at=at, before=before, after=cadence,
          facts={"kind": kind, "basis": basis}, key=key)  # fmt: skip
    return row
