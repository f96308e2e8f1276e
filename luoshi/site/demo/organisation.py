"""The demo's people and units, taken in through the organisation template like any city's."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person, Term
from luoshi.organisation.operations import founding, roster
from luoshi.organisation.queries import acting_as
from luoshi.organisation.roster import columns
from luoshi.organisation.roster.columns import TABLES
from luoshi.organisation.terms import Role
from luoshi.papers import tables
from luoshi.reporting.operations import signing
from luoshi.site.demo import city, people
from luoshi.timelimits.days import day_of

PASSWORD = "chengchuan-2026"
OPERATOR = "澄川市电子政务中心"
Row = dict[str, Any]


def found(*, since: date, at: datetime) -> "Cast":
    """Set the house up, and let its system administrator take the roster in."""
    founding.begin(OPERATOR, at=at)
    workbook = _workbook(since, at)
    cast = Cast(day_of(at))
    roster.take_in(workbook, name="名册.xlsx", by=cast.one("OFFICE", Role.SYSTEM_ADMIN), at=at)
    # One hash for all: hashing is slow on purpose, and these accounts open a demo only.
    Person.objects.update(
        password=make_password(PASSWORD), is_demo=True, must_change_password=False
    )
    cast = Cast(day_of(at))
    for code in city.SIGNED_FIRST:
        signing.ask_for_signature(True, by=cast.one(code, Role.UNIT_HEAD), at=at)
    return cast


class Cast:
    """Who plays whom: the capacities of everyone by unit code and role, on a day."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.terms: dict[tuple[str, str], list[Term]] = {}
        self.known: dict[Any, Acting] = {}
        for term in Term.objects.select_related("person", "post__unit").order_by("id"):
            self.terms.setdefault((term.post.unit.code, term.post.role), []).append(term)

    def one(self, code: str, role: str, number: int = 0) -> Acting:
        """Return somebody of a unit in a role."""
        held = self.terms[code, role]
        term = held[number % len(held)]
        if term.pk not in self.known:
            self.known[term.pk] = acting_as(term.person, term.post, on=self.on)
        return self.known[term.pk]

    def holder(self, post_id: object) -> Acting:
        """Return whoever holds a post."""
        for (code, role), held in self.terms.items():
            for number, term in enumerate(held):
                if term.post_id == post_id:
                    return self.one(code, role, number)
        raise LookupError(post_id)

    def leader(self, number: int) -> Acting:
        """Return one of the government's leaders, the main one first."""
        if number == 0:
            return self.one("SF", Role.MAIN_LEADER)
        return self.one("SF", Role.LEADER, number - 1)

    def any(self, code: str, *roles: str) -> Acting:
        """Return somebody of a unit in the first of these roles that it has."""
        return self.one(code, next(role for role in roles if (code, role) in self.terms))


def _workbook(since: date, at: datetime) -> bytes:
    rows = {
        columns.UNITS: _units(since),
        columns.ALIASES: [
            {"unit": place.code, "name": alias}
            for place in city.places()
            for alias in place.aliases
        ],
        columns.PARTY: [
            {"code": code, "name": name, "above": above, "unit": unit}
            for code, name, above, unit in city.party_places()
        ],
        columns.POSTS: list(_posts(since)),
        columns.SPHERES: list(_spheres(since)),
        columns.GROUPS: [
            {"name": name, "unit": code} for name, codes in city.groups().items() for code in codes
        ],
        columns.OFFICES: [
            {"name": name, "unit": code, "since": since} for name, code in city.OFFICES
        ],
        columns.DESIGNATIONS: list(_designations(since)),
    }
    pages = [tables.Page(name, TABLES[name], rows.get(name, [])) for name in TABLES]
    return tables.write_book(pages, at=at)


def _spheres(since: date) -> Iterator[Row]:
    for unit, title, name, units in (
        *(("SF", *one) for one in city.LEADERS),
        ("SW", "市委书记", "党的建设", city.PARTY_CODES),
    ):
        yield {
            "unit": unit,
            "title": title,
            "name": name,
            "units": "、".join(units),
            "document_number": f"澄政发〔{since.year}〕1号",
            "since": since,
        }


def _designations(since: date) -> Iterator[Row]:
    for code, scope, number in city.DESIGNATIONS:
        yield {
            "unit": code,
            "scope": scope,
            "document_number": number.format(year=since.year),
            "since": since,
            "until": since.replace(year=since.year + 3, day=1),
        }


def _units(since: date) -> list[Row]:
    return [
        {
            "code": place.code,
            "name": place.name,
            "short_name": place.short_name,
            "kind": place.kind,
            "above": place.above,
            "place": number,
            "since": since,
            "room": place.room,
        }
        for number, place in enumerate(city.places(), start=1)
    ]


def _posts(since: date) -> Iterator[Row]:
    names = people.names(7)
    for place in city.places():
        extra = [(title, Role.OBSERVER) for code, title in city.OBSERVERS if code == place.code]
        for number, (title, role) in enumerate((*city.posts_of(place), *extra), start=1):
            yield {
                "unit": place.code,
                "title": title,
                "role": role,
                "username": f"{place.code.lower()}{number}",
                "name": next(names),
                "since": since,
            }
