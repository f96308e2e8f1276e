"""延期规则 How much more time may be asked for, until when, how often: rules of the city as data.

The defaults are those of domain/03 section 3.3; the kind of the matter says which rules are its.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.coordination.models import Request
from luoshi.coordination.terms import RequestKind, RequestState
from luoshi.dues.queries import calendar_here, rules_here
from luoshi.flow.refusals import Unmet
from luoshi.intake.kinds import kind
from luoshi.kit.wording import full_date
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Rule

# No notice is longer: a search for the last day to ask ends here.
FARTHEST = 120


@dataclass(frozen=True)
class Allowance:
    """What an extension of one matter may be, asked for on one day.

    :param apply_by: the last day on which it may be asked for
    :param until: the latest day that may be asked for
    :param granted: how many were granted in this round
    :param most: how many may be, without a leader's consent
    """

    today: date
    due_date: date
    apply_by: date
    until: date
    granted: int
    most: int

    @property
    def over(self) -> bool:
        """Tell whether the matter's date is past: nothing can be asked for any more."""
        return self.today > self.due_date

    @property
    def late(self) -> bool:
        """Tell whether the last day to ask is past."""
        return self.today > self.apply_by

    @property
    def time(self) -> int:
        """Return the how-manieth extension of the round it would be."""
        return self.granted + 1

    @property
    def needs_consent(self) -> bool:
        """Tell whether a leader must consent: the usual number is used up."""
        return self.granted >= self.most

    @property
    def why_not(self) -> str:
        """Say why nothing can be asked for any more; "" while it can."""
        if self.over:
            words = _("完成时限%(day)s已过，不能申请延期；到期后提出的延期按逾期认定")
            return words % {"day": full_date(self.due_date)}
        if self.late:
            words = _("延期须在到期前申请，最迟%(day)s；现已超过申请期限")
            return words % {"day": full_date(self.apply_by)}
        return ""

    def check(self, wanted: date) -> None:
        """Ask that a day may be asked for now.

        :raises Unmet: if it is too late, or the day is no later, or too far
        """
        if self.why_not:
            raise Unmet(self.why_not)
        if wanted <= self.due_date:
            raise Unmet(_("拟完成时间须晚于现时限%(day)s") % {"day": full_date(self.due_date)})
        if wanted > self.until:
            words = _("一次延期不得超过原办理时长，也不得超过规定天数；最迟可延至%(day)s")
            raise Unmet(words % {"day": full_date(self.until)})


def allowance_of(matter: Matter, *, at: datetime) -> Allowance:
    """Return what may be asked for of a matter today, by the rules in force today."""
    today, calendar = day_here(at), calendar_here()
    how = kind(matter.kind).extending
    length = (matter.original_due_date - (matter.issued_date or today)).days
    notice = how.short_notice if length <= how.short_days else how.notice
    rules = rules_here([notice, how.longest], on=today)
    longest = _reckon(rules[how.longest], matter.due_date, calendar)
    until = min(longest, matter.due_date + max(length, 1) * ONE_DAY)
    if matter.parent is not None:
        until = min(until, matter.parent.due_date)
    return Allowance(
        today=today,
        due_date=matter.due_date,
        apply_by=_apply_by(rules[notice], matter.due_date, calendar),
        until=until,
        granted=granted_before(matter),
        most=how.times,
    )


def granted_before(matter: Matter) -> int:
    """Count the extensions granted in the matter's round."""
    asked = Request.objects.filter(matter=matter.pk, round__number=matter.round_number)
    return asked.filter(kind=RequestKind.EXTENSION, state=RequestState.GRANTED).count()


def decision_rule(matter: Matter, what: str) -> str:
    """Return the code of the time limit by which a request is decided."""
    extends = what == RequestKind.EXTENSION
    return kind(matter.kind).extending.decision if extends else "REQUEST_DECISION"


def most_of(matter: Matter) -> int:
    """Return how many extensions a round may have without a leader's consent."""
    return kind(matter.kind).extending.times


def _reckon(rule: Rule, since: date, calendar: Calendar) -> date:
    return rule.reckon(since, calendar).due_date


def _apply_by(rule: Rule, due_date: date, calendar: Calendar) -> date:
    """Return the last day from which the notice still runs out by the date."""
    day = due_date
    for _step in range(FARTHEST):
        if _reckon(rule, day, calendar) <= due_date:
            break
        day -= ONE_DAY
    return day
