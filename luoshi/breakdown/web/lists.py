"""责任清单: one table from submission to issue, with the director's decisions on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.lifecycle import LIST
from luoshi.breakdown.listing import UNDECIDED, lines_of
from luoshi.breakdown.models import IssueNotice, Matter, MatterList
from luoshi.breakdown.operations import lists as operations
from luoshi.breakdown.operations import revising
from luoshi.breakdown.rules import list_officer, list_signer
from luoshi.breakdown.signing import signers_of
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.breakdown.versions import changes_of, revisable
from luoshi.breakdown.web import asking, forms
from luoshi.breakdown.web.workbooks import handed_out
from luoshi.flow.refusals import Refused
from luoshi.intake.kinds import kind
from luoshi.intake.models import Document
from luoshi.intake.rules import may_see, room_staff
from luoshi.organisation.request import SignedIn, attempt
from luoshi.papers.cells import Column, Kind
from luoshi.timelimits.here import day_here

PAGE = "breakdown/list.html"


@require_safe
def responsibility_list(request: SignedIn, pk: str) -> HttpResponse:
    """责任清单."""
    return _page(request, _list(request, pk))


@require_safe
def excel(request: SignedIn, pk: str) -> HttpResponse:
    """The list as a workbook; the export is noted."""
    matters = _list(request, pk)
    rows = [vars(line) | {"seq": at} for at, line in enumerate(lines_of(matters), 1)]
    return handed_out(
        _columns(),
        rows,
        title=str(matters),
        about=matters,
        by=request.acting,
        at=now(),
        sheet=_("责任清单"),
    )


@require_POST
def send_back(request: SignedIn, pk: str) -> HttpResponse:
    """退回修改."""
    form = forms.SendBack(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _decide(
        request,
        pk,
        lambda matters, key: operations.send_back(
            matters, by=request.acting, at=now(), reason=reason, key=key
        ),
        done=_("已退回督查员修改。"),
    )


@require_POST
def approve(request: SignedIn, pk: str) -> HttpResponse:
    """立项审批: with the basis, single drafts refused with a reason."""
    matters = _list(request, pk)
    accepted = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED)
    basis = forms.Approve(request.POST)
    said = basis.cleaned_data["basis"] if basis.is_valid() else ""
    refused = forms.refused_in(request.POST, accepted.values_list("pk", flat=True))
    return _decide(
        request,
        pk,
        lambda held, key: operations.approve(
            held, by=request.acting, at=now(), basis=said, refused=refused, key=key
        ),
        done=_("已批准立项，各事项编号已生成。"),
    )


@require_POST
def issue(request: SignedIn, pk: str) -> HttpResponse:
    """分解交办: one notice for each unit."""
    return _decide(
        request,
        pk,
        lambda matters, key: operations.issue(matters, by=request.acting, at=now(), key=key),
        done=_("已交办，通知单已送达各单位，签收时限开始计算。"),
    )


@require_POST
def answer_for(request: SignedIn, pk: str) -> HttpResponse:
    """签发权限: whether leading cadres answer for the list; a draft, so no entry is left."""
    matters = _list(request, pk)
    leaders = request.POST.get("leaders") == "1"
    try:
        operations.answer_for(matters, leaders=leaders, by=request.acting)
    except Refused as refused:
        return _page(request, matters, refused=str(refused))
    return redirect("breakdown:list", pk=pk)


@require_POST
def revise(request: SignedIn, pk: str) -> HttpResponse:
    """变更已交办的事项: laid on the workbench to be written on, or to be ended: a draft."""
    matters, typed = _list(request, pk), request.POST
    named = asking.as_id(typed.get("matter", ""))
    here = Matter.objects.filter(list__document=matters.document_id)
    form, ends = forms.Revise(typed), typed.get("how") == "end"
    why = form.cleaned_data["why"] if form.is_valid() else ""
    # What is no matter of an earlier version is refused by the deed, and told no further.
    matter = here.filter(pk=named).first() if named else None
    if matter is None:
        return _page(request, matters, refused=_("请选择要变更的事项"))
    try:
        draft = revising.revise(matters, matter, by=request.acting, why=why, ends=ends)
    except Refused as refused:
        return _page(request, matters, refused=str(refused))
    if ends:
        return redirect("breakdown:list", pk=pk)
    there = reverse("breakdown:workbench", args=[matters.document_id])
    return redirect(f"{there}?d={draft.place}")


def _decide(
    request: SignedIn, pk: str, deed: Callable[[MatterList, str], object], *, done: str
) -> HttpResponse:
    matters = _list(request, pk)
    outcome = attempt(request, lambda key: deed(matters, key))
    if outcome.refused:
        return _page(request, _list(request, pk), refused=outcome.refused)
    messages.success(request, done)
    return redirect("breakdown:list", pk=pk)


def _list(request: SignedIn, pk: str) -> MatterList:
    # Whoever signs it reads it, though the paper itself is kept by the room.
    seen = MatterList.objects.filter(may_see(request.acting) | list_signer(request.acting))
    return get_object_or_404(
        seen.select_related("document", "office", "drafted_by", "submitted_by", "approved_by"),
        pk=pk,
    )


def _page(request: SignedIn, matters: MatterList, *, refused: str = "") -> HttpResponse:
    LIST.open_to(request.acting, [matters])
    lines = lines_of(matters)
    typed = request.POST if refused else {}
    reasons = forms.refused_in(typed, [line.id for line in lines])
    # What a unit sent further down is its own affair.
    notices = IssueNotice.objects.filter(list=matters).select_related("unit")
    notices = notices.exclude(pk__in=notices.filter(parts__matter__parent__isnull=False))
    held = Q(parts__given_up_at__isnull=True)
    context = {
        "matters": matters,
        "document": matters.document,
        "set_up": matters.state not in UNDECIDED,
        "lines": [(line, reasons.get(line.id, "")) for line in lines],
        "notices": notices.order_by("unit__place", "unit__code", "number").annotate(
            rows=Count("parts", filter=held),
            signed=Count("parts", filter=held & Q(parts__receipt__isnull=False)),
        ),
        "changes": changes_of(matters),
        **_may_change(request, matters, refused),
        "kind": kind(matters.document.kind),
        "basis": forms.Approve(typed or None, initial={"basis": _named(matters.document)}),
        "send_back": forms.SendBack(typed or None),
        "refused": refused,
        "may_work": room_staff.holds(request.acting, matters.document),
        "signers": signers_of(matters, on=day_here(now())),
    }
    return render(request, PAGE, context, status=409 if refused else 200)


def _may_change(request: SignedIn, matters: MatterList, refused: str) -> dict[str, Any]:
    """Return the issued matters that this version may change, for whoever drafts it."""
    drafting = matters.state == ListState.DRAFTING and matters.version > 1
    if not drafting or not list_officer.holds(request.acting, matters):
        return {}
    taken = matters.drafts.filter(revises__isnull=False).values("revises")
    typed = request.POST if refused and "how" in request.POST else None
    return {
        "revisable": revisable(matters).exclude(pk__in=taken),
        "revise": forms.Revise(typed),
        "revising_open": typed is not None,
    }


def _named(paper: Document) -> str:
    """Return how a paper is quoted as a basis; the director lets it stand or writes another."""
    number = f"（{paper.document_number}）" if paper.document_number else ""
    return f"《{paper.title}》{number}"


def _columns() -> list[Column]:
    return [
        Column("seq", _("序号"), Kind.NUMBER, width=6),
        Column("number", _("编号"), width=18),
        Column("title", _("事项"), width=32),
        Column("requirement", _("事项内容"), width=48),
        Column("standard", _("完成标准"), width=32),
        Column("lead", _("牵头单位"), width=24),
        Column("joint", _("责任单位"), width=24),
        Column("assist", _("配合单位"), width=24),
        Column("due_date", _("完成时限"), Kind.DATE, width=12),
        Column("due_words", _("时限原文"), width=16),
        Column("cadence", _("报送频次"), width=12),
        Column("sentence", _("原文句号"), Kind.NUMBER, width=8),
        Column("state", _("状态"), width=10),
    ]
