"""From a measure and a start to all the days a due stores: due, warn, severe, and the working."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from luoshi.dues.lights import severe_day, warn_day
from luoshi.dues.models import Due
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.rules import Measure, Span, measure_of


def days_for(
    kind: str,
    measure: Measure,
    since: date,
    calendar: Calendar,
    *,
    start: str,
    pauses: Sequence[Span] = (),
) -> dict[str, Any]:
    """Return the columns of a due that the calendar decides, ready for an insert or an update."""
    reckoned = measure.reckon(since, calendar, pauses=pauses, start=start)
    due = reckoned.due_date
    return {
        "due_date": due,
        "warn_date": warn_day(kind, since, due, calendar),
        "severe_date": severe_day(due, calendar),
        "provisional": reckoned.provisional,
        "working": reckoned.working.as_json(),
    }


def days_again(due: Due, calendar: Calendar, pauses: Iterable[Span]) -> dict[str, Any]:
    """Reckon a stored due again, from its measure and start, with the pauses it has had."""
    return days_for(
        due.kind,
        measure_of(due.measure),
        due.since,
        calendar,
        start=due.start,
        pauses=tuple(pauses),
    )


def pauses_of(due: Due) -> list[Span]:
    """Return the pauses of a due that are over; one that lasts has no length yet."""
    ended = due.pauses.filter(until__isnull=False).values_list("since", "until")
    return [Span(since, until) for since, until in ended if until is not None]
