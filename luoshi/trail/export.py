"""Takes the trail out into one file that anyone can verify without us (导出).

Only what a head covers is taken out; each head stands where the tree had its size, and after it the
proof that it continues the head before.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from luoshi.trail import canonical, offline, proofs, tree
from luoshi.trail.heads import SignedHead
from luoshi.trail.models import Entry, Head, Leaf

PAGE = 2000


class NothingSigned(Exception):
    """There is no head yet, so there is nothing to prove."""


def export(to: Path) -> SignedHead:
    """Write everything under the newest head to a file, whole or not at all; return that head.

    :raises NothingSigned: if no head was ever signed
    :raises OSError: if the file cannot be written
    """
    heads = [tree.signed(head) for head in Head.objects.order_by("size")]
    if not heads:
        raise NothingSigned
    new = to.with_name(f".{to.name}.new")
    with new.open("wb") as out:
        for line in _lines(heads):
            out.write(line)
        out.flush()
        os.fsync(out.fileno())
    new.replace(to)
    return heads[-1]


def _lines(heads: list[SignedHead]) -> Iterator[bytes]:
    last = heads[-1]
    yield offline.FIRST_LINE
    before: SignedHead | None = None
    for head in heads:
        start = before.size if before else 0
        yield from _leaves(start, head.size)
        yield f"head\t{head.line()}\n".encode()
        if before and before.size:
            yield _consistency(before, head)
        before = head
    yield f"end\t{canonical.text_of({'size': last.size})}\n".encode()


def _leaves(start: int, end: int) -> Iterator[bytes]:
    for index in range(start, end, PAGE):
        rows = list(
            Leaf.objects.filter(index__gte=index, index__lt=min(index + PAGE, end))
            .order_by("index")
            .values_list("form", "entry_id")
        )
        words = dict(
            Entry.objects.filter(pk__in=[pk for _form, pk in rows]).values_list("pk", "words")
        )
        for form, pk in rows:
            yield f"leaf\t{form}\t{words.get(pk, '{}')}\n".encode()


def _consistency(before: SignedHead, head: SignedHead) -> bytes:
    path = proofs.consistency(before, head)
    told = {"first": before.line(), "second": head.line(), "path": path}
    return f"consistency\t{canonical.text_of(told)}\n".encode()
