"""考核周期 The periods, one of them with its steps and what is missing, and what is done to it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.assessment import grading, standing
from luoshi.assessment.appeal_rules import assessed_head, periods_led, worked_on
from luoshi.assessment.appeal_terms import OPEN_APPEALS
from luoshi.assessment.collecting import CLOSED
from luoshi.assessment.models import Adjustment, Period, Scheme, Score, SelfReport
from luoshi.assessment.operations import checking, periods, running
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.assessment.rules import assessor_of_the_period
from luoshi.assessment.terms import AdjustmentState, Grade, PeriodState
from luoshi.assessment.web import appeal_forms as forms
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import Outcome, SignedIn, attempt
from luoshi.organisation.rules import not_yours
from luoshi.timelimits.here import day_here

PER_PAGE = 30
STEPS = "assessment/steps.html"
LIST = "assessment/periods.html"
Deed = Callable[[Period, Acting, datetime, str, str], object]
DEEDS: dict[str, Deed] = {
    "begin_self_report": lambda one, by, at, key, why: periods.begin_self_report(
        one, by=by, at=at, key=key
    ),
    "begin_check": lambda one, by, at, key, why: periods.begin_check(one, by=by, at=at, key=key),
    "compute": lambda one, by, at, key, why: running.run(one, by=by, at=at, key=key),
    "preview": lambda one, by, at, key, why: periods.preview(one, by=by, at=at, key=key),
    "publicise": lambda one, by, at, key, why: periods.publicise(one, by=by, at=at, key=key),
    "put_up": lambda one, by, at, key, why: periods.put_up(one, by=by, at=at, key=key),
    "approve": lambda one, by, at, key, why: periods.approve(one, by=by, at=at, key=key),
    "publish": lambda one, by, at, key, why: periods.publish(one, by=by, at=at, key=key),
    "send_back": lambda one, by, at, key, why: periods.send_back(
        one, by=by, at=at, reason=why, key=key
    ),
    "recall": lambda one, by, at, key, why: periods.recall(one, by=by, at=at, reason=why, key=key),
}
BACKWARDS = ("send_back", "recall")
COMPUTING = gettext_lazy("计算得分")


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: SignedIn) -> HttpResponse:
    """The periods, newest first; the office opens another from here."""
    by, at = request.acting, now()
    schemes = _schemes_of(by)
    form = None
    refused, status = "", 200
    if schemes.exists():
        form = forms.OpenPeriod(request.POST or None, schemes=schemes)
    elif request.method == "POST":
        refused, status = not_yours(periods.opens_periods, _("开启考核周期")), 409
    if form is not None and request.method == "POST":
        if form.is_valid():
            said = form.cleaned_data
            outcome = attempt(
                request,
                lambda key: periods.open_period(
                    said["scheme"], said["label"].strip(), by=by, at=at, key=key
                ),
            )
            if outcome.entry is not None:
                _say(request, outcome, _("开启考核周期"))
                return redirect("assessment:steps", outcome.entry.about_id)
            refused, status = outcome.refused, 409
        else:
            status = 422
    rows = periods_led(by).select_related("scheme").order_by("-since", "kind", "-opened_at")
    rows = rows.annotate(
        appeals_open=Count("appeals", Q(appeals__state__in=OPEN_APPEALS), distinct=True)
    )
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "refused": refused,
        "at": at,
        "today": day_here(at),
    }
    return render(request, LIST, context, status=status)


@require_http_methods(["GET", "HEAD"])
def steps(request: SignedIn, pk: UUID) -> HttpResponse:
    """One period: where it stands, what is still missing, by whom, and the next step."""
    return shown(request, period_before(request, pk))


@require_POST
def step(request: SignedIn, pk: UUID) -> HttpResponse:
    """Make one of the steps."""
    found = period_before(request, pk)
    name = request.POST.get("verdict", "")
    if name not in DEEDS:
        raise Http404
    form = forms.Step(request.POST)
    if not form.is_valid():
        return shown(request, found, form=form, status=422)
    why, by, at = form.cleaned_data["reason"], request.acting, now()
    move = PERIOD.moves.get(name)
    if move is not None and not move.may.holds(by, found):
        # What is still missing, and of whom, is not for those who may not make the step anyway.
        refused = not_yours(move.may, move.label)
        return shown(request, found, form=form, refused=refused, status=409)
    outcome = attempt(request, lambda key: DEEDS[name](found, by, at, key, why))
    if outcome.entry is None:
        found = period_before(request, pk)
        return shown(request, found, form=form, refused=outcome.refused, status=409)
    _say(request, outcome, COMPUTING if name == "compute" else PERIOD.moves[name].label)
    return redirect("assessment:steps", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def self_report(request: SignedIn, pk: UUID) -> HttpResponse:
    """自评: the head of an assessed unit says how the period went."""
    found, by, at = period_before(request, pk), request.acting, now()
    form = forms.Report(request.POST or None)
    refused, status = "", 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        outcome = attempt(
            request, lambda key: checking.report(found, by=by, at=at, key=key, **said)
        )
        if outcome.entry is not None:
            _say(request, outcome, _("自评"))
            return redirect("assessment:steps", pk)
        refused, status = outcome.refused, 409
    elif request.method == "POST":
        status = 422
    elif not may_report(by, found):
        raise Http404
    context = {"period": found, "form": form, "refused": refused, "at": at}
    return render(request, "assessment/self_report.html", context, status=status)


def period_before(request: SignedIn, pk: UUID) -> Period:
    """Find a period among those the person is led through, or answer 404."""
    rows = periods_led(request.acting).select_related("scheme__office")
    return get_object_or_404(rows, pk=pk)


def worked_before(request: SignedIn, pk: UUID) -> Period:
    """Find a period among those the person sees from inside, or answer 404."""
    rows = worked_on(request.acting).select_related("scheme__office")
    return get_object_or_404(rows, pk=pk)


def may_report(by: Acting, period: Period) -> bool:
    """Tell whether this post may still report for its unit."""
    return (
        period.state in checking.REPORTING
        and assessed_head.holds(by, period)
        and not SelfReport.objects.filter(period=period, unit=by.unit_id).exists()
    )


def shown(
    request: SignedIn,
    found: Period,
    *,
    form: forms.Step | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show a period, perhaps with a refusal on it."""
    by, at = request.acting, now()
    today = day_here(at)
    [found] = PERIOD.open_to(by, [found])
    opened: set[str] = found.open  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "period": found,
        "stages": _stages(found),
        "form": form or forms.Step(),
        "refused": refused,
        "today": today,
        "at": at,
        "may_report": may_report(by, found),
        "may_appeal": may_appeal(by, found, today),
        "own_report": SelfReport.objects.filter(period=found, unit=by.unit_id).first(),
        "inside": worked_on(by).filter(pk=found.pk).exists(),
    }
    if context["inside"]:
        context |= _inside_of(found, by, opened, today)
    return render(request, STEPS, context, status=status)


