"""Deeds on a request: asked, signed, looked at, consented to, decided, taken back, lapsed.

A request moves nothing by itself and stops no clock; silence is no consent. What is granted is
carried out by the matter's own deed in the same transaction (`granting`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.breakdown.rules import lead_head
from luoshi.coordination import allowance, approvers, standing
from luoshi.coordination.lifecycle import REQUEST
from luoshi.coordination.models import Request, RequestFile
from luoshi.coordination.operations import granting
from luoshi.coordination.rules import may_ask
from luoshi.coordination.terms import WAITING, Ground, RequestKind
from luoshi.dues import operations as dues
from luoshi.dues.queries import dues_about
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.kit.actor import CLOCK
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import LEADERS
from luoshi.timelimits.here import day_here
from luoshi.trail import files as kept_files
from luoshi.trail.models import Entry


@dataclass(frozen=True)
class Asked:
    """What a unit asks, in words (forms 5.5 and 5.6); which further fields count the kind says.

    :param what: of a change, what is to stand in place of what
    :param files: (name, bytes)
    """

    kind: str
    reason: str
    progress: str = ""
    measures: str = ""
    safeguards: str = ""
    ground: str = ""
    wanted_date: date | None = None
    what: granting.Wish | None = None
    cause: str = ""
    review_date: date | None = None
    files: Sequence[tuple[str, bytes]] = ()


def ask(matter: Matter, asked: Asked, *, by: Acting, at: datetime, key: str = "") -> Request:
    """Ask for something about a matter: the head's word goes out, staff put it before the head.

    :raises NotYours: if `by` is not of the lead unit
    :raises NotFromHere: if the matter is not where that can be asked
    :raises Unmet: if something is not said, it is too late or too much, or one waits already
    """
    with transaction.atomic():
        _claim_the_asking(matter, asked.kind, by)
        _check_said(asked)
        _check_asked(matter, asked, at)
        made = _lay(matter, asked, by=by, at=at)
        for name, content in asked.files:
            file = kept_files.keep(content, name=name, by=by, at=at)
            RequestFile.objects.create(request=made, file=file, name=name[:200])
        facts = _facts(made)
        if lead_head.holds(by, matter):
            entry = REQUEST.make("send", made, by=by, at=at, key=key, **facts)
            _owe_the_decision(made, at=at, entry=entry)
        else:
            REQUEST.make("put_up", made, by=by, at=at, key=key, **facts)
    return made


def sign(request: Request, *, by: Acting, at: datetime, key: str = "") -> None:
    """Sign what staff wrote: now it is asked (签发); the rules are those of this day.

    :raises NotYours: if `by` does not head the lead unit
    :raises Unmet: if it has become too late or too much meanwhile
    """
    _check_still(request, at)
    with transaction.atomic():
        entry = REQUEST.make("sign", request, by=by, at=at, key=key, **_facts(request))
        _owe_the_decision(request, at=at, entry=entry)


def hand_back(request: Request, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Give it back to whoever wrote it, and say why (退回修改)."""
    note = {"signing_note": reason[:500]}
    REQUEST.make("hand_back", request, by=by, at=at, key=key, columns=note, reason=reason)


