"""申诉 Appeals: the list of whom they concern, one of them, and the way to lodge one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.assessment import scoring
from luoshi.assessment.appeal_lifecycle import APPEAL, corrected
from luoshi.assessment.appeal_rules import appeals_before, assessed_head
from luoshi.assessment.appeal_terms import OPEN_APPEALS, TO_DECIDE, AppealState, OpinionStance
from luoshi.assessment.collecting import leaves_asked
from luoshi.assessment.models import Adjustment, Appeal, AppealFile, AssessedGroup, Figure, Period
from luoshi.assessment.operations import appealing
from luoshi.assessment.reckoning.telling import formula
from luoshi.assessment.rules import sees_all
from luoshi.assessment.terms import AdjustmentState
from luoshi.assessment.web import appeal_forms as forms
from luoshi.assessment.web.steps import may_appeal, period_before
from luoshi.assessment.weighing import tree_of
from luoshi.dues.queries import dues_about
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.handing_out import kept_file
from luoshi.organisation.request import Outcome, SignedIn, attempt
from luoshi.organisation.rules import not_yours
from luoshi.organisation.terms import UNIT_ROLES
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import read_by

PER_PAGE = 50
SHOWS = ("open", "all")
NAMED = ("period__scheme__office", "unit", "indicator__source_unit", "adjustment__rule")


@require_safe
def listed(request: SignedIn) -> HttpResponse:
    """The appeals a post may read: the open ones first, or all."""
    by, at = request.acting, now()
    if not _concerned(by):
        raise Http404
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "open"
    rows = appeals_before(by)
    if show == "open":
        rows = rows.filter(state__in=OPEN_APPEALS)
    page = Paginator(rows.select_related(*NAMED).order_by("-lodged_at"), PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    APPEAL.open_to(by, list(shown.object_list))
    days = {
        one.about_id: one.due_date
        for one in dues_about("appeal", [one.pk for one in shown]).filter(met_at__isnull=True)
    }
    for one in shown:
        one.due_day = days.get(str(one.pk))  # type: ignore[attr-defined]
    context = {"page": shown, "show": show, "at": at, "today": day_here(at)}
    return render(request, "assessment/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: SignedIn, pk: UUID) -> HttpResponse:
    """Appeal against a line of one's own score (?indicator= or ?adjustment=)."""
    found, by, at = period_before(request, pk), request.acting, now()
    form = _form(request, found, by)
    refused, status = "", 200
    if request.method == "POST" and not assessed_head.holds(by, found):
        refused, status = not_yours(assessed_head, _("申诉")), 409
        # Whoever may not appeal is not told how to fill it in; what was typed stays.
        form.errors.clear()
    elif request.method == "POST" and form.is_valid():
        what = form.lodged()
        outcome = attempt(request, lambda key: appealing.lodge(found, what, by=by, at=at, key=key))
        if outcome.entry is not None:
            _say(request, outcome, _("申诉已提交，由未参与计分的两人复核"))
            return redirect("assessment:appeal", outcome.entry.about_id)
        refused, status = outcome.refused, 409
    elif request.method == "POST":
        status = 422
    elif not may_appeal(by, found, day_here(at)):
        raise Http404
    context = {"period": found, "form": form, "refused": refused, "at": at}
    return render(request, "assessment/appeal_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: SignedIn, pk: UUID) -> HttpResponse:
    """One appeal: what is said, what it is about, the opinions, and one's own."""
    found, at = _appeal(request, pk), now()
    if request.method != "POST":
        return _shown(request, found, at)
    verdict = request.POST.get("verdict", "")
    form = forms.Opinion(request.POST)
    speaks = verdict in OpinionStance.values
    if speaks and not form.is_valid():
        return _shown(request, found, at, form=form, status=422)
    outcome = _done(request, found, verdict, form, at)
    if outcome.entry is None:
        found = _appeal(request, pk)
        return _shown(request, found, at, form=form, refused=outcome.refused, status=409)
    _say(request, outcome, APPEAL.moves[outcome.entry.deed.partition(".")[2]].label)
    return redirect("assessment:appeal", pk)


@require_safe
def file(request: SignedIn, pk: UUID) -> HttpResponse:
    """Hand out a file of evidence, as a download, to whoever may read the appeal."""
    seen = appeals_before(request.acting).values("pk")
    held = AppealFile.objects.filter(appeal__in=seen).select_related("file")
    beside = get_object_or_404(held, pk=pk)
    read_by(request.acting, about=beside, at=now(), what="appeal")
    return kept_file(request, beside.file, beside.name)


def _done(
    request: SignedIn, found: Appeal, verdict: str, form: forms.Opinion, at: datetime
) -> Outcome:
    by = request.acting
    if verdict in OpinionStance.values:
        reason = form.cleaned_data["reason"]
        return attempt(
            request,
            lambda key: appealing.give_opinion(
                found, verdict, by=by, at=at, reason=reason, key=key
            ),
        )
    if verdict == "withdraw":
        return attempt(request, lambda key: appealing.withdraw(found, by=by, at=at, key=key))
    if verdict == "settle":
        return attempt(request, lambda key: appealing.settle(found, by=by, at=at, key=key))
    raise Http404


def _concerned(by: Acting) -> bool:
    return by.role in UNIT_ROLES or sees_all(by)


def _appeal(request: SignedIn, pk: UUID) -> Appeal:
    return get_object_or_404(appeals_before(request.acting).select_related(*NAMED), pk=pk)


def _form(request: SignedIn, found: Period, by: Acting) -> forms.Appeal:
    group = AssessedGroup.objects.filter(
        scheme=found.scheme_id, units__unit=by.unit_id
    ).first()  # fmt: skip
    tree = tree_of(group, group.indicators.all()).lines if group else ()
    asked = {line.pk for line in leaves_asked(found)}
    lines = [one.indicator for one in tree if one.indicator.pk in asked]
    taken = Adjustment.objects.filter(
        period=found, unit=by.unit_id, state=AdjustmentState.CONFIRMED
    ).select_related("rule")
    first = {}
    for kind in ("indicator", "adjustment"):
        if named := request.GET.get(kind):
            first["about"] = f"{kind}-{named}"
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return forms.Appeal(*given, lines=lines, adjustments=list(taken), initial=first)


def _shown(
    request: SignedIn,
    found: Appeal,
    at: datetime,
    *,
    form: forms.Opinion | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    by = request.acting
    [found] = APPEAL.open_to(by, [found])
    opened: set[str] = found.open  # type: ignore[attr-defined]
    waits = "settle" in opened and corrected(found, {})
    context: dict[str, Any] = {
        "appeal": found,
        "period": found.period,
        "decides": bool(opened & {"review", "differ", "uphold", "grant", "refuse"}),
        "withdraws": "withdraw" in opened,
        "settles": "settle" in opened and not waits,
        "waits": waits or "",
        "form": form or forms.Opinion(),
        "opinions": _opinions(found, by),
        "files": found.files.select_related("file").order_by("id"),
        "figures": _figures(found),
        "term": _term(found),
        "due": dues_about("appeal", [found.pk]).filter(met_at=None, excused_at=None).first(),
        "to_decide": found.state in TO_DECIDE,
        "decided": found.state in (AppealState.UPHELD, AppealState.SETTLED, AppealState.REFUSED),
        "refused": refused,
        "at": at,
        "today": day_here(at),
    }
    return render(request, "assessment/appeal.html", context, status=status)


def _opinions(found: Appeal, by: Acting) -> Any:
    """Return the opinions; whoever has yet to give one does not read another's first."""
    rows = found.opinions.order_by("given_at", "id")
    if found.state in TO_DECIDE:
        return rows.filter(given_by__in=by.people)
    return rows


def _figures(found: Appeal) -> Any:
    """Return all revisions of the figure it is about, the newest first."""
    if found.indicator_id is None:
        return []
    held = Figure.objects.filter(
        period=found.period_id, indicator=found.indicator_id, unit=found.unit_id
    )
    return held.order_by("-revision")


def _term(found: Appeal) -> dict[str, Any] | None:
    """Return how the points it is about came about, with the formula in plain words."""
    score = found.period.scores.filter(unit=found.unit_id).select_related("group").first()
    if score is None or found.indicator_id is None:
        return None
    key = str(found.indicator_id)
    term = next((one for one in scoring.read(score).terms if one.key == key), None)
    leaf = next((one for one in scoring.plan_of(score.group).leaves if one.key == key), None)
    if term is None or leaf is None:
        return None
    return {"points": term.points, "weight": term.weight, "formula": formula(leaf, term)}


def _say(request: SignedIn, outcome: Outcome, deed: object) -> None:
    if outcome.entry is not None:
        words = {"deed": deed, "at": full_time(outcome.entry.at)}
        messages.success(request, _("%(deed)s，%(at)s") % words)
