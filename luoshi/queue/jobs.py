"""The queue's own work by the clock: done jobs leave after a month, failed ones stay."""

from datetime import timedelta

from django.utils.timezone import now

from luoshi.queue.operations import sweep
from luoshi.queue.tasks import task

KEPT = timedelta(days=30)


@task
def sweep_done() -> int:
    """Remove jobs done more than thirty days ago."""
    return sweep(before=now() - KEPT)
