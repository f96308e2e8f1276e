"""发放临时密码: a sheet for the people an import brought, shown once, to be cut and handed out."""

from uuid import UUID

from django import forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luoshi.organisation import directory
from luoshi.organisation.models import Person, Post, Term
from luoshi.organisation.operations.passwords import MOST, hand_out
from luoshi.organisation.operations.people import Registered
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import hands_out_passwords

PAGE = "organisation/passwords.html"


class HandOut(forms.Form):
    """Who gets a password: the people of the page, ticked."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("人员"), queryset=Person.objects.none()
    )


@never_cache
@require_http_methods(["GET", "POST"])
def passwords(request: SignedIn) -> HttpResponse:
    """List whoever has no password yet; the sheet is the answer to the post and is kept nowhere."""
    by = request.acting
    if not hands_out_passwords.holds(by, Post(pk=by.post_id)):
        raise Http404
    wanted = request.GET.get("q", "").strip()
    found = directory.people_before(by, wanted=wanted).filter(
        is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    page = Paginator(found, MOST).get_page(request.GET.get("page"))
    context = {"page": page, "q": wanted}
    if request.method == "GET":
        return render(request, PAGE, context)
    form = HandOut(request.POST)
    form.fields["people"].queryset = Person.objects.all()  # type: ignore[attr-defined]
    if not form.is_valid():
        sentence = _("请勾选要发放密码的人员")
        return render(request, PAGE, context | {"refused": sentence}, status=422)
    given: list[Registered] = []
    outcome = attempt(
        request,
        lambda key: given.extend(hand_out(form.cleaned_data["people"], by=by, at=now(), key=key)),
    )
    if outcome.refused:
        return render(request, PAGE, context | {"refused": outcome.refused}, status=409)
    if not given:
        # A second press of the same form: what was shown once is not shown again.
        return redirect("organisation:passwords")
    return render(request, "organisation/password_sheet.html", {"rows": _with_posts(given)})


def _with_posts(given: list[Registered]) -> list[tuple[Registered, list[Term]]]:
    keys = [one.person.pk for one in given]
    held: dict[UUID, list[Term]] = {}
    running = Term.objects.filter(person__in=keys, until=None).select_related("post__unit")
    for term in running.order_by("since", "id"):
        held.setdefault(term.person_id, []).append(term)
    return [(one, held.get(one.person.pk, [])) for one in given]
