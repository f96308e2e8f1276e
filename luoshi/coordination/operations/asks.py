"""征询报送 An ask is written, goes out by the head's word, and ends; the silent are reminded.

Drafts are no deeds: writing leaves no entry. Sending takes the number, delivers to every unit that
has somebody in a post, and lets each owe its answer: a constant number of queries for any number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.coordination import delivering
from luoshi.coordination.alike_asks import asked_before
from luoshi.coordination.ask_terms import AskKind, AskState
from luoshi.coordination.asking import silent_in
from luoshi.coordination.asks_lifecycle import ASK
from luoshi.coordination.asks_rules import SPEAKERS, asker
from luoshi.coordination.models import Addressee, Ask, AskField, AskFile, AskValue
from luoshi.dues.models import Due
from luoshi.dues.operations import end_series, excuse_all
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake.numbering import next_number, notice_number
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.rules import not_yours
from luoshi.timelimits.cadence import Cadence
from luoshi.timelimits.days import day_of
from luoshi.timelimits.here import day_here
from luoshi.trail import files as kept_files
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

MARKS = {
    AskKind.OPINION: "征",
    AskKind.NOTICE: "通",
    AskKind.MATERIAL: "报",
    AskKind.RETURN: "定报",
}
# Who is asked has two working days at least, or is told why not (domain/10 section 10.3).
LEAST_WORKING_DAYS = 2


@dataclass(frozen=True)
class Place:
    """One thing to be filled in."""

    label: str
    kind: str
    measure: str = ""
    required: bool = True


@dataclass(frozen=True)
class Written:
    """What somebody wrote of an ask; nothing of it is binding before it is sent."""

    kind: str
    title: str
    units: Sequence[Unit]
    text: str = ""
    basis: str = ""
    minutes: int | None = None
    answer_by: date | None = None
    cadence: str = ""
    expires_date: date | None = None
    silence_consents: bool = False
    hurry_reason: str = ""
    repeat_reason: str = ""
    places: Sequence[Place] = ()
    files: Sequence[tuple[str, bytes]] = field(default=())

    def columns(self) -> dict[str, object]:
        """Return what stands in the ask's own row."""
        names = (
            "kind", "title", "text", "basis", "minutes", "answer_by", "cadence", "expires_date",
            "silence_consents", "hurry_reason", "repeat_reason",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def draft(written: Written, *, by: Acting, at: datetime) -> Ask:
    """Write an ask down (拟稿); no deed, so it leaves no entry.

    :raises NotYours: if `by` does not speak in a unit's name
    :raises Unmet: if the kind and the days do not go together
    """
    if by.role not in SPEAKERS:
        raise NotYours(_("拟稿须由%(who)s办理") % {"who": asker.says})
    _check_days(written)
    ask = Ask.objects.create(
        **written.columns(),
        unit_id=by.unit_id,
        drafted_by_id=by.person_id,
        drafter_name=by.person_name,
        drafted_at=at,
    )
    _lay(ask, written, by=by, at=at)
    return ask


@transaction.atomic
def rewrite(ask: Ask, written: Written, *, by: Acting, at: datetime) -> None:
    """Change an ask that has not gone out; leaves no entry.

    :raises NotYours: if `by` is not of the unit that asks
    :raises NotFromHere: if it was handed up or sent meanwhile
    """
    _check_days(written)
    drafting = Ask.objects.filter(asker(by), pk=ask.pk, state=AskState.DRAFTING)
    if not drafting.update(**written.columns()):
        raise _why_not(ask, by, _("修改"))
    ask.refresh_from_db()
    AskValue.objects.filter(field__ask=ask).delete()
    ask.fields.all().delete()
    ask.addressees.all().delete()
    _lay(ask, written, by=by, at=at)


def submit(ask: Ask, *, by: Acting, at: datetime, key: str = "") -> None:
    """Hand an ask up to the head (送签发).

    :raises Unmet: if basis, minutes, end, addressees or a reason for hurry is missing
    """
    _check_complete(ask, at)
    ASK.make("submit", ask, by=by, at=at, key=key)


def send_back(ask: Ask, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Hand an ask back to whoever wrote it (退回修改), with the reason."""
    note = {"note": reason.strip()[:500]}
    ASK.make("send_back", ask, by=by, at=at, key=key, columns=note, reason=reason)


def send(ask: Ask, *, by: Acting, at: datetime, key: str = "") -> None:
    """Let an ask go out (签发): it gets its number, and every unit it reaches owes an answer.

    :raises Unmet: if something is missing, or something near was asked and no reason says why again
    :raises NotYours: if `by` does not head the unit that asks
    """
    _check_complete(ask, at)
    with transaction.atomic():
        year, mark = day_of(at).year, MARKS[AskKind(ask.kind)]
        series = f"{ask.unit.short_name or ask.unit.name}{mark}"[:30]
        number = notice_number(series, year, next_number(series, year))
        rows = ask.addressees.count()
        facts = {"units": rows, "minutes": ask.minutes, "basis": ask.basis}
        facts |= {"hurry": ask.hurry_reason} if ask.hurry_reason else {}
        facts |= {"repeat": ask.repeat_reason} if ask.repeat_reason else {}
        columns = {"number": number}
        entry = ASK.make("send", ask, by=by, at=at, key=key, columns=columns, **facts)
        delivering.deliver(ask, at=at, entry=entry)


def close(ask: Ask, *, by: Acting, at: datetime, key: str = "") -> None:
    """End an ask (收结): nobody owes an answer any more; who was silent stays so."""
    with transaction.atomic():
        entry = ASK.make("close", ask, by=by, at=at, key=key)
        _let_off(ask, _("征询报送已收结"), at, entry)


def withdraw(ask: Ask, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Take an ask back (撤回), with the reason: nobody owes an answer any more."""
    with transaction.atomic():
        note = {"note": reason.strip()[:500]}
        entry = ASK.make("withdraw", ask, by=by, at=at, key=key, columns=note, reason=reason)
        _let_off(ask, _("征询报送已撤回"), at, entry)


def press(ask: Ask, *, by: Acting, at: datetime, key: str = "") -> int:
    """Remind every unit that is silent (提醒静默单位), once a day; return how many.

    :raises NotYours: if `by` is not of the unit that asks
    :raises NotFromHere: if it has ended, or was done today
    :raises Unmet: if nobody is silent
    """
    today = day_here(at)
    with transaction.atomic():
        # Written first: of two hands at once the second finds today's date standing there.
        held = Ask.objects.filter(asker(by), pk=ask.pk, state=AskState.SENT)
        unpressed = Q(pressed_date__isnull=True) | Q(pressed_date__lt=today)
        if not held.filter(unpressed).update(pressed_date=today):
            if held.exists():
                raise NotFromHere(_("今天已经提醒过，不再重复"))
            raise _why_not(ask, by, _("提醒静默单位"))
        rows = silent_in(ask.addressees.all(), today)
        silent = list(rows.values_list("unit", "unit__name").distinct().order_by("unit__place"))
        if not silent:
            raise Unmet(_("没有静默未答复的单位"))
        facts = {"units": [name for _unit, name in silent], "ids": [unit for unit, _name in silent]}
        write("ask.press", about=ask, by=by, at=at, facts=facts, key=key)
        ask.refresh_from_db()
    return len(silent)


def _lay(ask: Ask, written: Written, *, by: Acting, at: datetime) -> None:
    AskField.objects.bulk_create(
        AskField(
            ask=ask, place=place, label=one.label, kind=one.kind, measure=one.measure,
            required=one.required,
        )
        for place, one in enumerate(written.places, start=1)
    )  # fmt: skip
    Addressee.objects.bulk_create(
        (Addressee(ask=ask, unit=unit) for unit in written.units), batch_size=500
    )
    for name, content in written.files:
        file = kept_files.keep(content, name=name, by=by, at=at)
        AskFile.objects.create(ask=ask, file=file, name=name[:200])


def _check_days(written: Written) -> None:
    recurs = written.kind == AskKind.RETURN
    if recurs != bool(written.cadence):
        raise Unmet(_("定期报送须写明报送频次，其他类别不得写"))
    if recurs:
        Cadence.of(written.cadence)
        return
    if written.kind == AskKind.MATERIAL and written.answer_by is None:
        raise Unmet(_("请填写答复时限"))
    if written.answer_by and written.expires_date and written.expires_date < written.answer_by:
        raise Unmet(_("有效期不得早于答复时限"))


def _check_complete(ask: Ask, at: datetime) -> None:
    today = day_here(at)
    if not ask.addressees.exists():
        raise Unmet(_("请写明主送单位"))
    if ask.expires_date and ask.expires_date <= today:
        raise Unmet(_("有效期已过，请改后再发"))
    if ask.answer_by is not None:
        if ask.answer_by < today:
            raise Unmet(_("答复时限已过，请改后再发"))
        given = calendar_here().working_days_between(today, ask.answer_by)
        if given < LEAST_WORKING_DAYS and not ask.hurry_reason.strip():
            raise Unmet(_("答复时限不足2个工作日，请写明理由；理由对主送单位公开"))
    if ask.cadence and not _slots(ask, today):
        raise Unmet(_("有效期内没有一期要报，请改报送频次或有效期"))
    if not ask.repeat_reason.strip() and asked_before(ask, on=today):
        raise Unmet(_("一年内向同样的单位征集过相近的内容，请先查看已有答复；仍须征集的写明理由"))


def _slots(ask: Ask, today: date) -> int:
    """Return how many times a return is asked for until it expires."""
    if ask.expires_date is None:
        return 0
    return len(Cadence.of(ask.cadence).slots_until(today, ask.expires_date))


def _let_off(ask: Ask, reason: str, at: datetime, entry: Entry) -> None:
    end_series(ask, at=at, reason=reason, entry=entry, answered=False)
    owed = Due.objects.filter(about_kind="ask", about_id=str(ask.pk))
    excuse_all(owed, at=at, reason=reason, entry=entry)


def _why_not(ask: Ask, by: Acting, deed: str) -> NotYours | NotFromHere:
    if not asker.holds(by, ask):
        return NotYours(not_yours(asker, deed))
    state = AskState(Ask.objects.values_list("state", flat=True).get(pk=ask.pk))
    words = {"state": state.label, "move": deed}
    return NotFromHere(_("当前状态为“%(state)s”，不能%(move)s") % words)
