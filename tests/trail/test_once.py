"""一次性编号: a confirmed post counts once, however often and by however many it is sent."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from luoshi.trail import operations, purge, queries
from luoshi.trail.models import Backup, Entry
from luoshi.trail.once import KeyTaken, KeyUnwritten, once
from tests.trail.town import LIN, MONDAY_NINE, QIN, a_deed, somebody

pytestmark = pytest.mark.django_db


def test_the_same_key_twice_gives_the_first_answer():
    first = once("a-key", by=LIN, deed=lambda: a_deed(key="a-key"))

    again = once("a-key", by=LIN, deed=lambda: a_deed("matter.other", key="a-key"))

    assert again == first
    assert Entry.objects.count() == 1


def test_another_hand_with_the_same_key_is_refused():
    once("a-key", by=LIN, deed=lambda: a_deed(key="a-key"))

    with pytest.raises(KeyTaken, match="这一操作已由他人提交，请刷新后重试"):
        once("a-key", by=QIN, deed=lambda: a_deed(by=QIN, key="a-key"))

    assert Entry.objects.count() == 1


def test_a_refused_deed_leaves_its_key_free():
    with pytest.raises(ZeroDivisionError):
        once("a-key", by=LIN, deed=lambda: 1 / 0)

    assert queries.first_answer("a-key") is None
    assert once("a-key", by=LIN, deed=lambda: a_deed(key="a-key")).key == "a-key"


def test_a_deed_that_forgets_its_key_is_undone():
    with pytest.raises(KeyUnwritten):
        once("a-key", by=LIN, deed=a_deed)

    assert not Entry.objects.exists()


def test_the_empty_text_is_no_key():
    with pytest.raises(ValueError, match="once-only key"):
        once("", by=LIN, deed=a_deed)


def test_a_used_key_does_not_spoil_the_transaction_it_is_met_in():
    a_deed(key="a-key")

    with transaction.atomic():
        with pytest.raises(operations.KeyUsed):
            a_deed(key="a-key")
        a_deed("matter.other")

    assert list(Entry.objects.order_by("id").values_list("deed", flat=True)) == [
        "matter.sign",
        "matter.other",
    ]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_key_leave_one_entry_and_all_get_it():
    hands = 20
    together = Barrier(hands)

    def press(_hand):
        together.wait()
        try:
            return once("a-key", by=LIN, deed=lambda: a_deed(key="a-key")).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        answers = list(pool.map(press, range(hands)))

    assert answers == [Entry.objects.get().pk] * hands


class AlreadyDestroyed(Exception):
    """What the losers of a race meet: the thing is no longer in the state they saw."""


def destroy(backup, by):
    if not Backup.objects.filter(pk=backup.pk, destroyed_at=None).update(destroyed_at=MONDAY_NINE):
        raise AlreadyDestroyed
    return a_deed("backup.destroy", by=by, about=backup, key="a-key")


@pytest.mark.django_db(transaction=True)
def test_whoever_loses_the_race_for_the_thing_itself_still_gets_the_first_answer():
    hands = 20
    together = Barrier(hands)
    backup = purge.backup_taken("/backups/1", at=MONDAY_NINE)

    def press(_hand):
        together.wait()
        try:
            return once("a-key", by=LIN, deed=lambda: destroy(backup, LIN)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        answers = list(pool.map(press, range(hands)))

    assert answers == [Entry.objects.get().pk] * hands


@pytest.mark.django_db(transaction=True)
def test_of_twenty_people_at_once_with_one_key_one_did_it():
    hands = [somebody(f"科员{n}", n) for n in range(1, 21)]
    together = Barrier(len(hands))

    def press(person):
        together.wait()
        try:
            return once("a-key", by=person, deed=lambda: a_deed(by=person, key="a-key"))
        except KeyTaken:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(hands)) as pool:
        winners = [entry for entry in pool.map(press, hands) if entry]

    assert winners == [Entry.objects.get()]
