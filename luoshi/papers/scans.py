"""Papers that are pictures: how many pages there are to be recognised.

Nothing is recognised here. The refusal says how many pages there are; whoever can see them asks for
them one by one (`papers.apart.page_of`), so that a long scan shows how far it has come.
"""

import struct
from collections.abc import Sequence

from luoshi.papers.layout import Leaf
from luoshi.papers.refusals import Unreadable, Words, remark

MOST_PAGES = 300
_ORDERS = {b"II": "<", b"MM": ">"}


def picture(content: bytes) -> tuple[str, tuple[Words, ...]]:
    """Refuse a picture, saying how many pages it has.

    :raises Unreadable: always
    """
    raise wanting(_frames(content))


def wanting(pages: int) -> Unreadable:
    """Return the refusal of a paper that is pictures, or of one with too many of them."""
    if pages > MOST_PAGES:
        return Unreadable("too_many_pages", limit=MOST_PAGES)
    return Unreadable("scan", pages=pages)


def remarked(leaves: Sequence[Leaf]) -> tuple[Words, ...]:
    """Return a remark naming the pages without words, if there are any.

    :raises Unreadable: if no page has words
    """
    bare = [number for number, leaf in enumerate(leaves, 1) if not leaf.runs]
    if len(bare) == len(leaves):
        raise wanting(len(leaves))
    if not bare:
        return ()
    drawn = sum(leaf.drawn for leaf in leaves)
    pages = "、".join(map(str, bare))
    return (remark("pictures", pages=pages, drawn=drawn, total=len(leaves)),)


def _frames(content: bytes) -> int:
    """Count the pages of a TIFF, whose directories point from one to the next; others have one."""
    order = _ORDERS.get(content[:2])
    if order is None:
        return 1
    frames, seen = 0, set[int]()
    try:
        (at,) = struct.unpack_from(f"{order}I", content, 4)
        while at and at not in seen and frames <= MOST_PAGES:
            seen.add(at)
            frames += 1
            (entries,) = struct.unpack_from(f"{order}H", content, at)
            (at,) = struct.unpack_from(f"{order}I", content, at + 2 + 12 * entries)
    except struct.error:
        raise Unreadable("broken") from None
    return max(frames, 1)
