"""The straight road, walked by real deeds: a decision in, a matter in whatever state is asked for.

`a_matter(S.CLAIMED)` takes a small decision in on Monday and goes on until the matter claims.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from luoshi.breakdown import hearing
from luoshi.breakdown.models import IssueNotice, Matter, MatterList
from luoshi.breakdown.operations import drafts, inputs, lists, matters
from luoshi.breakdown.terms import Cadence, MatterState
from luoshi.intake import operations as intake
from luoshi.intake.models import Document
from luoshi.intake.terms import Disposition, SourceType
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post
from luoshi.organisation.terms import Role
from luoshi.reporting.models import Report
from luoshi.reporting.operations import claims, closing, leaders, reports
from luoshi.reporting.terms import Check, Method
from luoshi.timelimits.days import day_of
from tests.walked import walked_once
from tests.world import MONDAY, MONDAY_NINE, someone_of, unit_named

S = MatterState
ROOM = "市政府督查室"
LEAD = "市住建局"
ASSIST = "市财政局"
BASIS = "市政府常务会议纪要〔2026〕9号第3项"
DUE = date(2026, 9, 30)
TEXT = (
    "澄川市人民政府常务会议纪要\n"
    "会议要求，市住建局牵头，市财政局配合，9月底前完成澄河路雨污分流改造12公里，每月报送进展。\n"
    "会议强调，要提高认识，形成合力。\n"
)
ROAD = (
    S.ASSIGNED,
    S.IN_PROGRESS,
    S.CLAIMED,
    S.VERIFYING,
    S.DECIDING,
    S.COMPLETED,
    S.WRITTEN_OFF,
    S.ARCHIVED,
)
ALL_SO = dict.fromkeys(Check.values, True)
FOUND = claims.Found(
    method=Method.ON_SITE,
    record="实地丈量12公里，管网已通水",
    visited_date=MONDAY,
    place="澄河路",
    no_interest=True,
)


def the(title: str, unit: str = ROOM) -> Acting:
    """Return whoever holds a post of the room, or of another unit."""
    return someone_of(unit, title)


@walked_once
def a_document(*, text: str = TEXT, room: str = ROOM, joint: bool = False) -> Document:
    """Take a small decision in on Monday at nine."""
    paper = intake.Paperwork(
        title="澄川市人民政府常务会议纪要",
        source=SourceType.MINUTES,
        kind="meeting_item",
        issued_date=MONDAY,
        received_date=MONDAY,
        document_number="澄政纪〔2026〕9号",
        joint=joint,
    )
    officer = the("督查员", room)
    return intake.take_in(
        text.encode(), text, name="纪要.txt", paper=paper, by=officer, at=MONDAY_NINE
    )


@walked_once
def a_settled_list(
    *, document: Document | None = None, room: str = ROOM, due_date: date = DUE
) -> MatterList:
    """Open a list, settle one matter of the lead with an assisting unit, answer every sentence."""
    document = document or a_document(room=room)
    officer = the("督查员", room)
    opened = lists.open_list(document, by=officer, at=MONDAY_NINE)
    for found in opened.drafts.all():
        drafts.skip(found, by=officer, reason="另列事项")
    add_draft(opened, "9月底前完成澄河路雨污分流改造12公里", room=room, due_date=due_date)
    answer_the_rest(document, room=room)
    return opened


def add_draft(
    opened: MatterList,
    requirement: str,
    *,
    lead: str = LEAD,
    assist: str = ASSIST,
    due_date: date = DUE,
    cadence: str = Cadence.TEN_DAYS,
    room: str = ROOM,
):
    """Add one accepted matter to a list that is being drafted."""
    officer = the("督查员", room)
    sentence = opened.document.sentences.order_by("place")[1]
    made = drafts.add(
        opened,
        by=officer,
        requirement=requirement,
        cadence=cadence,
        sentence=sentence,
        span=(sentence.start, sentence.end),
    )
    wording = drafts.Wording(
        title=requirement,
        requirement=requirement,
        standard="12公里管网通水并通过验收",
        lead=unit_named(lead),
        due_date=due_date,
        cadence=cadence,
        assist=[unit_named(assist)] if assist else [],
    )
    drafts.edit(made, wording, by=officer)
    drafts.accept(made, by=officer)
    return made


def answer_the_rest(document: Document, *, room: str = ROOM) -> None:
    """Answer every sentence that has no answer yet: principle only."""
    open_ones = document.sentences.filter(disposition="").values_list("pk", flat=True)
    answers = dict.fromkeys(open_ones, Disposition.PRINCIPLE)
    intake.answer(document, answers, by=the("督查员", room))


@walked_once
def an_approved_list(*, at: datetime = MONDAY_NINE, room: str = ROOM, **given) -> MatterList:
    """Submit and approve a list."""
    # The doors' clock may stand behind the paper's own date, and no matter begins late.
    due_date = max(DUE, day_of(at) + timedelta(days=90)) if day_of(at) > DUE else DUE
    opened = a_settled_list(room=room, due_date=due_date, **given)
    lists.submit(opened, by=the("督查员", room), at=at)
    lists.approve(opened, by=the("主任", room), at=at, basis=BASIS)
    return opened


@walked_once
def an_issued_list(*, at: datetime = MONDAY_NINE, room: str = ROOM, **given) -> MatterList:
    """Submit, approve and issue a list."""
    approved = an_approved_list(at=at, room=room, **given)
    lists.issue(approved, by=the("主任", room), at=at)
    return approved


def notice_to(unit: str, issued: MatterList) -> IssueNotice:
    """Return the notice a unit got of a list."""
    return issued.notices.get(unit=unit_named(unit))


@walked_once
def a_matter(state: str = S.ASSIGNED, *, at: datetime = MONDAY_NINE, room: str = ROOM) -> Matter:
    """Return a matter that was brought into a state by real deeds, the last of them at `at`."""
    issued = an_issued_list(at=at, room=room)
    matter = issued.matters.get()
    for step in ROAD[1 : ROAD.index(S(state)) + 1]:
        bring(matter, step, at=at, room=room)
    matter.refresh_from_db()
    return matter


def bring(matter: Matter, state: str, *, at: datetime, room: str = ROOM) -> None:
    """Make the one move of the straight road that ends in a state."""
    if state == S.IN_PROGRESS:
        matters.sign(notice_to(LEAD, matter.list), by=the("联络员", LEAD), at=at)
        matter.refresh_from_db()
        hear_everybody(matter, at=at)
    elif state == S.CLAIMED:
        hear_everybody(matter, at=at)
        claims.claim(matter, by=the("局长", LEAD), at=at, statement="12公里已全部完工通水")
    elif state == S.VERIFYING:
        claims.pass_review(matter, by=the("督查员", room), at=at, checks=ALL_SO, seed="1")
    elif state == S.DECIDING:
        claims.verify(matter, FOUND, by=the("核查员", room), at=at)
    elif state == S.COMPLETED:
        close(matter, by=the("主任", room), at=at)
    elif state == S.WRITTEN_OFF:
        closing.write_off(matter, by=the("主任", room), at=at)
    elif state == S.ARCHIVED:
        closing.file(matter, by=the("归档员", room), at=at)


def hear_everybody(matter: Matter, *, at: datetime) -> None:
    """Let each unit beside the lead give its input, so that nothing is missing for the claim."""
    for part in hearing.parts_unheard(matter):
        by = someone_of(part.unit.name, Role.LIAISON)
        inputs.give_input(matter, by=by, at=at, text="已按分工落实配套资金")


def close(matter: Matter, *, by: Acting, at: datetime) -> None:
    """Close a verified matter, before a leader where it came of a leader's instruction."""
    if not matter.leader_decides:
        closing.complete(matter, by=by, at=at)
        return
    mayor = someone_of("市政府", "市长")
    leader = Post.objects.get(pk=mayor.post_id)
    leaders.submit(matter, leader, by=by, at=at, opinion="核查属实，拟予办结")
    leaders.agree(matter, by=mayor, at=at)


def a_report(matter: Matter, *, percent: int = 30, at: datetime = MONDAY_NINE, **more) -> Report:
    """Report on a matter under way, from its lead unit."""
    said = reports.Said(progress="已完成管沟开挖", percent=Decimal(percent), **more)
    return reports.report(matter, said, by=the("联络员", LEAD), at=at)


def days_after(at: datetime, days: int) -> datetime:
    """Return the same hour some days later."""
    return at + timedelta(days=days)
