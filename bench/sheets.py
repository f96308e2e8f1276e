"""Excel in and out of 20,000 rows, as a ratio to the bare libraries in the same run.

Run: python bench/sheets.py [rows]. Budgets (docs/README.md): in at least 1,000 rows a second with
full validation, out at least 5,000.
"""

import io
import sys
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from luoshi.papers import sheets, tables
from luoshi.papers.cells import Column, Kind

NINE = datetime(2026, 3, 5, 1, tzinfo=UTC)
UNITS = {f"第{number}个单位": f"U{number}" for number in range(60)}
COLUMNS = [
    Column("number", "编号", required=True),
    Column("title", "事项", required=True, longest=200),
    Column("lead", "牵头单位", Kind.CHOICE, required=True, choices=UNITS),
    Column("assist", "配合单位", Kind.CHOICE, choices=UNITS),
    Column("since", "交办日期", Kind.DATE, required=True),
    Column("due", "办结时限", Kind.DATE, required=True),
    Column("target", "目标值", Kind.NUMBER, least=Decimal(0)),
    Column("done", "完成值", Kind.NUMBER, least=Decimal(0)),
    Column("state", "状态", Kind.CHOICE, choices={"推进中": "A", "已完成": "B"}),
    Column("progress", "进展情况"),
    Column("problem", "存在问题"),
    Column("note", "备注"),
]


def row(number):
    """Return a row of a responsibility list."""
    since = date(2026, 1, 1) + timedelta(days=number % 300)
    return {
        "number": f"督〔2026〕{number}号",
        "title": f"第{number}项重点任务，按时保质完成",
        "lead": f"U{number % 60}",
        "assist": f"U{(number + 7) % 60}",
        "since": since,
        "due": since + timedelta(days=30),
        "target": Decimal(number) / 4,
        "done": Decimal(number) / 8,
        "state": "A" if number % 3 else "B",
        "progress": f"已完成第{number}阶段施工，正在组织验收。",
        "problem": "无",
        "note": f"备注{number}",
    }


def best(work, times=3):
    """Return the least CPU seconds of a few runs, and what the last run made."""
    seconds, made = [], None
    for _ in range(times):
        start = time.process_time()
        made = work()
        seconds.append(time.process_time() - start)
    return min(seconds), made


def bare_in(content):
    """Read the cells and do nothing with them."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def bare_out(rows):
    """Write the same cells without widths, borders or choices."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, values in enumerate(rows):
        for column, value in enumerate(values.values()):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            elif isinstance(value, Decimal):
                sheet.write_number(at, column, value)
            else:
                sheet.write_string(at, column, value)
    book.close()
    return out.getvalue()


def main(count):
    """Write and read so many rows, and print the figures."""
    rows = [row(number) for number in range(count)]
    wrote, content = best(lambda: tables.write_rows(COLUMNS, rows, at=NINE))
    wrote_bare, _ = best(lambda: bare_out(rows))
    read, sheet = best(lambda: sheets.read_rows(content, COLUMNS))
    read_bare, _ = best(lambda: bare_in(content))
    assert [dict(line.values) for line in sheet.rows] == rows
    print(f"{count} rows x {len(COLUMNS)} columns, {len(content) / 1e6:.1f} MB, CPU seconds")
    for name, ours, bare, budget in (
        ("in ", read, read_bare, 1_000),
        ("out", wrote, wrote_bare, 5_000),
    ):
        pace = count / ours
        verdict = "kept" if pace >= budget else "BROKEN"
        print(
            f"{name}  {ours:.2f} s  {pace:,.0f} rows/s  (budget {budget:,}: {verdict})"
            f"  {ours / bare:.2f} x the bare library ({bare:.2f} s)"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
