"""What the hall does by the clock: people are told, digests laid, and the outbox emptied."""

from dataclasses import asdict

from django.utils.timezone import now

from luoshi.queue.tasks import task
from luoshi.shell import delivery, digests, sending


@task
def deliver() -> int:
    """Lay the messages of what was done since the last minute; return how many (站内消息)."""
    return delivery.deliver(at=now())


@task
def lay_digests() -> int:
    """Lay the morning's digests; return how many (每日提醒)."""
    return digests.lay(at=now())


@task
def send() -> dict[str, int]:
    """Send what waits to go out of the house; return what came of it (投递)."""
    return asdict(sending.send_due(at=now()))


@task
def sweep_digests() -> int:
    """Remove digests older than ninety days."""
    return digests.sweep(before=now() - digests.KEPT)
