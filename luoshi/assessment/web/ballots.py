"""A ballot by link: no session, no name; it works on a phone and without script."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from luoshi.assessment.models import BallotToken
from luoshi.assessment.operations import ballots
from luoshi.assessment.web.appraisal_forms import BallotForm
from luoshi.flow.refusals import Refused


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, token: str) -> HttpResponse:
    """Show the ballot a token stands for, take it once, and say thanks from then on.

    Who mistyped the address is told so: a voter has no desk to go back to.
    """
    held, at = ballots.token_of(token), now()
    if held is None:
        return render(request, "assessment/no_ballot.html", status=404)
    rows = list(held.appraisal.appraised.select_related("unit").order_by("place"))
    given = (request.POST,) if request.method == "POST" else ()
    form = BallotForm(*given, appraisal=held.appraisal, rows=rows)
    if request.method != "POST":
        return _shown(request, held, form, why=ballots.why_not(held, at=at))
    if why := ballots.why_not(held, at=at):
        return _shown(request, held, form, why=why, status=409)
    if not form.is_valid():
        return _shown(request, held, form, status=422)
    try:
        ballots.cast(held, form.chosen(), at=at)
    except Refused as refused:
        return _shown(request, held, form, why=str(refused), status=409)
    return redirect("assessment:ballot", token)


def _shown(
    request: HttpRequest, held: BallotToken, form: BallotForm, *, why: str = "", status: int = 200
) -> HttpResponse:
    context = {"ballot": held, "appraisal": held.appraisal, "form": form, "why": why}
    response = render(request, "assessment/ballot.html", context, status=status)
    # The page of one who voted is not for whoever holds the phone next.
    patch_cache_control(response, private=True, no_store=True)
    return response
