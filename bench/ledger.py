"""The ledger page over many matters, as a ratio to the raw SQL of the same page.

Prints what a first page of 50 rows with its light counts costs, beside the bare SELECTs of that
very page: for one of ten offices at 10,000, 20,000 and 50,000 matters, for whoever sees all
20,000, and for an office of 50 matters. The same rows serve bench/search.py and bench/export.py.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import measured
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from luoshi.breakdown.models import Matter, MatterList, Part, Round
from luoshi.breakdown.terms import MatterState, PartRole
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from tests.road import a_document, the
from tests.world import MONDAY, MONDAY_NINE, person_behind, someone_of, town

OFFICES = 10
PAGE_BUDGET = 40
DOES = ("整治", "新建", "改造", "清理", "编制", "推进", "完成", "开展", "落实", "优化")
WHERE = ("城东", "城西", "开发区", "高新区", "沿江", "山前", "河口", "新城", "老城", "北岸")
WHAT = ("易涝点", "老旧小区", "口袋公园", "拖欠账款", "年度计划",
        "雨污管网", "农村公路", "医共体", "幼儿园", "项目库")  # fmt: skip
# The rooms' own tables; what the frame of every page asks is not the ledger's.
OURS = ("breakdown_", "reporting_report", "intake_")


def lay(number: int, offices: list[Unit], units: list[Unit], matters: MatterList) -> None:
    """Lay matters round by round over offices and units; a bench may insert rows."""
    start = Matter.objects.count()
    for first in range(start, number, 20_000):
        _lay(range(first, min(first + 20_000, number)), offices, units, matters)


def _lay(numbers: range, offices: list[Unit], units: list[Unit], matters: MatterList) -> None:
    rows = [_matter(n, offices, units, matters) for n in numbers]
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


def _matter(n: int, offices: list[Unit], units: list[Unit], matters: MatterList) -> Matter:
    due = MONDAY + timedelta(days=n % 400 - 100)
    title = f"{DOES[n % 10]}{WHERE[n // 10 % 10]}{WHAT[n // 100 % 10]}{n % 97}处"
    return Matter(
        number=f"测{n:07d}",
        title=title,
        requirement=f"{title}，按期完成并通过验收",
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


def told(name: str, client: Client, address: str = "/ledger/") -> None:
    """Print one line: the page, its SQL, and whether it keeps the budget."""
    page, bare, _number = measured.costs(client, address, OURS)
    frame = measured.best(lambda: client.get("/help/"))
    print(
        f"ledger {name}: page {page:6.1f} ms, raw SQL {bare:5.1f} ms, beside it "
        f"{page - bare:5.1f} ms (budget {PAGE_BUDGET}), ratio {page / bare:4.1f} "
        f"(3 x SQL + 15 ms = {3 * bare + 15:5.1f} ms); the frame alone {frame:.1f} ms"
    )


@dataclass
class City:
    """The town with as many matters as were laid, and who looks at them."""

    officer: Acting
    observer: Acting
    offices: list[Unit]
    units: list[Unit]
    list: MatterList

    def lay(self, number: int) -> None:
        """Lay matters until there are so many."""
        lay(number, self.offices, self.units, self.list)


def built() -> City:
    """Make the tables and the town, without matters yet."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    town()
    officer, observer = the("督查员"), someone_of("市审计局", "观察员")
    home = Unit.objects.get(pk=officer.unit_id)
    others = list(Unit.objects.exclude(pk=home.pk).order_by("code")[: OFFICES - 1])
    matters = MatterList.objects.create(
        document=a_document(),
        office=home,
        owner="GOVERNMENT",
        basis="测量",
        state="ISSUED",
        drafted_by_id=officer.person_id,
        approved_at=MONDAY_NINE,
    )
    units = list(Unit.objects.filter(code__in=["FGW", "CZJ", "ZJJ", "TJJ"]))
    return City(officer, observer, [home, *others], units, matters)


def signed_in(by: Acting) -> Client:
    """Return a browser of somebody."""
    client = Client()
    client.force_login(person_behind(by))
    return client


def main() -> None:
    """Measure, and print."""
    here = built()
    room, city = signed_in(here.officer), signed_in(here.observer)
    here.lay(50 * OFFICES)
    told(f"{50 * OFFICES:>7,} matters, one office of ten", room)
    for number in (10_000, 20_000, 50_000):
        here.lay(number)
        told(f"{number:>7,} matters, one office of ten", room)
        if number == 20_000:
            told(f"{number:>7,} matters, the whole city  ", city)
            told(f"{number:>7,} matters, by lead unit    ", room, "/ledger/?group=unit")


if __name__ == "__main__":
    main()
