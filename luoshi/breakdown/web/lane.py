"""One lane of cards in the order of the text: drafts, and sentences on which no draft waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from luoshi.breakdown.alike import Likeness, Near
from luoshi.breakdown.asks import Asked, asked_of, confidence_words, flag_words
from luoshi.breakdown.meant import Names, read_as
from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.suggested import IF_SILENT
from luoshi.breakdown.terms import DraftVerdict, PartRole
from luoshi.intake.models import Document, Sentence
from luoshi.intake.terms import Disposition
from luoshi.organisation.models import Person, Unit

LAST = 2**31
WITHOUT_A_MATTER = (Disposition.PRINCIPLE, Disposition.NOT_OURS, Disposition.PART)
ANSWER_KEYS = "AXM"


@dataclass(frozen=True)
class DraftCard:
    """A draft: its fields, what is asked about it, how sure the reader was, who is at it."""

    draft: Draft
    asked: Asked
    current: bool
    bars: range
    confidence: str
    per_cent: int
    flags: list[str]
    joint: list[Unit] = field(default_factory=list)
    assist: list[Unit] = field(default_factory=list)
    read_as: list[str] = field(default_factory=list)
    near: Near | None = None
    holder: Person | None = None

    is_draft = True

    @property
    def at(self) -> tuple[bool, int, int]:
        """Return what the lane is ordered by: where it stands in the text, then its number."""
        start = self.draft.start
        return (start is None, start or 0, self.draft.place)

    @property
    def address(self) -> str:
        """Return what the address says of it."""
        return f"d={self.draft.place}"

    @property
    def open(self) -> bool:
        """Tell whether it waits for a decision."""
        return bool(self.draft.verdict == DraftVerdict.PROPOSED)


@dataclass(frozen=True)
class SentenceCard:
    """A sentence on which no draft waits: what becomes of it is confirmed by a person.

    :ivar suggested: what the reader would answer
    """

    sentence: Sentence
    words: str
    current: bool
    suggested: str = IF_SILENT

    is_draft = False
    asked = Asked()

    @property
    def at(self) -> tuple[bool, int, int]:
        """Return what the lane is ordered by, before the drafts that rest on the sentence."""
        return (False, self.sentence.start, 0)

    @property
    def address(self) -> str:
        """Return what the address says of it."""
        return f"p={self.sentence.place}"

    @property
    def open(self) -> bool:
        """Tell whether it waits for a decision."""
        return not self.sentence.disposition

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """Return what may be said of it as (value, words, key), what the reader suggests first."""
        said = sorted(WITHOUT_A_MATTER, key=lambda one: one != self.suggested)
        return [
            (one.value, str(one.label), key) for one, key in zip(said, ANSWER_KEYS, strict=True)
        ]


Card = DraftCard | SentenceCard


@dataclass(frozen=True)
class Wanted:
    """Which card the address asks for: a draft by its number, or a sentence by its place."""

    draft: int | None = None
    sentence: int | None = None


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


def drafts_of(matters: MatterList) -> list[Draft]:
    """Return a list's drafts with what their cards show. Two queries."""
    drafts = matters.drafts.select_related("lead", "sentence", "revises", "held_by", "wanted_by")
    rows = list(drafts.order_by("place").prefetch_related("units__unit"))
    for row in rows:
        # The same list, so that a question about a draft asks for it no second time.
        row.list = matters
    return rows


def lane_of(
    document: Document,
    sentences: list[Sentence],
    drafts: list[Draft],
    names: Names,
    wanted: Wanted,
    suggested: Mapping[UUID, Disposition],
    *,
    drafting: bool,
) -> list[Card]:
    """Return drafts and the sentences that wait for an answer, in the order of the text.

    :param suggested: sentence id → what the reader would answer, while answers are waited for
    """
    cards: list[Card] = []
    ordered = sorted(drafts, key=lambda one: (one.start is None, one.start or 0, one.place))
    above: Draft | None = None
    for draft in ordered:
        cards.append(_card(draft, asked_of(draft, names, above) if drafting else Asked()))
        above = draft if draft.verdict != DraftVerdict.SKIPPED else above
    waiting = {one.sentence_id for one in drafts if one.verdict == DraftVerdict.PROPOSED}
    for one in sentences:
        asked_for = wanted.draft is None and one.place == wanted.sentence
        left = drafting and not one.disposition and one.pk not in waiting
        if asked_for or left:
            words = document.text[one.start : one.end]
            said = suggested.get(one.pk, IF_SILENT)
            cards.append(SentenceCard(one, words, current=False, suggested=said))
    return sorted(cards, key=lambda card: card.at)


def chosen(cards: list[Card], wanted: Wanted, by: UUID, at: datetime) -> Card | None:
    """Return the card that is asked for, or the first undecided one nobody else is at."""
    for card in cards:
        place = card.draft.place if isinstance(card, DraftCard) else card.sentence.place
        if place == (wanted.draft if card.is_draft else wanted.sentence):
            return card
    undecided = (card for card in cards if card.open and not _elsewhere(card, by, at))
    return next(undecided, None) or (cards[0] if cards else None)


def _elsewhere(card: Card, by: UUID, at: datetime) -> bool:
    """Tell whether somebody else is at a draft."""
    if isinstance(card, SentenceCard):
        return False
    until = card.draft.held_until
    return card.draft.held_by_id not in (None, by) and until is not None and until > at


def _card(draft: Draft, asked: Asked) -> DraftCard:
    bars, words = confidence_words(draft)
    beside = {
        role: [row.unit for row in draft.units.all() if row.unit and row.role == role]
        for role in (PartRole.JOINT, PartRole.ASSIST)
    }
    return DraftCard(
        draft=draft,
        asked=asked,
        current=False,
        bars=range(bars),
        confidence=words,
        per_cent=round(draft.confidence * 100),
        flags=flag_words(draft),
        joint=beside[PartRole.JOINT],
        assist=beside[PartRole.ASSIST],
    )


def dressed(
    cards: list[Card],
    current: Card | None,
    likeness: Likeness,
    names: Names,
    at: datetime,
    *,
    shown: range,
) -> list[Card]:
    """Say of each card whether it is the one, and who is at it.

    :param shown: places of the cards for which it is said, too, whether a matter is near
    """
    found: list[Card] = []
    for place, card in enumerate(cards):
        mine = card is current
        if isinstance(card, SentenceCard):
            found.append(replace(card, current=mine))
            continue
        draft = card.draft
        held = draft.held_by if draft.held_until and draft.held_until > at else None
        looked_at = card.open and place in shown
        near = likeness.nearest(draft.requirement) if looked_at else None
        said = _read_as(draft, names) if mine else []
        found.append(replace(card, current=mine, near=near, holder=held, read_as=said))
    return found


def _read_as(draft: Draft, names: Names) -> list[str]:
    """Say which words of the paper were taken for a unit they are no plain name of."""
    pairs = [(draft.lead_words, draft.lead), *((one.words, one.unit) for one in draft.units.all())]
    said = (read_as(words, unit, names) for words, unit in pairs if unit is not None)
    return [one for one in said if one]
