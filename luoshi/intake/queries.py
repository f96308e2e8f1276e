"""Questions about what has come in."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from luoshi.intake.models import Document, Instruction, Sentence
from luoshi.intake.rules import may_see
from luoshi.organisation.acting import Acting


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


def unanswered(document: Document) -> int:
    """Return how many sentences still have no disposition."""
    return document.sentences.filter(disposition="").count()


def instructions_on(matter_id: UUID) -> QuerySet[Instruction]:
    """Return the instructions on a matter, oldest first."""
    return Instruction.objects.filter(matter_id=matter_id).order_by("given_date", "id")
