"""演示城市: a story told to its end in a test, and a home in which nothing of it stays."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.test import override_settings

from luoshi.breakdown.terms import MatterState
from luoshi.organisation.models import Person
from luoshi.organisation.queries import actings_of
from luoshi.site.demo.story import Story
from luoshi.timelimits.here import day_here
from luoshi.trail.home import create_key
from tests.planner import count_anew

SHANGHAI = ZoneInfo("Asia/Shanghai")
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=SHANGHAI)
DAYS_UNCOUNTED = 7
# What is nowhere a matter's own: a draft lives in its list until then.
NEVER_STANDS = {MatterState.DRAFT}


def lived_through(ends, **size):
    """Return a town's story, told to its end."""
    story = Story(ends=ends, **size)
    for done, _whole in story.days():
        if done % DAYS_UNCOUNTED == 0:
            count_anew()
    return story


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


def seen_as(username, ends):
    """Return the capacity of somebody of the town on its last day."""
    person = Person.objects.get(username=username)
    return actings_of(person, on=day_here(ends))[0]
