"""A table as it is declared, and each cell turned into what was meant or into a sentence.

A column says its heading, its kind and what it allows. Reading never stops at the first fault: the
person who filled in the sheet is told of every cell at once, by sheet, row and heading.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import Enum
from types import MappingProxyType

from luoshi.papers.refusals import Words, gettext_noop

Raw = str | int | float | bool | date | datetime | time | timedelta
Value = str | date | Decimal | None


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """One column of a declared table.

    :param key: the name under which a row holds the value
    :param heading: as printed in the template
    :param also: other headings the column is known by
    :param choices: what a choice cell may say, and the value that stands for it
    :param longest: characters a text may have
    :param least: smallest number allowed, if any
    :param most: largest number allowed, if any
    :param whole: only whole numbers
    :param places: kept after the point, half up: what Excel reckons has sixteen of them
    :param per_cent: 95.5% is taken as well, as `PerCent`
    :param hint: one sentence for the template's instructions
    :param width: of the printed column, in Latin characters; 0 reckons it from the heading
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    required: bool = False
    also: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    longest: int = 5_000
    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False
    places: int | None = None
    per_cent: bool = False
    hint: str = ""
    width: int = 0


class PerCent(Decimal):
    """A number that was shown with the sign: 95.5% is 95.5. Whoever asked judges if it may be."""


SAYS = {
    "required": gettext_noop("必填，不能为空。"),
    "too_long": gettext_noop("共%(length)s字，超过%(limit)s字。"),
    "not_a_date": gettext_noop("“%(cell)s”不是日期，请写成2026-03-05这样的日期。"),
    "has_time": gettext_noop("“%(cell)s”带有时刻，这里只填日期。"),
    "not_a_number": gettext_noop("“%(cell)s”不是数字。"),
    "per_cent": gettext_noop("“%(cell)s”带百分号，请改为常规格式，只填百分号前的数。"),
    "not_whole": gettext_noop("“%(cell)s”不是整数。"),
    "too_small": gettext_noop("%(cell)s小于%(limit)s。"),
    "too_large": gettext_noop("%(cell)s大于%(limit)s。"),
    "not_a_choice": gettext_noop("“%(cell)s”不在可选范围内，只能填：%(choices)s。"),
    "error": gettext_noop("公式出错（%(cell)s），请改正后再传。"),
    "uncalculated": gettext_noop("公式没有算出结果，请用Excel或WPS打开、保存后再传。"),
    "merged": gettext_noop("单元格跨行合并，请取消合并，每行都填写。"),
    "no_heading": gettext_noop("缺少“%(heading)s”这一列。"),
    "no_headings": gettext_noop("没有找到表头，应有：%(headings)s。"),
    "twice": gettext_noop("表头“%(heading)s”出现了两次。"),
    "unknown_heading": gettext_noop("表头“%(heading)s”不认识，这一列没有读取。"),
}


class Bad(Exception):
    """The cell cannot be what its column says; carries the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        self.words = Words(code, SAYS[code], params)
        super().__init__(str(self.words))


# Letters and digits from a full-width keyboard. Punctuation stays: （） is right in Chinese text.
_FULL_WIDTH = {
    full: full - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for full in range(first, last + 1)
}
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_EDGES = " \t\r\n\f\v\u3000\xa0" + _INVISIBLE
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})"
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MIDNIGHT = time(0, 0)
_LONG = Context(prec=100)
_SHOWN = 40


def folded(words: str) -> str:
    """Return a heading or a choice as it is compared: no spaces, no width, no required-star."""
    bare = "".join(unicodedata.normalize("NFKC", words).split()).strip(_INVISIBLE)
    return bare.strip("*:").casefold()


def trimmed(raw: Raw) -> str:
    """Return the words of a cell, without blanks around them and with half-width digits."""
    if isinstance(raw, str):
        return raw.strip(_EDGES).translate(_FULL_WIDTH)
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(" ", "minutes")
    return str(raw)


def text(column: Column, raw: Raw) -> str:
    """Read a text; a number typed into it is its digits."""
    words = trimmed(raw)
    if len(words) > column.longest:
        raise Bad("too_long", length=len(words), limit=column.longest)
    return words


def day(column: Column, raw: Raw) -> date:
    """Read a day; a cell with a time of day is refused rather than cut."""
    if isinstance(raw, datetime):
        if raw.time() != _MIDNIGHT:
            raise Bad("has_time", cell=trimmed(raw))
        return raw.date()
    if isinstance(raw, date):
        return raw
    shown = trimmed(raw)
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", shown))
    if not found:
        raise Bad("not_a_date", cell=shown[:_SHOWN])
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError as error:
        raise Bad("not_a_date", cell=shown[:_SHOWN]) from error


def number(column: Column, raw: Raw) -> Decimal:
    """Read a number as it is shown, with the places and within the bounds of the column."""
    shown = trimmed(raw)
    signed = column.per_cent and shown.endswith(("%", "％"))
    value = _decimal(raw, shown[:-1].rstrip() if signed else shown)
    if column.whole and value != value.to_integral_value():
        raise Bad("not_whole", cell=shown[:_SHOWN])
    if column.least is not None and value < column.least:
        raise Bad("too_small", cell=shown[:_SHOWN], limit=column.least)
    if column.most is not None and value > column.most:
        raise Bad("too_large", cell=shown[:_SHOWN], limit=column.most)
    kept = value if column.places is None else _kept(value, column.places)
    return PerCent(kept) if signed else kept


def _kept(value: Decimal, places: int) -> Decimal:
    """Return a number with so many places after the point; one that has fewer stays as it is."""
    last = value.as_tuple().exponent
    if not isinstance(last, int) or last >= -places:
        return value
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _LONG)


def _decimal(raw: Raw, shown: str) -> Decimal:
    if isinstance(raw, bool | date | time | timedelta):
        raise Bad("not_a_number", cell=shown[:_SHOWN])
    plain = unicodedata.normalize("NFKC", shown)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if plain.endswith("%"):
        raise Bad("per_cent", cell=shown[:_SHOWN])
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise Bad("not_a_number", cell=shown[:_SHOWN]) from error
    # Decimal also reads "nan", "1e9999" and "1_000", which no clerk means as a figure.
    if not value.is_finite() or abs(value.adjusted()) > 30 or "_" in plain:
        raise Bad("not_a_number", cell=shown[:_SHOWN])
    return value


def chooser(column: Column) -> Callable[[Column, Raw], str]:
    """Return the reader of a choice column, with its answers folded once."""
    answers = {folded(label): value for label, value in column.choices.items()}

    def choice(column: Column, raw: Raw) -> str:
        shown = trimmed(raw)
        try:
            return answers[folded(shown)]
        except KeyError as error:
            labels = "、".join(column.choices)
            raise Bad("not_a_choice", cell=shown[:_SHOWN], choices=labels) from error

    return choice


def reader(column: Column) -> Callable[[Column, Raw], Value]:
    """Return the function that reads the cells of a column; it raises Bad."""
    if column.kind is Kind.CHOICE:
        return chooser(column)
    readers: dict[Kind, Callable[[Column, Raw], Value]]
    readers = {Kind.TEXT: text, Kind.DATE: day, Kind.NUMBER: number}
    return readers[column.kind]
