"""The one Excel reader of the house: declared columns in, rows and every fault out.

A sheet is read by its headings, which may stand in any order and in any of the first rows. A row
with a fault is left out of the rows and named in the faults; a heading nobody declared is named in
the remarks. The one writer is `papers.tables`.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

import python_calamine

from luoshi.papers import cells, kinds, workbooks
from luoshi.papers.cellforms import Form, Place, forms_in
from luoshi.papers.cells import SAYS, Bad, Column, Kind, Raw, Value, folded
from luoshi.papers.refusals import Unreadable, Words, gettext_noop
from luoshi.papers.workbooks import Beneath

__all__ = ["Book", "Column", "Fault", "Kind", "Line", "Sheet", "Unread", "read_book", "read_rows"]

_HEADINGS_WITHIN = 20
_Grid: TypeAlias = list[list[Raw]]
_Reading: TypeAlias = tuple[int, Column, Callable[[Column, Raw], Value]]
_Cell: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Fault:
    """One thing wrong: in which sheet, row (as Excel counts, 0 for none) and column, and why."""

    sheet: str
    row: int
    heading: str
    words: Words

    @property
    def code(self) -> str:
        """Which fault this is."""
        return self.words.code

    def said(self, translate: Callable[[str], str] = gettext_noop) -> str:
        """Say only the sentence; sheet, row and heading stand beside it."""
        return self.words.said(translate)

    def __str__(self) -> str:
        place = f"{self.sheet}第{self.row}行" if self.row else self.sheet
        return (
            f"{place}“{self.heading}”：{self.words}" if self.heading else f"{place}：{self.words}"
        )


class Unread(KeyError):
    """A cell that had a fault is asked for; the fault has been named already."""


@dataclass(frozen=True)
class Line:
    """A row: its number as Excel counts, and its values by the columns' keys.

    :raises Unread: where the cell asked for had a fault
    """

    number: int
    values: Mapping[str, Value]

    def __getitem__(self, key: str) -> Value:
        try:
            return self.values[key]
        except KeyError:
            raise Unread(key) from None

    def text(self, key: str) -> str:
        """Return a text or a choice; an empty cell is the empty string."""
        value = self[key]
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Sheet:
    """What was read from one sheet.

    :ivar rows: those without fault
    :ivar spoilt: those with a fault, as far as they could be read: other rows may speak of them
    """

    name: str
    rows: Sequence[Line] = ()
    faults: Sequence[Fault] = ()
    remarks: Sequence[Fault] = ()
    spoilt: Sequence[Line] = ()


@dataclass(frozen=True)
class Book:
    """What was read from the declared sheets of one workbook."""

    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Sheet:
        return self.sheets[name]

    @property
    def faults(self) -> list[Fault]:
        """Every fault of every sheet, in order."""
        return [fault for sheet in self.sheets.values() for fault in sheet.faults]

    @property
    def remarks(self) -> list[Fault]:
        """Every remark of every sheet, in order."""
        return [remark for sheet in self.sheets.values() for remark in sheet.remarks]


def read_rows(content: bytes, columns: Sequence[Column], *, sheet: str = "") -> Sheet:
    """Read one sheet: the named one, or the one that bears most of the headings.

    :raises Unreadable: if the file is no sound workbook, or has no sheet of that name
    """
    with opened(content) as workbook:
        name = _named(workbook.book, sheet) if sheet else _best(workbook, columns)
        return _read(workbook, name, columns)


def read_book(content: bytes, tables: Mapping[str, Sequence[Column]]) -> Book:
    """Read several sheets by name; further sheets, such as instructions, are passed over.

    :raises Unreadable: if the file is no sound workbook, or lacks one of the sheets
    """
    with opened(content) as workbook:
        return Book(
            {
                name: _read(workbook, _named(workbook.book, name), columns)
                for name, columns in tables.items()
            }
        )


@dataclass
class Opened:
    """A workbook looked into and held open: its sheets as grids."""

    book: python_calamine.CalamineWorkbook
    beneath: Mapping[str, Beneath]
    forms: Mapping[str, Mapping[Place, Form]] = field(default_factory=dict)

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def grid(self, name: str, most: int | None = None) -> _Grid:
        """Return the cells of a sheet from its first row and column, at most so many rows.

        :raises Unreadable: if the sheet is too large or does not hold together
        """
        with _soundly():
            sheet = self.book.get_sheet_by_name(name)
            row, column = sheet.end or (0, 0)
            workbooks.measured(name, row + 1, column + 1)
            rows: _Grid = sheet.to_python(skip_empty_area=False, nrows=most)
            return rows

    def as_shown(self, name: str) -> _Grid:
        """Return the cells of a sheet, per cent as it is seen: 0.955 in a cell of 0.0% is 95.5%."""
        grid = self.grid(name)
        for (row, column), form in self.forms.get(name, {}).items():
            if form.percent and row < len(grid) and column < len(grid[row]):
                figure = grid[row][column]
                if isinstance(figure, int | float) and not isinstance(figure, bool):
                    grid[row][column] = form.shown(figure)
        return grid

    def merges(self, name: str) -> list[tuple[_Cell, _Cell]]:
        """Return the merged ranges of a sheet, first and last cell."""
        with _soundly():
            return self.book.get_sheet_by_name(name).merged_cell_ranges or []


def opened(content: bytes) -> Opened:
    """Open a workbook after looking beneath its values.

    :raises Unreadable: if the file is no sound workbook
    """
    kind = kinds.kind_of(content)
    if kind not in (kinds.XLSX, kinds.XLS):
        raise Unreadable("not_a_workbook")
    beneath: Mapping[str, Beneath] = {}
    forms: Mapping[str, Mapping[Place, Form]] = {}
    if kind == kinds.XLSX:
        beneath = workbooks.looked_into(content)
        forms = forms_in(content)
    else:
        workbooks.looked_into_old(content)
    with _soundly():
        return Opened(python_calamine.load_workbook(io.BytesIO(content)), beneath, forms)


@contextmanager
def _soundly() -> Iterator[None]:
    """Turn whatever the reader says of a bad file into a refusal."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise Unreadable("encrypted") from error
    except python_calamine.CalamineError as error:
        raise Unreadable("broken") from error
    except BaseException as error:
        # A panic of the Rust reader is no Exception of Python; it has no importable class.
        if type(error).__name__ == "PanicException":
            raise Unreadable("broken") from error
        raise


