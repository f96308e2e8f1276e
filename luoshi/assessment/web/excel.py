"""导出 A period's scores as the workbook that reckons itself, for those who see all of it."""

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment.export import workbook
from luoshi.assessment.web.finding import found_of
from luoshi.organisation.request import SignedIn
from luoshi.trail.operations import read_by

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def excel(request: SignedIn, label: str, group: UUID) -> HttpResponse:
    """Hand out the whole period; every unit's figures are in it, so no unit gets it."""
    found, at = found_of(request, label, group), now()
    if not found.sight.whole:
        raise Http404
    content = workbook(found.period, at=at)
    read_by(request.acting, about=found.period, at=at, what="excel")
    response = HttpResponse(content, content_type=EXCEL)
    name = quote(f"{found.period.scheme.name}{found.period.label}")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}.xlsx"
    return response
