"""报送进展: the form of a report on a phone first, and what has been typed of it so far."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.breakdown.clocks import period_of, report_owed
from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.dues.queries import calendar_here, working_of
from luoshi.flow.refusals import Refused
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import Outcome, SignedIn, attempt
from luoshi.reporting.models import Report
from luoshi.reporting.operations import drafting
from luoshi.reporting.operations import reports as operations
from luoshi.reporting.queries import (
    draft_of,
    last_report,
    received_by,
    returned_report,
    signed_first,
    void_report,
)
from luoshi.reporting.repeats import WARN_FROM, marked, repeated, without_repeats
from luoshi.reporting.rules import UNDER_WAY, may_report
from luoshi.reporting.standing import period_said
from luoshi.reporting.web.doors import answered, matter_before, said_of
from luoshi.reporting.web.report_form import WRITTEN, SayReport, first_values
from luoshi.timelimits.here import day_here

PAGE = "reporting/report.html"


@require_http_methods(["GET", "POST"])
def report(request: SignedIn, number: str) -> HttpResponse:
    """报送进展: a returned report is corrected first, unless a new one is asked for."""
    matter, at = matter_before(request, number), now()
    corrects = _corrected(request, matter)
    form = _form(request, matter, corrects)
    if not answered(request):
        closed = _why_closed(request, matter)
        if request.method != "POST" or closed or "trim" in request.POST:
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
    drafting.drop_draft(matter, by=request.acting)
    return _sent(request, outcome)


@require_POST
def draft(request: SignedIn, number: str) -> HttpResponse:
    """草稿: keep what is typed, and say how much of it was said last time. No deed."""
    matter, at = matter_before(request, number), now()
    typed = {name: str(value) for name, value in request.POST.items() if _is_typed(name)}
    try:
        kept = drafting.keep_draft(matter, typed, by=request.acting, at=at)
    except Refused as refused:
        return render(request, "reporting/_saved.html", {"not_kept": str(refused)}, status=409)
    context = {"saved_at": kept.saved_at, "at": at} | _repeats(matter, typed.get("progress", ""))
    return render(request, "reporting/_saved.html", context)


def _is_typed(name: str) -> bool:
    written = name in (*WRITTEN, "percent", "corrects", "keep_place")
    return written or name.startswith(("figure_", "why_"))


def _sent(request: SignedIn, outcome: Outcome) -> HttpResponse:
    """Say what was done, and show the report as it now stands, with the way to take it back."""
    if outcome.entry is None:
        raise ValueError(outcome)
    said = {"deed": said_of(outcome.entry.deed), "at": full_time(outcome.entry.at)}
    messages.success(request, _("%(deed)s，%(at)s") % said)
    return redirect("reporting:review_report", pk=outcome.entry.about_id)


def _corrected(request: SignedIn, matter: Matter) -> Report | None:
    """Return the returned report that this page corrects: the one named, or the one that waits."""
    if request.method == "POST":
        named = request.POST.get("corrects", "")
        return next((one for one in matter.reports.all() if str(one.pk) == named), None)
    return None if "new" in request.GET else returned_report(matter)


def _form(request: SignedIn, matter: Matter, corrects: Report | None) -> SayReport:
    last = last_report(matter)
    first = _first(request.acting, matter, corrects)
    given: tuple[Any, ...] = ()
    if request.method == "POST":
        given = (_trimmed(request, last), request.FILES)
    form = SayReport(
        *given,
        initial=first,
        matter=matter,
        today=day_here(now()),
        last=last,
        targets=list(matter.targets.order_by("place", "id")),
    )
    form.saved_at = first.get("saved_at")  # type: ignore[attr-defined]
    return form


def _first(by: Acting, matter: Matter, corrects: Report | None) -> dict[str, Any]:
    """Return the first values: what is corrected or came back, and over it what was typed since."""
    before = corrects or void_report(matter, by)
    first = first_values(before) if before else {}
    if corrects is not None:
        first["corrects"] = corrects.pk
    kept = draft_of(matter, by)
    named = str(corrects.pk) if corrects else ""
    if kept is not None and kept.typed.get("corrects", "") == named:
        first |= {name: value for name, value in kept.typed.items() if name != "corrects"}
        first["saved_at"] = kept.saved_at
    return first


def _trimmed(request: SignedIn, last: Report | None) -> QueryDict:
    """Return what was posted; 去掉重复 takes out what the last report said already."""
    if "trim" not in request.POST or last is None:
        return request.POST
    posted = request.POST.copy()
    posted["progress"] = without_repeats(posted.get("progress", ""), last.progress)
    return posted


def _repeats(matter: Matter, progress: str, last: Report | None = None) -> dict[str, Any]:
    before = last or last_report(matter)
    return {
        "same": repeated(progress, before.progress) if before else 0,
        "warns_from": WARN_FROM,
        "marked": list(marked(progress, before.progress)) if before else [],
    }


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
    form: SayReport,
    corrects: Report | None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    at, by = now(), request.acting
    due, up = report_owed(matter, at=at), signed_first(by)
    context = {
        "matter": matter,
        "light": light_of(matter, day_here(at)),
        "form": form,
        "last": form.last,
        "corrects": corrects,
        "period": period_said(corrects.period if corrects else period_of(due, at=at)),
        "due": due,
        "at": at,
        "working": working_of(due) if due else "",
        "calendar": calendar_here(),
        "saved_at": form.saved_at,  # type: ignore[attr-defined]
        "signed_first": up,
        "next_hands": received_by(matter, by, day_here(at), up=up),
        "refused": refused,
    } | _repeats(matter, str(form["progress"].value() or ""), form.last)
    return render(request, PAGE, context, status=409 if refused else status)
