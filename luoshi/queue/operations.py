"""What is done to the queue as a whole. A job is a call, not a record: done ones may go."""

from datetime import datetime

from luoshi.queue.models import Job
from luoshi.queue.terms import State


def sweep(*, before: datetime) -> int:
    """Remove jobs that were done before a moment, and count them. Failed jobs stay until read."""
    count, _ = Job.objects.filter(state=State.DONE, finished_at__lt=before).delete()
    return count
