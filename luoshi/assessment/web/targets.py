"""目标值 What each unit is to reach: a table to type or paste into, and the unit's agreement."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.assessment.models import AssessedGroup, AssessedUnit, IndicatorTarget, Scheme
from luoshi.assessment.operations import targets as operations
from luoshi.assessment.rules import assessed_head
from luoshi.assessment.terms import SchemeState
from luoshi.assessment.web.scheme_forms import number_typed
from luoshi.assessment.web.schemes import may_assess, scheme_before, sees_the_groups
from luoshi.assessment.weighing import tree_of
from luoshi.flow.refusals import Refused
from luoshi.kit.parts import refused
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn, attempt

PAGE = "assessment/targets.html"
SPANS = ("", "Q1", "Q2", "Q3", "Q4")
Typed = dict[tuple[UUID, UUID, str], Decimal | None]


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: SignedIn, pk: UUID) -> HttpResponse:
    """The targets of a group and a span; a unit sees and agrees to its own."""
    scheme = scheme_before(request, pk)
    group = _group(request, scheme)
    if request.method != "POST":
        return _shown(request, scheme, group)
    try:
        typed = _typed(request, scheme, group)
    except ValidationError as wrong:
        return _shown(request, scheme, group, refusal=wrong.messages[0], status=422)
    reason, at = request.POST.get("reason", ""), now()
    words: dict[str, Any] = {"by": request.acting, "at": at, "reason": reason}
    if scheme.state == SchemeState.IN_FORCE:
        outcome = attempt(
            request, lambda key: operations.lay_targets(scheme, typed, key=key, **words)
        )
        if outcome.entry is None:
            return _shown(request, scheme, group, refusal=outcome.refused, status=409)
    else:
        try:
            operations.lay_targets(scheme, typed, **words)
        except Refused as no:
            return _shown(request, scheme, group, refusal=str(no), status=409)
    messages.success(request, _("已保存"))
    return redirect(f"{reverse('assessment:targets', args=[pk])}?{_query(request, group)}")


@require_POST
def agree(request: SignedIn, pk: UUID) -> HttpResponse:
    """确认目标, by the unit's head."""
    scheme, by = scheme_before(request, pk), request.acting
    place = get_object_or_404(AssessedUnit, scheme=scheme, unit=by.unit_id)
    outcome = attempt(request, lambda key: operations.agree(place, by=by, at=now(), key=key))
    back = reverse("assessment:targets", args=[pk])
    if outcome.entry is None:
        return refused(request, outcome.refused, back=back)
    words = {"number": outcome.entry.facts["number"], "at": full_time(outcome.entry.at)}
    messages.success(request, _("已确认%(number)s项目标，%(at)s") % words)
    return redirect(back)


def _query(request: SignedIn, group: AssessedGroup | None) -> str:
    return f"group={group.pk if group else ''}&span={_span(request)}"


def _span(request: SignedIn) -> str:
    asked = request.POST.get("span", request.GET.get("span", ""))
    return asked if asked in SPANS else ""


def _group(request: SignedIn, scheme: Scheme) -> AssessedGroup | None:
    """Return the group that is asked for: a unit's own, else the named one, else the first."""
    by = request.acting
    groups = scheme.groups.order_by("place", "name")
    if not sees_the_groups(by, scheme):
        return groups.filter(units__unit=by.unit_id).first()
    asked = request.POST.get("group", request.GET.get("group", ""))
    return next((one for one in groups if str(one.pk) == asked), groups.first())


def _typed(request: SignedIn, scheme: Scheme, group: AssessedGroup | None) -> Typed:
    """Read the table: value-<indicator>-<unit>."""
    span = _span_of(scheme, _span(request))
    typed: Typed = {}
    if group is None:
        return typed
    units = {one.unit_id for one in group.units.all()}
    for line in group.indicators.all():
        for unit in units:
            raw = request.POST.get(f"value-{line.pk}-{unit}")
            if raw is None:
                continue
            try:
                typed[line.pk, unit, span] = number_typed(raw)
            except ValidationError:
                words = {"code": line.code, "typed": raw[:40]}
                raise ValidationError(_("%(code)s的目标“%(typed)s”不是数字") % words) from None
    return typed


def _span_of(scheme: Scheme, span: str) -> str:
    return f"{scheme.year}-{span}" if span else ""


def _shown(
    request: SignedIn,
    scheme: Scheme,
    group: AssessedGroup | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    by = request.acting
    all_groups = sees_the_groups(by, scheme)
    places = group.units.select_related("unit") if group else AssessedUnit.objects.none()
    if not all_groups:
        places = places.filter(unit=by.unit_id)
    units = [one.unit for one in places.order_by("unit__place", "unit__code")]
    own = places.filter(unit=by.unit_id).first()
    writes = may_assess(by, scheme) and scheme.state in operations.STANDING
    typed = request.POST if refusal and writes else {}
    context = {
        "scheme": scheme,
        "group": group,
        "groups": list(scheme.groups.order_by("place", "name")) if all_groups else [],
        "span": _span(request),
        "spans": SPANS,
        "units": units,
        "rows": _rows(scheme, group, units, _span_of(scheme, _span(request)), typed),
        "writes": writes,
        "own": own,
        "agrees": bool(own) and _may_agree(by, own, scheme),
        "refused": refusal,
    }
    return render(request, PAGE, context, status=status)


def _may_agree(by: Acting, own: AssessedUnit | None, scheme: Scheme) -> bool:
    """Tell whether something waits for this head's word."""
    if own is None or scheme.state != SchemeState.IN_FORCE or not assessed_head.holds(by, own):
        return False
    waiting = IndicatorTarget.objects.filter(
        indicator__group=own.group_id, unit=own.unit_id, agreed_at__isnull=True
    )
    return waiting.exists()


def _rows(
    scheme: Scheme, group: AssessedGroup | None, units: list[Any], span: str, typed: Any
) -> list[dict[str, Any]]:
    if group is None:
        return []
    tree = tree_of(group, group.indicators.all())
    lines = [branch.indicator for branch in tree.lines if not branch.below]
    held = IndicatorTarget.objects.filter(indicator__group=group, span=span, unit__in=units)
    targets = {(one.indicator_id, one.unit_id): one for one in held}
    rows = []
    for line in lines:
        cells = []
        for unit in units:
            target = targets.get((line.pk, unit.pk))
            name = f"value-{line.pk}-{unit.pk}"
            said = f"{target.value.normalize():f}" if target else ""
            cells.append((unit, name, typed.get(name, said), target))
        rows.append({"line": line, "cells": cells})
    return rows
