"""What this room does by the clock."""

from django.utils.timezone import now

from luoshi.coordination.operations import requests
from luoshi.queue.tasks import task


@task
def lapse_requests() -> int:
    """Let requests lapse that can be granted no longer; return how many."""
    return requests.lapse_all(at=now())
