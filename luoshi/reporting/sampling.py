"""Which claims are looked at on site (domain/14 Q9): the sample decides how, never whether.

Pure: the seed is handed in and kept with the review, so that anyone can draw again.
"""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

SHARE = 20


@dataclass(frozen=True)
class Draw:
    """How a draw fell: whether somebody must go there, and why."""

    on_site: bool
    reason: str


def draw(claim_id: UUID, seed: str, *, always: bool, first_of_the_quarter: bool) -> Draw:
    """Draw whether a claim is verified on site.

    :param always: the kind of work demands it of every claim
    :param first_of_the_quarter: no other claim of the unit was drawn this quarter
    """
    if always:
        return Draw(True, "KIND")
    if first_of_the_quarter:
        return Draw(True, "FIRST")
    number = int.from_bytes(sha256(f"{seed}:{claim_id}".encode()).digest()[:8], "big")
    return Draw(number % 100 < SHARE, "SAMPLE")
