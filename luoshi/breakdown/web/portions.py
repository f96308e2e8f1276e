"""A long paper is shown a portion at a time: what is round the card at hand, and more on asking.

Which portion is meant stands in the address (`cards=40-90`, `text=40-90`), so that its links page
without script; with script a portion takes the place of the link that leads to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

# Minutes and notices are shorter than this and stand whole on the page.
WHOLE = 80
# A portion is more than a high window shows; so many of the first stand before the card at hand.
PORTION, ABOVE = 30, 10
_ASKED = re.compile(r"(\d{1,6})-(\d{1,6})")

Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Portion(Generic[Shown]):
    """What is shown of a long row of things.

    :param name: what the address calls the row
    :param at: the address of the card at hand, which stays at hand
    :param start: how many stand before the portion
    """

    name: str
    at: str
    items: Sequence[Shown]
    start: int
    total: int

    @property
    def left(self) -> int:
        """Return how many stand after the portion."""
        return self.total - self.start - len(self.items)

    @property
    def earlier(self) -> str:
        """Return the address of the portion before; "" if there is none."""
        return self._address(max(0, self.start - PORTION), self.start)

    @property
    def later(self) -> str:
        """Return the address of the portion after; "" if there is none."""
        stop = self.start + len(self.items)
        return self._address(stop, min(self.total, stop + PORTION))

    def _address(self, start: int, stop: int) -> str:
        asked = f"{self.name}={start}-{stop}"
        return "&".join(filter(None, (self.at, asked))) if start < stop else ""


def range_of(total: int, here: int, asked: str) -> range:
    """Return which of a row are shown: what was asked for, else what is round the one at hand.

    :param asked: as the address has it, such as 40-90; what makes no sense is not asked
    """
    if found := _ASKED.fullmatch(asked):
        start, stop = int(found[1]), min(int(found[2]), total)
        if start < stop <= start + PORTION:
            return range(start, stop)
    if total <= WHOLE:
        return range(total)
    start = min(max(0, here - ABOVE), total - PORTION)
    return range(start, start + PORTION)
