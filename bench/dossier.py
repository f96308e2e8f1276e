"""The dossier of a matter with a long life, as a ratio to its own SQL sent bare.

Budget (docs/README.md): at most three times the raw SQL of the same page, and 15 ms. The raw SQL
is what the page itself asks, statement by statement, with nothing made of the answers. The number
of statements is the same for a short life and for a long one.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
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
from django.test.utils import CaptureQueriesContext  # noqa: E402

from luoshi.breakdown.models import Matter, Target  # noqa: E402
from luoshi.breakdown.terms import MatterState as S  # noqa: E402
from luoshi.reporting.operations import reports  # noqa: E402
from tests.road import a_matter, a_report, the  # noqa: E402
from tests.world import MONDAY_NINE, person_behind, town  # noqa: E402

RUNS = 9
SHORT, LONG = 3, 40
BUDGET, SPARE = 3.0, 15.0


def best(deed: Callable[[], object]) -> float:
    """Return the best of several runs, in milliseconds of processor time."""
    deed()
    times = []
    for _run in range(RUNS):
        began = time.process_time()
        deed()
        times.append(1000 * (time.process_time() - began))
    return min(times)


def begun() -> Matter:
    """Put a matter under way, with a figure to be reported."""
    matter = a_matter(S.IN_PROGRESS)
    Target.objects.create(matter=matter, metric="完成管网", value=Decimal(60), unit="公里")
    return matter


def live(matter: Matter, said: int, until: int) -> None:
    """Let a matter be reported on, from the report it stands at to that many."""
    target = matter.targets.get()
    for number in range(said, until):
        at = MONDAY_NINE + timedelta(days=2 * number)
        made = a_report(matter, percent=number, at=at, figures={target.pk: Decimal(number)})
        reports.accept(made, by=the("督查员"), at=at + timedelta(hours=1))


def bare(statements: list[str]) -> None:
    """Send the statements of the page with nothing made of the answers."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def asked(client: Client, address: str) -> list[str]:
    """Return what the page asks the database for."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    told = [one["sql"] for one in found]
    return [one for one in told if one.startswith(("SELECT", "WITH"))]


def main() -> None:
    """Measure, and print one line for each length of life."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    town()
    matter = begun()
    client = Client()
    client.force_login(person_behind(the("督查员")))
    address, said = f"/matters/{matter.number}/", 0
    for number in (SHORT, LONG):
        live(matter, said, number)
        said = number
        statements = asked(client, address)
        raw, page = best(lambda told=statements: bare(told)), best(lambda: client.get(address))
        frame = best(lambda: client.get("/help/"))
        allowed = BUDGET * raw + SPARE
        # The frame of every page is in it; a busy machine shows in both.
        print(
            f"dossier with {number:>3} reports: page {page:5.1f} ms, raw SQL {raw:4.1f} ms in "
            f"{len(statements)} statements (budget 3 x SQL + 15 ms = {allowed:5.1f} ms)"
            f"; the frame alone {frame:.1f} ms{'' if page <= allowed else '  OVER'}"
        )


if __name__ == "__main__":
    main()
