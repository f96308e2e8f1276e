"""Deeds on a responsibility list: open, submit, send back, approve with a basis, issue.

Set-up approval and issue act on the list; every matter in it moves by its own row of the table and
has its own entry. 拟办 lives in the list until then: a matter's row begins with its approval.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.breakdown import finding
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.breakdown.models import (
    Draft,
    DraftUnit,
    IssueNotice,
    Matter,
    MatterList,
    MatterSource,
    Part,
    Round,
    Target,
)
from luoshi.breakdown.operations import lessons, revising
from luoshi.breakdown.operations.notices import next_matter_number, notify
from luoshi.breakdown.operations.proposing import in_the_body, reading_of
from luoshi.breakdown.operations.steps import forget, hold_list
from luoshi.breakdown.proposals import drafts_from
from luoshi.breakdown.queries import same_demand
from luoshi.breakdown.rhythms import cadence_for
from luoshi.breakdown.rules import list_officer
from luoshi.breakdown.suggested import remember
from luoshi.breakdown.terms import DraftVerdict, ListState, MatterState, PartRole
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake.kinds import kind
from luoshi.intake.models import Document
from luoshi.intake.queries import lines_of
from luoshi.intake.rules import room_staff
from luoshi.intake.terms import SignOff, SourceType
from luoshi.kit.wording import full_date
from luoshi.organisation.acting import Acting
from luoshi.organisation.queries import leaders_of, names_of_units, stands
from luoshi.organisation.terms import OwnerRoom
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import write


def open_list(document: Document, *, by: Acting, at: datetime, key: str = "") -> MatterList:
    """Open a responsibility list on a document, with the reader's proposals as drafts (开始分解).

    A first list carries the proposals; a later version starts empty, for what is to be added.

    :raises NotYours: if `by` is not of the room that holds the document
    :raises NotFromHere: if a list of this document is still being drafted or waits for approval
    """
    if not room_staff.holds(by, document):
        raise NotYours(_("分解须由登记文件的督查室人员办理"))
    with transaction.atomic():
        # The document's row is locked by this write, so that two at once open one list.
        Document.objects.filter(pk=document.pk).update(office=document.office_id)
        _check_none_in_hand(document)
        last = document.lists.aggregate(last=Max("version"))["last"] or 0
        matters = MatterList.objects.create(
            document=document,
            version=last + 1,
            office_id=document.office_id,
            owner=document.owner,
            sign_off=_route(document),
            drafted_by_id=by.person_id,
        )
        found = 0 if last else _propose(matters, at=at)
        facts = {"version": matters.version, "proposals": found}
        write("matterlist.open", about=matters, by=by, at=at, facts=facts, key=key)
    return matters


def answer_for(matters: MatterList, *, leaders: bool, by: Acting) -> None:
    """Say whether leading cadres answer for the list: then the leading group signs it (text 0).

    A draft until the list is submitted: no entry is left; the submission names the route.

    :raises NotYours: if `by` is not of the list's room
    :raises NotFromHere: if the list is no longer being drafted
    """
    if not list_officer.holds(by, matters):
        raise NotYours(_("签发权限须由负责该清单的督查员或主任确定"))
    route = SignOff.LEADING_GROUP if leaders else _route(matters.document)
    drafting = MatterList.objects.filter(pk=matters.pk, state=ListState.DRAFTING)
    if not drafting.update(sign_off=route):
        raise NotFromHere(_("清单已送审，不能再改签发权限"))
    matters.sign_off = route


def submit(matters: MatterList, *, by: Acting, at: datetime, key: str = "") -> None:
    """Hand a finished list to the director (送审).

    :raises Unmet: while a sentence is unanswered, a draft unsettled or a date is past
    """
    with transaction.atomic():
        # What is submitted is what is in the list now: a draft changed at this moment waits.
        hold_list(matters)
        facts = _submitted(matters)
        _check_ahead(matters, at)
        revising.check_changes(matters)
        LIST.make("submit", matters, by=by, at=at, key=key, **facts)
        forget(matters)


def _submitted(matters: MatterList) -> dict[str, Any]:
    """Say what is handed to the director: what is in the list, what was left out and why."""
    drafts = matters.drafts.order_by("place")
    facts: dict[str, Any] = {
        "accepted": [draft.title for draft in drafts if draft.verdict == DraftVerdict.ACCEPTED],
        "skipped": [
            f"{draft.title}：{draft.skip_reason}"
            for draft in drafts
            if draft.verdict == DraftVerdict.SKIPPED
        ],
        "sign_off": matters.sign_off,
    }
    if changes := [revising.sentence_of(draft) for draft in revising.revising(matters)]:
        facts["changes"] = changes
    return facts


def send_back(matters: MatterList, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Return a list to its officer for changes, and say what (退回修改)."""
    note = {"returned_note": reason[:500]}
    LIST.make("send_back", matters, by=by, at=at, key=key, columns=note, reason=reason)


