"""The sheet anybody can check: every term's figures, and its points as a live formula.

One row for each unit and indicator; least, most and rank of the group are reckoned from the rows
beside it. A score is the sum of its rows and of the points beside them, its place a count of those
above it. What Excel reckons is written beside as it stood, so that `tools/recompute_scores` and
any reader can compare.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from luoshi.assessment import measuring, scoring
from luoshi.assessment.models import Adjustment, AssessedGroup, Indicator, Period, Score
from luoshi.assessment.reckoning.composition import OWN
from luoshi.assessment.reckoning.expressions import plain
from luoshi.assessment.reckoning.methods import Method, method_of
from luoshi.assessment.reckoning.parameters import decimal
from luoshi.assessment.reckoning.spec import Leaf, Plan, Term, Total
from luoshi.assessment.reckoning.telling import formula
from luoshi.assessment.terms import Mean
from luoshi.assessment.terms import Method as Methods
from luoshi.assessment.wording import span_words
from luoshi.papers.cells import Column, Kind
from luoshi.papers.tables import Formula, Page, write_book

# The caption and the headings stand above; rows of Excel count from 1.
FIRST = 3
NONE = Decimal(0)
TERM_COLUMNS = (
    "code", "unit", "group", "line", "indicator", "method", "weight", "counted",
    "target", "actual", "points", "lost", "told", "note",
)  # fmt: skip
AT = {name: xl_col_to_name(at) for at, name in enumerate(TERM_COLUMNS)}
Row = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """A group's scores as they stand: the best first."""

    group: AssessedGroup
    plan: Plan
    scores: Sequence[Score]
    totals: Mapping[str, Total]
    codes: Mapping[str, str]


