"""考核进程 The steps of a period in their order, which are done, and on which day."""

from dataclasses import dataclass
from datetime import date, datetime

from luoshi.assessment.models import Period
from luoshi.assessment.terms import PeriodState


@dataclass(frozen=True)
class Stage:
    """One step of a period's assessment.

    :ivar day: the day it began or ended, where one is known
    """

    words: str
    done: bool
    now: bool
    day: date | datetime | None = None


def stages_of(period: Period) -> list[Stage]:
    """Return the steps; the last one, once reached, is done and nothing stands after it."""
    order = [one for one in PeriodState if one != PeriodState.APPROVED]
    state = PeriodState(period.state)
    # What is approved waits for its bulletin: the step of approval is done, the next not yet.
    here = order.index(PeriodState.APPROVING if state == PeriodState.APPROVED else state)
    days = {
        PeriodState.COLLECTING: period.opened_at,
        PeriodState.PREVIEWING: period.previewed_at,
        PeriodState.PUBLICITY: period.publicity_since,
        PeriodState.APPROVING: period.approved_at,
        PeriodState.PUBLISHED: period.published_at,
    }
    last = state == PeriodState.PUBLISHED
    return [
        Stage(str(one.label), place < here or last, place == here and not last, days.get(one))
        for place, one in enumerate(order)
    ]
