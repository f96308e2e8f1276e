"""办理日历 by month or ten days, and the address by which a calendar program follows it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.dues.models import Feed
from luoshi.dues.operations import feeds as operations
from luoshi.dues.queries import calendar_here
from luoshi.kit.days import in_reach
from luoshi.kit.parts import refused
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import holds_on
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ADMIN_ROLES, UNIT_ROLES
from luoshi.shell import calendar as days
from luoshi.shell import feed
from luoshi.timelimits.here import day_here

PAGE = "shell/calendar.html"


@require_safe
def calendar(request: SignedIn) -> HttpResponse:
    """A month or ten days of a unit: ?span=2026-11 or 2026-11-T2; ?unit= for who oversees."""
    by, at = request.acting, now()
    if by is None or by.role in ADMIN_ROLES:
        raise Http404
    today = day_here(at)
    try:
        span = days.Span.of(request.GET.get("span", ""), today)
    except ValueError:
        raise Http404 from None
    if not in_reach(span.first) or not in_reach(span.last):
        raise Http404
    unit, units = _unit(request)
    city = calendar_here()
    held = days.days_of_span(span, days.dues_of(unit.pk, span, by), city, today)
    context = {
        "span": span,
        "unit": unit,
        "units": units,
        "days": held,
        "weeks": [] if span.is_ten else days.weeks(held, city, today),
        "sums": days.counted(held),
        "today": today,
        "before": span.beside(-1).code,
        "after": span.beside(1).code,
        "now_span": (days.Span.ten if span.is_ten else days.Span.month)(today).code,
        "month": days.Span.month(span.first).code,
        "ten": days.Span.ten(today if span.first <= today <= span.last else span.first).code,
        "most": days.SHOWN,
    }
    return render(request, PAGE, context)


def _unit(request: SignedIn) -> tuple[Unit, list[Unit]]:
    """Return whose calendar is shown, and for those who oversee the units to choose from."""
    own = Unit.objects.get(pk=request.acting.unit_id)
    if request.acting.role in UNIT_ROLES:
        return own, []
    units = list(Unit.objects.filter(holds_on(day_here(now()))).order_by("place", "code"))
    asked = request.GET.get("unit", "")
    return next((one for one in units if str(one.pk) == asked), own), units


@require_safe
def feed_page(request: SignedIn) -> HttpResponse:
    """日历订阅: one's own address, made here and taken back here."""
    return _feed_page(request)


@require_POST
def make_feed(request: SignedIn) -> HttpResponse:
    """Make an address; this one answer shows it, and nothing ever again."""
    if request.acting is None:
        raise Http404
    token = operations.new_token()
    outcome = attempt(
        request,
        lambda key: operations.make_feed(token, by=request.acting, at=now(), key=key),
    )
    if outcome.entry is None:
        return refused(request, outcome.refused, back=reverse("shell:feed"))
    # A second press gets the first answer's entry, and its address was shown then.
    if not Feed.objects.filter(digest=operations.digest_of(token)).exists():
        return redirect("shell:feed")
    address = request.build_absolute_uri(reverse("shell:ics", args=[token]))
    response = _feed_page(request, address=address)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def withdraw_feed(request: SignedIn) -> HttpResponse:
    """Take the address back."""
    if request.acting is None:
        raise Http404
    outcome = attempt(
        request, lambda key: operations.withdraw_feed(by=request.acting, at=now(), key=key)
    )
    if outcome.entry is None:
        return refused(request, outcome.refused, back=reverse("shell:feed"))
    return redirect("shell:feed")


@login_not_required
@require_safe
def ics(request: SignedIn, token: str) -> HttpResponse:
    """The calendar file of whoever the token was made for; a token taken back is not there."""
    at = now()
    person = feed.person_of(token)
    if person is None:
        raise Http404
    house = request.build_absolute_uri("/").rstrip("/")
    words = feed.file_of(feed.dues_for(person, day_here(at)), at=at, house=house)
    response = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="luoshi.ics"'
    return response


def _feed_page(request: SignedIn, **more: Any) -> HttpResponse:
    if request.acting is None:
        raise Http404
    made = Feed.objects.filter(person=request.acting.person_id, withdrawn_at__isnull=True).first()
    context = {"feed": made, "title": _("日历订阅"), **more}
    return render(request, "shell/feed.html", context)
