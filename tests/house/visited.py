"""What there is to be seen: matters in every state, drafts, papers, files, with words that tell.

Each word below stands in titles, texts, numbers or names of files; who must not know of the thing
must not meet the word on any page.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from luoshi.breakdown import paper_ledger
from luoshi.breakdown.models import Draft, Matter, MatterList
from luoshi.breakdown.operations import children, inputs, lists, matters, suspending
from luoshi.coordination.operations import asks, replies, requests
from luoshi.coordination.terms import RequestKind
from luoshi.dues import city
from luoshi.dues import operations as dues
from luoshi.dues.models import Due, LocalDay
from luoshi.intake import operations as intake
from luoshi.intake import scanning
from luoshi.intake.models import Document, Scan
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import ActingFor, UnitGroup
from luoshi.organisation.operations import groups, spheres, stand_ins, units
from luoshi.organisation.operations.roster import rehearse
from luoshi.papers import telling
from luoshi.papers.layout import Leaf, Run
from luoshi.papers.tables import write_rows
from luoshi.queue.models import Job
from luoshi.reporting.models import Report
from luoshi.reporting.operations import claims, leaders, signing
from luoshi.reporting.terms import SlipKind
from luoshi.shell import channels, delivery
from luoshi.shell.lines import Line
from luoshi.shell.models import Digest, Dispatch, Message
from luoshi.shell.terms import Failure, Seat, Section, Standing
from luoshi.timelimits.days import day_of
from luoshi.timelimits.terms import DayKind
from luoshi.trail import files, purge
from luoshi.trail.models import PurgeRequest
from tests import road
from tests.house import assessing, balloting, stepping
from tests.house.pages_assessment import assess
from tests.organisation.rosters import unit_row, workbook
from tests.road import S, bring, the
from tests.world import person_behind, post_of, someone_of, unit_named

ASKED, UNSENT = "停车收费办法征询", "窨井盖普查报送"
ISSUED, SIBLING, UNISSUED, PARTY = "澄河路雨污分流", "标准厂房三期", "地下通道勘察", "巡察整改台账"
APPROVED, EVIDENCE, CHILD = "泵站选址论证", "通水验收影像.txt", "检查井普查"
PARTY_ROOM = "市委督查室"
NOW = now()
TODAY = day_of(NOW)
LATER = TODAY + timedelta(days=30)


@dataclass
class Town:
    """The things that the addresses are about."""

    matters: dict[str, Matter] = field(default_factory=dict)
    lists: dict[str, MatterList] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        """Return the report that waits for its review."""
        return self.things["report"]

    @property
    def paper(self) -> Document:
        """Return the paper that is being broken down."""
        return self.lists["drafting"].document


def furnish() -> Town:
    """Fill the town by real deeds of this morning, so that no day of grace is over."""
    town = Town()
    for state in (*road.ROAD, S.RETURNED):
        town.matters[state] = a_matter(state, f"完成{ISSUED}改造（{state}）")
    _moves(town)
    town.matters["sibling"] = a_matter(S.ASSIGNED, f"建成{SIBLING}", lead="市发改委", assist="")
    a_matter(S.ASSIGNED, f"建立{PARTY}", room=PARTY_ROOM, lead="市统计局", assist="")
    _draft(town)
    _report(town)
    _register(town)
    _time(town)
    _submit(town)
    _ask(town)
    _ask_units(town)
    assessing.furnish(town.things)
    stepping.lay()
    assess()
    balloting.furnish(town.things)
    delivery.deliver(at=NOW)
    liaison = the("联络员", road.LEAD)
    town.things["message"] = Message.objects.filter(person=liaison.person_id).order_by("id")[0]
    _reminders(town, liaison)
    return town


def _reminders(town: Town, liaison: Acting) -> None:
    """A digest of one line, a mail that did not get out, a robot, and a job that failed."""
    matter, keeper = town.matters[S.IN_PROGRESS], someone_of("市政府办公室", "系统管理员")
    line = Line(Section.TURNED, liaison.post_id, Seat.LIAISON, "matter", matter.pk, level=4)
    told = Digest.objects.create(
        person=person_behind(liaison), day=TODAY, at=NOW, lines=[line.to_json()]
    )
    channel = channels.set_email(
        person_behind(liaison), "liaison@chengchuan.example",
        by=liaison, at=NOW, digest=True, urgings=True,
    )  # fmt: skip
    town.things |= {
        "digest": told,
        "robot": channels.set_robot(
            unit_named(road.LEAD), "WECOM", "0123456789abcdef", by=keeper, at=NOW
        ),
        "letter": Dispatch.objects.create(
            channel=channel, digest=told, standing=Standing.UNSURE, failure=Failure.SILENCE,
            laid_at=NOW, try_at=NOW, ended_at=NOW, attempts=1,
        ),
        "job": Job.objects.create(
            task="luoshi.shell.jobs.send", queue="default", state="FAILED", finished_at=NOW,
            attempts=5, error_class="OSError", last_error="OSError",
        ),
    }  # fmt: skip


def a_settled_list(words: str, *, room: str = road.ROOM, **parties: str) -> MatterList:
    """Return a list with one accepted matter, ready to be submitted."""
    document = road.a_document(text=f"会议纪要\n会议要求，抓紧{words}。\n", room=room)
    opened = lists.open_list(document, by=the("督查员", room), at=NOW)
    for found in opened.drafts.all():
        road.drafts.skip(found, by=the("督查员", room), reason="另列事项")
    road.add_draft(opened, words, due_date=LATER, room=room, **parties)
    road.answer_the_rest(document, room=room)
    return opened


def a_matter(state: str, words: str, *, room: str = road.ROOM, **parties: str) -> Matter:
    """Return a matter with these words, brought into a state."""
    opened = a_settled_list(words, room=room, **parties)
    lists.submit(opened, by=the("督查员", room), at=NOW)
    lists.approve(opened, by=the("主任", room), at=NOW, basis=road.BASIS)
    lists.issue(opened, by=the("主任", room), at=NOW)
    matter = opened.matters.get()
    if state == S.RETURNED:
        head = the("局长", road.LEAD)
        matters.return_(matter, by=head, at=NOW, reason="不属本局职责", proposed_unit="市发改委")
    else:
        for step in road.ROAD[1 : road.ROAD.index(S(state)) + 1]:
            bring(matter, step, at=NOW, room=room)
    matter.refresh_from_db()
    return matter


def _moves(town: Town) -> None:
    """Lay a matter ready for each of the moves beside the straight road."""
    words = f"完成{ISSUED}改造"
    unheard = a_matter(S.ASSIGNED, f"{words}（协办）")
    matters.sign(road.notice_to(road.LEAD, unheard.list), by=the("联络员", road.LEAD), at=NOW)
    still = a_matter(S.IN_PROGRESS, f"{words}（挂起）")
    said = inputs.give_input(
        town.matters[S.IN_PROGRESS], by=the("联络员", "市财政局"), at=NOW, text="已拨付",
        files=[("拨付凭证.txt", "已拨付".encode())],
    )  # fmt: skip
    why = {"cause": "APPROVAL", "reason": "等待上级批复", "review_date": TODAY + timedelta(days=20)}
    suspending.suspend(still, by=the("主任"), at=NOW, **why)
    closed = a_matter(S.DECIDING, f"{words}（批示）")
    mayor = someone_of("市政府", "市长")
    leader = post_of("市政府", "市长")
    leaders.submit(closed, leader, by=the("主任"), at=NOW, opinion="核查属实")
    leaders.instruct(closed, by=mayor, at=NOW, words="再办一轮", due_date=LATER)
    town.things |= {"input": said.files.get(), "sheet": _sheet()}
    town.matters |= {"unheard": unheard, "still": still, "ordered": closed, "child": _child()}


def _sheet() -> str:
    """Return the digest of a sheet of work under way that the director rehearsed."""
    row = {
        "page": "1", "paper_number": "7", "recorded_date": TODAY, "title": "续建粮库",
        "requirement": "续建粮库", "standard": "通过验收", "lead": "市发改委",
        "due_date": LATER, "kind": "ordinary", "cadence": "TEN_DAYS", "done": "已完成主体",
    }  # fmt: skip
    content = write_rows(paper_ledger.columns(), [row], at=NOW, name=paper_ledger.SHEET)
    return files.keep(content, name="承接.xlsx", by=the("主任"), at=NOW).digest


def _child() -> Matter:
    """Return a child that its section has claimed."""
    head, hand = the("局长", road.LEAD), the("承办人", "市住建局城建科")
    piece = children.Piece(unit_named("市住建局城建科"), CHILD, CHILD, LATER)
    parent = a_matter(S.IN_PROGRESS, f"完成{ISSUED}改造（再分解）")
    [notice] = children.sub_assign(parent, [piece], by=head, at=NOW)
    matters.sign(notice, by=hand, at=NOW)
    child = parent.children.get()
    claims.claim(child, by=hand, at=NOW, statement="普查完成")
    return child


def _scan(officer: Acting) -> Scan:
    words = f"会议要求，市住建局牵头，9月底前完成{UNISSUED}。"
    leaf = telling.leaf_told(Leaf([Run(words, 90, 90, 500, 106)], height=842))
    content = b"\xff\xd8\xff\xe0" + b"\0" * 60
    scan = scanning.lay_down(content, name=f"{UNISSUED}.jpg", pages=1, said={}, by=officer, at=NOW)
    Scan.objects.filter(pk=scan.pk).update(seen=1, leaves=[leaf])
    return scan


def _draft(town: Town) -> None:
    officer, director = the("督查员"), the("主任")
    text = f"会议纪要\n会议要求，市住建局牵头，9月底前完成{UNISSUED}。\n会议强调，形成合力。\n"
    paper = road.a_document(text=text)
    town.lists["drafting"] = lists.open_list(paper, by=officer, at=NOW)
    town.things["scan"] = _scan(officer)
    for name in ("ready", "settled", "submitted"):
        town.lists[name] = a_settled_list(f"开展{UNISSUED}（{name}）")
    town.lists["approved"] = a_settled_list(f"开展{APPROVED}")
    # With one before it: the later can be merged into the earlier.
    road.add_draft(town.lists["ready"], f"开展{UNISSUED}（再勘）", due_date=LATER)
    for name in ("submitted", "approved"):
        lists.submit(town.lists[name], by=officer, at=NOW)
    lists.approve(town.lists["approved"], by=director, at=NOW, basis=road.BASIS)
    town.things["proposed"] = town.lists["drafting"].drafts.order_by("place").first()
    for thing, name in (("ready", "ready"), ("accepted", "settled")):
        accepted = Draft.objects.filter(list=town.lists[name], verdict="ACCEPTED")
        town.things[thing] = accepted.order_by("-place")[0]
    road.drafts.take_back(town.things["ready"], by=officer)


def _report(town: Town) -> None:
    said = road.a_report(town.matters[S.IN_PROGRESS], files=[(EVIDENCE, "三处管网已通水".encode())])
    town.things |= {"report": said, "evidence": said.evidence.get()}
    _put_up(town)
    deputy = post_of("市政府", "副市长")
    closed = town.matters[S.ARCHIVED]
    town.things["instruction"] = intake.note_instruction(
        matter=(closed.pk, closed.number),
        leader=deputy,
        words="请抓紧整改",
        given_date=TODAY,
        read_only=False,
        by=the("督查员"),
        at=NOW,
    )


def _put_up(town: Town) -> None:
    """Let a report and a claim wait for the signature of the lead's head."""
    matter = a_matter(S.IN_PROGRESS, f"完成{ISSUED}改造（送签）")
    head, liaison = the("局长", road.LEAD), the("联络员", road.LEAD)
    signing.ask_for_signature(True, by=head, at=NOW)
    town.things["signing"] = road.a_report(matter)
    signing.ask_for_signature(False, by=head, at=NOW)
    done = signing.Prepared(SlipKind.CLAIM, "已全部完工")
    town.things["slip"] = signing.put_up(matter, done, by=liaison, at=NOW)


