"""Papers that are pictures: how many pages there are to be recognised.

Nothing is recognised here. The refusal says how many pages there are; whoever can see them asks for
them one by one (`papers.apart.page_of`), so that a long scan shows how far it has come.
"""

import struct

from luoshi.papers.refusals import Unreadable, Words

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
