"""What every test of a deed asks: the exact refusal, what is owed, what the trail says, the key."""

from contextlib import contextmanager

import pytest
from django.db.models import Q

from luoshi.dues.models import Due
from luoshi.trail.models import Entry
from luoshi.trail.once import once

OPEN = Q(met_at__isnull=True, excused_at__isnull=True)


@contextmanager
def refused(kind, sentence):
    """Expect this very class of refusal with this very sentence, and no entry left behind."""
    before = Entry.objects.count()
    with pytest.raises(kind) as caught:
        yield
    assert (type(caught.value), str(caught.value)) == (kind, sentence)
    assert Entry.objects.count() == before


def owed(thing):
    """What is still owed of a thing: kind and short name of whoever owes it."""
    dues = Due.objects.filter(OPEN, about_id=str(thing.pk)).select_related("debtor")
    return sorted((due.kind, due.debtor.short_name) for due in dues)


def due_of(thing, kind):
    """The one open due of a kind."""
    return Due.objects.get(OPEN, about_id=str(thing.pk), kind=kind)


def settled(thing, kind):
    """How the dues of a kind ended: whether met, and the excuse."""
    dues = Due.objects.filter(about_id=str(thing.pk), kind=kind).exclude(OPEN).order_by("id")
    return [(due.met_at is not None, due.excuse) for due in dues]


def entry_of(thing, deed):
    """The one entry of a deed on a thing."""
    return Entry.objects.get(about_id=str(thing.pk), deed=deed)


def told(thing):
    """The deeds on a thing, from the first to the last."""
    entries = Entry.objects.filter(about_id=str(thing.pk)).order_by("id")
    return list(entries.values_list("deed", flat=True))


def pressed_twice(deed, *, by):
    """Press the same button twice with one key: the deed is done once, both get its entry."""
    first = once("一次", by=by, deed=lambda: deed("一次"))
    before = Entry.objects.count()

    again = once("一次", by=by, deed=lambda: deed("一次"))

    assert again == first
    assert Entry.objects.count() == before
    return first
