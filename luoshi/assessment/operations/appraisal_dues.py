"""What an appraisal lets its office owe: the count once voting is over, and the use of its results.

None of these writes an entry; the deed that calls them does, and hands its entry in.
"""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from luoshi.assessment.appraising import lines_of
from luoshi.assessment.models import Appraisal
from luoshi.dues.models import OPEN, Due
from luoshi.dues.operations.owing import excuse_all, meet_all, owe
from luoshi.dues.queries import dues_about
from luoshi.dues.terms import DueKind
from luoshi.organisation.models import Unit
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry
from luoshi.trail.operations import About

COUNT = "APPRAISAL_COUNT"
TAKE_OVER = "APPRAISAL_TAKE_OVER"


def count_owed(appraisal: Appraisal, *, entry: Entry) -> None:
    """Let the office owe the count (结束并计票), from the last day a ballot is taken."""
    _owe(appraisal, COUNT, _("结束并计票"), since=appraisal.until, entry=entry)


def counted(appraisal: Appraisal, *, at: datetime, entry: Entry) -> None:
    """Count the votes as counted; where an indicator waits for them, their use is owed next."""
    meet_all(_of(appraisal.pk, COUNT), at=at, entry=entry)
    if lines_of(appraisal):
        _owe(appraisal, TAKE_OVER, _("采用评议结果"), since=day_here(at), entry=entry)


def taken_over(appraisal: Appraisal, *, at: datetime, entry: Entry) -> None:
    """Count the results as used."""
    meet_all(_of(appraisal.pk, TAKE_OVER), at=at, entry=entry)


@override(settings.LANGUAGE_CODE)
def let_off(office: Unit, *, at: datetime, entry: Entry) -> None:
    """Let off the use of results for which no period is open any more, once one is approved."""
    owed = Due.objects.filter(OPEN, debtor=office, about_kind="appraisal", rule=TAKE_OVER)
    waiting = set(owed.values_list("about_id", flat=True))
    for appraisal in Appraisal.objects.filter(pk__in=waiting):
        if not lines_of(appraisal):
            said = _("考核结果已审定，评议结果没有采用")
            excuse_all(_of(appraisal.pk, TAKE_OVER), reason=str(said), at=at, entry=entry)


@override(settings.LANGUAGE_CODE)
def _owe(appraisal: Appraisal, rule: str, step: Promise, *, since: date, entry: Entry) -> None:
    # What stands on a desk is kept in the city's language, whoever pressed.
    words = {"title": appraisal.title, "step": str(step)}
    owe(
        # The count is the assessors' work, the use of its results the head's word.
        DueKind.REVIEW if rule == COUNT else DueKind.DECISION,
        debtor=appraisal.office,
        creditor=appraisal.office,
        about=About("appraisal", str(appraisal.pk), _("%(title)s·%(step)s") % words),
        since=since,
        rule=rule,
        entry=entry,
    )


def _of(appraisal: UUID, rule: str) -> QuerySet[Due]:
    return dues_about("appraisal", [appraisal]).filter(rule=rule)
