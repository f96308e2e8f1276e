"""采用评议结果 What people voted becomes an indicator's figure by the head's word, never typed."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from luoshi.assessment.appraisal_terms import AppraisalState, VoteGrade
from luoshi.assessment.appraising import Row, rows_of
from luoshi.assessment.balloting import parts_of
from luoshi.assessment.lifecycle import FIGURE
from luoshi.assessment.models import Appraisal, AssessedUnit, Figure, Indicator, Period
from luoshi.assessment.operations import appraisal_dues, running
from luoshi.assessment.operations.figures import hold_open
from luoshi.assessment.rules import office_head
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import demand, not_yours
from luoshi.trail.models import Entry
from luoshi.trail.operations import write


def take_over(
    appraisal: Appraisal,
    period: Period,
    lines: Sequence[Indicator],
    *,
    by: Acting,
    at: datetime,
    key: str = "",
) -> Entry:
    """Make a closed appraisal the certified figures of indicators in a period.

    A unit with too few valid votes has no figure (不予考核). What stood there before stays beside.

    :param lines: indicators that take the result of an appraisal, from `appraising.lines_of`
    :raises NotYours: if `by` does not head the office of both
    :raises NotFromHere: if the appraisal is not closed, or the period is approved
    :raises Unmet: if no indicator is named, no appraised unit is assessed by them, or all stands so
    """
    demand(office_head, by, appraisal, _("采用评议结果"))
    if period.scheme.office_id != appraisal.office_id:
        raise NotYours(not_yours(office_head, _("采用评议结果")))
    if appraisal.state != AppraisalState.CLOSED:
        raise NotFromHere(_("评议结束后才能采用结果"))
    if not lines:
        raise Unmet(_("请选择指标"))
    with transaction.atomic():
        hold_open(period, _("采用评议结果"))
        laid = _lay_all(appraisal, period, lines, by, at)
        if not laid:
            raise Unmet(_("没有可采用的：被评议单位不在指标所在分组，或结果已经采用"))
        units, changed = {one.unit_id for one in laid}, {one.indicator_id for one in laid}
        running.again(period, units=units, indicators=changed, at=at)
        told = [{"indicator": one.indicator.name, "unit": one.unit.name} for one in laid]
        facts = {"period": period.label, "figures": told}
        deed = "appraisal.take_over"
        entry = write(deed, about=appraisal, by=by, at=at, key=key, facts=facts)
        appraisal_dues.taken_over(appraisal, at=at, entry=entry)
    return entry


def _lay_all(
    appraisal: Appraisal, period: Period, lines: Sequence[Indicator], by: Acting, at: datetime
) -> list[Figure]:
    """Lay the figures of every indicator; return those that are new."""
    rows, laid = rows_of(appraisal), []
    for line in lines:
        units = AssessedUnit.objects.filter(group=line.group_id).values_list("unit", flat=True)
        assessed = set(units)
        for row in rows:
            if row.unit.pk in assessed:
                laid.append(_lay(appraisal, period, line, row, by, at))
    return [one for one in laid if one is not None]


@override(settings.LANGUAGE_CODE)
def _lay(
    appraisal: Appraisal, period: Period, line: Indicator, row: Row, by: Acting, at: datetime
) -> Figure | None:
    """Lay one unit's figure, signed at once; None where it stands so already.

    Its words are kept in the city's language, whoever pressed.
    """
    few = row.result.grade == VoteGrade.TOO_FEW
    value = row.result.value
    parts = {} if few else parts_of(appraisal.scale, row.votes, appraisal.issued or 0)
    evidence = [["appraisal", str(appraisal.pk)]]
    before = Figure.objects.filter(period=period, indicator=line, unit=row.unit, current=True)
    last = before.select_for_update().first()
    if last and (last.value, last.parts, last.evidence) == (value, parts, evidence):
        return None
    before.update(current=False)
    fresh = Figure.objects.create(
        period=period,
        indicator=line,
        unit=row.unit,
        revision=last.revision + 1 if last else 1,
        reason=_("采用“%(title)s”的结果") % {"title": appraisal.title} if last else "",
        value=value,
        absence=_("有效票不足5张") if few else "",
        parts=parts,
        evidence=evidence,
        enterer_name=_("评议结果"),
        entered_at=at,
    )
    FIGURE.make("take_over", fresh, by=by, at=at, value=value, appraisal=appraisal.title)
    return fresh