def workbook(period: Period, *, at: datetime) -> bytes:
    """Return a period's scores as a workbook of three sheets: scores, terms, points beside."""
    groups = AssessedGroup.objects.filter(scheme=period.scheme_id).select_related("scheme")
    found = [_standing(period, group) for group in groups.order_by("place")]
    terms = [row for one in found for row in _Terms(one, _after(found, one)).rows()]
    changes = _change_rows(period, found)
    said = {"scheme": period.scheme.name, "period": span_words(period.label)}
    caption = _("%(scheme)s %(period)s") % said
    names = (_("得分"), _("计分明细"), _("加减分"))
    parts = max((sum(key.startswith("part") for key in row) // 2 for row in terms), default=0)
    pages = [
        Page(names[0], _total_columns(), _Totals(found, names, terms, changes).rows(), caption),
        Page(names[1], _term_columns(parts), terms, caption),
        Page(names[2], _change_columns(), changes, caption),
    ]
    return write_book(pages, at=at)


def _standing(period: Period, group: AssessedGroup) -> Standing:
    rows = Score.objects.filter(period=period, group=group).select_related("unit")
    scores = sorted(rows, key=lambda one: (one.rank or len(rows) + 1, one.unit.code))
    lines = Indicator.objects.filter(group=group).values_list("pk", "code")
    return Standing(
        group,
        measuring.plan_of(group),
        scores,
        {str(one.unit_id): scoring.read(one) for one in scores},
        {str(key): code for key, code in lines},
    )


def _after(found: Sequence[Standing], one: Standing) -> int:
    """Return the first row of a group's terms."""
    before = found[: found.index(one)]
    return FIRST + sum(len(each.plan.leaves) * len(each.scores) for each in before)


class _Terms:
    """The rows of a group's terms: a block for each indicator, its units below one another."""

    def __init__(self, standing: Standing, first: int) -> None:
        self.standing, self.first = standing, first

    def rows(self) -> list[Row]:
        size = len(self.standing.scores)
        return [
            row
            for place, leaf in enumerate(self.standing.plan.leaves)
            for row in _Block(self.standing, leaf, self.first + place * size, size).rows()
        ]


class _Block:
    """One indicator over the units of a group."""

    def __init__(self, standing: Standing, leaf: Leaf, first: int, size: int) -> None:
        self.standing, self.leaf = standing, leaf
        self.first, self.last = first, first + size - 1
        self.method: Method = method_of(leaf)

    def rows(self) -> list[Row]:
        numbers = count(self.first)
        return [self._row(score, next(numbers)) for score in self.standing.scores]

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        totals = self.standing.totals.items()
        return {
            unit: next(one for one in total.terms if one.key == self.leaf.key)
            for unit, total in totals
        }

    @cached_property
    def parts(self) -> list[str]:
        """Return the named numbers shown: what the formula counts, then what stands beside."""
        beside = {name for one in self.terms.values() for name in one.context}
        shown = beside - self.method.parts - self.method.of_group - {"rank", "size", "carried"}
        return [*sorted(self.method.parts), *sorted(shown)]

    def _row(self, score: Score, number: int) -> Row:
        term = self.terms[str(score.unit_id)]
        row: Row = {
            "code": score.unit.code,
            "unit": score.unit.short_name or score.unit.name,
            "group": self.standing.group.name,
            "line": self.standing.codes[self.leaf.key],
            "indicator": self.leaf.name,
            "method": str(Methods(self.leaf.method).label),
            "weight": self.leaf.weight,
            "counted": term.weight,
            "points": self._points(term, number),
            "lost": Formula(f"={AT['counted']}{number}-{AT['points']}{number}", term.lost),
            "told": formula(self.leaf, term),
        }
        if not term.assessed:
            row["note"] = _("沿用上期得分率") if term.weight else _("不予考核，权重已分摊")
            return row
        row |= {"target": term.target, "actual": term.actual}
        for at, name in enumerate(self.parts):
            row |= {f"part{at}_name": name, f"part{at}": term.context.get(name)}
        return row

    def _points(self, term: Term, number: int) -> Formula | Decimal:
        if not term.weight:
            return term.points
        counted = f"{AT['counted']}{number}"
        if not term.assessed:
            return Formula(f"=ROUND({counted}*{plain(term.context['carried'])},4)", term.points)
        text = self.method.expression.excel(self._cells(number))
        if term.weight != self.leaf.weight:
            text = f"{text}*{counted}/{AT['weight']}{number}"
        return Formula(f"=ROUND({text},4)", term.points)

    def _cells(self, number: int) -> dict[str, str]:
        """Return where each name of the formula stands for one row."""
        columns = {"W": AT["weight"], "A": AT["actual"], "T": AT["target"]}
        columns |= {name: _part_column(at) for at, name in enumerate(self.parts)}
        cells = {name: f"{column}{number}" for name, column in columns.items()}
        better = "<" if self.leaf.direction == "DOWN" else ">"
        figure = self._range(AT["actual"])
        cells["R"] = f'(COUNTIF({figure},"{better}"&{cells["A"]})+1)'
        for name in self.method.of_group:
            word, _colon, part = name.partition(":")
            cells[name] = self._end(word, self._range(columns[part] if part else AT["actual"]))
        return cells

    def _range(self, column: str) -> str:
        return f"${column}${self.first}:${column}${self.last}"

    def _end(self, word: str, cells: str) -> str:
        cut = decimal(self.leaf, "winsorise", "0")
        if not cut:
            return f"{'MIN' if word == 'least' else 'MAX'}({cells})"
        word = "SMALL" if word == "least" else "LARGE"
        return f"{word}({cells},INT(COUNT({cells})*{plain(cut)})+1)"


def _part_column(at: int) -> str:
    """Return the column of a part's number; its name stands before it."""
    return str(xl_col_to_name(len(TERM_COLUMNS) + 2 * at + 1))


class _Totals:
    """The rows of scores: sums over the terms, places among those of the group."""

    def __init__(
        self,
        found: Sequence[Standing],
        names: tuple[str, str, str],
        terms: Sequence[Row],
        changes: Sequence[Row],
    ) -> None:
        self.found = found
        self.terms = _sheet(names[1], len(terms))
        self.changes = _sheet(names[2], len(changes))
        self.name = f"'{names[1]}'!"
        self.where: dict[str, list[tuple[int, Row]]] = defaultdict(list)
        for number, row in enumerate(terms, FIRST):
            self.where[row["code"]].append((number, row))

    def rows(self) -> list[Row]:
        rows: list[Row] = []
        for standing in self.found:
            first = FIRST + len(rows)
            last = first + sum(one.rank is not None for one in standing.scores) - 1
            for score in standing.scores:
                rows.append(self._row(standing, score, FIRST + len(rows), (first, last)))
        return rows

    def _row(self, standing: Standing, score: Score, number: int, places: tuple[int, int]) -> Row:
        total = standing.totals[str(score.unit_id)]
        beside = sum((one.points for one in total.changes), NONE)
        shares = {one.name: one for one in total.shares}
        row: Row = {
            "code": score.unit.code,
            "unit": score.unit.short_name or score.unit.name,
            "group": standing.group.name,
            "own": self._own(standing, score.unit.code, number, total),
            "beside": Formula(f"={self.changes('A', 'E', f'A{number}')}", beside),
            "grade": score.get_grade_display(),
            "previous_points": score.previous_points,
            "previous_rank": score.previous_rank,
        }
        for name, one in shares.items():
            row |= {f"{name}_share": one.share, f"{name}_points": one.points}
        row |= {"points": Formula(f"={_put_together(shares, number)}", total.points)}
        if score.rank is not None:
            cells = f"$L${places[0]}:$L${places[1]}"
            row["rank"] = Formula(f'=COUNTIF({cells},">"&L{number})+1', score.rank)
        return row

    def _own(self, standing: Standing, code: str, number: int, total: Total) -> Formula:
        own = scoring.own_points(standing.plan, total)
        if standing.group.mean != Mean.GEOMETRIC:
            return Formula(f"={self.terms('A', AT['points'], f'A{number}')}", own)
        counted = [at for at, row in self.where[code] if row["counted"]]
        points = [f"{self.name}{AT['points']}{at}" for at in counted]
        weights = [f"{self.name}{AT['counted']}{at}" for at in counted]
        whole = f"SUM({','.join(weights)})"
        mean = "*".join(f"({p}/{w})^({w}/{whole})" for p, w in zip(points, weights, strict=True))
        least = f"MIN({','.join(points)})"
        return Formula(f"=IF(0>={least},0,ROUND({whole}*{mean},4))" if points else "=0", own)


def _sheet(name: str, rows: int) -> Any:
    """Return what writes a sum over a sheet's rows of one unit."""
    last = FIRST + max(rows, 1) - 1

    def summed(key: str, of: str, cell: str) -> str:
        ranges = [f"'{name}'!${one}${FIRST}:${one}${last}" for one in (key, of)]
        return f"SUMIF({ranges[0]},{cell},{ranges[1]})"

    return summed


def _put_together(shares: Mapping[str, Any], number: int) -> str:
    """Return the formula of a score: its own points, or a year's parts by their shares."""
    own = f"D{number}+E{number}"
    if not shares:
        return own
    cells = {"MONTHS": ("F", "G"), "QUARTERS": ("H", "I"), OWN: ("J", "")}
    parts = []
    for name in shares:
        share, points = cells[name]
        parts.append(f"{share}{number}*" + (f"{points}{number}" if points else f"({own})"))
    return f"ROUND({'+'.join(parts)},4)"


def _change_rows(period: Period, found: Sequence[Standing]) -> list[Row]:
    rows = Adjustment.objects.filter(period=period).select_related("rule")
    known = {str(one.pk): one for one in rows}
    return [
        {
            "code": score.unit.code,
            "unit": score.unit.short_name or score.unit.name,
            "name": change.name,
            "reason": known[change.key].reason if change.key in known else _("超出累计上限"),
            "points": change.points,
            "basis": known[change.key].document_number if change.key in known else "",
        }
        for standing in found
        for score in standing.scores
        for change in standing.totals[str(score.unit_id)].changes
    ]


def _total_columns() -> list[Column]:
    number = Kind.NUMBER
    return [
        Column("code", _("单位代码")),
        Column("unit", _("单位"), width=18),
        Column("group", _("分组")),
        Column("own", _("指标得分"), number),
        Column("beside", _("加减分"), number),
        Column("MONTHS_share", _("月度占比"), number),
        Column("MONTHS_points", _("月度得分"), number),
        Column("QUARTERS_share", _("季度占比"), number),
        Column("QUARTERS_points", _("季度得分"), number),
        Column("OWN_share", _("年终占比"), number),
        Column("grade", _("等次")),
        Column("points", _("得分"), number),
        Column("rank", _("位次"), number),
        Column("previous_points", _("上期得分"), number),
        Column("previous_rank", _("上期位次"), number),
    ]


def _term_columns(parts: int) -> list[Column]:
    number = Kind.NUMBER
    kinds = {
        "code": (_("单位代码"), Kind.TEXT),
        "unit": (_("单位"), Kind.TEXT),
        "group": (_("分组"), Kind.TEXT),
        "line": (_("编号"), Kind.TEXT),
        "indicator": (_("指标"), Kind.TEXT),
        "method": (_("计分方法"), Kind.TEXT),
        "weight": (_("权重"), number),
        "counted": (_("折算权重"), number),
        "target": (_("目标值"), number),
        "actual": (_("实际值"), number),
        "points": (_("得分"), number),
        "lost": (_("失分"), number),
        "told": (_("计分"), Kind.TEXT),
        "note": (_("说明"), Kind.TEXT),
    }
    columns = [Column(key, *kinds[key]) for key in TERM_COLUMNS]
    for at in range(parts):
        columns += [
            Column(f"part{at}_name", _("分项%(number)d") % {"number": at + 1}),
            Column(f"part{at}", _("数值%(number)d") % {"number": at + 1}, number),
        ]
    return columns


def _change_columns() -> list[Column]:
    return [
        Column("code", _("单位代码")),
        Column("unit", _("单位"), width=18),
        Column("name", _("事项"), width=30),
        Column("reason", _("事实"), width=40),
        Column("points", _("分值"), Kind.NUMBER),
        Column("basis", _("依据文号"), width=24),
    ]
