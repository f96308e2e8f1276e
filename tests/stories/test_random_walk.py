"""Random people do random deeds through simulated time, and the record stays sound.

The record is judged by tests/invariants.py, which asks none of the rules it checks.
"""

from time import monotonic

import pytest

from luoshi.trail.models import Entry
from tests.book import Book
from tests.invariants import Story, broken
from tests.walk import ROWS, Walk

SHARE = 0.70


def judged(walk, began, capsys):
    """Judge the whole record; print the figures of the walk; return how often each row fired."""
    book = Book()
    story = Story(book)
    list(story.told())
    struck_off = {deed.about for deed in book.deeds if deed.deed == "matter.write_off"}
    with capsys.disabled():
        print(f"\n{walk.tried} deeds tried through {walk.days} days in {monotonic() - began:.0f} s")
        print(f"{walk.done} done, {walk.done / walk.tried:.1%}; refused: {dict(walk.refused)}")
        print(f"{len(book.matters)} matters, {len(struck_off)} struck off; each row fired:")
        print(", ".join(f"{row} {story.fired[row]}" for row in sorted(ROWS)))
    assert broken(book) == []
    assert walk.done / walk.tried >= SHARE
    return story.fired, len(struck_off)


def never_fired():
    """The rows of the lifecycle tables that no deed on the trail went by."""
    return ROWS - set(Entry.objects.values_list("deed", flat=True).distinct())


@pytest.mark.django_db
def test_two_thousand_deeds_leave_a_sound_record(capsys):
    began = monotonic()
    walk = Walk(seed=1).go(2_000)
    # A rare row may be left out by chance: the walk then goes on, but not for ever.
    while never_fired() and walk.tried < 4_000:
        walk.go(100)

    fired, struck_off = judged(walk, began, capsys)

    assert {row for row in ROWS if not fired[row]} == set()
    assert {"urge", "urge_rework"} & walk.once
    assert struck_off > 0


@pytest.mark.long
@pytest.mark.one_engine
@pytest.mark.django_db(transaction=True)
def test_a_hundred_thousand_deeds_leave_a_sound_record(capsys):
    began = monotonic()
    walk = Walk(seed=2)
    for _part in range(5):
        walk.go(20_000)
        fired, struck_off = judged(walk, began, capsys)

    assert {row: fired[row] for row in ROWS if fired[row] < 50} == {}
    assert struck_off >= 300
