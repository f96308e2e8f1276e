"""Who and what the tests of the trail speak of: this room stands below organisation."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from luoshi.kit.actor import Clock
from luoshi.trail import operations
from luoshi.trail.models import Entry
from luoshi.trail.operations import About

MONDAY_NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


def somebody(name, number):
    """Someone with a post, as an actor."""
    return Clock(
        person_id=UUID(int=number),
        person_name=name,
        post_id=UUID(int=number + 1000),
        post_name="市水务局·科员",
        unit_id=UUID(int=9000),
    )


LIN = somebody("林岚", 1)
QIN = somebody("秦川", 2)
MATTER = About("matter", "11111111-1111-7111-8111-111111111111", "供水管网改造")


def a_deed(deed="matter.sign", *, about=MATTER, by=LIN, at=MONDAY_NINE, **rest):
    """Do one deed in its own transaction; return its entry."""
    with transaction.atomic():
        return operations.write(deed, about=about, by=by, at=at, **rest)


def some_deeds(count):
    """Do so many deeds, one minute apart."""
    return [
        a_deed(at=MONDAY_NINE + timedelta(minutes=n), facts={"statement": f"第{n}次报告"})
        for n in range(count)
    ]


def many_entries(count):
    """Put so many entries on the trail quickly, as if that many deeds had been done."""
    some_deeds(1)
    one = Entry.objects.get()
    made = [
        Entry(
            deed=one.deed,
            about_kind=one.about_kind,
            about_id=one.about_id,
            at=one.at + timedelta(seconds=n),
            words=one.words,
        )
        for n in range(1, count)
    ]
    Entry.objects.bulk_create(made)
    operations.Waiting.objects.bulk_create(operations.Waiting(entry=entry) for entry in made)
