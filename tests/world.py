"""澄川市, one small town: every test takes its people, units and days from here.

`someone_of("市住建局", "联络员")` is a person in a post, ready to be the `by` of a deed. The town
is built on the first call inside a test and is gone with the test's transaction.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from luoshi.organisation import queries
from luoshi.organisation.acting import Acting
from luoshi.organisation.initials import initials_of
from luoshi.organisation.models import Person, Post, Sphere, SphereUnit, Term, Unit, UnitAlias
from luoshi.organisation.terms import OwnerRoom, Role, UnitKind
from luoshi.timelimits.days import day_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


def nine_on(month: int, day: int, year: int = 2026) -> datetime:
    """Nine o'clock in the morning on a day, on the wall in Shanghai."""
    return datetime(year, month, day, 9, tzinfo=SHANGHAI)


# The first week of June 2026 has five working days and no holiday.
MONDAY_NINE = nine_on(6, 1)
TUESDAY_NINE = nine_on(6, 2)
WEDNESDAY_NINE = nine_on(6, 3)
THURSDAY_NINE = nine_on(6, 4)
FRIDAY_NINE = nine_on(6, 5)
SATURDAY_NINE = nine_on(6, 6)
NEXT_MONDAY_NINE = nine_on(6, 8)
NEXT_YEAR_NINE = nine_on(3, 1, 2027)
LAST_YEAR_NINE = nine_on(12, 1, 2025)
MONDAY = MONDAY_NINE.date()
TUESDAY = TUESDAY_NINE.date()
FRIDAY = FRIDAY_NINE.date()
# 1-7 October are days off; Wednesday 30 September is the last working day before them.
EVE_OF_NATIONAL_DAY_NINE = nine_on(9, 30)
# Half past midnight on 1 July in Shanghai, still 30 June in UTC.
HALF_PAST_MIDNIGHT = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)

CITY = "澄川市"
ROOM_POSTS = (
    ("主任", Role.DIRECTOR),
    ("督查员", Role.OFFICER),
    ("核查员", Role.VERIFIER),
    ("归档员", Role.ARCHIVIST),
)
BUREAU_POSTS = (
    ("局长", Role.UNIT_HEAD),
    ("副局长", Role.UNIT_DEPUTY),
    ("联络员", Role.LIAISON),
    ("承办人", Role.HANDLER),
)
COMMISSION_POSTS = (("主任", Role.UNIT_HEAD), ("副主任", Role.UNIT_DEPUTY), *BUREAU_POSTS[2:])
COUNTY_POSTS = (("县长", Role.UNIT_HEAD), ("副县长", Role.UNIT_DEPUTY), *BUREAU_POSTS[2:])
ADMINISTRATORS = (
    ("系统管理员", Role.SYSTEM_ADMIN),
    ("安全管理员", Role.SECURITY_ADMIN),
    ("审计管理员", Role.AUDIT_ADMIN),
)
Posts = tuple[tuple[str, Role], ...]

# code, code of the unit above, name, short name, kind, whose room, posts
UNITS: tuple[tuple[str, str, str, str, UnitKind, str, Posts], ...] = (
    ("SW", "", "中共澄川市委", "市委", UnitKind.COMMITTEE, "", (("市委书记", Role.MAIN_LEADER),)),
    ("SWB", "SW", "中共澄川市委办公室", "市委办公室", UnitKind.OFFICE, "",
     (("市委秘书长", Role.SECRETARY_GENERAL),)),
    ("SWDC", "SWB", "中共澄川市委督查室", "市委督查室", UnitKind.ROOM, OwnerRoom.PARTY, ROOM_POSTS),
    ("SF", "", "澄川市人民政府", "市政府", UnitKind.GOVERNMENT, "",
     (("市长", Role.MAIN_LEADER), ("副市长", Role.LEADER))),
    ("SFB", "SF", "澄川市人民政府办公室", "市政府办公室", UnitKind.OFFICE, "",
     (("秘书长", Role.SECRETARY_GENERAL), *ADMINISTRATORS)),
    ("SFDC", "SFB", "澄川市人民政府督查室", "市政府督查室", UnitKind.ROOM, OwnerRoom.GOVERNMENT,
     ROOM_POSTS),
    ("FGW", "SF", "澄川市发展和改革委员会", "市发改委", UnitKind.BUREAU, "", COMMISSION_POSTS),
    ("CZJ", "SF", "澄川市财政局", "市财政局", UnitKind.BUREAU, "", BUREAU_POSTS),
    ("ZJJ", "SF", "澄川市住房和城乡建设局", "市住建局", UnitKind.BUREAU, "", BUREAU_POSTS),
    ("ZJJCJ", "ZJJ", "澄川市住房和城乡建设局城建科", "市住建局城建科", UnitKind.SECTION, "",
     (("承办人", Role.HANDLER),)),
    ("TJJ", "SF", "澄川市统计局", "市统计局", UnitKind.BUREAU, "",
     (*BUREAU_POSTS, ("核查员", Role.VERIFIER))),
    ("SJJ", "SF", "澄川市审计局", "市审计局", UnitKind.BUREAU, "",
     (("局长", Role.UNIT_HEAD), ("观察员", Role.OBSERVER))),
    ("KHB", "SW", "中共澄川市委考核工作委员会办公室", "市考核办", UnitKind.OFFICE, "",
     (("主任", Role.UNIT_HEAD), ("考核员", Role.ASSESSOR), ("计分员", Role.ASSESSOR),
      ("复核员", Role.ASSESSOR), ("复审员", Role.ASSESSOR))),
    ("LXX", "SF", "岚溪县", "岚溪县", UnitKind.COUNTY, "", COUNTY_POSTS),
    ("YDX", "SF", "云渡县", "云渡县", UnitKind.COUNTY, "", COUNTY_POSTS),
)  # fmt: skip
ALIASES = (
    ("FGW", "市发展改革委"),
    ("ZJJ", "市住房城乡建设局"),
    ("LXX", "岚溪县人民政府"),
    ("YDX", "云渡县人民政府"),
)
SPHERE = ("SF", "副市长", "城乡建设", ("ZJJ",), "澄政办发〔2026〕1号")


