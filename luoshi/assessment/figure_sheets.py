"""The figures of a source department as a table: written out to be filled in, read when it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from luoshi.assessment.bounds import FIGURE_PLACES, PER_CENT
from luoshi.assessment.collecting import Page
from luoshi.assessment.models import Indicator, Period
from luoshi.assessment.named_numbers import parts_of
from luoshi.assessment.operations.figures import IN_PARTS, Typed
from luoshi.assessment.wording import span_words
from luoshi.coordination import addressing
from luoshi.organisation.models import Unit
from luoshi.papers import tables
from luoshi.papers.cells import Column, Kind, PerCent
from luoshi.papers.sheets import Line, Sheet, Unread

NAME = "指标值"


@dataclass
class Read:
    """What a filled table says, and every row that cannot be taken in."""

    typed: list[Typed] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def columns(pages: Iterable[Page]) -> tuple[Column, ...]:
    """Return the columns: one for each named number that some indicator asks for."""
    names: dict[str, str] = {}
    for page in pages:
        names |= dict(parts_of(page.indicator))
    return (
        Column("group", "分组", longest=60),
        Column("code", "编号", longest=20),
        Column("name", "指标", required=True, longest=100, also=("指标名称",), width=30),
        Column("unit", "单位", required=True, longest=100, width=20),
        Column("value", "数值", Kind.NUMBER, places=FIGURE_PLACES, per_cent=True),
        Column("absence", "缺数原因", longest=200, width=24),
        *(
            Column(f"part:{name}", words, Kind.NUMBER, places=FIGURE_PLACES)
            for name, words in names.items()
        ),
    )


def workbook(period: Period, pages: Sequence[Page], *, at: datetime) -> bytes:
    """Write what a department is asked for and what it has entered."""
    caption = _("%(label)s指标值") % {"label": span_words(period.label)}
    page = tables.Page(NAME, columns(pages), _rows(pages), caption, starred=True)
    return tables.write_book([page], at=at)


def _rows(pages: Iterable[Page]) -> Iterable[Mapping[str, Any]]:
    for page in pages:
        line = page.indicator
        for row in page.rows:
            one = row.figure
            said: dict[str, Any] = {
                "group": line.group.name,
                "code": line.code,
                "name": line.name,
                "unit": row.unit.name,
            }
            if one is not None:
                absence = "" if one.absence == IN_PARTS else one.absence
                said |= {"value": one.value, "absence": absence}
                said |= {f"part:{name}": Decimal(value) for name, value in one.parts.items()}
            yield said


def read(sheet: Sheet, pages: Sequence[Page], *, on: date) -> Read:
    """Turn a filled table into figures; a row with neither number nor reason is passed over."""
    found = Read(faults=[(one.row, one.heading, one.said(_)) for one in sheet.faults])
    lines = {}
    for page in pages:
        lines[page.indicator.group.name, page.indicator.code] = page
        lines.setdefault(("", page.indicator.name), page)
    units: dict[str, Unit | None] = {}
    seen: dict[tuple[Any, Any], int] = {}
    for line in sheet.rows:
        try:
            typed = _typed(line, lines, units, found, on)
        except Unread:
            # A required heading is not in the table; that stands among the faults already.
            continue
        if typed is None:
            continue
        place = (typed.indicator.pk, typed.unit.pk)
        if place in seen:
            found.faults.append((line.number, "", _("与第%(row)s行重复") % {"row": seen[place]}))
            continue
        seen[place] = line.number
        found.typed.append(typed)
    found.faults.sort(key=lambda one: one[0])
    return found


def _typed(
    line: Line,
    lines: Mapping[tuple[str, str], Page],
    units: dict[str, Unit | None],
    found: Read,
    on: date,
) -> Typed | None:
    page = lines.get((line.text("group"), line.text("code"))) or lines.get(("", line.text("name")))
    if page is None:
        words = _("本单位没有要报的指标“%(name)s”") % {"name": line.text("name")}
        found.faults.append((line.number, "指标", words))
        return None
    unit = _unit(line.text("unit"), units, on)
    if unit is None or unit.pk not in {row.unit.pk for row in page.rows}:
        words = _("“%(name)s”不考核%(unit)s")
        named = {"name": page.indicator.name, "unit": line.text("unit")}
        found.faults.append((line.number, "单位", words % named))
        return None
    value, parts = line["value"], _parts(line, page.indicator)
    if isinstance(value, PerCent) and page.indicator.measure not in PER_CENT:
        words = _("“%(name)s”不以百分比计，请只填数") % {"name": page.indicator.name}
        found.faults.append((line.number, "数值", words))
        return None
    if value is None and not parts and not line.text("absence"):
        return None
    number = Decimal(value) if isinstance(value, Decimal) else None
    return Typed(page.indicator, unit, number, line.text("absence"), parts)


def _parts(line: Line, indicator: Indicator) -> dict[str, str]:
    names = [name for name, _words in parts_of(indicator)]
    held = {name: line.values.get(f"part:{name}") for name in names}
    return {name: f"{value.normalize():f}" for name, value in held.items()
            if isinstance(value, Decimal)}  # fmt: skip


def _unit(name: str, units: dict[str, Unit | None], on: date) -> Unit | None:
    if name not in units:
        meant = addressing.meant(name, on=on)
        units[name] = meant.units[0] if len(meant.units) == 1 and not meant.unknown else None
    return units[name]
