"""What the trail asks to be done by the clock: read the time, do the deed, say what was done.

Each runs outside any transaction. The room of the queue does not know these; the site puts them on
its schedule: heads at least daily, the others nightly.
"""

from django.utils.timezone import now

from luoshi.trail import operations, purge


def sign_head() -> str:
    """Place what waits and sign the tree; return the head's line (签树头)."""
    return operations.sign_head(at=now()).line()


def sequence() -> int:
    """Give waiting entries their places; return how many (编号)."""
    return operations.sequence(at=now())


def forget_reads() -> int:
    """Delete what the read log has kept for twelve months; return how many rows."""
    return operations.forget_reads(at=now())


def sweep() -> int:
    """Remove bytes that a purge, cut short, left on disk; return how many files."""
    return purge.sweep()
