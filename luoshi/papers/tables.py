"""The one Excel writer of the house: declared columns and rows in, a workbook's bytes out.

Dates are dates and figures are figures, the header is frozen and filtered, the page is A4
landscape with the header repeated. Words are always written as words: a cell that begins with an
equals sign is never a formula. What Excel is to reckon itself is handed in as a `Formula`.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luoshi.papers.cells import Column, Kind
from luoshi.papers.refusals import gettext_noop

_HOME = ZoneInfo("Asia/Shanghai")
_A4 = 9
_LONGEST_CELL = 32_767
_LONGEST_LIST = 255
_EXACT = 10**15
_TEMPLATE_ROWS = 2_000
_CHOICES_SHEET = "选项"
_KINDS = {
    Kind.TEXT: gettext_noop("文字"),
    Kind.DATE: gettext_noop("日期，如2026-03-05"),
    Kind.NUMBER: gettext_noop("数字"),
    Kind.CHOICE: gettext_noop("从下拉列表中选"),
}
_INSTRUCTIONS = gettext_noop("填写说明")
_GUIDE = (
    Column("sheet", gettext_noop("工作表"), width=16),
    Column("heading", gettext_noop("列名"), width=20),
    Column("required", gettext_noop("是否必填"), width=10),
    Column("kind", gettext_noop("填什么"), width=24),
    Column("hint", gettext_noop("说明"), width=70),
)
_REQUIRED, _OPTIONAL = gettext_noop("必填"), gettext_noop("可不填")
Translate = Callable[[str], str]


class TooLong(ValueError):
    """A cell holds more than Excel can; nothing is cut off silently."""


@dataclass(frozen=True)
class Formula:
    """A figure that Excel reckons itself, and what it comes to now.

    :ivar text: the formula with its equals sign, written by us and never by whoever types a cell
    """

    text: str
    value: Decimal | int


@dataclass(frozen=True)
class Page:
    """One sheet to be written.

    :param rows: mappings by the columns' keys; a missing key is an empty cell
    :param caption: a line above the header, such as the title and 数据截至
    :param spare: empty rows below that still offer the drop-down lists
    :param starred: mark required headings with a star, as a form does
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Any]] = ()
    caption: str = ""
    spare: int = 0
    starred: bool = False


def write_rows(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    at: datetime,
    name: str = "Sheet1",
    caption: str = "",
    place: tzinfo = _HOME,
) -> bytes:
    """Write one sheet. `at` is the moment of writing, `place` where its days and hours are read."""
    return write_book([Page(name, columns, rows, caption)], at=at, place=place)


