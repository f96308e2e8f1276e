"""承接 Work already under way enters from a paper ledger by one deed, without invented entries.

The paper record is named: which ledger, which page, on what day it was written down, and what had
been done. From that day on the matter lives here like any other; what was before stays on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks, finding
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.breakdown.models import Matter, MatterList, Part, Round, Takeover
from luoshi.breakdown.operations.notices import next_matter_number
from luoshi.breakdown.terms import Cadence, PartRole
from luoshi.flow.refusals import Unmet
from luoshi.intake import operations as intake
from luoshi.intake.kinds import KINDS, kind
from luoshi.intake.terms import Disposition, SourceType
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import leaders_of, units_on
from luoshi.timelimits.days import day_of


@dataclass(frozen=True)
class Record:
    """One line of a paper ledger, as it stands today.

    :param paper_number: the number the ledger gave it
    :param recorded_date: the day the ledger says it was assigned
    :param done: what had been done so far
    :param due_date: may be past: late is late, on paper or here
    :param round_number: which round it is in
    """

    page: str
    paper_number: str
    recorded_date: date
    title: str
    requirement: str
    standard: str
    lead: Unit
    due_date: date
    done: str
    kind: str = "ordinary"
    cadence: str = Cadence.TEN_DAYS
    round_number: int = 1
    progress: Decimal = Decimal(0)
    joint: tuple[Unit, ...] = ()
    assist: tuple[Unit, ...] = field(default=())


def take_over(
    ledger: str,
    records: Sequence[Record],
    *,
    by: Acting,
    at: datetime,
    original: tuple[str, bytes] | None = None,
    key: str = "",
) -> list[Matter]:
    """Take over matters under way from a paper ledger (承接); each gets a number of the house.

    :param original: name and bytes of the sheet or scan they come from; else the words are kept
    :raises NotYours: if `by` does not direct a room that may open matters
    :raises Unmet: if the ledger or anything of a record is missing, a unit is no more, a day is
        yet to come that must be past, or a record of this ledger was taken over before
    """
    _check_records(ledger, records, at)
    with transaction.atomic():
        opened = _list_for(ledger, records, original, by=by, at=at)
        basis = _("承接纸质台账“%(ledger)s”") % {"ledger": ledger}
        rests_on = {"basis": basis[:300]}
        LIST.make("take_over", opened, by=by, at=at, key=key, columns=rests_on, basis=basis)
        taken = [_take(ledger, one, opened, by=by, at=at) for one in records]
        finding.lay([matter.pk for matter in taken])
        return taken


def taken_before(ledger: str) -> set[str]:
    """Return the numbers of a paper ledger that were taken over already."""
    known = Takeover.objects.filter(ledger=ledger.strip())
    return set(known.values_list("paper_number", flat=True))


def fault_of(record: Record, at: datetime) -> str:
    """Say what is wrong with a record, or "" where nothing is."""
    said = (record.page, record.paper_number, record.title, record.requirement, record.standard)
    if not all(one.strip() for one in said):
        return _("页码、原编号、事项、事项内容、完成标准须填写")
    if not record.done.strip():
        return _("请写明此前办理情况")
    if record.kind not in KINDS:
        return _("请选择事项类别")
    if record.recorded_date > day_of(at):
        return _("原登记日期不能晚于今天")
    if record.due_date < record.recorded_date:
        return _("完成时限不能早于原登记日期")
    if not 0 <= record.progress <= 100 or record.round_number < 1:
        return _("进度须在0到100之间，轮次从1起")
    named = [record.lead, *record.joint, *record.assist]
    if len({unit.pk for unit in named}) != len(named):
        return _("同一单位只能承担一项")
    standing = set(units_on(day_of(at)).values_list("pk", flat=True))
    gone = next((unit for unit in named if unit.pk not in standing), None)
    return _("“%(unit)s”已撤销，请另选单位") % {"unit": gone} if gone else ""


def _check_records(ledger: str, records: Sequence[Record], at: datetime) -> None:
    if not ledger.strip():
        raise Unmet(_("承接须注明纸质台账"))
    if not records:
        raise Unmet(_("没有需要承接的事项"))
    taken = taken_before(ledger)
    for one in records:
        if fault := fault_of(one, at):
            raise Unmet(fault)
        if one.paper_number in taken:
            words = {"ledger": ledger, "number": one.paper_number}
            raise Unmet(_("“%(ledger)s”%(number)s号已承接过") % words)
        taken.add(one.paper_number)


def _list_for(
    ledger: str,
    records: Sequence[Record],
    original: tuple[str, bytes] | None,
    *,
    by: Acting,
    at: datetime,
) -> MatterList:
    """Register the paper ledger as a document and open the list its matters stand on."""
    text = "\n".join(_line(one) for one in records) + "\n"
    name, content = original or (f"{ledger[:60]}.txt", text.encode())
    paper = intake.Paperwork(
        title=ledger[:200],
        source=SourceType.PAPER_LEDGER,
        kind=records[0].kind,
        issued_date=min(one.recorded_date for one in records),
        received_date=day_of(at),
    )
    document = intake.take_in(content, text, name=name, paper=paper, by=by, at=at)
    answers = dict.fromkeys(document.sentences.values_list("pk", flat=True), Disposition.MATTER)
    intake.answer(document, answers, by=by)
    return MatterList.objects.create(
        document=document,
        office_id=document.office_id,
        owner=document.owner,
        drafted_by_id=by.person_id,
    )


def _line(record: Record) -> str:
    words = {
        "page": record.page,
        "number": record.paper_number,
        "title": record.title,
        "requirement": record.requirement,
        "done": record.done,
    }
    said = _("第%(page)s页%(number)s号：%(title)s。%(requirement)s 此前办理情况：%(done)s") % words
    return " ".join(said.split())


def _take(ledger: str, record: Record, opened: MatterList, *, by: Acting, at: datetime) -> Matter:
    matter = _lay(record, opened, at=at)
    Takeover.objects.create(
        matter=matter,
        ledger=ledger.strip(),
        page=record.page,
        paper_number=record.paper_number,
        recorded_date=record.recorded_date,
        done=record.done,
        round_number=record.round_number,
        progress=record.progress,
    )
    facts: dict[str, Any] = {
        "ledger": ledger.strip(),
        "page": record.page,
        "paper_number": record.paper_number,
        "recorded_date": record.recorded_date,
        "done": record.done,
        "round": record.round_number,
        "progress": record.progress,
        "due_date": record.due_date,
    }
    number = {"number": next_matter_number(matter, at)}
    entry = MATTER.make("take_over", matter, by=by, at=at, columns=number, **facts)
    clocks.start_at_issue(matter, at=at, entry=entry)
    clocks.start_reports(matter, since=day_of(at), entry=entry)
    return matter


def _lay(record: Record, opened: MatterList, *, at: datetime) -> Matter:
    matter = Matter.objects.create(
        title=record.title[:120],
        requirement=record.requirement,
        standard=record.standard,
        kind=record.kind,
        list=opened,
        office_id=opened.office_id,
        owner=opened.owner,
        lead=record.lead,
        leader=leaders_of(record.lead, on=day_of(at)).first(),
        leader_decides=kind(record.kind).leader_decides,
        cadence=record.cadence,
        due_date=record.due_date,
        original_due_date=record.due_date,
        issued_date=record.recorded_date,
        round_number=record.round_number,
        progress=record.progress,
    )
    current = Round.objects.create(
        matter=matter, number=record.round_number, due_date=record.due_date, opened_at=at
    )
    parts = [(PartRole.LEAD, record.lead)]
    parts += [(PartRole.JOINT, unit) for unit in record.joint]
    parts += [(PartRole.ASSIST, unit) for unit in record.assist]
    Part.objects.bulk_create(
        Part(matter=matter, round=current, unit=unit, role=role) for role, unit in parts
    )
    return matter
