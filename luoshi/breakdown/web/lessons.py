"""习得: what the reader learned from the lists of this city, open to the rooms; taken back here."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.models import Lesson
from luoshi.breakdown.operations import lessons as operations
from luoshi.kit.parts import refused
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ROOM_ROLES, Role
from luoshi.reading.learned import weight_of

PER_PAGE = 50


@require_safe
def lessons(request: SignedIn) -> HttpResponse:
    """Names and phrases with how often each was let stand, what was met most often first."""
    _room_only(request)
    found = Lesson.objects.select_related("unit").order_by(
        "kind", -(F("kept") + F("dropped")), "-id"
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, _works(one)) for one in page.object_list]
    keeps = request.acting.role == Role.DIRECTOR
    return render(request, "breakdown/lessons.html", {"page": page, "rows": rows, "keeps": keeps})


@require_POST
def turn(request: SignedIn, pk: UUID) -> HttpResponse:
    """Withdraw one, or take it up again: whichever it is not."""
    _room_only(request)
    found = get_object_or_404(Lesson, pk=pk)
    deed = operations.take_up if request.POST.get("deed") == "take_up" else operations.withdraw
    outcome = attempt(request, lambda key: deed(found, by=request.acting, at=now(), key=key))
    if outcome.entry is None:
        return refused(request, outcome.refused, back=reverse("breakdown:lessons"))
    messages.success(request, _("已更新“%(words)s”") % {"words": found.words})
    return redirect("breakdown:lessons")


def _room_only(request: SignedIn) -> None:
    if request.acting.role not in ROOM_ROLES:
        raise Http404


def _works(one: Lesson) -> bool:
    """Tell whether it is used by now, or waits until it is borne out more often."""
    if one.withdrawn_at is not None:
        return False
    if one.unit_id is not None:
        return one.kept >= operations.TOLD_TWICE
    return weight_of(one.kept, one.dropped) != 0
