"""指标值 Each source department's figures of a period: entered, signed, returned, corrected."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.assessment import collecting
from luoshi.assessment.lifecycle import FIGURE
from luoshi.assessment.models import Figure, Indicator, Period
from luoshi.assessment.named_numbers import parts_of
from luoshi.assessment.operations import figures as operations
from luoshi.assessment.operations import reading
from luoshi.assessment.rules import sees_all
from luoshi.assessment.seen import mark_of_figures
from luoshi.assessment.terms import FigureState
from luoshi.assessment.web.scheme_forms import number_typed
from luoshi.kit.parts import refused
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import UNIT_ROLES, Role
from luoshi.timelimits.here import day_here

PAGE = "assessment/figure_entry.html"
MOST_PERIODS = 24


def periods_before(by: Acting) -> QuerySet[Period]:
    """Return the periods whose figures a post sees: its own department's, or all of them."""
    periods = Period.objects.select_related("scheme__office").order_by("-until", "-label")
    if sees_all(by):
        return periods
    if by.role not in UNIT_ROLES:
        return periods.none()
    lines = Indicator.objects.filter(source_unit=by.unit_id)
    asked = Q(scheme__in=lines.values("group__scheme"))
    return periods.filter(asked | Q(scheme__office=by.unit_id))


@require_safe
def figures(request: SignedIn) -> HttpResponse:
    """Every period with how far each source department is."""
    by, today = request.acting, day_here(now())
    watches = sees_all(by)
    rows = []
    periods = list(periods_before(by)[:MOST_PERIODS])
    standing = collecting.standings_of_all(periods)
    for period in periods:
        standings = standing[period.pk]
        if not watches and by.unit_id != period.scheme.office_id:
            standings = [one for one in standings if one.unit.pk == by.unit_id]
        rows.append((period, standings))
    context = {"rows": rows, "watches": watches, "today": today, "at": now()}
    return render(request, "assessment/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: SignedIn, pk: UUID) -> HttpResponse:
    """Figures of one department, indicator by indicator; its own staff type them here."""
    period = get_object_or_404(periods_before(request.acting), pk=pk)
    source = _source(request, period)
    if request.method != "POST":
        return shown(request, period, source)
    try:
        typed = _typed(request, period, source)
    except ValidationError as wrong:
        return shown(request, period, source, refusal=wrong.messages[0], status=422)
    by, at = request.acting, now()
    outcome = attempt(
        request, lambda key: operations.enter(period, typed, by=by, at=at, key=key), "enter"
    )
    if outcome.entry is None:
        return shown(request, period, source, refusal=outcome.refused, status=409)
    words = {"number": len(outcome.entry.facts["figures"]), "at": full_time(outcome.entry.at)}
    messages.success(request, _("已填报%(number)s项，%(at)s；由主要负责人核定") % words)
    return redirect(address_of(period, source))


@require_POST
def sign(request: SignedIn, pk: UUID) -> HttpResponse:
    """核定: everything of the department that waits, or what was ticked."""
    period = get_object_or_404(periods_before(request.acting), pk=pk)
    source = _source(request, period)
    waiting = _waiting(period, source)
    chosen = [one for one in request.POST.getlist("figure") if one]
    picked = [one for one in waiting.select_related("unit") if not chosen or str(one.pk) in chosen]
    by, at, seen = request.acting, now(), request.POST.get("seen", "")
    outcome = attempt(
        request,
        lambda key: operations.certify(period, picked, by=by, at=at, seen=seen, key=key),
        "sign",
    )
    if outcome.entry is None:
        return shown(request, period, source, refusal=outcome.refused, status=409)
    words = {"number": len(picked), "at": full_time(outcome.entry.at)}
    messages.success(request, _("已核定%(number)s项，%(at)s") % words)
    return redirect(address_of(period, source))


@require_POST
def read_off(request: SignedIn, pk: UUID) -> HttpResponse:
    """从系统记录取数, by an assessor."""
    period = get_object_or_404(periods_before(request.acting), pk=pk)
    by, at = request.acting, now()
    outcome = attempt(request, lambda key: reading.read_off(period, by=by, at=at, key=key))
    back = reverse("assessment:figure_entry", args=[pk])
    if outcome.entry is None:
        return refused(request, outcome.refused, back=back)
    words = {"number": outcome.entry.facts["changed"], "at": full_time(outcome.entry.at)}
    messages.success(request, _("已从系统记录取数，%(number)s项有变化，%(at)s") % words)
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: SignedIn, pk: UUID) -> HttpResponse:
    """One figure with all its revisions; it is returned or corrected here, with the reason."""
    found = _figure_before(request, pk)
    if request.method != "POST":
        return _one(request, found)
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    by, at = request.acting, now()
    if verdict == "send_back":
        outcome = attempt(
            request,
            lambda key: operations.send_back(found, by=by, at=at, reason=reason, key=key),
        )
    elif verdict == "correct":
        try:
            said = _typed_one(request, found.indicator, found.unit, "")
        except ValidationError as wrong:
            return _one(request, found, refusal=wrong.messages[0], status=422)
        outcome = attempt(
            request,
            lambda key: operations.correct(found, said, by=by, at=at, reason=reason, key=key),
        )
    else:
        raise Http404
    if outcome.entry is None:
        return _one(request, found, refusal=outcome.refused, status=409)
    said_of = {"at": full_time(outcome.entry.at)}
    back = verdict == "send_back"
    done = _("已退回，%(at)s") if back else _("已更正，%(at)s；由主要负责人核定")
    messages.success(request, done % said_of)
    return redirect(address_of(found.period, found.indicator.source_unit))


