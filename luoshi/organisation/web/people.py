"""People and their accounts, for those whose business they are."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.organisation import directory
from luoshi.organisation.models import ActingFor, Person, Post, Term
from luoshi.organisation.request import SignedIn
from luoshi.organisation.rules import any_admin, hands_out_passwords, sees_people
from luoshi.organisation.web.deeds import offers, offers_new
from luoshi.timelimits.days import day_of

PER_PAGE = 50


@require_safe
def people(request: SignedIn) -> HttpResponse:
    """人员: everybody with an account, for the administrators."""
    by = request.acting
    if not any_admin.holds(by, Post(pk=by.post_id)):
        raise Http404
    wanted = request.GET.get("q", "").strip()
    found = directory.people_before(by, wanted=wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "q": wanted,
        "new": offers_new(by, "person"),
        "hands_out": hands_out_passwords.holds(by, Post(pk=by.post_id)),
    }
    return render(request, "organisation/people.html", context)


@require_safe
def person(request: SignedIn, pk: UUID) -> HttpResponse:
    """One person: their posts, whom they stand in for, who stands in for them, the account."""
    by = request.acting
    one = get_object_or_404(Person.objects.filter(sees_people(by)), pk=pk)
    terms = list(
        Term.objects.filter(person=one)
        .select_related("post__unit")
        .prefetch_related("stand_ins__person")
        .order_by("-since", "-id")
    )
    lent = list(
        ActingFor.objects.filter(person=one)
        .select_related("term__post__unit", "term__person")
        .order_by("-since", "-id")
    )
    stand_ins = [stand_in for term in terms for stand_in in term.stand_ins.all()]
    today = day_of(now())
    running = [one for one in (*lent, *stand_ins) if one.until >= today and not one.closed_at]
    context = {
        "person": one,
        "administrator": any_admin.holds(by, Post(pk=by.post_id)),
        "terms": terms,
        "lent": lent,
        "deeds": offers("people", [one], by)[one.pk],
        "buttons": offers("terms", terms, by) | offers("stand-ins", running, by),
    }
    return render(request, "organisation/person.html", context)
