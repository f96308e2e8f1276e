"""取数 Figures are read off the record for every unit of a period; nobody types them."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from luoshi.assessment import records
from luoshi.assessment.collecting import Asked, pages_of_records
from luoshi.assessment.lifecycle import FIGURE
from luoshi.assessment.models import Figure, Indicator, Period
from luoshi.assessment.operations import running
from luoshi.assessment.operations.figures import hold_open
from luoshi.assessment.rules import assessor_of_the_period
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import demand
from luoshi.trail.models import Entry
from luoshi.trail.operations import write


def read_off(period: Period, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Read every figure the record gives; one that is different becomes a further revision.

    :raises NotYours: if `by` is no assessor of the period's office
    :raises NotFromHere: if the period is approved
    """
    with transaction.atomic():
        hold_open(period, _("取数"))
        demand(assessor_of_the_period, by, period, _("取数"))
        changed = []
        for page in pages_of_records(period):
            line = page.indicator
            units = [row.unit.pk for row in page.rows]
            found = records.read(line.record, period.since, period.until, units, at=at)
            for row in page.rows:
                if _read_one(period, line, row, found[row.unit.pk], by, at):
                    changed.append((line.pk, row.unit.pk))
        if changed:
            whose, lines = {unit for _line, unit in changed}, {line for line, _unit in changed}
            running.again(period, units=whose, indicators=lines, at=at)
        facts = {"changed": len(changed)}
        return write("figures.read_off", about=period, by=by, at=at, key=key, facts=facts)


@override(settings.LANGUAGE_CODE)
def _read_one(
    period: Period,
    line: Indicator,
    row: Asked,
    found: records.Read,
    by: Acting,
    at: datetime,
) -> bool:
    """Write one figure down unless it stands so already; tell whether it is new.

    Its words are kept in the city's language, whoever pressed.
    """
    before = row.figure
    evidence = [list(one) for one in found.evidence]
    if before and (before.value, before.parts, before.evidence) == (
        found.value,
        dict(found.parts),
        evidence,
    ):
        return False
    if before is not None:
        Figure.objects.filter(pk=before.pk).update(current=False)
    fresh = Figure.objects.create(
        period=period,
        indicator=line,
        unit=row.unit,
        revision=before.revision + 1 if before else 1,
        reason=_("系统记录有变化") if before else "",
        value=found.value,
        absence="" if found.value is not None else _("本期没有可计的事项"),
        parts=dict(found.parts),
        evidence=evidence,
        enterer_name=_("系统记录"),
        entered_at=at,
    )
    FIGURE.make("read_off", fresh, by=by, at=at, value=found.value)
    return True
