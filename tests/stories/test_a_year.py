"""A year hour by hour: every due met, late, excused or open is counted off the trail alone.

The counting is done by tools/count_dues, which knows nothing of the house but its export.
"""

from collections import Counter
from time import monotonic

import pytest
from django.apps import apps

from luoshi.dues.models import Due
from luoshi.shell.models import Message
from luoshi.site.demo.story import DAYS, MATTERS, SEED
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry
from luoshi.trail.offline import verify_file
from tests.counting import counted, differences, stored
from tests.site.told import THURSDAY, undone
from tests.year import HourlyStory, HourlyWalk


def agrees(path, at):
    """Export the trail, verify it offline, count it by the script, and compare row by row."""
    by_script = counted(path, at=at)
    assert verify_file(path).sound
    by_rows = stored()
    assert differences(by_script, by_rows) == []
    return Counter(stands for _due, stands in by_rows.values())


def told_twice():
    """Return who was given more than one digest on a day, or a message twice."""
    digest = apps.all_models["shell"].get("digest")
    rows = (
        [("digest", *row) for row in digest.objects.values_list("person", "day")] if digest else []
    )
    rows += [
        ("message", *row)
        for row in Message.objects.filter(entry__isnull=False).values_list(
            "person", "post", "entry"
        )
    ]
    return [row for row, number in Counter(rows).items() if number > 1]


def digests_on_days_off(calendar):
    """Return the digests of days nobody works on, emergencies apart."""
    digest = apps.all_models["shell"].get("digest")
    rows = digest.objects.filter(urgent=False).values_list("day", flat=True) if digest else []
    return [day for day in set(rows) if not calendar.working(day)]


def figures(capsys, began, queue, sums):
    """Print what the year was."""
    with capsys.disabled():
        print(f"\n{queue.hours} hours in {monotonic() - began:.0f} s;")
        print(f"{Entry.objects.count()} entries;")
        print(f"{sum(sums.values())} dues: {dict(sorted(sums.items()))};")
        digests = apps.all_models["shell"]["digest"].objects
        print(f"{digests.count()} digests on {digests.values('day').distinct().count()} days;")
        print(f"workers killed: {dict(queue.deaths)}; runs of the clock: {dict(queue.fired)}")


@pytest.mark.one_engine
@pytest.mark.django_db
def test_some_weeks_hour_by_hour_are_counted_off_the_trail(tmp_path, capsys):
    began = monotonic()
    with undone(tmp_path):
        walk = HourlyWalk(seed=5, deeds_a_day=45, killed=0.08).live(days=12)

        sums = agrees(tmp_path / "trail.export", walk.at)
        figures(capsys, began, walk.queue, sums)
        assert set(sums) == {"met", "late", "excused", "open"}
        assert walk.queue.lost_and_doubled() == ([], [])
        assert walk.queue.days_turned() == 12
        assert sum(walk.queue.deaths.values()) > 5
        assert told_twice() == []


@pytest.mark.long
@pytest.mark.django_db
def test_the_year_of_the_whole_city_hour_by_hour_is_counted_off_the_trail(tmp_path, capsys):
    began = monotonic()
    with undone(tmp_path):
        story = HourlyStory(ends=THURSDAY, matters=MATTERS, days=DAYS, seed=SEED, killed=0.01)
        for _day in story.days():
            pass

        sums = agrees(tmp_path / "trail.export", THURSDAY)
        figures(capsys, began, story.queue, sums)
        assert set(sums) == {"met", "late", "excused", "open"}
        assert story.queue.lost_and_doubled() == ([], [])
        assert story.queue.days_turned() == DAYS + 1
        assert sum(story.queue.deaths.values()) > 50
        assert told_twice() == []
        assert digests_on_days_off(story.calendar) == []
        assert Due.objects.filter(due_date__lt=day_here(THURSDAY)).count() > 3_000
