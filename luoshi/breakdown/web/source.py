"""The text of a document as the workbench shows it: paragraphs, sentences, marked words, tones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.breakdown.marks import Field, Marked, Piece, pieces_of
from luoshi.breakdown.models import Draft
from luoshi.breakdown.terms import PartRole
from luoshi.breakdown.web.stops import Stop
from luoshi.intake.models import Document
from luoshi.intake.queries import Line
from luoshi.intake.terms import Disposition

MOST_SEGMENTS = 120
NOTHING_OWED = (Disposition.PRINCIPLE, Disposition.NOT_OURS)
# Of several tones the one that says most, for a paragraph and for a part of the progress line.
LOUDEST = ("c", "q", "", "d")


@dataclass(frozen=True)
class Row:
    """A sentence of the document, as it is shown.

    :ivar marks: the drafts that rest on it, with their fields
    """

    sentence: Line
    words: str
    marks: Sequence[Marked]
    current: bool
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
            return self.sentence.said or _("没有处置")
        return _("没有处置，读文建议：%(answer)s") % {"answer": self.suggested.label}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (段), as the page numbers them.

    :ivar tone: current, asked, skipped, done or still open, as its progress is drawn
    :ivar rows: its sentences as they are shown, of a paragraph that is
    """

    number: int
    lines: list[Line]
    tone: str
    rows: list[Row] = field(default_factory=list)

    @property
    def current(self) -> bool:
        """Tell whether what is worked on stands here."""
        return self.tone == "c"


def paragraphs_of(
    lines: Iterable[Line], stops: Iterable[Stop], current: Stop | None
) -> list[Paragraph]:
    """Return the paragraphs, numbered as a reader counts them, without their rows."""
    asked = {stop.sentence for stop in stops if stop.asks}
    here = current.sentence if current else None
    grouped: dict[int, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.paragraph, []).append(line)
    return [
        Paragraph(number, held, _loudest([_tone(one, here, asked) for one in held]))
        for number, held in enumerate(grouped.values(), start=1)
    ]


def rows_of(
    document: Document,
    lines: Iterable[Line],
    marks: Mapping[UUID, Sequence[Marked]],
    current: Stop | None,
    suggested: Mapping[UUID, Disposition],
) -> list[Row]:
    """Return sentences with their marks; those of the draft at hand lie over the others'.

    :param marks: as `marks_of` says it
    :param suggested: sentence id → what the reader would answer, while answers are waited for
    """
    here = current.sentence if current else None
    return [
        Row(
            one,
            document.text[one.start : one.end],
            marks.get(one.pk, ()),
            one.pk == here,
            suggested.get(one.pk),
        )
        for one in lines
    ]


def _tone(line: Line, here: UUID | None, asked: set[UUID | None]) -> str:
    if line.pk == here:
        return "c"
    if line.disposition in NOTHING_OWED:
        return "s"
    if line.disposition:
        return "d"
    return "q" if line.pk in asked else ""


def _loudest(tones: Sequence[str]) -> str:
    return next((tone for tone in LOUDEST if tone in tones), "s")


def marks_of(
    stops: Iterable[Stop], drafts: Mapping[UUID, Draft], current: Stop | None
) -> dict[UUID, list[Marked]]:
    """Return sentence id → what the drafts that rest on it mark in its words."""
    marks: dict[UUID, list[Marked]] = {}
    for stop in stops:
        draft = drafts[stop.pk]
        if stop.sentence and draft.start is not None and draft.end is not None:
            fields = _fields(draft, asks="lead" in stop.asks)
            one = Marked(draft.start, draft.end, fields, stop is current)
            marks.setdefault(stop.sentence, []).append(one)
    return marks


def _fields(draft: Draft, *, asks: bool) -> tuple[Field, ...]:
    fields = [Field("tgt", one["raw"]) for one in draft.targets]
    fields += [Field("due", draft.due_words), Field("cad", draft.cadence_words)]
    for row in draft.units.all():
        if row.role == PartRole.ASSIST:
            fields.append(Field("asst", row.words, row.unit_id is None))
    for name in draft.lead_words.split("、"):
        fields.append(Field("lead", name, asks))
    return tuple(fields)


def segments_of(paragraphs: list[Paragraph]) -> list[str]:
    """Return the tones of the progress line; a long document gives several paragraphs one part."""
    size = max(1, -(-len(paragraphs) // MOST_SEGMENTS))
    tones = [one.tone for one in paragraphs]
    return [_loudest(tones[at : at + size]) for at in range(0, len(tones), size)]
