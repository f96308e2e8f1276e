"""建议 What the reader would answer for each sentence that carries no matter; a person confirms."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from luoshi.intake.models import Document, Sentence
from luoshi.intake.terms import Disposition
from luoshi.reading.reader import read
from luoshi.reading.terms import Standing

_MEANS = {Standing.PRINCIPLE: Disposition.PRINCIPLE, Standing.NOT_OURS: Disposition.NOT_OURS}


def suggested_for(document: Document, sentences: Iterable[Sentence]) -> dict[UUID, Disposition]:
    """Return sentence id → what the reader would answer; a sentence with a task has none."""
    answers = _answers(document.text, document.issued_date)
    return {one.pk: answers[one.start] for one in sentences if one.start in answers}


@lru_cache(maxsize=16)
def _answers(text: str, issued: date | None) -> dict[int, Disposition]:
    reading = read(text, anchor=issued)
    pairs = zip(reading.sentences, reading.answers, strict=True)
    return {one.span.start: _MEANS[said.standing] for one, said in pairs if said.standing in _MEANS}
