"""请教 Who may be asked about a paper besides the reader: the house hands them in, or nobody.

Which model, where and over which line is the house's to know; here one knows that there may be one.
"""

from collections.abc import Callable
from typing import Protocol

from luoshi.reading.advice import Advised

# How many pieces of a text were asked about, of how many.
Told = Callable[[int, int], object]


class Adviser(Protocol):
    """Somebody who can be asked for the tasks of a text."""

    @property
    def where(self) -> str:
        """Name the place the text goes to."""

    def advice(self, text: str, told: Told) -> list[Advised]:
        """Return what they offer.

        :raises NoAdvice: if nothing of use came back
        """


_found: list[Callable[[], Adviser | None]] = []


def register(find: Callable[[], Adviser | None]) -> None:
    """Say how to find the adviser of this installation; for AppConfig.ready()."""
    _found[:] = [find]


def adviser() -> Adviser | None:
    """Return who may be asked; None where the administrator named nobody."""
    return _found[0]() if _found else None
