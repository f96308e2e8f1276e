"""Proofs to hand out: that one entry stands under a head, and that one head continues another."""

from luoshi.trail import canonical, merkle, offline, tree
from luoshi.trail.heads import SignedHead
from luoshi.trail.models import Entry, Head, Leaf


class NotCovered(Exception):
    """The entry has no place under a signed head yet."""


def inclusion(entry: Entry) -> str:
    """Prove one entry: its leaf, its words, its path and the newest head, as a file for anyone.

    `luoshi trail verify` reads it; the rest of the trail is not given away with it.

    :raises NotCovered: if no head covers the entry yet
    :raises tree.TreeSpoilt: if the stored tree is not whole
    """
    leaf = Leaf.objects.filter(entry=entry).first()
    head = Head.objects.order_by("-size").first()
    if leaf is None or head is None or leaf.index >= head.size:
        raise NotCovered(str(entry.pk))
    path = merkle.inclusion(leaf.index, head.size, tree.StoredTree())
    told = {"path": [step.hex() for step in path]}
    return (
        offline.FIRST_LINE_OF_PROOF.decode()
        + f"leaf\t{leaf.form}\t{entry.words}\n"
        + f"inclusion\t{canonical.text_of(told)}\n"
        + f"head\t{tree.signed(head).line()}\n"
    )


def consistency(first: SignedHead, second: SignedHead) -> list[str]:
    """Prove from the stored tree that the second head only adds to the first; hex hashes.

    :raises merkle.OutOfTree: if the first is empty or larger than the second
    :raises tree.TreeSpoilt: if the stored tree is not whole
    """
    path = merkle.consistency(first.size, second.size, tree.StoredTree())
    return [step.hex() for step in path]