def address_of(period: Period, source: Unit | None) -> str:
    """Return the page of a department's figures."""
    page = reverse("assessment:figure_entry", args=[period.pk])
    return f"{page}?source={source.pk}" if source else page


def _source(request: SignedIn, period: Period) -> Unit | None:
    """Return whose figures are shown: one's own department's, else the one asked for."""
    by = request.acting
    units = Unit.objects.filter(
        pk__in=collecting.leaves_asked(period)
        .filter(source_unit__isnull=False)
        .values("source_unit")
    ).order_by("place", "code")
    if not sees_all(by) and by.unit_id != period.scheme.office_id:
        return units.filter(pk=by.unit_id).first()
    asked = request.GET.get("source", "")
    own = [one for one in units if one.pk == by.unit_id]
    named = [one for one in units if str(one.pk) == asked]
    return next(iter([*named, *own, *units]), None)


def _figure_before(request: SignedIn, pk: UUID) -> Figure:
    by = request.acting
    held = Figure.objects.filter(period__in=periods_before(by))
    if not sees_all(by):
        own = Q(indicator__source_unit=by.unit_id) | Q(period__scheme__office=by.unit_id)
        held = held.filter(own)
    related = ("period__scheme", "indicator__source_unit", "indicator__group", "unit")
    return get_object_or_404(held.select_related(*related), pk=pk)


def _typed(request: SignedIn, period: Period, source: Unit | None) -> list[operations.Typed]:
    """Read what was typed; a row where nothing stands is passed over."""
    typed = []
    for page in collecting.pages_of(period, source.pk) if source else ():
        for row in page.rows:
            name = f"{page.indicator.pk}-{row.unit.pk}"
            if f"value-{name}" not in request.POST or _signed(row):
                continue
            one = _typed_one(request, page.indicator, row.unit, f"-{name}")
            if one.value is not None or one.absence.strip() or one.parts or row.figure:
                typed.append(one)
    return typed


def _signed(row: collecting.Asked) -> bool:
    return row.figure is not None and row.figure.state == FigureState.CERTIFIED


def _typed_one(request: SignedIn, line: Indicator, unit: Unit, name: str) -> operations.Typed:
    raw = request.POST.get(f"value{name}", "")
    try:
        value = number_typed(raw, line.measure)
        parts = {}
        for part, _words in parts_of(line):
            number = number_typed(request.POST.get(f"part-{part}{name}", ""))
            if number is not None:
                parts[part] = f"{number.normalize():f}"
    except ValidationError:
        words = {"unit": unit.short_name or unit.name, "name": line.name}
        raise ValidationError(_("%(unit)s的“%(name)s”须填数字") % words) from None
    return operations.Typed(line, unit, value, request.POST.get(f"absence{name}", ""), parts)