def _submit(town: Town) -> None:
    verified = a_matter(S.DECIDING, f"完成{ISSUED}改造（呈批）")
    deputy = post_of("市政府", "副市长")
    leaders.submit(verified, deputy, by=the("主任"), at=NOW, opinion="核查属实，拟予办结")
    town.matters[S.BEFORE_LEADER] = verified


def _ask(town: Town) -> None:
    """Let the lead ask for more time, with a file beside it."""
    matter = a_matter(S.IN_PROGRESS, f"完成{ISSUED}改造（延期）")
    asked = requests.Asked(
        RequestKind.EXTENSION, "管线迁改未办完", progress="已完成一半", measures="增加作业面",
        safeguards="每周调度", ground="PROCEDURE", wanted_date=LATER + timedelta(days=10),
        files=[("迁改批复.txt", "同意迁改".encode())],
    )  # fmt: skip
    sent = requests.ask(matter, asked, by=the("局长", road.LEAD), at=NOW)
    town.things |= {"request": sent, "request_file": sent.files.get()}


def _register(town: Town) -> None:
    keeper, director = someone_of("市政府办公室", "系统管理员"), the("主任")
    bureau, post = unit_named("市住建局"), post_of("市住建局", "联络员")
    security = someone_of("市政府办公室", "安全管理员")
    roster = workbook(units=[unit_row("SLJ", "澄川市水利局")])
    wrong = road.a_document(text=f"会议纪要\n会议要求，抓紧{UNISSUED}复查。\n")
    town.things |= {
        "units": bureau,
        "posts": post,
        "terms": post.terms.get(),
        "people": post.terms.get().person,
        "spheres": post_of("市政府", "副市长").spheres.get(),
        "groups": _group(director),
        "aliases": units.give_alias(bureau, name="市建设局", by=keeper, at=NOW),
        "designations": spheres.designate(
            unit_named("市统计局"), scope="统计督查", document_number="澄政办函〔2026〕2号",
            since=TODAY, until=LATER, by=director, at=NOW,
        ),
        "offices": groups.host_office(
            bureau, name="城市更新领导小组办公室", since=TODAY, by=director, at=NOW
        ),
        "stand-ins": _stand_in(),
        "purge": _purge(wrong, security),
        "roster": files.keep(roster, name="名册.xlsx", by=keeper, at=NOW).digest,
        "rehearsed": rehearse(roster, by=keeper, at=NOW).fingerprint,
    }  # fmt: skip


