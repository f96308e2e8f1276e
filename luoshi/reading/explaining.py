"""缘由 Which rule gave each field of a reading, so that a person can check it and mend the rule.

Nothing is read anew by other rules: the same page is laid out once more and its signs are named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from luoshi.reading.deadlines import Anchor
from luoshi.reading.page import Page, page_of
from luoshi.reading.shadow import shadow_of
from luoshi.reading.signs import signs_of
from luoshi.reading.terms import Proposal, Reading, Span
from luoshi.reading.weighing import table_of

_MOST = 6


@dataclass(frozen=True)
class Weighed:
    """A clause of a task, what speaks for its being an order, and the signs that say so most."""

    words: str
    weight: float
    signs: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Account:
    """Why a proposal stands: its clauses as they were weighed."""

    task: Proposal
    clauses: tuple[Weighed, ...]


def accounts_of(
    text: str, reading: Reading, anchor: "date | str | Anchor | None" = None
) -> Iterator[Account]:
    """Give an account of every proposal of a reading of this text.

    :param anchor: the day the reading was given
    """
    shadow = shadow_of(text)
    page = page_of(shadow.text, Anchor.of(anchor))
    weighed = list(_weighed(page, [shadow.span(one.clause.start, one.clause.end)
                                   if one.clause.end > one.clause.start else Span(0, 0)
                                   for one in page.stands], text))  # fmt: skip
    at = 0
    for task in reading.tasks:
        while at < len(weighed) and weighed[at][0].end <= task.span.start:
            at += 1
        here, mine = at, []
        while here < len(weighed) and weighed[here][0].start < task.span.end:
            mine.append(weighed[here][1])
            here += 1
        yield Account(task, tuple(mine))


def _weighed(page: Page, spans: list[Span], text: str) -> Iterator[tuple[Span, Weighed]]:
    table = table_of()
    place = 0
    for shared, clauses in signs_of(page):
        for own in clauses:
            counted = [(name, table.get(name, 0.0)) for name in (*shared, *own)]
            total = sum(weight for _, weight in counted)
            counted.sort(key=lambda pair: -abs(pair[1]))
            words = spans[place].of(text)
            yield spans[place], Weighed(words, round(total, 2), tuple(counted[:_MOST]))
            place += 1
