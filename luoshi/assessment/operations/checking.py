"""What units say of themselves, and what two assessors find in each score (自评、审核)."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.assessment import standing
from luoshi.assessment.appeal_rules import assessed_head
from luoshi.assessment.appeal_terms import CheckVerdict
from luoshi.assessment.models import Period, SelfReport, UnitCheck
from luoshi.assessment.operations import stepping
from luoshi.assessment.rules import assessor_of_the_period
from luoshi.assessment.terms import PeriodState
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.rules import demand
from luoshi.trail.operations import write

REPORTING = (PeriodState.SELF_REPORTING, PeriodState.CHECKING)


def report(
    period: Period,
    *,
    by: Acting,
    at: datetime,
    text: str,
    points: Decimal | None = None,
    key: str = "",
) -> SelfReport:
    """Say for one's unit what it did and where it fell short (自评); late until the preview.

    :raises NotYours: if `by` does not head a unit that is assessed
    :raises Unmet: if nothing is said
    :raises NotFromHere: if it was said before, or it is not the time
    """
    demand(assessed_head, by, period, _("自评"))
    if not text.strip():
        raise Unmet(_("请写明自评情况"))
    with transaction.atomic():
        standing.hold(period, REPORTING, _("自评"))
        try:
            with transaction.atomic():
                made = SelfReport.objects.create(
                    period=period,
                    unit_id=by.unit_id,
                    text=text.strip(),
                    points=points,
                    reported_by_id=by.person_id,
                    reporter_name=by.person_name,
                    reported_at=at,
                )
        except IntegrityError as twice:
            raise NotFromHere(_("本单位已经自评")) from twice
        said = {"points": points} if points is not None else {}
        entry = write("selfreport.make", about=made, by=by, at=at, facts=said, key=key)
        stepping.self_reported(period, by.unit_id, at=at, entry=entry)
    return made


def check(
    period: Period,
    unit: Unit,
    *,
    by: Acting,
    at: datetime,
    verdict: str,
    note: str = "",
    key: str = "",
) -> UnitCheck:
    """Look over one unit's score and say what one finds (审核); said anew, it replaces one's word.

    :raises NotYours: if `by` is no assessor of the office
    :raises Unmet: if the unit is not assessed, or an objection says nothing
    """
    demand(assessor_of_the_period, by, period, _("审核"))
    if not standing.assessed(period).filter(unit=unit).exists():
        raise Unmet(_("该单位不在本期考核范围内"))
    if verdict == CheckVerdict.OBJECTED and not note.strip():
        raise Unmet(_("请写明异议"))
    with transaction.atomic():
        standing.hold(period, [PeriodState.CHECKING], _("审核"))
        made, _new = UnitCheck.objects.update_or_create(
            period=period,
            unit=unit,
            checked_by_id=by.person_id,
            defaults={
                "verdict": CheckVerdict(verdict),
                "note": note.strip()[:500],
                "checker_name": by.person_name,
                "checked_at": at,
            },
        )
        said = {"verdict": made.verdict, "note": made.note}
        write("unitcheck.make", about=made, by=by, at=at, facts=said, key=key)
    return made
