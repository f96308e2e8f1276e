"""我的工作台: what is owed by time, signed for straight from the row."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.models import IssueNotice
from luoshi.breakdown.operations import matters
from luoshi.breakdown.queries import notices_before
from luoshi.dues.queries import calendar_here, dues_about
from luoshi.dues.terms import DueKind
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ADMIN_ROLES, LEADERS, UNIT_ROLES, Role
from luoshi.shell import beside
from luoshi.shell import desk as rows
from luoshi.shell.inbox import unread
from luoshi.shell.navigation import counts_for
from luoshi.shell.waiting import waits_for
from luoshi.timelimits.here import day_here

PER_PAGE = 50
OVERSEERS = (*LEADERS, Role.SECRETARY_GENERAL, Role.OBSERVER)


@require_safe
def desk(request: SignedIn) -> HttpResponse:
    """The desk of the acting post; who holds no post is told so."""
    if request.acting is None or request.acting.role in ADMIN_ROLES:
        return render(request, "shell/no_duties.html", {"acting": request.acting})
    return render(request, "shell/desk.html", _desk(request))


@require_POST
def sign(request: SignedIn, pk: str) -> HttpResponse:
    """签收: a whole notice, from its row; the desk then says so where the row stood."""
    if request.acting is None:
        raise Http404
    notice, at = get_object_or_404(notices_before(request.acting), pk=pk), now()
    outcome = attempt(request, lambda key: matters.sign(notice, by=request.acting, at=at, key=key))
    if outcome.entry is None:
        context = _desk(request) | {"refused": outcome.refused}
        return render(request, "shell/desk.html", context, status=409)
    return redirect(f"{reverse('shell:desk')}?{urlencode(_said_there(request, notice))}")


@require_safe
def counts(request: SignedIn) -> HttpResponse:
    """The numbers beside the navigation, asked for by an open page once a minute."""
    by, at = request.acting, now()
    told = counts_for(by, at) if by else {}
    # Asked by the page, not by a person: it must not keep an idle session from ending. Without a
    # session on the request there is nothing for the middleware to prolong.
    del request.session
    return JsonResponse({"counts": told, "unread": unread(by) if by else 0})


def _overseen(request: SignedIn, today: date) -> dict[str, Any]:
    """Return one page of all that is open in somebody's charge, what is late first."""
    open_ones = rows.by_lateness(request.acting, today)
    page = Paginator(open_ones, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "matters": rows.lit(page.object_list, today)}


def _said_there(request: SignedIn, notice: IssueNotice) -> dict[str, str]:
    """Return the desk's address after signing: the filter that was on, and the row that is done."""
    owed = dues_about("issuenotice", [notice.pk]).filter(
        kind=DueKind.RECEIPT, debtor=request.acting.unit_id, met_at__isnull=False
    )
    met = owed.values_list("pk", flat=True).last()
    there = {"kind": request.GET.get("kind", ""), "done": str(met or "")}
    return {name: value for name, value in there.items() if value}


def _desk(request: SignedIn) -> dict[str, Any]:
    at, by = now(), request.acting
    today, calendar = day_here(at), calendar_here()
    owed = rows.owed_here(by, today)
    kind = request.GET.get("kind", "")
    chosen = owed.filter(kind=kind) if kind in DueKind.values else owed
    due_today, late = rows.numbers(owed, today)
    kinds = rows.kinds_of(owed)
    lights = rows.lights(by, today)
    oversees, in_unit = by.role in OVERSEERS, by.role in UNIT_ROLES
    done = rows.just_signed(by, request.GET.get("done", ""))
    return {
        "at": at,
        "today": today,
        "heading": rows.overseen(by, lights) if oversees else rows.heading(due_today, late),
        "groups": rows.groups(chosen, by, at, calendar, gather=not kind, done=done),
        "kind": kind,
        "kinds": kinds,
        "total": sum(number for _kind, number in kinds),
        "strip": rows.strip(owed, today, calendar),
        "holidays": rows.holidays(today, calendar),
        "lights": lights,
        "open_number": sum(number for _level, number in lights),
        "quality": rows.quality(by, today),
        "waits": [] if oversees else waits_for(by),
        "sent": beside.sent(by, today) if in_unit else [],
        "done_today": [] if oversees else beside.done_today(by, today),
        "reports_due": in_unit and any(one == DueKind.REPORT for one, _number in kinds),
        "oversees": oversees,
    } | (_overseen(request, today) if oversees else {})
