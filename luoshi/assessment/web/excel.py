"""导出 A period's scores as the workbook that reckons itself, for those who see all of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment.export import workbook
from luoshi.assessment.web.finding import found_of
from luoshi.organisation import handing_out
from luoshi.organisation.request import SignedIn
from luoshi.trail.operations import read_by


@require_safe
def excel(request: SignedIn, label: str, group: UUID) -> HttpResponse:
    """Hand out the whole period; every unit's figures are in it, so no unit gets it."""
    found, at = found_of(request, label, group), now()
    if not found.sight.whole:
        raise Http404
    content = workbook(found.period, at=at)
    read_by(request.acting, about=found.period, at=at, what="excel")
    return handing_out.workbook(content, f"{found.period.scheme.name}{found.period.label}")
