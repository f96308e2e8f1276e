"""The lane before its cards are drawn: drafts and open sentences in the order of the text.

Two light queries, however long the paper is; cards are drawn of what is shown alone (`lane`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from luoshi.breakdown.asks import open_on
from luoshi.breakdown.models import DraftUnit, MatterList
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.intake.queries import Line

LAST = 2**31


class Outline(NamedTuple):
    """A draft, as far as the order of the lane, the counts and what is open on it go."""

    pk: UUID
    place: int
    start: int | None
    sentence_id: UUID | None
    verdict: str
    lead_id: UUID | None
    due_date: date | None
    standard: str
    flags: list[str]
    targets: list[dict[str, Any]]
    held_by_id: UUID | None
    held_until: datetime | None


@dataclass(frozen=True)
class Stop:
    """A place in the lane: a draft, or a sentence on which none waits.

    :ivar number: the number of the draft, or the place of the sentence
    :ivar at: what the lane is ordered by: where it stands in the text, then the draft's number
    :ivar sentence: the sentence it is, or rests on
    :ivar open: whether it waits for a decision
    :ivar asks: what is open on it, as `asks.open_on` says it
    :ivar line: the sentence itself; None of a draft
    """

    pk: UUID
    number: int
    is_draft: bool
    at: tuple[bool, int, int]
    sentence: UUID | None
    open: bool
    verdict: str = ""
    asks: frozenset[str] = frozenset()
    held_by: UUID | None = None
    held_until: datetime | None = None
    line: Line | None = None

    @property
    def address(self) -> str:
        """Return what the address says of it."""
        return f"{'d' if self.is_draft else 'p'}={self.number}"

    def elsewhere(self, by: UUID, at: datetime) -> bool:
        """Tell whether somebody else is at it."""
        return (
            self.held_by not in (None, by) and self.held_until is not None and at < self.held_until
        )


@dataclass(frozen=True)
class Wanted:
    """Which card the address asks for: a draft by its number, or a sentence by its place."""

    draft: int | None = None
    sentence: int | None = None


def is_drafting(matters: MatterList | None) -> bool:
    """Tell whether a list is being worked on."""
    return matters is not None and matters.state == ListState.DRAFTING


def stops_of(matters: MatterList | None, lines: Sequence[Line], wanted: Wanted) -> list[Stop]:
    """Return drafts and the sentences that wait for an answer, in the order of the text.

    Two queries.
    """
    outlines: list[Outline] = []
    loose: set[UUID] = set()
    if matters is not None:
        outlines = [Outline(*row) for row in matters.drafts.values_list(*Outline._fields)]
        unknown = DraftUnit.objects.filter(draft__list=matters, unit=None)
        loose = set(unknown.values_list("draft_id", flat=True))
    drafting = is_drafting(matters)
    stops = [_draft(one, loose=one.pk in loose, drafting=drafting) for one in outlines]
    waiting = {one.sentence for one in stops if one.open}
    for line in lines:
        asked_for = wanted.draft is None and line.place == wanted.sentence
        left = drafting and not line.disposition and line.pk not in waiting
        if asked_for or left:
            at, undecided = (False, line.start, 0), not line.disposition
            stops.append(Stop(line.pk, line.place, False, at, line.pk, undecided, line=line))
    return sorted(stops, key=lambda stop: stop.at)


def _draft(one: Outline, *, loose: bool, drafting: bool) -> Stop:
    return Stop(
        pk=one.pk,
        number=one.place,
        is_draft=True,
        at=(one.start is None, one.start or 0, one.place),
        sentence=one.sentence_id,
        open=one.verdict == DraftVerdict.PROPOSED,
        verdict=one.verdict,
        asks=open_on(one, loose=loose) if drafting else frozenset(),
        held_by=one.held_by_id,
        held_until=one.held_until,
    )


def chosen(stops: Sequence[Stop], wanted: Wanted, by: UUID, at: datetime) -> Stop | None:
    """Return the stop that is asked for, or the first undecided one nobody else is at."""
    for stop in stops:
        if stop.number == (wanted.draft if stop.is_draft else wanted.sentence):
            return stop
    undecided = (stop for stop in stops if stop.open and not stop.elsewhere(by, at))
    return next(undecided, None) or (stops[0] if stops else None)


def after(matters: MatterList, start: int, place: int = LAST, *, by: UUID, at: datetime) -> str:
    """Return the address of the next card to be decided after a place of the text, or of a draft.

    Wraps round, passes by what another holds; "" if nothing is left. Two queries.
    """
    proposed = matters.drafts.filter(verdict=DraftVerdict.PROPOSED)
    drafts = list(proposed.values_list("start", "place", "sentence_id", "held_by", "held_until"))
    waiting = {sentence for _start, _place, sentence, *_hold in drafts}
    unanswered = matters.document.sentences.filter(disposition="")
    left = [
        ((False, begun, 0), f"p={number}")
        for pk, begun, number in unanswered.values_list("pk", "start", "place")
        if pk not in waiting
    ]
    left += [
        ((begun is None, begun or 0, number), f"d={number}")
        for begun, number, _pk, holder, until in drafts
        if holder in (None, by) or until is None or until <= at
    ]
    left.sort()
    here = (False, start, place)
    return next((address for where, address in left if where > here), left[0][1] if left else "")
