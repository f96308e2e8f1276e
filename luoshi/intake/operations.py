"""What can be done with a decision: take it in, answer its sentences, note a leader's word.

Taking in keeps the original by its digest, reads out its text and lays down its sentences at exact
offsets; nothing is cleaned or corrected in the original.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from luoshi.flow.refusals import NotYours, Refused, Unmet
from luoshi.intake.holders import held_by
from luoshi.intake.kinds import KINDS
from luoshi.intake.models import Document, Instruction, Sentence
from luoshi.intake.rules import room_staff
from luoshi.intake.terms import Disposition, Urgency
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post, Term
from luoshi.organisation.queries import holds_on, may_open_matters
from luoshi.organisation.terms import LEADERS, ROOM_ROLES, OwnerRoom, Role
from luoshi.papers.official import PartKind, official
from luoshi.reading.reader import sentences_in
from luoshi.reading.terms import SentenceKind
from luoshi.timelimits.days import day_of
from luoshi.trail import files
from luoshi.trail.operations import write

# Headings and web furniture order nothing; they come answered, and anyone may answer otherwise.
_SELF_EVIDENT = {
    SentenceKind.HEADING: (Disposition.PRINCIPLE, gettext_noop("标题")),
    SentenceKind.FURNITURE: (Disposition.NOT_OURS, gettext_noop("网页栏目文字")),
}

# What stands around the body comes answered too; its note is the name of the part.
_AROUND_THE_BODY = {PartKind.TITLE: Disposition.PRINCIPLE}

# What a registration says of a paper; its file and its words are never touched.
_REGISTERED = (
    "title",
    "document_number",
    "source",
    "kind",
    "issuer",
    "issued_date",
    "received_date",
    "urgency",
)

__all__ = [
    "NotYours",
    "Paperwork",
    "Refused",
    "Unmet",
    "answer",
    "correct",
    "demand_a_licence",
    "note_instruction",
    "take_in",
]


@dataclass(frozen=True)
class Paperwork:
    """What is written about a paper when it is registered (来文登记)."""

    title: str
    source: str
    kind: str
    issued_date: date
    received_date: date
    document_number: str = ""
    issuer: str = ""
    urgency: str = Urgency.ORDINARY
    joint: bool = False


def take_in(
    content: bytes,
    text: str,
    *,
    name: str,
    paper: Paperwork,
    by: Acting,
    at: datetime,
    recognised: bool = False,
    key: str = "",
) -> Document:
    """Register a decision with its untouched original and its sentences (收文登记).

    :param content: the original's bytes, kept by digest; `text` is what was read out of them
    :param recognised: the text was recognised in pictures, and looked over
    :raises NotYours: if `by` does not work in a room that may open matters (Order 733 art. 6-7)
    :raises Unmet: if the text is empty, the kind is unknown or a day is missing
    """
    demand_a_licence(by, at)
    _demand_a_paper(text, paper, at)
    with transaction.atomic():
        document = Document.objects.create(
            **{part: getattr(paper, part) for part in _REGISTERED},
            office_id=by.unit_id,
            owner=_owner(by, joint=paper.joint),
            file=files.keep(content, name=name, by=by, at=at),
            file_name=name[:200],
            text=text,
            recognised=recognised,
            registered_by_id=by.person_id,
            registered_at=at,
        )
        count = _lay_down_sentences(document)
        facts: dict[str, object] = {"file": document.file.digest, "characters": len(text)}
        facts |= {"sentences": count} | ({"recognised": True} if recognised else {})
        write("document.take_in", about=document, by=by, at=at, facts=facts, key=key)
    return document


def correct(
    document: Document, paper: Paperwork, *, by: Acting, at: datetime, reason: str, key: str = ""
) -> None:
    """Put right what was registered of a paper, while nothing of it is issued (更正登记).

    The entry keeps what stood and what stands. The file and its words stay as they came.

    :raises NotYours: if `by` is not an officer of the room that holds the document
    :raises Unmet: without a reason, if nothing changes, or if a room above rests on the paper
    """
    if by.role not in ROOM_ROLES or not room_staff.holds(by, document):
        raise NotYours(_("更正登记须由登记文件的督查室人员办理"))
    _demand_a_paper(document.text, paper, at)
    if not reason.strip():
        raise Unmet(_("请写明更正理由"))
    with transaction.atomic():
        # A write first, so that two corrections at once stand one after the other.
        Document.objects.filter(pk=document.pk).update(office=document.office_id)
        stood = Document.objects.defer("text").get(pk=document.pk)
        if held := held_by(stood, paper.kind):
            raise Unmet(held)
        changed = {
            name: [str(getattr(stood, name)), str(getattr(paper, name))]
            for name in _REGISTERED
            if getattr(stood, name) != getattr(paper, name)
        }
        if not changed:
            raise Unmet(_("登记内容没有变化"))
        Document.objects.filter(pk=document.pk).update(
            **{name: getattr(paper, name) for name in changed}
        )
        facts = {"reason": reason.strip(), "changed": changed}
        write("document.correct", about=document, by=by, at=at, facts=facts, key=key)
    document.refresh_from_db()


def answer(
    document: Document, dispositions: Mapping[UUID, str], *, by: Acting, note: str = ""
) -> None:
    """Say what became of some sentences. A draft until the list is submitted: no entry is left.

    :param dispositions: sentence id → Disposition, or "" to take an answer back
    :raises NotYours: if `by` is not of the room that holds the document
    :raises Unmet: if a sentence is not of this document or the disposition is unknown
    """
    if not room_staff.holds(by, document):
        raise NotYours(_("逐句处置须由登记文件的督查室人员办理"))
    if not {*dispositions.values()} <= {"", *Disposition.values}:
        raise Unmet(_("请选择处置方式"))
    rows = list(document.sentences.filter(pk__in=dispositions))
    if len(rows) != len(dispositions):
        raise Unmet(_("有的句子不在这份文件中"))
    for row in rows:
        row.disposition = dispositions[row.pk]
        row.note = note[:200] if dispositions[row.pk] else ""
    Sentence.objects.bulk_update(rows, ["disposition", "note"], batch_size=200)


def note_instruction(
    *,
    leader: Post,
    words: str,
    given_date: date,
    by: Acting,
    at: datetime,
    document: Document | None = None,
    matter: tuple[UUID, str] | None = None,
    read_only: bool = False,
    key: str = "",
) -> Instruction:
    """Register a leader's words on a document or on a matter (批示登记).

    :param matter: key and number of the matter the words are on
    :raises NotYours: if `by` does not work in a supervision room
    :raises Unmet: if nothing was said and it was not only read, or the post is no leader's
    """
    _demand_staff(by, document)
    with transaction.atomic():
        return register_instruction(
            leader=leader,
            words=words,
            given_date=given_date,
            office_id=by.unit_id,
            document=document,
            matter=matter,
            read_only=read_only,
            by=by,
            at=at,
            key=key,
        )


def register_instruction(
    *,
    leader: Post,
    words: str,
    given_date: date,
    office_id: UUID,
    by: Acting,
    at: datetime,
    document: Document | None = None,
    matter: tuple[UUID, str] | None = None,
    read_only: bool = False,
    key: str = "",
) -> Instruction:
    """Lay down a leader's words for a room, with an entry; the caller has asked who may.

    A piece of the deeds that note or give an instruction; runs inside their transaction.

    :raises Unmet: as `note_instruction`
    """
    _demand_a_leader(leader)
    _demand_words(words, given_date, at, read_only=read_only)
    instruction = Instruction.objects.create(
        leader=leader,
        leader_name=_holder_of(leader, given_date),
        words=words,
        given_date=given_date,
        read_only=read_only,
        office_id=office_id,
        document=document,
        matter_id=matter[0] if matter else None,
        matter_number=matter[1] if matter else "",
        registered_at=at,
    )
    facts = {"on": matter[1] if matter else str(document), "read_only": read_only}
    write("instruction.note", about=instruction, by=by, at=at, facts=facts, key=key)
    return instruction


def _demand_staff(by: Acting, document: Document | None) -> None:
    if by.role not in ROOM_ROLES:
        raise NotYours(_("批示登记须由督查室办理"))
    if document is not None and not room_staff.holds(by, document):
        raise NotYours(_("批示登记须由登记文件的督查室人员办理"))


def _demand_words(words: str, given_date: date, at: datetime, *, read_only: bool) -> None:
    if given_date > day_of(at):
        raise Unmet(_("批示日期不能晚于今天"))
    if not (words.strip() or read_only):
        raise Unmet(_("请填写批示内容；仅圈阅的请勾选“仅圈阅”"))


def _demand_a_leader(post: Post) -> None:
    if post.role not in (*LEADERS, Role.SECRETARY_GENERAL):
        raise Unmet(_("批示人须是领导职务"))


def _holder_of(post: Post, day: date) -> str:
    """Return who held the post on a day, or its title where nobody is known to have."""
    held = Term.objects.filter(holds_on(day), post=post).select_related("person")
    latest = held.order_by("-since").first()
    return latest.person.name if latest else post.title


def demand_a_licence(by: Acting, at: datetime) -> None:
    """Refuse whoever may not take a paper in.

    :raises NotYours: if `by` does not work in a room that may open matters (Order 733 art. 6-7)
    """
    if by.role not in ROOM_ROLES or not may_open_matters(by, on=day_of(at)):
        raise NotYours(_("收文登记须由督查室或经书面指定的单位办理"))


def _demand_a_paper(text: str, paper: Paperwork, at: datetime) -> None:
    if not text.strip():
        raise Unmet(_("文件中没有可读的文字"))
    if paper.kind not in KINDS:
        raise Unmet(_("请选择事项类别"))
    if paper.received_date > day_of(at):
        raise Unmet(_("收到日期不能晚于今天"))


def _owner(by: Acting, *, joint: bool) -> str:
    if joint and by.room in (OwnerRoom.PARTY, OwnerRoom.GOVERNMENT):
        return OwnerRoom.JOINT
    return by.room or OwnerRoom.DESIGNATED


def _lay_down_sentences(document: Document) -> int:
    """Lay down the sentences at their offsets; return how many."""
    paragraph, counted = 1, 0
    rows = []
    formal = official(document.text)
    for place, sentence in enumerate(sentences_in(document.text), 1):
        span = sentence.span
        paragraph += document.text.count("\n", counted, span.start)
        counted = span.start
        part = formal.part_at(span.start, span.end)
        disposition, note = _SELF_EVIDENT.get(sentence.kind, ("", ""))
        if part is not None:
            disposition = _AROUND_THE_BODY.get(part.kind, Disposition.NOT_OURS)
            note = part.kind.value
        rows.append(
            Sentence(
                document=document,
                place=place,
                paragraph=paragraph,
                start=span.start,
                end=span.end,
                disposition=disposition,
                note=_(note) if note else "",
            )
        )
    return len(Sentence.objects.bulk_create(rows, batch_size=500))