def shown(
    request: SignedIn,
    period: Period,
    source: Unit | None,
    *,
    refusal: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Show a department's figures, perhaps with a refusal; what was typed stays in its place."""
    by, at = request.acting, now()
    pages = collecting.pages_of(period, source.pk) if source else []
    held = [row.figure for page in pages for row in page.rows if row.figure]
    opened = FIGURE.open_to(by, held)
    waiting = [one for one in opened if "certify" in one.open]  # type: ignore[attr-defined]
    own = source is not None and by.unit_id == source.pk and by.role in UNIT_ROLES
    writes = own and period.state not in collecting.CLOSED
    typed = request.POST if refusal else {}
    watches = sees_all(by) or by.unit_id == period.scheme.office_id
    context = {
        "period": period,
        "source": source,
        "standings": collecting.standings_of(period) if watches else [],
        "pages": [_page(page, typed, writes) for page in pages],
        "records": _records(period) if watches else [],
        "writes": writes,
        "own": own,
        "waiting": len(waiting),
        "seen": mark_of_figures(_waiting(period, source)) if waiting else "",
        "reads_off": by.role == Role.ASSESSOR
        and by.unit_id == period.scheme.office_id
        and period.state not in collecting.CLOSED,
        "due": _due(period, pages),
        "refused": refusal,
        "at": at,
        "today": day_here(at),
    }
    return render(request, PAGE, context | more, status=status)


def _waiting(period: Period, source: Unit | None) -> QuerySet[Figure]:
    """Return what of a department waits to be signed."""
    entered = Figure.objects.filter(period=period, current=True, state=FigureState.ENTERED)
    return entered.filter(indicator__source_unit=source)


def _due(period: Period, pages: Sequence[collecting.Page]) -> Any:
    days = [collecting.due_day_of(page.indicator, period) for page in pages]
    return min(days) if days else None


def _page(page: collecting.Page, typed: Any, writes: bool) -> dict[str, Any]:
    parts = parts_of(page.indicator)
    return {
        "line": page.indicator,
        "parts": parts,
        "rows": [_row(page.indicator, row, parts, typed, writes) for row in page.rows],
    }


def _row(
    line: Indicator,
    row: collecting.Asked,
    parts: Sequence[tuple[str, str]],
    typed: Any,
    writes: bool,
) -> dict[str, Any]:
    one, name = row.figure, f"{line.pk}-{row.unit.pk}"
    value = f"{one.value.normalize():f}" if one and one.value is not None else ""
    absence = one.absence if one and one.absence != operations.IN_PARTS else ""
    held = one.parts if one else {}
    return {
        "unit": row.unit,
        "figure": one,
        "before": row.before,
        "name": name,
        "value": typed.get(f"value-{name}", value),
        "absence": typed.get(f"absence-{name}", absence),
        "parts": [
            (part, words, typed.get(f"part-{part}-{name}", held.get(part, "")))
            for part, words in parts
        ],
        "open": writes and not _signed(row),
        "signed": _signed(row),
    }


def _records(period: Period) -> list[dict[str, Any]]:
    return [
        {"line": page.indicator, "rows": page.rows} for page in collecting.pages_of_records(period)
    ]


def _one(request: SignedIn, found: Figure, *, refusal: str = "", status: int = 200) -> HttpResponse:
    by = request.acting
    [found] = FIGURE.open_to(by, [found])
    closed = found.period.state in collecting.CLOSED
    own = by.unit_id == found.indicator.source_unit_id and by.role in UNIT_ROLES
    certified = found.state == FigureState.CERTIFIED and found.current
    revisions = Figure.objects.filter(
        period=found.period_id, indicator=found.indicator_id, unit=found.unit_id
    )
    names = dict(parts_of(found.indicator))
    context = {
        "figure": found,
        "revisions": [
            (one, [(names.get(name, name), value) for name, value in one.parts.items()])
            for one in revisions.order_by("-revision")
        ],
        "parts": [(name, words, found.parts.get(name, "")) for name, words in names.items()],
        "corrects": own and certified and not closed,
        "back": address_of(found.period, found.indicator.source_unit),
        "refused": refusal,
    }
    return render(request, "assessment/figure.html", context, status=status)
