"""`luoshi read FILE`: a paper in, its tasks out, without a database or any settings."""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Column, read_rows
from luoshi.papers.tables import write_rows
from luoshi.reading import Reading, UnitBook, read
from luoshi.reading.advice import NoAdvice, with_advice
from luoshi.reading.dating import day_in
from luoshi.reading.deadlines import Anchor
from luoshi.reading.forms import exchange_form, list_rows
from luoshi.site.language_model import Model
from luoshi.site.reading_explained import explained
from luoshi.site.saying import said as _
from luoshi.site.saying import whole
from luoshi.site.scanned import paper_at
from luoshi.site.terminal import Cut, table

_UNITS = (
    Column("name", "名称", required=True, also=("单位", "单位名称", "机构名称", "全称")),
    Column("aliases", "别名", also=("简称", "别称", "其他名称", "曾用名")),
)
_NARROWEST = 100


def _columns() -> tuple[Column, ...]:
    """Return the columns of the workbook, headed in the language chosen."""
    return (
        Column("number", _("序号"), width=6),
        Column("task", _("事项"), width=60),
        Column("lead", _("牵头单位"), width=22),
        Column("assist", _("配合单位"), width=22),
        Column("people", _("责任领导"), width=12),
        Column("deadline", _("完成时限"), width=14),
        Column("cadence", _("频次"), width=14),
        Column("targets", _("目标"), width=28),
        Column("deliverable", _("成果"), width=24),
        Column("confidence", _("把握"), width=8),
    )


def _cuts() -> tuple[Cut, ...]:
    """Return the columns of the terminal, headed in the language chosen."""
    return (
        Cut("number", _("序号"), 4),
        Cut("task", _("事项"), 40, grows=True),
        Cut("lead", _("牵头"), 18),
        Cut("assist", _("配合"), 18),
        Cut("deadline", _("期限"), 10),
        Cut("cadence", _("频次"), 10),
        Cut("targets", _("目标"), 16),
        Cut("confidence", _("把握"), 4),
    )


def _day(words: str) -> Anchor:
    try:
        anchor = Anchor.of(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“%(day)s”不是日期，请写成2026-03-05、2026-03或2026。") % {"day": words}
        ) from error
    if anchor is None:
        raise argparse.ArgumentTypeError(_("请写明日期。"))
    return anchor


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luoshi read", description=_("读一份文件，列出任务、责任单位、期限、频次和目标。")
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar=_("文件"),
        help=_("docx、doc、wps、pdf、ofd、xlsx、xls、txt、html，以及扫描件和照片"),
    )
    parser.add_argument(
        "--date",
        type=_day,
        metavar=_("日期"),
        help=_("成文日期：2026-03-05、2026-03或2026；不写则从落款找"),
    )
    # The headings are the field's own words in every language.
    headings = {"name": "名称", "aliases": "别名"}
    units = _("机构名录：%(name)s、%(aliases)s两列") % headings
    parser.add_argument("--units", type=Path, metavar=_("名录.xlsx"), help=units)
    model = _("再请LUOSHI_MODEL_URL所指的大模型补充；不加此项，文字不离开本机")
    parser.add_argument("--model", action="store_true", help=model)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("按标注格式输出JSON，带字符位置"))
    form.add_argument("--table", action="store_true", help=_("在终端里输出表格（默认）"))
    form.add_argument("--explain", action="store_true", help=_("逐条说明每一项是按哪条规则读出的"))
    form.add_argument("--xlsx", type=Path, metavar=_("清单.xlsx"), help=_("写成责任清单工作簿"))
    return parser


def _book(path: Path) -> UnitBook:
    """Read the unit register from a workbook; a row with a fault is named and left out."""
    sheet = read_rows(path.read_bytes(), _UNITS)
    for fault in sheet.faults:
        sys.stderr.write(f"{whole(fault)}\n")
    rows = ((line.text("name"), _several(line.text("aliases"))) for line in sheet.rows)
    return UnitBook.with_aliases(rows)


def _several(words: str) -> list[str]:
    for mark in "，,；;/\n":
        words = words.replace(mark, "、")
    return [word.strip() for word in words.split("、") if word.strip()]


def _shown(reading: Reading) -> str:
    width = max(shutil.get_terminal_size((160, 40)).columns, _NARROWEST)
    rows = [{key: str(value) for key, value in row.items()} for row in list_rows(reading)]
    return table(_cuts(), rows, width=width) + "\n" + _("共%(count)s条。") % {"count": len(rows)}


def _spoken(anchor: Anchor) -> str:
    parts = [f"{anchor.year:04d}", *(f"{part:02d}" for part in (anchor.month, anchor.day) if part)]
    return "-".join(parts)


def run(arguments: Sequence[str]) -> int:
    """Read the file and print or write what was found; 1 where one cannot be read or written."""
    asked = _parser().parse_args(arguments)
    try:
        paper = paper_at(asked.file)
        book = _book(asked.units) if asked.units else None
    except (OSError, Unreadable) as error:
        why = error.said(_) if isinstance(error, Unreadable) else str(error)
        sys.stderr.write(_("%(name)s：%(why)s") % {"name": asked.file, "why": why} + "\n")
        return 1
    anchor = asked.date or _found(paper.text)
    reading = read(paper.text, anchor=anchor, units=book)
    if asked.model:
        reading = _advised(paper.text, reading, anchor, book)
    if asked.json:
        form = exchange_form(reading, asked.file.stem, _spoken(anchor) if anchor else "")
        sys.stdout.write(json.dumps(form, ensure_ascii=False, indent=1) + "\n")
    elif asked.explain:
        sys.stdout.write("\n".join(explained(paper.text, reading, anchor)) + "\n")
    elif asked.xlsx:
        now = datetime.now(UTC)
        name = _("责任清单")
        rows = write_rows(_columns(), list_rows(reading), at=now, name=name, caption=paper.title)
        try:
            asked.xlsx.write_bytes(rows)
        except OSError as error:
            words = {"place": asked.xlsx, "why": error.strerror}
            sys.stderr.write(_("%(place)s：写不进去，%(why)s") % words + "\n")
            return 1
        words = {"place": asked.xlsx, "count": len(reading.tasks)}
        sys.stdout.write(_("已写入%(place)s，共%(count)s条。") % words + "\n")
    else:
        sys.stdout.write(_shown(reading) + "\n")
    return 0


def _advised(text: str, reading: Reading, anchor: Anchor | None, book: UnitBook | None) -> Reading:
    """Add what the model offers; where it offers nothing, say so and keep the reading."""
    model = Model.of()
    if model is None:
        sys.stderr.write(_("没有设置LUOSHI_MODEL_URL，未请大模型。") + "\n")
        return reading
    try:
        offered = model.advice(text)
    except NoAdvice as error:
        sys.stderr.write(_("大模型没有给出可用的回答：%(why)s") % {"why": error} + "\n")
        return reading
    return with_advice(text, reading, offered, anchor=anchor, units=book)


def _found(text: str) -> Anchor | None:
    """Take the day from the paper itself, and say so: what hangs on it is to be checked."""
    day = day_in(text)
    if not day:
        says = _("没有成文日期，未写明年份的期限没有换算；可用--date写明。")
        sys.stderr.write(f"{says}\n")
        return None
    says = _("成文日期按落款取%(day)s；不对请用--date写明。") % {"day": day}
    sys.stderr.write(f"{says}\n")
    return Anchor.of(day)