def withdraw(request: Request, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take it back while nobody has decided (撤回).

    :raises NotYours: if `by` is not of the unit, or it was sent and `by` is not its head
    """
    with transaction.atomic():
        entry = REQUEST.make("withdraw", request, by=by, at=at, key=key)
        _nothing_to_decide(request, _("申请已撤回"), at=at, entry=entry)


def review(request: Request, *, by: Acting, at: datetime, note: str, key: str = "") -> None:
    """Say for the room what is to be thought of it (督查员审核); the decision is another's.

    :raises NotYours: if `by` is neither officer nor director of the matter's room
    """
    columns = {"review_note": note[:500]}
    REQUEST.make("review", request, by=by, at=at, key=key, columns=columns, note=note)


def consent(request: Request, *, by: Acting, at: datetime, note: str = "", key: str = "") -> None:
    """Agree, as the leader, that it may be granted: a second extension needs it (领导同意).

    :raises NotYours: if `by` neither sponsors the matter nor is the main leader over its room
    """
    columns = {"consent_note": note[:500]}
    REQUEST.make("consent", request, by=by, at=at, key=key, columns=columns, note=note)


def grant(
    request: Request,
    *,
    by: Acting,
    at: datetime,
    note: str = "",
    granted_date: date | None = None,
    key: str = "",
) -> None:
    """Grant it, and carry it out in the same breath (同意).

    :param granted_date: of an extension, a day no later than was asked for (缩短)
    :raises NotYours: if `by` is not of the level that opened the matter, or asked for it
    :raises NotFromHere: if it was decided or taken back, or the matter no longer stands for it
    :raises Unmet: if a leader has yet to consent, or the day is none that can be granted
    """
    extends = request.kind == RequestKind.EXTENSION
    to = (granted_date or request.wanted_date) if extends else None
    _check_day(request, to)
    _check_consent(request, by)
    with transaction.atomic():
        columns: dict[str, Any] = {"decision_note": note[:500], "granted_date": to}
        facts = _facts(request) | {"note": note, "granted": to}
        entry = REQUEST.make("grant", request, by=by, at=at, key=key, columns=columns, **facts)
        _decided(request, at=at, entry=entry)
        granting.carry_out(request, by=by, at=at)


def refuse(request: Request, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Refuse it, and say why (不同意); the clock has never stopped.

    :raises NotYours: if `by` is not of the level that opened the matter, or asked for it
    :raises Unmet: without a reason
    """
    with transaction.atomic():
        columns = {"decision_note": reason[:500]}
        entry = REQUEST.make(
            "refuse", request, by=by, at=at, key=key, columns=columns, reason=reason
        )
        _decided(request, at=at, entry=entry)


def lapse_all(*, at: datetime) -> int:
    """Let lapse what can be granted no longer: the matter is claimed, over, or another unit's.

    Done by the clock, each by an entry of its own; returns how many.
    """
    waiting = Request.objects.filter(state__in=WAITING).select_related("matter", "round", "unit")
    lapsed = 0
    for request in waiting.order_by("prepared_at", "id"):
        if why := standing.why_over(request, at=at):
            with transaction.atomic():
                columns = {"lapse_note": why[:200]}
                entry = REQUEST.make("lapse", request, by=CLOCK, at=at, columns=columns, reason=why)
                _nothing_to_decide(request, why, at=at, entry=entry)
            lapsed += 1
    return lapsed


def _claim_the_asking(matter: Matter, what: str, by: Acting) -> None:
    """Write first: two askings at once wait for one another, and the rule is the WHERE."""
    states = standing.ASKED_FROM[what]
    held = Matter.objects.filter(may_ask(by), pk=matter.pk, state__in=states)
    if held.update(cadence=F("cadence")):
        matter.refresh_from_db()
        if matter.requests.filter(kind=what, state__in=WAITING).exists():
            raise Unmet(standing.one_waits())
        return
    current = Matter.objects.get(pk=matter.pk)
    if current.state not in states:
        raise NotFromHere(standing.not_from_here(current, what))
    raise NotYours(standing.not_theirs(what))


def _check_said(asked: Asked) -> None:
    if not asked.reason.strip():
        raise Unmet(_("请写明申请理由"))
    if asked.kind != RequestKind.EXTENSION:
        return
    if not (asked.progress.strip() and asked.measures.strip() and asked.safeguards.strip()):
        raise Unmet(_("延期须写明目前进展、已采取措施和保障措施"))
    if asked.ground not in Ground.values or asked.wanted_date is None:
        raise Unmet(_("延期须选择原因并写明拟完成时间"))


def _check_asked(matter: Matter, asked: Asked, at: datetime) -> None:
    """Ask of each kind what its deed would ask, so that nothing is sent in vain."""
    if asked.kind == RequestKind.EXTENSION and asked.wanted_date is not None:
        allowance.allowance_of(matter, at=at).check(asked.wanted_date)
    elif asked.kind == RequestKind.CHANGE:
        granting.check_wish(matter, asked.what, at=at)
    elif asked.kind == RequestKind.SUSPENSION:
        granting.check_suspension(matter, asked.cause, asked.review_date, at=at)


def _check_still(request: Request, at: datetime) -> None:
    """Ask of what staff wrote before whether it may still be asked on the day it is signed."""
    if request.kind == RequestKind.EXTENSION and request.wanted_date is not None:
        matter = Matter.objects.select_related("parent").get(pk=request.matter_id)
        allowance.allowance_of(matter, at=at).check(request.wanted_date)


def _check_day(request: Request, to: date | None) -> None:
    if to is None or request.wanted_date is None:
        return
    if to > request.wanted_date:
        raise Unmet(_("核定时限不得晚于申请的拟完成时间"))


def _check_consent(request: Request, by: Acting) -> None:
    """Ask for a leader's consent where the usual number is used up (domain/03 3.3)."""
    if request.kind != RequestKind.EXTENSION or by.role in LEADERS:
        return
    most = allowance.most_of(request.matter)
    stands = Request.objects.values_list("consented_by", flat=True).get(pk=request.pk)
    if allowance.granted_before(request.matter) >= most and stands is None:
        raise Unmet(_("本轮延期次数已用完，须先经包抓领导或主要领导同意"))


def _lay(matter: Matter, asked: Asked, *, by: Acting, at: datetime) -> Request:
    extends, changes = asked.kind == RequestKind.EXTENSION, asked.what
    return Request.objects.create(
        matter=matter,
        round=matter.rounds.get(number=matter.round_number),
        unit_id=matter.lead_id,
        kind=asked.kind,
        reason=asked.reason,
        progress=asked.progress,
        measures=asked.measures,
        safeguards=asked.safeguards,
        ground=asked.ground if extends else "",
        standing_date=matter.due_date,
        wanted_date=asked.wanted_date if extends else None,
        time=allowance.granted_before(matter) + 1 if extends else 0,
        cause=asked.cause if asked.kind == RequestKind.SUSPENSION else "",
        review_date=asked.review_date if asked.kind == RequestKind.SUSPENSION else None,
        prepared_by_id=by.person_id,
        preparer_name=by.person_name,
        prepared_at=at,
        **(granting.columns_of(matter, changes) if changes is not None else {}),
    )


def _facts(request: Request) -> dict[str, Any]:
    """Return what the trail keeps of a request beside its reason."""
    said = {
        "kind": request.kind,
        "matter": request.matter.number,
        "reason": request.reason,
        "standing": request.standing_date,
        "wanted": request.wanted_date,
        "before": request.before,
        "after": request.after,
        "review_date": request.review_date,
    }
    return {name: value for name, value in said.items() if value}


def _owe_the_decision(request: Request, *, at: datetime, entry: Entry) -> None:
    """Let the level that opened the matter owe its decision."""
    today = day_here(at)
    matter = Matter.objects.select_related("list", "office", "parent").get(pk=request.matter_id)
    unit, person = approvers.approver_of(matter, on=today)
    dues.owe(
        DueKind.DECISION,
        debtor=unit,
        person=person,
        creditor=request.unit,
        about=request,
        since=today,
        rule=allowance.decision_rule(matter, request.kind),
        entry=entry,
    )


def _decided(request: Request, *, at: datetime, entry: Entry) -> None:
    dues.meet_all(dues_about("request", [request.pk]), at=at, entry=entry)


def _nothing_to_decide(request: Request, why: str, *, at: datetime, entry: Entry) -> None:
    dues.excuse_all(dues_about("request", [request.pk]), reason=why, at=at, entry=entry)
