"""把握 How sure the reader is of a whole proposal: its words, its lead and its day together.

The weight of the clauses says only whether something is ordered. Whether the proposal is right in
all a person looks at hangs on more: how its edges stand out, where its lead and its day were read.
What each counts for is measured on papers the weights never saw (`bench/reading_weights.py`).
"""

import math

from luoshi.reading.page import Page, Stand
from luoshi.reading.surely import COUNTS, HIGH, MIDDLE
from luoshi.reading.tasks import Draft
from luoshi.reading.terms import Band, Flag, Proposal, SentenceKind
from luoshi.reading.units import ends_like_a_body

_STEPS = (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


def marks_of(page: Page, draft: Draft, stands: list[Stand], proposal: Proposal) -> list[str]:
    """Return what is seen of a proposal that its being right may hang on."""
    piece = page.pieces[stands[0].piece]
    weights = draft.weights or (draft.weight,)
    mean, least = sum(weights) / len(weights), min(weights)
    marks = [f"kind={page.kind.name}"]
    marks += [f"mean>{step}" for step in _STEPS if mean > step]
    marks += [f"most>{step}" for step in _STEPS if draft.weight > step]
    marks += [f"least>{step}" for step in (-1.0, 0.0, 1.0, 2.0) if least > step]
    marks += [f"before>{step}" for step in (-2.0, -1.0, 0.0) if draft.edges[0] > step]
    marks += [f"after>{step}" for step in (-2.0, -1.0, 0.0) if draft.edges[1] > step]
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
    return marks + _of_words(page, draft, stands) + _of_place(page, draft, stands, proposal)


def _of_words(page: Page, draft: Draft, stands: list[Stand]) -> list[str]:
    """Return which sorts of words the proposal holds, and how it stands out from what is near."""
    sorts = {sort for stand in stands for sort in stand.sorts}
    marks = [f"says={sort}" for sort in sorted(sorts & _TELLING)]
    if not sorts & _DEEDS:
        marks.append("says=nothing")
    if {"MAKE", "PAPER"} <= sorts:
        marks.append("says=made")
    size = page.stands[draft.last].clause.end - page.stands[draft.first].clause.start
    marks += [f"size>{step}" for step in (12, 25, 50, 90) if size > step]
    weights = draft.weights or (draft.weight,)
    # Where a task begins and ends: the drop from its first and last clause to those beside it.
    drops = (weights[0] - draft.edges[0], weights[-1] - draft.edges[1])
    marks += [f"drop>{step}" for step in (1.0, 2.0, 3.0, 5.0, 8.0) if min(drops) > step]
    if min(draft.edges) > 0:
        marks.append("amid")
    return marks


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
