"""The sheet as HTML: headings and rows, drawn by functions because there are hundreds of cells.

Each column says what its cell shows; shapes and tones come from the kit's own tags.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luoshi.breakdown.ledger.columns import ALWAYS, COLUMNS, LedgerColumn
from luoshi.breakdown.ledger.rows import Row
from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.terms import MatterState
from luoshi.intake.kinds import KINDS
from luoshi.kit.templatetags.kit import bar, light
from luoshi.kit.wording import full_date, per_cent, short_date

SOON, NEAR = 5, 15
Shown = tuple[str, str]


@dataclass(frozen=True)
class Head:
    """One heading: its words, its classes, and where a press on it leads."""

    words: str
    cls: str
    width: str
    order: str = ""
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One row ready to be shown: where it is found, and its cells."""

    id: str
    key: str
    cells: SafeString


def columns_of(wanted: Wanted) -> list[LedgerColumn]:
    """Return the columns that are shown, in order."""
    return [*ALWAYS, *(COLUMNS[name] for name in wanted.columns)]


def heads_of(wanted: Wanted) -> list[Head]:
    """Return the headings; one that sorts goes none, up, down."""
    return [_head(one, wanted) for one in columns_of(wanted)]


class Drawing:
    """Draws rows for one page: the same columns, the same day, each light drawn once."""

    def __init__(self, wanted: Wanted, day: date) -> None:
        self.year, self.day = day.year, day
        self.columns = [(one.name, _cls(one), _CELLS[one.name]) for one in columns_of(wanted)]
        # The address of a dossier, asked for once: only the number differs.
        self.dossier = reverse("shell:dossier", args=["0"]).rsplit("0", 1)
        # Asked of the model, every word of every state would be translated again for each row.
        self.states = {one.value: str(one.label) for one in MatterState}
        self.picked = _("选择%(title)s")
        self.lamps: dict[tuple[int | None, str], SafeString] = {}

    def line(self, row: Row, number: int) -> Line:
        """Draw one row."""
        matter = row.matter
        cells: list[str] = [self._pick(row)]
        for name, cls, cell in self.columns:
            title, shown = cell(self, row) if name != "seq" else ("", str(number))
            said = f' title="{escape(title)}"' if title else ""
            cells.append(f'<td class="{cls}"{said}>{conditional_escape(shown)}</td>')
        # Every part was escaped above, or drawn by a tag that escapes.
        line = mark_safe("".join(cells))
        return Line(f"t-{matter.number or matter.pk}", str(matter.pk), line)

    def lamp(self, level: int | None, word: str) -> SafeString:
        """Draw a light, or take the drawing made before."""
        key = level, word
        if key not in self.lamps:
            self.lamps[key] = light(level, word)
        return self.lamps[key]

    def _pick(self, row: Row) -> SafeString:
        return format_html(
            '<td class="fz c"><input class="form-check-input" type="checkbox" name="sel"'
            ' form="bulk" value="{}" aria-label="{}"></td>',
            row.matter.pk,
            self.picked % {"title": row.matter.title},
        )


def _title(draw: Drawing, row: Row) -> Shown:
    matter = row.matter
    if not matter.number:
        return matter.title, format_html("<span>{}</span>", matter.title)
    href = f"{draw.dossier[0]}{matter.number}{draw.dossier[1]}"
    return matter.title, format_html(
        '<span><a class="ttl" href="{}">{}</a></span>', href, matter.title
    )


def _due(draw: Drawing, row: Row) -> Shown:
    """Draw the date and what is left; of one that was moved the original beside it."""
    shown = _ends(draw, row)
    original = row.matter.original_due_date
    if original == row.matter.due_date:
        return "", shown
    was = pgettext("sheet", "原%(day)s") % {"day": short_date(original, draw.year)}
    said = _("原时限%(day)s") % {"day": full_date(original)}
    return said, format_html('{} <span class="ink3 nw">{}</span>', shown, was)


def _ends(draw: Drawing, row: Row) -> str:
    day = short_date(row.matter.due_date, draw.year)
    if row.left is None or row.left > NEAR:
        return day
    if row.left < 0:
        left, cls = pgettext("sheet", "超%(days)s天") % {"days": -row.left}, "lt lt-r"
    elif row.left == 0:
        left, cls = _("今天到期"), "lt lt-y"
    else:
        left = pgettext("sheet", "剩%(days)s天") % {"days": row.left}
        cls = "lt lt-y" if row.left <= SOON else "ink2"
    return format_html('{} <span class="{}">{}</span>', day, cls, left)


