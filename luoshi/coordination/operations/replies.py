"""答复 What each unit does with what it is asked: signs for it, answers; what the asker does then.

The first look is noted without a person and leaves no entry: it is a fact of the unit, not a deed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.coordination.ask_terms import AskKind, FieldKind, Stance
from luoshi.coordination.asks_lifecycle import REPLY
from luoshi.coordination.models import Addressee, Ask, AskField, AskFile, AskValue
from luoshi.coordination.models.asks import MOST_MINUTES
from luoshi.dues.models import Due
from luoshi.dues.operations import meet, move, unmeet_all
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import Unmet
from luoshi.kit.days import in_reach
from luoshi.organisation.acting import Acting
from luoshi.timelimits.here import day_here
from luoshi.trail import files as kept_files

REDO_WORKING_DAYS = 2
YES, NO = "是", "否"
Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True)
class Said:
    """What a unit answers.

    :param values: what was filled in, by the id of the place, as it was typed
    :param told_minutes: how long it took, if somebody cares to say; only the sum is kept
    """

    stance: str = ""
    text: str = ""
    values: Mapping[UUID, str] = field(default_factory=dict)
    value_files: Mapping[UUID, tuple[str, bytes]] = field(default_factory=dict)
    files: Files = ()
    told_minutes: int | None = None


def look(row: Addressee, *, at: datetime) -> None:
    """Note that a unit has opened what came to it; no deed, and no person is kept."""
    Addressee.objects.filter(pk=row.pk, read_at__isnull=True).update(read_at=at)


def sign(row: Addressee, *, by: Acting, at: datetime, key: str = "") -> None:
    """Sign for what came (签收). Of a notice that is all that is asked, and it is met.

    :raises NotYours: if `by` is not of the unit that is asked
    :raises NotFromHere: if it was signed for or answered before
    """
    with transaction.atomic():
        entry = REPLY.make("sign", row, by=by, at=at, key=key, unit=by.unit_name)
        if row.ask.kind == AskKind.NOTICE:
            meet(_due_of(row), at=at, entry=entry)


def answer(row: Addressee, said: Said, *, by: Acting, at: datetime, key: str = "") -> None:
    """Answer in writing (答复); 无意见 is an answer. Late is decided by the day it is given on.

    :raises Unmet: if nothing is said, or a place is empty or is not what it asks for
    :raises NotYours: if `by` is not of the unit that is asked
    :raises NotFromHere: if it was answered before
    """
    places = list(row.ask.fields.order_by("place"))
    _check_said(row.ask, said)
    plain = {place.pk: plain_value(place, said) for place in places}
    with transaction.atomic():
        columns = {"stance": said.stance, "text": said.text.strip(), "note": ""}
        facts: dict[str, object] = {"unit": by.unit_name, "stance": said.stance}
        facts |= {"statement": said.text.strip()}
        facts |= {"values": {place.label: plain[place.pk] for place in places}} if places else {}
        entry = REPLY.make("answer", row, by=by, at=at, key=key, columns=columns, **facts)
        meet(_due_of(row), at=at, entry=entry)
        _lay_values(row, places, plain, said, by=by, at=at)
        _count_minutes(row.ask, said.told_minutes)


def hand_back(row: Addressee, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Hand a reply back for completion (退回补充): it is owed again, for two working days at least.

    The time of the answer that is kept decides (domain/14 Q7); its first day stays in the due.

    :raises Unmet: without a reason
    """
    with transaction.atomic():
        note = {"note": reason.strip()[:500]}
        entry = REPLY.make("return", row, by=by, at=at, key=key, columns=note, reason=reason)
        unmeet_all(Due.objects.filter(addressee=row), entry=entry)
        due = _due_of(row)
        least = calendar_here().add_working_days(day_here(at), REDO_WORKING_DAYS)
        if due.due_date < least:
            move(due, to=least, at=at, entry=entry)


def accept(row: Addressee, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take a reply as complete (收讫)."""
    REPLY.make("accept", row, by=by, at=at, key=key)


def plain_value(place: AskField, said: Said) -> str:
    """Return what was typed at a place in its plain form: 1280.5, 2026-06-30, 是.

    :raises Unmet: if it is empty where it must not be, or is not what the place asks for
    """
    typed = said.values.get(place.pk, "").strip()
    if place.kind == FieldKind.FILE:
        name = said.value_files.get(place.pk, ("", b""))[0]
        typed = name
    if not typed:
        if place.required:
            raise Unmet(_("请填写“%(label)s”") % {"label": place.label})
        return ""
    words = {"label": place.label, "typed": typed[:40]}
    if place.kind == FieldKind.NUMBER:
        number = _number(typed)
        if number is None:
            raise Unmet(_("“%(label)s”须填数字，“%(typed)s”不是数字") % words)
        return f"{number.normalize():f}"
    if place.kind == FieldKind.DATE:
        day = _day(typed)
        if day is None:
            raise Unmet(_("“%(label)s”须填日期，如2026-06-30") % words)
        return day.isoformat()
    if place.kind == FieldKind.YES_NO and typed not in (YES, NO):
        raise Unmet(_("“%(label)s”只能填是或否") % words)
    return typed[:2000]


def _check_said(ask: Ask, said: Said) -> None:
    if ask.kind == AskKind.NOTICE:
        raise Unmet(_("通知只须签收"))
    if ask.kind == AskKind.OPINION:
        if said.stance not in Stance.values:
            raise Unmet(_("请选择有无意见；无意见也要书面答复"))
        if said.stance != Stance.NONE and not said.text.strip():
            raise Unmet(_("请写明意见"))
        return
    if said.text.strip() or said.files or ask.fields.exists():
        return
    raise Unmet(_("请填写报送内容或附上材料"))


def _lay_values(
    row: Addressee,
    places: Sequence[AskField],
    plain: Mapping[UUID, str],
    said: Said,
    *,
    by: Acting,
    at: datetime,
) -> None:
    # What was filled in before it was handed back is replaced; the trail keeps both.
    row.values.all().delete()
    for place in places:
        held = said.value_files.get(place.pk)
        file = kept_files.keep(held[1], name=held[0], by=by, at=at) if held else None
        AskValue.objects.create(addressee=row, field=place, said=plain[place.pk], file=file)
    for name, content in said.files:
        file = kept_files.keep(content, name=name, by=by, at=at)
        AskFile.objects.create(ask=row.ask, addressee=row, file=file, name=name[:200])


def _count_minutes(ask: Ask, minutes: int | None) -> None:
    """Add to the sum of an ask; whose minutes they were is written down nowhere."""
    if minutes and 0 < minutes <= MOST_MINUTES:
        Ask.objects.filter(pk=ask.pk).update(
            told_number=F("told_number") + 1, told_minutes=F("told_minutes") + minutes
        )


def _due_of(row: Addressee) -> Due:
    return Due.objects.get(addressee=row)


def _number(typed: str) -> Decimal | None:
    try:
        number = Decimal(typed.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if in_reach(day) else None
