"""What a paper is read with for a list: names of the register, lessons, calendar; and its body."""

from collections.abc import Mapping, Sequence

from luoshi.breakdown.meant import book_of
from luoshi.breakdown.operations import lessons
from luoshi.dues.queries import calendar_here
from luoshi.intake.models import Document
from luoshi.organisation.models import Unit
from luoshi.papers.official import official
from luoshi.reading.deadlines import Anchor
from luoshi.reading.reader import read
from luoshi.reading.terms import Proposal, Reading
from luoshi.reading.units import UnitBook


def reading_of(document: Document, names: Mapping[str, Unit]) -> Reading:
    """Read a paper with all that the house knows.

    :param names: every name of every unit standing today
    """
    learned = lessons.phrases()
    return read(document.text, anchor=anchor_of(document), units=book(names), learned=learned)


def anchor_of(document: Document) -> Anchor:
    """Return the day a paper bears, with the working days of the place."""
    day = document.issued_date
    return Anchor(day.year, day.month, day.day, calendar_here())


def book(names: Mapping[str, Unit]) -> UnitBook:
    """Lay out the names of the standing units, and those the house has learned."""
    return book_of(lessons.names() | dict(names))


def in_the_body(text: str, found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return the proposals but for those that begin in a signature, a list of copies or so."""
    formal = official(text)
    return tuple(one for one in found if not formal.holds(one.span.start))
