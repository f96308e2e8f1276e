"""Questions about what has come in."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from luoshi.intake.models import Document, Instruction, Sentence
from luoshi.intake.rules import may_see
from luoshi.intake.terms import Disposition
from luoshi.organisation.acting import Acting


class Line(NamedTuple):
    """A sentence of a document, as far as a page shows it."""

    pk: UUID
    place: int
    paragraph: int
    start: int
    end: int
    disposition: str
    note: str

    @property
    def said(self) -> str:
        """Say what became of it; "" while nothing did."""
        return str(Disposition(self.disposition).label) if self.disposition else ""


def documents_before(by: Acting) -> QuerySet[Document]:
    """Return the documents somebody may see, newest first, with the count of their sentences.

    Each row has `total` sentences and `unanswered` ones.
    """
    return (
        Document.objects.filter(may_see(by))
        .defer("text")
        .annotate(
            total=Count("sentences"),
            unanswered=Count("sentences", filter=Q(sentences__disposition="")),
        )
        .order_by("-registered_at", "-id")
    )


def sentences_of(document: Document) -> QuerySet[Sentence]:
    """Return the sentences of a document in their order."""
    return document.sentences.order_by("place")


def lines_of(document: Document) -> list[Line]:
    """Return the sentences of a document in their order, as a page shows hundreds of them."""
    return [Line(*row) for row in sentences_of(document).values_list(*Line._fields)]


def unanswered(document: Document) -> int:
    """Return how many sentences still have no disposition."""
    return document.sentences.filter(disposition="").count()


def instructions_on(matter_id: UUID) -> QuerySet[Instruction]:
    """Return the instructions on a matter, oldest first."""
    return Instruction.objects.filter(matter_id=matter_id).order_by("given_date", "id")
