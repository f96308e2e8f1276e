"""Erases words of entries and leaves their tombstones; the tree does not notice (清除文字).

The leaf holds only a salted commitment. Once salt and text are gone the commitment tells nothing,
and still proves that something stood there.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from django.db import connection

from luoshi.trail import canonical
from luoshi.trail.models import Entry, Erasure, Leaf

BATCH = 500
Word = tuple[UUID, str]


class NotPlaced(RuntimeError):
    """A word may only go once the leaf of its entry holds the commitment to it."""


def digest_of(words: Iterable[Word]) -> str:
    """Hash a list of words, whatever its order, for the deed to commit to."""
    lines = sorted(f"{entry} {word}\n" for entry, word in words)
    return sha256("".join(lines).encode()).hexdigest()


def erase(words: Iterable[Word], *, by_entry: Entry) -> None:
    """Set a tombstone for every word and remove its text and salt. Inside the deed's transaction.

    :raises NotPlaced: if an entry has no leaf yet
    """
    overwrite_what_is_freed()
    named: dict[UUID, list[str]] = {}
    for pk, word in words:
        named.setdefault(pk, []).append(word)
    keys = list(named)
    for start in range(0, len(keys), BATCH):
        _erase_batch({pk: named[pk] for pk in keys[start : start + BATCH]}, by_entry)


def _erase_batch(named: dict[UUID, list[str]], by_entry: Entry) -> None:
    if Leaf.objects.filter(entry_id__in=named).count() != len(named):
        raise NotPlaced
    Erasure.objects.bulk_create(
        Erasure(entry_id=pk, word=word, by_entry=by_entry)
        for pk, words in named.items()
        for word in words
    )
    entries = list(Entry.objects.filter(pk__in=named))
    for entry in entries:
        kept = json.loads(entry.words)
        for word in named[entry.pk]:
            del kept[word]
        entry.words = canonical.text_of(kept)
    Entry.objects.bulk_update(entries, ["words"])


def overwrite_what_is_freed() -> None:
    """Have SQLite overwrite what it frees from now on; it leaves the bytes in the file otherwise.

    PostgreSQL keeps them until its administrator rewrites the table (docs/trail.md).
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
