"""投递: many workers at once, and one killed in the middle, lose nothing and send nothing twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from time import monotonic, sleep
from types import SimpleNamespace

import pytest
from django.db import connection

from luoshi.breakdown.models import Urging
from luoshi.breakdown.operations import urging
from luoshi.breakdown.terms import MatterState as S
from luoshi.flow.refusals import Refused, Unmet
from luoshi.shell import digests, jobs
from luoshi.shell.models import Digest, Dispatch, Message
from luoshi.shell.sending import send_due
from luoshi.shell.terms import Failure, Standing
from luoshi.trail.models import Entry
from tests.queue.processes import worker_process
from tests.road import a_matter, the
from tests.shell.fakes import PATHS, platform
from tests.shell.test_digest import ON_THE_DAY
from tests.shell.test_outbox import a_robot
from tests.world import TUESDAY_NINE

pytestmark = pytest.mark.django_db(transaction=True)
HANDS, LETTERS = 6, 8


def at_once(deed):
    """Let several hands do one thing in one moment; return what each met."""
    together = Barrier(HANDS)

    def press(_hand):
        together.wait()
        try:
            return deed()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(press, range(HANDS)))


def letters(number, at):
    """Lay emergencies for a group, one for each of so many days: they wait for no hour."""
    channel = a_robot()
    return Dispatch.objects.bulk_create(
        Dispatch(
            channel=channel, day=date(2026, 6, 1) + timedelta(days=one), urgent=True,
            numbers={"LATE": one + 1}, laid_at=at, try_at=at,
        )
        for one in range(number)
    )  # fmt: skip


def test_of_many_workers_at_once_each_letter_is_sent_by_one(settings):
    letters(LETTERS, TUESDAY_NINE)

    with platform(settings) as told:
        at_once(lambda: send_due(at=TUESDAY_NINE))

    heard = Counter(str(said) for _path, said in told.heard)
    assert (len(heard), {*heard.values()}) == (LETTERS, {1})
    assert {*Dispatch.objects.values_list("standing", flat=True)} == {Standing.SENT}


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(settings, monkeypatch):
    letters(2, TUESDAY_NINE)
    # Overridden settings have no name a process of its own could be started with.
    with platform(SimpleNamespace()) as told:
        told.answer = None
        gateway = f"http://127.0.0.1:{told.port}{PATHS['WECOM']}"
        monkeypatch.setenv("LUOSHI_WECOM_GATEWAY", gateway)
        jobs.send.enqueue()

        with worker_process() as worker:
            until = monotonic() + 120
            while not told.heard:
                assert worker.poll() is None, worker.communicate()[1]
                assert monotonic() < until
                sleep(0.02)
            worker.kill()
            worker.wait()
        settings.ROBOTS = {"WECOM": gateway}
        told.answer = (200, b'{"errcode": 0}')
        # By the worker's clock: the tests keep another day.
        broken_off = Dispatch.objects.get(standing=Standing.SENDING).sending_at
        for minutes in (1, 12, 13):
            send_due(at=broken_off + timedelta(minutes=minutes))

    stands = Counter(Dispatch.objects.values_list("standing", "failure"))
    assert stands == {("SENT", ""): 1, ("UNSURE", Failure.BROKEN_OFF): 1}
    assert {*Counter(str(said) for _path, said in told.heard).values()} == {1}


def test_of_many_runs_at_once_one_lays_the_digests():
    a_matter(S.IN_PROGRESS)

    laid = at_once(lambda: digests.lay(at=ON_THE_DAY))

    assert sorted(one > 0 for one in laid) == [False] * (HANDS - 1) + [True]
    people = Counter(Digest.objects.values_list("person", "day"))
    assert {*people.values()} == {1}
    assert Message.objects.filter(why="DIGEST").count() == len(people)


def test_of_many_hands_at_once_one_urges():
    matter = a_matter(S.IN_PROGRESS)
    by = the("督查员")

    met = at_once(lambda: urging.urge(matter, by=by, at=TUESDAY_NINE, reason="请说明进展"))

    assert [type(one) for one in met if isinstance(one, Refused)] == [Unmet] * (HANDS - 1)
    assert Urging.objects.count() == Entry.objects.filter(deed="matter.urge").count() == 1


def test_of_many_clocks_at_once_one_urges():
    matter = a_matter(S.IN_PROGRESS)
    late = ON_THE_DAY + timedelta(days=1)

    urged = at_once(lambda: urging.urge_overdue(at=late))

    matter.refresh_from_db()
    assert (sorted(urged)[-1], sum(urged), matter.times_urged) == (1, 1, 1)
    assert Entry.objects.filter(deed="clock.urge").count() == 1
