"""A town with so many of everything: the rows whose number must not change what a list costs.

Every row says its number ("第7号"), so that a test can count on the page what it laid in the house.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password

from luoshi.breakdown.models import Lesson, Matter, MatterList, Milestone, Target
from luoshi.breakdown.operations import lists, matters
from luoshi.coordination.models import Addressee
from luoshi.coordination.operations import asks, replies, requests
from luoshi.coordination.terms import RequestKind
from luoshi.intake import operations as intake
from luoshi.intake.models import Instruction
from luoshi.intake.terms import SourceType
from luoshi.organisation.models import (
    ActingFor,
    Designation,
    GroupPlace,
    HostedOffice,
    Person,
    Post,
    Sphere,
    SphereUnit,
    Term,
    Unit,
    UnitAlias,
    UnitGroup,
)
from luoshi.organisation.terms import Role, UnitKind
from luoshi.reporting.operations import leaders, reports, signing
from luoshi.shell.delivery import deliver
from luoshi.trail import purge
from tests import road
from tests.house import balloting
from tests.house.many_assessment import count_them
from tests.road import LEAD, S, bring, notice_to, the
from tests.world import FOUNDED, MONDAY, MONDAY_NINE, TUESDAY_NINE, post_of, someone_of, unit_named

# Far enough for what is laid to hold on any day the tests' clock may show.
FAR = MONDAY + timedelta(days=3650)
# One list for each queue; the first is under way.
QUEUED = (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED, S.WRITTEN_OFF)


@dataclass
class Crowd:
    """What there is many of, and the things whose pages show them.

    :ivar lists: by how far their matters have come
    :ivar things: by name, what the addresses are about
    """

    size: int
    lists: dict[str, MatterList] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def numbers(self) -> range:
        """Return the number of each row."""
        return range(1, self.size + 1)


def crowd(size: int) -> Crowd:
    """Lay so many of everything, by real deeds where a deed leaves more than its row."""
    many = Crowd(size)
    many.lists["drafting"] = opened("起草纪要", _demands(many, "勘察"))
    many.lists["submitted"] = opened("送审纪要", _demands(many, "测绘"))
    lists.submit(many.lists["submitted"], by=the("督查员"), at=MONDAY_NINE)
    many.lists["issued"] = issued("交办纪要", _demands(many, "设计"))
    for state in (S.IN_PROGRESS, *QUEUED):
        many.lists[state] = issued(f"{S(state).label}纪要", _demands(many, f"施工{state}"))
        _bring_all(many.lists[state], state)
    _return_all(many)
    _submit_all(many)
    for matter in _matters(many.lists[S.IN_PROGRESS]):
        road.a_report(matter)
    _ask_all(many)
    _one_long_matter(many)
    _register(many)
    _purges(many)
    _to_sign(many)
    _asks(many)
    balloting.lay_many(many.numbers)
    # The newest, so that they stand on the first page; a notice each, for the lead alone.
    for number in many.numbers:
        issued(f"第{number}号纪要", [f"完成第{number}号泵站选址"], assist="", at=TUESDAY_NINE)
    deliver(at=TUESDAY_NINE)
    return many


def opened(title: str, demands: list[str], *, assist: str = road.ASSIST) -> MatterList:
    """Take a paper in and settle its list: each demand a matter, every sentence answered."""
    text = f"{title}\n会议要求，抓紧推进各项工作。\n会议强调，形成合力。\n"
    paper = intake.Paperwork(
        title=title,
        source=SourceType.MINUTES,
        kind="meeting_item",
        issued_date=MONDAY,
        received_date=MONDAY,
    )
    officer = the("督查员")
    document = intake.take_in(
        text.encode(), text, name=f"{title}.txt", paper=paper, by=officer, at=MONDAY_NINE
    )
    found = lists.open_list(document, by=officer, at=MONDAY_NINE)
    for proposed in found.drafts.all():
        road.drafts.skip(proposed, by=officer, reason="另列事项")
    for demand in demands:
        road.add_draft(found, demand, assist=assist)
    road.answer_the_rest(document)
    return found


def issued(
    title: str, demands: list[str], *, assist: str = road.ASSIST, at: datetime = MONDAY_NINE
) -> MatterList:
    """Settle a list, approve and issue it."""
    found = opened(title, demands, assist=assist)
    lists.submit(found, by=the("督查员"), at=at)
    lists.approve(found, by=the("主任"), at=at, basis=road.BASIS)
    lists.issue(found, by=the("主任"), at=at)
    return found


def _demands(many: Crowd, work: str) -> list[str]:
    return [f"完成第{number}号管段{work}" for number in many.numbers]


def _matters(found: MatterList) -> list[Matter]:
    return list(found.matters.order_by("number"))


def _bring_all(found: MatterList, state: str) -> None:
    matters.sign(notice_to(LEAD, found), by=the("联络员", LEAD), at=MONDAY_NINE)
    for matter in _matters(found):
        for step in road.ROAD[2 : road.ROAD.index(S(state)) + 1]:
            bring(matter, step, at=MONDAY_NINE)


def _return_all(many: Crowd) -> None:
    many.lists[S.RETURNED] = issued("退回纪要", _demands(many, "监理"))
    for matter in _matters(many.lists[S.RETURNED]):
        matters.return_(
            matter,
            by=the("局长", LEAD),
            at=MONDAY_NINE,
            reason="不属本局职责",
            proposed_unit="市财政局",
        )


def _submit_all(many: Crowd) -> None:
    """Put verified matters before the leader of the sphere."""
    verified = issued("呈批纪要", _demands(many, "移交"))
    _bring_all(verified, S.DECIDING)
    for matter in _matters(verified):
        leader, by = post_of("市政府", "副市长"), the("主任")
        leaders.submit(matter, leader, by=by, at=MONDAY_NINE, opinion="核查属实，拟予办结")


def _ask_all(many: Crowd) -> None:
    """Let the lead ask for more time for each matter that is under way."""
    for matter in _matters(many.lists[S.IN_PROGRESS]):
        asked = requests.Asked(
            RequestKind.EXTENSION, "管线迁改未办完", progress="已完成一半", measures="增加作业面",
            safeguards="每周调度", ground="LAND", wanted_date=matter.due_date + timedelta(days=5),
        )  # fmt: skip
        requests.ask(matter, asked, by=the("局长", LEAD), at=MONDAY_NINE)


def _one_long_matter(many: Crowd) -> None:
    """Fill one matter with so many of all that a dossier shows."""
    matter = issued("长事项纪要", ["完成全线贯通"]).matters.get()
    bring(matter, S.IN_PROGRESS, at=MONDAY_NINE)
    for number in many.numbers:
        Target.objects.create(matter=matter, metric=f"第{number}号标段", value=9, unit="公里")
        Milestone.objects.create(
            matter=matter, name=f"第{number}号节点", due_date=road.DUE, percent=min(number, 99)
        )
        _instruction(number, matter=(matter.pk, matter.number))
        said = road.a_report(matter, percent=number)
        reports.accept(said, by=the("督查员"), at=MONDAY_NINE)
    figures = {target.pk: Decimal(3) for target in matter.targets.all()}
    files = [(f"第{number}号影像.txt", f"影像{number}".encode()) for number in many.numbers]
    many.things["report"] = road.a_report(matter, percent=60, figures=figures, files=files)
    many.things["matter"] = matter
    for number in many.numbers:
        Lesson.objects.create(kind="PHRASE", words=f"第{number}号…用语", kept=300)
    document = many.lists["drafting"].document
    for number in many.numbers:
        _instruction(number, document=document)
    closed = many.things["closed"] = issued("结案纪要", ["完成竣工验收"]).matters.get()
    for state in road.ROAD[1:]:
        bring(closed, state, at=MONDAY_NINE)
    for number in many.numbers:
        _instruction(number, matter=(closed.pk, closed.number))


def _instruction(number: int, **about: Any) -> Instruction:
    return intake.note_instruction(
        leader=post_of("市政府", "副市长"),
        words=f"请抓紧落实第{number}号要求",
        given_date=MONDAY,
        read_only=False,
        by=the("督查员"),
        at=MONDAY_NINE,
        **about,
    )


def _to_sign(many: Crowd) -> None:
    """Let reports and claims wait for the head's signature."""
    waiting = issued("审签纪要", _demands(many, "验收"))
    matters.sign(notice_to(LEAD, waiting), by=the("联络员", LEAD), at=MONDAY_NINE)
    signing.ask_for_signature(True, by=the("局长", LEAD), at=MONDAY_NINE)
    for matter in _matters(waiting):
        road.a_report(matter)
        ready = signing.Prepared(kind="CLAIM", statement="已全部完工")
        signing.put_up(matter, ready, by=the("承办人", LEAD), at=MONDAY_NINE)


