"""The clock's daily work and the counts of lights over many open dues, beside hand-written SQL.

Run with `python bench/dues.py [OPEN_DUES]`: 1,000,000 on PostgreSQL and 200,000 on SQLite unless
said. Budgets (docs/README.md): the day's work at most twice its SQL, a desk and counts of lights at
most three times theirs and 15 ms. Two days are measured: an ordinary one, when only what changed
its light is counted, and the worst one, the day after a grid day, when every series needs its next
report laid. What a run costs where there is no due at all (its own entry on the trail, the
calendar) is measured first and set apart: it does not grow.
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
from luoshi.dues.queries import desk, level_counts, open_dues, owed_by  # noqa: E402
from luoshi.dues.reckoning import days_for  # noqa: E402
from luoshi.organisation.models import Unit  # noqa: E402
from luoshi.timelimits.cadence import Cadence  # noqa: E402
from luoshi.timelimits.calendar import Calendar  # noqa: E402
from luoshi.timelimits.official import official_calendar  # noqa: E402
from luoshi.timelimits.rules import Limit  # noqa: E402
from luoshi.timelimits.rules import Unit as Counted  # noqa: E402

BUDGET = 2.0
PAGE_TIMES, PAGE_MORE = 3, 0.015
NUMBERS = {"postgresql": 1_000_000, "sqlite": 200_000}
SHANGHAI = ZoneInfo("Asia/Shanghai")
ASSIGNED = date(2026, 6, 1)
WORST, ORDINARY = date(2026, 6, 11), date(2026, 6, 12)
OFFICES = 100
UNITS = 60
ROUNDS = 9
# The worst day lays a quarter of all there is, and takes it back, each time.
WORST_ROUNDS = 3
STEP = 20_000
COPIED = 50_000
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
# The lights of what is owed, and the first rows of a desk.
LIGHTS = """
SELECT CASE WHEN paused_since IS NOT NULL THEN 9 WHEN claimed_date <= due_date THEN 1
            WHEN claimed_date >= severe_date THEN 5 WHEN claimed_date IS NOT NULL THEN 4
            WHEN severe_date <= %(day)s THEN 5 WHEN due_date < %(day)s THEN 4
            WHEN due_date = %(day)s THEN 3 WHEN warn_date <= %(day)s THEN 2 ELSE 1 END AS level,
       count(*)
FROM dues_due WHERE met_at IS NULL AND excused_at IS NULL {of} GROUP BY 1"""
DESK = f"""
SELECT due_date < %(day)s, due_date = %(day)s, due_date = %(next)s, due_date <= %(sunday)s, count(*)
FROM dues_due WHERE {RUNNING} AND debtor_id = %(unit)s GROUP BY 1, 2, 3, 4"""
ROWS = f"""
SELECT d.*, u.*, c.* FROM dues_due d JOIN organisation_unit u ON u.id = d.debtor_id
LEFT JOIN organisation_unit c ON c.id = d.creditor_id
WHERE d.{RUNNING.replace(" AND ", " AND d.")} AND d.debtor_id = %(unit)s
ORDER BY d.due_date, d.id LIMIT 100"""
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
    copies = max(number // COPIED, 1) if connection.vendor == "postgresql" else 1
    number //= copies
    for begin in range(0, number // 4, STEP):
        lay_reports(range(begin, min(begin + STEP, number // 4)), units, calendar)
    for begin in range(0, number // 2, STEP):
        lay_limits(range(begin, min(begin + STEP, number // 2)), units, calendar)
    if copies > 1:
        copy(copies - 1)
    settle()


def copy(times: int) -> None:
    """Let the database lay as many again as there are, so many times: it is ten times as fast."""
    own = {"id": "md5({id}::text || n)::uuid", "about_id": "{about_id} || '-' || n"}
    with connection.cursor() as cursor:
        for table, more in (
            (Series, {}),
            (Due, {"series_id": "md5({series_id}::text || n)::uuid"}),
        ):
            columns = [str(field.column) for field in table._meta.concrete_fields]
            made = own | more
            chosen = ", ".join(made.get(one, "{" + one + "}") for one in columns)
            named = {one: f'old."{one}"' for one in columns}
            names = ", ".join(f'"{one}"' for one in columns)
            name = table._meta.db_table
            cursor.execute(
                f"INSERT INTO {name} ({names}) SELECT {chosen.format(**named)}"
                f" FROM {name} old, generate_series(1, {times}) n"
            )


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


def best(work: Callable[[], object]) -> float:
    """Return the best of several runs, in seconds."""
    times = []
    for _round in range(ROUNDS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times)


def asked(sql: str, **given: object) -> None:
    """Ask in words written by hand."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {name: to_database(one) for name, one in given.items()})
        cursor.fetchall()


def to_database(one: object) -> object:
    """Return a parameter as the database keeps it."""
    if isinstance(one, UUID):
        return one.hex if connection.vendor == "sqlite" else one
    return str(one) if connection.vendor == "sqlite" else one


def counted() -> int:
    """Measure a desk, and the lights of one unit and of the city; return how many missed."""
    day, unit = ORDINARY, Unit.objects.order_by("path")[0].pk
    week = {"next": day + timedelta(days=1), "sunday": day + timedelta(days=6 - day.weekday())}
    measured: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
        (
            "desk of one unit",
            lambda: desk(owed_by([unit]), day),
            lambda: (asked(DESK, day=day, unit=unit, **week), asked(ROWS, unit=unit)),
        ),
        (
            "lights of one unit",
            lambda: level_counts(owed_by([unit]), day),
            lambda: asked(LIGHTS.format(of="AND debtor_id = %(unit)s"), day=day, unit=unit),
        ),
        (
            "lights of the city",
            lambda: level_counts(open_dues(), day),
            lambda: asked(LIGHTS.format(of=""), day=day),
        ),
    )
    missed = 0
    for name, ours, theirs in measured:
        taken, hand = best(ours), best(theirs)
        kept = taken <= PAGE_TIMES * hand + PAGE_MORE
        missed += not kept
        print(
            f"  {name}: {taken * 1000:.1f} ms; SQL {hand * 1000:.1f} ms, ratio {taken / hand:.2f},"
            f" {PAGE_TIMES} x SQL + 15 ms: {'kept' if kept else 'MISSED'}"
        )
    return missed


def main() -> int:
    """Measure both days, in turns, and say whether the budget is kept."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBERS[connection.vendor]
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
            rounds = ROUNDS if day == ORDINARY else WORST_ROUNDS
            runs = [(seconds(by_clock, day), seconds(by_hand, day)) for _round in range(rounds)]
            clock, hand = (min(run[side][0] for run in runs) for side in (0, 1))
            ratio = max(clock - itself, 0) / hand
            laid = runs[0][0][1]
            print(
                f"  {name}: {clock:.3f} s, of which {itself:.3f} s the run itself;"
                f" SQL {hand:.3f} s, ratio {ratio:.2f}, laid {laid}"
            )
            # Of a few milliseconds a busy machine makes any ratio it likes.
            broken += ratio > BUDGET and clock - itself - hand > 0.05
        broken += counted()
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
