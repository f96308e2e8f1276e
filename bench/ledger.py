"""The ledger page over many matters, as a ratio to the raw SQL of the same page.

Prints, for 10,000 and for 50,000 matters of ten offices, what an officer's first page of 50 rows
with its light counts costs, beside the bare SELECTs it cannot do without.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

os.environ["LUOSHI_HOME"] = tempfile.mkdtemp(prefix="luoshi-bench-")
os.environ.setdefault("LUOSHI_DEBUG", "1")
os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.site.settings_test"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from luoshi.breakdown.models import Matter, MatterList, Part, Round  # noqa: E402
from luoshi.breakdown.terms import MatterState, PartRole  # noqa: E402
from luoshi.organisation.models import Unit  # noqa: E402
from tests.road import a_document, the  # noqa: E402
from tests.world import MONDAY, MONDAY_NINE, person_behind, town  # noqa: E402

OFFICES = 10
RUNS = 7


def best(deed) -> float:
    """Return the best of several runs, in milliseconds of processor time."""
    deed()
    times = []
    for _run in range(RUNS):
        began = time.process_time()
        deed()
        times.append(1000 * (time.process_time() - began))
    return min(times)


def lay(number: int, offices: list[Unit], units: list[Unit], matters: MatterList) -> None:
    """Lay matters round by round over offices and units; a bench may insert rows."""
    start = Matter.objects.count()
    rows = []
    for n in range(start, number):
        due = MONDAY + timedelta(days=n % 400 - 100)
        rows.append(
            Matter(
                number=f"测{n:07d}",
                title=f"测量事项{n}",
                requirement="按期完成",
                standard="核查属实",
                kind="ordinary",
                list=matters,
                office=offices[n % OFFICES],
                owner="GOVERNMENT",
                lead=units[n % len(units)],
                cadence="TEN_DAYS",
                due_date=due,
                original_due_date=due,
                warn_date=due - timedelta(days=5),
                severe_date=due + timedelta(days=8),
                issued_date=date(2026, 1, 5),
                state=MatterState.IN_PROGRESS,
            )
        )
    Matter.objects.bulk_create(rows, batch_size=500)
    rounds = [Round(matter=m, number=1, due_date=m.due_date, opened_at=MONDAY_NINE) for m in rows]
    Round.objects.bulk_create(rounds, batch_size=500)
    Part.objects.bulk_create(
        (
            Part(matter=m, round=r, unit=m.lead, role=PartRole.LEAD)
            for m, r in zip(rows, rounds, strict=True)
        ),
        batch_size=500,
    )


def raw(office: Unit) -> None:
    """Ask for the same page with nothing but SQL: rows, light counts, the choices of filters."""
    key = office.pk.hex if connection.vendor == "sqlite" else office.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.number, m.title, m.due_date, m.progress, m.state, u.short_name "
            "FROM breakdown_matter m JOIN organisation_unit u ON u.id = m.lead_id "
            "WHERE m.office_id = %s ORDER BY m.due_date, m.number LIMIT 50",
            [key],
        )
        cursor.fetchall()
        cursor.execute("SELECT count(*) FROM breakdown_matter WHERE office_id = %s", [key])
        cursor.fetchall()
        cursor.execute(
            "SELECT DISTINCT m.lead_id, u.name, u.place FROM breakdown_matter m "
            "JOIN organisation_unit u ON u.id = m.lead_id WHERE m.office_id = %s ORDER BY u.place",
            [key],
        )
        cursor.fetchall()
        cursor.execute(
            "SELECT DISTINCT l.document_id, d.title FROM breakdown_matter m "
            "JOIN breakdown_matterlist l ON l.id = m.list_id "
            "JOIN intake_document d ON d.id = l.document_id WHERE m.office_id = %s",
            [key],
        )
        cursor.fetchall()
        cursor.execute(
            "SELECT CASE WHEN severe_date <= %s THEN 5 WHEN due_date < %s THEN 4 "
            "WHEN due_date = %s THEN 3 WHEN warn_date <= %s THEN 2 ELSE 1 END AS light, count(*) "
            "FROM breakdown_matter WHERE office_id = %s GROUP BY 1",
            [*[MONDAY] * 4, key],
        )
        cursor.fetchall()


def main() -> None:
    """Measure, and print one line for each size."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    town()
    officer = the("督查员")
    home = Unit.objects.get(pk=officer.unit_id)
    others = list(Unit.objects.exclude(pk=home.pk).order_by("code")[: OFFICES - 1])
    units = list(Unit.objects.filter(code__in=["FGW", "CZJ", "ZJJ", "TJJ"]))
    matters = MatterList.objects.create(
        document=a_document(),
        office=home,
        owner="GOVERNMENT",
        basis="测量",
        state="ISSUED",
        drafted_by_id=officer.person_id,
        approved_at=MONDAY_NINE,
    )
    client = Client()
    client.force_login(person_behind(officer))
    for number in (10_000, 50_000):
        lay(number, [home, *others], units, matters)
        bare = best(lambda: raw(home))
        page = best(lambda: client.get("/ledger/"))
        print(
            f"ledger {number:>7} matters: page {page:6.1f} ms, raw SQL {bare:5.1f} ms, "
            f"ratio {page / bare:4.1f} (budget 3 x SQL + 15 ms = {3 * bare + 15:5.1f} ms)"
        )


if __name__ == "__main__":
    main()