def _progress(draw: Drawing, row: Row) -> Shown:
    level = row.light.level if row.light else None
    if level is None:
        return "", per_cent(row.matter.progress)
    drawn = bar(float(row.matter.progress), row.plan, level)
    return "", format_html('{} <span class="pc">{}</span>', drawn, per_cent(row.matter.progress))


def _light(draw: Drawing, row: Row) -> Shown:
    if row.matter.state == MatterState.TERMINATED:
        return "", "—"
    if row.light is None:
        return "", draw.lamp(None, "")
    word = str(row.light.reason.label)
    lamp = draw.lamp(row.light.level, word)
    if row.says_done:
        # The other light, of what the unit says; the one drawn is of what was verified.
        word = _("%(word)s；单位已报完成，待核实") % {"word": word}
    if not row.matter.number:
        return word, lamp
    # One click away: the dossier tells the four components of the light (UI reference, 12).
    href = f"{draw.dossier[0]}{row.matter.number}{draw.dossier[1]}#light"
    return word, format_html('<a class="text-reset" href="{}">{}</a>', href, lamp)


def _said(draw: Drawing, row: Row) -> Shown:
    if row.said is None:
        silent = format_html('<span class="ink3">{}</span>', _("未报"))
        return "", silent if row.owes_reports else ""
    return row.said.words, format_html(
        '<span><span class="ink3">{}</span>　{}</span>',
        short_date(row.said.day, draw.year),
        row.said.words,
    )


def _state(draw: Drawing, row: Row) -> Shown:
    state = draw.states[row.matter.state]
    if not row.says_done:
        return state, state
    return state, format_html('{} <span class="chip">{}</span>', state, _("已报完成"))


def _wrapped(words: str) -> Shown:
    return words, format_html("<span>{}</span>", words) if words else ""


def _day(draw: Drawing, day: date | datetime | None) -> Shown:
    return "", short_date(day, draw.year) if day else ""


def _kind(draw: Drawing, row: Row) -> Shown:
    kind = KINDS.get(row.matter.kind)
    return "", str(kind.label) if kind else row.matter.kind


_CELLS: dict[str, Callable[[Drawing, Row], Shown]] = {
    "seq": lambda draw, row: ("", ""),
    "number": lambda draw, row: ("", row.matter.number),
    "title": _title,
    "src": lambda draw, row: (row.source, row.source),
    "lead": lambda draw, row: (row.lead_name, row.lead),
    "assist": lambda draw, row: _wrapped(row.beside),
    "leader": lambda draw, row: ("", row.leader),
    "due": _due,
    "progress": _progress,
    "light": _light,
    "said": _said,
    "state": _state,
    "joint": lambda draw, row: _wrapped(row.joint),
    "kind": _kind,
    "line": lambda draw, row: ("", row.matter.work_line),
    "requirement": lambda draw, row: _wrapped(row.matter.requirement),
    "standard": lambda draw, row: _wrapped(row.matter.standard),
    "cadence": lambda draw, row: ("", row.matter.get_cadence_display()),
    "issued": lambda draw, row: _day(draw, row.matter.issued_date),
    "original": lambda draw, row: _day(draw, row.matter.original_due_date),
    "returned": lambda draw, row: ("", str(row.matter.times_sent_back)),
    "urged": lambda draw, row: ("", str(row.matter.times_urged)),
}


def _cls(column: LedgerColumn) -> str:
    return f"{column.cls} ph ph-{column.name}".strip() if column.phone else column.cls


def _head(column: LedgerColumn, wanted: Wanted) -> Head:
    cls = column.cls.replace("ink2", "").replace("wrap", "").replace("idn", "")
    cls = " ".join(cls.split())
    if not column.sorts:
        return Head(str(column.label), cls, column.width)
    up, down = column.name, f"-{column.name}"
    then = {up: down, down: ""}.get(wanted.sort, up)
    order = {up: "ascending", down: "descending"}.get(wanted.sort, "none")
    return Head(str(column.label), cls, column.width, order, wanted.but(sort=then).address)
