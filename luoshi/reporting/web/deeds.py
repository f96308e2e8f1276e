"""Every deed on a matter after its issue, as a door: what is asked, and which deed answers."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import matters
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn
from luoshi.reporting.operations import claims, closing, signing
from luoshi.reporting.rules import may_prepare
from luoshi.reporting.terms import SlipKind, SlipState, Verdict
from luoshi.reporting.web import forms
from luoshi.reporting.web.doors import Button, Door, go_through, matter_before

SEED_BYTES = 16
asked = require_http_methods(["GET", "POST"])


def _claim(matter: Matter, form: forms.ClaimDone, by: Acting, at: datetime, key: str) -> object:
    told = form.cleaned_data
    return claims.claim(
        matter,
        by=by,
        at=at,
        key=key,
        statement=told["statement"],
        effect=told["effect"],
        residual=told["residual"],
        files=forms.contents(told["evidence"]),
    )


def _give_back(matter: Matter, form: forms.GiveBack, by: Acting, at: datetime, key: str) -> None:
    told = form.cleaned_data
    unit = told["proposed_unit"].name
    matters.return_(matter, by=by, at=at, key=key, reason=told["reason"], proposed_unit=unit)


def _prepare_claim(
    matter: Matter, form: forms.ClaimDone, by: Acting, at: datetime, key: str
) -> object:
    told = form.cleaned_data
    prepared = signing.Prepared(
        SlipKind.CLAIM,
        told["statement"],
        effect=told["effect"],
        residual=told["residual"],
        files=forms.contents(told["evidence"]),
    )
    return signing.put_up(matter, prepared, by=by, at=at, key=key)


def _prepare_return(
    matter: Matter, form: forms.GiveBack, by: Acting, at: datetime, key: str
) -> object:
    told = form.cleaned_data
    other = told["proposed_unit"]
    prepared = signing.Prepared(SlipKind.RETURN, told["reason"], proposed_unit=other)
    return signing.put_up(matter, prepared, by=by, at=at, key=key)


def why_not_prepared(move: str) -> Callable[[Matter, Acting], str]:
    """Return what says why staff may not prepare this deed for the head now; "" if they may."""

    def closed(matter: Matter, by: Acting) -> str:
        step = MATTER.moves[move]
        if matter.state not in step.source:
            words = {"move": step.label, "state": matter.get_state_display()}
            return gettext("当前状态为“%(state)s”，不能%(move)s") % words
        waits = matter.slips.filter(kind=move.upper(), unit=by.unit_id, state=SlipState.WAITING)
        return gettext("已有一份待审签；请先撤回，或等审签") if waits.exists() else ""

    return closed


def _prepares(request: SignedIn, number: str) -> bool:
    """Tell whether whoever asks is of the lead unit's staff, whose word the head must sign."""
    return may_prepare.holds(request.acting, matter_before(request, number))


def _reassign(matter: Matter, form: forms.Reassign, by: Acting, at: datetime, key: str) -> object:
    told = form.cleaned_data
    return matters.reassign(matter, told["lead"], by=by, at=at, key=key, reason=told["reason"])


def _insist(matter: Matter, form: forms.Insist, by: Acting, at: datetime, key: str) -> None:
    matters.insist(matter, by=by, at=at, key=key, reason=form.cleaned_data["reason"])


def _review(matter: Matter, form: forms.ReviewClaim, by: Acting, at: datetime, key: str) -> object:
    told, checks = form.cleaned_data, form.checked()
    if form.data.get("verdict") == "pass":
        seed = secrets.token_hex(SEED_BYTES)
        return claims.pass_review(
            matter, by=by, at=at, key=key, checks=checks, note=told["note"], seed=seed
        )
    return claims.fail_review(
        matter,
        by=by,
        at=at,
        key=key,
        checks=checks,
        reason=told["note"],
        rework_date=told["rework_date"],
    )


def _verify(matter: Matter, form: forms.VerifyClaim, by: Acting, at: datetime, key: str) -> object:
    told = form.cleaned_data
    if told["verdict"] == Verdict.TRUE:
        return claims.verify(matter, form.found(), by=by, at=at, key=key)
    return claims.fail_verification(
        matter,
        form.found(),
        verdict=told["verdict"],
        rework_date=told["rework_date"],
        by=by,
        at=at,
        key=key,
    )


def _complete(matter: Matter, form: forms.Complete, by: Acting, at: datetime, key: str) -> None:
    closing.complete(matter, by=by, at=at, key=key, opinion=form.cleaned_data["opinion"])


def _write_off(matter: Matter, form: forms.Nothing, by: Acting, at: datetime, key: str) -> None:
    closing.write_off(matter, by=by, at=at, key=key)


def _file(matter: Matter, form: forms.FileRecords, by: Acting, at: datetime, key: str) -> None:
    said = form.cleaned_data.get("originals", "")
    closing.file(matter, by=by, at=at, key=key, originals=said)


def _reopen(matter: Matter, form: forms.Reopen, by: Acting, at: datetime, key: str) -> object:
    told = form.cleaned_data
    return matters.reopen(
        matter,
        told["instruction"],
        by=by,
        at=at,
        key=key,
        due_date=told["due_date"],
        requirement=told["requirement"],
    )


