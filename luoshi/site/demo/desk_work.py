"""What the supervision rooms of the demo do with a paper: take it in, break it down, issue it."""

from datetime import date, datetime

from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.terms import DraftVerdict, ListState, PartRole
from luoshi.intake import operations as intake
from luoshi.intake.models import Document
from luoshi.intake.terms import Disposition
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post, Unit, UnitGroup
from luoshi.organisation.terms import Role
from luoshi.site.demo.calendar import text
from luoshi.site.demo.decisions import Decision
from luoshi.site.demo.organisation import Cast

NOT_NAMED = "原文没有指明单位或时限，核实后另行立项"


def take_in(decision: Decision, cast: Cast, *, issued: date, at: datetime) -> Document:
    """Register a paper of the demo, and the leader's words on it if there are any."""
    officer = cast.one(decision.room, Role.OFFICER)
    words = text(decision.text, issued)
    paper = intake.Paperwork(
        title=decision.title,
        source=decision.source,
        kind=decision.kind,
        issued_date=issued,
        received_date=issued,
        document_number=decision.number.format(year=issued.year),
        issuer="澄川市人民政府办公室" if decision.room == "SFDC" else "中共澄川市委办公室",
        joint=decision.joint,
    )
    document = intake.take_in(
        words.encode(), words, name=f"{decision.title}.txt", paper=paper, by=officer, at=at
    )
    if decision.instruction:
        code, role, number, said = decision.instruction
        leader = Post.objects.get(pk=cast.one(code, role, number).post_id)
        intake.note_instruction(
            document=document, leader=leader, words=said, given_date=issued, by=officer, at=at
        )
    return document


def break_down(decision: Decision, document: Document, cast: Cast, *, at: datetime) -> MatterList:
    """Open the list and settle every draft and sentence, as far as the decision's story goes."""
    officer = cast.one(decision.room, Role.OFFICER)
    opened = lists.open_list(document, by=officer, at=at)
    waiting = list(opened.drafts.order_by("place"))
    half_done = decision.reaches == ListState.DRAFTING
    for draft in waiting[: len(waiting) // 2] if half_done else waiting:
        settle(draft, by=officer)
    if half_done:
        return opened
    rest = document.sentences.filter(disposition="").values_list("pk", flat=True)
    intake.answer(document, dict.fromkeys(rest, Disposition.PRINCIPLE), by=officer)
    lists.submit(opened, by=officer, at=at)
    return opened


def settle(draft: Draft, *, by: Acting) -> None:
    """Accept a draft, settling what the text left open, or skip it with the reason."""
    units = list(draft.units.select_related("unit"))
    joint = [row.unit for row in units if row.role == PartRole.JOINT and row.unit]
    lead = draft.lead or (joint[0] if joint else None)
    if lead is None or draft.due_date is None:
        drafts.skip(draft, by=by, reason=NOT_NAMED)
        return
    named = [row.unit for row in units if row.role == PartRole.ASSIST and row.unit]
    collective = any(row.unit is None for row in units)
    wording = drafts.Wording(
        title=draft.title,
        requirement=draft.requirement,
        standard=draft.standard or f"按时限完成“{draft.title}”，经核查属实",
        lead=lead,
        due_date=draft.due_date,
        cadence=draft.cadence,
        deliverable=draft.deliverable,
        joint=[unit for unit in joint if unit != lead],
        assist=[*named, *(_counties() if collective else [])],
    )
    drafts.edit(draft, wording, by=by)
    drafts.accept(draft, by=by)


def approve_and_issue(decision: Decision, opened: MatterList, cast: Cast, *, at: datetime) -> None:
    """Let the director approve a list; refuse its last matter where it is on a party paper."""
    director = cast.one(decision.room, Role.DIRECTOR)
    accepted = opened.drafts.filter(verdict=DraftVerdict.ACCEPTED).order_by("place")
    refused = {}
    if decision.text == "roads":
        refused = {accepted.last().pk: "与人防专项检查重复，不另行立项"}  # type: ignore[union-attr]
    basis = f"《{decision.title}》{opened.document.document_number}"
    lists.approve(opened, by=director, at=at, basis=basis, refused=refused)
    if decision.reaches == ListState.ISSUED:
        lists.issue(opened, by=director, at=at)


def _counties() -> list[Unit]:
    group = UnitGroup.objects.filter(name="各县（区）").first()
    return list(group.units.order_by("place")[:3]) if group else []
