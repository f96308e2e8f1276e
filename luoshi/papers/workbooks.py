"""What lies inside a workbook beneath its values: how large it is, where a formula failed.

The fast reader gives an empty cell for a formula that failed or was never reckoned, and would make
room for every cell up to the farthest. Both are asked of the file itself first.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.papers import archives
from luoshi.papers.archives import Archive
from luoshi.papers.compound import Compound, extents
from luoshi.papers.refusals import Unreadable

MOST_ROWS = 50_000
MOST_COLUMNS = 300
MOST_CELLS = 5_000_000
MOST_SHEETS = 100
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ERROR = re.compile(rb'\bt="e"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ANSWER = re.compile(rb"<(?:\w+:)?v>(.*?)</(?:\w+:)?v>", re.DOTALL)


@dataclass(frozen=True)
class Beneath:
    """What one sheet's values do not tell: cell (row, column from 0) to the failed formula."""

    failed: Mapping[tuple[int, int], str] = field(default_factory=dict)


def measured(name: str, rows: int, columns: int) -> None:
    """Refuse a sheet that is too large, counting from its first cell to its farthest.

    :raises Unreadable: if it is
    """
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Unreadable("too_many_cells", sheet=name, rows=MOST_ROWS, columns=MOST_COLUMNS)


def looked_into(content: bytes) -> Mapping[str, Beneath]:
    """Look into every sheet of an xlsx by name.

    :raises Unreadable: if the archive is unsound or a sheet is too large
    """
    archive = archives.opened(content)
    return {
        name: _sheet(name, archive.member(part)) if part in archive.names else Beneath()
        for name, part in parts(archive).items()
    }


def looked_into_old(content: bytes) -> None:
    """Look into every sheet of an xls; its failed formulas cannot be told from empty cells.

    :raises Unreadable: if it wants a password, does not hold together, or a sheet is too large
    """
    inside = Compound(content)
    stream = "Workbook" if "Workbook" in inside.names else "Book"
    for number, (rows, columns) in enumerate(extents(inside.read(stream)), 1):
        measured(str(number), rows, columns)


def parts(archive: Archive) -> dict[str, str]:
    """Return where in the archive each sheet lies, by its name."""
    links = {
        link.get("Id", ""): link.get("Target", "")
        for link in archive.tree("xl/_rels/workbook.xml.rels")
    }
    sheets = [
        sheet
        for sheet in archive.tree("xl/workbook.xml").iter(f"{_MAIN}sheet", f"{_STRICT}sheet")
        if sheet.get("name") is not None
    ]
    if len(sheets) > MOST_SHEETS:
        raise Unreadable("bomb")
    parts = {}
    for sheet in sheets:
        target = links.get(sheet.get(_LINK) or sheet.get(_STRICT_LINK) or "", "")
        parts[sheet.get("name", "")] = posixpath.normpath(
            target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        )
    return parts


def _sheet(name: str, xml: bytes) -> Beneath:
    places = set(_PLACE.findall(xml))
    rows = max((int(row) for _, row in places), default=0)
    columns = max((column(letters) + 1 for letters, _ in places), default=0)
    measured(name, rows, columns)
    if not (_ERROR.search(xml) or _FORMULA.search(xml)):
        return Beneath()
    return Beneath(dict(_failures(xml)))


def _failures(xml: bytes) -> list[tuple[tuple[int, int], str]]:
    found = []
    for cell in _CELL.finditer(xml):
        place = _PLACE.search(cell[1])
        if place is None or cell[2] is None:
            continue
        answer = _ANSWER.search(cell[2])
        at = (int(place[2]) - 1, column(place[1]))
        if _ERROR.search(cell[1]):
            found.append((at, answer[1].decode("utf-8", "replace") if answer else "#"))
        elif _FORMULA.search(cell[2]) and not (answer and answer[1]) and b't="str"' not in cell[1]:
            found.append((at, ""))
    return found


def column(letters: bytes) -> int:
    """Return the number of a column, from 0, that is called by letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
