"""The ledger out to Excel by the queue, rows a second, as a ratio to writing bare cells.

Run: python bench/export.py [MATTERS]; 20,000 unless told. An observer asks for the whole city, a
worker takes the job and writes the file. The budget is 5,000 rows a second (docs/README.md).
"""

import sys
import time
from datetime import date
from decimal import Decimal

import ledger
from django.utils.timezone import now
from sheets import bare_out

from luoshi.breakdown.ledger.outgoing import columns_of, lines_of, prepared
from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.operations import exports
from luoshi.queue.worker import Worker
from luoshi.timelimits.here import day_here

BUDGET = 5_000


def _cell(value):
    """Return a value as the bare library takes it: a day, a number, or words."""
    if isinstance(value, int | float):
        return Decimal(str(value))
    return value if isinstance(value, Decimal | date) else str(value or "")


def main(number: int) -> None:
    """Ask for the export, let a worker write it, and print the figures."""
    city = ledger.built()
    city.lay(number)
    asked = exports.ask_for(Wanted(), title="测量", total=number, by=city.observer, at=now())
    began = time.process_time()
    tally = Worker(clock=now).work(burst=True)
    spent = time.process_time() - began
    asked.refresh_from_db()
    assert (tally.failed, asked.written) == (0, number), (tally, asked.written)
    out = prepared(city.observer, Wanted(), day_here(now()))
    began = time.process_time()
    rows = list(lines_of(out, lambda _number: None))
    read = time.process_time() - began
    began = time.process_time()
    bare_out([{name: _cell(value) for name, value in row.items()} for row in rows])
    bare = time.process_time() - began
    pace = number / spent
    size = exports.path_of(asked).stat().st_size
    print(
        f"export of {number:,} rows x {len(columns_of(out.wanted))} columns, {size / 1e6:.1f} MB: "
        f"{spent:.1f} s of processor time, {pace:,.0f} rows/s (budget {BUDGET:,}: "
        f"{'kept' if pace >= BUDGET else 'MISSED'}), {spent / bare:.1f} x bare cells "
        f"({bare:.1f} s); reading the rows alone {read:.1f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