def _register(many: Crowd) -> None:
    """Lay rows of the register as they stand after an import."""
    bureau = many.things["unit"] = unit_named(LEAD)
    sphere_of, nobody_signs_in = post_of("市政府", "市长"), make_password(None)
    for number in many.numbers:
        named = f"第{number}号"
        below = _unit_below("SF", f"N{number}", f"{named}局", UnitKind.BUREAU)
        _unit_below("ZJJ", f"K{number}", f"{named}科", UnitKind.SECTION)
        person = Person.objects.create(
            username=f"n{number}", name=f"{named}科员", password=nobody_signs_in
        )
        post = Post.objects.create(
            unit=bureau, title=f"{named}岗", role=Role.HANDLER, since=FOUNDED
        )
        term = Term.objects.create(person=person, post=post, since=FOUNDED)
        standing_in = {"since": FOUNDED, "until": FAR}
        deputy = someone_of(LEAD, "副局长").person_id
        ActingFor.objects.create(person_id=deputy, term=term, **standing_in)
        UnitAlias.objects.create(unit=bureau, name=f"{named}别名")
        group = UnitGroup.objects.create(name=f"{named}口")
        GroupPlace.objects.create(group=group, unit=bureau)
        GroupPlace.objects.create(group=group, unit=below)
        HostedOffice.objects.create(name=f"{named}领导小组办公室", host=bureau, since=FOUNDED)
        Designation.objects.create(
            unit=bureau, scope=f"{named}督查", document_number="澄政办函1号", since=FOUNDED,
            until=FAR,
        )  # fmt: skip
        sphere = Sphere.objects.create(post=sphere_of, name=f"{named}领域", since=FOUNDED)
        SphereUnit.objects.create(sphere=sphere, unit=below)
    below_it = Unit.objects.filter(code__regex=r"^N[0-9]+$").order_by("code")
    many.things["assessed"] = count_them(list(below_it))
    many.things["placed"] = Person.objects.get(pk=someone_of(LEAD, "副局长").person_id)
    many.things["seated"] = sphere_of.unit


