"""What the supervision rooms of the demo do with a paper: take it in, break it down, issue it."""

from datetime import date, datetime, timedelta

from luoshi.breakdown.firsts import URGENT
from luoshi.breakdown.models import Draft, IssueNotice, MatterList
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.terms import DraftVerdict, ListState, PartRole
from luoshi.intake import operations as intake
from luoshi.intake.models import Document, Sentence
from luoshi.intake.terms import Disposition
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post, Unit, UnitGroup
from luoshi.organisation.terms import Role
from luoshi.site.demo.bearing import PARTY_ROOM, signer
from luoshi.site.demo.calendar import dated
from luoshi.site.demo.decisions import Decision
from luoshi.site.demo.organisation import Cast

NOT_NAMED = "原文没有指明单位或时限，核实后另行立项"
PLANNED, SKIPPED = "已列入年度监督抽查计划，不重复立项", 2
ORDINARY_LIMIT = timedelta(days=15)
PRINCIPLE = "原则性要求，不单独立项"
ISSUERS = {"SFDC": "澄川市人民政府办公室", "SWDC": "中共澄川市委办公室"}


def take_in(
    decision: Decision, cast: Cast, *, issued: date, today: date, serial: int, at: datetime
) -> Document:
    """Register a paper of the demo, and the leader's words on it if there are any.

    :param serial: its number in its series of the year
    """
    officer = cast.one(decision.room, Role.OFFICER)
    words = dated(decision.words, issued=issued, today=today, serial=serial)
    paper = intake.Paperwork(
        title=decision.title,
        source=decision.source,
        kind=decision.kind,
        issued_date=issued,
        received_date=issued,
        document_number=f"{decision.series}〔{issued.year}〕{serial}号",
        issuer=ISSUERS[decision.room],
        joint=decision.joint,
        urgency=decision.urgency,
    )
    document = intake.take_in(
        words.encode(), words, name=f"{decision.title}.txt", paper=paper, by=officer, at=at
    )
    if decision.instruction:
        number, said = decision.instruction
        speaks = cast.leader(number)
        leader = Post.objects.get(pk=speaks.post_id)
        intake.note_instruction(
            document=document, leader=leader, words=said, given_date=issued, by=officer, at=at
        )
    return document


def break_down(decision: Decision, document: Document, cast: Cast, *, at: datetime) -> MatterList:
    """Open the list and settle every draft and sentence, as far as the decision's story goes."""
    officers = [cast.one(decision.room, Role.OFFICER, number) for number in (0, 1)]
    opened = lists.open_list(document, by=officers[0], at=at)
    waiting = list(opened.drafts.select_related("lead", "sentence").order_by("place"))
    if decision.reaches == ListState.DRAFTING:
        # Two people share a paper: each takes a few, and half is left for the visitor.
        for number, draft in enumerate(waiting[: len(waiting) // 2]):
            if number == SKIPPED:
                drafts.skip(draft, by=officers[1], reason=PLANNED)
            else:
                settle(draft, by=officers[number % 2])
        return opened
    for draft in waiting:
        settle(draft, by=officers[0])
    rest = Sentence.objects.filter(document=document, disposition="").values_list("pk", flat=True)
    drafts.answer(opened, dict.fromkeys(rest, Disposition.PRINCIPLE), by=officers[0])
    lists.submit(opened, by=officers[0], at=at)
    return opened


def settle(draft: Draft, *, by: Acting) -> None:
    """Accept a draft, settling what the text left open, or skip it with the reason."""
    units = list(draft.units.select_related("unit"))
    joint = [row.unit for row in units if row.role == PartRole.JOINT and row.unit]
    lead = draft.lead or (joint[0] if joint else None)
    due_date = draft.due_date
    if due_date is None and draft.list.document.urgency in URGENT:
        # An urgent paper waits for nobody to name a day: the officer does.
        due_date = draft.list.document.issued_date + ORDINARY_LIMIT
    if lead is None or due_date is None:
        drafts.skip(draft, by=by, reason=NOT_NAMED)
        return
    if not any(letter.isdigit() for letter in draft.title) and "INHERITED_DEADLINE" in draft.flags:
        drafts.skip(draft, by=by, reason=PRINCIPLE)
        return
    named = [row.unit for row in units if row.role == PartRole.ASSIST and row.unit]
    meant = [unit for row in units if row.unit is None for unit in _meant(row.words)]
    wording = drafts.Wording(
        title=draft.title,
        requirement=draft.requirement,
        standard=draft.standard or f"按时限完成“{draft.title}”，经核查属实",
        lead=lead,
        due_date=due_date,
        cadence=draft.cadence,
        deliverable=draft.deliverable,
        joint=[unit for unit in joint if unit != lead],
        assist=[*named, *meant],
    )
    drafts.accept(draft, by=by, wording=wording)


def approve_and_issue(
    decision: Decision, opened: MatterList, cast: Cast, *, at: datetime
) -> list[IssueNotice]:
    """Let whoever signs a list approve it, but for what is refused; the director issues it."""
    director = cast.one(decision.room, Role.DIRECTOR)
    signs = signer(cast, opened.sign_off, party=decision.room == PARTY_ROOM)
    accepted = opened.drafts.filter(verdict=DraftVerdict.ACCEPTED).order_by("place")
    last = accepted.last() if decision.refuses else None
    refused = {last.pk: decision.refuses} if last else {}
    basis = f"《{decision.title}》{opened.document.document_number}"
    lists.approve(opened, by=signs, at=at, basis=basis, refused=refused)
    if decision.reaches != ListState.ISSUED:
        return []
    return lists.issue(opened, by=director, at=at)


def _meant(words: str) -> list[Unit]:
    """Return the units a collective name means; none where nobody can say (有关部门)."""
    group = UnitGroup.objects.filter(name=words).first()
    return list(group.units.order_by("place")) if group else []
