"""删去 The page that names what goes along, before anything of a draft is dropped."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from luoshi.assessment.models import Scheme
from luoshi.assessment.operations import dropping
from luoshi.assessment.web.schemes import may_write
from luoshi.flow.refusals import Refused
from luoshi.organisation.request import SignedIn

ASKED = "drop"


def wanted(request: SignedIn, scheme: Scheme) -> bool:
    """Tell whether something is to be dropped: asked first by the address, then by the form."""
    if request.method == "POST":
        return request.POST.get("verdict") == ASKED
    return ASKED in request.GET and may_write(request.acting, scheme)


def drop(request: SignedIn, thing: dropping.Dropped, scheme: Scheme, back: str) -> HttpResponse:
    """Name what goes along, and drop it once that was seen.

    :param back: where it stood
    """
    refusal = ""
    if request.method == "POST":
        try:
            dropping.drop(thing, seen=request.POST.get("seen", ""), by=request.acting)
        except Refused as no:
            refusal = str(no)
        else:
            messages.success(request, _("已删去“%(name)s”") % {"name": thing.name})
            return redirect(back)
    writes = may_write(request.acting, scheme)
    context = {
        "thing": thing,
        "scheme": scheme,
        # Who may not write here is told why, and not what stands in the draft.
        "along": dropping.along_with(thing) if writes else dropping.Along(),
        "back": back,
        "refused": refusal,
        "writes": writes,
    }
    return render(request, "assessment/drop.html", context, status=409 if refusal else 200)
