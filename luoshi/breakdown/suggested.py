"""建议 What the reader would answer for each sentence that carries no matter; a person confirms."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext

from luoshi.breakdown.models import Draft
from luoshi.intake.models import Document
from luoshi.intake.terms import Disposition
from luoshi.reading.reader import read
from luoshi.reading.terms import Proposal, Reading, Standing
from luoshi.reading.wording import fields_said

_MEANS = {Standing.PRINCIPLE: Disposition.PRINCIPLE, Standing.NOT_OURS: Disposition.NOT_OURS}
# The reader is silent where it saw a task; once that draft is skipped, it was no more than this.
IF_SILENT = Disposition.PRINCIPLE


class Placed(Protocol):
    """A sentence as it is found again in a reading."""

    @property
    def pk(self) -> UUID: ...
    @property
    def start(self) -> int: ...


def suggested_for(document: Document, sentences: Iterable[Placed]) -> dict[UUID, Disposition]:
    """Return sentence id → what the reader would answer; a sentence with a task has none."""
    reading = _reading_of(document)
    pairs = zip(reading.sentences, reading.answers, strict=True)
    answers = {
        one.span.start: _MEANS[said.standing] for one, said in pairs if said.standing in _MEANS
    }
    return {one.pk: answers[one.start] for one in sentences if one.start in answers}


def grounds_of(draft: Draft, document: Document) -> list[str]:
    """Say which rule of the reader gave each field of a draft; nothing of one a person laid down.

    What a person changed since is not the reader's, and stands beside it on the card.
    """
    found = _reading_of(document).tasks
    task = next((one for one in found if _of_the_words(one, draft)), None)
    return list(fields_said(task, gettext)) if task else []


def remember(document: Document, reading: Reading) -> None:
    """Keep a reading for the page that follows, which need not read it all again.

    A reading that knew the units says the same of the sentences as one that did not.
    """
    _kept(document.text, document.issued_date)[:] = [reading]


def _reading_of(document: Document) -> Reading:
    kept = _kept(document.text, document.issued_date)
    if not kept:
        kept.append(read(document.text, anchor=document.issued_date))
    return kept[0]


@lru_cache(maxsize=16)
def _kept(text: str, issued: date | None) -> list[Reading]:
    """Return the place where the reading of a document is kept, empty at first."""
    return []


def _of_the_words(task: Proposal, draft: Draft) -> bool:
    return (task.span.start, task.span.end) == (draft.start, draft.end)
