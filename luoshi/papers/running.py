"""What is printed on every page and is no word of the paper: running heads and feet, page numbers.

A line is taken away only near the edge of the page, and only where it is a page number or stands at
the same height, figures aside, on several pages.
"""

import re
from collections import Counter
from collections.abc import Sequence

from luoshi.papers.layout import Leaf, Run, joined, rows_of

_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·]*\d{1,4}[\s\-—–－·]*|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}"
)
_FIGURES = re.compile(r"\d+")
# A head stands within these many lines of the edge, and on at least so many pages.
_DEEP = 2
_LEAST_PAGES = 3
# No body begins in this part of the page (GB/T 9704: 37 mm of 297 above, 35 mm below).
_MARGIN = 0.08
# The same height, on pages of the same make.
_LEVEL = 6.0


def without_running(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the pages without page numbers, running heads and running feet."""
    edges = [_edges(leaf) for leaf in leaves]
    counted = Counter(mark for edge in edges for mark in {_mark(line) for line, _ in edge})
    out = []
    for leaf, edge in zip(leaves, edges, strict=True):
        gone = {
            id(run)
            for line, runs in edge
            if _PAGE_NUMBER.fullmatch(line.words.strip())
            or counted[_mark(line)] >= _enough(line, leaf, len(leaves))
            for run in runs
        }
        kept = [run for run in leaf.runs if id(run) not in gone]
        out.append(Leaf(kept, leaf.rulings, leaf.height))
    return out


def _enough(line: Run, leaf: Leaf, pages: int) -> int:
    """Return on how many pages a line must stand to be a running one: in the margin on two."""
    margin = _MARGIN * leaf.height
    outside = leaf.height and (line.middle < margin or line.middle > leaf.height - margin)
    return 2 if outside else max(_LEAST_PAGES, pages // 3)


def _edges(leaf: Leaf) -> list[tuple[Run, list[Run]]]:
    rows = rows_of(leaf.runs)
    within = {*range(min(_DEEP, len(rows))), *range(max(0, len(rows) - _DEEP), len(rows))}
    edges = [(joined(rows[at]), rows[at]) for at in sorted(within)]
    if not leaf.height:
        return edges
    # A short page's last line stands in its middle and is no foot.
    far = [leaf.height * 0.15, leaf.height * 0.85]
    return [one for one in edges if one[0].middle < far[0] or one[0].middle > far[1]]


def _mark(line: Run) -> tuple[str, int]:
    return _FIGURES.sub("0", "".join(line.words.split())), round(line.middle / _LEVEL)
