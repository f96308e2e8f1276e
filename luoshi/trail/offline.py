"""Verifies an export from the file alone: no Django, no database, no network (离线验证).

The file is read once from the first line to the last and nothing is kept but the right edge of the
tree, so memory does not grow with it. docs/trail.md states the form of the lines.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from luoshi.trail import canonical, findings, heads, merkle
from luoshi.trail.findings import Findings
from luoshi.trail.heads import SignedHead

FIRST_LINE = b"luoshi-trail\t1\n"
FIRST_LINE_OF_PROOF = b"luoshi-proof\t1\n"
FIELDS = {*canonical.COLUMNS, "index", "placed_at", "words"}


@dataclass
class Verdict:
    """What the file proves.

    :param covered: how many leaves the last good head covers
    :param erased: how many words are closed for good; their commitments still stand in the tree
    :param key: the public key of the heads; whose key it is, the file cannot tell
    """

    leaves: int = 0
    covered: int = 0
    heads: int = 0
    erased: int = 0
    last: SignedHead | None = None
    key: str = ""
    root: str = ""
    findings: Findings = field(default_factory=Findings)

    @property
    def sound(self) -> bool:
        """Tell whether nothing was found and a head covers all of it."""
        return not self.findings.count


def verify_file(path: Path, *, key: str = "", head: SignedHead | None = None) -> Verdict:
    """Verify an export.

    :param key: the public key the heads must be signed with; empty takes the file's own
    :param head: a head kept elsewhere, which the file must contain the tree of
    :raises OSError: if the file cannot be read
    """
    with path.open("rb") as lines:
        return verify(lines, key=key, head=head)


def verify(lines: Iterable[bytes], *, key: str = "", head: SignedHead | None = None) -> Verdict:
    """Verify the lines of an export; see `verify_file`."""
    return _Reader(key or (head.key if head else ""), head).read(lines)


class _Reader:
    """One pass over the lines of an export."""

    def __init__(self, key: str, awaited: SignedHead | None) -> None:
        self.verdict = Verdict(key=key)
        self.found = self.verdict.findings
        self.frontier = merkle.Frontier()
        self.awaited = awaited
        self.pinned = key
        self.ended = False

    def read(self, lines: Iterable[bytes]) -> Verdict:
        lines = iter(lines)
        first = next(lines, b"")
        if first == FIRST_LINE_OF_PROOF:
            return self._proof(list(islice(lines, 4)))
        if first != FIRST_LINE:
            self.found.add(findings.NOT_AN_EXPORT)
            return self.verdict
        self._await()
        leaf = self._leaf
        for number, line in enumerate(lines, start=2):
            kind, *parts = line.rstrip(b"\n").split(b"\t")
            try:
                if kind == b"leaf":
                    leaf(*parts)
                else:
                    self._other(kind, *parts)
            except (ValueError, TypeError, KeyError, AttributeError):
                # Whatever cannot be read is told with its line; the rest is still read.
                self.found.add(findings.LINE_UNKNOWN, line=number)
        return self._end()

    def _leaf(self, form: bytes, opened: bytes) -> None:
        index = self.frontier.size
        self.frontier.append(sha256(b"\x00" + form).digest())
        told = self._form(index, form)
        if told["index"] != index:
            self.found.add(findings.FORM_PLACE, index, told=told["index"])
        self._words(index, told["words"], json.loads(opened))
        if self.awaited:
            self._await()

    def _form(self, index: int, form: bytes) -> dict[str, Any]:
        text = form.decode()
        told: dict[str, Any] = json.loads(text)
        if told.keys() != FIELDS or canonical.text_of(told) != text:
            self.found.add(findings.FORM_SPELLING, index)
        return told

    def _words(self, index: int, seals: dict[str, str], words: dict[str, list[str]]) -> None:
        for name, (salt, said) in words.items():
            if sha256(b"\x02" + (salt + said).encode()).hexdigest() != seals.get(name):
                says = findings.WORD_CHANGED if name in seals else findings.WORD_ADDED
                self.found.add(says, index, word=name)
        self.verdict.erased += len(seals.keys() - words.keys())

    def _proof(self, lines: list[bytes]) -> Verdict:
        """Verify the proof of one entry: its leaf, its path, the head it leads to."""
        try:
            (_leaf, form, opened), (_path, path), (_head, line) = (
                line.rstrip(b"\n").split(b"\t") for line in lines
            )
            head, steps = heads.read(line.decode()), json.loads(path)["path"]
            told = self._form(json.loads(form)["index"], form)
            index = told["index"]
            self._words(index, told["words"], json.loads(opened))
            hashed = merkle.leaf_hash(form)
            steps, root = [bytes.fromhex(step) for step in steps], bytes.fromhex(head.root)
            included = merkle.included(hashed, index, head.size, steps, root)
        except (ValueError, TypeError, KeyError, AttributeError):
            self.found.add(findings.NOT_AN_EXPORT)
            return self.verdict
        if not included:
            self.found.add(findings.PROOF_OF_ENTRY, index)
        if not head.holds():
            self.found.add(findings.HEAD_SIGNATURE, at=head.at, size=head.size)
        elif self.pinned not in ("", head.key):
            self.found.add(findings.HEAD_KEY, at=head.at, size=head.size)
        elif self.awaited and self.awaited != head:
            self.found.add(findings.HEAD_OTHER, at=head.at, size=head.size)
        verdict = self.verdict
        verdict.leaves = verdict.covered = verdict.heads = 1
        verdict.last, verdict.key, verdict.root = head, head.key, head.root
        return verdict

    def _other(self, kind: bytes, part: bytes) -> None:
        if kind == b"head":
            self._head(heads.read(part.decode()))
        elif kind == b"consistency":
            self._consistency(json.loads(part))
        elif kind == b"end":
            self.ended = json.loads(part) == {"size": self.frontier.size}
        else:
            raise ValueError(kind)

    def _head(self, head: SignedHead) -> None:
        words: dict[str, object] = {"at": head.at, "size": head.size}
        self.pinned = self.pinned or head.key
        if not head.holds():
            self.found.add(findings.HEAD_SIGNATURE, **words)
        elif head.key != self.pinned:
            self.found.add(findings.HEAD_KEY, **words)
        elif head.size != self.frontier.size:
            self.found.add(findings.HEAD_PLACE, **words, count=self.frontier.size)
        elif head.root != self.frontier.root().hex():
            self._root_differs(head)
        else:
            self.verdict.covered, self.verdict.last = head.size, head
        self.verdict.heads += 1
        self.verdict.key = self.pinned

    def _root_differs(self, head: SignedHead) -> None:
        span: dict[str, object] = {"first": self.verdict.covered, "last": head.size - 1}
        self.found.add(findings.HEAD_ROOT, at=head.at, size=head.size, **span)

    def _consistency(self, told: dict[str, Any]) -> None:
        path = [bytes.fromhex(step) for step in told["path"]]
        first, second = heads.read(told["first"]), heads.read(told["second"])
        if not (
            first.key == second.key == self.pinned
            and first.holds()
            and second.holds()
            and merkle.consistent(
                first.size,
                second.size,
                path,
                bytes.fromhex(first.root),
                bytes.fromhex(second.root),
            )
        ):
            self.found.add(findings.PROOF_FAILS, first=first.size, second=second.size)

    def _await(self) -> None:
        """Compare the head that was given from outside, once the tree has reached its size."""
        head = self.awaited
        if head is None or head.size != self.frontier.size:
            return
        self.awaited = None
        words: dict[str, object] = {"at": head.at, "size": head.size}
        if not head.holds():
            self.found.add(findings.HEAD_SIGNATURE, **words)
        elif head.root != self.frontier.root().hex():
            self._root_differs(head)

    def _end(self) -> Verdict:
        verdict, size = self.verdict, self.frontier.size
        verdict.leaves, verdict.root = size, self.frontier.root().hex()
        if not self.ended:
            self.found.add(findings.FILE_CUT)
        if self.awaited:
            self.found.add(findings.HEAD_UNSEEN, size=self.awaited.size)
        if verdict.covered < size or not verdict.heads:
            self.found.add(findings.UNCOVERED, count=size - verdict.covered)
        return verdict
