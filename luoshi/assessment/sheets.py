"""A scheme as a workbook: its sheets and columns, the scheme written into them, a paste read.

Headings are printed as declared and looked for as declared, in any order. An empty cell leaves
what stands as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from luoshi.assessment import parameters
from luoshi.assessment.bounds import FIGURE_PLACES, POINTS_PLACES
from luoshi.assessment.models import Indicator, IndicatorTarget, Scheme
from luoshi.assessment.records import RECORDS
from luoshi.assessment.terms import Direction, Mean, Method, RuleKind, Source
from luoshi.flow.refusals import Unmet
from luoshi.papers import cells, tables
from luoshi.papers.cells import Bad, Column, Kind, folded
from luoshi.papers.sheets import Fault, Line, Sheet

GROUPS, LINES, TARGETS, RULES = "分组", "指标", "目标值", "加减分项目"
YES_NO = {"是": "1", "否": ""}


def _choices(choices: type[TextChoices]) -> dict[str, str]:
    with override("zh-hans"):
        return {str(one.label): str(one.value) for one in choices}


def _records() -> dict[str, str]:
    with override("zh-hans"):
        return {str(one.words): code for code, one in RECORDS.items()}


def _points(key: str, heading: str, *, required: bool = False) -> Column:
    return Column(
        key, heading, Kind.NUMBER, required=required, least=Decimal(0), places=POINTS_PLACES
    )


def columns() -> dict[str, tuple[Column, ...]]:
    """Return the declared sheets; labels are the Chinese ones in every language."""
    group = Column("group", "分组", required=True, longest=60)
    code = Column("code", "编号", required=True, longest=20)
    return {
        GROUPS: (
            Column("name", "分组", required=True, longest=60),
            Column("ranked", "组内排名", Kind.CHOICE, choices=YES_NO),
            Column("mean", "合成", Kind.CHOICE, choices=_choices(Mean)),
            Column("units", "单位", hint=_("单位名称，用顿号分开"), width=60),
        ),
        LINES: (group, code, *_of_a_line()),
        TARGETS: (
            group,
            code,
            Column("unit", "单位", required=True, longest=100),
            Column("span", "周期", longest=8, hint=_("如2026-Q2；全年的空着")),
            Column("value", "目标值", Kind.NUMBER, required=True, places=FIGURE_PLACES),
        ),
        RULES: (
            Column("code", "编号", required=True, longest=40),
            Column("kind", "类别", Kind.CHOICE, required=True, choices=_choices(RuleKind)),
            Column("name", "事项", required=True, longest=100, width=40),
            _points("points", "每件分值"),
            _points("later", "再次分值"),
            _points("most", "单件上限"),
            _points("most_of_all", "累计上限"),
            Column("basis", "条款", longest=100),
            Column("approver_name", "批准人", longest=60),
        ),
    }


def _of_a_line() -> tuple[Column, ...]:
    return (
        Column("above", "上级编号", longest=20, hint=_("空着时按编号推定，1.2在1之下")),
        Column("name", "指标", required=True, longest=100, also=("指标名称", "名称"), width=30),
        _points("weight", "权重", required=True),
        Column("direction", "方向", Kind.CHOICE, choices=_choices(Direction)),
        Column("measure", "计量单位", longest=20),
        Column("method", "计分方法", Kind.CHOICE, choices=_choices(Method)),
        Column("parameters", "方法参数", longest=1000, hint=_("每行一个，如step_share = 0.05")),
        Column("source", "数据来源", Kind.CHOICE, choices=_choices(Source)),
        Column("source_unit", "来源单位", longest=100, also=("数据来源单位",)),
        Column("record", "记录口径", Kind.CHOICE, choices=_records()),
        Column("floor", "最低分", Kind.NUMBER, places=POINTS_PLACES),
        Column("cap", "最高分", Kind.NUMBER, places=POINTS_PLACES),
        Column("definition", "口径", width=40),
        Column("frequency", "频次", longest=16),
        Column("evidence", "佐证要求", longest=200),
        Column(
            "due_day", "数据报送日", Kind.NUMBER, least=Decimal(1), most=Decimal(31), whole=True
        ),
        Column("basis", "条款", longest=100),
        Column("monthly", "月度经济指标", Kind.CHOICE, choices=YES_NO),
    )


def workbook(scheme: Scheme, *, at: datetime, unit: UUID | None = None) -> bytes:
    """Write a scheme into its workbook; taken in again it changes nothing.

    :param unit: whose targets alone are written; None for everybody's
    """
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        GROUPS: _group_rows(scheme),
        LINES: _line_rows(scheme),
        TARGETS: _target_rows(scheme, unit),
        RULES: _rule_rows(scheme),
    }
    pages = [
        tables.Page(name, declared, rows[name], spare=200, starred=True)
        for name, declared in columns().items()
    ]
    return tables.write_book(pages, at=at)


def _group_rows(scheme: Scheme) -> Iterable[dict[str, Any]]:
    names: dict[Any, list[str]] = {}
    for one in scheme.units.select_related("unit").order_by("unit__place", "unit__code"):
        names.setdefault(one.group_id, []).append(one.unit.name)
    for group in scheme.groups.order_by("place", "name"):
        yield {
            "name": group.name,
            "ranked": "1" if group.ranked else "",
            "mean": group.mean,
            "units": "、".join(names.get(group.pk, ())),
        }


def _line_rows(scheme: Scheme) -> Iterable[dict[str, Any]]:
    lines = Indicator.objects.filter(group__scheme=scheme).select_related(
        "group", "parent", "source_unit"
    )
    for one in lines.order_by("group__place", "level", "place", "code"):
        row = {
            column.key: getattr(one, column.key)
            for column in _of_a_line()
            if column.key not in {"above", "parameters", "source_unit", "monthly"}
        }
        yield row | {
            "group": one.group.name,
            "code": one.code,
            "above": one.parent.code if one.parent else "",
            "parameters": parameters.said(one.parameters),
            "source_unit": one.source_unit.name if one.source_unit else "",
            "monthly": "1" if one.monthly else "",
            "due_day": one.due_day,
        }


def _target_rows(scheme: Scheme, unit: UUID | None) -> Iterable[dict[str, Any]]:
    held = IndicatorTarget.objects.filter(indicator__group__scheme=scheme)
    held = held if unit is None else held.filter(unit=unit)
    order = ("indicator__group__place", "indicator__place", "unit__place", "span")
    for one in held.select_related("indicator__group", "unit").order_by(*order):
        yield {
            "group": one.indicator.group.name,
            "code": one.indicator.code,
            "unit": one.unit.name,
            "span": one.span,
            "value": one.value,
        }


def _rule_rows(scheme: Scheme) -> Iterable[dict[str, Any]]:
    keys = [column.key for column in columns()[RULES]]
    for one in scheme.catalogue.order_by("place", "code"):
        yield {key: getattr(one, key) for key in keys}


def pasted(text: str, declared: Sequence[Column], *, name: str) -> Sheet:
    """Read what was copied out of a sheet, its headings in the first row.

    :raises Unmet: if no heading is known
    """
    grid = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")]
    known = {folded(one): column for column in declared for one in (column.heading, *column.also)}
    top = next((at for at, row in enumerate(grid) if any(folded(c) in known for c in row)), None)
    if top is None:
        names = "、".join(one.heading for one in declared)
        raise Unmet(_("没有找到表头，应有：%(headings)s。") % {"headings": names})
    places = {
        known[folded(cell)].key: at for at, cell in enumerate(grid[top]) if folded(cell) in known
    }
    rows, faults = [], []
    for number, row in enumerate(grid[top + 1 :], top + 2):
        if not any(cell.strip() for cell in row):
            continue
        line, wrong = _pasted_line(name, number, row, places, declared)
        faults += wrong
        if not wrong:
            rows.append(line)
    return Sheet(name, rows, faults)


def as_text(sheet: Sheet, declared: Sequence[Column]) -> str:
    """Return a table that was read as it would be pasted, so that it can be confirmed."""
    lines = ["\t".join(column.heading for column in declared)]
    for row in sheet.rows:
        said = (row.values.get(column.key) for column in declared)
        lines.append("\t".join("" if one is None else " ".join(str(one).split()) for one in said))
    return "\n".join(lines)


def _pasted_line(
    name: str,
    number: int,
    row: Sequence[str],
    places: Mapping[str, int],
    declared: Sequence[Column],
) -> tuple[Line, list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    for column in declared:
        at = places.get(column.key, -1)
        raw = row[at] if 0 <= at < len(row) else ""
        try:
            if cells.trimmed(raw):
                values[column.key] = cells.reader(column)(column, raw)
            elif column.required:
                raise Bad("required")
            else:
                values[column.key] = None
        except Bad as bad:
            faults.append(Fault(name, number, column.heading, bad.words))
    return Line(number, values), faults
