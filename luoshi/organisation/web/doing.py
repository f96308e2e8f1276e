"""The one page on which a deed is confirmed: what it asks, what will happen, the refusal."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luoshi.kit.parts import refused
from luoshi.organisation.models import Person, Post, Unit
from luoshi.organisation.operations.people import Registered
from luoshi.organisation.queries import units_on
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import not_yours
from luoshi.organisation.web.deeds import KINDS, NEW, Deed, of_unit
from luoshi.organisation.web.fields import UnitField
from luoshi.timelimits.days import day_of

MOST_OFFERED = 500


@never_cache
@require_http_methods(["GET", "POST"])
def upon(request: SignedIn, kind: str, pk: UUID, name: str) -> HttpResponse:
    """A deed upon a thing the person may see; the form is there only for whom the rule covers."""
    if kind not in KINDS or name not in KINDS[kind].deeds:
        raise Http404
    found = KINDS[kind]
    things = found.model._default_manager.filter(found.seen(request.acting))
    thing = get_object_or_404(things.select_related(*found.joined), pk=pk)
    return _page(request, found.deeds[name], thing, back=found.page(thing))


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: SignedIn, name: str) -> HttpResponse:
    """A deed that makes something new; it is asked of the acting post."""
    if name not in NEW:
        raise Http404
    pages = {"unit": "units", "person": "people", "group": "groups"}
    back = reverse(f"organisation:{pages[name]}")
    return _page(request, NEW[name], Post.objects.get(pk=request.acting.post_id), back=back)


def _page(request: SignedIn, deed: Deed, thing: Model, *, back: str) -> HttpResponse:
    by, at = request.acting, now()
    if not deed.who.holds(by, thing):
        if request.method == "GET":
            raise Http404
        return refused(request, not_yours(deed.who, deed.words), back=back)
    words = request.POST if request.method == "POST" else None
    form = deed.form(words, thing=thing, by=by, on=day_of(at))
    if words is None:
        return _show(request, deed, thing, form, back)
    if not form.is_valid():
        return _show(request, deed, thing, form, back, status=422)
    results: list[object] = []
    outcome = attempt(
        request, lambda key: results.append(deed.does(thing, form.cleaned_data, by, at, key))
    )
    if outcome.refused:
        return _show(request, deed, thing, form, back, reason=outcome.refused, status=409)
    given_out = _password(results)
    if given_out is not None:
        person, password = given_out
        shown = {"person": person or thing, "password": password, "back": back}
        return render(request, "organisation/password.html", shown)
    return _told(request, deed, results, back)


def _told(request: SignedIn, deed: Deed, results: list[object], back: str) -> HttpResponse:
    done = _("已办理：%(deed)s") % {"deed": deed.words}
    if not results:
        done = _("这一操作先前已经办理：%(deed)s") % {"deed": deed.words}
    messages.success(request, done)
    if results and isinstance(results[0], Unit):
        return redirect(of_unit(results[0]))
    return redirect(back)


def _password(results: list[object]) -> tuple[Person | None, str] | None:
    """Return the password to be shown, if the deed gave one out; a second press shows none."""
    match results:
        case [Registered(person=person, password=password)]:
            return person, password
        case [str() as password]:
            return None, password
        case _:
            return None


def _show(
    request: SignedIn,
    deed: Deed,
    thing: Model,
    form: django_forms.Form,
    back: str,
    *,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "deed": deed,
        "thing": thing,
        "form": form,
        "back": back,
        "refused": reason,
        "fresh": deed in NEW.values(),
    }
    if any(isinstance(field, UnitField) for field in form.fields.values()):
        on = day_of(now())
        context["units"] = units_on(on).values_list("name", "short_name")[:MOST_OFFERED]
    return render(request, "organisation/deed.html", context, status=status)
