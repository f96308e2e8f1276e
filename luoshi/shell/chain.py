"""责任链: who answers for a matter, from the leader down to whoever assists. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from luoshi.breakdown.models import Part
from luoshi.breakdown.terms import PartRole


@dataclass(frozen=True)
class Beside:
    """The units of one role: how many of them signed, and how many said their part."""

    role: str
    parts: Sequence[Part]

    @property
    def signed(self) -> int:
        """Return how many of them have signed for it."""
        return sum(receipt_of(part) is not None for part in self.parts)

    @property
    def number(self) -> int:
        """Return how many there are."""
        return len(self.parts)

    @property
    def heard(self) -> int:
        """Return how many of them were heard, or let off by the lead's head."""
        return sum(bool(part.heard_at or part.waived_at) for part in self.parts)

    @property
    def names(self) -> str:
        """Return the units by name."""
        return "、".join(str(part.unit) for part in self.parts)


def receipt_of(part: Part) -> datetime | None:
    """Return when a unit signed for its part, if it did."""
    receipt = getattr(part, "receipt", None)
    return receipt.signed_at if receipt else None


def lead_of(parts: Sequence[Part]) -> Part | None:
    """Return the part of the lead unit."""
    return next((part for part in parts if part.role == PartRole.LEAD), None)


def beside_of(parts: Sequence[Part]) -> list[Beside]:
    """Return the joint and the assisting units, each role as one line."""
    found = [
        Beside(str(role.label), [part for part in parts if part.role == role])
        for role in (PartRole.JOINT, PartRole.ASSIST)
    ]
    return [one for one in found if one.parts]
