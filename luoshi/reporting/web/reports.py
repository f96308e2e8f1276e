"""The report of a unit, its review, and the files laid beside what was said."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.breakdown.clocks import period_of, report_owed
from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.dues.queries import calendar_here, working_of
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn, attempt
from luoshi.reporting.lifecycle import REPORT
from luoshi.reporting.models import Report
from luoshi.reporting.operations import reports as operations
from luoshi.reporting.queries import (
    evidence_before,
    last_report,
    reports_before,
    reports_of,
    returned_report,
)
from luoshi.reporting.repeats import WARN_FROM, repeated
from luoshi.reporting.rules import UNDER_WAY, may_report
from luoshi.reporting.standing import period_said
from luoshi.reporting.web import forms
from luoshi.reporting.web.doors import answered, led_on, matter_before
from luoshi.timelimits.here import day_here
from luoshi.trail import files
from luoshi.trail.operations import read_by


@require_http_methods(["GET", "POST"])
def report(request: SignedIn, number: str) -> HttpResponse:
    """报送进展: a returned report is corrected first, unless a new one is asked for."""
    matter, at = matter_before(request, number), now()
    corrects = _corrected(request, matter)
    form = _form(request, matter, corrects)
    if not answered(request):
        closed = _why_closed(request, matter)
        if request.method != "POST" or closed:
            return _page(request, matter, form, corrects, refused=closed)
        if not form.is_valid():
            return _page(request, matter, form, corrects, status=422)
    outcome = attempt(
        request,
        lambda key: operations.report(
            matter, form.said(), by=request.acting, at=at, corrects=corrects, key=key
        ),
    )
    if outcome.entry is None:
        return _page(request, matter, form, corrects, refused=outcome.refused)
    return led_on(request, outcome, matter)


@require_http_methods(["GET", "POST"])
def review_report(request: SignedIn, pk: str) -> HttpResponse:
    """审核报告: accept it, or send it back with the reason."""
    said, at = get_object_or_404(reports_before(request.acting), pk=pk), now()
    form = forms.ReviewReport(request.POST or None)
    REPORT.open_to(request.acting, [said])
    told, before = _beside(said, request.acting)
    context = {
        "report": said,
        "matter": said.matter,
        "light": light_of(said.matter, day_here(at)),
        "period": period_said(said.period),
        "told": told,
        "same": repeated(said.progress, before.progress) if before else 0,
        "warns_from": WARN_FROM,
        "form": form,
    }
    if request.method != "POST":
        return render(request, "reporting/review_report.html", context)
    form.full_clean()
    by, reason = request.acting, form.cleaned_data.get("reason", "")
    outcome = attempt(
        request,
        lambda key: (
            operations.accept(said, by=by, at=at, key=key)
            if request.POST.get("verdict") == "accept"
            else operations.send_back(said, by=by, at=at, reason=reason, key=key)
        ),
    )
    if outcome.entry is None:
        context["refused"] = outcome.refused
        return render(request, "reporting/review_report.html", context, status=409)
    return led_on(request, outcome, said.matter)


@require_safe
def evidence(request: SignedIn, pk: str) -> HttpResponse:
    """Hand out a file of evidence, as a download, never shown inline."""
    beside = get_object_or_404(evidence_before(request.acting), pk=pk)
    read_by(request.acting, about=beside, at=now(), what="evidence")
    try:
        content = files.read(beside.file)
    except files.FilePurged as purged:
        return render(request, "409.html", {"text": str(purged), "back": "/"}, status=409)
    response = HttpResponse(content, content_type="application/octet-stream")
    name = quote(beside.name)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _beside(said: Report, by: Acting) -> tuple[Report, Report | None]:
    """Return a report with its figures told, and the one before it."""
    rows = list(reports_of(said.matter, by))
    at = next(place for place, one in enumerate(rows) if one.pk == said.pk)
    return rows[at], next(iter(rows[at + 1 :]), None)


def _corrected(request: SignedIn, matter: Matter) -> Report | None:
    """Return the returned report that this page corrects: the one named, or the one that waits."""
    if request.method == "POST":
        named = request.POST.get("corrects", "")
        return next((one for one in matter.reports.all() if str(one.pk) == named), None)
    return None if "new" in request.GET else returned_report(matter)


def _form(request: SignedIn, matter: Matter, corrects: Report | None) -> forms.SayReport:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    first = {}
    if corrects is not None:
        parts = ("progress", "problems", "problem_class", "suggestions", "arrangement")
        first = {name: getattr(corrects, name) for name in parts} | {"corrects": corrects.pk}
        first["percent"] = f"{corrects.percent.normalize():f}"
        for figure in corrects.figures.all():
            first[f"figure_{figure.target_id}"] = f"{figure.value.normalize():f}"
            first[f"why_{figure.target_id}"] = figure.why_less
    return forms.SayReport(
        *given,
        initial=first,
        matter=matter,
        today=day_here(now()),
        last=last_report(matter),
        targets=list(matter.targets.order_by("place", "id")),
    )


def _why_closed(request: SignedIn, matter: Matter) -> str:
    """Say why nobody here may report now; the deed asks again."""
    if may_report.holds(request.acting, matter):
        return ""
    if matter.state not in UNDER_WAY:
        words = {"state": matter.get_state_display()}
        return _("当前状态为“%(state)s”，不能报送进展") % words
    return _("报送进展须由%(who)s办理") % {"who": may_report.says}


def _page(
    request: SignedIn,
    matter: Matter,
    form: forms.SayReport,
    corrects: Report | None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    at = now()
    due = report_owed(matter, at=at)
    context = {
        "matter": matter,
        "light": light_of(matter, day_here(at)),
        "form": form,
        "last": form.last,
        "corrects": corrects,
        "period": period_said(corrects.period if corrects else period_of(due, at=at)),
        "due": due,
        "working": working_of(due) if due else "",
        "calendar": calendar_here(),
        "same": repeated(request.POST.get("progress", ""), form.last.progress) if form.last else 0,
        "warns_from": WARN_FROM,
        "refused": refused,
    }
    return render(request, "reporting/report.html", context, status=409 if refused else status)
