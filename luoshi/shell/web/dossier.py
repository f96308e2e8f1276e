"""事项卷宗: one matter's whole life on one page, and the way to every move open to who looks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations.milestones import UNDER_WAY
from luoshi.breakdown.queries import matters_before
from luoshi.breakdown.rules import lead_unit
from luoshi.intake import operations as intake
from luoshi.intake.web.forms import NoteInstruction
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ONLOOKERS, ROOM_ROLES
from luoshi.reporting.web.doors import answered
from luoshi.shell import dossier as life
from luoshi.shell.actions import buttons_on
from luoshi.shell.proving import prove
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import read_by

# The sections in the order of a life; a digit leads to each (UI reference, section 9).
JUMPS = (
    ("source", gettext_lazy("来源与责任")),
    ("plan", gettext_lazy("里程碑")),
    ("reports", gettext_lazy("应报与已报")),
    ("beside", gettext_lazy("主子事项与协办")),
    ("checks", gettext_lazy("核查与销号")),
    ("notices", gettext_lazy("通知与回执")),
    ("instructions", gettext_lazy("批示与轮次")),
    ("trail", gettext_lazy("全程留痕")),
    ("requests", gettext_lazy("延期与调整")),
)


@require_safe
def dossier(request: SignedIn, number: str) -> HttpResponse:
    """The page; an observer's look is written into the read log, and the page says so."""
    matter = _seen(request, number)
    if request.acting.role in ONLOOKERS:
        read_by(request.acting, about=matter, at=now(), what="dossier")
    return render(request, "shell/dossier.html", _page(request, matter))


@require_POST
def note_instruction(request: SignedIn, number: str) -> HttpResponse:
    """批示登记, on a matter."""
    matter, at = _seen(request, number), now()
    form = NoteInstruction(request.POST)
    if not answered(request) and not form.is_valid():
        status = 422 if request.acting.role in ROOM_ROLES else 409
        return render(request, "shell/dossier.html", _page(request, matter, form), status=status)
    named = (matter.pk, matter.number)
    outcome = attempt(
        request,
        lambda key: intake.note_instruction(
            matter=named, by=request.acting, at=at, key=key, **form.cleaned_data
        ),
    )
    if outcome.entry is None:
        form.add_error(None, outcome.refused)
        return render(request, "shell/dossier.html", _page(request, matter, form), status=409)
    messages.success(request, _("批示已登记"))
    return redirect("shell:dossier", number=number)


def _seen(request: SignedIn, number: str) -> Matter:
    if request.acting is None:
        raise Http404
    return get_object_or_404(matters_before(request.acting), number=number)


def _page(request: SignedIn, matter: Matter, form: NoteInstruction | None = None) -> dict[str, Any]:
    at, by = now(), request.acting
    found = life.dossier(matter, by, at, whole="all" in request.GET)
    return {
        "at": at,
        "today": day_here(at),
        "matter": matter,
        "d": found,
        "actions": buttons_on(matter, found.parts, by, day_here(at)),
        "proved": prove(life.entries_of(matter)) if "prove" in request.GET else None,
        "may_note": by.role in ROOM_ROLES,
        "observed": by.role in ONLOOKERS,
        "may_plan": matter.state in UNDER_WAY and lead_unit.holds(by, matter),
        "parent_seen": matter.parent_id is not None
        and matters_before(by).filter(pk=matter.parent_id).exists(),
        "jumps": [one for one in JUMPS if one[0] not in _lacks(matter, found)],
        "form": form or NoteInstruction(initial={"given_date": day_here(at)}),
    }


def _lacks(matter: Matter, found: life.Dossier) -> set[str]:
    """Name the sections that are not on the page: nothing stands in them."""
    beside = matter.parent_id or found.children or found.inputs
    there = {"beside": beside, "requests": found.requests}
    return {name for name, shown in there.items() if not shown}
