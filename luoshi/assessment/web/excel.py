"""导出 A period's scores as the workbook that reckons itself, for those who see all of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment.export import workbook
from luoshi.assessment.web.finding import found_of
from luoshi.assessment.web.phones import differs_on_phones, on_a_phone
from luoshi.organisation import handing_out
from luoshi.organisation.request import SignedIn
from luoshi.trail.operations import read_by


@require_safe
def excel(request: SignedIn, label: str, group: UUID) -> HttpResponse:
    """Hand out the whole period; every unit's figures are in it, so no unit gets it.

    Its places are not for a phone either: there the sheet's page says so.
    """
    found, at = found_of(request, label, group), now()
    if not found.sight.whole:
        raise Http404
    if on_a_phone(request):
        return differs_on_phones(redirect("assessment:sheet", label, group))
    content = workbook(found.period, at=at)
    read_by(request.acting, about=found.period, at=at, what="excel")
    name = f"{found.period.scheme.name}{found.period.label}"
    return differs_on_phones(handing_out.workbook(content, name))
