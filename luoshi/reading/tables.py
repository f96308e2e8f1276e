"""表格 Rows whose columns say whose the task is; the bars of a flattened table are its columns."""

import re
from dataclasses import dataclass, replace

from luoshi.reading.brackets import Charge
from luoshi.reading.deadlines import Anchor, dues_in
from luoshi.reading.sentences import Piece
from luoshi.reading.units import Named, ends_like_a_party, split_names

_HEADS = (
    ("judge", re.compile(r"(?:负责)?考核(?:部门|单位)|监考|评分(?:部门|单位)|考评(?:部门|单位)")),
    (
        "lead",
        re.compile(
            r"^(?:牵头|责任|承办|主办|负责|主责|实施|整改|落实)(?:责任)?(?:单位|部门|科室|处室)"
        ),
    ),
    ("assist", re.compile(r"^(?:配合|协办|参与|协同|协助|参加)(?:责任)?(?:单位|部门|科室|处室)")),
    ("people", re.compile(r"领导|责任人|负责人|联系人")),
    ("time", re.compile(r"时限|期限|完成时间|时间节点|时间安排|进度要求")),
    ("other", re.compile(r"问题|现状|进展|完成情况|联系电话|电话$")),
    ("topic", re.compile(r"(?:考核|工作|主要)?(?:项目|类别|事项|名称|领域)$")),
    (
        "task",
        re.compile(
            r"(?:考核|评价|工作|量化)?(?:指标|标准|细则)$|任务|事项|举措"
            r"|措施|内容|项目|目标|要求|计划|清单"
        ),
    ),
    ("skip", re.compile(r"^(?:序号|编号|分值|各项分值|备注|说明|评分标准|得分|类别|权重)$")),
)
_WHO = re.compile(
    r"(乡镇|镇街|镇（街道）|街道|县区|区县|县市区|成员单位|市直单位|县直单位"
    r"|责任单位)(?=[^，。]{0,14}考核)"
)
_ALL = re.compile(r"（((?:全部|所有|各)[^（）]{0,6}(?:单位|部门|乡镇|街道|县区|成员))）$")
_UNIT_ALONE = re.compile(r"[局委办厅院部站中心政府镇乡街道]$")
_TOPIC = re.compile(r"工作|建设|管理$|项目")
# A row that opens with a chapter's number is the heading of the rows below it.
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3} ?、?$")
_NAME_ONLY = re.compile(r"[^，。；\d]{0,8}(?:部门|单位|类别|科目)$")
_TELLING = {"lead", "assist", "time", "judge"}
_LONGEST_NAME = 16
_SHORTEST = 6
# A name that holds a figure or a whole sentence says more than a name.
_SAYS = re.compile(r"\d|。")
# What a row of a score sheet asks for bears its points: 「（5分）」, 「得2分」.
_SCORED = re.compile(r"（ ?\d{1,3}分[，）]|得\d{1,3}分")


def _cells(pieces: list[Piece], first: int, last: int) -> dict[int, tuple[int, int]]:
    """Return where each cell of a row begins and ends."""
    cells: dict[int, tuple[int, int]] = {}
    for piece in pieces[first:last]:
        start = cells[piece.cell][0] if piece.cell in cells else piece.start
        cells[piece.cell] = (start, piece.end)
    return cells


def _header(text: str, cells: dict[int, tuple[int, int]]) -> dict[int, str]:
    heads: dict[int, str] = {}
    for cell, (start, end) in cells.items():
        words = text[start:end]
        if len(words) > 14:
            continue
        name = next((name for name, pattern in _HEADS if pattern.search(words)), "")
        if name:
            heads[cell] = name
    return heads


def _names(text: str, span: tuple[int, int]) -> tuple[Named, ...]:
    """Return the names of a cell that holds nothing but names."""
    names = split_names(text, *span)
    for name in names:
        words = text[name.start : name.end]
        if len(words) > _LONGEST_NAME or len(words) < 2 or not ends_like_a_party(words):
            return ()
    return tuple(names)


def _rows(pieces: list[Piece]) -> list[tuple[int, int]]:
    rows, first = [], 0
    for number in range(1, len(pieces) + 1):
        if number == len(pieces) or pieces[number].line != pieces[first].line:
            if pieces[number - 1].cell > 1:
                rows.append((first, number))
            first = number
    return rows


