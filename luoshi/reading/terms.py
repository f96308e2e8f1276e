"""The words of the room: what a reading is made of, each with its place in the text as given."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from luoshi.reading.matching import Candidate


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
    """A party named in the text: a unit, a group of units or a role.

    `unit` is the one of the register it stands for; `candidates` all it may be, with reasons.
    """

    name: str
    span: Span
    unit: str = ""
    collective: bool = False
    candidates: tuple[Candidate, ...] = ()

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


class How(StrEnum):
    """How a deadline's day was come by: its working, to be said in words at the door."""

    WRITTEN = "WRITTEN"
    TEN_DAYS = "TEN_DAYS"
    MONTH_END = "MONTH_END"
    QUARTER_END = "QUARTER_END"
    HALF_END = "HALF_END"
    YEAR_END = "YEAR_END"
    PERIOD_END = "PERIOD_END"
    YEARS_ON = "YEARS_ON"
    PLAN_END = "PLAN_END"
    WEEK = "WEEK"
    FEAST = "FEAST"
    COUNTED = "COUNTED"
    EVENT = "EVENT"
    AT_ONCE = "AT_ONCE"


@dataclass(frozen=True)
class Deadline:
    """By when: the words, and the day where the words and the anchor give one.

    `resolved` is `YYYY-MM-DD`, or `YYYY-MM` for the end of that month; empty where the day hangs on
    an event that the text does not date (then `limit` says how long after it). `how` says how the
    day was come by; `filled` that its year is not in the words but the paper's. `offered` is a day
    or a reading that a person must choose: words seem to be missing, nothing is applied.
    """

    raw: str
    span: Span
    resolved: str = ""
    limit: TimeLimit | None = None
    how: How = How.WRITTEN
    filled: bool = False
    offered: str = ""

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


class Source(StrEnum):
    """Where a field of a proposal was read: the rule that gave it."""

    OWN_WORDS = "OWN_WORDS"
    SUBJECT = "SUBJECT"
    BY = "BY"
    BRACKET = "BRACKET"
    COLUMN = "COLUMN"
    SPOKEN_TO = "SPOKEN_TO"
    BEFORE = "BEFORE"
    ADDRESSEE = "ADDRESSEE"
    COMMON = "COMMON"
    GOALS = "GOALS"
    MODEL = "MODEL"


@dataclass(frozen=True)
class Reason:
    """Why a field of a proposal says what it says."""

    field: str
    source: Source


@dataclass(frozen=True)
class Approval:
    """Whose word is still wanted: 「报市政府审定」."""

    raw: str
    span: Span
    by: str
    deed: str


@dataclass(frozen=True)
class Condition:
    """In which case it is owed: 「对逾期未整改的」."""

    raw: str
    span: Span


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
    """A number that the task has to reach.

    `base` is what it is measured against (比2020年); `upto` the upper end of a range (5%-6%).
    """

    raw: str
    span: Span
    metric: str
    value: Decimal
    unit: str
    direction: Direction
    base: str = ""
    upto: Decimal | None = None


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
    WORDS_MISSING = "WORDS_MISSING"
    FROM_MODEL = "FROM_MODEL"


class Band(StrEnum):
    """How sure the reader is of a whole proposal: its words, its lead and its day together."""

    HIGH = "HIGH"
    MIDDLE = "MIDDLE"
    LOW = "LOW"


@dataclass(frozen=True)
class Proposal:
    """A task (事项) the text seems to order. It decides nothing: a person confirms or drops it.

    `lead` is all whom the words name; `sole` the one of them proposed as the lead, inferred where
    they are several. `confidence` runs from 0 to 1: how often words, lead and day of proposals
    like this one were all right; `flags` says what to look at, `reasons` which rule gave what.
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
    approval: Approval | None = None
    condition: Condition | None = None
    sole: Mention | None = None
    confidence: float = 0.0
    band: Band = Band.LOW
    flags: frozenset[Flag] = field(default_factory=frozenset)
    reasons: tuple[Reason, ...] = ()


class Standing(StrEnum):
    """What becomes of a sentence, as the reader would have it; a person says."""

    TASK = "TASK"
    PRINCIPLE = "PRINCIPLE"
    NOT_OURS = "NOT_OURS"


class Ground(StrEnum):
    """Why a sentence that holds no task holds none."""

    NONE = ""
    TITLE = "TITLE"
    FRAME = "FRAME"
    FURNITURE = "FURNITURE"
    TOLD = "TOLD"
    DEFECT = "DEFECT"
    ARGUED = "ARGUED"
    APPEAL = "APPEAL"
    SCORING = "SCORING"
    CHARGE = "CHARGE"
    PLAIN = "PLAIN"


@dataclass(frozen=True)
class Answer:
    """What the reader would answer for one sentence, and on what ground."""

    standing: Standing
    ground: Ground = Ground.NONE


class Level(StrEnum):
    """How high the issuer of a paper stands."""

    NATION = "NATION"
    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"


@dataclass(frozen=True)
class Head:
    """What a paper says of itself: its day, number and issuer as written, and the issuer's level.

    Each is empty or None where the paper does not show it.
    """

    day: str = ""
    number: str = ""
    issuer: str = ""
    level: Level | None = None


@dataclass(frozen=True)
class Reading:
    """What was read in one document; `answers` has one entry for every sentence."""

    sentences: tuple[Sentence, ...]
    tasks: tuple[Proposal, ...]
    answers: tuple[Answer, ...] = ()
    head: Head = field(default_factory=Head)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return every place the reading points at, in order of the text."""
        found = {sentence.span for sentence in self.sentences}
        for task in self.tasks:
            found.add(task.span)
            found.update(mention.span for mention in (*task.lead, *task.assist, *task.people))
            found.update(target.span for target in task.targets)
            found.update(one.span for one in (task.deadline, task.cadence) if one is not None)
            worded = (task.deliverable, task.approval, task.condition)
            found.update(one.span for one in worded if one is not None)
        return tuple(sorted(found))
