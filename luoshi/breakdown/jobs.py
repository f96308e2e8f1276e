"""What this room does by the clock."""

from datetime import datetime

from luoshi.breakdown import clocks


def turn_day(*, at: datetime) -> int:
    """Do what a new day asks; return how many matters' report days moved."""
    return clocks.turn_day(at=at)
