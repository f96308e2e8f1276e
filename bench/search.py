"""Two characters typed over many matters, on SQLite and on PostgreSQL: what the first page costs.

Run: python bench/search.py [MATTERS ...]; 20,000 and 100,000 unless told. The budget is 50 ms for a
first page without an exact total (docs/README.md), asked of a million. On PostgreSQL it also says
by what index the planner finds the pairs. A database of its own is made for it and dropped.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

# The bench of the ledger sets Django up, on the database that the environment names.
import ledger
import psycopg
from django.db import connection

from luoshi.breakdown import finding
from luoshi.breakdown.ledger.found import visible

ROOT = Path(__file__).resolve().parent.parent
BUDGET = 50
NUMBERS = ("20000", "100000")
# One word in a hundred matters, one in ten, a whole name, a number in a title, nothing at all.
WORDS = ("易涝", "改造", "口袋公园", "96处", "没有")


def measure(numbers: list[int]) -> None:
    """Lay matters and their words, and print what words cost for a room and for a city."""

    def first_page(words: str, by: ledger.Acting) -> list[object]:
        rows, _capped = finding.matching(words, visible(by), by)
        return list(rows.order_by("due_date", "number").values_list("number", "title")[:50])

    city = ledger.built()
    for number in numbers:
        city.lay(number)
        began = time.process_time()
        laid = 0
        while more := finding.lay_missing(10_000):
            laid += more
        spent = time.process_time() - began
        name = f"{connection.vendor} {number:>9,} matters"
        print(f"{name}: words of {laid:,} laid, {laid / spent:,.0f} a second of processor time")
        _analyze()
        for words in WORDS:
            for who, by in (("room", city.officer), ("city", city.observer)):
                spent = _best(lambda w=words, b=by: first_page(w, b))
                kept = "kept" if spent <= BUDGET else "MISSED"
                print(f"{name}: {words} for a {who} {spent:6.1f} ms (budget {BUDGET}: {kept})")
            if connection.vendor == "postgresql":
                print(f"{name}: {words} is found by {_index_used(words)}")


def _best(deed: object, runs: int = 7) -> float:
    """Return the best of several runs by the clock: on PostgreSQL the work is another process's."""
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        deed()  # type: ignore[operator]
        times.append(1000 * (time.perf_counter() - began))
    return min(times)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _index_used(words: str) -> str:
    """Say how the planner finds the matters of whoever sees a whole city."""
    pairs = finding.pairs_of(finding.folded(words))
    sql = finding._GIN.format(rows="breakdown_grams", again="1 = 1")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", [pairs, [], [], [], finding.MOST + 1])
        lines = [line.strip().removeprefix("->").strip() for [line] in cursor.fetchall()]
    scans = [line.split("  (")[0] for line in lines if "Scan" in line]
    return "; ".join(dict.fromkeys(scans))


@contextmanager
def _own_database() -> Iterator[str]:
    """Make a database in the throw-away PostgreSQL of the tests, and drop it."""
    address = subprocess.run(
        [ROOT / "tools/postgres", "start"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    name = f"luoshi_bench_{uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{address.rsplit('/', 1)[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> None:
    """Measure on either engine, each in a process of its own."""
    numbers = sys.argv[1:] or NUMBERS
    if "LUOSHI_BENCH_HERE" in os.environ:
        measure([int(one) for one in numbers])
        return
    again = [sys.executable, __file__, *numbers]
    plain = {name: value for name, value in os.environ.items() if name != "LUOSHI_DATABASE_URL"}
    plain["LUOSHI_BENCH_HERE"] = "1"
    subprocess.run(again, env=plain, check=True)
    with _own_database() as address:
        subprocess.run(again, env=plain | {"LUOSHI_DATABASE_URL": address}, check=True)


if __name__ == "__main__":
    main()
