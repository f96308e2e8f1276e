"""补救 What of a unit's losses can still be made good: by the work, or by an appeal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.assessment.account import NOTHING, Account, Extra, Line, by_loss
from luoshi.assessment.models import Period
from luoshi.assessment.records import GROWING
from luoshi.assessment.terms import Method, PeriodState, Source

MENDED = 3
IN_THE_MAKING = (PeriodState.COLLECTING, PeriodState.SELF_REPORTING, PeriodState.CHECKING)
OPEN_TO_APPEAL = (PeriodState.PREVIEWING, PeriodState.PUBLICITY)
# What happened was counted, or people have said it: no work undoes that.
COUNTED = (
    Method.DEDUCTION,
    Method.PLUS_MINUS,
    Method.SATISFACTION_VALUE,
    Method.SATISFACTION_RATE,
    Method.VOTE_GRADE,
    Method.GRADED_VOTES,
)


@dataclass(frozen=True)
class Amends:
    """What can still be made good: at most so many points, how, and until when.

    :ivar lines: empty where all that is lost is lost for good
    :ivar by_appeal: by an appeal with evidence; otherwise by the work itself
    :ivar until: the last day for it; None where the step has no day of its own
    """

    lines: Sequence[Line]
    extras: Sequence[Extra]
    by_appeal: bool
    until: date | None

    @property
    def taken(self) -> Decimal:
        """What the deductions that may be appealed against come to; not more than nothing."""
        return sum((one.points for one in self.extras), NOTHING)


def can_be_mended(line: Line) -> bool:
    """Tell whether work can still win back what a line lost, while the days of its period run.

    A target that is not reached yet can be reached. What was late stays late, what was sent back
    was sent back, and who was asked has answered.
    """
    if not line.loses or line.indicator.method in COUNTED:
        return False
    if line.indicator.source == Source.RECORD:
        return line.indicator.record in GROWING
    return line.indicator.source == Source.ENTERED


def amends_of(account: Account, period: Period, today: date) -> Amends | None:
    """Return what can still be made good on a day; None once nothing can.

    While the days of the period run, by the work: see `can_be_mended`. Once it was previewed, by an
    appeal: every loss and every deduction. In between the source departments correct their figures
    and nobody else.
    """
    losing = sorted((one for one in account.terms if one.loses), key=by_loss)
    taking = [one for one in account.extras if one.takes and one.counts]
    if period.state in IN_THE_MAKING and today <= period.until:
        mended = [one for one in losing if can_be_mended(one)]
        return Amends(mended[:MENDED], (), False, period.until)
    if period.state in OPEN_TO_APPEAL and _may_still_appeal(period, today):
        if not losing and not taking:
            return None
        return Amends(losing[:MENDED], taking, True, period.appeal_until)
    return None


def _may_still_appeal(period: Period, today: date) -> bool:
    return period.appeal_until is None or today <= period.appeal_until
