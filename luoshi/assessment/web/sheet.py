"""打印表 A group on one sheet of A3: ranks, what each level-1 indicator gave, what is beside."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment.ranking import places_of
from luoshi.assessment.web.finding import found_of
from luoshi.assessment.web.phones import differs_on_phones, on_a_phone
from luoshi.organisation.request import SignedIn


@require_safe
def sheet(request: SignedIn, label: str, group: UUID) -> HttpResponse:
    """The ranks of a group for the printer; a phone is shown none of them."""
    found = found_of(request, label, group)
    phone = on_a_phone(request)
    places = [] if phone else places_of(found.period, found.group, found.sight)
    context = {
        "found": found,
        "period": found.period,
        "group": found.group,
        "places": places,
        "phone": phone,
        "scale": next((one.segments for one in places if one.segments), []),
        "at": now(),
    }
    return differs_on_phones(render(request, "assessment/sheet.html", context))
