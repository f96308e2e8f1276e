"""把握 How sure the reader is of a whole proposal: its words, its lead and its day together.

The weight of the clauses says only whether something is ordered. Whether the proposal is right in
all a person looks at hangs on more: how its edges stand out, where its lead and its day were read.
What each counts for is measured on papers the weights never saw (`bench/reading_weights.py`).
"""

import math
import re

from luoshi.reading.page import Page, Stand
from luoshi.reading.signs import BACKGROUND
from luoshi.reading.surely import COUNTS, HIGH, MIDDLE
from luoshi.reading.tasks import Draft
from luoshi.reading.terms import Band, Flag, Proposal, SentenceKind
from luoshi.reading.units import ends_like_a_body

_FORM = re.compile("考核|纪要|会议|通报|函|方案|意见|办法|规则|通知|报告")
_HEAD = 160
_OPENS = {
    "back": BACKGROUND,
    "and": re.compile("[并且]"),
    "on": re.compile("对"),
    "must": re.compile("[要应须需]"),
}
_FAINT = re.compile(
    r"(?P<hollow>加强(?:协作|协调|配合|沟通|联系|团结|组织领导|领导|统筹协调)|各负其责|密切配合|积极配合|通力合作|落到实处|落实到位"
    r"|严格规范|紧密结合|形成合力|取得实效|高度重视|各自职责|履行职责)"
    r"|(?P<abstract>水平|能力|质量|效率|意识|力度|作用|优势|局面|格局|氛围|环境|形象|活力|动力|精神|思想|作风|态度|责任感|关系)"
    r"|(?P<earnest>切实|真正|认真|扎实|坚决|务必)"
)


def _steps(name: str, *steps: float) -> tuple[tuple[float, str], ...]:
    return tuple((step, f"{name}>{step}") for step in steps)


