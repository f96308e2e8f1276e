"""Which open matter a draft is near to: pairs of neighbouring characters that both demands share.

Pure. A likeness is a hint for a person and refuses nothing: near is from `NEAR` on, measured on
pairs written by hand (tests/breakdown/alike_pairs.py).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from luoshi.breakdown.proposals import title_of
from luoshi.reading.folding import fold

# Of 100: from here on two demands are shown side by side.
NEAR = 65
_SAYS_WHEN = re.compile(
    r"(?:\d{4}年|今年|年)?(?:\d{1,2}月|[一二三四上下][半]?[季年]度?)?(?:底|末|\d{1,2}日|内|中旬)?(?:之?前)"
)
_RUNS = re.compile(r"[^\W\d_]+")
_LITTLE = re.compile(r"完成|推进|开展|组织|全面|加快|做好|抓好|切实|进一步|工作|任务")


@dataclass(frozen=True)
class Known:
    """An open matter that may be the same demand."""

    id: UUID
    number: str
    title: str


@dataclass(frozen=True)
class Near:
    """An open matter near to a draft.

    :param likeness: of 100
    """

    known: Known
    likeness: int


class Likeness:
    """Finds the nearest of many; each look costs the pairs of one demand, not the many."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = list(known)
        self.sizes: list[int] = []
        self.holders: dict[str, list[int]] = {}
        for at, one in enumerate(self.known):
            pairs = pairs_in(one.title)
            self.sizes.append(len(pairs))
            for pair in pairs:
                self.holders.setdefault(pair, []).append(at)

    def nearest(self, words: str) -> Near | None:
        """Return the likest open matter, if one is near enough to be shown."""
        pairs = pairs_in(words)
        shared = Counter(at for pair in pairs for at in self.holders.get(pair, ()))
        best = max(
            ((200 * count / (len(pairs) + self.sizes[at]), -at) for at, count in shared.items()),
            default=(0.0, 0),
        )
        likeness = round(best[0])
        return Near(self.known[-best[1]], likeness) if likeness >= NEAR else None


def pairs_in(words: str) -> set[str]:
    """Return the pairs of a demand, without who, by when, how much and what every demand says."""
    plain = _SAYS_WHEN.sub("", fold(title_of(words)).lower())
    runs = (run[0] for run in _RUNS.finditer(_LITTLE.sub("", plain)))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
