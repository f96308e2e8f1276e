"""审核报告: a report as it was said, read by whoever may, reviewed by the room; and its files."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.breakdown.lights import light_of
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import Outcome, SignedIn, attempt
from luoshi.organisation.terms import ONLOOKERS
from luoshi.reporting.lifecycle import REPORT
from luoshi.reporting.models import Report
from luoshi.reporting.operations import reports as operations
from luoshi.reporting.operations import signing
from luoshi.reporting.queries import (
    evidence_before,
    evidence_used_before,
    reports_before,
    reports_of,
    reports_to_review,
)
from luoshi.reporting.repeats import WARN_FROM, marked, repeated
from luoshi.reporting.standing import period_said
from luoshi.reporting.terms import ReportState
from luoshi.reporting.web import forms
from luoshi.reporting.web.doors import said_of
from luoshi.timelimits.here import day_here
from luoshi.trail import files
from luoshi.trail.operations import read_by

PAGE = "reporting/review_report.html"
NO_CODE = "default-src 'none'; sandbox"


@require_http_methods(["GET", "POST"])
def review_report(request: SignedIn, pk: str) -> HttpResponse:
    """Read a report; accept it, or send it back with the reason."""
    said, at = get_object_or_404(reports_before(request.acting), pk=pk), now()
    by, form = request.acting, forms.ReviewReport(request.POST or None)
    if request.method != "POST":
        if by.role in ONLOOKERS:
            read_by(by, about=said, at=at, what="report")
        signing.opened(said, by=by, at=at)
        return render(request, PAGE, _page(request, said, form))
    form.full_clean()
    reason = form.cleaned_data.get("reason", "")
    outcome = attempt(
        request,
        lambda key: (
            operations.accept(said, by=by, at=at, key=key)
            if request.POST.get("verdict") == "accept"
            else operations.send_back(said, by=by, at=at, reason=reason, key=key)
        ),
    )
    if outcome.entry is None:
        context = _page(request, said, form) | {"refused": outcome.refused}
        return render(request, PAGE, context, status=409)
    return _on_to_the_next(request, outcome)


@require_safe
def evidence(request: SignedIn, pk: str) -> HttpResponse:
    """Hand out a file of evidence: a picture as a picture, anything else as a download."""
    beside = get_object_or_404(evidence_before(request.acting), pk=pk)
    read_by(request.acting, about=beside, at=now(), what="evidence")
    try:
        content = files.read(beside.file)
    except files.FilePurged as purged:
        return render(request, "409.html", {"text": str(purged), "back": "/"}, status=409)
    shown = beside.is_picture
    kind = beside.file.media_type if shown else "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    name, way = quote(beside.name), "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{name}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NO_CODE
    return response


def _on_to_the_next(request: SignedIn, outcome: Outcome) -> HttpResponse:
    """Say what was done, and open the next report that waits for this person; else the queue."""
    if outcome.entry is not None:
        said = {"deed": said_of(outcome.entry.deed), "at": full_time(outcome.entry.at)}
        messages.success(request, _("%(deed)s，%(at)s") % said)
    following = reports_to_review(request.acting).first()
    if following is None:
        return redirect("reporting:verify_queue")
    return redirect("reporting:review_report", pk=following.pk)


def _page(request: SignedIn, said: Report, form: forms.ReviewReport) -> dict[str, Any]:
    by, at = request.acting, now()
    REPORT.open_to(by, [said])
    told, before = _beside(said, by)
    opened: set[str] = said.open  # type: ignore[attr-defined]
    left = reports_to_review(by).exclude(pk=said.pk) if "accept" in opened else None
    return {
        "report": said,
        "matter": said.matter,
        "light": light_of(said.matter, day_here(at)),
        "period": period_said(said.period),
        "told": told,
        "before": before,
        "used": evidence_used_before(told.evidence.all(), said, by),
        "same": repeated(said.progress, before.progress) if before else 0,
        "marked": list(marked(said.progress, before.progress if before else "")),
        "warns_from": WARN_FROM,
        "form": form,
        "left": left.count() if left is not None else 0,
        "following": left.first() if left is not None else None,
        "observed": by.role in ONLOOKERS,
        "waits_in_the_unit": said.state == ReportState.SIGNING,
    }


def _beside(said: Report, by: Acting) -> tuple[Report, Report | None]:
    """Return a report with its figures told, and the one before it that came to the room."""
    rows = list(reports_of(said.matter, by))
    at = next(place for place, one in enumerate(rows) if one.pk == said.pk)
    came = (ReportState.SUBMITTED, ReportState.ACCEPTED)
    return rows[at], next((one for one in rows[at + 1 :] if one.state in came), None)
