"""Every paper the demo tells by hand, and the list of each made by hand, before any key was struck.

The lists (texts/by_hand.txt) follow the guide the reader's papers are annotated by: a demand is its
sentence without number, bracket and full stop; a heading, an attitude, a look back is none. What a
list needs beyond that, an officer decides: of several side by side the first leads; 市双碳办 sits
with 市发改委, 市供水服务中心 under 市住建局; what names no day is due by the end of the year; and
what is asked of all leads at once (台账、实施方案) is part of each matter and none of its own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from luoshi.intake.terms import SourceType
from luoshi.organisation.initials import initials_of
from luoshi.organisation.models import GroupPlace, Unit, UnitAlias, UnitGroup
from luoshi.site.demo import city
from luoshi.site.demo.calendar import dated
from luoshi.site.demo.decisions import Decision, by_hand, great
from luoshi.timelimits.days import add_months
from tests.world import FOUNDED, town, unit_named

LISTS = (Path(__file__).parent / "texts" / "by_hand.txt").read_text(encoding="utf-8")
# What papers call a unit and the register does not.
KNOWN = {"市委编办": "市委机构编制委员会办公室"}
# The work report opens the year, everything else comes in November.
OPENING, AUTUMN = date(2026, 2, 2), date(2026, 11, 16)


@dataclass(frozen=True)
class Wanted:
    """A matter of the list made by hand."""

    requirement: str
    lead: str
    due: date


@dataclass(frozen=True)
class DemoPaper:
    """A paper of the demo with its days put in, and the list wanted of it."""

    decision: Decision
    issued: date
    text: str
    wanted: tuple[Wanted, ...]


def demo_papers() -> list[DemoPaper]:
    """Return every paper of the demo that was written by hand."""
    lists = dict(_lists())
    papers = [_paper(one, lists.pop(one.title)) for one in (*by_hand(), great())]
    assert not lists
    return papers


def _lists():
    for block in LISTS.split("# ")[1:]:
        title, *lines = block.splitlines()
        yield title, [line.split("|") for line in lines]


def _paper(decision: Decision, lines: list[list[str]]) -> DemoPaper:
    issued = OPENING if decision.source == SourceType.WORK_REPORT else AUTUMN

    def put(words: str) -> str:
        return dated(words, issued=issued, today=issued, serial=12)

    wanted = tuple(Wanted(put(words), lead, _day(due, issued)) for lead, due, words in lines)
    return DemoPaper(decision, issued, put(decision.words), wanted)


def _day(due: str, issued: date) -> date:
    """Return a day as the lists write it: m3 the end of the third month on, d4 four days on."""
    if due == "year":
        return date(issued.year, 12, 31)
    if due.startswith("d"):
        return issued + timedelta(days=int(due[1:]))
    return add_months(issued.replace(day=1), int(due[1:]) + 1) - timedelta(days=1)


def furnish_the_city() -> None:
    """Add to the town the units, aliases and groups of the demo's city, without its people."""
    town()
    standing = {unit.short_name: unit for unit in Unit.objects.all()}
    by_code = {}
    for at, place in enumerate(city.places(), start=100):
        if place.kind == "TOWNSHIP":
            continue
        unit = standing.get(place.short_name) or _built(place, at)
        by_code[place.code] = unit
        UnitAlias.objects.bulk_create(
            UnitAlias(unit=unit, name=name, initials=initials_of(name))
            for name in place.aliases
            if not unit.aliases.filter(name=name).exists()
        )
    for name, codes in city.groups().items():
        members = [by_code[code] for code in codes if code in by_code]
        group = UnitGroup.objects.create(name=name)
        GroupPlace.objects.bulk_create(GroupPlace(group=group, unit=unit) for unit in members)


def _built(place: city.Place, at: int) -> Unit:
    above = unit_named("市委" if place.above == "SW" else "市政府")
    above.refresh_from_db()
    unit = Unit(
        code=f"C{place.code}",
        name=place.name,
        short_name=place.short_name,
        initials=initials_of(place.short_name),
        kind=place.kind,
        place=at,
        since=FOUNDED,
    )
    return Unit.objects.add_child(above, instance=unit) or unit
