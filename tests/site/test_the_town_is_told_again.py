"""演示城市: told twice it is the same town, on a holiday too; told whole, as large as promised.

Each is told in an empty house: what a file has told once for all its tests stands until its end.
"""

from collections import Counter
from datetime import datetime

import pytest

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import MatterState
from luoshi.shell import desk
from luoshi.site.demo.story import DAYS, MATTERS, SEED
from luoshi.timelimits.here import day_here
from luoshi.trail.checking import check
from luoshi.trail.models import Entry
from tests.site.told import NEVER_STANDS, SHANGHAI, THURSDAY, lived_through, seen_as, undone

# The middle of the week of the National Day: nobody has worked for three days.
HOLIDAY = datetime(2026, 10, 4, 10, 0, tzinfo=SHANGHAI)


def deeds_of(home, seed):
    """Return how often each deed was done in a very small town, and what stands at its end."""
    with undone(home):
        lived_through(HOLIDAY, matters=85, days=32, seed=seed)
        deeds = Counter(Entry.objects.values_list("deed", flat=True))
        stands = sorted(Matter.objects.values_list("number", "title", "state"))
        owed = desk.owed_here(seen_as("zjj3", HOLIDAY), day_here(HOLIDAY))
        return deeds, stands, desk.numbers(owed, day_here(HOLIDAY))


@pytest.mark.one_engine
def test_the_same_seed_makes_the_same_town_and_it_is_alive_on_a_holiday_too(db, tmp_path):
    first = deeds_of(tmp_path / "one", seed=7)
    again = deeds_of(tmp_path / "two", seed=7)

    assert first == again
    assert first[2] >= (0, 1)


@pytest.mark.long
def test_the_whole_city_is_as_large_as_promised_and_its_trail_holds(db, tmp_path):
    with undone(tmp_path):
        story = lived_through(THURSDAY, matters=MATTERS, days=DAYS, seed=SEED)

        assert 450 <= Matter.objects.count() <= 650
        assert (
            set(MatterState) - set(Matter.objects.values_list("state", flat=True)) == NEVER_STANDS
        )
        assert len(story.refused) <= 5
        assert check().sound
