"""What is open at a unit and must move when it merges: upper rooms say so here, in ready().

The register of units knows no matters. Each room that lays something upon units registers once;
a merger shows the list beforehand and moves everything in the one deed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from luoshi.kit.rules import Says
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit


@dataclass(frozen=True)
class OpenThing:
    """One thing that waits at a unit."""

    kind: str
    id: UUID
    title: str


@dataclass(frozen=True)
class Carrier:
    """How one room lists what is open at a unit, and moves it to another.

    :param code: short and lasting, such as "matters"; it names the count on the trail
    :param label: what the things are called on the page
    :param open_of: lists what is open at a unit
    :param move: moves all of it from the first unit to the second, inside the merger's
        transaction, and returns how many moved
    """

    code: str
    label: Says
    open_of: Callable[[Unit], Sequence[OpenThing]]
    move: Callable[[Unit, Unit, Acting, datetime], int]


@dataclass(frozen=True)
class Listing:
    """What one room has open at a unit."""

    carrier: Carrier
    things: Sequence[OpenThing]


_carriers: dict[str, Carrier] = {}


def register(carrier: Carrier) -> None:
    """Add a room's carrier.

    :raises ValueError: if another carrier goes by this code
    """
    if _carriers.get(carrier.code, carrier) != carrier:
        raise ValueError(f"two carriers are called {carrier.code}")
    _carriers[carrier.code] = carrier


def withdraw(code: str) -> None:
    """Take a carrier out again (a room that is switched off, a test that is over)."""
    del _carriers[code]


def open_things_of(unit: Unit) -> list[Listing]:
    """List everything that is open at a unit, room by room; rooms with nothing are left out."""
    listings = (Listing(one, list(one.open_of(unit))) for one in _carriers.values())
    return [listing for listing in listings if listing.things]


def count_of(listings: Sequence[Listing]) -> int:
    """Count the things of all rooms."""
    return sum(len(listing.things) for listing in listings)


def fingerprint(listings: Sequence[Listing]) -> str:
    """Return what changes when the list changes, so that nobody confirms a list unseen."""
    ids = sorted(f"{thing.kind}:{thing.id}" for one in listings for thing in one.things)
    return sha256("\n".join(ids).encode()).hexdigest()[:16]
