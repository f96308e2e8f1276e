"""导出: the sheet recomputes itself, and a script that knows nothing of the house agrees."""

import importlib.machinery
import importlib.util
from decimal import Decimal

import pytest

from luoshi.assessment import export, scoring
from luoshi.assessment.models import AssessedGroup, Indicator, Period, Score
from luoshi.assessment.reckoning import explaining
from luoshi.assessment.terms import Mean, Method, PeriodState
from tests.assessed import (
    AFTER_THE_QUARTER_NINE,
    REACHED,
    VOTES,
    a_period,
    a_scheme,
    an_adjustment,
    figures,
)
from tests.assessment.test_running import run
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db
SCORES, TERMS = "得分", "计分明细"


def script():
    """The script as a module: it stands on nothing of ours."""
    loader = importlib.machinery.SourceFileLoader("recompute", str(ROOT / "tools/recompute_scores"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("recompute", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def sheet(tmp_path):
    """Write a period's sheet to a file."""

    def written(period):
        path = tmp_path / "scores.xlsx"
        path.write_bytes(export.workbook(period, at=AFTER_THE_QUARTER_NINE))
        return str(path)

    return written


def reckoned(period=None):
    period = period or a_period()
    figures(period)
    an_adjustment(period, "岚溪县", "BRIGHT", "2.5")
    an_adjustment(period, "岚溪县", "BRIGHT", "1.5")
    an_adjustment(period, "市发改委", "RETURNED", "-0.7")
    run(period)
    return period


def scores_printed(printed):
    lines = [line.split("\t") for line in printed.splitlines() if "\t" in line]
    return {name: Decimal(points) for _code, name, points in lines}


def stored(period):
    rows = Score.objects.filter(period=period).select_related("unit")
    return {one.unit.short_name: one.points for one in rows}


def agrees(period, sheet, capsys):
    """The script finds nothing that differs, and prints what is published."""
    status = script().main(sheet(period))

    printed = capsys.readouterr().out
    assert (printed.splitlines()[-1].split(", ")[1], status) == ("0 differ", 0), printed
    assert scores_printed(printed) == stored(period)


def test_an_independent_script_recomputes_every_score_to_the_last_digit(sheet, capsys):
    agrees(reckoned(), sheet, capsys)


def test_the_script_is_short_and_reads_nothing_of_ours():
    words = (ROOT / "tools/recompute_scores").read_text(encoding="utf-8")

    assert len(words.splitlines()) <= 100
    assert "import luoshi" not in words


def test_what_is_missing_is_recomputed_with_its_weight_spread(sheet, capsys):
    period = a_period()
    figures(period, {**REACHED, "云渡县": {**REACHED["云渡县"], "1.1": None, "4.1": None}})
    run(period)

    agrees(period, sheet, capsys)


def test_a_geometric_mean_is_recomputed(sheet, capsys):
    period = a_period()
    figures(period)
    AssessedGroup.objects.update(mean=Mean.GEOMETRIC)
    run(period)

    agrees(period, sheet, capsys)


def test_a_year_of_months_and_quarters_is_recomputed(sheet, capsys):
    scheme = a_scheme()
    for label in ("2026-Q1", "2026-05"):
        reckoned(a_period(scheme, label))
    Period.objects.update(state=PeriodState.PUBLISHED)

    year = reckoned(a_period(scheme, "2026"))

    assert {len(scoring.read(one).shares) for one in Score.objects.filter(period=year)} == {3}
    agrees(year, sheet, capsys)


OTHERS = {
    Method.EFFICACY_EXPONENTIAL: ({}, ("9.1", "8", "10.2")),
    Method.EFFICACY: ({"winsorise": "0.34"}, ("9.1", "8", "10.2")),
    Method.RATIO_TO_FIRST: ({}, ("9.1", "8", "10.2")),
    Method.THRESHOLD_RANK: ({"threshold": "9", "reached": "4"}, ("9.1", "8", "10.2")),
    Method.INTERVAL: ({"low": "9", "high": "10"}, ("9.1", "8", "10.2")),
    Method.SATISFACTION_RATE: ({}, (VOTES, VOTES, VOTES)),
    Method.VOTE_GRADE: ({}, (VOTES | {"present": 120}, VOTES | {"present": 130}, None)),
    Method.GRADED_VOTES: ({}, ({"good": 3, "poor": 1}, {"good": 1, "fair": 2}, None)),
    Method.MODIFIER: ({"modifiers": {"gdp": {"k": "1.5", "cap": "5"}}},
                      ({"gdp": "-3"}, {"gdp": "0.8"}, {"gdp": "9"})),
    Method.PLUS_MINUS: ({"deduct": {"fault": "1.5"}, "bonus": {"good": "1"}, "bonus_most": "2"},
                        ({"fault": 2}, {"good": 7}, {"fault": 90})),
    Method.RANK_RISE: ({"each": "0.5"}, ("9.1", "8", "10.2")),
    Method.INNOVATION: ({}, ({"甲:city": 1, "甲:national": 1}, {"甲:city": 1}, {"乙:city": 1})),
    Method.COMPOSITION: ({"shares": {"m1": "0.7", "tour": "0.3"}}, ({"m1": 88, "tour": 91},) * 3),
    Method.ALL_OR_NOTHING: ({}, ("90", "100", "110")),
}  # fmt: skip


@pytest.mark.parametrize("method", OTHERS, ids=str)
def test_every_other_method_is_recomputed(method, sheet, capsys):
    parameters, values = OTHERS[method]
    period = a_period()
    reached = {
        unit: {**REACHED[unit], "1.1": value}
        for unit, value in zip(("岚溪县", "云渡县", "市审计局"), values, strict=True)
    }
    made = figures(period, reached)
    for unit, extra in (("岚溪县", 3), ("云渡县", 1), ("市审计局", 2)):
        figure = made[unit, "1.1"]
        figure.value = figure.value if figure.value is not None else 50
        figure.parts = {**figure.parts, "last_rank": str(extra)}
        figure.save()
    Indicator.objects.filter(code="1.1", group__name="综合组").update(
        method=method, parameters=parameters
    )
    run(period)

    agrees(period, sheet, capsys)


def test_deleting_any_term_lowers_the_score_by_exactly_the_shown_points(sheet):
    period = reckoned()
    module = script()
    cells = module.sheets(sheet(period))
    before = module.Book(cells)
    rows = {place[1:] for (name, place), _cell in cells.items() if (name, place[0]) == (TERMS, "K")}
    totals = {before.at(SCORES, f"A{row}"): row for row in range(3, 9)}

    shown = 0
    for row in sorted(rows - {"2"}, key=int):
        without = module.Book(cells | {(TERMS, f"K{row}"): (None, None)})
        total = f"L{totals[before.at(TERMS, f'A{row}')]}"
        fell = before.at(SCORES, total) - without.at(SCORES, total)
        assert fell == before.at(TERMS, f"K{row}")
        shown += 1

    assert shown == 42


def test_deleting_a_line_is_told_the_same_by_the_house():
    period = reckoned()
    score = Score.objects.get(period=period, unit__short_name="岚溪县")
    plan, total = scoring.plan_of(score.group), scoring.read(score)

    for line in (*total.terms, *total.changes):
        assert explaining.without(plan, total, line.key) == line.points
