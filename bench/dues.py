"""The clock's daily work over many open dues, as a ratio to the same work in hand-written SQL.

Run with `python bench/dues.py [OPEN_DUES]`. Budget (docs/README.md): at most twice its SQL. Two
days are measured: an ordinary one, when only what changed its light is counted, and the worst one,
the day after a grid day, when every series needs its next report laid. What a run costs where
there is no due at all (its own entry on the trail, the calendar) is measured first and set apart:
it does not grow.
"""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from uuid import UUID
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings_test")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from luoshi.dues.models import Due, Series  # noqa: E402
from luoshi.dues.operations import turn_day  # noqa: E402
from luoshi.dues.reckoning import days_for  # noqa: E402
from luoshi.organisation.models import Unit  # noqa: E402
from luoshi.timelimits.cadence import Cadence  # noqa: E402
from luoshi.timelimits.calendar import Calendar  # noqa: E402
from luoshi.timelimits.official import official_calendar  # noqa: E402
from luoshi.timelimits.rules import Limit  # noqa: E402
from luoshi.timelimits.rules import Unit as Counted  # noqa: E402

BUDGET = 2.0
SHANGHAI = ZoneInfo("Asia/Shanghai")
ASSIGNED = date(2026, 6, 1)
WORST, ORDINARY = date(2026, 6, 11), date(2026, 6, 12)
OFFICES = 100
UNITS = 60
ROUNDS = 9
STEP = 20_000
# The condition of what runs, and the days that make a light change, as a hand would write them.
RUNNING = (
    """met_at IS NULL AND excused_at IS NULL AND paused_since IS NULL AND claimed_at IS NULL"""
)
COUNT = f"""
SELECT debtor_id,
       CASE WHEN severe_date <= %(day)s THEN 5 WHEN due_date < %(day)s THEN 4
            WHEN due_date = %(day)s THEN 3 ELSE 2 END AS level, count(*)
FROM dues_due
WHERE {RUNNING} AND (warn_date = %(day)s AND due_date > %(day)s
   OR due_date IN (%(day)s, %(before)s) OR severe_date = %(day)s)
GROUP BY 1, 2"""
MARK = """UPDATE dues_series SET laid_until = '2026-06-30', lay_on = '2026-06-20'
WHERE lay_on <= '2026-06-11' AND ended_at IS NULL"""
# What the next report of every series looks like is known beforehand; only the key is made here.
KEY = {
    "sqlite": "lower(hex(randomblob(16)))",
    "postgresql": "gen_random_uuid()",
}


def lay(vendor: str) -> str:
    """Return the INSERT a hand would write: the next report copied off the one before it."""
    columns = [field.column for field in Due._meta.concrete_fields if not field.primary_key]
    new = {
        "period": "'2026-06-T3'",
        "due_date": "'2026-06-30'",
        "original_due_date": "'2026-06-30'",
        "warn_date": "'2026-06-29'",
        "severe_date": "'2026-07-08'",
        "since": "'2026-06-20'",
        "measure": "'DAY 2026-06-30 ROLL GRID=TEN_DAYS'",
    }
    cast = {name: f"{value}::date" for name, value in new.items() if "date" in name}
    if vendor == "postgresql":
        new = new | cast | {"since": "'2026-06-20'::date"}
    chosen = ", ".join(new.get(name, f"old.{name}") for name in columns)
    return (
        f"INSERT INTO dues_due (id, {', '.join(columns)}) SELECT {KEY[vendor]}, {chosen}"
        " FROM dues_due old JOIN dues_series s ON s.id = old.series_id"
        " WHERE old.period = '2026-06-T2' AND s.laid_until = '2026-06-30'"
    )


