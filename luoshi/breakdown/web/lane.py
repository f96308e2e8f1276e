"""One lane of cards in the order of the text: drafts, and sentences on which no draft waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from luoshi.breakdown.alike import Likeness, Near
from luoshi.breakdown.asks import Asked, asked_of, confidence_words, flag_words
from luoshi.breakdown.meant import Names, read_as
from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.suggested import IF_SILENT
from luoshi.breakdown.terms import DraftVerdict, PartRole
from luoshi.breakdown.web.stops import Stop
from luoshi.intake.models import Document
from luoshi.intake.queries import Line
from luoshi.intake.terms import Disposition
from luoshi.organisation.models import Person, Unit

WITHOUT_A_MATTER = (Disposition.PRINCIPLE, Disposition.NOT_OURS, Disposition.PART)
ANSWER_KEYS = "AXM"


@dataclass(frozen=True)
class DraftCard:
    """A draft: its fields, what is asked about it, how sure the reader was, who is at it."""

    stop: Stop
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
    def address(self) -> str:
        """Return what the address says of it."""
        return self.stop.address

    @property
    def open(self) -> bool:
        """Tell whether it waits for a decision."""
        return self.stop.open


@dataclass(frozen=True)
class SentenceCard:
    """A sentence on which no draft waits: what becomes of it is confirmed by a person.

    :ivar suggested: what the reader would answer
    """

    stop: Stop
    sentence: Line
    words: str
    current: bool
    suggested: str = IF_SILENT

    is_draft = False

    @property
    def address(self) -> str:
        """Return what the address says of it."""
        return self.stop.address

    @property
    def open(self) -> bool:
        """Tell whether it waits for a decision."""
        return self.stop.open

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """Return what may be said of it as (value, words, key), what the reader suggests first."""
        said = sorted(WITHOUT_A_MATTER, key=lambda one: one != self.suggested)
        return [
            (one.value, str(one.label), key) for one, key in zip(said, ANSWER_KEYS, strict=True)
        ]


Card = DraftCard | SentenceCard


@dataclass(frozen=True)
class Shown:
    """What the cards are drawn with, drafts by their ids.

    :ivar above: as `above` says it
    :ivar suggested: sentence id → what the reader would answer, while answers are waited for
    :ivar likeness: the open matters a draft may be near to
    """

    document: Document
    drafts: Mapping[UUID, Draft]
    above: Mapping[UUID, UUID]
    names: Names
    suggested: Mapping[UUID, Disposition]
    likeness: Likeness
    current: Stop | None
    at: datetime


def above(stops: Sequence[Stop]) -> dict[UUID, UUID]:
    """Return of each draft the one before it in the text that was not skipped."""
    found: dict[UUID, UUID] = {}
    last: UUID | None = None
    for stop in stops:
        if not stop.is_draft:
            continue
        if last is not None:
            found[stop.pk] = last
        last = stop.pk if stop.verdict != DraftVerdict.SKIPPED else last
    return found


def drafts_of(matters: MatterList | None, wanted: Iterable[UUID]) -> dict[UUID, Draft]:
    """Return drafts of a list with what their cards show. Three queries."""
    if matters is None:
        return {}
    drafts = matters.drafts.select_related("lead", "sentence", "revises", "held_by", "wanted_by")
    rows = drafts.filter(pk__in=set(wanted)).prefetch_related("units__unit")
    found = {row.pk: row for row in rows}
    for row in found.values():
        # The same list, so that a question about a draft asks for it no second time.
        row.list = matters
    return found


def card_of(stop: Stop, shown: Shown) -> Card:
    """Draw a card."""
    current = stop is shown.current
    if (line := stop.line) is not None:
        words = shown.document.text[line.start : line.end]
        return SentenceCard(stop, line, words, current, shown.suggested.get(line.pk, IF_SILENT))
    draft = shown.drafts[stop.pk]
    before = shown.drafts[shown.above[stop.pk]] if stop.pk in shown.above else None
    bars, words = confidence_words(draft)
    held = draft.held_by if draft.held_until and draft.held_until > shown.at else None
    return DraftCard(
        stop=stop,
        draft=draft,
        asked=asked_of(draft, shown.names, before) if stop.asks else Asked(),
        current=current,
        bars=range(bars),
        confidence=words,
        per_cent=round(draft.confidence * 100),
        flags=flag_words(draft),
        joint=_beside(draft, PartRole.JOINT),
        assist=_beside(draft, PartRole.ASSIST),
        read_as=_read_as(draft, shown.names) if current else [],
        near=shown.likeness.nearest(draft.requirement) if stop.open else None,
        holder=held,
    )


def _beside(draft: Draft, role: PartRole) -> list[Unit]:
    return [row.unit for row in draft.units.all() if row.unit and row.role == role]


def _read_as(draft: Draft, names: Names) -> list[str]:
    """Say which words of the paper were taken for a unit they are no plain name of."""
    pairs = [(draft.lead_words, draft.lead), *((one.words, one.unit) for one in draft.units.all())]
    said = (read_as(words, unit, names) for words, unit in pairs if unit is not None)
    return [one for one in said if one]
