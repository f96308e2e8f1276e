"""Scores of 10,000 units by 100 indicators with their terms stored, and again after one change.

Run with `python bench/assessment.py [GROUPS]`: 100 groups of 100 units unless said, each unit with
a certified figure for each of 100 indicators of eight methods, a million figures in all. Budgets
(docs/README.md): the whole run at most 10 s, what depends on one changed figure at most one per
cent of it. Comparisons stay inside a group, so a change touches one unit (a method of its own) or
the hundred of its group (best and worst, ranks). SQLite works inside this processor: its time is
judged there, not how long others kept the disk busy.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

import measured  # noqa: F401  sets the house up
from django.db import connection, transaction

from luoshi.assessment.models import (
    AssessedGroup,
    AssessedUnit,
    Figure,
    Indicator,
    IndicatorTarget,
    Period,
    Scheme,
    Score,
)
from luoshi.assessment.operations import running
from luoshi.organisation.models import Unit
from luoshi.trail.commands import CONSOLE
from tests.world import MONDAY_NINE

BUDGET, SHARE = 10.0, 0.01
GROUPS, UNITS, HEADINGS, LEAVES = 100, 100, 10, 10
ROUNDS = 7
METHODS = ("COMPLETION", "COMPLETION", "COMPLETION", "EFFICACY", "RANK", "CONTROL", "BANDS",
           "DEDUCTION", "MIXED", "SATISFACTION_VALUE")  # fmt: skip
PARAMETERS = {"BANDS": {"bands": [["90", "1"], ["60", "0.6"]]}, "DEDUCTION": {"each": "0.01"}}
TARGETED = ("COMPLETION", "CONTROL")
PARTS = """CASE i.method
    WHEN 'MIXED' THEN '{"increment": "' || (u.place % 37) || '", "growth": "' || i.place || '.5"}'
    WHEN 'SATISFACTION_VALUE' THEN '{"satisfied": "' || (50 + u.place % 37) ||
        '", "basically": "25", "dissatisfied": "10"}'
    ELSE '{}' END"""
KEY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def lay(groups: int) -> Period:
    """Lay units, a scheme and its period; a figure and its target are copied by the database."""
    Unit.objects.bulk_create(
        (
            Unit(path=f"{at:06}", depth=1, code=f"U{at}", name=f"单位{at}", kind="BUREAU",
                 place=at, since=date(2020, 1, 1))
            for at in range(groups * UNITS)
        ),
        batch_size=2_000,
    )  # fmt: skip
    units = list(Unit.objects.order_by("place"))
    scheme = Scheme.objects.create(
        name="测量", year=2026, office=units[0], since=date(2026, 1, 1),
        drafted_at=MONDAY_NINE, drafter_name="测量",
    )  # fmt: skip
    held = [AssessedGroup(scheme=scheme, place=at, name=f"第{at}组") for at in range(1, groups + 1)]
    AssessedGroup.objects.bulk_create(held)
    AssessedUnit.objects.bulk_create(
        (
            AssessedUnit(scheme=scheme, group=group, unit=unit)
            for at, group in enumerate(held)
            for unit in units[at * UNITS : (at + 1) * UNITS]
        ),
        batch_size=2_000,
    )
    for group in held:
        lay_indicators(group)
    period = Period.objects.create(
        scheme=scheme, kind="QUARTER", label="2026-Q2", since=date(2026, 4, 1),
        until=date(2026, 6, 30), opened_at=MONDAY_NINE,
    )  # fmt: skip
    lay_figures(period)
    return period


def lay_indicators(group: AssessedGroup) -> None:
    """Lay ten headings of ten indicators each."""
    heads = [
        Indicator(group=group, level=1, place=at, code=f"{at}", name=f"一级{at}", weight=10)
        for at in range(HEADINGS)
    ]
    Indicator.objects.bulk_create(heads)
    Indicator.objects.bulk_create(
        Indicator(
            group=group, parent=head, level=2, place=100 + head.place * LEAVES + at,
            code=f"{head.code}.{at}", name=f"指标{head.place}.{at}", weight=Decimal(1),
            method=METHODS[at], parameters=PARAMETERS.get(METHODS[at], {}),
        )
        for head in heads
        for at in range(LEAVES)
    )  # fmt: skip


def lay_figures(period: Period) -> None:
    """Let the database lay a certified figure of every unit for every indicator, and targets."""
    key, at = KEY[connection.vendor], MONDAY_NINE.isoformat()
    own = period.pk.hex if connection.vendor == "sqlite" else str(period.pk)
    cast = "" if connection.vendor == "sqlite" else "::jsonb"
    stamp = "" if connection.vendor == "sqlite" else "::timestamptz"
    joined = """FROM assessment_indicator i
        JOIN assessment_assessedunit a ON a.group_id = i.group_id
        JOIN organisation_unit u ON u.id = a.unit_id"""
    with connection.cursor() as cursor:
        cursor.execute(f"""INSERT INTO {Figure._meta.db_table} (id, period_id, indicator_id,
            unit_id, revision, current, value, absence, parts, evidence, state, enterer_name,
            entered_at, certifier_name, certified_at, reason)
            SELECT {key}, '{own}', i.id, u.id, 1, TRUE, 50 + (u.place * 7 + i.place * 13) % 71,
            '', ({PARTS}){cast}, '[]', 'CERTIFIED', '', '{at}'{stamp}, '', '{at}'{stamp}, ''
            {joined} WHERE i.method <> ''""")
        cursor.execute(f"""INSERT INTO {IndicatorTarget._meta.db_table}
            (id, indicator_id, unit_id, span, value, agreed_name)
            SELECT {key}, i.id, u.id, '', 100, '' {joined}
            WHERE i.method IN {TARGETED}""")
        cursor.execute("ANALYZE")


class Taken(NamedTuple):
    """How long a deed took, commit included, in seconds.

    :ivar judged: what the budget is held against
    :ivar own, other: of this processor, and of PostgreSQL's backend
    """

    judged: float
    wall: float
    own: float
    other: float


def timed(work: Callable[[], object]) -> Taken:
    """Do it once."""
    began, worked, elsewhere = perf_counter(), process_time(), of_the_backend()
    with transaction.atomic():
        work()
    wall, own = perf_counter() - began, process_time() - worked
    judged = own if connection.vendor == "sqlite" else wall
    return Taken(judged, wall, own, of_the_backend() - elsewhere)


def of_the_backend() -> float:
    """Return the processor seconds PostgreSQL spent on this connection, if it is on this machine.

    On a busy machine the wall counts the others too: this tells the two apart.
    """
    if connection.vendor == "sqlite":
        return 0.0
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not stat.is_file():
        return 0.0
    said = stat.read_text().rsplit(")", 1)[1].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def change(period: Period, method: str) -> Callable[[], int]:
    """Return a deed that corrects one unit's figure of a method and reckons again."""
    figure = Figure.objects.filter(period=period, indicator__method=method).order_by("id")[0]
    rounds = iter(range(1, 1000))

    def corrected() -> int:
        Figure.objects.filter(pk=figure.pk).update(value=Decimal(60 + next(rounds)))
        return running.again(period, [figure.unit_id], [figure.indicator_id], at=MONDAY_NINE)

    return corrected


