"""放假安排 A year's notice as somebody typed it in: a workbook, or lines of text.

Three columns: 日期, 安排 (放假 or 调休上班), 名称. Every row that cannot be read is named with why.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.papers import cells, kinds
from luoshi.papers.apart import read_rows
from luoshi.papers.cells import Bad, Column, Kind
from luoshi.papers.refusals import Unreadable, Words, gettext_noop
from luoshi.papers.sheets import Fault
from luoshi.timelimits.calendar import SpecialDay

_WORKED = {"放假": "", "调休上班": "1"}
COLUMNS = (
    Column("date", "日期", Kind.DATE, required=True),
    Column("worked", "安排", Kind.CHOICE, required=True, choices=_WORKED),
    Column("name", "名称", also=("节日",), longest=40),
)
SAYS = {
    "twice": gettext_noop("同一日期写了两次"),
    "year": gettext_noop("不在%(year)s年的范围内"),
    "no_days": gettext_noop("没有读到日期；须有%(headings)s三列"),
}
LONGEST_BYTES = 2_000_000
DECEMBER = 12


@dataclass(frozen=True)
class Notice:
    """What was read of a notice.

    :ivar faults: what cannot be loaded as it stands, each with its row
    """

    days: Sequence[SpecialDay]
    faults: Sequence[Fault]


def read_notice(content: bytes, year: int) -> Notice:
    """Read the days of a year from a workbook or from lines of text (csv, txt).

    :raises Unreadable: if it is neither
    """
    if len(content) > LONGEST_BYTES:
        raise Unreadable("too_big", limit=LONGEST_BYTES // 1_000_000)
    if kinds.kind_of(content) in (kinds.XLSX, kinds.XLS):
        sheet = read_rows(content, COLUMNS)
        rows = [(line.number, line.values) for line in sheet.rows]
        return _checked(rows, list(sheet.faults), sheet.name, year)
    return _of_lines(_decoded(content), year)


def lines_of(days: Sequence[SpecialDay]) -> str:
    """Return days as the lines `read_notice` reads."""
    told = [[one.date.isoformat(), _word(one), one.name] for one in days]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([[one.heading for one in COLUMNS], *told])
    return written.getvalue()


def _word(day: SpecialDay) -> str:
    return "调休上班" if day.working else "放假"


def _decoded(content: bytes) -> str:
    for name in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unknown_encoding")


def _of_lines(text: str, year: int) -> Notice:
    for mark in ("，", "\t", "；", ";"):
        text = text.replace(mark, ",")
    rows: list[tuple[int, Any]] = []
    faults: list[Fault] = []
    for number, parts in enumerate(csv.reader(io.StringIO(text)), start=1):
        said = [part.strip() for part in parts]
        if not any(said) or said[0] == COLUMNS[0].heading:
            continue
        values, wrong = _line(said)
        faults += [Fault("", number, heading, words) for heading, words in wrong]
        rows += [] if wrong else [(number, values)]
    return _checked(rows, faults, "", year)


def _line(said: list[str]) -> tuple[dict[str, Any], list[tuple[str, Words]]]:
    values: dict[str, Any] = {}
    wrong: list[tuple[str, Words]] = []
    for column, raw in zip(COLUMNS, [*said, "", "", ""][: len(COLUMNS)], strict=True):
        try:
            if column.required and not raw:
                raise Bad("required")
            values[column.key] = cells.reader(column)(column, raw) if raw else None
        except Bad as bad:
            wrong.append((column.heading, bad.words))
    return values, wrong


def _checked(rows: list[tuple[int, Any]], faults: list[Fault], sheet: str, year: int) -> Notice:
    days: dict[date, SpecialDay] = {}
    for number, values in rows:
        day: date = values["date"]
        if day in days:
            faults.append(_fault("twice", sheet, number))
        elif not (day.year == year or (day.year == year - 1 and day.month == DECEMBER)):
            faults.append(_fault("year", sheet, number, year=str(year)))
        else:
            days[day] = SpecialDay(day, bool(values["worked"]), str(values["name"] or ""))
    if not days and not faults:
        headings = "、".join(one.heading for one in COLUMNS)
        faults.append(_fault("no_days", sheet, 0, headings=f"“{headings}”"))
    return Notice(sorted(days.values(), key=lambda one: one.date), sorted(faults, key=_row))


def _row(fault: Fault) -> int:
    return fault.row


def _fault(code: str, sheet: str, row: int, **params: str) -> Fault:
    heading = COLUMNS[0].heading if row else ""
    return Fault(sheet, row, heading, Words(code, SAYS[code], params))
