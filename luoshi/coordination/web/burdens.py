"""负担台账 What is asked of a unit, and what a unit asks of others; whose owner is gone."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.breakdown.queries import matters_before
from luoshi.coordination import burden as reckoning
from luoshi.coordination.asks_queries import asks_before
from luoshi.coordination.asks_rules import SPEAKERS, asker
from luoshi.coordination.bars import bars
from luoshi.coordination.burden import MONTHS, Span
from luoshi.coordination.dormancy import LOOKERS, dormant, overlooked
from luoshi.kit.days import in_reach
from luoshi.organisation.models import Unit
from luoshi.organisation.request import SignedIn
from luoshi.organisation.terms import ROOM_ROLES, Role
from luoshi.timelimits.here import day_here

PER_PAGE = 50
LOOK_ON = (*ROOM_ROLES, Role.SECRETARY_GENERAL)


@require_safe
def burden(request: SignedIn) -> HttpResponse:
    """What is asked of a unit: one's own, one below it; a room looks at any."""
    by, today = request.acting, _today(request)
    if by.role not in SPEAKERS:
        raise Http404
    unit, span = _unit(request), _span(request, today)
    found = reckoning.burden_of(unit.pk, span)
    context = {
        "unit": unit,
        "burden": found,
        "bars": bars(found.by_month),
        "own": unit.pk == by.unit_id,
    }
    return _shown(request, "coordination/burden.html", span, context)


@require_safe
def burden_asked(request: SignedIn) -> HttpResponse:
    """What one's unit asks of others: minutes times addressees, and who answers."""
    by, today = request.acting, _today(request)
    if by.role not in SPEAKERS:
        raise Http404
    span = _span(request, today)
    own = asks_before(by).filter(asker(by))
    costs = reckoning.costs_of(own, span, today)
    context = {
        "costs": costs,
        "minutes": sum(one.minutes for one in costs),
        "askers": reckoning.askers_of(span) if by.role in LOOK_ON else [],
    }
    return _shown(request, "coordination/burden_asked.html", span, context)


@require_safe
def dormants(request: SignedIn) -> HttpResponse:
    """休眠责任人: what is owed by somebody who seems not to be there, before the day is missed."""
    by, today = request.acting, _today(request)
    if by.role not in LOOKERS:
        raise Http404
    rows = dormant(overlooked(by), today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    ids = [one.about_id for one in page if one.about_kind == "matter"]
    seen = matters_before(by).filter(pk__in=ids).values_list("pk", "number")
    numbers = {str(pk): number for pk, number in seen}
    context = {
        "page": page,
        "rows": [(one, numbers.get(one.about_id, "")) for one in page],
        "today": today,
        "total": len(rows),
    }
    return render(request, "coordination/dormant.html", context)


def _shown(
    request: SignedIn, template: str, span: Span, context: dict[str, object]
) -> HttpResponse:
    """Show one of the two pages: the span and the months it is chosen from stand on both."""
    both = {
        "span": span,
        "months": range(1, MONTHS + 1),
        "fewest": reckoning.FEWEST,
        "looks": request.acting.role in LOOKERS,
    }
    return render(request, template, both | context)


def _unit(request: SignedIn) -> Unit:
    by, asked = request.acting, request.GET.get("unit", "")
    if not asked:
        return Unit.objects.get(pk=by.unit_id)
    seen = Unit.objects.filter(code=asked)
    if by.role not in LOOK_ON:
        seen = seen.filter(path__startswith=by.unit_path)
    return get_object_or_404(seen)


def _today(request: HttpRequest) -> date:
    return day_here(now())


def _span(request: HttpRequest, today: date) -> Span:
    """Return the year that was asked for, or its month; this year where none was."""
    year, month = (request.GET.get(name, "") for name in ("year", "month"))
    asked = int(year) if year.isdecimal() and len(year) == len("2026") else today.year
    within = int(month) if month in map(str, range(1, MONTHS + 1)) else 0
    return Span(asked if in_reach(date(asked or 1, 12, 1)) else today.year, within)
