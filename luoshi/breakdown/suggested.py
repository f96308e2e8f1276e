"""建议 What the reader would answer for each sentence that carries no matter; a person confirms."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from luoshi.intake.models import Document, Sentence
from luoshi.intake.terms import Disposition
from luoshi.reading.reader import read
from luoshi.reading.terms import Reading, Standing

_MEANS = {Standing.PRINCIPLE: Disposition.PRINCIPLE, Standing.NOT_OURS: Disposition.NOT_OURS}


def suggested_for(document: Document, sentences: Iterable[Sentence]) -> dict[UUID, Disposition]:
    """Return sentence id → what the reader would answer; a sentence with a task has none."""
    kept = _kept(document.text, document.issued_date)
    if not kept:
        kept.append(_answers(read(document.text, anchor=document.issued_date)))
    return {one.pk: kept[0][one.start] for one in sentences if one.start in kept[0]}


def remember(document: Document, reading: Reading) -> None:
    """Keep what a reading says for the page that follows, which need not read it all again.

    A reading that knew the units says the same of the sentences as one that did not.
    """
    _kept(document.text, document.issued_date)[:] = [_answers(reading)]


@lru_cache(maxsize=16)
def _kept(text: str, issued: date | None) -> list[dict[int, Disposition]]:
    """Return the place where the answers of a document are kept, empty at first."""
    return []


def _answers(reading: Reading) -> dict[int, Disposition]:
    pairs = zip(reading.sentences, reading.answers, strict=True)
    return {one.span.start: _MEANS[said.standing] for one, said in pairs if said.standing in _MEANS}
