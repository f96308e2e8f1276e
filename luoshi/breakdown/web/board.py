"""What the workbench shows of a list: its sentences with their marks, its cards, its counts.

A constant number of queries, however long the document is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.breakdown.asks import Asked, asked_of, confidence_words, flag_words
from luoshi.breakdown.marks import Field, Marked, Piece, pieces_of
from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.terms import DraftVerdict, ListState, PartRole
from luoshi.intake.models import Document, Sentence
from luoshi.intake.queries import sentences_of
from luoshi.intake.terms import Disposition
from luoshi.organisation.models import Unit

MOST_SEGMENTS = 120
NOTHING_OWED = (Disposition.PRINCIPLE, Disposition.NOT_OURS)


@dataclass(frozen=True)
class Row:
    """A sentence of the document."""

    sentence: Sentence
    pieces: list[Piece]
    current: bool
    asks: bool

    @property
    def tone(self) -> str:
        """Return how its progress is drawn: current, asked, skipped, done or still open."""
        if self.current:
            return "c"
        if self.sentence.disposition in NOTHING_OWED:
            return "s"
        if self.sentence.disposition:
            return "d"
        return "q" if self.asks else ""


@dataclass(frozen=True)
class DraftCard:
    """A draft: its fields, what is asked about it, how sure the reader was."""

    draft: Draft
    asked: Asked
    current: bool
    bars: range
    confidence: str
    per_cent: int
    flags: list[str]
    joint: list[Unit] = field(default_factory=list)
    assist: list[Unit] = field(default_factory=list)


@dataclass(frozen=True)
class Counts:
    """How far the breakdown has come; `left` have no answer and no draft that waits."""

    sentences: int
    answered: int
    left: int
    accepted: int
    proposed: int
    skipped: int
    asked: int


@dataclass(frozen=True)
class Board:
    """The whole workbench."""

    rows: list[Row]
    cards: list[DraftCard]
    counts: Counts
    segments: list[str]
    current: DraftCard | None
    drafting: bool


def board_of(
    document: Document,
    matters: MatterList | None,
    names: Mapping[str, Unit],
    *,
    place: int | None = None,
) -> Board:
    """Lay out the workbench of a document.

    :param place: of the draft to be worked on; without one, the first that is still undecided
    """
    drafts = _drafts_of(matters) if matters else []
    current = _chosen(drafts, place)
    cards = [_card(draft, names, current) for draft in drafts]
    asked = {card.draft.sentence_id for card in cards if card.asked}
    marks = _marks(cards)
    rows = []
    for sentence in sentences_of(document):
        words = document.text[sentence.start : sentence.end]
        here = current is not None and current.sentence_id == sentence.pk
        pieces = pieces_of(words, sentence.start, marks.get(sentence.pk, []))
        rows.append(Row(sentence, pieces, here, sentence.pk in asked))
    return Board(
        rows=rows,
        cards=cards,
        counts=_counts(rows, cards),
        segments=_segments(rows),
        current=next((card for card in cards if card.current), None),
        drafting=matters is not None and matters.state == ListState.DRAFTING,
    )


def next_after(draft: Draft) -> int:
    """Return the place of the next undecided draft, wrapping round; the same one if none is."""
    open_ones = list(
        draft.list.drafts.filter(verdict=DraftVerdict.PROPOSED)
        .order_by("place")
        .values_list("place", flat=True)
    )
    later = [place for place in open_ones if place > draft.place]
    return (later or open_ones or [draft.place])[0]


def _drafts_of(matters: MatterList) -> list[Draft]:
    drafts = matters.drafts.select_related("lead", "sentence").order_by("place")
    return list(drafts.prefetch_related("units__unit"))


def _chosen(drafts: list[Draft], place: int | None) -> Draft | None:
    undecided = (one for one in drafts if one.verdict == DraftVerdict.PROPOSED)
    named = (one for one in drafts if one.place == place)
    return next(named, None) or next(undecided, None) or (drafts[0] if drafts else None)


def _card(draft: Draft, names: Mapping[str, Unit], current: Draft | None) -> DraftCard:
    bars, words = confidence_words(draft)
    beside = {
        role: [row.unit for row in draft.units.all() if row.unit and row.role == role]
        for role in (PartRole.JOINT, PartRole.ASSIST)
    }
    return DraftCard(
        draft=draft,
        asked=asked_of(draft, names),
        current=current is not None and draft.pk == current.pk,
        bars=range(bars),
        confidence=words,
        per_cent=round(draft.confidence * 100),
        flags=flag_words(draft),
        joint=beside[PartRole.JOINT],
        assist=beside[PartRole.ASSIST],
    )


def _marks(cards: list[DraftCard]) -> dict[object, list[Marked]]:
    marks: dict[object, list[Marked]] = {}
    for card in cards:
        draft = card.draft
        if draft.sentence_id and draft.start is not None and draft.end is not None:
            one = Marked(draft.start, draft.end, _fields(card), card.current)
            marks.setdefault(draft.sentence_id, []).append(one)
    return marks


def _fields(card: DraftCard) -> tuple[Field, ...]:
    draft = card.draft
    fields = [Field("tgt", one["raw"]) for one in draft.targets]
    fields += [Field("due", draft.due_words), Field("cad", draft.cadence_words)]
    for row in draft.units.all():
        if row.role == PartRole.ASSIST:
            fields.append(Field("asst", row.words, row.unit_id is None))
    for name in draft.lead_words.split("、"):
        fields.append(Field("lead", name, card.asked.lead is not None))
    return tuple(fields)


def _counts(rows: list[Row], cards: list[DraftCard]) -> Counts:
    verdicts = [card.draft.verdict for card in cards]
    drafts = [card.draft for card in cards]
    waiting = {one.sentence_id for one in drafts if one.verdict == DraftVerdict.PROPOSED}
    open_ones = [row.sentence.pk for row in rows if not row.sentence.disposition]
    return Counts(
        sentences=len(rows),
        answered=sum(bool(row.sentence.disposition) for row in rows),
        left=sum(pk not in waiting for pk in open_ones),
        accepted=verdicts.count(DraftVerdict.ACCEPTED),
        proposed=verdicts.count(DraftVerdict.PROPOSED),
        skipped=verdicts.count(DraftVerdict.SKIPPED),
        asked=sum(bool(card.asked) for card in cards),
    )


def _segments(rows: list[Row]) -> list[str]:
    """Return the tones of the progress line; a long document gives several sentences one part."""
    size = max(1, -(-len(rows) // MOST_SEGMENTS))
    parts = [[row.tone for row in rows[at : at + size]] for at in range(0, len(rows), size)]
    return [next((tone for tone in ("c", "q", "", "d") if tone in part), "s") for part in parts]
