"""What the workbench shows of a list: the text with its marks, one lane of cards, the counts.

A constant number of queries, however long the document is; of a long one, what is shown is drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from luoshi.breakdown.alike import Known, Likeness
from luoshi.breakdown.asks import ASKS_A_UNIT
from luoshi.breakdown.meant import Names
from luoshi.breakdown.models import MatterList
from luoshi.breakdown.suggested import suggested_for
from luoshi.breakdown.terms import DraftVerdict
from luoshi.breakdown.web.lane import Card, Shown, above, card_of, drafts_of
from luoshi.breakdown.web.portions import Portion, range_of
from luoshi.breakdown.web.source import Paragraph, marks_of, paragraphs_of, rows_of, segments_of
from luoshi.breakdown.web.stops import Stop, Wanted, chosen, is_drafting, stops_of
from luoshi.intake.models import Document
from luoshi.intake.queries import Line, lines_of


@dataclass(frozen=True)
class Counts:
    """How far the breakdown has come; `left` have no answer and no draft that waits."""

    sentences: int
    answered: int
    paragraphs: int
    done: int
    left: int
    accepted: int
    proposed: int
    skipped: int
    asked: int
    units: int


@dataclass(frozen=True)
class Board:
    """The whole workbench.

    :param lane: the cards that are shown, and the way to the others
    :param text: the paragraphs that are shown, likewise
    :param steps: address of the card before, after, and next to be settled
    """

    lane: Portion[Card]
    text: Portion[Paragraph]
    counts: Counts
    segments: list[str]
    current: Card | None
    drafting: bool
    steps: dict[str, str]


def board_of(
    document: Document,
    matters: MatterList | None,
    names: Names,
    *,
    wanted: Wanted,
    known: Sequence[Known] = (),
    portions: Mapping[str, str] = MappingProxyType({}),
    by: UUID,
    at: datetime,
) -> Board:
    """Lay out the workbench of a document.

    :param wanted: without anything, the first card that is still undecided
    :param known: open matters a draft may be near to
    :param portions: which of the cards and of the text are asked for, as the address has it
    :param by: who looks: without anything asked for, not at what another holds
    """
    lines = lines_of(document)
    stops = stops_of(matters, lines, wanted)
    current = chosen(stops, wanted, by, at)
    paragraphs = paragraphs_of(lines, stops, current)
    lane = range_of(len(stops), _place(stops, current), portions.get("cards", ""))
    text = range_of(len(paragraphs), _current(paragraphs), portions.get("text", ""))
    stretch, read = stops[lane.start : lane.stop], paragraphs[text.start : text.stop]
    marking, before = _marking(stops, read, current), above(stops)
    drafts = drafts_of(matters, _with_those_above((*stretch, *marking, current), before))
    said = suggested_for(document, lines) if is_drafting(matters) else {}
    shown = Shown(document, drafts, before, names, said, Likeness(known), current, at)
    to = current.address if current else ""
    return Board(
        lane=Portion("cards", to, [card_of(one, shown) for one in stretch], lane.start, len(stops)),
        text=Portion("text", to, _read(read, marking, shown), text.start, len(paragraphs)),
        counts=_counts(lines, paragraphs, stops),
        segments=segments_of(paragraphs),
        current=card_of(current, shown) if current else None,
        drafting=is_drafting(matters),
        steps=_steps(stops, current),
    )


def _with_those_above(stops: Iterable[Stop | None], before: Mapping[UUID, UUID]) -> set[UUID]:
    """Return the drafts among some stops, and those their questions may lean on."""
    ids = {one.pk for one in stops if one and one.is_draft}
    return ids | {before[one] for one in ids & before.keys()}


def _place(stops: list[Stop], current: Stop | None) -> int:
    return next((place for place, stop in enumerate(stops) if stop is current), 0)


def _current(paragraphs: list[Paragraph]) -> int:
    return next((place for place, one in enumerate(paragraphs) if one.current), 0)


def _marking(
    stops: Iterable[Stop], paragraphs: Iterable[Paragraph], current: Stop | None
) -> list[Stop]:
    """Return the drafts that mark words of some paragraphs: none that was skipped, but at hand."""
    there = {line.pk for one in paragraphs for line in one.lines}
    return [
        stop
        for stop in stops
        if stop.is_draft
        and stop.sentence in there
        and (stop is current or stop.verdict != DraftVerdict.SKIPPED)
    ]


def _read(paragraphs: Iterable[Paragraph], marking: Iterable[Stop], by: Shown) -> list[Paragraph]:
    """Return paragraphs with their rows."""
    marks = marks_of(marking, by.drafts, by.current)
    return [
        replace(one, rows=rows_of(by.document, one.lines, marks, by.current, by.suggested))
        for one in paragraphs
    ]


def _counts(lines: list[Line], paragraphs: list[Paragraph], stops: list[Stop]) -> Counts:
    verdicts = [stop.verdict for stop in stops if stop.is_draft]
    return Counts(
        sentences=len(lines),
        answered=sum(bool(line.disposition) for line in lines),
        paragraphs=len(paragraphs),
        done=sum(all(line.disposition for line in one.lines) for one in paragraphs),
        left=sum(not stop.is_draft and stop.open for stop in stops),
        accepted=verdicts.count(DraftVerdict.ACCEPTED),
        proposed=verdicts.count(DraftVerdict.PROPOSED),
        skipped=verdicts.count(DraftVerdict.SKIPPED),
        asked=sum(bool(stop.asks) for stop in stops),
        units=sum(bool(stop.asks & ASKS_A_UNIT) for stop in stops),
    )


def _steps(stops: list[Stop], current: Stop | None) -> dict[str, str]:
    """Return where J, K and Tab lead from the current card."""
    if current is None:
        return {}
    here = _place(stops, current)
    round_about = [*stops[here + 1 :], *stops[:here]]
    left = [one for one in round_about if one.open]
    unsettled = next((one for one in left if one.asks), left[0] if left else None)
    found = {
        "before": stops[here - 1] if here else None,
        "after": stops[here + 1] if here + 1 < len(stops) else None,
        "unsettled": unsettled,
    }
    return {name: stop.address for name, stop in found.items() if stop is not None}