def _time(town: Town) -> None:
    """Let the city decide about its time: a local day, a closed season, the limit as it stood."""
    director, far = the("主任"), TODAY + timedelta(days=200)
    held = city.rule_said("LOCAL_POLICY", TODAY).now
    dues.set_city_rule(
        replace(held.rule, since=TODAY), subject=held.subject, step=held.step,
        by=director, at=NOW,
    )  # fmt: skip
    dues.declare_local_day(
        far, kind=DayKind.HOLIDAY, name="建市纪念日", basis="澄政发〔2026〕3号",
        by=director, at=NOW,
    )  # fmt: skip
    town.things["local_day"] = LocalDay.objects.get()
    town.things["closed_season"] = dues.declare_closed_season(
        "冬季停工期", far, far, units=[unit_named("市住建局")], basis="澄建发〔2026〕3号",
        by=director, at=NOW,
    )  # fmt: skip


def _group(director: Acting) -> UnitGroup:
    return groups.form_group(name="城建口", units=[unit_named("市住建局")], by=director, at=NOW)


def _stand_in() -> ActingFor:
    return stand_ins.stand_in(
        post_of("市财政局", "副局长").terms.get().person,
        term=post_of("市财政局", "局长").terms.get(),
        since=TODAY,
        until=LATER,
        by=the("局长", "市财政局"),
        at=NOW,
    )