_ORDERS = _steps("orders", 0.2, 0.4, 0.6)
_PLAIN = _steps("plain", 1.5, 2.0, 2.5, 3.0)
_MEAN = _steps("mean", -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
_MOST = _steps("most", -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
_LEAST = _steps("least", -1.0, 0.0, 1.0, 2.0)
_BEFORE = _steps("before", -2.0, -1.0, 0.0)
_AFTER = _steps("after", -2.0, -1.0, 0.0)
_SIZE = _steps("size", 12, 25, 50, 90)
_DROP = _steps("drop", 1.0, 2.0, 3.0, 5.0, 8.0)


def _over(value: float, steps: tuple[tuple[float, str], ...]) -> list[str]:
    """Return the names of the steps a value goes over."""
    return [name for step, name in steps if value > step]


def of_paper(page: Page, weights: list[float]) -> list[str]:
    """Return what is seen of a paper as a whole: how much of it orders, and how plainly."""
    orders = [weight for weight in weights if weight > 0]
    share, plain = len(orders) / max(1, len(weights)), sum(orders) / max(1, len(orders))
    marks = _over(share, _ORDERS) + _over(plain, _PLAIN)
    named = _FORM.search(page.text, 0, _HEAD)
    return [*marks, f"form={named[0]}"] if named else marks


def marks_of(page: Page, draft: Draft, stands: list[Stand], proposal: Proposal) -> list[str]:
    """Return what is seen of a proposal that its being right may hang on."""
    piece = page.pieces[stands[0].piece]
    weights = draft.weights or (draft.weight,)
    mean, least = sum(weights) / len(weights), min(weights)
    marks = [f"kind={page.kind.name}"]
    marks += _over(mean, _MEAN)
    marks += _over(draft.weight, _MOST)
    marks += _over(least, _LEAST)
    marks += _over(draft.edges[0], _BEFORE)
    marks += _over(draft.edges[1], _AFTER)
    marks.append("whole" if max(draft.edges) <= -9.0 else "part")
    marks.append(f"clauses={min(len(stands), 5)}")
    source = next((one.source.name for one in proposal.reasons if one.field == "lead"), "NONE")
    marks.append(f"lead={source}")
    marks.append(f"leads={min(len(proposal.lead), 3)}")
    given = next((one.source.name for one in proposal.reasons if one.field == "deadline"), "NONE")
    marks.append(f"day={given}")
    if page.charges[stands[0].piece]:
        marks.append("charged-cell" if piece.kind is SentenceKind.CELL else "charged")
    if any(stand.subject is not None for stand in stands):
        marks.append("subject")
    if piece.closed[:1] in {"。", "；"}:
        marks.append(f"closed={piece.closed[:1]}")
    marks += [flag.name for flag in proposal.flags if flag not in _OF_REGISTER]
    if proposal.targets:
        marks.append("targets")
    marks += draft.firm
    marks += _of_words(page, draft, stands) + _of_opening(page, stands)
    return marks + _of_place(page, draft, stands, proposal)


def _of_words(page: Page, draft: Draft, stands: list[Stand]) -> list[str]:
    """Return which sorts of words the proposal holds, and how it stands out from what is near."""
    sorts = {sort for stand in stands for sort in stand.sorts}
    marks = [f"says={sort}" for sort in sorted(sorts & _TELLING)]
    if not sorts & _DEEDS:
        marks.append("says=nothing")
    if {"MAKE", "PAPER"} <= sorts:
        marks.append("says=made")
    size = page.stands[draft.last].clause.end - page.stands[draft.first].clause.start
    marks += _over(size, _SIZE)
    weights = draft.weights or (draft.weight,)
    # Where a task begins and ends: the drop from its first and last clause to those beside it.
    drops = (weights[0] - draft.edges[0], weights[-1] - draft.edges[1])
    marks += _over(min(drops), _DROP)
    if min(draft.edges) > 0:
        marks.append("amid")
    return marks


def _of_opening(page: Page, stands: list[Stand]) -> list[str]:
    """Return how the proposal opens and ends, and the words in it that order little."""
    start, end = stands[0].clause.start, stands[-1].clause.end
    marks = [f"opens={name}" for name, words in _OPENS.items() if words.match(page.text, start)]
    if page.text[end - 1] == "的":
        marks.append("ends-in-case")
    return marks + sorted(
        {f"holds={one.lastgroup}" for one in _FAINT.finditer(page.text, start, end)}
    )


def _of_place(page: Page, draft: Draft, stands: list[Stand], proposal: Proposal) -> list[str]:
    """Return where the proposal stands: section, number, column, and how its lead is named."""
    number = stands[0].piece
    piece = page.pieces[number]
    marks = [f"level={piece.level}"]
    if page.sections[number]:
        marks.append(f"sec={page.sections[number]}")
    if page.columns[number]:
        marks.append(f"column={page.columns[number]}")
    subject = next((one.subject for one in stands if one.subject is not None), None)
    if subject is not None and subject.modal:
        marks.append("subject-modal")
    charge = page.charges[number]
    if charge:
        same = subject is None or not charge.lead
        marks.append("bracket-alone" if same else "bracket-and-subject")
    names = [one.name for one in proposal.lead]
    if names and all(ends_like_a_body(name) for name in names):
        marks.append("bodies")
    if proposal.deadline is not None:
        marks.append(f"how={proposal.deadline.how.name}")
    if proposal.cadence is not None:
        marks.append("cadence")
    if proposal.assist:
        marks.append("assist")
    return marks


_TELLING = frozenset(
    {"MAKE", "BETTER", "PUSH", "REPORT", "CHECK", "PUNISH", "DO", "BAN", "MUST", "WILL", "SURE",
     "ATTITUDE", "PAST", "DEFECT", "REASON", "WE", "MAY", "SCORE", "EACH", "SOON", "RESULT"}
)  # fmt: skip
_DEEDS = frozenset({"MAKE", "REPORT", "CHECK", "DO", "BAN", "PUNISH"})
# What only a register of units can say is no sign of how well the words were read.
_OF_REGISTER = frozenset({Flag.UNRESOLVED_UNIT})


def sureness(marks: list[str]) -> float:
    """Return how often proposals with such marks were right, from 0 to 1."""
    total = COUNTS.get("", 0.0) + sum(COUNTS.get(mark, 0.0) for mark in marks)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def band_of(sure: float) -> Band:
    """Return the band a person is shown: high ones need a glance, low ones a reading."""
    return Band.HIGH if sure >= HIGH else Band.MIDDLE if sure >= MIDDLE else Band.LOW
