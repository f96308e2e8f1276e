"""习得 What a city's own use has taught: turns of phrase its officers accept or turn down.

A phrase is a verb and the two last characters of its clause (「开展…培训」). It weighs with the
measured signs and never much: it tips what stands on the edge, and is taken back by dropping it.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.reading.folding import fold
from luoshi.reading.lexicon import hits_of
from luoshi.reading.page import Page

_DEEDS = frozenset({"MAKE", "BETTER", "PUSH", "REPORT", "CHECK", "PUNISH", "DO", "BAN"})
_CLAUSES = re.compile(r"[^，；。：！？\n]+")
_TAIL = re.compile(r"[一-龥]{2}(?=[^一-龥]*$)")
# What is seen less often than this proves nothing; what is seen without end weighs this at most.
ENOUGH, MOST = 3, 1.5


@dataclass(frozen=True)
class Learned:
    """What was learned: phrase → what it adds to the weight of a clause that has it."""

    phrases: Mapping[str, float] = field(default_factory=dict)

    def weights_for(self, page: Page) -> list[float]:
        """Return what is added to the weight of each clause of a page."""
        if not self.phrases:
            return []
        clauses = (page.text[one.clause.start : one.clause.end] for one in page.stands)
        return [self.phrases.get(phrase_in(words), 0.0) for words in clauses]


def phrase_in(clause: str) -> str:
    """Return the phrase of a clause of folded words, or an empty string where it has no deed."""
    verb = next((word for word, sort in hits_of(clause) if sort in _DEEDS), "")
    tail = _TAIL.search(clause)
    if not verb or tail is None or tail.start() < clause.find(verb) + len(verb):
        return ""
    return f"{verb}…{tail[0]}"


def phrase_of(requirement: str) -> str:
    """Return the phrase a demand is known by: that of its first clause with a deed."""
    plain = "".join(fold(requirement).split())
    found = (phrase_in(clause[0]) for clause in _CLAUSES.finditer(plain))
    return next((phrase for phrase in found if phrase), "")


def weight_of(kept: int, dropped: int) -> float:
    """Return what a phrase weighs that was accepted and turned down so often (log odds)."""
    if kept + dropped < ENOUGH:
        return 0.0
    return round(max(-MOST, min(MOST, math.log((kept + 1) / (dropped + 1)))), 2)
