"""What stands on a printed page, and the order it is read in: lines, columns, rows of tables.

PDF, OFD and a recognised picture all come to this: words with a place. Nothing else of the page is
known, so the order is found from the places alone; lengths are measured in the height of the words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

# A run ends where the next character stands this far off, or this much higher, in heights.
_NEXT, _LEVEL = 0.6, 0.4
# Words this many heights apart are two things on one line; closer ones are one.
_APART = 1.5
# A blank is written where this much room is left, between Chinese words and between others.
_BLANK, _LATIN_BLANK = 1.2, 0.2
# So much free room, all the way down, parts two columns.
_GUTTER = 1.0
# Fewer rows that share a gutter are a chance, such as a number opposite a signer.
_LEAST_ROWS = 3
# Columns of prose are filled to their edge in many rows, and none of them is narrow.
_OFTEN = 0.4
_NARROWEST_PROSE = 9


@dataclass(frozen=True)
class Run:
    """Words set in one go and where they stand: y grows downward, any unit of length.

    :param doubts: the places in the words, from and to, where whoever recognised them is not sure
    """

    words: str
    left: float
    top: float
    right: float
    bottom: float
    doubts: tuple[tuple[int, int], ...] = ()

    @property
    def size(self) -> float:
        """How high the words are set; never nought."""
        return max(self.bottom - self.top, 0.1)

    @property
    def middle(self) -> float:
        """The height of the middle of the words."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Ruling:
    """A printed line, upright or level: part of a table, perhaps."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        """Tell whether it runs down the page."""
        return self.bottom - self.top > self.right - self.left


@dataclass(frozen=True)
class Leaf:
    """One page as it was found: its words, its rulings, and its height.

    :param drawn: there are no words on it, but something else is
    """

    runs: Sequence[Run]
    rulings: Sequence[Ruling] = ()
    height: float = 0.0
    drawn: bool = False


@dataclass(frozen=True)
class Rows:
    """Rows of a table, each a run to a cell; an empty cell is None.

    :param edges: where its upright rulings stand, one more than there are columns; without rulings
        there are none
    """

    rows: list[list[Run | None]]
    top: float = 0.0
    edges: tuple[float, ...] = ()


@dataclass
class Prose:
    """Lines below one another; in a column they have its margins, else those of the page."""

    lines: list[Run] = field(default_factory=list)
    column: bool = False


Block = Prose | Rows


def gathered(characters: Iterable[Run]) -> Iterator[Run]:
    """Put characters together that were set one after another on a line; a line feed parts them."""
    line: list[Run] = []
    for one in characters:
        blank = one.words.isspace()
        if one.words == "\n" or (line and not blank and not _next(line, one)):
            yield from _one_run(line)
            line = []
        if one.words != "\n":
            line.append(one)
    yield from _one_run(line)


def _next(line: list[Run], one: Run) -> bool:
    last = next((before for before in reversed(line) if not before.words.isspace()), None)
    if last is None:
        return True
    size = max(last.size, one.size)
    near = -_NEXT * size < one.left - last.right < _NEXT * size
    return near and abs(one.middle - last.middle) < _LEVEL * size


def _one_run(line: list[Run]) -> Iterator[Run]:
    inked = [at for at, one in enumerate(line) if not one.words.isspace()]
    if not inked:
        return
    words = line[inked[0]].words
    for before, at in pairwise(inked):
        blanks = "".join(one.words for one in line[before + 1 : at])
        words += (blanks if _parted(line[before], line[at]) else "") + line[at].words
    yield replace(joined([line[at] for at in inked]), words=words, doubts=())


def _parted(one: Run, other: Run) -> bool:
    """Tell whether a blank between two characters is one, or only how the line was filled."""
    if one.words.isascii() and other.words.isascii():
        return True
    return other.left - one.right > _BLANK * min(one.size, other.size)


def arranged(runs: Sequence[Run]) -> list[Block]:
    """Return what stands on a page in the order it is read."""
    rows = [_segments(row) for row in rows_of(runs)]
    blocks: list[Block] = []
    at, free = 0, -1
    while at < len(rows):
        end, gutters = _stretch(rows, at)
        if gutters:
            above = blocks[-1].lines if at == free and isinstance(blocks[-1], Prose) else []
            begun = _begun(rows, at, end, gutters, least=at - len(above))
            del above[len(above) - (at - begun) :]
            blocks += _columns(rows[begun:end], gutters)
            at = end
            continue
        line = joined(rows[at], "  ")
        if at == free and blocks and isinstance(last := blocks[-1], Prose):
            last.lines.append(line)
        else:
            blocks.append(Prose([line]))
        at += 1
        free = at
    return blocks


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the runs that stand level with one another, row by row, each from left to right."""
    rows: list[list[Run]] = []
    middle = size = 0.0
    for run in sorted(runs, key=lambda one: one.middle):
        level = run.middle - middle < 0.5 * max(size, run.size)
        if rows and level and not any(_above(one, run) for one in rows[-1]):
            rows[-1].append(run)
            if run.size > size:
                middle, size = run.middle, run.size
        else:
            rows.append([run])
            middle, size = run.middle, run.size
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _above(one: Run, other: Run) -> bool:
    """Tell whether a run stands over another, as lines of one column do, however close."""
    over = min(one.right, other.right) - max(one.left, other.left)
    return over > 2 * one.size and other.top - one.top > 0.3 * min(one.size, other.size)


