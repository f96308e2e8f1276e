"""A merger is confirmed with the list of what moves before one's eyes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.kit.parts import refused
from luoshi.organisation import mergers
from luoshi.organisation.models import Term, Unit
from luoshi.organisation.operations.merging import merge as merge_units
from luoshi.organisation.queries import units_on
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import keeps_units, not_yours
from luoshi.organisation.web import forms
from luoshi.organisation.web.deeds import of_unit
from luoshi.organisation.web.doing import MOST_OFFERED
from luoshi.timelimits.days import day_of


@require_http_methods(["GET", "POST"])
def merge(request: SignedIn, pk: UUID) -> HttpResponse:
    """并入: first whom into, then the list of what moves, then the deed."""
    unit, by, at = get_object_or_404(Unit, pk=pk), request.acting, now()
    if not keeps_units.holds(by, unit):
        if request.method == "GET":
            raise Http404
        return refused(request, not_yours(keeps_units, _("单位并入")), back=of_unit(unit))
    words = request.POST if request.method == "POST" else (request.GET or None)
    form = forms.Merge(words, thing=unit, by=by, on=day_of(at))
    if not form.is_valid():
        return _show(request, unit, form, status=422 if request.method == "POST" else 200)
    if request.method == "GET":
        return _show(request, unit, form, chosen=True)
    said = form.cleaned_data
    seen = request.POST.get("seen", "")
    outcome = attempt(
        request,
        lambda key: merge_units(unit, **said, by=by, at=at, seen=seen, key=key),
    )
    if outcome.refused:
        return _show(request, unit, form, chosen=True, reason=outcome.refused, status=409)
    names = {"unit": unit.name, "into": said["into"].name}
    messages.success(request, _("“%(unit)s”已并入“%(into)s”") % names)
    return redirect(of_unit(said["into"]))


def _show(
    request: SignedIn,
    unit: Unit,
    form: forms.Merge,
    *,
    chosen: bool = False,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    listings = mergers.open_things_of(unit) if chosen else []
    running = Term.objects.filter(post__unit=unit, until__isnull=True)
    context = {
        "unit": unit,
        "form": form,
        "chosen": form.cleaned_data if chosen else None,
        "listings": listings,
        "count": mergers.count_of(listings),
        "seen": mergers.fingerprint(listings),
        "below": Unit.objects.get_children(unit).filter(until__isnull=True) if chosen else [],
        "terms": running.select_related("person", "post") if chosen else [],
        "units": units_on(day_of(now())).values_list("name", "short_name")[:MOST_OFFERED],
        "refused": reason,
    }
    return render(request, "organisation/merge.html", context, status=status)
