"""编号: one sequencer gives out places without gaps, whenever a deed commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from luoshi.trail import merkle, operations, queries, tree
from luoshi.trail.models import Entry, Leaf, Node, Waiting
from tests.trail.town import MONDAY_NINE, a_deed, many_entries, some_deeds

pytestmark = pytest.mark.django_db


def places():
    return list(Leaf.objects.order_by("index").values_list("index", "entry_id"))


def test_entries_get_their_places_in_the_order_they_were_made():
    entries = some_deeds(3)

    assert operations.sequence(at=MONDAY_NINE) == 3

    assert places() == [(n, entry.pk) for n, entry in enumerate(entries)]
    assert not Waiting.objects.exists()


def test_places_go_on_where_they_ended():
    first = some_deeds(2)
    operations.sequence(at=MONDAY_NINE)
    more = some_deeds(2)

    assert operations.sequence(at=MONDAY_NINE) == 2
    assert operations.sequence(at=MONDAY_NINE) == 0

    assert places() == [(n, entry.pk) for n, entry in enumerate([*first, *more])]


def test_the_trail_is_followed_with_a_cursor_in_the_order_of_places():
    entries = some_deeds(4)
    operations.sequence(at=MONDAY_NINE)
    some_deeds(1)

    assert list(queries.placed_after(-1)) == entries
    assert [entry.leaf.index for entry in queries.placed_after(1)] == [2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_commits_late_gets_a_later_place():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: nothing commits late")
    written, may_commit, early = Event(), Event(), []

    def slow_deed():
        with transaction.atomic():
            early.append(a_deed("matter.slow"))
            written.set()
            may_commit.wait(20)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(slow_deed)
        written.wait(20)
        quick = a_deed("matter.quick")
        assert operations.sequence(at=MONDAY_NINE) == 1
        may_commit.set()
        slow.result()
    operations.sequence(at=MONDAY_NINE)

    assert early[0].pk < quick.pk
    assert places() == [(0, quick.pk), (1, early[0].pk)]


@pytest.mark.django_db(transaction=True)
def test_many_sequencers_at_once_leave_no_gap_and_no_double():
    hands = 8
    some_deeds(40)
    together = Barrier(hands)

    def work(hand):
        together.wait()
        try:
            a_deed()
            return operations.sequence(at=MONDAY_NINE)
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        placed = sum(pool.map(work, range(hands)))

    assert placed == 48
    assert [index for index, _entry in places()] == list(range(48))
    assert Entry.objects.filter(leaf__isnull=True).count() == 0


def test_the_stored_tree_has_the_root_of_its_leaves(monkeypatch):
    # given more leaves than two blocks, sequenced in batches that fit no block
    monkeypatch.setattr(operations, "BATCH", 100)
    many_entries(700)
    operations.sequence(at=MONDAY_NINE)

    frontier, roots = merkle.Frontier(), {}
    for leaf in Leaf.objects.order_by("index"):
        frontier.append(merkle.leaf_hash(leaf.form.encode()))
        roots[frontier.size] = frontier.root()

    assert Node.objects.count() == 3
    for size in (1, 2, 255, 256, 257, 511, 512, 513, 699, 700):
        assert merkle.root(size, tree.StoredTree()) == roots[size]


def test_a_spoilt_tree_gets_no_further_place(unguarded):
    some_deeds(3)
    operations.sequence(at=MONDAY_NINE)
    Leaf.objects.filter(index=2).delete()
    a_deed()

    with pytest.raises(tree.TreeSpoilt, match="3 places given out, 2 in the tree"):
        operations.sequence(at=MONDAY_NINE)
