"""The dossier of a matter with a long life, as a ratio to its own SQL sent bare.

Budget (docs/README.md): at most three times the raw SQL of the same page, and 15 ms. The raw SQL
is what the page itself asks, statement by statement, with nothing made of the answers. The number
of statements is the same for a short life and for a long one.
"""

from datetime import timedelta
from decimal import Decimal

import measured
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from luoshi.breakdown.models import Matter, Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.operations import reports
from tests.road import a_matter, a_report, the
from tests.world import MONDAY_NINE, person_behind, town

SHORT, LONG = 3, 40
BUDGET, SPARE = 3.0, 15.0


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
        page, raw, statements = measured.costs(client, address)
        frame = measured.best(lambda: client.get("/help/"))
        allowed = BUDGET * raw + SPARE
        # The frame of every page is in it; a busy machine shows in both.
        print(
            f"dossier with {number:>3} reports: page {page:5.1f} ms, raw SQL {raw:4.1f} ms in "
            f"{statements} statements (budget 3 x SQL + 15 ms = {allowed:5.1f} ms)"
            f"; the frame alone {frame:.1f} ms{'' if page <= allowed else '  OVER'}"
        )


if __name__ == "__main__":
    main()