def _named(book: python_calamine.CalamineWorkbook, sheet: str) -> str:
    for name in book.sheet_names:
        if folded(name) == folded(sheet):
            return name
    raise Unreadable("no_such_sheet", sheet=sheet)


def _best(opened: Opened, columns: Sequence[Column]) -> str:
    names = opened.book.sheet_names
    if not names:
        raise Unreadable("broken")
    known = _known(columns)
    return max(names, key=lambda name: _header(opened.grid(name, _HEADINGS_WITHIN), known)[0])


def _known(columns: Sequence[Column]) -> dict[str, Column]:
    return {folded(name): column for column in columns for name in (column.heading, *column.also)}


def _header(grid: _Grid, known: Mapping[str, Column]) -> tuple[int, int]:
    """Return how many headings the best row bears, and which row that is (from 0)."""
    best = (0, 0)
    for at, row in enumerate(grid[:_HEADINGS_WITHIN]):
        hits = len({folded(cell) for cell in row if isinstance(cell, str)} & known.keys())
        if hits > best[0]:
            best = (hits, at)
    return best


def _read(opened: Opened, name: str, columns: Sequence[Column]) -> Sheet:
    grid = opened.as_shown(name)
    hits, top = _header(grid, _known(columns))
    if not hits:
        headings = "、".join(column.heading for column in columns)
        return Sheet(name, faults=(_fault("no_headings", name, 0, headings=headings),))
    readings, faults, remarks = _placed(name, top, grid[top], columns)
    merged = _merged(name, opened.merges(name), top)
    failed = opened.beneath.get(name, Beneath()).failed
    rows: list[Line] = []
    spoilt: list[Line] = []
    for at in range(top + 1, len(grid)):
        line, wrong = _line(name, at, grid[at], readings, failed, merged)
        faults += wrong
        if line is not None:
            (spoilt if wrong else rows).append(line)
    return Sheet(name, rows, faults, remarks, spoilt)


def _placed(
    name: str, top: int, headings: list[Raw], columns: Sequence[Column]
) -> tuple[list[_Reading], list[Fault], list[Fault]]:
    """Find where each declared column stands."""
    known, places = _known(columns), {}
    faults, remarks = [], []
    for at, cell in enumerate(headings):
        shown = cells.trimmed(cell)
        column = known.get(folded(shown))
        if column is None and shown:
            remarks.append(_fault("unknown_heading", name, top + 1, heading=shown))
        elif column is not None and column.key in places:
            faults.append(_fault("twice", name, top + 1, heading=shown))
        elif column is not None:
            places[column.key] = at
    for column in columns:
        if column.required and column.key not in places:
            faults.append(_fault("no_heading", name, top + 1, heading=column.heading))
    readings = [
        (places.get(column.key, -1), column, cells.reader(column))
        for column in columns
        if column.key in places or not column.required
    ]
    return readings, faults, remarks


def _line(
    name: str,
    at: int,
    row: list[Raw],
    readings: Sequence[_Reading],
    failed: Mapping[_Cell, str],
    merged: frozenset[_Cell],
) -> tuple[Line | None, list[Fault]]:
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    said = False
    for place, column, read in readings:
        raw = row[place] if 0 <= place < len(row) else ""
        blank = raw == "" or (isinstance(raw, str) and not cells.trimmed(raw))
        said = said or not blank or (at, place) in failed or (at, place) in merged
        try:
            values[column.key] = _value(
                column, read, "" if blank else raw, (at, place), failed, merged
            )
        except Bad as bad:
            faults.append(Fault(name, at + 1, column.heading, bad.words))
    # A row with nothing in any declared column is an empty row, not a row of omissions.
    return (Line(at + 1, values), faults) if said else (None, [])


def _value(
    column: Column,
    read: Callable[[Column, Raw], Value],
    raw: Raw,
    cell: _Cell,
    failed: Mapping[_Cell, str],
    merged: frozenset[_Cell],
) -> Value:
    if cell in failed:
        error = failed[cell]
        raise Bad("error", cell=error) if error else Bad("uncalculated")
    if cell in merged:
        raise Bad("merged")
    if raw == "":
        if column.required:
            raise Bad("required")
        return None
    return read(column, raw)


def _merged(name: str, ranges: Sequence[tuple[_Cell, _Cell]], top: int) -> frozenset[_Cell]:
    """Return the cells below the header that lie under a merge over several rows."""
    covered = sum(
        (last - first + 1) * (right - left + 1) for (first, left), (last, right) in ranges
    )
    # Whole columns merged by a hostile file would fill the memory.
    workbooks.measured(name, 1, min(covered // 1_000, workbooks.MOST_COLUMNS + 1))
    return frozenset(
        (row, column)
        for (first, left), (last, right) in ranges
        if last > max(first, top)
        for row in range(max(first, top + 1), last + 1)
        for column in range(left, right + 1)
    )


def _fault(code: str, sheet: str, row: int, **params: str) -> Fault:
    return Fault(sheet, row, "", Words(code, SAYS[code], params))