def joined(runs: Sequence[Run], between: str = "") -> Run:
    """Return runs of one line as one run; blanks stand where room was left."""
    words, doubts = "", list[tuple[int, int]]()
    last: Run | None = None
    for run in runs:
        if last is not None:
            words += between or _gap(last, run)
        doubts += [(len(words) + start, len(words) + end) for start, end in run.doubts]
        words += run.words
        last = run
    return Run(
        words,
        min(run.left for run in runs),
        min(run.top for run in runs),
        max(run.right for run in runs),
        max(run.bottom for run in runs),
        tuple(doubts),
    )


def _gap(before: Run, after: Run) -> str:
    room = (after.left - before.right) / min(before.size, after.size)
    latin = before.words[-1:].isascii() and after.words[:1].isascii()
    return " " if room > (_LATIN_BLANK if latin else _BLANK) else ""


def _segments(row: list[Run]) -> list[Run]:
    parts: list[list[Run]] = []
    for run in row:
        if parts and run.left - parts[-1][-1].right < _APART * run.size:
            parts[-1].append(run)
        else:
            parts.append([run])
    return [joined(part) for part in parts]


def _stretch(rows: list[list[Run]], at: int) -> tuple[int, list[float]]:
    """Return how far the rows from here on share a gutter, and where their gutters are."""
    if len(rows[at]) < 2:
        return at + 1, []
    taken: list[tuple[float, float]] = []
    gutters: list[float] = []
    both, end = 0, at
    for number in range(at, len(rows)):
        union = _united(taken, rows[number])
        size = rows[number][0].size
        free = [
            (one[1] + other[0]) / 2
            for one, other in pairwise(union)
            if other[0] - one[1] > _GUTTER * size
        ]
        if not free:
            break
        taken, gutters = union, free
        if len(rows[number]) > 1:
            both, end = both + 1, number + 1
    # The longest column runs on beside nothing, as long as its lines follow one another.
    while end < len(rows) and both >= _LEAST_ROWS and _fits(rows[end], rows[end - 1], gutters):
        end += 1
    return (end, gutters) if both >= _LEAST_ROWS else (at + 1, [])


def _begun(rows: list[list[Run]], at: int, end: int, gutters: list[float], *, least: int) -> int:
    """Return where columns of prose begin: the last may start above the heading beside it."""
    begun = at
    while begun > least and len(rows[begun - 1]) == 1:
        one, below = rows[begun - 1][0], rows[begun][-1]
        alike = 0.9 < one.size / below.size < 1.1 and below.top - one.bottom < 1.2 * one.size
        if not (alike and one.left > gutters[-1]):
            break
        begun -= 1
    prose = begun < at and _are_prose([_cells(row, gutters) for row in rows[begun:end]])
    return begun if prose else at


def _fits(row: list[Run], before: list[Run], gutters: list[float]) -> bool:
    """Tell whether a row goes on with one of the columns above it."""
    one, above = row[0], before[0]
    alike = 0.9 < one.size / above.size < 1.1 and one.top - above.bottom < 1.2 * one.size
    if len(row) > 1 or not alike:
        return False
    return one.left > gutters[-1] or one.right < gutters[0]


def _united(taken: list[tuple[float, float]], row: list[Run]) -> list[tuple[float, float]]:
    union: list[tuple[float, float]] = []
    for left, right in sorted([*taken, *((run.left, run.right) for run in row)]):
        if union and left <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], right))
        else:
            union.append((left, right))
    return union


def _columns(rows: list[list[Run]], gutters: list[float]) -> Iterator[Block]:
    cells = [_cells(row, gutters) for row in rows]
    if _are_prose(cells):
        for column in range(len(gutters) + 1):
            lines = [row[column] for row in cells]
            yield Prose([line for line in lines if line is not None], column=True)
        return
    # Lines below the first column of a table are no rows of it.
    last = max(at for at, row in enumerate(cells) if any(row[1:])) + 1
    yield Rows(_rows_together(cells[:last]), rows[0][0].top)
    if below := [row[0] for row in cells[last:] if row[0] is not None]:
        yield Prose(below)


def _cells(row: list[Run], gutters: list[float]) -> list[Run | None]:
    cells: list[list[Run]] = [[] for _ in range(len(gutters) + 1)]
    for run in row:
        cells[sum(run.left > gutter for gutter in gutters)].append(run)
    return [joined(cell) if cell else None for cell in cells]


def _are_prose(cells: list[list[Run | None]]) -> bool:
    """Tell columns of running words from the columns of a table without rulings."""
    full = count = 0
    for column in range(len(cells[0])):
        lines = [line for row in cells if (line := row[column]) is not None]
        right = max(line.right for line in lines)
        full += sum(line.right > right - 2 * line.size for line in lines)
        count += len(lines)
        if sum(len(line.words) for line in lines) < _NARROWEST_PROSE * len(lines):
            return False
    return full >= _OFTEN * count


def _rows_together(cells: list[list[Run | None]]) -> list[list[Run | None]]:
    """Put the second line of a cell to its row: such a row has nothing in its first column."""
    rows: list[list[Run | None]] = []
    for row in cells:
        if rows and row[0] is None and rows[-1][0] is not None:
            rows[-1] = [_below(*pair) for pair in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return rows


def _below(above: Run | None, below: Run | None) -> Run | None:
    if above is None or below is None:
        return above or below
    return stacked([above, below])


def stacked(lines: Sequence[Run]) -> Run:
    """Return the lines of one cell as one run, without anything between Chinese words."""
    words, doubts = "", list[tuple[int, int]]()
    for line in lines:
        if words and words[-1].isascii() and line.words[:1].isascii() and words[-1] != "-":
            words += " "
        doubts += [(len(words) + start, len(words) + end) for start, end in line.doubts]
        words += line.words
    whole = joined(lines)
    return Run(words, whole.left, whole.top, whole.right, whole.bottom, tuple(doubts))
