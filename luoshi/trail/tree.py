"""The hash tree as the database holds it: every leaf, and full subtrees from 256 leaves up.

Smaller subtrees are reckoned from their leaves, so a root or a proof costs a few hundred hashes at
any size, and the table of nodes stays a two-hundred-and-fiftieth of the table of leaves.
"""

from luoshi.trail import canonical, merkle
from luoshi.trail.heads import SignedHead
from luoshi.trail.models import Head, Leaf, Node

STORED_LEVEL = 8
BLOCK = 1 << STORED_LEVEL


class TreeSpoilt(Exception):
    """The stored tree lacks a leaf or a node it must have; `luoshi trail check` names what."""


class StoredTree:
    """The full subtrees of the tree in the database; answers as `merkle.Subtrees` asks."""

    def __init__(self) -> None:
        """Remember the leaves of one block, since proofs ask for the same one again."""
        self._block = -1
        self._leaves: list[bytes] = []

    def __call__(self, level: int, place: int) -> bytes:
        """Return the hash of a full subtree.

        :raises TreeSpoilt: if it is not all there
        """
        if level >= STORED_LEVEL:
            stored = Node.objects.filter(level=level, index=place).values_list("hash", flat=True)
            if not stored:
                raise TreeSpoilt(f"no node {level}/{place}")
            return bytes.fromhex(stored[0])
        start = place << level
        leaves = self._block_of(start)[start % BLOCK : start % BLOCK + (1 << level)]
        if len(leaves) != 1 << level:
            raise TreeSpoilt(f"no leaf {start + len(leaves)}")
        frontier = merkle.Frontier()
        for leaf in leaves:
            frontier.append(leaf)
        return frontier.root()

    def _block_of(self, index: int) -> list[bytes]:
        block = index // BLOCK
        if block != self._block:
            stored = dict(
                Leaf.objects.filter(
                    index__gte=block * BLOCK, index__lt=(block + 1) * BLOCK
                ).values_list("index", "hash")
            )
            self._leaves = []
            while (place := block * BLOCK + len(self._leaves)) in stored:
                self._leaves.append(bytes.fromhex(stored[place]))
            self._block = block
        return self._leaves


def signed(head: Head) -> SignedHead:
    """Spell a stored head as it is spelt outside the database."""
    at = canonical.moment(head.at)
    return SignedHead(head.size, head.root, at, head.key, head.signature)


def size() -> int:
    """Return how many places are given out."""
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1