@dataclass
class Rows:
    """What tables say of each piece: whose row it stands in, and what its column is for.

    `columns` is `task` for words of a task in a table that says whose it is, `other` for names,
    days and points, and empty where the table does not say or there is none.
    """

    charges: list[Charge | None]
    columns: list[str]


def rows_of(text: str, pieces: list[Piece], anchor: Anchor | None) -> Rows:
    """Read the tables of a page, row by row."""
    charges: list[Charge | None] = [None] * len(pieces)
    columns = [""] * len(pieces)
    heads: dict[int, str] = {}
    held = Charge()
    for first, last in _rows(pieces):
        cells = _cells(pieces, first, last)
        header = _header(text, cells)
        if len(header) > 1 and (set(header.values()) & _TELLING or 0 in header):
            heads = header
            title = _WHO.search(text, pieces[0].start, pieces[first].end)
            held = Charge((Named(*title.span(1)),)) if title else Charge()
            for number in range(first, last):
                charges[number], columns[number] = Charge(), "other"
            continue
        charge = _by_columns(text, cells, heads, anchor)
        if not charge.lead and "judge" not in heads.values():
            held = _by_a_lone_name(text, cells, held)
        if not charge.lead:
            charge = replace(charge, lead=held.lead)
        for number in range(first, last):
            charges[number] = charge
            columns[number] = _column(heads, pieces[number].cell)
        for cell in _topics(text, cells, heads):
            for number in range(first, last):
                if pieces[number].cell == cell:
                    columns[number] = "other"
    return Rows(charges, columns)


def _topics(text: str, cells: dict[int, tuple[int, int]], heads: dict[int, str]) -> list[int]:
    """Return the cells of a row that only name what another cell of it spells out."""
    spelt = [cell for cell, span in cells.items() if _SCORED.search(text, *span)]
    named = [cell for cell in cells if heads.get(cell) == "topic"]
    longest = max((b - a for cell, (a, b) in cells.items() if heads.get(cell) == "task"), default=0)
    topics = [
        cell
        for cell in named
        if longest > cells[cell][1] - cells[cell][0] and not _SAYS.search(text, *cells[cell])
    ]
    topics += [cell for cell in cells if cell not in topics and _heads_rows(text, cells, cell)]
    if spelt:
        topics += [
            cell
            for cell, (start, end) in cells.items()
            if cell < spelt[0] and end - start > _SHORTEST and cell not in topics
        ]
    return topics


def _heads_rows(text: str, cells: dict[int, tuple[int, int]], cell: int) -> bool:
    """Tell whether a cell names a part of the table and not one thing to do."""
    number = cells.get(0)
    chapter = cell == 1 and number is not None and _CHAPTER.match(text, *number) is not None
    return chapter or _NAME_ONLY.match(text, *cells[cell]) is not None


def _column(heads: dict[int, str], cell: int) -> str:
    head = heads.get(cell, "")
    if head in {"task", "topic", ""}:
        head = head.replace("topic", "task")
        return head if "lead" in heads.values() else ""
    return "other"


def _by_columns(
    text: str, cells: dict[int, tuple[int, int]], heads: dict[int, str], anchor: Anchor | None
) -> Charge:
    charge = Charge()
    for cell, span in cells.items():
        name = heads.get(cell, "")
        if name == "lead":
            charge = replace(charge, lead=_names(text, span) or charge.lead)
        elif name == "assist":
            charge = replace(charge, assist=_names(text, span))
        elif name == "time":
            due = next(iter(dues_in(text[span[0] : span[1]], anchor)), None)
            if due is not None:
                moved = replace(due, start=span[0] + due.start, end=span[0] + due.end)
                charge = replace(charge, due=moved)
    return charge


def _by_a_lone_name(text: str, cells: dict[int, tuple[int, int]], held: Charge) -> Charge:
    """A cell that is one name speaks for its row and those below it, as a merged cell does."""
    for span in cells.values():
        whole = _ALL.search(text, *span)
        if whole:
            return Charge((Named(*whole.span(1)),))
        names = _names(text, span)
        words = text[span[0] : span[1]]
        if len(names) == 1 and _UNIT_ALONE.search(words) and not _TOPIC.search(words):
            return Charge(names)
    return held
