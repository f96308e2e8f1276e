"""What the doors of the city's time have in common: who may come in, how a deed is answered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _

from luoshi.dues.models import ClosedSeason, LocalDay
from luoshi.dues.moves import Moves
from luoshi.dues.rules import keeps_time, may_keep_time
from luoshi.dues.web.forms import WithdrawForm
from luoshi.kit.parts import refused
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import not_yours

Words = str | Promise


def turned_away(request: SignedIn, deed: Words, *, back: str) -> HttpResponse | None:
    """Return the refusal for whoever does not keep the city's time; None for whoever does.

    The form is not there for them; one posted anyway is told why.
    """
    if may_keep_time(request.acting):
        return None
    if request.method != "POST":
        raise Http404
    return refused(request, not_yours(keeps_time, deed), back=back)


def tried(
    request: SignedIn,
    deed: Callable[[str], object],
    *,
    done: Words,
    to: str,
    page: str,
    context: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Do a deed under the form's once-only key, and lead on; or show the page with the refusal."""
    outcome = attempt(request, deed)
    if outcome.refused:
        return render(request, page, context() | {"refused": outcome.refused}, status=409)
    messages.success(request, str(done))
    return redirect(to)


def withdrawing(
    request: SignedIn,
    thing: LocalDay | ClosedSeason,
    withdraw: Callable[..., object],
    *,
    deed: Words,
    back: str,
    **shown: Moves,
) -> HttpResponse:
    """Answer the page on which something is taken back, with the reason.

    :param withdraw: the deed, which takes the thing, a reason, by, at and the once-only key
    :param shown: what else the page shows
    """
    form = WithdrawForm(request.POST or None)
    context = {"form": form, "thing": thing, "deed": deed, "back": back, **shown}
    page = "dues/withdraw.html"
    if request.method == "GET" or not form.is_valid():
        return render(request, page, context, status=200 if request.method == "GET" else 422)
    reason = form.cleaned_data["reason"]
    return tried(
        request,
        lambda key: withdraw(thing, reason=reason, by=request.acting, at=now(), key=key),
        done=_("已撤回：%(what)s") % {"what": thing},
        to=back,
        page=page,
        context=lambda: context,
    )
