"""A line of a digest: what it is about by id, and why it came to this person. No words in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from luoshi.shell.terms import How, Seat, Section

# Of one section so many are named; of the rest the number.
NAMED = 20


@dataclass(frozen=True)
class Line:
    """One line of one digest.

    :param post: the post it came to
    :param kind: "matter", "due" or "unit"; "" for a mere number
    :param number: how many, where it is a number
    :param level: the level of the light it speaks of, 0 for none
    """

    section: Section
    post: UUID
    seat: Seat
    kind: str = ""
    thing: UUID | None = None
    number: int = 0
    level: int = 0
    how: How | None = None

    def to_json(self) -> list[Any]:
        """Return what the row keeps."""
        thing = str(self.thing) if self.thing else ""
        how = self.how.value if self.how else ""
        held = (self.section.value, str(self.post), self.seat.value, self.kind, thing)
        return [*held, self.number, self.level, how]

    @classmethod
    def from_json(cls, held: Sequence[Any]) -> "Line":
        """Read a line back."""
        section, post, seat, kind, thing, number, level, how = held
        return cls(
            section=Section(section),
            post=UUID(post),
            seat=Seat(seat),
            kind=kind,
            thing=UUID(thing) if thing else None,
            number=number,
            level=level,
            how=How(how) if how else None,
        )


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Put lines in the order of the sections, the worst first; beyond so many, only their number.

    Lines of one post and section that name things are counted together, mere numbers are added up.
    """
    order = {section: place for place, section in enumerate(Section)}
    told = sorted(lines, key=lambda one: (order[one.section], -one.level))
    named: Counter[tuple[Section, UUID]] = Counter()
    sums: Counter[Line] = Counter()
    kept: list[Line] = []
    for one in told:
        if one.kind:
            named[one.section, one.post] += 1
            if named[one.section, one.post] <= NAMED:
                kept.append(one)
                continue
        bare = Line(one.section, one.post, one.seat, level=0 if one.kind else one.level)
        sums[bare] += one.number or 1
    for bare, number in sums.items():
        kept.append(Line(bare.section, bare.post, bare.seat, number=number, level=bare.level))
    return sorted(kept, key=lambda one: (order[one.section], not one.kind, -one.level))