def _purge(wrong: Document, security: Acting) -> PurgeRequest:
    purge.ask("document", str(wrong.pk), by=security, at=NOW, reason="不应录入")
    return PurgeRequest.objects.get()


def _ask_units(town: Town) -> None:
    """Let the lead ask the assisting unit: one ask not sent, one silent, one answered."""
    head = the("局长", road.LEAD)
    whole = {
        "units": [unit_named("市财政局")], "basis": road.BASIS, "minutes": 15,
        "expires_date": LATER,
    }  # fmt: skip
    sheet = (asks.Place("清单", "FILE"),)
    unsent = asks.Written("OPINION", f"关于{UNSENT}的意见", **whole)
    town.things["ask unsent"] = asks.draft(unsent, by=head, at=NOW)
    files = [(f"{ASKED}.txt", ASKED.encode())]
    for name, kind, more in (
        ("silent", "OPINION", {"files": files}),
        ("answered", "MATERIAL", {"answer_by": LATER, "places": sheet}),
    ):
        written = asks.Written(kind, f"{ASKED}（{name}）", **whole, **more, repeat_reason="分项")
        sent = town.things[f"ask {name}"] = asks.draft(written, by=head, at=NOW)
        asks.send(sent, by=head, at=NOW)
    past = {"due_date": TODAY - timedelta(days=9), "warn_date": TODAY - timedelta(days=12)}
    Due.objects.filter(addressee__ask=town.things["ask silent"]).update(**past)
    [row] = town.things["ask answered"].addressees.select_related("ask")
    place = row.ask.fields.get()
    said = replies.Said(value_files={place.pk: (f"{ASKED}清单.txt", ASKED.encode())})
    replies.answer(row, said, by=the("联络员", "市财政局"), at=NOW)
    town.things |= {"reply": row, "ask file": town.things["ask silent"].files.get()}
    town.things["value"] = row.values.get()
