"""How the cells of an xlsx show their figures: per cent, with a unit, as a month without its day.

A paper says what its reader saw: 0.85 in a cell of the form 0% is 85%, and the first of June in a
cell of the form yyyy年m月 is June. What a form does besides (colours, grouping, a form for negative
figures) changes no word and is passed over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from luoshi.papers import archives, workbooks
from luoshi.papers.archives import Archive
from luoshi.papers.refusals import Unreadable

_NS = "{*}"
_STYLES = "xl/styles.xml"
# A paper has no more figures than these; a form for each takes memory.
_MOST = 200_000
_MOST_PLACES = 15
# ECMA-376 18.8.30: what every file means by these numbers without saying so; 27, 36 and 57 are a
# month of a year in Chinese.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 17: "mmm-yy",
    27: "yyyy/m", 36: "yyyy/m", 57: "yyyy/m",
}  # fmt: skip
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)
_FIGURE = re.compile(r"[#?,]*[0#?][0#?,]*(?:\.([0#?]+))?")
_THOUSANDTHS = re.compile(r",(?:\.|$)")
_CELL = (
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")(?=[^>]*\bs="(%s)")'  # its place, its form
)
Place = tuple[int, int]


@dataclass(frozen=True)
class Form:
    """What a cell makes of its figure.

    :ivar places: how many decimals are shown; None: as many as there are
    :ivar month: a day is shown as year and month
    """

    before: str = ""
    after: str = ""
    percent: bool = False
    places: int | None = None
    month: bool = False

    def shown(self, figure: float) -> str:
        """Return the figure as the cell shows it."""
        exact = Decimal(plain(figure)) * (100 if self.percent else 1)
        if self.places is not None:
            exact = exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        words = format(exact if self.places is not None else exact.normalize(), "f")
        return f"{self.before}{words}{'%' if self.percent else ''}{self.after}"


def plain(figure: float) -> str:
    """Return a figure without form, to the fifteen digits a workbook keeps."""
    return format(Decimal(f"{figure:.15g}"), "f")


def forms_in(content: bytes) -> Mapping[str, Mapping[Place, Form]]:
    """Return the forms that change what is shown: by sheet, then by row and column from 0.

    :raises Unreadable: if the archive is unsound, or has more such cells than a paper has
    """
    archive = archives.opened(content)
    known = _forms(archive)
    if not known:
        return {}
    return {
        name: _cells(archive.member(part), known)
        for name, part in workbooks.parts(archive).items()
        if part in archive.names
    }


def form_of(code: str) -> Form | None:
    """Return what a form such as `0.0%` or `0"个"` shows; None if it changes nothing we say."""
    signs, literal = _parted(code)
    letters = {sign.lower() for sign in signs if sign.isalpha()}
    if letters:
        return Form(month=True) if letters == {"y", "m"} else None
    found = _FIGURE.search("".join(signs))
    if found is None or _THOUSANDTHS.search(found[0]) or "/" in signs:
        return None
    places = found[1]
    return Form(
        before="".join(literal[: found.start() + 1]).strip(),
        after="".join(literal[found.start() + 1 :]).strip(),
        percent="%" in signs,
        places=None if places and set(places) != {"0"} else min(len(places or ""), _MOST_PLACES),
    )


def _parted(code: str) -> tuple[list[str], list[str]]:
    """Return the signs of a form's first part, and the words before each of them and at its end."""
    signs: list[str] = []
    words = [""]
    for found in _TOKEN.finditer(code):
        said, escaped, sign = found.groups()
        if sign == ";":
            break
        if sign is None or not (sign.isascii() and (sign.isalnum() or sign in "#?.,%/@")):
            words[-1] += said or escaped or sign or ""
            continue
        signs.append(sign)
        words.append("")
    return signs, words


def _forms(archive: Archive) -> dict[bytes, Form]:
    """Return the forms by the number cells call them by."""
    if _STYLES not in archive.names:
        return {}
    styles = archive.tree(_STYLES)
    codes = {str(number): code for number, code in _BUILT_IN.items()}
    for one in styles.iterfind(f"{_NS}numFmts/{_NS}numFmt"):
        codes[one.get("numFmtId", "")] = one.get("formatCode", "")
    found = {}
    for number, one in enumerate(_used(styles)):
        form = form_of(codes.get(one.get("numFmtId", ""), ""))
        if form is not None:
            found[str(number).encode()] = form
    return found


def _used(styles: etree._Element) -> list[etree._Element]:
    return list(styles.iterfind(f"{_NS}cellXfs/{_NS}xf"))


def _cells(xml: bytes, known: Mapping[bytes, Form]) -> dict[Place, Form]:
    cells: dict[Place, Form] = {}
    for found in re.finditer(_CELL % b"|".join(known), xml):
        if len(cells) == _MOST:
            raise Unreadable("too_heavy")
        cells[int(found[2]) - 1, workbooks.column(found[1])] = known[found[3]]
    return cells
