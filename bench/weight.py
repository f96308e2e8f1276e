"""What a page weighs on its way, gzipped: the heaviest pages beside the budgets of the design.

The workbench lies open on the demo's work report, the ledger shows 50 rows, the dossier a matter
with forty reports. Budget: 40 KB of HTML, 12 KB for 50 rows of the ledger.
"""

import gzip

import dossier
import ledger
from django.test import Client

from luoshi.breakdown.operations import lists
from luoshi.site.demo.calendar import dated, raw
from tests.road import a_document
from tests.world import MONDAY, MONDAY_NINE

KB = 1024
BUDGET, LEDGER_BUDGET = 40 * KB, 12 * KB


def told(name: str, client: Client, address: str, budget: int = BUDGET) -> None:
    """Print one line."""
    content = client.get(address).content
    size = len(gzip.compress(content, 6))
    kept = "kept" if size <= budget else "MISSED"
    print(
        f"{name}: {len(content) / KB:6.1f} KB, gzipped {size / KB:5.1f} KB"
        f" (budget {budget // KB} KB: {kept})"
    )


def main() -> None:
    """Open the pages, and print."""
    city = ledger.built()
    officer = ledger.signed_in(city.officer)
    matter = dossier.begun()
    dossier.live(matter, 0, 40)
    words = dated(raw("work_report"), issued=MONDAY, today=MONDAY)
    paper = a_document(text=words)
    lists.open_list(paper, by=city.officer, at=MONDAY_NINE)
    cards = paper.lists.get().drafts.count()
    told(f"workbench, {len(paper.text):,} characters, {cards} cards", officer,
         f"/docs/{paper.pk}/breakdown/")  # fmt: skip
    told("dossier, 40 reports", officer, f"/matters/{matter.number}/")
    told("dossier, all of it", officer, f"/matters/{matter.number}/?all=1")
    city.lay(1_000)
    told("ledger, 50 rows", officer, "/ledger/", LEDGER_BUDGET)
    told("desk", officer, "/desk/")


if __name__ == "__main__":
    main()