def may_appeal(by: Acting, period: Period, today: date) -> bool:
    """Tell whether this post may appeal against its unit's score now."""
    in_time = period.appeal_until is None or today <= period.appeal_until
    shown = period.state in standing.SHOWN_TO_UNITS
    return shown and in_time and assessed_head.holds(by, period)


def _inside_of(found: Period, by: Acting, opened: set[str], today: date) -> dict[str, Any]:
    """Return what the office and the leaders see of a period."""
    forwards = [name for name in PERIOD.moves if name in opened and name not in BACKWARDS]
    asked = [(PERIOD.moves[name], _in_the_way(name, found, today)) for name in forwards]
    computes = found.state not in CLOSED and assessor_of_the_period.holds(by, found)
    waiting = Adjustment.objects.filter(period=found, state=AdjustmentState.PROPOSED).count()
    return {
        "gaps": standing.gaps(found),
        "silent": _silent(found),
        "unchecked": standing.unchecked(found) if found.state == PeriodState.CHECKING else [],
        "proposed": waiting,
        "appeals_open": standing.open_appeals(found).count(),
        "moves": [move for move, why in asked if not why],
        "blocked": [(move, why) for move, why in asked if why],
        "backwards": [PERIOD.moves[name] for name in BACKWARDS if name in opened],
        "computes": computes,
        "grades": _grades(found),
    }


def _silent(found: Period) -> list[Any]:
    asked = found.state in checking.REPORTING
    return list(standing.silent_units(found)) if asked else []


def _in_the_way(name: str, found: Period, today: date) -> str:
    """Return the first thing that keeps a step from being made, in words; "" where nothing does."""
    over = found.step_until is not None and today > found.step_until
    facts = {"window": "over"} if over else {}
    if name == "put_up" and (why := periods.window_open(found, today)):
        return why
    for need in PERIOD.moves[name].needs:
        if missing := need(found, facts):
            return missing
    return ""


def _grades(found: Period) -> list[tuple[str, int, list[str]]]:
    """Return the grades with how many and which units, given or as they would be given."""
    if found.state not in (PeriodState.APPROVING, PeriodState.APPROVED, PeriodState.PUBLISHED):
        return []
    given = (
        grading.graded(found)
        if found.state == PeriodState.APPROVING
        else {one: one.grade for one in found.scores.exclude(grade="").select_related("unit")}
    )
    units: dict[str, list[str]] = {grade: [] for grade in Grade.values}
    # In the order of the city, not of their points: a phone shows no ranking.
    for score, grade in sorted(given.items(), key=lambda pair: _by_office(pair[0])):
        units[grade].append(score.unit.short_name or score.unit.name)
    return [(str(Grade(grade).label), len(named), named) for grade, named in units.items()]


def _by_office(score: Score) -> tuple[int, str]:
    return (score.unit.place, score.unit.code)


def _stages(found: Period) -> list[dict[str, Any]]:
    """Return the steps in their order, and which is now."""
    order = list(PeriodState)
    here = order.index(PeriodState(found.state))
    ended = found.state == PeriodState.PUBLISHED
    days = {
        PeriodState.COLLECTING: found.opened_at,
        PeriodState.PREVIEWING: found.previewed_at,
        PeriodState.PUBLICITY: found.publicity_since,
        PeriodState.APPROVED: found.approved_at,
        PeriodState.PUBLISHED: found.published_at,
    }
    return [
        {
            "words": one.label,
            "now": place == here and not ended,
            "done": place < here or ended,
            "day": days.get(one) if place <= here else None,
        }
        for place, one in enumerate(order)
    ]


def _schemes_of(by: Acting) -> QuerySet[Scheme]:
    bound = Scheme.objects.filter(state__in=periods.BOUND)
    return bound.filter(periods.opens_periods(by)).order_by("-year", "-version")


def _say(request: SignedIn, outcome: Outcome, deed: object) -> None:
    if outcome.entry is not None:
        words = {"move": deed, "at": full_time(outcome.entry.at)}
        messages.success(request, _("已办理：%(move)s，%(at)s") % words)