def fill(number: int) -> None:
    """Lay half of the dues as reports of series, the other half as limits spread over months."""
    calendar = official_calendar()
    Unit.objects.bulk_create(
        Unit(path=f"{place:04}", depth=1, code=f"U{place}", name=f"单位{place}", kind="BUREAU",
             since=ASSIGNED)
        for place in range(1, UNITS + 1)
    )  # fmt: skip
    units = list(Unit.objects.values_list("pk", flat=True))
    for begin in range(0, number // 4, STEP):
        lay_reports(range(begin, min(begin + STEP, number // 4)), units, calendar)
    for begin in range(0, number // 2, STEP):
        lay_limits(range(begin, min(begin + STEP, number // 2)), units, calendar)
    settle()


def settle() -> None:
    """Let the database count its rows, as it does by itself in an ordinary night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def lay_reports(places: range, units: list[UUID], calendar: Calendar) -> None:
    """Lay a series at each place, and its two next reports."""
    first, second = Cadence.of("TEN_DAYS").next_slots(ASSIGNED, after=ASSIGNED, count=2)
    shared = {
        slot: days_for("REPORT", slot.measure, ASSIGNED, calendar, start="ASSIGNMENT")
        for slot in (first, second)
    }
    series = Series.objects.bulk_create(
        Series(kind="REPORT", debtor_id=units[at % UNITS], about_kind="matter",
               about_id=str(at), about_title=f"事项{at}", cadence="TEN_DAYS", since=ASSIGNED,
               laid_until=second.day, lay_on=first.day)
        for at in places
    )  # fmt: skip
    Due.objects.bulk_create(
        Due(series=one, kind="REPORT", debtor_id=one.debtor_id, about_kind="matter",
            about_id=one.about_id, about_title=one.about_title, period=slot.period,
            start="ASSIGNMENT", since=ASSIGNED, measure=str(slot.measure),
            original_due_date=shared[slot]["due_date"], **shared[slot])
        for one in series for slot in (first, second)
    )  # fmt: skip


def lay_limits(places: range, units: list[UUID], calendar: Calendar) -> None:
    """Lay a limit of sixty days at each place, begun on one of 180 days."""
    limits = [
        days_for("COMPLETION", Limit(60, Counted.CALENDAR), since, calendar, start="ISSUE")
        | {"since": since}
        for since in (ASSIGNED - timedelta(days=90 - n) for n in range(180))
    ]
    Due.objects.bulk_create(
        Due(kind="COMPLETION", debtor_id=units[at % UNITS], about_kind="matter",
            about_id=f"C{at}", about_title=f"事项{at}", start="ISSUE",
            measure="LIMIT 60 CALENDAR ROLL",
            original_due_date=limits[at % 180]["due_date"], **limits[at % 180])
        for at in places
    )  # fmt: skip


def by_hand(day: date) -> int:
    """Do the day's work in SQL written for it; return the rows laid."""
    laid = 0
    with connection.cursor() as cursor:
        if day == WORST:
            cursor.execute(MARK)
            cursor.execute(lay(connection.vendor).replace("%", "%%"))
            laid = cursor.rowcount
        cursor.execute(COUNT, {"day": str(day), "before": str(day - timedelta(days=1))})
        cursor.fetchall()
    return laid


def by_clock(day: date) -> int:
    """Do it as the house does."""
    return turn_day(at=datetime(day.year, day.month, day.day, 0, 30, tzinfo=SHANGHAI)).laid


def seconds(work: Callable[[date], int], day: date) -> tuple[float, int]:
    """Return the time the work takes, commit left out, and the rows it laid; nothing is kept."""
    with transaction.atomic():
        began = perf_counter()
        laid = work(day)
        taken = perf_counter() - began
        transaction.set_rollback(True)
    return taken, laid


def main() -> int:
    """Measure both days, in turns, and say whether the budget is kept."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    connection.creation.create_test_db(verbosity=0, serialize=False)
    broken = 0
    try:
        itself = min(seconds(by_clock, ORDINARY)[0] for _round in range(ROUNDS))
        fill(number)
        print(
            f"{connection.vendor}: {Due.objects.count()} open dues, {Series.objects.count()} series"
        )
        for name, day in (("ordinary day", ORDINARY), ("worst day", WORST)):
            if day == ORDINARY:
                Series.objects.update(laid_until=date(2026, 6, 30), lay_on=date(2026, 6, 20))
            else:
                Series.objects.update(laid_until=date(2026, 6, 20), lay_on=date(2026, 6, 10))
            settle()
            runs = [(seconds(by_clock, day), seconds(by_hand, day)) for _round in range(ROUNDS)]
            clock, hand = (min(run[side][0] for run in runs) for side in (0, 1))
            ratio = max(clock - itself, 0) / hand
            laid = runs[0][0][1]
            print(
                f"  {name}: {clock:.3f} s, of which {itself:.3f} s the run itself;"
                f" SQL {hand:.3f} s, ratio {ratio:.2f}, laid {laid}"
            )
            # Of a few milliseconds a busy machine makes any ratio it likes.
            broken += ratio > BUDGET and clock - itself - hand > 0.05
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
