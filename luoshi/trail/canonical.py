"""The exact text of an entry that is hashed, and the salted commitments inside it. No Django here.

docs/trail.md states the form byte by byte; whoever changes a line here changes every hash.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

# Not \x00 (a leaf, RFC 6962 2.1) and not \x01 (a node): a commitment can be neither.
COMMITMENT = b"\x02"
SALT_BYTES = 16
# The columns of an entry that stand open in its leaf, under these names.
COLUMNS = (
    "id",
    "deed",
    "about_kind",
    "about_id",
    "at",
    "person_id",
    "post_id",
    "unit_id",
    "before",
    "after",
    "key",
)

_SPELLING = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def text_of(value: Any) -> str:
    """Return JSON text in its one canonical spelling: sorted keys, no spaces, plain characters.

    :raises ValueError: for numbers JSON cannot write (NaN, infinity)
    """
    return _SPELLING.encode(value)


def moment(at: datetime) -> str:
    """Spell a moment in UTC with microseconds and a Z.

    :raises ValueError: if the moment says nothing of its zone
    """
    if at.tzinfo is None:
        raise ValueError("a moment on the trail needs its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commitment(salt: str, text: str) -> str:
    """Commit to `text`: SHA-256 of 0x02, the salt's 32 hex digits, and the text in UTF-8."""
    return sha256(COMMITMENT + (salt + text).encode()).hexdigest()


def commitments(words: Mapping[str, list[str]]) -> dict[str, str]:
    """Commit to every opened word."""
    return {name: commitment(salt, text) for name, (salt, text) in words.items()}


def sealed(words: Mapping[str, str]) -> str:
    """Give every word that says something a salt of its own; return the openings as JSON text."""
    said = {name: text for name, text in words.items() if text}
    return text_of({name: [secrets.token_hex(SALT_BYTES), text] for name, text in said.items()})


def form(index: int, placed_at: str, columns: Mapping[str, Any], seals: Mapping[str, str]) -> str:
    """Spell a leaf: its place, when it got it, the plain columns, the commitments to the words."""
    plain: dict[str, Any] = {name: spelt(value) for name, value in columns.items()}
    return text_of({**plain, "index": index, "placed_at": placed_at, "words": dict(seals)})


def spelt(value: str | UUID | datetime | None) -> str:
    """Spell a plain column; nobody and nothing are the empty text."""
    if value is None:
        return ""
    return moment(value) if isinstance(value, datetime) else str(value)
