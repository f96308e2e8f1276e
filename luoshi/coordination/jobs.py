"""What this room does by the clock: asks that reached nobody, requests that are over."""

from django.utils.timezone import now

from luoshi.coordination import delivering
from luoshi.coordination.operations import requests
from luoshi.queue.tasks import task


@task
def deliver_asks() -> int:
    """Deliver what waits for somebody to be appointed, and lay the rows of returns."""
    return delivering.deliver_what_waits(at=now())


@task
def lapse_requests() -> int:
    """Let requests lapse that can be granted no longer; return how many."""
    return requests.lapse_all(at=now())
