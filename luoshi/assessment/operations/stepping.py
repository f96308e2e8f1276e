"""What each step of a period lets be owed, by whom, and what the next step lets off (应办).

None of these writes an entry; the deed that makes the step does, and hands its entry in.
"""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_noop, override

from luoshi.assessment import standing
from luoshi.assessment.collecting import standings_of
from luoshi.assessment.models import Period
from luoshi.assessment.wording import step_title
from luoshi.dues.models import Due
from luoshi.dues.operations.owing import Promise, excuse_all, meet_all, owe_many
from luoshi.dues.queries import dues_about
from luoshi.dues.terms import DueKind
from luoshi.organisation.models import Unit
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Start
from luoshi.trail.models import Entry
from luoshi.trail.operations import About

SELF_REPORT = "ASSESSMENT_SELF_REPORT"
CHECK = "ASSESSMENT_CHECK"
PUBLICITY = "ASSESSMENT_PUBLICITY"
APPROVAL = "ASSESSMENT_APPROVAL"
PUBLICATION = "ASSESSMENT_PUBLICATION"


def of_the_period(period: Period, step: str) -> About:
    """Name a step of a period on the desk of whoever owes it."""
    return About("period", str(period.pk), step_title(period.label, step))


def figures_owed(period: Period, *, at: datetime, entry: Entry) -> None:
    """Let every source department owe its figures by the day of the month the scheme names."""
    since = day_here(at)
    promises = [
        Promise(
            DueKind.MATERIAL,
            debtor=one.unit,
            creditor=period.scheme.office,
            about=of_the_period(period, gettext_noop("报送并核定指标数据")),
            since=since,
            on=max(one.due_date, since),
            start=Start.NOTICE,
        )
        for one in standings_of(period)
    ]
    owe_many(promises, entry=entry)


def self_reports_owed(period: Period, *, at: datetime, entry: Entry) -> date | None:
    """Let every assessed unit owe its self-report; return by when."""
    owed = owe_many(
        [
            Promise(
                DueKind.MATERIAL,
                debtor=one.unit,
                creditor=period.scheme.office,
                about=of_the_period(period, gettext_noop("自评")),
                since=day_here(at),
                rule=SELF_REPORT,
            )
            for one in standing.assessed(period)
        ],
        entry=entry,
    )
    return owed[0].due_date if owed else None


def self_reported(period: Period, unit_id: UUID, *, at: datetime, entry: Entry) -> None:
    """Count one unit's self-report as made."""
    meet_all(_of(period, SELF_REPORT).filter(debtor=unit_id), at=at, entry=entry)


def owed_by_the_office(period: Period, rule: str, *, at: datetime, entry: Entry) -> date:
    """Let the office that assesses owe its next step; return by when."""
    return _owed(period, period.scheme.office, rule, at=at, entry=entry)


def approval_owed(period: Period, *, at: datetime, entry: Entry) -> date:
    """Let the committee above the office owe its approval; return by when."""
    return _owed(period, committee_over(period.scheme.office), APPROVAL, at=at, entry=entry)


def done(period: Period, rule: str, *, at: datetime, entry: Entry) -> None:
    """Count what was owed under one rule as done by this step."""
    meet_all(_of(period, rule), at=at, entry=entry)


@override(settings.LANGUAGE_CODE)
def let_off(period: Period, rule: str, reason: str | Words, *, at: datetime, entry: Entry) -> None:
    """Let off what was owed under a rule and cannot be done any more."""
    excuse_all(_of(period, rule), reason=str(reason), at=at, entry=entry)


def committee_over(office: Unit) -> Unit:
    """Return the committee or government at the top of the tree an office stands in."""
    return Unit.objects.get(path=office.path[: Unit.steplen])


def _owed(period: Period, debtor: Unit, rule: str, *, at: datetime, entry: Entry) -> date:
    steps = {
        CHECK: gettext_noop("审核"),
        PUBLICITY: gettext_noop("公示"),
        APPROVAL: gettext_noop("审定"),
        PUBLICATION: gettext_noop("通报"),
    }
    kind = DueKind.REVIEW if rule == CHECK else DueKind.DECISION
    promise = Promise(
        kind,
        debtor=debtor,
        creditor=period.scheme.office,
        about=of_the_period(period, steps[rule]),
        since=day_here(at),
        rule=rule,
    )
    return owe_many([promise], entry=entry)[0].due_date


def _of(period: Period, rule: str) -> QuerySet[Due]:
    return dues_about("period", [period.pk]).filter(rule=rule)
