"""再校验: the entries of one matter recomputed against the newest signed head, on the page.

Each entry is proved the way anyone could prove it from a file: its columns and words against its
leaf, its leaf against the root, the root against the signature.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luoshi.trail import canonical, offline, tree
from luoshi.trail.heads import SignedHead
from luoshi.trail.home import heads_kept
from luoshi.trail.models import Entry, Erasure, Head
from luoshi.trail.proofs import NotCovered, inclusion


@dataclass(frozen=True)
class Proved:
    """What came of it: how many entries hold, how many no head covers yet, which are spoilt."""

    sound: int
    uncovered: int
    spoilt: Sequence[Entry]
    head: SignedHead | None

    @property
    def signed_at(self) -> datetime | None:
        """Return when the head was signed."""
        return datetime.fromisoformat(self.head.at) if self.head else None


def prove(entries: Sequence[Entry]) -> Proved:
    """Recompute these entries against the newest head, as it was written down outside if it was."""
    head = _newest()
    sound, uncovered, spoilt = 0, 0, []
    for entry in entries:
        try:
            proof = inclusion(entry)
        except NotCovered:
            uncovered += 1
            continue
        except tree.TreeSpoilt:
            spoilt.append(entry)
            continue
        lines = [line + b"\n" for line in proof.encode().splitlines()]
        if _unchanged(entry) and offline.verify(lines, head=head).sound:
            sound += 1
        else:
            spoilt.append(entry)
    return Proved(sound, uncovered, spoilt, head)


def _unchanged(entry: Entry) -> bool:
    """Compare what the page shows with the text that was hashed."""
    told: dict[str, Any] = json.loads(entry.leaf.form)
    if any(canonical.spelt(getattr(entry, name)) != told.get(name) for name in canonical.COLUMNS):
        return False
    closed = {*told["words"]} - entry.opened.keys()
    if not closed:
        return True
    erased = Erasure.objects.filter(entry_id=entry.pk).values_list("word", flat=True)
    return closed.issubset(erased)


def _newest() -> SignedHead | None:
    """Return the newest head; the copy kept outside the database goes before the row."""
    row = Head.objects.order_by("-size").first()
    kept = {head.size: head for head in heads_kept()}
    if row is None:
        return kept[max(kept)] if kept else None
    return kept.get(row.size) or tree.signed(row)
