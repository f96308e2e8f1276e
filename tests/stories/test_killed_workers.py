"""A worker killed at random loses nothing and doubles nothing: each of its jobs bears a second run.

Real processes on the test's own database, killed by SIGKILL somewhere in a morning's work.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import connection, transaction

from luoshi.dues import operations as dues
from luoshi.dues.models import Due
from luoshi.dues.operations import lay_ahead
from luoshi.queue import schedules
from luoshi.queue.models import Job
from luoshi.queue.terms import State
from luoshi.queue.worker import Worker
from luoshi.shell.models import Message
from luoshi.timelimits.here import day_here
from luoshi.trail.home import create_key
from luoshi.trail.models import Entry, Leaf
from luoshi.trail.operations import About, write
from tests.clock import held_at
from tests.counting import counted, stored
from tests.road import S, a_matter, the
from tests.world import nine_on

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
BEGIN = nine_on(6, 1)
SERIES = 40


@contextmanager
def worker_at(moment):
    """Start a worker whose clock stands at a moment, and end it whatever happens."""
    name = str(connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stories.killed_worker", name, moment.isoformat()],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "luoshi.site.settings_test",
            "LUOSHI_HOME": str(settings.HOME),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def mornings(days, killed, *, seed):
    """Let so many mornings pass; on each of them as many workers as said are killed at work."""
    hand = Random(seed)
    for number in range(1, days + 1):
        at = BEGIN + timedelta(days=number)
        with held_at(at):
            schedules.fire(at=at)
        for death in range(killed):
            moment = at + timedelta(seconds=10 * (death + 1))
            with worker_at(moment) as process:
                assert process.stdout.readline() == "ready\n", process.communicate()[1]
                time.sleep(hand.uniform(0.0, 0.25))
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
        # The last worker of the morning lives; the leases of the dead are over by then.
        last = at + timedelta(minutes=10)
        with held_at(last):
            Worker(clock=lambda last=last: last).work(burst=True)


def nothing_lost_or_doubled(days):
    """Tell how the mornings' work stands: every job done, every due and message there once."""
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    turned = Job.objects.filter(task="luoshi.site.jobs.turn_day")
    assert turned.count() == len(set(turned.values_list("slot", flat=True))) == days
    series = Counter(Due.objects.filter(series__isnull=False).values_list("series", "period"))
    assert set(series.values()) == {1}
    assert lay_ahead(day_here(BEGIN + timedelta(days=days))) == 0, "a report was not laid"
    said = Message.objects.filter(entry__isnull=False)
    told = Counter(said.values_list("person", "post", "entry"))
    assert set(told.values()) <= {1}
    assert counted() == stored()
    assert Leaf.objects.count() == len(set(Leaf.objects.values_list("entry", flat=True)))


@pytest.mark.parametrize(("days", "killed"), [(2, 1), pytest.param(20, 2, marks=pytest.mark.long)])
def test_workers_killed_at_work_lose_and_double_nothing(days, killed, home):
    create_key()
    matter = a_matter(S.IN_PROGRESS, at=BEGIN)
    with transaction.atomic():
        entry = write("matter.sign", about=matter, by=the("督查员"), at=BEGIN)
        for number in range(SERIES):
            about = About("matter", f"M{number}", "周期报送")
            dues.begin_series(
                debtor=matter.lead, about=about, cadence="EVERY:3", since=day_here(BEGIN),
                entry=entry,
            )  # fmt: skip
    schedules.settle(at=BEGIN)

    mornings(days, killed, seed=11)

    nothing_lost_or_doubled(days)
    assert Entry.objects.filter(deed="dues.turn_day").count() >= days
