"""The words of the room: what a reading is made of, each with its place in the text as given."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Span:
    """A place in the untouched original: `original[start:end]`."""

    start: int
    end: int

    def of(self, original: str) -> str:
        """Return the words that stand there."""
        return original[self.start : self.end]


class SentenceKind(StrEnum):
    """What a sentence is on the page."""

    BODY = "BODY"
    HEADING = "HEADING"
    CELL = "CELL"
    FURNITURE = "FURNITURE"


@dataclass(frozen=True)
class Sentence:
    """A sentence (句) of the document, table cells and web furniture included."""

    span: Span
    text: str
    kind: SentenceKind


@dataclass(frozen=True)
class Mention:
    """A party named in the text: a unit, a group of units or a role."""

    name: str
    span: Span
    unit: str = ""
    collective: bool = False

    @property
    def known(self) -> bool:
        """Whether the unit register knows the name."""
        return bool(self.unit)


class LimitUnit(StrEnum):
    """What a time limit is counted in."""

    CALENDAR = "CALENDAR"
    WORKING = "WORKING"
    MONTH = "MONTH"
    YEAR = "YEAR"
    HOUR = "HOUR"


@dataclass(frozen=True)
class TimeLimit:
    """A limit that runs from an event (收到后3个工作日内): length, unit, and the event as "
    "written."""

    length: int
    unit: LimitUnit
    since: str = ""


@dataclass(frozen=True)
class Deadline:
    """By when: the words, and the day where the words and the anchor give one.

    `resolved` is `YYYY-MM-DD`, or `YYYY-MM` for the end of that month; empty where the day hangs on
    an event that the text does not date (then `limit` says how long after it).
    """

    raw: str
    span: Span
    resolved: str = ""
    limit: TimeLimit | None = None

    @property
    def day(self) -> date | None:
        """The last day on which it is still in time."""
        if not self.resolved:
            return None
        if len(self.resolved) == len("YYYY-MM-DD"):
            return date.fromisoformat(self.resolved)
        year, month = int(self.resolved[:4]), int(self.resolved[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)


@dataclass(frozen=True)
class Cadence:
    """How often: the words as written (每月25日前)."""

    raw: str
    span: Span


class Direction(StrEnum):
    """On which side of the number the figure has to lie."""

    EXACTLY = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE_THAN = ">"
    LESS_THAN = "<"
    ABOUT = "≈"


@dataclass(frozen=True)
class Target:
    """A number that the task has to reach."""

    raw: str
    span: Span
    metric: str
    value: Decimal
    unit: str
    direction: Direction


@dataclass(frozen=True)
class Deliverable:
    """The paper, list, plan, system or body that the task has to produce."""

    raw: str
    span: Span


class Flag(StrEnum):
    """Why a person should look twice at a proposal."""

    UNRESOLVED_UNIT = "UNRESOLVED_UNIT"
    COLLECTIVE = "COLLECTIVE"
    JOINT_WITHOUT_LEAD = "JOINT_WITHOUT_LEAD"
    NO_LEAD = "NO_LEAD"
    INHERITED_LEAD = "INHERITED_LEAD"
    INHERITED_DEADLINE = "INHERITED_DEADLINE"
    RELATIVE_DEADLINE = "RELATIVE_DEADLINE"
    SOFT_TARGET = "SOFT_TARGET"


@dataclass(frozen=True)
class Proposal:
    """A task (事项) the text seems to order. It decides nothing: a person confirms or drops it.

    `confidence` runs from 0 to 1; `flags` says what to look at.
    """

    span: Span
    text: str
    lead: tuple[Mention, ...] = ()
    assist: tuple[Mention, ...] = ()
    people: tuple[Mention, ...] = ()
    deadline: Deadline | None = None
    cadence: Cadence | None = None
    targets: tuple[Target, ...] = ()
    deliverable: Deliverable | None = None
    confidence: float = 0.0
    flags: frozenset[Flag] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Reading:
    """What was read in one document."""

    sentences: tuple[Sentence, ...]
    tasks: tuple[Proposal, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return every place the reading points at, in order of the text."""
        found = {sentence.span for sentence in self.sentences}
        for task in self.tasks:
            found.add(task.span)
            found.update(mention.span for mention in (*task.lead, *task.assist, *task.people))
            found.update(target.span for target in task.targets)
            found.update(one.span for one in (task.deadline, task.cadence) if one is not None)
            if task.deliverable is not None:
                found.add(task.deliverable.span)
        return tuple(sorted(found))
