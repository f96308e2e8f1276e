"""全局检索: one box for matters, papers, units and people."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.organisation.request import SignedIn
from luoshi.shell.search import LONGEST, search
from luoshi.timelimits.here import day_here


@require_safe
def results(request: SignedIn) -> HttpResponse:
    """What was found, by sort."""
    if request.acting is None:
        raise Http404
    typed = request.GET.get("q", "").strip()[:LONGEST]
    at = now()
    found = search(typed, request.acting, day_here(at))
    number = sum(len(group.hits) for group in found)
    context = {"at": at, "typed": typed, "found": found, "number": number}
    return render(request, "shell/search.html", context)
