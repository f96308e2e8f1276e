"""指标值的表 A department's figures out as a workbook; a filled one rehearsed and entered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.assessment import collecting, figure_sheets, sheets
from luoshi.assessment.models import Period
from luoshi.assessment.operations import figures as operations
from luoshi.assessment.rules import sees_all, source_staff
from luoshi.assessment.web.figures import address_of, periods_before
from luoshi.flow.refusals import Refused, Unmet
from luoshi.kit.parts import refused
from luoshi.kit.wording import full_time
from luoshi.organisation import handing_out
from luoshi.organisation.models import Unit
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import not_yours
from luoshi.organisation.terms import UNIT_ROLES
from luoshi.papers.apart import read_rows
from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Sheet
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import read_by

PAGE = "assessment/figure_sheet.html"


@require_safe
def figure_excel(request: SignedIn, pk: UUID) -> HttpResponse:
    """导出Excel: what is asked for and what stands; the export is noted."""
    period = get_object_or_404(periods_before(request.acting), pk=pk)
    source, at = _source(request, period), now()
    read_by(request.acting, about=period, at=at, what="export")
    pages = collecting.pages_of(period, source.pk)
    name = _("%(unit)s%(period)s指标值") % {"unit": source.name, "period": period.label}
    return handing_out.workbook(figure_sheets.workbook(period, pages, at=at), name)


@require_http_methods(["GET", "HEAD", "POST"])
def figure_sheet(request: SignedIn, pk: UUID) -> HttpResponse:
    """粘贴或导入: every row is looked at before any is entered; entering is the same deed."""
    by, at = request.acting, now()
    period = get_object_or_404(periods_before(by), pk=pk)
    pages = collecting.pages_of(period, by.unit_id) if by.role in UNIT_ROLES else []
    if not pages:
        if request.method != "POST":
            raise Http404
        back = address_of(period, None)
        return refused(request, not_yours(source_staff, _("填报")), back=back)
    source = pages[0].indicator.source_unit
    context: dict[str, Any] = {
        "period": period,
        "source": source,
        "back": address_of(period, source),
        "text": request.POST.get("text", ""),
        "headings": [one.heading for one in figure_sheets.columns(pages)],
    }
    if request.method != "POST":
        return render(request, PAGE, context)
    try:
        sheet, context["text"] = _given(request, pages)
    except Unreadable as unreadable:
        return render(request, PAGE, context | {"refused": unreadable.said(_)}, status=422)
    except Refused as no:
        return render(request, PAGE, context | {"refused": str(no)}, status=422)
    found = figure_sheets.read(sheet, pages, on=day_here(at))
    if found.faults or not found.typed or request.POST.get("verdict") != "enter":
        context["found"] = found
        return render(request, PAGE, context, status=422 if found.faults else 200)
    outcome = attempt(
        request, lambda key: operations.enter(period, found.typed, by=by, at=at, key=key)
    )
    if outcome.entry is None:
        return render(request, PAGE, context | {"refused": outcome.refused}, status=409)
    words = {"number": len(outcome.entry.facts["figures"]), "at": full_time(outcome.entry.at)}
    messages.success(request, _("已填报%(number)s项，%(at)s；由主要负责人核定") % words)
    return redirect(context["back"])


def _given(request: SignedIn, pages: list[collecting.Page]) -> tuple[Sheet, str]:
    """Return the table that came, and the same as text, so that it can be confirmed."""
    declared = figure_sheets.columns(pages)
    upload = request.FILES.get("file")
    if upload is None:
        text = request.POST.get("text", "")
        if not text.strip():
            raise Unmet(_("请粘贴表格，或者选择要导入的文件"))
        return sheets.pasted(text, declared, name=figure_sheets.NAME), text
    sheet = read_rows(upload.read(), declared)
    return sheet, sheets.as_text(sheet, declared)


def _source(request: SignedIn, period: Period) -> Unit:
    """Return whose figures are written out: the one asked for, else one's own, else the first."""
    by, asked = request.acting, request.GET.get("source", "")
    units = [one.unit for one in collecting.standings_of(period)]
    own = [one for one in units if one.pk == by.unit_id]
    if not sees_all(by) and by.unit_id != period.scheme.office_id:
        units = own
    named = [one for one in units if str(one.pk) == asked]
    found = next(iter([*named, *own, *units]), None)
    if found is None or (asked and not named):
        raise Http404
    return found
