"""The house's work by the clock, as tasks for the queue; what each does is its room's to say."""

from django.utils.timezone import now

from luoshi.breakdown import jobs as breakdown
from luoshi.queue.tasks import task
from luoshi.trail import jobs as trail


@task
def turn_day() -> int:
    """Lay the next reports and bring the lights' days in step (domain/04: at 00:30)."""
    return breakdown.turn_day(at=now())


@task
def sequence() -> int:
    """Give the trail's waiting entries their places."""
    return trail.sequence()


@task
def sign_head() -> str:
    """Sign the trail's tree."""
    return trail.sign_head()


@task
def forget_reads() -> int:
    """Delete reads older than twelve months."""
    return trail.forget_reads()


@task
def sweep_files() -> int:
    """Remove bytes a purge, cut short, left on disk."""
    return trail.sweep()
