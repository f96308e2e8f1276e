"""Questions about the queue: what failed, what waits, how far behind it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from luoshi.queue.models import Job
from luoshi.queue.terms import State


@dataclass(frozen=True)
class Standing:
    """The queue at a glance.

    :param lag: how long the job that should have run first has been waiting
    """

    waiting: int
    running: int
    failed: int
    lag: timedelta


def failed() -> QuerySet[Job]:
    """Return the jobs that will not be tried again, latest first; `last_error` says why."""
    return Job.objects.filter(state=State.FAILED).order_by("-finished_at")


def standing(*, at: datetime) -> Standing:
    """Count the queue, for the health page."""
    counts = dict(Job.objects.values_list("state").annotate(Count("id")).order_by())
    due = (
        Job.objects.filter(state=State.WAITING)
        .annotate(due_at=Coalesce(F("run_after"), F("enqueued_at")))
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    return Standing(
        waiting=counts.get(State.WAITING, 0),
        running=counts.get(State.RUNNING, 0),
        failed=counts.get(State.FAILED, 0),
        lag=max(at - due, timedelta()) if due else timedelta(),
    )
