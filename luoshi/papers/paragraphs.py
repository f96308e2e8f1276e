"""Printed lines joined into paragraphs again, over the ends of columns and pages.

A sentence cut at the margin would hide its date from the reader. Lines are joined where the page
itself says so: the line is full to the right margin and the next one is not indented. Rows of a
table are lines with cells parted by tabs.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from luoshi.papers.grids import as_above, tables_of
from luoshi.papers.layout import Block, Leaf, Prose, Rows, Run, arranged
from luoshi.papers.running import without_running

# Lines may end this many heights before the margin and still be full: a punctuation mark is never
# put first in a line, and justified lines end unevenly.
_SLACK = 1.6
_INDENT = 0.8
_FURTHEST_IN = 3.5
# A line of this part of the width that ends in no mark of an end goes on in the next.
_LONG = 0.7
_ENDS = frozenset("。！？；：:;.!?）)”")
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]"
)
# A title is set larger than the rest, and in the middle.
_LARGER = 1.15
_MIDDLE = 1.5


@dataclass
class Words:
    """The words of a paper as they are put together, and where somebody should look twice."""

    parts: list[str] = field(default_factory=list)
    doubts: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, doubts: Sequence[tuple[int, int]] = ()) -> None:
        """Put words to the end."""
        self.doubts += [(self.length + start, self.length + end) for start, end in doubts]
        self.parts.append(words)
        self.length += len(words)

    @property
    def text(self) -> str:
        """The words put together."""
        return "".join(self.parts)


@dataclass(frozen=True)
class _Margins:
    """Between what the lines of a page or column stand.

    :param sure: more than one line ends at the right, so that it is a margin and not a chance
    """

    left: float
    right: float
    sure: bool

    @classmethod
    def of(cls, lines: Sequence[Run]) -> "_Margins":
        right = max(line.right for line in lines)
        counted = Counter(round(line.left) for line in lines)
        # The left one is the leftmost place several lines begin at; a lone hanging sign is not it.
        left = min((one for one, count in counted.items() if count > 1), default=min(counted))
        ending = sum(line.right >= right - _SLACK * line.size for line in lines)
        return cls(left, right, ending > 1)

    def filled_by(self, line: Run) -> bool:
        """Tell whether a line of prose ends at the margin."""
        ended = line.words[-1] in _ENDS and not self.sure
        full = line.right >= self.right - _SLACK * line.size
        return full and not ended and self._prose(line)

    def nearly_filled_by(self, line: Run) -> bool:
        """Tell whether a line of prose is long enough to go on in the next one."""
        return line.right - self.left > _LONG * (self.right - self.left) and self._prose(line)

    def centre(self, line: Run) -> bool:
        """Tell whether a line stands in the middle."""
        before, after = line.left - self.left, self.right - line.right
        return before > 0 and abs(before - after) < _MIDDLE * line.size

    def _prose(self, line: Run) -> bool:
        # A line that begins further in is a title, a signature or a cell.
        return line.left < self.left + _FURTHEST_IN * line.size


@dataclass
class _Standing:
    """How the paragraph under way ended, as far as the next line asks."""

    last: Run | None = None
    full: bool = False
    long: bool = False
    titled: bool = False
    heads: str = ""
    edges: tuple[float, ...] = ()


def words_of(leaves: Sequence[Leaf]) -> Words:
    """Return the words of all pages, a paragraph to a line."""
    words, standing = Words(), _Standing()
    for leaf in without_running(leaves):
        blocks = _blocks(leaf)
        prose = [line for block in blocks if isinstance(block, Prose) for line in block.lines]
        page, usual = (_Margins.of(prose) if prose else None), _usual(prose)
        for block in blocks:
            if isinstance(block, Rows):
                _add_rows(words, block, standing)
            else:
                margins = page if page and not block.column else _Margins.of(block.lines)
                _add_prose(words, block, standing, margins, usual)
    return words


def _blocks(leaf: Leaf) -> list[Block]:
    tables, runs = tables_of(leaf.runs, leaf.rulings)
    if not tables:
        return arranged(runs)
    blocks: list[Block] = []
    for table in sorted(tables, key=lambda one: one.top):
        above = [run for run in runs if run.middle < table.top]
        runs = [run for run in runs if run.middle >= table.top]
        blocks += [*arranged(above), table]
    return blocks + arranged(runs)


def _add_rows(words: Words, table: Rows, standing: _Standing) -> None:
    table = as_above(table, standing.edges if standing.heads else ())
    standing.edges = table.edges
    for number, row in enumerate(table.rows):
        line = "\t".join(cell.words if cell else "" for cell in row)
        # A table that goes on over the page repeats its headings.
        if number == 0 and line == standing.heads:
            continue
        if number == 0:
            standing.heads = line
        _break(words)
        for at, cell in enumerate(row):
            words.add("\t" if at else "")
            if cell:
                words.add(cell.words, cell.doubts)
    standing.last = None


def _add_prose(
    words: Words, block: Prose, standing: _Standing, margins: _Margins, usual: float
) -> None:
    for raw in block.lines:
        line = _stripped(raw)
        if not line.words:
            continue
        titled = line.size > _LARGER * usual and margins.centre(line)
        if _goes_on(standing, line, margins, titled):
            words.add(_joint(words.parts[-1], line.words))
        else:
            _break(words)
        words.add(line.words, line.doubts)
        standing.last, standing.titled, standing.heads = line, titled, ""
        standing.full, standing.long = margins.filled_by(line), margins.nearly_filled_by(line)


def _goes_on(standing: _Standing, line: Run, margins: _Margins, titled: bool) -> bool:
    last = standing.last
    if last is None:
        return False
    if titled and standing.titled:
        near = abs(line.top - last.bottom) < line.size and 0.9 < line.size / last.size < 1.1
        return near and last.words[-1] not in "。！？"
    if line.left > margins.left + _INDENT * line.size:
        return False
    # Half-width figures leave a line short of the margin though its sentence goes on.
    open_ended = standing.long and last.words[-1] not in _ENDS
    return standing.full or (open_ended and not _NUMBER.match(line.words))


def _break(words: Words) -> None:
    if words.length:
        words.add("\n")


def _stripped(line: Run) -> Run:
    bare = line.words.strip()
    if bare == line.words:
        return line
    moved = len(line.words) - len(line.words.lstrip())
    doubts = tuple(
        (max(0, start - moved), min(len(bare), end - moved))
        for start, end in line.doubts
        if start - moved < len(bare) and end > moved
    )
    return Run(bare, line.left, line.top, line.right, line.bottom, doubts)


def _joint(before: str, after: str) -> str:
    return " " if before[-1:].isascii() and after[:1].isascii() and before[-1:] != "-" else ""


def _usual(runs: Sequence[Run]) -> float:
    """Return the size most characters are set in: half of them are no larger."""
    left = sum(len(run.words) for run in runs) / 2
    for run in sorted(runs, key=lambda one: one.size):
        left -= len(run.words)
        if left <= 0:
            return run.size
    return 1.0
