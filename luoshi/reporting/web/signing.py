"""待我审签: the head's and the deputy's queue, and what became of what their staff put up."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import Outcome, SignedIn, attempt
from luoshi.organisation.terms import UNIT_ROLES, Role
from luoshi.reporting import signatures
from luoshi.reporting.models import Report, Slip
from luoshi.reporting.operations import signing
from luoshi.reporting.rules import SIGNS
from luoshi.timelimits.here import day_here

PAGE = "reporting/sign.html"
WORDS = {
    "report.sign": gettext_lazy("已审签，报告已报送督查室"),
    "report.hand_back": gettext_lazy("已退回拟稿人修改"),
    "report.withdraw": gettext_lazy("已撤回"),
    "matter.claim": gettext_lazy("已签发，办结申请已送督查室初审"),
    "matter.return": gettext_lazy("已签发，事项已退回督查室"),
    "slip.hand_back": gettext_lazy("已退回拟稿人修改"),
    "slip.withdraw": gettext_lazy("已撤回"),
}
Deed = Callable[[str], object]


@require_safe
def queue(request: SignedIn) -> HttpResponse:
    """The queue of whoever signs; for staff, what they put up and what came back."""
    return render(request, PAGE, _page(request))


@require_POST
def report(request: SignedIn, pk: UUID) -> HttpResponse:
    """审签报送, 退回修改, 撤回: one report."""
    said, at = _own(request, Report.objects.select_related("matter__lead"), pk), now()
    by, reason = request.acting, request.POST.get("reason", "")
    return _done(request, {
        "agree": lambda key: signing.sign(said, by=by, at=at, key=key),
        "return": lambda key: signing.hand_back(said, by=by, at=at, reason=reason, key=key),
        "withdraw": lambda key: signing.withdraw(said, by=by, at=at, key=key),
    }, said.pk)  # fmt: skip


@require_POST
def slip(request: SignedIn, pk: UUID) -> HttpResponse:
    """签发, 退回修改, 撤回: one claim or return that was prepared."""
    waits, at = _own(request, Slip.objects.select_related("matter", "proposed_unit"), pk), now()
    by, reason = request.acting, request.POST.get("reason", "")
    return _done(request, {
        "agree": lambda key: signing.sign_slip(waits, by=by, at=at, key=key),
        "return": lambda key: signing.hand_slip_back(waits, by=by, at=at, reason=reason, key=key),
        "withdraw": lambda key: signing.withdraw_slip(waits, by=by, at=at, key=key),
    }, waits.pk)  # fmt: skip


@require_POST
def chosen(request: SignedIn) -> HttpResponse:
    """审签所选: each report is signed by its own deed; what is refused stays, and says why."""
    at, by = now(), _unit(request)
    refused, done = [], 0
    wanted = request.POST.getlist("report")
    for row in Report.objects.filter(unit_id=by.unit_id).select_related("matter__lead"):
        if str(row.pk) not in wanted:
            continue
        outcome = attempt(request, _signed(row, by, at), part=row.pk)
        done += outcome.entry is not None
        if outcome.refused:
            refused.append(f"{row.matter.number}：{outcome.refused}")
    if not done and not refused:
        refused.append(_("请先勾选要审签的报告"))
    if done:
        said = ngettext("%(n)s份报告已审签报送", "%(n)s份报告已审签报送", done)
        messages.success(request, said % {"n": done})
    if refused:
        return render(request, PAGE, _page(request) | {"refused": "；".join(refused)}, status=409)
    return redirect("reporting:sign_queue")


@require_POST
def rule(request: SignedIn) -> HttpResponse:
    """报送须审签: how this unit's staff report, set by its head."""
    at, by, needed = now(), _unit(request), request.POST.get("needed") == "1"
    outcome = attempt(
        request, lambda key: signing.ask_for_signature(needed, by=by, at=at, key=key), part=needed
    )
    return _answer(request, outcome, _("报送方式已更改"))


def _signed(said: Report, by: Acting, at: datetime) -> Deed:
    return lambda key: signing.sign(said, by=by, at=at, key=key)


def _unit(request: SignedIn) -> Acting:
    """Return who acts, or answer 404: the page is a unit's own."""
    if request.acting.role not in UNIT_ROLES:
        raise Http404
    return request.acting


def _own(request: SignedIn, rows: QuerySet[Any], pk: UUID) -> Any:
    return get_object_or_404(rows, pk=pk, unit_id=_unit(request).unit_id)


def _done(request: SignedIn, deeds: dict[str, Deed], pk: UUID) -> HttpResponse:
    deed = deeds.get(request.POST.get("verdict", ""))
    if deed is None:
        return _answer(request, Outcome(refused=_("请选择同意或退回")), "", pk)
    return _answer(request, attempt(request, deed), _("已办理"), pk)


def _answer(request: SignedIn, outcome: Outcome, said: str, pk: UUID | None = None) -> HttpResponse:
    if outcome.entry is None:
        told = {"refused": outcome.refused, "wrong": pk, "typed": request.POST.get("reason", "")}
        return render(request, PAGE, _page(request) | told, status=409)
    words = {"deed": WORDS.get(outcome.entry.deed, said), "at": full_time(outcome.entry.at)}
    messages.success(request, _("%(deed)s，%(at)s") % {k: str(v) for k, v in words.items()})
    return redirect("reporting:sign_queue")


def _page(request: SignedIn) -> dict[str, Any]:
    by, at = _unit(request), now()
    signs = by.role in SIGNS
    found = signatures.waiting_reports(by, at) if signs else signatures.own_reports(by, at)
    slips = signatures.slips_to_sign(by) if signs else signatures.own_slips(by)
    rows = signatures.with_files(slips)
    return {
        "at": at,
        "today": day_here(at),
        "signs": signs,
        "heads": by.role == Role.UNIT_HEAD,
        "reports": found,
        "slips": rows,
        "back": [] if signs else list(signatures.sent_back_to(by)),
        "total": len(found) + len(rows),
        "signs_first": signatures.signs_first(by),
    }