def _unit_below(above: str, code: str, name: str, kind: str) -> Unit:
    unit = Unit(code=code, name=f"澄川市{name}", short_name=name, kind=kind, since=FOUNDED)
    Unit.objects.add_child(Unit.objects.get(code=above), instance=unit)
    return unit


def _purges(many: Crowd) -> None:
    security = someone_of("市政府办公室", "安全管理员")
    paper = many.lists["drafting"].document
    for number in many.numbers:
        reason = f"第{number}号不应录入"
        at = MONDAY_NINE + timedelta(seconds=number)
        purge.ask("document", str(paper.pk), by=security, at=at, reason=reason)


def _asks(many: Crowd) -> None:
    """Let the lead ask so many units, and one unit so many times; not itself: its desk is full."""
    by, places = the("局长", LEAD), (asks.Place("处数", "NUMBER"),)
    units = list(Unit.objects.filter(code__in=[f"N{number}" for number in many.numbers]))
    for unit in units:
        post = Post.objects.create(unit=unit, title="联络员", role=Role.LIAISON, since=FOUNDED)
        person = someone_of(LEAD, "承办人").person_id
        Term.objects.create(person_id=person, post=post, since=FOUNDED)
    whole = {"basis": road.BASIS, "minutes": 10, "expires_date": FAR, "repeat_reason": "分项"}
    asked = many.things["ask"] = asks.draft(
        asks.Written("MATERIAL", "积水点", units, answer_by=road.DUE, places=places, **whole),
        by=by, at=MONDAY_NINE,
    )  # fmt: skip
    asks.send(asked, by=by, at=MONDAY_NINE)
    [place] = asked.fields.all()
    for row in Addressee.objects.filter(ask=asked).select_related("ask", "unit"):
        liaison = someone_of(row.unit.short_name, "联络员")
        replies.answer(row, replies.Said(values={place.pk: "3"}), by=liaison, at=MONDAY_NINE)
    planners = [unit_named("市发改委")]
    for number in many.numbers:
        opinion = asks.Written("OPINION", f"第{number}号办法的意见", planners, **whole)
        asks.send(asks.draft(opinion, by=by, at=MONDAY_NINE), by=by, at=MONDAY_NINE)
