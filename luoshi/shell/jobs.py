"""What the hall does by the clock: every minute people are told of what was done."""

from django.utils.timezone import now

from luoshi.queue.tasks import task
from luoshi.shell import delivery


@task
def deliver() -> int:
    """Lay the messages of what was done since the last minute; return how many (站内消息)."""
    return delivery.deliver(at=now())