def town() -> dict[str, Unit]:
    """Build the town unless it stands already; return its units by code."""
    standing = {unit.code: unit for unit in Unit.objects.all()}
    if standing:
        return standing
    units = _units()
    UnitAlias.objects.bulk_create(
        UnitAlias(unit=units[code], name=name, initials=initials_of(name)) for code, name in ALIASES
    )
    posts = [
        Post(unit=units[code], title=title, role=role, since=FOUNDED)
        for code, _above, _name, _short, _kind, _room, posts in UNITS
        for title, role in posts
    ]
    nobody_signs_in = make_password(None)
    people = [
        Person(
            username=f"{post.unit.code}-{post.role}-{at}".lower(),
            name=f"{post.unit.short_name}{post.title}",
            password=nobody_signs_in,
        )
        for at, post in enumerate(posts)
    ]
    Post.objects.bulk_create(posts)
    Person.objects.bulk_create(people)
    Term.objects.bulk_create(
        Term(person=person, post=post, since=FOUNDED)
        for person, post in zip(people, posts, strict=True)
    )
    _sphere(units, posts)
    return units


def unit_named(name: str) -> Unit:
    """Return a unit of the town by its name, short name or alias."""
    # One question for the plain case: a test asks for somebody of the town dozens of times.
    if (plain := Unit.objects.filter(short_name=name, until=None).first()) is not None:
        return plain
    town()
    unit = queries.unit_by_name(name, on=MONDAY)
    assert unit is not None, f"澄川市没有“{name}”"
    return unit


def post_of(unit: str, title: str) -> Post:
    """Return a post of a unit by its title ("联络员") or its role (Role.LIAISON)."""
    posts = Post.objects.filter(unit=unit_named(unit)).select_related("unit").order_by("id")
    found = [post for post in posts if title in (post.title, post.role)]
    assert found, f"{unit}没有“{title}”"
    return found[0]


def someone_of(unit: str, title: str, *, named: str = "", at: datetime = MONDAY_NINE) -> Acting:
    """Return whoever holds a post of a unit, as the `by` of a deed.

    :param title: the post's title ("联络员") or its role (Role.LIAISON)
    :param named: a person of one's own, put into the post besides; the same name in two posts is
        one person, so that "not by the same hand" can be tried
    """
    if not named and (found := _first_holder(unit, title, on=day_of(at))) is not None:
        return found
    post = post_of(unit, title)
    if not named:
        first = post.terms.select_related("person").order_by("id")[0]
        return queries.acting_as(first.person, post, on=day_of(at))
    person, _new = Person.objects.get_or_create(
        name=named, defaults={"username": named, "password": make_password(None)}
    )
    Term.objects.get_or_create(person=person, post=post, defaults={"since": FOUNDED})
    return queries.acting_as(person, post, on=day_of(at))


def _first_holder(unit: str, title: str, *, on: date) -> Acting | None:
    """Return the plain case of `someone_of` by one question: a test asks it dozens of times."""
    held = Term.objects.filter(Q(post__title=title) | Q(post__role=title))
    held = held.filter(post__unit__short_name=unit, post__unit__until=None)
    first = held.select_related("person", "post__unit").order_by("post", "id").first()
    if first is None or not first.person.is_active or not queries._gives_a_post(first, on):
        return None
    return queries._acting(first.person, first.post, key=first)


def person_behind(by: Acting) -> Person:
    """Return the person of a capacity, to sign in as (`client.force_login`)."""
    return Person.objects.get(pk=by.person_id)


def _units() -> dict[str, Unit]:
    """Lay the tree with one insert: a unit's path is its place under the unit above."""
    units: dict[str, Unit] = {}
    below: dict[str, int] = {}
    for place, (code, above, name, short_name, kind, room, _posts) in enumerate(UNITS):
        below[above] = below.get(above, 0) + 1
        parent = units.get(above)
        depth = parent.depth + 1 if parent else 1
        units[code] = Unit(
            path=Unit._get_path(parent.path if parent else "", depth, below[above]),
            depth=depth,
            code=code,
            name=name,
            short_name=short_name,
            initials=initials_of(short_name, name),
            kind=kind,
            room=room,
            place=place,
            since=FOUNDED,
        )
    for code, unit in units.items():
        unit.numchild = below.get(code, 0)
    Unit.objects.bulk_create(units.values())
    return units


def _sphere(units: dict[str, Unit], posts: list[Post]) -> None:
    code, title, name, held, paper = SPHERE
    leader = next(post for post in posts if (post.unit.code, post.title) == (code, title))
    sphere = Sphere.objects.create(post=leader, name=name, document_number=paper, since=FOUNDED)
    SphereUnit.objects.bulk_create(SphereUnit(sphere=sphere, unit=units[one]) for one in held)
