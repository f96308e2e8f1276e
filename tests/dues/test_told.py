"""留痕里的应办: what each deed did to dues stands on its entry, and all of them can be counted."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from luoshi.dues import operations
from luoshi.dues.models import Due
from luoshi.dues.telling import ref
from luoshi.dues.terms import DueKind
from luoshi.trail.models import Entry
from luoshi.trail.operations import write
from tests.counting import SCRIPT, counted, stored
from tests.dues.town import BRIDGE, ROAD, again, completion, owed
from tests.road import the
from tests.world import MONDAY, nine_on, town, unit_named

ROOMS = Path(__file__).resolve().parents[2] / "luoshi"
# The helpers of dues that are done on a deed's entry.
HELPERS = {
    "owe", "owe_many", "meet", "meet_all", "unmeet_all", "claim", "return_claim", "accept_claim",
    "excuse", "excuse_all", "move", "restart", "pause", "pause_all", "resume", "resume_all",
    "begin_series", "begin_series_of_many", "end_series", "meet_reports",
}  # fmt: skip
AT = nine_on(6, 1)


@pytest.fixture(autouse=True)
def the_town(db):
    town()


def a_deed(at=AT):
    """Return the entry of a deed that is under way."""
    return write("matter.sign", about=ROAD, by=the("督查员"), at=at)


def told(entry):
    """Return what an entry tells of dues."""
    followed = Entry.objects.get(pk=entry.pk).followed
    return [one for named in followed.values() for one in named]


def code_of(path):
    """Return the numbers of the lines that are no comment, no docstring and not empty."""
    text = path.read_text(encoding="utf-8")
    said = [
        range(first.lineno, first.end_lineno + 1)
        for one in ast.walk(ast.parse(text))
        if isinstance(one, ast.Module | ast.FunctionDef) and ast.get_docstring(one)
        for first in one.body[:1]
    ]
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.strip().startswith("#")
        if not any(number in lines for lines in said)
    ]


def test_the_script_that_counts_can_be_read_at_one_sitting():
    assert len(code_of(SCRIPT)) <= 60


@transaction.atomic
def test_an_entry_tells_what_came_to_be_owed_and_how_it_ended():
    entry = a_deed()
    due = completion(date(2026, 6, 30), entry=entry)

    operations.claim(due, at=nine_on(6, 29), entry=entry)
    operations.return_claim(due, entry=entry)
    operations.move(due, to=date(2026, 7, 10), at=nine_on(6, 29), roll=False, entry=entry)
    operations.meet(due, at=nine_on(7, 13), entry=entry)

    key, unit = str(due.pk), str(unit_named("市住建局").pk)
    assert told(entry) == [
        ["owe", key, "COMPLETION", unit, "2026-06-30", "2026-06-01", "SIGNING",
         "DAY 2026-06-30 ROLL"],
        ["claim", "2026-06-29", key],
        ["unclaim", None, key],
        ["move", "2026-07-10", key, "2026-06-01", "SIGNING", due.measure],
        ["met", "2026-07-13", key],
    ]  # fmt: skip
    assert counted() == {key: ("2026-07-10", "late")}


@transaction.atomic
def test_pauses_and_what_is_taken_back_are_told():
    entry = a_deed()
    due, other = completion(date(2026, 6, 30), entry=entry), owed(about=BRIDGE, entry=entry)

    operations.pause(due, since=date(2026, 6, 3), reason="等待批复", entry=entry)
    operations.resume(due, on=date(2026, 6, 5), entry=entry)
    operations.meet_all(Due.objects.filter(pk=other.pk), at=nine_on(6, 4), entry=entry)
    operations.unmeet_all(Due.objects.filter(pk=other.pk), entry=entry)
    operations.excuse(again(other), reason="不再需要", at=nine_on(6, 5), entry=entry)

    assert [one[0] for one in told(entry)] == [
        "owe", "owe", "pause", "resume", "met", "unmeet", "excuse",
    ]  # fmt: skip
    assert counted() == {
        str(due.pk): (str(again(due).due_date), "open"),
        str(other.pk): ("2026-06-04", "excused"),
    }


@transaction.atomic
def test_recurring_reports_are_told_by_their_rhythm_and_counted_one_by_one():
    rest = {"creditor": unit_named("市政府督查室"), "entry": a_deed()}
    for about, cadence in ((ROAD, "TEN_DAYS"), (BRIDGE, "EVERY:7")):
        operations.begin_series(
            debtor=unit_named("市住建局"), about=about, cadence=cadence, since=MONDAY, **rest
        )
    for day in range(40):
        operations.turn_day(at=nine_on(6, 2) + timedelta(days=day))
    rest["entry"] = a_deed(nine_on(7, 12))
    operations.begin_series(
        debtor=unit_named("市财政局"),
        about=ROAD,
        cadence="TEN_DAYS",
        since=date(2026, 7, 12),
        **rest,
    )
    road = Due.objects.filter(about_id="road", debtor=unit_named("市住建局")).order_by("due_date")
    last = a_deed(nine_on(7, 13))
    operations.meet_reports(
        ROAD, debtor=unit_named("市住建局"), period=road[1].period, at=nine_on(7, 13), entry=last
    )
    operations.end_series(BRIDGE, at=nine_on(7, 13), reason="已申请办结", entry=last)

    found = counted()
    assert found == stored()
    assert found[ref(road[0])][1] == "late"
    assert len(found) > 10


def test_what_many_units_owe_on_a_rhythm_is_told_of_each_and_no_other_is_laid_with_it():
    with transaction.atomic():
        rest = {"about": ROAD, "cadence": "MONTHLY:25", "kind": DueKind.RETURN, "entry": a_deed()}
        operations.begin_series_of_many(
            [unit_named("市住建局"), unit_named("市财政局")], since=MONDAY, **rest
        )
    for month in (6, 7, 8):
        operations.turn_day(at=nine_on(month, 26))
    with transaction.atomic():
        later = nine_on(8, 26)
        operations.begin_series_of_many(
            [unit_named("云渡县")], since=later.date(), **rest | {"entry": a_deed(later)}
        )

    assert counted() == stored()
    assert Due.objects.filter(debtor=unit_named("市住建局")).count() == 5
    assert Due.objects.filter(debtor=unit_named("云渡县")).count() == 2


def test_every_deed_hands_its_entry_in():
    """A helper called without one would change what is owed, and the trail would not know."""
    silent = [
        f"{path.relative_to(ROOMS)}:{call.lineno}"
        for path in sorted(ROOMS.rglob("*.py"))
        if path.parts[len(ROOMS.parts)] not in ("dues", "site")
        for call in calls_of_helpers(ast.parse(path.read_text("utf-8")))
        if "entry" not in {word.arg for word in call.keywords}
    ]

    assert silent == []


def calls_of_helpers(tree):
    """Yield the calls of the helpers, by `dues.owe(...)` as by a name brought in."""
    named = {
        alias.asname or alias.name
        for brought in ast.walk(tree)
        if isinstance(brought, ast.ImportFrom) and brought.module == "luoshi.dues.operations"
        for alias in brought.names
        if alias.name in HELPERS
    }
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="dues"), attr=attr)):
                if attr in HELPERS:
                    yield call
            case ast.Call(func=ast.Name(id=name)) if name in named:
                yield call
