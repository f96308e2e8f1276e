"""How the words of asks, replies and requests leave this room (清除): days, moves, numbers stay."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from luoshi.coordination.models import Addressee, Ask, AskFile, AskValue, Request
from luoshi.dues.titles import retitle
from luoshi.trail.purge import Erased

PURGED = "（已清除）"
OF_AN_ASK = ("title", "text", "basis", "hurry_reason", "repeat_reason", "note")
OF_A_REPLY = ("text", "note")
OF_A_REQUEST = (
    "reason", "progress", "measures", "safeguards", "before", "after", "signing_note",
    "review_note", "consent_note", "decision_note", "lapse_note",
)  # fmt: skip


def erase_ask(ask_id: str, at: datetime) -> Erased:
    """Take an ask's words out, and with them every reply to it: replies quote what was asked."""
    ask = Ask.objects.get(pk=ask_id)
    digest = _digest([ask], OF_AN_ASK)
    _blank(ask, OF_AN_ASK)
    ask.fields.update(label=PURGED)
    rows = list(ask.addressees.all())
    files = [*_files(AskFile.objects.filter(ask=ask)), *_empty(rows)]
    retitle("ask", [ask_id], PURGED)
    about = tuple(("addressee", str(row.pk)) for row in rows)
    return Erased(digest, tuple(files), (("ask", ask_id), *about))


def erase_reply(row_id: str, at: datetime) -> Erased:
    """Take one unit's reply out: its words, what it filled in, its files."""
    row = Addressee.objects.get(pk=row_id)
    digest = _digest([row], OF_A_REPLY)
    return Erased(digest, tuple(_empty([row])), (("addressee", row_id),))


def erase_request(request_id: str, at: datetime) -> Erased:
    """Take a request's words out, and what was said to it."""
    return _erased(Request.objects.filter(pk=request_id))


def follow_matter(matter_id: str, at: datetime) -> Erased:
    """Take out what was asked for about a matter whose words go: requests quote it."""
    return _erased(Request.objects.filter(matter=UUID(matter_id)))


def _erased(requests: Iterable[Request]) -> Erased:
    rows = list(requests)
    digest = _digest(rows, OF_A_REQUEST)
    files: list[str] = []
    for row in rows:
        _blank(row, OF_A_REQUEST)
        files += _files(row.files.all())
    ids = [str(row.pk) for row in rows]
    retitle("request", ids, PURGED)
    return Erased(digest, tuple(files), tuple(("request", pk) for pk in ids))


def _empty(rows: Sequence[Addressee]) -> list[str]:
    """Take the words of replies out; return the digests of the files that go with them."""
    for row in rows:
        _blank(row, OF_A_REPLY)
    held = AskValue.objects.filter(addressee__in=rows)
    files = list(held.filter(file__isnull=False).values_list("file__digest", flat=True))
    held.exclude(said="").update(said=PURGED)
    return files + _files(AskFile.objects.filter(addressee__in=rows))


def _files(rows: Any) -> list[str]:
    """Take the names off files laid beside; return their digests."""
    digests = list(rows.values_list("file__digest", flat=True))
    rows.update(name=PURGED)
    return digests


def _blank(row: Ask | Addressee | Request, names: Iterable[str]) -> None:
    # What was empty stays empty: that nothing was said is no secret, and constraints rest on it.
    written = {name: PURGED for name in names if getattr(row, name)}
    if written:
        type(row)._default_manager.filter(pk=row.pk).update(**written)


def _digest(rows: Iterable[Ask | Addressee | Request], names: Sequence[str]) -> str:
    words = "\n".join(str(getattr(row, name)) for row in rows for name in names)
    return sha256(words.encode()).hexdigest()