def approve(
    matters: MatterList,
    *,
    by: Acting,
    at: datetime,
    basis: str,
    refused: Mapping[UUID, str] | None = None,
    key: str = "",
) -> list[Matter]:
    """Set the list's matters up, each with its number; refuse single ones with a reason (立项审批).

    :param basis: what the matters rest on: document number, meeting and item, or instruction
    :param refused: draft id → reason, for drafts the director does not open (不立项)
    :raises NotYours: if `by` is not who signs such a list
    :raises Unmet: without a basis, if a demand stands open in another matter already, a date is
        past, or if what is refused is not in the list
    """
    refused = refused or {}
    with transaction.atomic():
        hold_list(matters)
        rows = _accepted(matters)
        rests_on = {"basis": basis.strip()[:300]}
        facts = {"basis": basis} | revising.left_as_it_is(rows, refused)
        LIST.make("approve", matters, by=by, at=at, key=key, columns=rests_on, **facts)
        _check_refused(rows, refused)
        _check_ahead(matters, at, but=refused)
        revising.check_changes(matters, but=refused)
        made = []
        for draft in rows:
            if draft.revises is not None:
                made += _change(draft, draft.revises, refused, by=by, at=at, basis=basis)
                continue
            matter = _lay_down(draft, matters, at=at)
            if draft.pk in refused:
                MATTER.make("not_open", matter, by=by, at=at, reason=refused[draft.pk])
            else:
                _register(matter, by=by, at=at, basis=basis)
                made.append(matter)
        _make_known(made, matters, at)
    return made


def _accepted(matters: MatterList) -> list[Draft]:
    """Return what a list holds, in the order of its numbers, with all that setting up reads."""
    drafts = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).order_by("place")
    drafts = drafts.select_related("lead", "sentence", "revises__lead", "list__document")
    return list(drafts.prefetch_related("units__unit"))


def issue(matters: MatterList, *, by: Acting, at: datetime, key: str = "") -> list[IssueNotice]:
    """Hand the list out: one notice for each unit, with all its matters; the clocks start (交办).

    :raises NotFromHere: if the list is not approved, or was issued already
    """
    with transaction.atomic():
        LIST.make("issue", matters, by=by, at=at, key=key)
        moved = list(matters.matters.filter(state=MatterState.REGISTERED).order_by("number"))
        issued = {matter: MATTER.make("issue", matter, by=by, at=at) for matter in moved}
        return notify(matters, issued, by=by, at=at)


def _make_known(made: list[Matter], matters: MatterList, at: datetime) -> None:
    """Let matters set up be found by their words, and the reader learn from the list."""
    finding.lay([matter.pk for matter in made])
    lessons.learn(matters, at=at)


def _propose(matters: MatterList, *, at: datetime) -> int:
    document = matters.document
    names = names_of_units(day_of(at))
    found = reading_of(document, names)
    remember(document, found)
    drafts, units = drafts_from(
        in_the_body(document.text, found.tasks),
        matters,
        lines_of(document),
        names,
        cadence_for(document.kind),
    )
    Draft.objects.bulk_create(drafts, batch_size=200)
    DraftUnit.objects.bulk_create(units, batch_size=500)
    return len(drafts)


def _change(
    draft: Draft,
    old: Matter,
    refused: Mapping[UUID, str],
    *,
    by: Acting,
    at: datetime,
    basis: str,
) -> list[Matter]:
    """Carry out what a version says of an issued matter; return what is set up in its place.

    A change that is refused leaves the matter as it is; the reason stands with the approval.
    """
    if draft.pk in refused:
        return []
    revising.keep_picture(draft, old)
    if not revising.replaces(draft, old):
        revising.carry_out(draft, old, None, by=by, at=at)
        return []
    matter = _lay_down(draft, draft.list, at=at)
    _register(matter, by=by, at=at, basis=basis, instead_of=old)
    revising.carry_out(draft, old, matter, by=by, at=at)
    return [matter]


