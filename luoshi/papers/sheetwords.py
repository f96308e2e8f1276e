"""The words of a workbook that is itself the paper, as a list of tasks or of problems often is.

Every visible sheet is its name and its rows, cells parted by tabs, as a table of a Word file is. A
figure is written as it was entered: the form of its cell (95 % for 0.95) is not read.
"""

from datetime import date, datetime

import python_calamine

from luoshi.papers.cells import Raw, trimmed
from luoshi.papers.refusals import Words, remark
from luoshi.papers.sheets import opened

_VISIBLE = python_calamine.SheetVisibleEnum.Visible
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
            rows = ["\t".join(map(_words, row)).rstrip() for row in workbook.grid(sheet.name)]
            filled = [row for row in rows if row.strip()]
            lines += [sheet.name, *filled] if filled else []
    return "\n".join(lines), (remark("hidden", sheets="、".join(hidden)),) if hidden else ()


def _words(cell: Raw) -> str:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    if isinstance(cell, datetime) and not (cell.hour or cell.minute):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    # A cell is one field of its line.
    return " ".join(trimmed(cell).split())
