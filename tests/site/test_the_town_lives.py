"""演示城市: a small town lived through by real deeds; what a visitor may meet is all in it."""

from collections import Counter
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings

from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter, MatterList
from luoshi.breakdown.terms import DraftVerdict, ListState, MatterState
from luoshi.dues.terms import Level, Reason
from luoshi.organisation.models import Person, Unit
from luoshi.organisation.queries import actings_of
from luoshi.organisation.terms import UnitKind
from luoshi.reporting.models import Report, Slip
from luoshi.reporting.terms import ReportState, SlipState
from luoshi.shell import desk, waiting
from luoshi.shell.models import Message
from luoshi.site.demo.city import PLAYED
from luoshi.site.demo.story import DAYS, MATTERS, SEED, Story
from luoshi.timelimits.here import day_here
from luoshi.trail.checking import check
from luoshi.trail.home import create_key
from luoshi.trail.models import Entry

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=SHANGHAI)
# The middle of the week of the National Day: nobody has worked for three days.
HOLIDAY = datetime(2026, 10, 4, 10, 0, tzinfo=SHANGHAI)
SMALL = {"matters": 90, "days": 92, "seed": 1}
# Those a town of any size has; the others come and go with the days.
REASONS = {
    Reason.DONE,
    Reason.SUSPENDED,
    Reason.ON_TIME,
    Reason.DUE_TODAY,
    Reason.OVERDUE,
    Reason.LONG_OVERDUE,
    Reason.BEHIND,
    Reason.FAR_BEHIND,
    Reason.REPORTS_MISSED,
    Reason.SENT_BACK,
    Reason.SENT_BACK_AGAIN,
}
# What is nowhere a matter's own: a draft lives in its list until then.
NEVER_STANDS = {MatterState.DRAFT}


def lived_through(ends, **size):
    """Return a town's story, told to its end."""
    story = Story(ends=ends, **size)
    for _done, _whole in story.days():
        pass
    return story


def seen_as(username, ends):
    """Return the capacity of somebody of the town on its last day."""
    person = Person.objects.get(username=username)
    return actings_of(person, on=day_here(ends))[0]


def on_the_desk(username, ends):
    """Return how much waits on somebody's desk."""
    return desk.count(seen_as(username, ends), ends)


@contextmanager
def undone(home):
    """Let a story happen in a home of its own, and take everything back afterwards."""
    held = transaction.atomic()
    # As a test case does: a head may be signed in here, for nothing of it stays.
    held._from_testcase = True
    with override_settings(HOME=home), held:
        create_key()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small town, told once for all the tests that only look at it."""
    with django_db_blocker.unblock(), undone(tmp_path_factory.mktemp("town")):
        yield lived_through(THURSDAY, **SMALL)


def test_every_state_a_matter_can_stand_in_is_there(town):
    states = set(Matter.objects.values_list("state", flat=True))

    assert set(MatterState) - states == NEVER_STANDS


def test_every_level_of_light_is_there_and_most_reasons(town):
    lights = [light_of(one, day_here(THURSDAY)) for one in Matter.objects.all()]

    assert {one.level for one in lights if one} == set(Level)
    assert {one.reason for one in lights if one} >= REASONS


def test_lists_stand_at_every_step_and_one_is_half_broken_down(town):
    half = MatterList.objects.get(state=ListState.DRAFTING)
    verdicts = Counter(half.drafts.values_list("verdict", flat=True))

    assert set(MatterList.objects.values_list("state", flat=True)) == set(ListState)
    assert set(verdicts) == set(DraftVerdict)


def test_nobody_was_refused_anything(town):
    assert town.refused == []


def test_what_is_signed_for_inside_a_unit_is_there(town):
    assert Report.objects.filter(state=ReportState.SIGNING, unit__code=PLAYED).count() == 1
    assert Slip.objects.filter(state=SlipState.WAITING, unit__code=PLAYED).count() == 1


def test_the_desk_of_whoever_is_played_can_be_cleared_in_a_day(town):
    rows = {name: on_the_desk(name, THURSDAY) for name in ("zjj3", "sfdc1", "sfdc2", "sfdc4")}

    assert {name: 1 <= number <= 25 for name, number in rows.items()} == dict.fromkeys(rows, True)
    assert 4 <= rows["zjj3"] <= 11


def test_something_is_due_today_and_something_late_at_the_played_unit(town):
    owed = desk.owed_here(seen_as("zjj3", THURSDAY), day_here(THURSDAY))
    today, late = desk.numbers(owed, day_here(THURSDAY))

    assert today and late


def test_whoever_directs_the_room_has_every_step_to_decide_on(town):
    lines = {
        str(line.href).partition("#")[2] for line in waiting.waits_for(seen_as("sfdc1", THURSDAY))
    }

    assert {"reassign", "pass_review", "verify", "complete", "file"} <= lines


def test_people_find_messages_of_the_last_month(town):
    assert Message.objects.filter(person__username="zjj3").exists()


def test_the_city_has_its_townships_people_and_marked_accounts(town):
    assert Unit.objects.filter(kind=UnitKind.TOWNSHIP).count() == 60
    assert 300 <= Person.objects.filter(is_demo=True).count() <= 360


def test_the_trail_of_the_town_holds(town):
    report = check()

    assert report.sound
    assert report.covered == Entry.objects.count()


def deeds_of(home, seed):
    """Return how often each deed was done in a very small town, and what stands at its end."""
    with undone(home):
        lived_through(HOLIDAY, matters=85, days=32, seed=seed)
        deeds = Counter(Entry.objects.values_list("deed", flat=True))
        stands = sorted(Matter.objects.values_list("number", "title", "state"))
        owed = desk.owed_here(seen_as("zjj3", HOLIDAY), day_here(HOLIDAY))
        return deeds, stands, desk.numbers(owed, day_here(HOLIDAY))


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
