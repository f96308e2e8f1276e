"""The text of a document as the workbench shows it: paragraphs, sentences, marked words, tones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.breakdown.marks import Field, Marked, Piece, pieces_of
from luoshi.breakdown.terms import DraftVerdict, PartRole
from luoshi.breakdown.web.lane import Card, DraftCard
from luoshi.intake.models import Document, Sentence
from luoshi.intake.terms import Disposition

MOST_SEGMENTS = 120
NOTHING_OWED = (Disposition.PRINCIPLE, Disposition.NOT_OURS)
# Of several tones the one that says most, for a paragraph and for a part of the progress line.
LOUDEST = ("c", "q", "", "d")


@dataclass(frozen=True)
class Row:
    """A sentence of the document.

    :ivar marks: the drafts that rest on it, with their fields
    :ivar tone: current, asked, skipped, done or still open, as its progress is drawn
    """

    sentence: Sentence
    words: str
    marks: Sequence[Marked]
    current: bool
    tone: str
    suggested: Disposition | None = None

    @cached_property
    def pieces(self) -> list[Piece]:
        """Return its words, cut where a mark begins or ends."""
        return pieces_of(self.words, self.sentence.start, self.marks)

    @property
    def address(self) -> str:
        """Return what the address says of it."""
        return f"p={self.sentence.place}"

    @property
    def said(self) -> str:
        """Say what became of it."""
        if self.sentence.disposition or self.suggested is None:
            return str(self.sentence.get_disposition_display()) or _("没有处置")
        return _("没有处置，读文建议：%(answer)s") % {"answer": self.suggested.label}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (段), as the page numbers them."""

    number: int
    rows: list[Row]
    tone: str

    @property
    def current(self) -> bool:
        """Tell whether what is worked on stands here."""
        return any(row.current for row in self.rows)


def rows_of(
    document: Document,
    sentences: list[Sentence],
    cards: list[Card],
    current: Card | None,
    suggested: Mapping[UUID, Disposition],
) -> list[Row]:
    """Return the sentences with their marks; those of the card at hand lie over the others'.

    :param suggested: sentence id → what the reader would answer, while answers are waited for
    """
    drafts = [card for card in cards if isinstance(card, DraftCard)]
    asked = {card.draft.sentence_id for card in drafts if card.asked}
    marks = _marks(drafts)
    here = None
    if current is not None:
        here = current.draft.sentence_id if isinstance(current, DraftCard) else current.sentence.pk
    rows = []
    for one in sentences:
        words = document.text[one.start : one.end]
        tone = _tone(one, one.pk == here, one.pk in asked)
        told = suggested.get(one.pk)
        rows.append(Row(one, words, marks.get(one.pk, []), one.pk == here, tone, told))
    return rows


def _tone(sentence: Sentence, here: bool, asks: bool) -> str:
    if here:
        return "c"
    if sentence.disposition in NOTHING_OWED:
        return "s"
    if sentence.disposition:
        return "d"
    return "q" if asks else ""


def _loudest(tones: Sequence[str]) -> str:
    return next((tone for tone in LOUDEST if tone in tones), "s")


def paragraphs_of(rows: list[Row]) -> list[Paragraph]:
    """Return the paragraphs, numbered as a reader counts them."""
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.sentence.paragraph, []).append(row)
    return [
        Paragraph(number, held, _loudest([row.tone for row in held]))
        for number, held in enumerate(grouped.values(), start=1)
    ]


def _marks(cards: list[DraftCard]) -> Mapping[UUID, list[Marked]]:
    marks: dict[UUID, list[Marked]] = {}
    for card in cards:
        draft = card.draft
        live = card.current or draft.verdict != DraftVerdict.SKIPPED
        if live and draft.sentence_id and draft.start is not None and draft.end is not None:
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
    asks = any(one.about == "lead" for one in card.asked.questions)
    for name in draft.lead_words.split("、"):
        fields.append(Field("lead", name, asks))
    return tuple(fields)


def segments_of(paragraphs: list[Paragraph]) -> list[str]:
    """Return the tones of the progress line; a long document gives several paragraphs one part."""
    size = max(1, -(-len(paragraphs) // MOST_SEGMENTS))
    tones = [one.tone for one in paragraphs]
    return [_loudest(tones[at : at + size]) for at in range(0, len(tones), size)]
