"""导入导出 A scheme out as a workbook; a filled one, or a pasted table, rehearsed and taken in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.assessment import sheets
from luoshi.assessment.operations import taking_in as operations
from luoshi.assessment.web.schemes import drafted_before, scheme_before, sees_the_groups
from luoshi.flow.refusals import Refused, Unmet
from luoshi.organisation import handing_out
from luoshi.organisation.request import SignedIn
from luoshi.papers.apart import read_book
from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Sheet
from luoshi.trail import files
from luoshi.trail.models import File
from luoshi.trail.operations import read_by

PAGE = "assessment/take_in.html"
MOST_SHOWN = 200
FATES = (operations.NEW, operations.CHANGED, operations.SAME, operations.REFUSED)


@require_safe
def excel(request: SignedIn, pk: UUID) -> HttpResponse:
    """导出Excel: the scheme in the form it is taken in by; a unit gets its own targets alone."""
    scheme, at, by = scheme_before(request, pk), now(), request.acting
    read_by(by, about=scheme, at=at, what="export")
    unit = None if sees_the_groups(by, scheme) else by.unit_id
    return handing_out.workbook(sheets.workbook(scheme, at=at, unit=unit), scheme.name)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: SignedIn, pk: UUID) -> HttpResponse:
    """Upload or paste, see row by row what it would do, confirm."""
    scheme = drafted_before(request, pk)
    context: dict[str, Any] = {
        "scheme": scheme,
        "names": list(sheets.columns()),
        "sheet": request.POST.get("sheet", sheets.LINES),
        "text": request.POST.get("text", ""),
        "headings": [(name, [c.heading for c in declared])
                     for name, declared in sheets.columns().items()],
    }  # fmt: skip
    if request.method != "POST":
        return render(request, PAGE, context)
    at = now()
    try:
        book, file = _given(request, at)
        if "seen" in request.POST:
            seen = request.POST["seen"]
            operations.take_in(scheme, book, by=request.acting, at=at, seen=seen)
            messages.success(request, _("已导入"))
            return redirect("assessment:scheme", pk)
        report = operations.rehearse(scheme, book, by=request.acting, at=at)
    except Refused as no:
        return render(request, PAGE, context | {"refused": str(no)}, status=409)
    except Unreadable as unreadable:
        refused = {"refused": unreadable.said(_)}
        return render(request, PAGE, context | refused, status=422)
    return _reported(request, context, report, book, file)


def _given(request: SignedIn, at: datetime) -> tuple[Mapping[str, Sheet], File | None]:
    """Return what came: a pasted table, a file, or the file that was shown before."""
    text, name = request.POST.get("text", ""), request.POST.get("sheet", "")
    if text.strip():
        declared = sheets.columns().get(name)
        if declared is None:
            raise Http404
        return {name: sheets.pasted(text, declared, name=name)}, None
    upload = request.FILES.get("file")
    if upload is not None:
        content = upload.read()
        book = read_book(content, sheets.columns())
        kept = files.keep(content, name=str(upload.name), by=request.acting, at=at)
        return book.sheets, kept
    digest = request.POST.get("digest", "")
    shown = File.objects.filter(
        digest=digest, kept_by_id=request.acting.person_id, purged_at__isnull=True
    )
    # PostgreSQL is not asked for what is no digest: a NUL in it would be an error.
    file = shown.first() if digest.isalnum() else None
    if file is None:
        raise Unmet(_("请选择文件，或粘贴表格"))
    return read_book(files.read(file), sheets.columns()).sheets, file


def _reported(
    request: SignedIn,
    context: dict[str, Any],
    report: operations.Report,
    book: Mapping[str, Sheet],
    file: File | None,
) -> HttpResponse:
    doing = [one for one in report.verdicts if one.fate != operations.SAME]
    shown = report.refused or doing[:MOST_SHOWN]
    context |= {
        "report": report,
        "file": file,
        "tally": [(name, [report.count(name, fate) for fate in FATES]) for name in book],
        "shown": [(one, _said()[one.fate]) for one in shown],
        "fates": [_said()[fate] for fate in FATES],
        "more": 0 if report.refused else len(doing) - len(shown),
        "remarks": [str(one) for sheet in book.values() for one in sheet.remarks],
    }
    return render(request, PAGE, context, status=422 if report.refused else 200)


def _said() -> dict[str, str]:
    return {
        operations.NEW: _("新增"),
        operations.CHANGED: _("变更"),
        operations.SAME: _("无变化"),
        operations.REFUSED: _("不能导入"),
    }
