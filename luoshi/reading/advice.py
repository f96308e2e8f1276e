"""旁注 What a language model offers beside the reader: each must point at words of the text.

No network here: who asks the model stands above (`site.language_model`). What is not in the text,
letter for letter or but for its blanks, is dropped; so is what the reader proposes already.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from luoshi.reading.answers import TASK
from luoshi.reading.deadlines import Anchor, dues_in
from luoshi.reading.matching import folded
from luoshi.reading.shadow import Shadow, shadow_of
from luoshi.reading.terms import (
    Answer,
    Band,
    Deadline,
    Flag,
    Mention,
    Proposal,
    Reading,
    Reason,
    Source,
    Span,
)
from luoshi.reading.units import UnitBook, is_collective

_SHORTEST, _LONGEST = 4, 400
_SURE = 0.3


class NoAdvice(Exception):
    """The model gave no answer that could be used; the message says why, for a person."""


@dataclass(frozen=True)
class Advised:
    """A task as a model words it: nothing in it is believed before it is found in the text."""

    text: str
    lead: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()
    deadline: str = ""


def with_advice(
    text: str,
    reading: Reading,
    offered: Iterable[Advised],
    *,
    anchor: "date | str | Anchor | None" = None,
    units: "Iterable[str] | UnitBook | None" = None,
) -> Reading:
    """Return the reading with what a model offers added to it, flagged as a model's.

    :param anchor: the day the paper bears, against which a day is resolved as the reader does
    """
    finder = _Finder(text, Anchor.of(anchor), UnitBook.of(units))
    found: list[Proposal] = []
    for one in offered:
        span = finder.place(one.text)
        if span is None or _told(span, [*reading.tasks, *found]):
            continue
        found.append(finder.proposal(one, span))
    if not found:
        return reading
    tasks = tuple(sorted((*reading.tasks, *found), key=lambda task: task.span))
    return replace(reading, tasks=tasks, answers=_answered(reading, found))


def _answered(reading: Reading, found: list[Proposal]) -> tuple[Answer, ...]:
    return tuple(
        TASK if any(_meet(sentence.span, task.span) for task in found) else answer
        for sentence, answer in zip(reading.sentences, reading.answers, strict=True)
    )


def _told(span: Span, tasks: list[Proposal]) -> bool:
    """Tell whether half of the shorter of two is proposed already."""
    for task in tasks:
        shared = min(span.end, task.span.end) - max(span.start, task.span.start)
        if shared * 2 >= min(span.end - span.start, task.span.end - task.span.start):
            return True
    return False


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class _Finder:
    """Finds words in a text, blanks and script aside, and names their place in the original."""

    def __init__(self, text: str, anchor: Anchor | None, book: UnitBook) -> None:
        self.text, self.anchor, self.book = text, anchor, book
        self.places = [at for at, character in enumerate(text) if not character.isspace()]
        self.plain = folded(text)
        # Folding keeps lengths; were it ever not to, nothing would be found rather than misnamed.
        self.whole = len(self.plain) == len(self.places)

    def place(self, words: str, within: Span | None = None) -> Span | None:
        """Return where words stand, the first place of them, or None."""
        sought = folded(words).strip("。；，.;,")
        if not self.whole or not sought or len(sought) > _LONGEST:
            return None
        if within is None and len(sought) < _SHORTEST:
            return None
        at = self.plain.find(sought)
        while at >= 0:
            span = Span(self.places[at], self.places[at + len(sought) - 1] + 1)
            if within is None or (within.start <= span.start and span.end <= within.end):
                return span
            at = self.plain.find(sought, at + 1)
        return None

    def proposal(self, one: Advised, span: Span) -> Proposal:
        """Make a proposal of it; of its fields only what stands in the text is kept."""
        around = self._around(span)
        lead, assist = self._names(one.lead, around), self._names(one.assist, around)
        flags = {Flag.FROM_MODEL} | ({Flag.NO_LEAD} if not lead else set())
        return Proposal(
            span,
            span.of(self.text),
            lead=lead,
            assist=tuple(name for name in assist if name not in lead),
            deadline=self._deadline(one.deadline, around),
            sole=lead[0] if lead else None,
            confidence=_SURE,
            band=Band.LOW,
            flags=frozenset(flags),
            reasons=(Reason("task", Source.MODEL),),
        )

    def _around(self, span: Span) -> Span:
        """Return the paragraph a place stands in: a bracket or a subject may be told beside it."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        return Span(start, end if end >= 0 else len(self.text))

    def _names(self, names: tuple[str, ...], around: Span) -> tuple[Mention, ...]:
        found = []
        for name in names:
            span = self.place(name, around)
            if span is None:
                continue
            plain = folded(span.of(self.text))
            several = self.book.candidates(plain)
            unit = self.book.unit(plain)
            words = span.of(self.text)
            found.append(Mention(words, span, unit, is_collective(plain), several))
        return tuple(dict.fromkeys(found))

    def _deadline(self, words: str, around: Span) -> Deadline | None:
        span = self.place(words, around) if words else None
        if span is None:
            return None
        shadow: Shadow = shadow_of(span.of(self.text))
        due = next(dues_in(shadow.text, self.anchor), None)
        if due is None:
            return None
        return Deadline(
            span.of(self.text), span, due.resolved, due.limit, due.how, due.filled, due.offered
        )
