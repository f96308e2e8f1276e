"""运行情况: for administrators in words, for a machine in as few as it needs."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ADMIN_ROLES, Role
from luoshi.queue.models import Job
from luoshi.queue.queries import standing
from luoshi.shell import health
from luoshi.shell.terms import Standing

PAGE = "shell/health.html"


@require_safe
def page(request: SignedIn) -> HttpResponse:
    """运行情况: checks, schedules with their last run, what failed."""
    administrators_only(request)
    return _page(request)


@require_POST
def again(request: SignedIn, pk: UUID) -> HttpResponse:
    """重新执行 a failed job."""
    administrators_only(request)
    job = get_object_or_404(Job, pk=pk)
    outcome = attempt(
        request, lambda key: health.run_again(job, by=request.acting, at=now(), key=key)
    )
    return redirect("shell:health") if outcome.entry else _page(request, refused=outcome.refused)


@require_POST
def throw_away(request: SignedIn, pk: UUID) -> HttpResponse:
    """放弃 a failed job."""
    administrators_only(request)
    job = get_object_or_404(Job, pk=pk)
    outcome = attempt(
        request, lambda key: health.throw_away(job, by=request.acting, at=now(), key=key)
    )
    return redirect("shell:health") if outcome.entry else _page(request, refused=outcome.refused)


@never_cache
@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer a machine that watches: well or not, and which check is not. No names, no secrets."""
    try:
        found = health.checks(at=now())
    except DatabaseError:
        return JsonResponse({"well": False, "database": False}, status=503)
    told = {one.key: one.well for one in found}
    # An installation without a backup still serves; it is told, and is no reason to be restarted.
    well = told["queue_lag"]
    return JsonResponse({"well": well, "database": True} | told, status=200 if well else 503)


def administrators_only(request: SignedIn) -> None:
    """Answer 404 to everybody else."""
    if request.acting is None or request.acting.role not in ADMIN_ROLES:
        raise Http404


def _page(request: SignedIn, *, refused: str = "") -> HttpResponse:
    at = now()
    letters = health.letters_by_standing()
    context = {
        "at": at,
        "checks": health.checks(at=at),
        "queue": standing(at=at),
        "letters": [(label, letters.get(value, 0)) for value, label in Standing.choices],
        "runs": health.runs(),
        "failed": health.failed_jobs(),
        "acts": request.acting.role == Role.SYSTEM_ADMIN,
        "refused": refused,
    }
    return render(request, PAGE, context, status=409 if refused else 200)
