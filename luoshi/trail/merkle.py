"""The hash tree of RFC 6962 section 2.1 (the same tree as RFC 9162 section 2.1). No Django here.

A leaf is hashed as SHA-256(0x00 || leaf), a node as SHA-256(0x01 || left || right), and a tree of
n leaves splits at the largest power of two smaller than n; the empty tree is SHA-256 of nothing.
Hashes are 32 bytes. A `Subtrees` answers the hash of any full subtree by level and place, so that
roots and proofs need only a few of them, wherever they are stored.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Subtrees = Callable[[int, int], bytes]
EMPTY = sha256(b"").digest()


class OutOfTree(ValueError):
    """A proof was asked for a leaf or a size that the tree does not have."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash a leaf (RFC 6962, 2.1: MTH of one entry)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into one (RFC 6962, 2.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: at most one full subtree of each size.

    It is all that is needed to append leaves and tell the root, in memory of log n hashes.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Start from nothing, or from the peaks (largest first) of a tree of `size` leaves."""
        self.size = size
        self._peaks = list(peaks)
        if len(self._peaks) != size.bit_count():
            raise OutOfTree(f"a tree of {size} leaves has {size.bit_count()} peaks")

    def append(self, hashed: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf by its hash; return the full subtrees it closes: (level, place, hash)."""
        place, level, peaks, closed = self.size, 0, self._peaks, []
        while place & 1:
            hashed = sha256(b"\x01" + peaks.pop() + hashed).digest()
            place >>= 1
            level += 1
            closed.append((level, place, hashed))
        peaks.append(hashed)
        self.size += 1
        return closed

    def root(self) -> bytes:
        """Tell the root of the tree as it stands."""
        return _fold(self._peaks)


def root(size: int, subtrees: Subtrees) -> bytes:
    """Tell the root of the first `size` leaves (MTH of RFC 6962, 2.1)."""
    return _span(0, size, subtrees)


def peaks(size: int, subtrees: Subtrees) -> list[bytes]:
    """Tell the full subtrees that the first `size` leaves fall into, largest first."""
    return [subtrees(level, place) for level, place in _pieces(0, size)]


def inclusion(index: int, size: int, subtrees: Subtrees) -> list[bytes]:
    """Prove that leaf `index` stands in the tree of `size` (PATH of RFC 6962, 2.1.1).

    :raises OutOfTree: if it does not
    """
    if not 0 <= index < size:
        raise OutOfTree(f"no leaf {index} in a tree of {size}")
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_span(middle, end, subtrees))
            end = middle
        else:
            path.append(_span(start, middle, subtrees))
            start = middle
    return path[::-1]


def consistency(first: int, second: int, subtrees: Subtrees) -> list[bytes]:
    """Prove that the tree of `second` only adds to the tree of `first` (RFC 6962, 2.1.2).

    :raises OutOfTree: unless 0 < first <= second
    """
    if not 0 < first <= second:
        raise OutOfTree(f"no consistency proof from {first} to {second}")
    path: list[bytes] = []
    start, end, whole = 0, second, True
    while end != first:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_span(middle, end, subtrees))
            end = middle
        else:
            path.append(_span(start, middle, subtrees))
            start, whole = middle, False
    # SUBPROOF(m, D[m], false): the old tree itself is only left out where the reader has it.
    return ([] if whole else [_span(start, end, subtrees)]) + path[::-1]


def included(hashed: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, reached = index, size - 1, hashed
    for step in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            reached = node_hash(step, reached)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            reached = node_hash(reached, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and reached == root


def consistent(
    first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Check a consistency proof (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not path and first_root == second_root
    if not 0 < first < second or not path:
        return False
    steps = [first_root, *path] if first & (first - 1) == 0 else list(path)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(step, old), node_hash(step, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node_hash(new, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old == first_root and new == second_root


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """Cut an aligned span of leaves into full subtrees (level, place), left to right."""
    pieces = []
    while start < end:
        level = (end - start).bit_length() - 1
        pieces.append((level, start >> level))
        start += 1 << level
    return pieces


def _span(start: int, end: int, subtrees: Subtrees) -> bytes:
    return _fold([subtrees(level, place) for level, place in _pieces(start, end)])


def _fold(pieces: list[bytes]) -> bytes:
    if not pieces:
        return EMPTY
    reached = pieces[-1]
    for left in reversed(pieces[:-1]):
        reached = node_hash(left, reached)
    return reached
