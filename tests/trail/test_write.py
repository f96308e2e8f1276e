"""留痕: one entry per deed, in the deed's own transaction, and the database keeps it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from luoshi.trail import canonical, operations, purge, queries
from luoshi.trail.models import Entry, Erasure, Head, Leaf, Node
from tests.trail.town import LIN, MATTER, MONDAY_NINE, QIN, a_deed, many_entries, some_deeds

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_thing_when_and_what_was_said():
    entry = a_deed(
        "matter.claim",
        before="SIGNED",
        after="CLAIMED",
        facts={"statement": "全线通水", "on": date(2026, 3, 1), "share": Decimal("0.5")},
    )

    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.deed, entry.before, entry.after) == ("matter.claim", "SIGNED", "CLAIMED")
    assert (entry.about_kind, entry.about_id) == (MATTER.kind, MATTER.id)
    assert (entry.about_title, entry.person_name) == ("供水管网改造", "林岚")
    assert (entry.post_name, entry.on_behalf_name) == ("市水务局·科员", "")
    assert (entry.person_id, entry.unit_id) == (LIN.person_id, LIN.unit_id)
    assert entry.at == MONDAY_NINE
    assert entry.facts == {"statement": "全线通水", "on": "2026-03-01", "share": "0.5"}


def test_a_row_is_named_by_its_kind_its_key_and_its_words():
    first = a_deed()

    about_a_row = a_deed("entry.quoted", about=first)

    assert (about_a_row.about_kind, about_a_row.about_id) == ("entry", str(first.pk))
    assert about_a_row.about_title == "2026-03-02 01:00 matter.sign 供水管网改造"


def test_entries_about_a_thing_come_newest_first():
    first, second = some_deeds(2)
    a_deed(about=operations.About("matter", "another"))

    assert list(queries.entries_about("matter", MATTER.id)) == [second, first]


def test_a_fact_may_hold_any_text():
    said = '零\x00字节，引号“"”，换行\n，𠮷'

    entry = a_deed(facts={"statement": said, "rows": [1, 2.5, None, {"乙": True, "甲": ""}]})

    facts = Entry.objects.get(pk=entry.pk).facts
    assert facts == {"statement": said, "rows": [1, 2.5, None, {"乙": True, "甲": ""}]}


def test_an_entry_is_only_written_at_a_moment_with_a_zone():
    with pytest.raises(ValueError, match="time zone"):
        a_deed(at=datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001

    assert not Entry.objects.exists()


def test_an_entry_is_not_written_with_numbers_nobody_can_read():
    with pytest.raises(ValueError, match="JSON"):
        a_deed(facts={"share": float("nan")})


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_only_written_with_its_deed():
    with pytest.raises(operations.NotInTransaction):
        operations.write("matter.sign", about=MATTER, by=LIN, at=MONDAY_NINE)


@pytest.mark.django_db(transaction=True)
def test_an_entry_falls_with_its_deed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        a_deed(key="a-key")
        raise ZeroDivisionError

    assert not Entry.objects.exists()
    assert queries.first_answer("a-key") is None


def test_the_database_refuses_to_change_an_entry():
    entry = a_deed()

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(deed="x")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(words="{}")


def test_a_deed_says_on_its_entry_what_followed_from_it():
    with transaction.atomic():
        entry = a_deed()
        operations.say_more(entry, dues=[["met", "2026-06-01", "甲"]])
        operations.say_more(entry, dues=[["met", "2026-06-01", "乙"]])

    kept = Entry.objects.get(pk=entry.pk)
    assert kept.facts == entry.facts
    assert kept.followed == {
        "dues": [["met", "2026-06-01", "甲"]],
        "dues_2": [["met", "2026-06-01", "乙"]],
    }


def test_nothing_more_is_said_once_the_entry_has_its_place():
    with transaction.atomic():
        entry = a_deed()
        operations.sequence(at=MONDAY_NINE)

        with pytest.raises(ValueError, match="closed"):
            operations.say_more(entry, dues=[])


def test_the_database_lets_a_waiting_entry_gain_words_and_lose_none():
    entry = a_deed()
    words = entry.opened
    altered = {name: [salt, "别的"] for name, (salt, _text) in words.items()}

    for refused in (altered, {}, altered | {"followed.more": ["00", "又"]}):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(words=canonical.text_of(refused))
    operations.sequence(at=MONDAY_NINE)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        more = words | {"followed.more": ["00", "又"]}
        Entry.objects.filter(pk=entry.pk).update(words=canonical.text_of(more))


def test_the_database_refuses_to_remove_an_entry():
    entry = a_deed()
    operations.Waiting.objects.all().delete()

    with pytest.raises(IntegrityError, match="never removed"), transaction.atomic():
        entry.delete()


def test_the_database_refuses_to_change_or_remove_what_the_tree_stands_on(signing_home):
    # given a row in each of the tables: more than a block of leaves, a head, an erased name
    many_entries(257)
    operations.sign_head(at=MONDAY_NINE)
    purge.erase_name(LIN.person_id, by=QIN, at=MONDAY_NINE)

    for model, column in ((Leaf, "index"), (Node, "index"), (Head, "size"), (Erasure, "word")):
        assert model.objects.exists()
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            model.objects.update(**{column: 7})
        with pytest.raises(IntegrityError, match="never removed"), transaction.atomic():
            model.objects.all().delete()


def test_the_read_log_keeps_twelve_months_and_then_forgets():
    # given one look of long ago, one of twelve months ago to the hour, one of today
    today = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    for at in (datetime(2020, 1, 1, tzinfo=UTC), today.replace(year=2025), today):
        operations.read_by(LIN, about=MATTER, at=at, what="打开卷宗")

    assert operations.forget_reads(at=today) == 1

    kept = operations.ReadLog.objects.order_by("at")
    assert [row.at for row in kept] == [today.replace(year=2025), today]


def test_the_database_refuses_to_change_the_read_log_or_forget_too_soon():
    row = operations.read_by(LIN, about=MATTER, at=datetime.now(UTC))

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        operations.ReadLog.objects.update(what="x")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        operations.ReadLog.objects.update(about_title="x")
    with pytest.raises(IntegrityError, match="kept twelve months"), transaction.atomic():
        row.delete()


def test_twelve_months_before_the_end_of_february_is_the_end_of_february():
    leap_day = datetime(2028, 2, 29, tzinfo=UTC)

    assert operations.months_before(leap_day, 12) == datetime(2027, 2, 28, tzinfo=UTC)
    assert operations.months_before(leap_day, 2) == datetime(2027, 12, 29, tzinfo=UTC)