CLAIM = Door(
    _("申请办结"), ("claim",), forms.ClaimDone, _claim,
    (Button("send", _("提交，送督查室初审"), solid=True),),
    hint=_("以提交时间认定是否按期；初审、核查属实后方可办结、销号。"),
    says_done=True,
)  # fmt: skip
RETURN = Door(
    _("退回事项"), ("return",), forms.GiveBack, _give_back,
    (Button("send", _("退回督查室"), solid=True),),
    hint=_("退回期间办理时限不停；督查室驳回后不得再次退回。"),
)  # fmt: skip
PREPARE_CLAIM = Door(
    _("拟办结申请"), ("claim",), forms.ClaimDone, _prepare_claim,
    (Button("send", _("送主要负责人审签"), solid=True),),
    hint=_("由主要负责人签发后送督查室初审；以签发时间认定是否按期。"),
    says_done=True, closed=why_not_prepared("claim"),
)  # fmt: skip
PREPARE_RETURN = Door(
    _("拟退回"), ("return",), forms.GiveBack, _prepare_return,
    (Button("send", _("送主要负责人审签"), solid=True),),
    hint=_("由主要负责人签发后退回督查室；退回期间办理时限不停。"),
    closed=why_not_prepared("return"),
)  # fmt: skip
REASSIGN = Door(
    _("重新交办"), ("reassign",), forms.Reassign, _reassign,
    (Button("send", _("重新交办"), solid=True),),
    hint=_("另发通知单给新的牵头单位，原牵头单位不再承担。"),
)  # fmt: skip
INSIST = Door(
    _("驳回退回"), ("insist", "carry_on"), forms.Insist, _insist,
    (Button("send", _("驳回退回"), solid=True),),
    hint=_("驳回后由原牵头单位继续办理，且不得再次退回。"),
)  # fmt: skip
REVIEW = Door(
    _("初审"), ("pass_review", "fail_review"), forms.ReviewClaim, _review,
    (Button("pass", _("初审通过")), Button("fail", _("初审退回"))),
    hint=_("六项全部属实方可通过；通过时当场抽定是否实地核查，抽签依据留存备查。"),
    shows_claim=True, decides=True,
)  # fmt: skip
VERIFY = Door(
    _("核查"), ("verify", "fail_verification"), forms.VerifyClaim, _verify,
    (Button("send", _("提交核查记录"), solid=True),),
    hint=_("核查人不得是申请办结的人，也不得来自牵头、责任、配合单位及其上级。"),
    shows_claim=True,
)  # fmt: skip
COMPLETE = Door(
    _("批准办结"), ("complete",), forms.Complete, _complete,
    (Button("send", _("批准办结")),),
    hint=_("不同意办结的，写明意见呈领导；领导批示再办的，另起一轮督办。"),
    shows_claim=True, otherwise=("reporting:submit", _("不同意办结，呈批")),
)  # fmt: skip
WRITE_OFF = Door(
    _("销号"), ("write_off",), forms.Nothing, _write_off,
    (Button("send", _("销号"), solid=True),),
    hint=_("销号后事项不再列入在办台账；须有本轮核查属实的记录。"),
    shows_claim=True,
)  # fmt: skip
FILE = Door(
    _("归档"), ("file",), forms.FileRecords, _file,
    (Button("send", _("归档"), solid=True),),
    hint=_("通知单、回执、办结报告、初审记录、核查记录齐全方可归档。"),
)  # fmt: skip
REOPEN = Door(
    _("重新督办"), ("reopen",), forms.Reopen, _reopen,
    (Button("send", _("重新督办并交办"), solid=True),),
    hint=_("须有领导在该事项上的批示；办理记录保留，另起一轮。"),
)  # fmt: skip


@asked
def claim(request: SignedIn, number: str) -> HttpResponse:
    """申请办结: by the head; staff prepare it for the head."""
    return go_through(request, number, PREPARE_CLAIM if _prepares(request, number) else CLAIM)


@asked
def give_back(request: SignedIn, number: str) -> HttpResponse:
    """退回: by the head; staff prepare it for the head."""
    return go_through(request, number, PREPARE_RETURN if _prepares(request, number) else RETURN)


@asked
def reassign(request: SignedIn, number: str) -> HttpResponse:
    """重新交办."""
    return go_through(request, number, REASSIGN)


@asked
def insist(request: SignedIn, number: str) -> HttpResponse:
    """驳回退回."""
    return go_through(request, number, INSIST)


@asked
def review(request: SignedIn, number: str) -> HttpResponse:
    """初审: the seed of the sample is drawn here, where the clock is read."""
    return go_through(request, number, REVIEW)


@asked
def verify(request: SignedIn, number: str) -> HttpResponse:
    """核查."""
    return go_through(request, number, VERIFY)


@asked
def complete(request: SignedIn, number: str) -> HttpResponse:
    """批准办结."""
    return go_through(request, number, COMPLETE)


@asked
def write_off(request: SignedIn, number: str) -> HttpResponse:
    """销号."""
    return go_through(request, number, WRITE_OFF)


@asked
def file(request: SignedIn, number: str) -> HttpResponse:
    """归档."""
    return go_through(request, number, FILE)


@asked
def reopen(request: SignedIn, number: str) -> HttpResponse:
    """重新督办."""
    return go_through(request, number, REOPEN)
