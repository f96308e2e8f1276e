"""A larger 澄川市 for the walk: more bureaus, several hands in each room, people with two posts.

All of it is laid with a handful of inserts; nobody here was appointed by a deed.
"""

from collections import defaultdict
from datetime import date

from luoshi.organisation.acting import Acting
from luoshi.organisation.initials import initials_of
from luoshi.organisation.models import Designation, Person, Post, Term, Unit
from luoshi.organisation.terms import LEADERS, Role, UnitKind
from luoshi.reporting.models import SigningRule
from tests.world import BUREAU_POSTS, FOUNDED, ROOM_POSTS, town

BUREAUS = (
    "教育局", "科技局", "公安局", "民政局", "司法局", "人社局", "自然资源局", "生态环境局",
    "交通局", "水利局", "农业农村局", "商务局", "文旅局", "卫健委", "应急局", "市场监管局",
    "国资委", "医保局", "信访局", "大数据局", "城管局", "林业局", "体育局", "乡村振兴局",
)  # fmt: skip
DESIGNATED = "市应急局"
ROOMS = ("SFDC", "SWDC")
MORE_HANDS = {Role.OFFICER: 3, Role.VERIFIER: 3}
# A post in a room, and the other post the same person holds.
TWO_POSTS = (
    ("SFDC", Role.VERIFIER, "市住建局", Role.HANDLER),
    ("SFDC", Role.OFFICER, "市财政局", Role.UNIT_HEAD),
    ("SWDC", Role.VERIFIER, "市水利局", Role.UNIT_HEAD),
    ("SFDC", Role.DIRECTOR, "市教育局", Role.LIAISON),
    ("SFDC", Role.VERIFIER, "市住建局城建科", Role.HANDLER),
    ("SWDC", Role.OFFICER, "市政府", Role.MAIN_LEADER),
)
# In every third bureau what staff report is signed first.
SIGNS_FIRST = 3
FAR_AWAY = date(2035, 12, 31)


class Town:
    """Everybody of the town as the `by` of a deed, found by unit and role."""

    def __init__(self) -> None:
        units = town()
        _more_units(units)
        _more_people()
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self.by_name = {unit.short_name: unit for unit in self.units.values()}
        self.everybody = _everybody()
        self.at: dict[tuple[object, str], list[Acting]] = defaultdict(list)
        self.of_person: dict[object, list[Acting]] = defaultdict(list)
        for one in self.everybody:
            self.at[one.unit_id, one.role].append(one)
            self.of_person[one.person_id].append(one)
        self.rooms = [units[code] for code in ROOMS] + [self.by_name[DESIGNATED]]
        offices = {unit.pk for unit in self.rooms}
        kinds = (UnitKind.BUREAU, UnitKind.COUNTY)
        self.bureaus = [
            unit
            for unit in self.units.values()
            if unit.kind in kinds and unit.pk not in offices and self.at[unit.pk, Role.LIAISON]
        ]
        SigningRule.objects.bulk_create(
            SigningRule(unit=unit, needed=True) for unit in self.bureaus[::SIGNS_FIRST]
        )
        self.leaders = list(Post.objects.filter(role__in=LEADERS).order_by("id"))

    def of(self, unit_id: object, *roles: str) -> list[Acting]:
        """Return everybody who holds one of these roles in a unit."""
        return [one for role in roles for one in self.at[unit_id, role]]


def _more_units(units: dict[str, Unit]) -> None:
    above = units["SF"]
    made = []
    for place, name in enumerate(BUREAUS, start=1):
        path = Unit._get_path(above.path, above.depth + 1, above.numchild + place)
        made.append(
            Unit(
                path=path,
                depth=above.depth + 1,
                code=f"W{place:02}",
                name=f"澄川市{name}",
                short_name=f"市{name}",
                initials=initials_of(f"市{name}"),
                kind=UnitKind.BUREAU,
                place=100 + place,
                since=FOUNDED,
            )
        )
    Unit.objects.bulk_create(made)
    _sections(made)
    Unit.objects.filter(pk=above.pk).update(numchild=above.numchild + len(made))
    posts = [
        Post(unit=unit, title=title, role=role, since=FOUNDED)
        for unit in made
        for title, role in (*BUREAU_POSTS, *(ROOM_POSTS if unit.short_name == DESIGNATED else ()))
    ]
    Post.objects.bulk_create(posts)
    _put_in([(post, f"{post.unit.short_name}{post.title}") for post in posts])
    Designation.objects.create(
        unit=next(unit for unit in made if unit.short_name == DESIGNATED),
        scope="安全生产专项督查",
        document_number="澄政办函〔2026〕2号",
        since=FOUNDED,
        until=FAR_AWAY,
    )


def _sections(bureaus: list[Unit]) -> None:
    """Give each bureau a section with a handler, to which it may assign pieces."""
    sections = [
        Unit(
            path=Unit._get_path(bureau.path, bureau.depth + 1, 1),
            depth=bureau.depth + 1,
            code=f"{bureau.code}Z",
            name=f"{bureau.name}综合科",
            short_name=f"{bureau.short_name}综合科",
            initials=initials_of(f"{bureau.short_name}综合科"),
            kind=UnitKind.SECTION,
            place=bureau.place,
            since=FOUNDED,
        )
        for bureau in bureaus
    ]
    Unit.objects.bulk_create(sections)
    Unit.objects.filter(pk__in=[bureau.pk for bureau in bureaus]).update(numchild=1)
    posts = [Post(unit=unit, title="承办人", role=Role.HANDLER, since=FOUNDED) for unit in sections]
    Post.objects.bulk_create(posts)
    _put_in([(post, f"{post.unit.short_name}承办人") for post in posts])


def _more_people() -> None:
    wanted = [
        (post, f"{post.unit.short_name}{post.title}{mark}")
        for post in Post.objects.filter(role__in=MORE_HANDS, unit__code__in=ROOMS)
        .select_related("unit")
        .order_by("id")
        for mark in "甲乙丙丁"[: MORE_HANDS[Role(post.role)]]
    ]
    _put_in(wanted)
    posts = Post.objects.select_related("unit").order_by("id")
    for room, role, bureau, other in TWO_POSTS:
        here = posts.filter(unit__code=room, role=role)[0]
        there = posts.filter(unit__short_name=bureau, role=other)[0]
        _put_in([(here, f"{bureau}{room}兼任"), (there, f"{bureau}{room}兼任")])


def _put_in(wanted: list[tuple[Post, str]]) -> None:
    people: dict[str, Person] = {}
    for _post, name in wanted:
        people.setdefault(name, Person(username=name, name=name, password="!"))
    Person.objects.bulk_create(people.values())
    Term.objects.bulk_create(
        Term(person=people[name], post=post, since=FOUNDED) for post, name in wanted
    )


def _everybody() -> list[Acting]:
    terms = Term.objects.select_related("person", "post__unit").order_by("id")
    return [
        Acting(
            key=term.pk,
            person_id=term.person_id,
            person_name=term.person.name,
            post_id=term.post_id,
            post_title=term.post.title,
            role=term.post.role,
            unit_id=term.post.unit_id,
            unit_name=term.post.unit.name,
            unit_path=term.post.unit.path,
            room=term.post.unit.room,
        )
        for term in terms
    ]
