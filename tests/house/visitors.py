"""Everybody who may come to a page: one column of the table of doors each, in a fixed order."""

from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person
from tests.world import person_behind, someone_of

OWN, OTHER = "市政府督查室", "市委督查室"
LEAD, ASSIST, STRANGER = "市住建局", "市财政局", "岚溪县"
NOBODY, POSTLESS = "nobody signed in", "person without a post"

# Columns stand in groups: the room of the matters, the other room, the lead unit, the assisting
# unit, a unit without a part, the lead's section, the leader of the sphere and another one, the
# secretaries-general (own, other), the observer and the assessor, the three administrators, a
# person without a post, nobody.
GROUPS: tuple[tuple[tuple[str, str], ...], ...] = (
    ((OWN, "主任"), (OWN, "督查员"), (OWN, "核查员"), (OWN, "归档员")),
    ((OTHER, "主任"), (OTHER, "督查员"), (OTHER, "核查员"), (OTHER, "归档员")),
    ((LEAD, "局长"), (LEAD, "副局长"), (LEAD, "联络员"), (LEAD, "承办人")),
    ((ASSIST, "局长"), (ASSIST, "联络员")),
    ((STRANGER, "县长"), (STRANGER, "联络员")),
    (("市住建局城建科", "承办人"),),
    (("市政府", "副市长"), ("市政府", "市长")),
    (("市政府办公室", "秘书长"), ("市委办公室", "市委秘书长")),
    (("市审计局", "观察员"), ("市考核办", "考核员")),
    (
        ("市政府办公室", "系统管理员"),
        ("市政府办公室", "安全管理员"),
        ("市政府办公室", "审计管理员"),
    ),
    (("", POSTLESS),),
    (("", NOBODY),),
)
WIDTHS = tuple(len(group) for group in GROUPS)
ROOM = {f"{OWN}{title}" for title in ("主任", "督查员", "核查员", "归档员")}
OTHER_ROOM = {f"{OTHER}{title}" for title in ("主任", "督查员", "核查员", "归档员")}
LEAD_UNIT = {f"{LEAD}{title}" for title in ("局长", "副局长", "联络员", "承办人")}
UNITS = {
    *LEAD_UNIT,
    *(f"{ASSIST}{title}" for title in ("局长", "联络员")),
}
SPHERE, OBSERVER, ASSESSOR = "市政府副市长", "市审计局观察员", "市考核办考核员"
MAIN, SECTION = "市政府市长", "市住建局城建科承办人"
ABOVE, ABOVE_OTHER = "市政府办公室秘书长", "市委办公室市委秘书长"


@dataclass(frozen=True)
class Visitor:
    """One column: who comes, and the session they bring.

    :ivar by: the capacity; None for a person without a post and for nobody
    """

    name: str
    by: Acting | None
    session: str

    def client(self) -> Client:
        """Return a fresh browser with this visitor's session: one request may end it."""
        client = Client()
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client


def everybody() -> list[Visitor]:
    """Sign everybody in, in the order of the columns."""
    return [_visitor(unit, title) for group in GROUPS for unit, title in group]


def _visitor(unit: str, title: str) -> Visitor:
    if title == NOBODY:
        return Visitor(NOBODY, None, "")
    if title == POSTLESS:
        name = f"unplaced-{uuid4().hex[:8]}"
        person = Person.objects.create(username=name, name="待任", password=make_password(None))
        return Visitor(POSTLESS, None, _session(person))
    by = someone_of(unit, title)
    return Visitor(f"{unit}{title}", by, _session(person_behind(by)))


def _session(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
