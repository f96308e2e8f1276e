"""月度经济指标 The page of a month's economic figures, and the dispatch list of its quarter."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment import economy as figures_of
from luoshi.assessment.models import AssessedUnit, Figure, Indicator, Period
from luoshi.assessment.rules import sees_all
from luoshi.assessment.terms import FigureState, PeriodKind
from luoshi.assessment.web.phones import differs_on_phones, on_a_phone
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn
from luoshi.organisation.terms import UNIT_ROLES

MOST_MONTHS = 12


def months_before(by: Acting) -> list[Period]:
    """Return the months a post may look at: leaders and assessors all, a unit where it is.

    A department sees the months it gives figures for, whether it is assessed itself or not.
    """
    months = Period.objects.filter(kind=PeriodKind.MONTH).select_related("scheme__office")
    if not sees_all(by):
        if by.role not in UNIT_ROLES:
            return []
        about = AssessedUnit.objects.filter(unit=by.unit_id).values("scheme")
        lines = Indicator.objects.filter(source_unit=by.unit_id, monthly=True)
        gives = lines.values("group__scheme")
        own = Q(scheme__office=by.unit_id)
        months = months.filter(Q(scheme__in=about) | Q(scheme__in=gives) | own)
    return list(months.order_by("-label")[:MOST_MONTHS])


@require_safe
def economy(request: SignedIn) -> HttpResponse:
    """A month: value, target, rank in the province, change; then what lags and by when."""
    by = request.acting
    months = months_before(by)
    asked = request.GET.get("month", "")
    month = next((one for one in months if one.label == asked), None)
    if asked and month is None:
        raise Http404
    month = month or _latest_filled(months)
    context: dict[str, Any] = {
        "months": months,
        "month": month,
        "phone": on_a_phone(request),
        "at": now(),
    }
    if month is not None:
        units = _units(by, month)
        context["tables"] = figures_of.table_of(month, units, by.unit_id)
        context["lags"] = figures_of.lagging(month, units, by.unit_id)
    return differs_on_phones(render(request, "assessment/economy.html", context))


def _latest_filled(months: list[Period]) -> Period | None:
    """Return the latest month something was certified of; the latest of all where there is none."""
    figures = Figure.objects.filter(
        period__in=months, indicator__monthly=True, current=True, state=FigureState.CERTIFIED
    )
    filled = set(figures.order_by().values_list("period", flat=True).distinct())
    return next((one for one in months if one.pk in filled), months[0] if months else None)


def _units(by: Acting, month: Period) -> list[UUID] | None:
    """Return whose figures are shown besides those one gives oneself: a unit sees its own row."""
    return None if sees_all(by) or by.unit_id == month.scheme.office_id else [by.unit_id]
