"""时段合成 One unit's year on one page: months, quarters, the year's end, and how they add."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment.models import AssessedUnit
from luoshi.assessment.web.finding import found_of
from luoshi.assessment.web.phones import differs_on_phones, on_a_phone
from luoshi.assessment.yearly import year_of
from luoshi.organisation.request import SignedIn


@require_safe
def composition(request: SignedIn, label: str, group: UUID) -> HttpResponse:
    """The year of a unit whose terms the person sees; one's own, or the first of the group."""
    found = found_of(request, label, group)
    held = AssessedUnit.objects.filter(group=found.group).select_related("unit")
    units = [one.unit for one in held.order_by("unit__place", "unit__code")]
    shown = [one for one in units if found.sight.opens(one)]
    code = request.GET.get("unit", "")
    own = [one for one in shown if found.sight.is_own(one)]
    asked = [one for one in shown if one.code == code] if code else own or shown
    if not asked:
        raise Http404
    context = {
        "found": found,
        "period": found.period,
        "group": found.group,
        "unit": asked[0],
        "units": shown,
        "year": year_of(found.period, asked[0], request.acting),
        "phone": on_a_phone(request),
        "at": now(),
    }
    return differs_on_phones(render(request, "assessment/composition.html", context))