def main() -> int:
    """Measure a first run, a second, and one changed figure of either kind."""
    groups = int(sys.argv[1]) if len(sys.argv) > 1 else GROUPS
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        period = lay(groups)
        print(
            f"{connection.vendor}: {Score.objects.count()} scores stand, "
            f"{Figure.objects.count()} figures, {Indicator.objects.count()} indicators"
        )
        budget = BUDGET * groups / GROUPS
        missed, whole = 0, 0.0
        for name in ("first run", "second run"):
            taken = timed(lambda: running.reckon(period, by=CONSOLE, at=MONDAY_NINE))
            whole = min(whole, taken.judged) if whole else taken.judged
            missed += taken.judged > budget
            print(
                f"  {name}: {taken.judged:.2f} s (budget {budget:.0f}), {taken.wall:.2f} s on the"
                f" wall; processor {taken.own:.2f} s, database {taken.other:.2f} s"
            )
        for method in ("COMPLETION", "EFFICACY", "RANK"):
            deed = change(period, method)
            one = min(timed(deed).judged for _round in range(ROUNDS))
            missed += one > SHARE * whole
            print(
                f"  one figure by {method}: {1000 * one:.1f} ms,"
                f" {100 * one / whole:.2f} % of the run (budget 1 %)"
            )
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
