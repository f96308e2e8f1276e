"""My desk over many dues, as a ratio to the raw SQL of the same page; and messages told per second.

One unit of six owes the completion and the next report of every sixth of 20,000 matters; their one
office owes as many reviews. The budget is three times the SQL and 15 ms (DESIGN 8).
"""

import time
from datetime import timedelta

import measured
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils.timezone import now

from luoshi.breakdown.models import Matter, MatterList, Part, Round
from luoshi.breakdown.terms import MatterState, PartRole
from luoshi.dues.models import Due
from luoshi.dues.queries import calendar_here
from luoshi.dues.terms import DueKind
from luoshi.organisation.models import Unit
from luoshi.shell.delivery import deliver
from luoshi.shell.models import Cursor, Message
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import OwnDay
from luoshi.timelimits.terms import StartEvent
from luoshi.trail.operations import About, write
from tests.road import a_document, the
from tests.world import MONDAY_NINE, person_behind, town

MATTERS = 20_000
ENTRIES = 2_000
OURS = ("breakdown_", "reporting_", "intake_", "dues_due", "shell_message")


def lay(office: Unit, leads: list[Unit], matters: MatterList) -> None:
    """Lay matters round by round over the units; a bench may insert rows."""
    due = day_here(now()) + timedelta(days=30)
    rows = [
        Matter(
            number=f"测{n:07d}",
            title=f"整治城东口袋公园{n}处",
            requirement="按期完成",
            standard="核查属实",
            kind="ordinary",
            list=matters,
            office=office,
            owner="GOVERNMENT",
            lead=leads[n % len(leads)],
            cadence="TEN_DAYS",
            due_date=due,
            original_due_date=due,
            warn_date=due - timedelta(days=5),
            severe_date=due + timedelta(days=8),
            issued_date=due - timedelta(days=90),
            state=MatterState.IN_PROGRESS,
        )
        for n in range(MATTERS)
    ]
    Matter.objects.bulk_create(rows, batch_size=500)
    rounds = [Round(matter=m, number=1, due_date=m.due_date, opened_at=MONDAY_NINE) for m in rows]
    Round.objects.bulk_create(rounds, batch_size=500)
    parts = [
        Part(matter=m, round=r, unit=m.lead, role=PartRole.LEAD)
        for m, r in zip(rows, rounds, strict=True)
    ]
    Part.objects.bulk_create(parts, batch_size=500)


def owe(kind: DueKind, debtor: str) -> None:
    """Lay one due of a kind for every matter, owed by its lead or by its office."""
    today = day_here(now())
    calendar = calendar_here()
    reckoned = OwnDay(today, roll=False).reckon(today, calendar).working.as_json()
    rows = Matter.objects.values_list("pk", "title", debtor, "office")
    Due.objects.bulk_create(
        (
            Due(
                kind=kind,
                debtor_id=who,
                creditor_id=office,
                about_kind="matter",
                about_id=str(pk),
                about_title=title,
                rule="",
                period="2026-06-10" if kind == DueKind.REPORT else "",
                start=StartEvent.ISSUE,
                since=today,
                measure=f"DAY {today + timedelta(days=n % 90 - 20)}",
                working=reckoned,
                due_date=today + timedelta(days=n % 90 - 20),
                original_due_date=today,
                warn_date=today - timedelta(days=40),
                severe_date=today + timedelta(days=200),
            )
            for n, (pk, title, who, office) in enumerate(rows.iterator())
        ),
        batch_size=500,
    )


def told(name: str, client: Client, address: str = "/desk/") -> None:
    """Print one line: the page, its SQL, and whether it keeps the budget."""
    page, bare, _number = measured.costs(client, address, OURS)
    kept = "kept" if page <= 3 * bare + 15 else "MISSED"
    print(
        f"{name}: page {page:6.1f} ms, raw SQL {bare:5.1f} ms, "
        f"3 x SQL + 15 ms = {3 * bare + 15:5.1f} ms: {kept}"
    )


def delivered() -> None:
    """Print how fast deeds become messages, and that a second telling lays nothing."""
    at, by = now(), the("督查员")
    with transaction.atomic():
        for pk in Matter.objects.values_list("pk", flat=True)[:ENTRIES]:
            write("matter.complete", about=About("matter", str(pk)), by=by, at=at)
    began = time.perf_counter()
    laid = deliver(at=at)
    spent = time.perf_counter() - began
    Cursor.objects.update(place=-1)
    deliver(at=at)
    print(
        f"{ENTRIES:,} deeds told in {spent:.1f} s: {laid:,} messages, {laid / spent:,.0f} a second;"
        f" told again: {Message.objects.count() - laid} more"
    )


def signed_in(by) -> Client:
    """Return a browser of somebody."""
    client = Client()
    client.force_login(person_behind(by), backend="django.contrib.auth.backends.ModelBackend")
    return client


def main() -> None:
    """Lay the town, its matters and dues, and print."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    town()
    office = Unit.objects.get(code="SFDC")
    leads = list(Unit.objects.filter(code__in=("FGW", "CZJ", "ZJJ", "TJJ", "LXX", "YDX")))
    paper = a_document()
    matters = MatterList.objects.create(
        document=paper,
        office=office,
        owner="GOVERNMENT",
        basis="测量",
        state="ISSUED",
        drafted_by=person_behind(the("督查员")),
        approved_at=MONDAY_NINE,
    )
    lay(office, leads, matters)
    for kind, debtor in (
        (DueKind.REPORT, "lead"), (DueKind.COMPLETION, "lead"), (DueKind.REVIEW, "office"),
    ):  # fmt: skip
        owe(kind, debtor)
    delivered()
    print(f"a unit owes {2 * MATTERS // len(leads):,}, the office {MATTERS:,}")
    posts = (("联络员", "市住建局"), ("督查员",), ("主任",), ("副市长", "市政府"))
    for name, by in zip(("liaison", "officer", "director", "leader"), posts, strict=True):
        told(f"desk of a {name}", signed_in(the(*by)))
    told("inbox of a liaison", signed_in(the("联络员", "市住建局")), "/inbox/")
    told("search of an officer", signed_in(the("督查员")), "/search/?q=口袋公园")


if __name__ == "__main__":
    main()
