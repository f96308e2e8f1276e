"""The doors of the moves beside the straight road: what is asked, and which deed answers."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from luoshi.breakdown.models import Matter
from luoshi.breakdown.offers import why_not
from luoshi.breakdown.operations import children, inputs, matters, suspending, urging
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn
from luoshi.reporting.operations import ending, inspecting, leaders
from luoshi.reporting.web import forms
from luoshi.reporting.web import move_forms as asks
from luoshi.reporting.web.doors import Button, Door, go_through

asked = require_http_methods(["GET", "POST"])


def _divide(matter: Matter, form: asks.Divide, by: Acting, at: datetime, key: str) -> object:
    return children.sub_assign(matter, form.pieces(), by=by, at=at, key=key)


def _inspect(matter: Matter, form: asks.Inspect, by: Acting, at: datetime, key: str) -> None:
    told = form.cleaned_data
    if form.data.get("verdict") == "pass":
        inspecting.accept(matter, by=by, at=at, key=key, record=told["note"])
        return
    day = told["rework_date"]
    inspecting.hand_back(matter, by=by, at=at, key=key, reason=told["note"], rework_date=day)


def _input(matter: Matter, form: asks.GiveInput, by: Acting, at: datetime, key: str) -> object:
    files = forms.contents(form.cleaned_data["evidence"])
    text = form.cleaned_data["text"]
    return inputs.give_input(matter, by=by, at=at, key=key, text=text, files=files)


def _waive(matter: Matter, form: asks.Waive, by: Acting, at: datetime, key: str) -> None:
    reason = form.cleaned_data["reason"]
    inputs.waive(matter, form.chosen(), by=by, at=at, key=key, reason=reason)


def _suspend(matter: Matter, form: asks.Suspend, by: Acting, at: datetime, key: str) -> object:
    return suspending.suspend(matter, by=by, at=at, key=key, **form.cleaned_data)


def _prolong(matter: Matter, form: asks.Prolong, by: Acting, at: datetime, key: str) -> None:
    suspending.prolong(matter, by=by, at=at, key=key, **form.cleaned_data)


def _resume(matter: Matter, form: asks.Resume, by: Acting, at: datetime, key: str) -> object:
    return suspending.resume(matter, by=by, at=at, key=key, **form.cleaned_data)


def _submit(matter: Matter, form: asks.Submit, by: Acting, at: datetime, key: str) -> None:
    told = form.cleaned_data
    leaders.submit(matter, told["leader"], by=by, at=at, key=key, opinion=told["opinion"])


def _reissue(matter: Matter, form: forms.Nothing, by: Acting, at: datetime, key: str) -> object:
    return matters.reissue(matter, by=by, at=at, key=key)


def _terminate(matter: Matter, form: asks.Terminate, by: Acting, at: datetime, key: str) -> object:
    return ending.terminate(matter, by=by, at=at, key=key, **form.cleaned_data)


def _move_date(matter: Matter, form: asks.MoveDate, by: Acting, at: datetime, key: str) -> object:
    told = form.cleaned_data
    return children.move_date(matter, told["to"], by=by, at=at, key=key, reason=told["reason"])


def _urge(matter: Matter, form: asks.Urge, by: Acting, at: datetime, key: str) -> object:
    return urging.urge(matter, by=by, at=at, key=key, reason=form.cleaned_data["reason"])


DIVIDE = Door(
    _("再分解"), (), asks.Divide, _divide,
    (Button("send", _("再分解并下发"), solid=True),),
    hint=_("每个单位各得一个子事项，另发通知单；子事项由本单位验收，时限不得晚于主事项。"),
    closed=lambda matter, by: why_not("divide", matter, by),
)  # fmt: skip
INSPECT = Door(
    _("验收"), ("accept", "hand_back"), asks.Inspect, _inspect,
    (Button("pass", _("验收通过")), Button("fail", _("验收退回"))),
    hint=_("子事项由交办单位验收，验收人不得是申请办结的人；主事项由督查室另行核查。"),
    shows_claim=True, decides=True,
)  # fmt: skip
INPUT = Door(
    _("提出协办意见"), (), asks.GiveInput, _input,
    (Button("send", _("提交给牵头单位"), solid=True),),
    hint=_("牵头单位申请办结前须提出；以后可以补充。"),
    closed=lambda matter, by: why_not("input", matter, by),
)  # fmt: skip
WAIVE = Door(
    _("免除协办意见"), (), asks.Waive, _waive,
    (Button("send", _("免除"), solid=True),),
    hint=_("由牵头单位主要负责人决定，理由留痕。"),
    closed=lambda matter, by: why_not("waive", matter, by),
)  # fmt: skip
SUSPEND = Door(
    _("挂起"), ("suspend",), asks.Suspend, _suspend,
    (Button("send", _("挂起"), solid=True),),
    hint=_("挂起期间时限停表、不报进展；在办的子事项一并挂起。"),
)  # fmt: skip
PROLONG = Door(
    _("继续挂起"), ("prolong",), asks.Prolong, _prolong,
    (Button("send", _("继续挂起"), solid=True),),
    hint=_("复查后外部原因仍在的，定下下次复查日期。"),
)  # fmt: skip
RESUME = Door(
    _("恢复办理"), ("resume",), asks.Resume, _resume,
    (Button("send", _("恢复办理"), solid=True),),
    hint=_("停表的天数顺延到完成时限；一并挂起的子事项同时恢复。"),
)  # fmt: skip
SUBMIT = Door(
    _("呈批"), ("submit",), asks.Submit, _submit,
    (Button("send", _("呈领导批示"), solid=True),),
    hint=_("领导没有新的批示即办结；有新的批示的，另起一轮督办。"),
    shows_claim=True,
)  # fmt: skip
REISSUE = Door(
    _("再次交办"), ("reissue",), forms.Nothing, _reissue,
    (Button("send", _("再次交办"), solid=True),),
    hint=_("按领导批示开始新一轮，另发通知单。"),
)  # fmt: skip
TERMINATE = Door(
    _("终止"), ("terminate",), asks.Terminate, _terminate,
    (Button("send", _("终止事项"), solid=True),),
    hint=_("终止的事项不删除、不计办结；未到期的应办一律免除，子事项一并终止。"),
)  # fmt: skip
MOVE_DATE = Door(
    _("调整时限"), (), asks.MoveDate, _move_date,
    (Button("send", _("调整时限"), solid=True),),
    hint=_("原时限保留并显示；晚于新时限的子事项一并提前。"),
    closed=lambda matter, by: why_not("move_date", matter, by),
)  # fmt: skip
URGE = Door(
    _("催办"), (), asks.Urge, _urge,
    (Button("send", _("催办"), solid=True),),
    hint=_("同一事项一天只催一次，次数记入卷宗和台账；催办不改变时限和亮灯。"),
    closed=lambda matter, by: why_not("urge", matter, by),
)  # fmt: skip


@asked
def divide(request: SignedIn, number: str) -> HttpResponse:
    """再分解."""
    return go_through(request, number, DIVIDE)


@asked
def inspect(request: SignedIn, number: str) -> HttpResponse:
    """验收."""
    return go_through(request, number, INSPECT)


@asked
def give_input(request: SignedIn, number: str) -> HttpResponse:
    """协办意见."""
    return go_through(request, number, INPUT)


@asked
def waive(request: SignedIn, number: str) -> HttpResponse:
    """免除协办意见."""
    return go_through(request, number, WAIVE)


@asked
def suspend(request: SignedIn, number: str) -> HttpResponse:
    """挂起."""
    return go_through(request, number, SUSPEND)


@asked
def prolong(request: SignedIn, number: str) -> HttpResponse:
    """继续挂起."""
    return go_through(request, number, PROLONG)


@asked
def resume(request: SignedIn, number: str) -> HttpResponse:
    """恢复办理."""
    return go_through(request, number, RESUME)


@asked
def submit(request: SignedIn, number: str) -> HttpResponse:
    """呈批."""
    return go_through(request, number, SUBMIT)


@asked
def reissue(request: SignedIn, number: str) -> HttpResponse:
    """再次交办."""
    return go_through(request, number, REISSUE)


@asked
def terminate(request: SignedIn, number: str) -> HttpResponse:
    """终止."""
    return go_through(request, number, TERMINATE)


@asked
def move_date(request: SignedIn, number: str) -> HttpResponse:
    """调整时限."""
    return go_through(request, number, MOVE_DATE)


@asked
def urge(request: SignedIn, number: str) -> HttpResponse:
    """催办."""
    return go_through(request, number, URGE)
