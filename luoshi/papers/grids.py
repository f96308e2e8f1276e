"""Tables drawn with rulings: which words stand in which cell, merged cells included.

A ruling is a line or a thin filled box. Rulings that touch one another are one table; a cell runs
on where the ruling between it and its neighbour is missing. Its words stand in its first place and,
if they are short, in each row below; the other places it covers are empty, so that every row has
the same columns.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.papers.layout import Rows, Ruling, Run, joined, rows_of, stacked
from luoshi.papers.merging import again

# Two rulings nearer than this are one, and touch (points).
_NEAR = 3.0
# More rulings than a table of this many cells has were drawn for something else.
_MOST_RULINGS = 4_000
_MOST_CELLS = 50_000


def tables_of(runs: Sequence[Run], rulings: Sequence[Ruling]) -> tuple[list[Rows], list[Run]]:
    """Return the tables of a page, and the words that stand in none."""
    tables: list[Rows] = []
    left = list(runs)
    if len(rulings) > _MOST_RULINGS:
        return tables, left
    for group in _touching(rulings):
        table, left = _table(group, left)
        if table is not None:
            tables.append(table)
    return tables, left


def _touching(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Yield the rulings that hang together, walked from level to upright ones and back."""
    level = sorted((one for one in rulings if not one.upright), key=lambda one: one.top)
    tops = [one.top for one in level]
    owner = list(range(len(level)))
    uprights: list[tuple[Ruling, int]] = []

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    # Edges drawn cell by cell, one after the other, are one edge.
    along = sorted(range(len(level)), key=lambda at: (round(tops[at] / _NEAR), level[at].left))
    for before, at in pairwise(along):
        level_with = abs(tops[before] - tops[at]) <= _NEAR
        if level_with and level[at].left <= level[before].right + _NEAR:
            owner[root(at)] = root(before)
    for one in (one for one in rulings if one.upright):
        first: int | None = None
        for at in range(
            bisect_right(tops, one.top - _NEAR), bisect_right(tops, one.bottom + _NEAR)
        ):
            if level[at].left - _NEAR <= one.left <= level[at].right + _NEAR:
                first = root(at) if first is None else first
                owner[root(at)] = first
        if first is not None:
            uprights.append((one, first))
    groups: dict[int, list[Ruling]] = {}
    for one, at in [*zip(level, range(len(level)), strict=True), *uprights]:
        groups.setdefault(root(at), []).append(one)
    yield from groups.values()


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _table(group: list[Ruling], runs: list[Run]) -> tuple[Rows | None, list[Run]]:
    down = [one for one in group if one.upright]
    across = [one for one in group if not one.upright]
    xs = _places([one.left for one in down])
    # Where a table goes on over the page its edge may not be drawn; its upright rulings end there.
    ends = [min(one.top for one in down), max(one.bottom for one in down)] if down else []
    ys = _places([*(one.top for one in across), *ends])
    columns, rows = len(xs) - 1, len(ys) - 1
    # A frame around words is no table, nor is a line under a heading.
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > _MOST_CELLS:
        return None, runs
    first = _merged(xs, ys, down, across)
    within: dict[tuple[int, int], list[Run]] = {}
    outside: list[Run] = []
    for run in runs:
        column = bisect_right(xs, (run.left + run.right) / 2) - 1
        row = bisect_right(ys, run.middle) - 1
        if 0 <= column < columns and 0 <= row < rows:
            within.setdefault(first[row][column], []).append(run)
        else:
            outside.append(run)
    if not within:
        return None, runs
    cells = [
        [_cell(within, first[row][column], row, column) for column in range(columns)]
        for row in range(rows)
    ]
    return Rows([row for row in cells if any(row)], ys[0], tuple(xs)), outside


def as_above(table: Rows, edges: Sequence[float]) -> Rows:
    """Return what goes on of a table with the columns it had above, if its own are among them.

    A row alone on its page has no rulings where its cells are merged over columns.
    """
    places = [
        next((at for at, edge in enumerate(edges) if abs(edge - own) <= _NEAR), -1)
        for own in table.edges
    ]
    if len(edges) <= len(table.edges) or not places or -1 in places:
        return table
    rows = []
    for row in table.rows:
        wide: list[Run | None] = [None] * (len(edges) - 1)
        for place, cell in zip(places, row, strict=False):
            wide[place] = cell
        rows.append(wide)
    return Rows(rows, table.top, tuple(edges))


def _merged(
    xs: list[float], ys: list[float], down: list[Ruling], across: list[Ruling]
) -> list[list[tuple[int, int]]]:
    """Return for each place of the grid the first place of the cell it belongs to."""
    parted_right = {
        (row, column)
        for one in down
        for column in _at(xs, one.left)
        for row in range(len(ys) - 1)
        if one.top - _NEAR <= (ys[row] + ys[row + 1]) / 2 <= one.bottom + _NEAR
    }
    parted_below = {
        (row, column)
        for one in across
        for row in _at(ys, one.top)
        for column in range(len(xs) - 1)
        if one.left - _NEAR <= (xs[column] + xs[column + 1]) / 2 <= one.right + _NEAR
    }
    first = [[(row, column) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if row and (row, column) not in parted_below:
                first[row][column] = first[row - 1][column]
            elif column and (row, column) not in parted_right:
                first[row][column] = first[row][column - 1]
    return first


def _at(places: list[float], value: float) -> list[int]:
    at = bisect_right(places, value + _NEAR) - 1
    return [at] if at >= 0 and abs(places[at] - value) <= _NEAR else []


def _cell(
    within: dict[tuple[int, int], list[Run]], first: tuple[int, int], row: int, column: int
) -> Run | None:
    runs = within.get(first, [])
    if not runs or first[1] != column:
        return None
    cell = stacked([joined(one) for one in rows_of(runs)])
    return cell if first[0] == row or again(cell.words) else None
