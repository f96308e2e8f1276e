"""考评 The page of a group in a period: who stands where, and how one unit came to its points."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment import since
from luoshi.assessment.account import account_of
from luoshi.assessment.amends import amends_of
from luoshi.assessment.appeal_rules import appeals_before
from luoshi.assessment.appeal_terms import AppealState
from luoshi.assessment.models import Period, Scheme
from luoshi.assessment.ranking import Place, bands_of, places_of
from luoshi.assessment.rules import schemes_shown
from luoshi.assessment.sight import groups_before, periods_before
from luoshi.assessment.stages import stages_of
from luoshi.assessment.storing import previous_of
from luoshi.assessment.terms import PeriodState
from luoshi.assessment.web.finding import Found, demand_a_reader, found_of
from luoshi.assessment.web.phones import differs_on_phones, on_a_phone
from luoshi.assessment.web.steps import may_appeal
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.here import day_here

PERIODS_SHOWN = 18


@require_safe
def latest(request: SignedIn) -> HttpResponse:
    """Lead to the last counted period, one under way before a published one; say if none is."""
    demand_a_reader(request)
    seen = list(periods_before(request.acting)[:PERIODS_SHOWN])
    counted = [one for one in seen if one.computed_at] or seen
    under_way = [one for one in counted if one.state != PeriodState.PUBLISHED]
    period = next(iter(under_way or counted), None)
    if period is None:
        return render(request, "assessment/no_period.html", {"at": now()})
    return redirect(_address(request, request.acting, period))


@require_safe
def of_period(request: SignedIn, label: str) -> HttpResponse:
    """Lead to a group of a period: the one that was asked for by name, one's own, the first."""
    demand_a_reader(request)
    period = periods_before(request.acting).filter(label=label).first()
    if period is None:
        raise Http404
    return redirect(_address(request, request.acting, period))


def _address(request: SignedIn, by: Acting, period: Period) -> str:
    groups = list(groups_before(by, period))
    if not groups:
        raise Http404
    wanted, unit = request.GET.get("group", ""), request.GET.get("unit", "")
    group = next((one for one in groups if one.name == wanted), groups[0])
    unit = unit if group.units.filter(unit__code=unit).exists() else ""
    address = reverse("assessment:board", args=[period.label, group.pk])
    return f"{address}?{urlencode({'unit': unit})}" if unit else address


@require_safe
def board(request: SignedIn, label: str, group: UUID) -> HttpResponse:
    """The group: its ranks beside the account of one unit (UI reference, screen 6)."""
    found, at = found_of(request, label, group), now()
    places = places_of(found.period, found.group, found.sight)
    place = _chosen(places, request.GET.get("unit", ""))
    phone = on_a_phone(request)
    context = {
        "at": at,
        "found": found,
        "period": found.period,
        "group": found.group,
        "periods": _periods(request.acting),
        "places": places,
        "place": place,
        "phone": phone,
        "bands": [] if phone else bands_of(places, found.group),
        "stages": stages_of(found.period),
        "rules_open": Scheme.objects.filter(
            schemes_shown(request.acting), pk=found.period.scheme_id
        ).exists(),
        "ranked": any(one.rank for one in places),
        "scale": next((one.segments for one in places if one.segments), []),
        "readable": sorted((one for one in places if one.opens), key=_by_office),
        **(_opened(request.acting, found, places, place, at) if place else {}),
    }
    return differs_on_phones(render(request, "assessment/board.html", context))


def _by_office(place: Place) -> tuple[int, str]:
    return (place.unit.place, place.unit.code)


def _periods(by: Acting) -> list[Period]:
    """Return one period for each label: of two versions of a scheme the newer one."""
    seen: dict[str, Period] = {}
    for one in periods_before(by)[:PERIODS_SHOWN]:
        seen.setdefault(one.label, one)
    return list(seen.values())


def _chosen(places: list[Place], code: str) -> Place | None:
    shown = [one for one in places if one.opens]
    if code:
        place = next((one for one in shown if one.unit.code == code), None)
        if place is None:
            raise Http404
        return place
    return next((one for one in shown if one.own), shown[0] if shown else None)


def _opened(
    by: Acting, found: Found, places: list[Place], place: Place, at: datetime
) -> dict[str, Any]:
    appeals = appeals_before(by).filter(period=found.period, unit=place.unit)
    appeals = appeals.exclude(state=AppealState.WITHDRAWN)
    lodged = list(appeals.select_related("indicator", "adjustment__rule").order_by("-lodged_at"))
    account = account_of(place.score, found.period, found.group, lodged)
    passed_by, passed = since.overtaking(place, places)
    return {
        "account": account,
        "appeals": lodged,
        "may_appeal": place.unit.pk == by.unit_id and may_appeal(by, found.period, day_here(at)),
        "amends": amends_of(account, found.period, day_here(at)),
        "steps": since.steps_of(account, previous_of(found.period)),
        "passed_by": passed_by,
        "passed": passed,
    }
