"""The words of a workbook that is itself the paper, as a list of tasks or of problems often is.

Every visible sheet is its name and its rows, cells parted by tabs, as a table of a Word file is. A
figure of an xlsx is written as its cell shows it (95% for 0.95); an xls does not tell us its forms.
"""

from collections.abc import Mapping
from datetime import date, datetime

import python_calamine

from luoshi.papers.cellforms import Form, Place, plain
from luoshi.papers.cells import Raw, trimmed
from luoshi.papers.merging import again
from luoshi.papers.refusals import Words, remark
from luoshi.papers.sheets import Opened, opened

_VISIBLE = python_calamine.SheetVisibleEnum.Visible
_MOST_FILLED = 50_000
_SHEET = python_calamine.SheetTypeEnum.WorkSheet


def text(content: bytes) -> tuple[str, tuple[Words, ...]]:
    """Return the words of all visible sheets, and a remark naming the hidden ones.

    :raises Unreadable: if the file is no sound workbook, or a sheet is too large
    """
    lines: list[str] = []
    hidden: list[str] = []
    with opened(content) as workbook:
        for sheet in workbook.book.sheets_metadata:
            if sheet.typ != _SHEET:
                continue
            if sheet.visible != _VISIBLE:
                hidden.append(sheet.name)
                continue
            rows = ["\t".join(row).rstrip() for row in _grid(workbook, sheet.name, workbook.forms)]
            filled = [row for row in rows if row.strip()]
            lines += [sheet.name, *filled] if filled else []
    return "\n".join(lines), (remark("hidden", sheets="、".join(hidden)),) if hidden else ()


def _grid(
    workbook: Opened, name: str, forms: Mapping[str, Mapping[Place, Form]]
) -> list[list[str]]:
    """Return the words of every cell; what is merged over rows is said in each of them."""
    mine = forms.get(name, {})
    grid = [
        [_words(cell, mine.get((at, column))) for column, cell in enumerate(row)]
        for at, row in enumerate(workbook.grid(name))
    ]
    filled = 0
    for (top, left), (bottom, _right) in workbook.merges(name):
        below = grid[top + 1 : bottom + 1]
        filled += len(below)
        # Whole columns merged by a careless or hostile hand say nothing of each row.
        if filled > _MOST_FILLED or top >= len(grid) or left >= len(grid[top]):
            continue
        for row in below:
            row[left] = again(grid[top][left])
    return grid


def _words(cell: Raw, form: Form | None) -> str:
    if isinstance(cell, datetime) and not (cell.hour or cell.minute):
        cell = cell.date()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        month = f"{cell.year}年{cell.month}月"
        return month if form and form.month else f"{month}{cell.day}日"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return form.shown(cell) if form and not form.month else plain(cell)
    # A cell is one field of its line.
    return " ".join(trimmed(cell).split())
