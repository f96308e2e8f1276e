"""What words say that a person chose in a sentence: a day, figures. Nothing is proposed here."""

from datetime import date

from luoshi.reading.cadence import cadences_in
from luoshi.reading.deadlines import Anchor, counted, dues_in
from luoshi.reading.shadow import Shadow, shadow_of
from luoshi.reading.targets import targets_in
from luoshi.reading.terms import Deadline, Span, Target
from luoshi.timelimits.calendar import Calendar

_AIM = "达到"


def deadline_in(words: str, anchor: date, calendar: Calendar | None = None) -> Deadline | None:
    """Return the first time limit that words set, with its day where the anchor gives one.

    :param anchor: the day the paper bears
    :param calendar: the working days of the place; without it those of the official notices
    """
    shadow = shadow_of(words)
    bears = Anchor(anchor.year, anchor.month, anchor.day, calendar)
    for due in dues_in(shadow.text, bears):
        span = shadow.span(due.start, due.end)
        return Deadline(
            span.of(words), span, due.resolved, due.limit, due.how, due.filled, due.offered
        )
    return None


def from_issue(found: Deadline, issued: date, calendar: Calendar | None = None) -> date | None:
    """Return the day a limit ends on if it runs from the paper's own day; to be offered only.

    None where the words set no limit, or name their day.

    :param calendar: as of `deadline_in`
    """
    limit = found.limit
    if limit is None or found.resolved:
        return None
    return counted(issued, limit.length, limit.unit, calendar)


def figures_at(sentence: str, start: int, end: int) -> list[Target]:
    """Return the figures of a sentence that stand within `start` and `end`.

    What is counted is read off the sentence; words that are only a number are read as an aim.
    """
    chosen = Span(start, end)
    found = [one for one in _figures(sentence) if _meet(one.span, chosen)]
    if found:
        return found
    aim = _AIM + sentence[start:end]
    return [
        Target(one.raw.removeprefix(_AIM), one.span, one.metric, one.value, one.unit, one.direction)
        for one in _figures(aim)
    ]


def _figures(words: str) -> list[Target]:
    shadow = shadow_of(words)
    found = []
    for figure in targets_in(shadow.text, 0, len(shadow.text), _taken(shadow)):
        span = shadow.span(figure.start, figure.end)
        raw = span.of(words)
        found.append(Target(raw, span, figure.metric, figure.value, figure.unit, figure.direction))
    return found


def _taken(shadow: Shadow) -> set[int]:
    """Return the places that days and cadences hold: their numbers are no figures."""
    spans = [(one.start, one.end) for one in dues_in(shadow.text, None)]
    spans += cadences_in(shadow.text)
    return {at for start, end in spans for at in range(start, end)}


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
