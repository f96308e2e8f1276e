"""Writing to the trail. `write` is the only hand that adds an entry.

Entries get their places in the tree afterwards, from one sequencer: a deed never waits for another
deed's number, and an entry that commits late simply gets a later place.
"""

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from luoshi.kit.actor import Actor
from luoshi.trail import canonical, home, merkle, tree
from luoshi.trail.heads import SignedHead
from luoshi.trail.models import FOLLOWED, Entry, Head, Leaf, Node, ReadLog, Sequencer, Waiting

SEQUENCER = "trail"
BATCH = 1000
READS_KEPT_MONTHS = 12


class NotInTransaction(RuntimeError):
    """A deed and its entry must stand or fall together."""


class KeyUsed(Exception):
    """The once-only key stands on an earlier entry: this deed has been done."""


class NotAnExtension(Exception):
    """The tree does not continue what was signed before: no head may be put on it."""


@dataclass(frozen=True)
class About:
    """What an entry is about, where there is no row to ask: its kind, its id, its title."""

    kind: str
    id: str
    title: str = ""


def about_of(thing: models.Model | About) -> About:
    """Name a row the way the trail names things."""
    if isinstance(thing, About):
        return thing
    return About(str(thing._meta.model_name), str(thing.pk), str(thing))


def write(
    deed: str,
    *,
    about: models.Model | About,
    by: Actor,
    at: datetime,
    before: str = "",
    after: str = "",
    facts: Mapping[str, Any] | None = None,
    key: str = "",
) -> Entry:
    """Add one entry. The caller must already be inside the deed's transaction.

    Names and titles are copied as they are now; `facts` may hold what JSON can say, and UUIDs,
    days, moments and decimals, which become text.

    :param deed: room and verb, such as "matter.sign"
    :param key: the once-only key of the confirmed post; the deed must roll back on KeyUsed
    :raises NotInTransaction: if no transaction is open
    :raises KeyUsed: if the key stands on an earlier entry; the transaction stays usable
    :raises ValueError: if `at` has no time zone
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(deed)
    canonical.moment(at)
    thing = about_of(about)
    entry = Entry(
        deed=deed,
        at=at,
        before=before,
        after=after,
        key=key,
        words=canonical.sealed(_words(thing, by, facts or {})),
        **_who_and_what(thing, by),
    )
    _insert(entry)
    Waiting.objects.create(entry=entry)
    return entry


def say_more(entry: Entry, **followed: Any) -> None:
    """Say on the entry of a deed that is not over what followed from it, further down.

    Within the deed's own transaction, before the entry has its place. Words are only added: what
    has a name that is taken stands under the name with a number, `dues` then `dues_2`.

    :raises NotInTransaction: if no transaction is open
    :raises ValueError: if the entry has its place already, or another hand said more meanwhile
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(entry.deed)
    words = entry.opened
    spoken = json.loads(json.dumps(followed, cls=DjangoJSONEncoder, allow_nan=False))
    said = {
        _free(words, f"{FOLLOWED}{name}"): canonical.text_of(fact) for name, fact in spoken.items()
    }
    more = canonical.text_of(words | json.loads(canonical.sealed(said)))
    waits = Waiting.objects.filter(entry=OuterRef("pk"))
    held = Entry.objects.filter(Exists(waits), pk=entry.pk, words=entry.words)
    if not held.update(words=more):
        raise ValueError(f"the entry {entry.pk} is closed")
    entry.words = more


def read_by(by: Actor, *, about: models.Model | About, at: datetime, what: str = "") -> ReadLog:
    """Note that somebody looked at a restricted thing or took an export of it (查阅记录)."""
    thing = about_of(about)
    return ReadLog.objects.create(
        person_id=by.person_id,
        post_id=by.post_id,
        post_name=by.post_name,
        about_kind=thing.kind,
        about_id=thing.id,
        about_title=thing.title,
        what=what,
        at=at,
    )


def forget_reads(*, at: datetime) -> int:
    """Delete what the read log has kept for twelve months; return how many rows went."""
    gone, _by_model = ReadLog.objects.filter(at__lt=months_before(at, READS_KEPT_MONTHS)).delete()
    return gone


