"""审核与加减分 What two assessors find in each score, and the points beside the indicators."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.assessment import standing
from luoshi.assessment.appeal_lifecycle import ADJUSTMENT
from luoshi.assessment.appeal_rules import adjustments_before, of_the_office
from luoshi.assessment.models import Adjustment, Period, Score, SelfReport, UnitCheck
from luoshi.assessment.operations import adjusting, checking
from luoshi.assessment.rules import assessor_of_the_period
from luoshi.assessment.terms import AdjustmentState, PeriodState
from luoshi.assessment.web import appeal_forms as forms
from luoshi.assessment.web.steps import worked_before
from luoshi.kit.wording import full_time
from luoshi.organisation.request import Outcome, SignedIn, attempt

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: SignedIn, pk: UUID) -> HttpResponse:
    """审核: every unit with its score, its own words, and what assessors found."""
    found, by, at = worked_before(request, pk), request.acting, now()
    checks_here = found.state == PeriodState.CHECKING and assessor_of_the_period.holds(by, found)
    unit = request.GET.get("unit", "")
    form = forms.Check(request.POST or None, period=found, initial={"unit": unit})
    refused, status = "", 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        outcome = attempt(request, lambda key: checking.check(found, by=by, at=at, key=key, **said))
        if outcome.entry is not None:
            _say(request, outcome, _("%(unit)s：审核意见已记") % {"unit": said["unit"]})
            return redirect("assessment:checks", pk)
        refused, status = outcome.refused, 409
    elif request.method == "POST":
        status = 422
    context = {
        "period": found,
        "rows": _rows(found),
        "form": form if checks_here else None,
        "refused": refused,
        "at": at,
    }
    return render(request, "assessment/checks.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def adjustments(request: SignedIn, pk: UUID) -> HttpResponse:
    """加减分: the points beside the indicators of a period; the office proposes more."""
    found, by, at = worked_before(request, pk), request.acting, now()
    form = forms.Propose(request.POST or None, period=found)
    refused, status = "", 200
    if request.method == "POST" and "credit" in request.POST.getlist("verdict"):
        form = forms.Propose(period=found)
        outcome = attempt(request, lambda key: adjusting.credit(found, by=by, at=at, key=key))
        if outcome.entry is not None:
            _say(request, outcome, _("已按系统记录提出工作量加分，待另一人认定"))
            return redirect("assessment:adjustments", pk)
        refused, status = outcome.refused, 409
    elif request.method == "POST" and form.is_valid():
        what = form.proposed()
        outcome = attempt(
            request, lambda key: adjusting.propose(found, what, by=by, at=at, key=key)
        )
        if outcome.entry is not None:
            _say(request, outcome, _("已提出，待另一人认定"))
            return redirect("assessment:adjustments", pk)
        refused, status = outcome.refused, 409
    elif request.method == "POST":
        status = 422
    return _adjustments(request, found, form, refused, status)


@require_POST
def decide(request: SignedIn, pk: UUID) -> HttpResponse:
    """认定、不予认定、撤销."""
    rows = adjustments_before(request.acting).select_related("period__scheme", "rule", "unit")
    one = get_object_or_404(rows, pk=pk)
    form, verdict = forms.Verdict(request.POST), request.POST.get("verdict", "")
    if verdict not in ("confirm", "refuse", "revoke"):
        raise Http404
    blank = forms.Propose(period=one.period)
    if not form.is_valid():
        return _adjustments(request, one.period, blank, _("意见不得超过500字"), 422)
    outcome = _decided(request, one, verdict, form.cleaned_data["note"], now())
    if outcome.entry is None:
        return _adjustments(request, one.period, blank, outcome.refused, 409)
    _say(request, outcome, ADJUSTMENT.moves[verdict].label)
    return redirect("assessment:adjustments", one.period_id)


def _decided(request: SignedIn, one: Adjustment, verdict: str, note: str, at: datetime) -> Outcome:
    by = request.acting
    if verdict == "confirm":
        return attempt(
            request, lambda key: adjusting.confirm(one, by=by, at=at, note=note, key=key)
        )
    deed = adjusting.refuse if verdict == "refuse" else adjusting.revoke
    return attempt(request, lambda key: deed(one, by=by, at=at, reason=note, key=key))


def _adjustments(
    request: SignedIn, found: Period, form: forms.Propose, refused: str, status: int
) -> HttpResponse:
    by = request.acting
    shown = adjustments_before(by).filter(period=found).select_related("rule", "unit")
    state = request.GET.get("state", "")
    if state in AdjustmentState.values:
        shown = shown.filter(state=state)
    page = Paginator(shown.order_by("-proposed_at", "-id"), PER_PAGE)
    rows = page.get_page(request.GET.get("page"))
    ADJUSTMENT.open_to(by, list(rows.object_list))
    proposes = found.state in standing.MENDABLE and of_the_office.holds(by, found)
    context = {
        "period": found,
        "page": rows,
        "form": form if proposes else None,
        "state": state,
        "states": AdjustmentState.choices,
        "refused": refused,
        "at": now(),
    }
    return render(request, "assessment/adjustments.html", context, status=status)


def _rows(found: Period) -> Sequence[dict[str, Any]]:
    """Return every assessed unit with its score, its self-report and its checks. Five queries.

    A check made before results were sent back is `old`: it agrees to nothing any more.
    """
    since = standing.looked_again_since(found)
    scores = {one.unit_id: one for one in Score.objects.filter(period=found)}
    reports = {one.unit_id: one for one in SelfReport.objects.filter(period=found)}
    held: dict[UUID, list[UnitCheck]] = {}
    for one in UnitCheck.objects.filter(period=found).order_by("checked_at", "id"):
        one.old = since is not None and one.checked_at <= since  # type: ignore[attr-defined]
        held.setdefault(one.unit_id, []).append(one)
    return [
        {
            "unit": one.unit,
            "group": one.group,
            "score": scores.get(one.unit_id),
            "report": reports.get(one.unit_id),
            "checks": held.get(one.unit_id, []),
        }
        for one in standing.assessed(found)
    ]


def _say(request: SignedIn, outcome: Outcome, deed: object) -> None:
    if outcome.entry is not None:
        words = {"deed": deed, "at": full_time(outcome.entry.at)}
        messages.success(request, _("%(deed)s，%(at)s") % words)
