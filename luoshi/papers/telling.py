"""Papers, sheets and refusals as JSON, between the house and the process that reads apart.

What comes back was written beside a hostile file: it is believed about nothing but its form.
Sentences travel as their codes and are looked up here, so that no file speaks in our name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.papers.cells import SAYS, Column, Kind, Value
from luoshi.papers.layout import Leaf, Run
from luoshi.papers.refusals import REMARKS, Words
from luoshi.papers.sheets import Book, Fault, Line, Sheet
from luoshi.papers.text import Paper

Said = dict[str, Any]
_LIMITS = ("least", "most")


def column_told(column: Column) -> Said:
    """Return a declared column as JSON has it."""
    plain = {name: str(getattr(column, name)) for name in ("key", "heading", "hint")}
    limits = {
        name: None if getattr(column, name) is None else str(getattr(column, name))
        for name in _LIMITS
    }
    return plain | limits | {
        "kind": column.kind.value,
        "required": column.required,
        "also": list(map(str, column.also)),
        "choices": {str(word): value for word, value in column.choices.items()},
        "longest": column.longest,
        "whole": column.whole,
    }  # fmt: skip


def column_heard(said: Said) -> Column:
    """Return the column that was told."""
    least, most = (None if said[name] is None else Decimal(said[name]) for name in _LIMITS)
    heard = Column(**{name: said[name] for name in said if name not in _LIMITS})
    return replace(heard, kind=Kind(said["kind"]), also=tuple(said["also"]), least=least, most=most)


def words_told(words: Words) -> list[Any]:
    """Return a sentence as its code and what fills it."""
    return [words.code, {name: _plain(value) for name, value in words.params.items()}]


def words_heard(said: Sequence[Any], sentences: Mapping[str, str]) -> Words:
    """Return the sentence of ours that was meant.

    :param sentences: those there are to choose from

    :raises KeyError: if it is none of ours, or is not filled in
    """
    code, params = said
    words = Words(code, sentences[code], {name: _plain(value) for name, value in params.items()})
    str(words)
    return words


def paper_told(paper: Paper) -> Said:
    """Return a paper as JSON has it."""
    plain = {name: getattr(paper, name) for name in ("text", "kind", "title", "name")}
    return plain | {
        "remarks": [words_told(words) for words in paper.remarks],
        "doubts": paper.doubts,
        "recognised": paper.recognised,
    }


def paper_heard(said: Said) -> Paper:
    """Return the paper that was told."""
    text, kind, title, name = (str(said[part]) for part in ("text", "kind", "title", "name"))
    remarks = tuple(words_heard(one, REMARKS) for one in said["remarks"])
    doubts = tuple((int(start), int(end)) for start, end in said["doubts"])
    if any(not 0 <= start <= end <= len(text) for start, end in doubts):
        raise ValueError("a doubt outside of the text")
    return Paper(text, kind, title, name, remarks, doubts, bool(said["recognised"]))


def leaf_told(leaf: Leaf) -> Said:
    """Return a recognised page: its height, and each run with its place and its doubts."""
    runs = [
        [run.words, *(round(side, 1) for side in (run.left, run.top, run.right, run.bottom)),
         run.doubts]
        for run in leaf.runs
    ]  # fmt: skip
    return {"height": leaf.height, "runs": runs}


def leaf_heard(said: Said) -> Leaf:
    """Return the page that was told."""
    runs = []
    for words, *sides, doubts in said["runs"]:
        left, top, right, bottom = map(float, sides)
        places = tuple((int(start), int(end)) for start, end in doubts)
        if any(not 0 <= start <= end <= len(words) for start, end in places):
            raise ValueError("a doubt outside of the words")
        runs.append(Run(str(words), left, top, right, bottom, places))
    return Leaf(runs, height=float(said["height"]))


def book_told(book: Book) -> Said:
    """Return the sheets of a workbook by name."""
    return {name: sheet_told(sheet) for name, sheet in book.sheets.items()}


def book_heard(said: Said) -> Book:
    """Return the workbook that was told."""
    return Book({str(name): sheet_heard(sheet) for name, sheet in said.items()})


def sheet_told(sheet: Sheet) -> Said:
    """Return a sheet: the keys once, each row as its number and its values."""
    keys = list(sheet.rows[0].values) if sheet.rows else []
    return {
        "name": sheet.name,
        "keys": keys,
        "rows": [[row.number, *(_value_told(row[key]) for key in keys)] for row in sheet.rows],
        "faults": [_fault_told(fault) for fault in sheet.faults],
        "remarks": [_fault_told(remark) for remark in sheet.remarks],
        "spoilt": [
            [row.number, {key: _value_told(value) for key, value in row.values.items()}]
            for row in sheet.spoilt
        ],
    }


def sheet_heard(said: Said) -> Sheet:
    """Return the sheet that was told."""
    keys = [str(key) for key in said["keys"]]
    rows = [
        Line(int(number), dict(zip(keys, map(_value_heard, values), strict=True)))
        for number, *values in said["rows"]
    ]
    faults, remarks = ([_fault_heard(one) for one in said[part]] for part in ("faults", "remarks"))
    spoilt = [
        Line(int(number), {str(key): _value_heard(value) for key, value in values.items()})
        for number, values in said["spoilt"]
    ]
    return Sheet(str(said["name"]), rows, faults, remarks, spoilt)


def _fault_told(fault: Fault) -> list[Any]:
    return [fault.sheet, fault.row, fault.heading, words_told(fault.words)]


def _fault_heard(said: Sequence[Any]) -> Fault:
    sheet, row, heading, words = said
    return Fault(str(sheet), int(row), str(heading), words_heard(words, SAYS))


def _value_told(value: Value) -> Any:
    if isinstance(value, Decimal):
        return {"figure": str(value)}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _value_heard(said: Any) -> Value:
    if said is None or isinstance(said, str):
        return said
    [(kind, value)] = said.items()
    return Decimal(value) if kind == "figure" else date.fromisoformat(value)


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)
