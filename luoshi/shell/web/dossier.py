"""事项卷宗: one matter's whole life on one page, and the way to every move open to who looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import matters_before
from luoshi.intake import operations as intake
from luoshi.intake.web.forms import NoteInstruction
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ROOM_ROLES, UNIT_ROLES, Role
from luoshi.reporting.rules import UNDER_WAY
from luoshi.reporting.web.doors import answered
from luoshi.shell import dossier as life
from luoshi.shell.proving import prove
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import read_by


@dataclass(frozen=True)
class Action:
    """A button of the head card: the page of a move, and the moves that open it."""

    words: str | Promise
    icon: str
    address: str
    moves: tuple[str, ...]


ACTIONS = (
    Action(gettext_lazy("申请办结"), "flag-check", "reporting:claim", ("claim",)),
    Action(gettext_lazy("初审"), "checkup-list", "reporting:review",
           ("pass_review", "fail_review")),
    Action(gettext_lazy("核查"), "zoom-check", "reporting:verify",
           ("verify", "fail_verification")),
    Action(gettext_lazy("批准办结"), "flag-check", "reporting:complete", ("complete",)),
    Action(gettext_lazy("销号"), "square-check!", "reporting:write_off", ("write_off",)),
    Action(gettext_lazy("归档"), "archive", "reporting:file", ("file",)),
    Action(gettext_lazy("重新交办"), "switch-horizontal", "reporting:reassign", ("reassign",)),
    Action(gettext_lazy("驳回退回"), "ban", "reporting:insist", ("insist", "carry_on")),
    Action(pgettext_lazy("button", "退回"), "arrow-back-up", "reporting:return", ("return",)),
    Action(gettext_lazy("重新督办"), "refresh", "reporting:reopen", ("reopen",)),
)  # fmt: skip


@require_safe
def dossier(request: SignedIn, number: str) -> HttpResponse:
    """The page; an observer's look is written into the read log, and the page says so."""
    matter = _seen(request, number)
    if request.acting.role == Role.OBSERVER:
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
        "actions": _actions(request, matter, found),
        "proved": prove(life.entries_of(matter)) if "prove" in request.GET else None,
        "may_note": by.role in ROOM_ROLES,
        "observed": by.role == Role.OBSERVER,
        "form": form or NoteInstruction(initial={"given_date": day_here(at)}),
    }


def _actions(
    request: SignedIn, matter: Matter, found: life.Dossier
) -> Sequence[tuple[str | Promise, str, str]]:
    """Return the buttons as words, icon and address; the first is the solid one."""
    by = request.acting
    buttons: list[tuple[str | Promise, str, str]] = []
    if by.role in UNIT_ROLES and by.unit_id == matter.lead_id and matter.state in UNDER_WAY:
        href = reverse("reporting:report", args=[matter.number])
        buttons.append((gettext_lazy("报送进展"), "send", href))
    opened: set[str] = matter.open  # type: ignore[attr-defined]
    if "sign" in opened:
        part = next((one for one in found.parts if one.unit_id == matter.lead_id), None)
        if part is not None and part.notice_id is not None:
            href = reverse("breakdown:notice", args=[part.notice_id])
            buttons.append((pgettext_lazy("button", "签收"), "file-check", href))
    for action in ACTIONS:
        if opened & {*action.moves}:
            href = reverse(action.address, args=[matter.number])
            buttons.append((action.words, action.icon, href))
    return buttons
