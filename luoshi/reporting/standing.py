"""How a matter keeps pace with its plan, and the words for the periods it reports on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from luoshi.breakdown.clocks import plan_of
from luoshi.breakdown.models import Matter, Milestone
from luoshi.breakdown.terms import CLOSED
from luoshi.kit.wording import full_date
from luoshi.timelimits.wording import period_words


@dataclass(frozen=True)
class Pace:
    """What the plan asks for on a day, against what was reported, in whole points."""

    planned: int
    reported: int

    @property
    def behind(self) -> int:
        """Return by how many points the plan is ahead; nought or less where it is kept."""
        return self.planned - self.reported


def pace(matter: Matter, milestones: Iterable[Milestone], today: date) -> Pace | None:
    """Return the plan against the report, or None before the work began and once it is closed."""
    start = matter.issued_date
    if matter.state in CLOSED or start is None or start >= matter.due_date:
        return None
    planned = plan_of(matter, start, milestones).expected(today)
    return Pace(int(planned), int(matter.progress))


def period_said(code: str) -> str:
    """Say the period of a report; one that nobody owed is named by its day."""
    try:
        return full_date(date.fromisoformat(code))
    except ValueError:
        return period_words(code)
