"""What a reading for a list stands on: the names of the register, the body of the paper."""

from collections.abc import Mapping, Sequence

from luoshi.breakdown.operations import lessons
from luoshi.organisation.models import Unit
from luoshi.papers.official import official
from luoshi.reading.terms import Proposal
from luoshi.reading.units import UnitBook


def book_of(names: Mapping[str, Unit]) -> UnitBook:
    """Lay out every name of the standing units, so that short names find the one they mean."""
    called: dict[str, list[str]] = {}
    for name, unit in (lessons.names() | dict(names)).items():
        called.setdefault(unit.name, []).append(name)
    return UnitBook.with_aliases(called.items())


def in_the_body(text: str, found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return the proposals but for those that begin in a signature, a list of copies or so."""
    formal = official(text)
    return tuple(one for one in found if not formal.holds(one.span.start))
