"""What this room does by the clock: asks that reached nobody, and periods a new day brought."""

from django.utils.timezone import now

from luoshi.coordination import delivering
from luoshi.queue.tasks import task


@task
def deliver_asks() -> int:
    """Deliver what waits for somebody to be appointed, and lay the rows of returns."""
    return delivering.deliver_what_waits(at=now())