def months_before(at: datetime, months: int) -> datetime:
    """Return the same moment that many months earlier, or that month's last day."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = min(at.day, monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)


def sequence(*, at: datetime) -> int:
    """Give every waiting entry its place in the tree; return how many got one.

    Works in batches, each its own transaction. Whoever else sequences at the same time waits.

    :raises tree.TreeSpoilt: if the stored tree is not whole
    """
    placed = 0
    while batch := _sequence_batch(at):
        placed += batch
    return placed


def sign_head(*, at: datetime) -> SignedHead:
    """Place what waits, sign the tree as it then stands, and write the head down in both places.

    Where nothing was placed since the last head, that head is still the one, and is returned.

    :raises NotAnExtension: if the tree does not continue every kept head before it
    :raises home.NoKey: if this installation has no signing key
    :raises RuntimeError: inside a transaction, which could still undo what was written down
    """
    sequence(at=at)
    with transaction.atomic(durable=True):
        size = _hold_sequencer()
        last = Head.objects.order_by("-size").first()
        _refuse_unless_extended(last, size)
        if last is None or last.size < size:
            _head_over(size, at)
    written = max((head.size for head in home.heads_kept()), default=-1)
    for head in Head.objects.filter(size__gt=written).order_by("size"):
        home.write_down(tree.signed(head))
    return tree.signed(Head.objects.get(size=size))


def _sequence_batch(at: datetime) -> int:
    with transaction.atomic():
        size = _hold_sequencer()
        waiting = list(Waiting.objects.select_related("entry").order_by("entry_id")[:BATCH])
        if not waiting:
            return 0
        frontier = merkle.Frontier(size, merkle.peaks(size, tree.StoredTree()))
        leaves, nodes = [], []
        for index, row in enumerate(waiting, start=size):
            leaf = _leaf(index, row.entry, canonical.moment(at))
            leaves.append(leaf)
            nodes += frontier.append(bytes.fromhex(leaf.hash))
        Leaf.objects.bulk_create(leaves)
        Node.objects.bulk_create(
            Node(level=level, index=place, hash=hashed.hex())
            for level, place, hashed in nodes
            if level >= tree.STORED_LEVEL
        )
        Waiting.objects.filter(pk__in=[row.pk for row in waiting]).delete()
        Sequencer.objects.filter(name=SEQUENCER).update(size=frontier.size)
        return len(waiting)


def _leaf(index: int, entry: Entry, placed_at: str) -> Leaf:
    columns = {name: getattr(entry, name) for name in canonical.COLUMNS}
    form = canonical.form(index, placed_at, columns, canonical.commitments(entry.opened))
    hashed = merkle.leaf_hash(form.encode())
    return Leaf(index=index, entry=entry, form=form, hash=hashed.hex())


def _hold_sequencer() -> int:
    """Lock the sequencer's row until the transaction ends; return how many places are given out.

    The lock is an UPDATE, not a SELECT FOR UPDATE, so that it holds on SQLite as well.
    """
    held = Sequencer.objects.filter(name=SEQUENCER)
    if not held.update(size=F("size")):
        try:
            with transaction.atomic():
                Sequencer.objects.create(name=SEQUENCER)
        except IntegrityError:
            held.update(size=F("size"))
    size = held.get().size
    if size != tree.size():
        raise tree.TreeSpoilt(f"{size} places given out, {tree.size()} in the tree")
    return size


def _refuse_unless_extended(last: Head | None, size: int) -> None:
    """Put no signature on a tree that forgot something an earlier signature stands on."""
    kept = home.heads_kept()[-1:] + ([tree.signed(last)] if last else [])
    for head in kept:
        if not head.holds() or not _extends(head, size):
            words = {"size": head.size, "at": head.at}
            raise NotAnExtension(
                _("留痕与 %(at)s 签署的树头（%(size)s 条）不一致，拒绝签署新树头") % words
            )


def _extends(head: SignedHead, size: int) -> bool:
    if not 0 < head.size <= size:
        return head.size == 0
    stored = tree.StoredTree()
    return merkle.consistent(
        head.size,
        size,
        merkle.consistency(head.size, size, stored),
        bytes.fromhex(head.root),
        merkle.root(size, stored),
    )


def _head_over(size: int, at: datetime) -> None:
    signed = home.sign(size, merkle.root(size, tree.StoredTree()), at)
    Head.objects.create(
        size=size, root=signed.root, at=at, key=signed.key, signature=signed.signature
    )


def _who_and_what(thing: About, by: Actor) -> dict[str, Any]:
    return {
        "about_kind": thing.kind,
        "about_id": thing.id,
        "person_id": by.person_id,
        "post_id": by.post_id,
        "unit_id": by.unit_id,
    }


def _words(thing: About, by: Actor, facts: Mapping[str, Any]) -> dict[str, str]:
    spoken = json.loads(json.dumps(facts, cls=DjangoJSONEncoder, allow_nan=False))
    return {
        "about_title": thing.title,
        "person_name": by.person_name,
        "post_name": by.post_name,
        "on_behalf_name": by.on_behalf_name,
        **{f"facts.{name}": canonical.text_of(fact) for name, fact in spoken.items()},
    }


def _free(words: Mapping[str, Any], name: str) -> str:
    """Return the name, or where it is taken the name with the next number."""
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(one for one in names if one not in words)


def _insert(entry: Entry) -> None:
    if not entry.key:
        entry.save(force_insert=True)
        return
    try:
        # A savepoint, so that the refusal of the database does not spoil the deed's transaction.
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        if Entry.objects.filter(key=entry.key).exists():
            raise KeyUsed(entry.key) from None
        raise