def write_book(pages: Sequence[Page], *, at: datetime, place: tzinfo = _HOME) -> bytes:
    """Write a workbook of several sheets; rows are taken one by one and never held together.

    :raises TooLong: if a text is longer than a cell can be (32,767 characters)
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": at.astimezone(place).replace(tzinfo=None)})
    ink = _Ink(book, place)
    lists: list[tuple[str, Column]] = []
    try:
        for page in pages:
            _write_page(book, page, ink, lists)
        _write_lists(book, lists)
    finally:
        # Rows wait in temporary files, which must go even if a row raises.
        book.close()
    return out.getvalue()


def template(
    tables: Mapping[str, Sequence[Column]],
    *,
    at: datetime,
    instructions: Sequence[str] = (),
    translate: Translate = gettext_noop,
) -> bytes:
    """Write an empty form to be filled in: a sheet per table, then a sheet of instructions.

    :param instructions: sentences put before the guide to the columns
    :param translate: says the room's own words in the reader's language; headings are printed as
        declared, for the reader looks for them
    """
    pages = [
        Page(name, columns, spare=_TEMPLATE_ROWS, starred=True) for name, columns in tables.items()
    ]
    guide = [Column(c.key, translate(c.heading), longest=c.longest, width=c.width) for c in _GUIDE]
    rows = [{"sheet": line} for line in instructions] + [
        {
            "sheet": name,
            "heading": column.heading,
            "required": translate(_REQUIRED if column.required else _OPTIONAL),
            "kind": translate(_KINDS[column.kind]),
            "hint": column.hint,
        }
        for name, columns in tables.items()
        for column in columns
    ]
    return write_book([*pages, Page(translate(_INSTRUCTIONS), guide, rows)], at=at)


class _Ink:
    """The formats of a workbook, and how each kind of value is put into a cell."""

    def __init__(self, book: Workbook, place: tzinfo) -> None:
        self.place = place
        base = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.words = book.add_format({**base, "text_wrap": True, "num_format": "@"})
        # The quote keeps the words words when somebody edits the cell and presses return.
        self.quoted = book.add_format(
            {**base, "text_wrap": True, "num_format": "@", "quote_prefix": True}
        )
        self.day = book.add_format({**base, "num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm"})
        self.figure = book.add_format({**base, "num_format": "General"})
        self.heading = book.add_format(
            {**base, "bold": True, "bg_color": "#DCE6F1", "text_wrap": True, "valign": "vcenter"}
        )
        self.caption = book.add_format({"bold": True, "font_size": 14})

    def column(self, kind: Kind) -> Format:
        """Return the format of a column's empty cells."""
        return {Kind.DATE: self.day, Kind.NUMBER: self.figure}.get(kind, self.words)

    def put(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        """Write one value as what it is."""
        if isinstance(value, str):
            if value:
                self._put_words(sheet, row, column, value)
        elif value is None:
            pass
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, self.figure, float(value.value))
        elif isinstance(value, bool):
            sheet.write_string(row, column, "是" if value else "否", self.words)
        elif isinstance(value, datetime):
            local = value.astimezone(self.place).replace(tzinfo=None) if value.tzinfo else value
            sheet.write_datetime(row, column, local, self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        # Excel counts with 15 digits; a longer number is kept as its digits.
        elif isinstance(value, int | float | Decimal) and -_EXACT < value < _EXACT:
            sheet.write_number(row, column, float(value), self.figure)
        else:
            self._put_words(sheet, row, column, str(value))

    def _put_words(self, sheet: Worksheet, row: int, column: int, words: str) -> None:
        if len(words) > _LONGEST_CELL:
            raise TooLong(f"row {row + 1}, column {column + 1}: {len(words)} characters")
        ink = self.quoted if words[0] in "=+-@\t\r\n" else self.words
        sheet.write_string(row, column, words, ink)


def _write_page(book: Workbook, page: Page, ink: _Ink, lists: list[tuple[str, Column]]) -> None:
    sheet = book.add_worksheet(page.name)
    top = 1 if page.caption else 0
    _lay_out(sheet, page, ink, top)
    if page.caption:
        sheet.write_string(0, 0, page.caption, ink.caption)
    for at, column in enumerate(page.columns):
        star = "*" if page.starred and column.required else ""
        sheet.write_string(top, at, star + column.heading, ink.heading)
    row = top
    labels = [
        (at, c.key, {v: k for k, v in c.choices.items()}) for at, c in enumerate(page.columns)
    ]
    for row, values in enumerate(page.rows, top + 1):
        for at, key, label in labels:
            value: Any = values.get(key)
            ink.put(sheet, row, at, label.get(value, value) if label else value)
    last = row + page.spare
    if page.columns:
        sheet.autofilter(top, 0, max(last, top), len(page.columns) - 1)
    if last > top:
        _offer(sheet, page, (top + 1, last), lists)


def _lay_out(sheet: Worksheet, page: Page, ink: _Ink, top: int) -> None:
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P / &N")
    for at, column in enumerate(page.columns):
        # A Chinese character is twice as wide as a Latin one.
        width = column.width or max(10, min(2 * len(column.heading) + 6, 40))
        sheet.set_column(at, at, width, ink.column(column.kind) if page.spare else None)


def _offer(
    sheet: Worksheet, page: Page, rows: tuple[int, int], lists: list[tuple[str, Column]]
) -> None:
    """Put the drop-down lists; one too long for the cell rule goes to a hidden sheet."""
    for at, column in enumerate(page.columns):
        labels = list(column.choices)
        if not labels:
            continue
        source: str | list[str] = labels
        if len(",".join(labels)) > _LONGEST_LIST or any("," in label for label in labels):
            letter = xlsxwriter.utility.xl_col_to_name(len(lists))
            source = f"='{_CHOICES_SHEET}'!${letter}$1:${letter}${len(labels)}"
            lists.append((page.name, column))
        sheet.data_validation(rows[0], at, rows[1], at, {"validate": "list", "source": source})


def _write_lists(book: Workbook, lists: Sequence[tuple[str, Column]]) -> None:
    if not lists:
        return
    sheet = book.add_worksheet(_CHOICES_SHEET)
    sheet.hide()
    columns = [list(column.choices) for _, column in lists]
    for row in range(max(map(len, columns))):
        for at, labels in enumerate(columns):
            if row < len(labels):
                sheet.write_string(row, at, labels[row])