def _register(
    matter: Matter, *, by: Acting, at: datetime, basis: str, instead_of: Matter | None = None
) -> None:
    # The number first: on its locked row two approvals of one demand wait for one another.
    number = {"number": next_matter_number(matter, at)}
    _check_double(matter, instead_of)
    MATTER.make("register", matter, by=by, at=at, columns=number, basis=basis)


def _check_none_in_hand(document: Document) -> None:
    if document.lists.filter(approved_at__isnull=True).exists():
        raise NotFromHere(_("这份文件的清单正在分解或待核签"))


def _check_refused(drafts: list[Draft], refused: Mapping[UUID, str]) -> None:
    if not set(refused) <= {draft.pk for draft in drafts}:
        raise Unmet(_("不立项的须是清单中已采纳的事项"))


def _check_double(matter: Matter, instead_of: Matter | None = None) -> None:
    if double := same_demand(matter, but=instead_of):
        raise Unmet(
            _("“%(title)s”与在办事项%(number)s相同，不得重复立项")
            % {"title": matter.title, "number": double.number}
        )


def _check_ahead(
    matters: MatterList, at: datetime, *, but: Mapping[UUID, str] | None = None
) -> None:
    """Let no matter begin late; work under way enters by taking it over (承接)."""
    begins = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED, ends=False)
    past = begins.filter(due_date__lt=day_of(at))
    late = past.exclude(pk__in=but or {}).order_by("place").first()
    if late is not None:
        words = {"title": late.title, "day": full_date(late.due_date or day_of(at))}
        raise Unmet(_("“%(title)s”的完成时限%(day)s已过；已在办理的事项请通过“承接”登记") % words)


def _check_standing(draft: Draft, at: datetime) -> None:
    named = [draft.lead, *(row.unit for row in draft.units.all())]
    gone = [unit for unit in named if unit and not stands(unit, on=day_of(at))]
    if gone:
        words = {"title": draft.title, "unit": gone[0]}
        raise Unmet(_("“%(title)s”中的“%(unit)s”已撤销，请退回修改") % words)


def _lay_down(draft: Draft, matters: MatterList, *, at: datetime) -> Matter:
    """Make the matter's row, first round, parts, sources and targets from an accepted draft."""
    if draft.lead is None or draft.due_date is None:
        raise Unmet(_("“%(title)s”还没有牵头单位或完成时限") % {"title": draft.title})
    _check_standing(draft, at)
    leaders = leaders_of(draft.lead, on=day_of(at))
    matter = Matter.objects.create(
        title=draft.title,
        requirement=draft.requirement,
        standard=draft.standard,
        deliverable=draft.deliverable,
        kind=matters.document.kind,
        list=matters,
        office_id=matters.office_id,
        owner=matters.owner,
        lead=draft.lead,
        leader=leaders.first(),
        leader_decides=_for_a_leader(matters.document),
        cadence=draft.cadence,
        due_words=draft.due_words,
        due_date=draft.due_date,
        original_due_date=draft.due_date,
    )
    first = Round.objects.create(matter=matter, number=1, due_date=draft.due_date, opened_at=at)
    parts = [(PartRole.LEAD, draft.lead), *((row.role, row.unit) for row in draft.units.all())]
    Part.objects.bulk_create(
        Part(matter=matter, round=first, unit=unit, role=role) for role, unit in parts if unit
    )
    if draft.sentence and draft.start is not None and draft.end is not None:
        MatterSource.objects.create(
            matter=matter, sentence=draft.sentence, start=draft.start, end=draft.end
        )
    _lay_targets(draft, matter)
    Draft.objects.filter(pk=draft.pk).update(matter=matter)
    return matter


def _route(document: Document) -> str:
    """Return who signs a paper's lists; a designated department signs its own (Order 733)."""
    if document.owner == OwnerRoom.DESIGNATED:
        return SignOff.DIRECTOR
    return kind(document.kind).sign_off


def _for_a_leader(document: Document) -> bool:
    """Tell whether what comes of a paper goes before a leader at the end (T18)."""
    return kind(document.kind).leader_decides or document.source == SourceType.INSTRUCTION


def _lay_targets(draft: Draft, matter: Matter) -> None:
    Target.objects.bulk_create(
        Target(
            matter=matter,
            metric=one["metric"],
            value=one["value"],
            unit=one["unit"],
            direction=one["direction"],
            words=one["raw"],
            place=place,
        )
        for place, one in enumerate(draft.targets, start=1)
    )
