"""我的工作台: what is owed by time, signed for straight from the row."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.operations import matters
from luoshi.breakdown.queries import notices_before
from luoshi.dues.queries import calendar_here
from luoshi.dues.terms import DueKind
from luoshi.kit.wording import full_time
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ADMIN_ROLES, UNIT_ROLES, Role
from luoshi.shell import desk as rows
from luoshi.shell.waiting import waits_for
from luoshi.timelimits.here import day_here

OVERSEERS = (Role.LEADER, Role.SECRETARY_GENERAL, Role.OBSERVER)


@require_safe
def desk(request: SignedIn) -> HttpResponse:
    """The desk of the acting post; who holds no post is told so."""
    if request.acting is None or request.acting.role in ADMIN_ROLES:
        return render(request, "shell/no_duties.html", {"acting": request.acting})
    return render(request, "shell/desk.html", _desk(request))


@require_POST
def sign(request: SignedIn, pk: str) -> HttpResponse:
    """签收: a whole notice, from its row."""
    if request.acting is None:
        raise Http404
    notice, at = get_object_or_404(notices_before(request.acting), pk=pk), now()
    outcome = attempt(request, lambda key: matters.sign(notice, by=request.acting, at=at, key=key))
    if outcome.entry is None:
        context = _desk(request) | {"refused": outcome.refused}
        return render(request, "shell/desk.html", context, status=409)
    said = {"number": notice.number, "at": full_time(outcome.entry.at)}
    messages.success(request, _("%(number)s已签收，%(at)s") % said)
    return redirect("shell:desk")


def _desk(request: SignedIn) -> dict[str, Any]:
    at, by = now(), request.acting
    today, calendar = day_here(at), calendar_here()
    owed = rows.owed_here(by, today)
    kind = request.GET.get("kind", "")
    chosen = owed.filter(kind=kind) if kind in DueKind.values else owed
    due_today, late = rows.numbers(owed, today)
    kinds = rows.kinds_of(owed)
    lights = rows.lights(by, today)
    oversees = by.role in OVERSEERS
    return {
        "at": at,
        "today": today,
        "heading": rows.overseen(by, lights) if oversees else rows.heading(due_today, late),
        "groups": rows.groups(chosen, by, at, calendar),
        "kind": kind,
        "kinds": kinds,
        "total": sum(number for _kind, number in kinds),
        "strip": rows.strip(owed, today, calendar),
        "holidays": rows.holidays(today, calendar),
        "lights": lights,
        "open_number": sum(number for _level, number in lights),
        "quality": rows.quality(by, today),
        "waits": [] if by.role in UNIT_ROLES or oversees else waits_for(by),
        "oversees": oversees,
        "trouble": rows.in_trouble(by, today) if oversees else [],
    }
