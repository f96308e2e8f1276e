"""Checks the database against the heads: every row under a head is as it was signed (核对).

What differs is named as closely as the database still tells: the column, the word, the place; and
where somebody changed every copy alike, the span between two heads. Read page by page.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from luoshi.trail import canonical, files, findings, home, merkle, tree
from luoshi.trail.erasing import digest_of
from luoshi.trail.findings import Findings
from luoshi.trail.heads import SignedHead
from luoshi.trail.models import Entry, Erasure, File, Head, Leaf, Node, Waiting

PAGE = 1000
ERASING = ("trail.purge", "trail.erase_name")


@dataclass
class Report:
    """What the check says.

    :param covered: how many places the head covers
    :param since: how many entries were written since, which it does not cover yet
    """

    covered: int = 0
    since: int = 0
    erased: int = 0
    heads: int = 0
    findings: Findings = field(default_factory=Findings)

    @property
    def sound(self) -> bool:
        """Tell whether everything is as it was signed."""
        return not self.findings.count


def check(head: SignedHead | None = None) -> Report:
    """Check the whole trail in the database; changes nothing.

    :param head: the head to check against, kept by whoever asks; without one, the newest of the
        heads written down outside the database, or else the newest in it
    """
    report = Report()
    try:
        _Check(head, report).run()
    except ValueError as spoilt:
        # SQLite keeps in a column whatever is put there; where no row can be made of it any more,
        # somebody put it there behind our back.
        report.findings.add(findings.ROW_UNREADABLE, why=str(spoilt))
    return report


def check_files() -> Findings:
    """Check every kept file against its digest, and that what was purged is gone from disk."""
    found = Findings()
    for file in File.objects.order_by("id").iterator(PAGE):
        if file.purged_at:
            if files.path_of(file.digest).exists():
                found.add(findings.FILE_NOT_GONE, digest=file.digest)
            continue
        try:
            files.read(file)
        except (files.FileLost, files.FileSpoilt):
            found.add(findings.FILE_LOST, digest=file.digest)
    return found


class _Check:
    """One pass over the tree, in the order of its places."""

    def __init__(self, given: SignedHead | None, report: Report) -> None:
        self.report = report
        self.found = self.report.findings
        self.frontier = merkle.Frontier()
        # A head is written down outside after the database has it: read in this order, a head
        # signed meanwhile is not taken for one that was lost.
        outside = home.heads_kept()
        stored = [tree.signed(head) for head in Head.objects.order_by("size")]
        self._miss_heads(outside, stored)
        every = {*stored, *outside, *([given] if given else [])}
        self.heads = sorted(every, key=lambda head: (head.size, head.at))
        self.report.heads = len(self.heads)
        newest = max(outside or stored, key=lambda head: head.size, default=None)
        self.against = given or newest
        self.key = given.key if given else (newest.key if newest else "")
        self.place = 0
        self.whole = True
        self.good = 0

    def run(self) -> None:
        self._compare_heads()
        for page in _pages():
            entries = Entry.objects.in_bulk([leaf.entry_id for leaf in page])
            erased = _erased(entries)
            for leaf in page:
                self._leaf(leaf, entries.get(leaf.entry_id), erased)
        self._beyond()
        self._unplaced()
        self._erasures()
        report = self.report
        report.covered = min(self.against.size, self.place) if self.against else 0
        since = Leaf.objects.filter(index__gte=report.covered).count()
        report.since = since + Waiting.objects.count()

    def _leaf(self, leaf: Leaf, entry: Entry | None, erased: set[tuple[UUID, str]]) -> None:
        if leaf.index < self.place:
            self.found.add(findings.LEAF_TWICE, leaf.index)
            return
        if leaf.index > self.place:
            self.found.add(findings.LEAVES_GONE, self.place, last=leaf.index - 1)
            self.whole = False
        self.place = leaf.index + 1
        hashed = merkle.leaf_hash(leaf.form.encode())
        if hashed.hex() != leaf.hash:
            self.found.add(findings.LEAF_HASH, leaf.index)
        self._grow(hashed)
        told = _told(leaf.form)
        if told is None:
            self.found.add(findings.FORM_SPELLING, leaf.index)
            return
        if told.get("index") != leaf.index:
            self.found.add(findings.FORM_PLACE, leaf.index, told=told.get("index"))
        if entry is None:
            names = {"kind": told.get("about_kind"), "id": told.get("about_id")}
            moment = {"at": told.get("at"), "deed": told.get("deed")}
            self.found.add(findings.ENTRY_GONE, leaf.index, **names, **moment)
            return
        self._columns(leaf.index, entry, told)
        self._words(leaf.index, entry, told.get("words", {}), erased)

    def _columns(self, index: int, entry: Entry, told: dict[str, Any]) -> None:
        for column in canonical.COLUMNS:
            now = canonical.spelt(getattr(entry, column))
            if now != told.get(column):
                changed = {"column": column, "was": told.get(column), "now": now}
                self.found.add(findings.COLUMN_CHANGED, index, **changed)

    def _words(
        self, index: int, entry: Entry, seals: dict[str, str], erased: set[tuple[UUID, str]]
    ) -> None:
        try:
            stand = canonical.commitments(entry.opened)
        except (ValueError, TypeError, AttributeError):
            self.found.add(findings.WORDS_SPOILT, index)
            return
        for word in sorted(seals.keys() | stand.keys()):
            if word not in seals:
                self.found.add(findings.WORD_ADDED, index, word=word)
            elif word in stand:
                if stand[word] != seals[word]:
                    self.found.add(findings.WORD_CHANGED, index, word=word)
            elif (entry.pk, word) in erased:
                self.report.erased += 1
            else:
                self.found.add(findings.WORD_MISSING, index, word=word)

    def _grow(self, hashed: bytes) -> None:
        """Carry the tree on; behind a gap nothing can be reckoned, and the gap has been told."""
        if not self.whole:
            return
        for level, place, closed in self.frontier.append(hashed):
            if level < tree.STORED_LEVEL:
                continue
            stored = Node.objects.filter(level=level, index=place).values_list("hash", flat=True)
            if list(stored) != [closed.hex()]:
                span = {"last": ((place + 1) << level) - 1}
                self.found.add(findings.NODE_HASH, place << level, **span)
        self._compare_heads()

    def _compare_heads(self) -> None:
        """Compare every head of the size the tree has just reached."""
        while self.heads and self.heads[0].size == self.frontier.size:
            head = self.heads.pop(0)
            words: dict[str, object] = {"at": head.at, "size": head.size}
            if not head.holds():
                self.found.add(findings.HEAD_SIGNATURE, **words)
            elif head.key != self.key:
                self.found.add(findings.HEAD_KEY, **words)
            elif head.root != self.frontier.root().hex():
                self.found.add(findings.HEAD_ROOT, **words, first=self.good, last=head.size - 1)
            else:
                self.good = head.size

    def _beyond(self) -> None:
        for head in self.heads:
            if head.size <= self.place:
                continue
            words: dict[str, object] = {"at": head.at, "size": head.size}
            self.found.add(findings.HEAD_BEYOND, **words, count=self.place)

    def _miss_heads(self, outside: list[SignedHead], stored: list[SignedHead]) -> None:
        for head in outside:
            if head not in stored:
                self.found.add(findings.HEAD_GONE, at=head.at, size=head.size)

    def _unplaced(self) -> None:
        strangers = Entry.objects.filter(leaf__isnull=True, waiting__isnull=True)
        for entry in strangers.order_by("id").iterator(PAGE):
            self.found.add(findings.ENTRY_UNPLACED, id=entry.pk, deed=entry.deed)

    def _erasures(self) -> None:
        """Compare the tombstones with the list each erasing deed committed to."""
        deeds = Entry.objects.filter(deed__in=ERASING)
        bare = set(deeds.values_list("pk", flat=True))
        rows = Erasure.objects.order_by("by_entry_id")
        words = rows.values_list("by_entry_id", "entry_id", "word").iterator(PAGE)
        for by_entry, group in groupby(words, key=itemgetter(0)):
            bare.discard(by_entry)
            self._erasing(by_entry, digest_of((pk, word) for _by, pk, word in group))
        for by_entry in sorted(bare):
            self._erasing(by_entry, digest_of(()))

    def _erasing(self, by_entry: UUID, digest: str) -> None:
        entry = Entry.objects.filter(deed__in=ERASING, pk=by_entry).first()
        if entry is None or entry.facts.get("erased") != digest:
            self.found.add(findings.ERASURE_FALSE, id=by_entry)


def _pages() -> Iterator[list[Leaf]]:
    """Yield the leaves in the order of their places, without holding one long read open."""
    after = -1
    while True:
        page = list(Leaf.objects.filter(index__gt=after).order_by("index")[:PAGE])
        if not page:
            return
        yield page
        after = page[-1].index


def _told(form: str) -> dict[str, Any] | None:
    try:
        told = json.loads(form)
    except ValueError:
        return None
    return told if isinstance(told, dict) and canonical.text_of(told) == form else None


def _erased(entries: Iterable[UUID]) -> set[tuple[UUID, str]]:
    rows = Erasure.objects.filter(entry_id__in=list(entries))
    return set(rows.values_list("entry_id", "word"))
