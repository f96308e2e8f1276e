"""Saved views at the door. What others keep for themselves is not there for anybody else."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.breakdown.ledger.wanted import wanted_in
from luoshi.breakdown.models import LedgerView
from luoshi.breakdown.operations import views
from luoshi.flow.refusals import Refused
from luoshi.kit.parts import refused
from luoshi.kit.preferences import PREFERENCES
from luoshi.organisation.request import SignedIn


@require_POST
def add(request: SignedIn) -> HttpResponse:
    """Keep the question of the page under a name."""
    wanted = wanted_in(request.POST.get("of", ""))
    try:
        view = views.keep(wanted, by=request.acting, **_said(request))  # type: ignore[arg-type]
    except Refused as no:
        return refused(request, str(no), back=f"{reverse('breakdown:ledger')}{wanted.address}")
    messages.success(request, _("已存为视图“%(name)s”") % {"name": view.name})
    return _to(f"?view={view.pk}")


@require_POST
def alter(request: SignedIn, pk: UUID) -> HttpResponse:
    """Change one's own view, or throw it away."""
    owned = LedgerView.objects.filter(owner=request.acting.person_id, unit=request.acting.unit_id)
    view = owned.filter(pk=pk).first()
    if view is None:
        raise Http404
    if request.POST.get("deed") == "drop":
        views.throw_away(view)
        messages.success(request, _("已删除视图“%(name)s”") % {"name": view.name})
        return _to("")
    wanted = wanted_in(request.POST.get("of", ""))
    try:
        views.change(view, wanted, **_said(request))  # type: ignore[arg-type]
    except Refused as no:
        return refused(request, str(no), back=f"{reverse('breakdown:ledger')}{wanted.address}")
    messages.success(request, _("已保存视图“%(name)s”") % {"name": view.name})
    return _to(f"?view={view.pk}")


def _said(request: SignedIn) -> dict[str, object]:
    return {
        "name": request.POST.get("name", ""),
        "density": PREFERENCES["density"].of(request),
        "shared": "shared" in request.POST,
    }


def _to(query: str) -> HttpResponse:
    return redirect(reverse("breakdown:ledger") + query)
