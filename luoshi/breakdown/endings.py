"""How a matter ends without a result: what that settles is said by the room above (终止, T22).

The deed stands in reporting, where claims are decided; a version of a list that gives a matter up
calls it through here.
"""

from datetime import datetime
from typing import Protocol

from luoshi.breakdown.models import Matter
from luoshi.organisation.acting import Acting


class Ends(Protocol):
    """End a matter, and what was given further down of it."""

    def __call__(
        self,
        matter: Matter,
        *,
        by: Acting,
        at: datetime,
        reason: str,
        replaced_by: Matter | None = None,
    ) -> object:
        """Make the move, or refuse."""


_HELD: list[Ends] = []


def register(end: Ends) -> None:
    """Say how a matter is ended; for AppConfig.ready().

    :raises ValueError: if somebody else said so already
    """
    if _HELD and _HELD[0] is not end:
        raise ValueError("two ways to end a matter")
    _HELD[:] = [end]


def end(
    matter: Matter, *, by: Acting, at: datetime, reason: str, replaced_by: Matter | None = None
) -> None:
    """End a matter by the registered deed, with everything it settles."""
    _HELD[0](matter, by=by, at=at, reason=reason, replaced_by=replaced_by)
