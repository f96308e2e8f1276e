"""The clock that the doors read while tests run: it starts on a plain Wednesday at ten and goes on.

The doors ask `django.utils.timezone.now`. Left alone it would let the real hour, weekday or holiday
into a test, and one that holds today would fail at midnight, on a Sunday or in a new year. Nothing
below the doors reads a clock, so nothing of ours is replaced. LUOSHI_TEST_CLOCK starts it at
another moment; the long runs try the awkward ones, for what holds must hold on any day.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from time import monotonic
from zoneinfo import ZoneInfo

from django.utils import timezone

PLACE = ZoneInfo("Asia/Shanghai")
WEDNESDAY_TEN = "2026-11-18T10:00"


class DoorClock(datetime):
    """Stands where Django's `now` looks for the time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return the test's moment, as a plain datetime; it goes at the pace of the real clock."""
        if _held:
            return datetime.fromtimestamp(_held[-1].timestamp(), tz)
        return datetime.fromtimestamp(_STARTED + monotonic() - _SET_AT, tz)


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Let the doors' clock stand at a moment: a story moves it on by itself."""
    _held.append(moment)
    try:
        yield
    finally:
        _held.pop()


def start() -> None:
    """Let every door of this process read the test's clock from now on."""
    timezone.datetime = DoorClock


_STARTED = (
    datetime.fromisoformat(os.environ.get("LUOSHI_TEST_CLOCK", WEDNESDAY_TEN))
    .replace(tzinfo=PLACE)
    .timestamp()
)
_SET_AT = monotonic()
_held: list[datetime] = []
