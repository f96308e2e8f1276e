"""What the workbench shows of a list: the text with its marks, one lane of cards, the counts.

A constant number of queries, however long the document is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from luoshi.breakdown.alike import Known, Likeness
from luoshi.breakdown.meant import Names
from luoshi.breakdown.models import MatterList
from luoshi.breakdown.suggested import suggested_for
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.breakdown.web.lane import (
    Card,
    DraftCard,
    SentenceCard,
    Wanted,
    chosen,
    drafts_of,
    dressed,
    lane_of,
)
from luoshi.breakdown.web.portions import Portion, portion_of, range_of
from luoshi.breakdown.web.source import Paragraph, Row, paragraphs_of, rows_of, segments_of
from luoshi.intake.models import Document
from luoshi.intake.queries import sentences_of


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

    rows: list[Row]
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
    sentences = list(sentences_of(document))
    drafts = drafts_of(matters) if matters else []
    drafting = matters is not None and matters.state == ListState.DRAFTING
    suggested = suggested_for(document, sentences) if drafting else {}
    cards = lane_of(document, sentences, drafts, names, wanted, suggested, drafting=drafting)
    current = chosen(cards, wanted, by, at)
    shown = range_of(len(cards), _place(cards, current), portions.get("cards", ""))
    cards = dressed(cards, current, Likeness(known), names, at, shown=shown)
    current = next((card for card in cards if card.current), None)
    rows = rows_of(document, sentences, cards, current, suggested)
    paragraphs = paragraphs_of(rows)
    return Board(
        rows=rows,
        lane=portion_of(cards, "cards", portions, current),
        text=portion_of(paragraphs, "text", portions, current),
        counts=_counts(rows, paragraphs, cards),
        segments=segments_of(paragraphs),
        current=current,
        drafting=drafting,
        steps=_steps(cards, current),
    )


def _place(cards: list[Card], current: Card | None) -> int:
    return next((place for place, card in enumerate(cards) if card is current), 0)


def _counts(rows: list[Row], paragraphs: list[Paragraph], cards: list[Card]) -> Counts:
    drafts = [card for card in cards if isinstance(card, DraftCard)]
    verdicts = [card.draft.verdict for card in drafts]
    return Counts(
        sentences=len(rows),
        answered=sum(bool(row.sentence.disposition) for row in rows),
        paragraphs=len(paragraphs),
        done=sum(all(row.sentence.disposition for row in one.rows) for one in paragraphs),
        left=sum(isinstance(card, SentenceCard) and card.open for card in cards),
        accepted=verdicts.count(DraftVerdict.ACCEPTED),
        proposed=verdicts.count(DraftVerdict.PROPOSED),
        skipped=verdicts.count(DraftVerdict.SKIPPED),
        asked=sum(bool(card.asked) for card in drafts),
        units=sum(card.asked.units for card in drafts),
    )


def _steps(cards: list[Card], current: Card | None) -> dict[str, str]:
    """Return where J, K and Tab lead from the current card."""
    if current is None:
        return {}
    here = next(at for at, card in enumerate(cards) if card is current)
    round_about = [*cards[here + 1 :], *cards[:here]]
    left = [one for one in round_about if one.open]
    unsettled = next((one for one in left if one.asked), left[0] if left else None)
    found = {
        "before": cards[here - 1] if here else None,
        "after": cards[here + 1] if here + 1 < len(cards) else None,
        "unsettled": unsettled,
    }
    return {name: card.address for name, card in found.items() if card is not None}
