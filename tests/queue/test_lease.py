"""租约: whoever runs a job holds it for a while; whoever dies loses it, and it runs again."""

import os
import signal
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import pytest
from django.db import connection, transaction
from django.utils.timezone import now

from luoshi.queue import leases
from luoshi.queue.leases import LEASE, MOST_ATTEMPTS, LeaseLost
from luoshi.queue.models import Job
from luoshi.queue.terms import State
from luoshi.queue.worker import Worker
from tests.queue import sample
from tests.queue.processes import appears, worker_process

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = NINE + LEASE + timedelta(seconds=1)


def soon(what, so):
    """Wait until something is so; by a clock nobody sets, with patience for a slow machine."""
    until = monotonic() + 120
    while not so():
        assert monotonic() < until, what
        sleep(0.02)


@pytest.mark.django_db
def test_a_job_is_held_by_one_at_a_time():
    sample.tick.enqueue()

    first = leases.claim(by="甲", at=NINE)
    second = leases.claim(by="乙", at=NINE + LEASE)

    assert first is not None
    assert first.job.lease_until == NINE + LEASE
    assert second is None


@pytest.mark.django_db
def test_after_the_lease_the_job_goes_to_another():
    sample.tick.enqueue()
    leases.claim(by="甲", at=NINE)

    taken = leases.claim(by="乙", at=LATER)

    assert taken is not None
    assert (taken.job.lease_by, taken.job.attempts) == ("乙", 2)


@pytest.mark.django_db
def test_a_sign_of_life_keeps_the_job():
    sample.tick.enqueue()
    lease = leases.claim(by="甲", at=NINE)

    lease.renew(at=NINE + timedelta(minutes=4))

    assert leases.claim(by="乙", at=LATER) is None


@pytest.mark.django_db
def test_the_one_who_lost_the_job_can_write_nothing_about_it():
    sample.tick.enqueue()
    slow = leases.claim(by="甲", at=NINE)
    # The same worker may even take it again: the attempt is another.
    quick = leases.claim(by="甲", at=LATER)

    with pytest.raises(LeaseLost):
        slow.renew(at=LATER)
    with pytest.raises(LeaseLost):
        slow.finish(at=LATER, returned="旧的")
    with pytest.raises(LeaseLost):
        slow.fail(at=LATER, error_class="x", error="旧的")
    quick.finish(at=LATER, returned="新的")

    assert Job.objects.get().returned == "新的"


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_fails_at_last():
    sample.tick.enqueue()
    at = NINE
    for _ in range(MOST_ATTEMPTS):
        assert leases.claim(by="甲", at=at) is not None
        assert leases.bury_lost(at=at) == 0
        at += LEASE + timedelta(seconds=1)

    assert leases.claim(by="甲", at=at) is None
    assert leases.bury_lost(at=at) == 1

    job = Job.objects.get()
    assert job.state == State.FAILED
    assert job.error_class == "luoshi.queue.leases.LeaseLost"


@pytest.mark.django_db(transaction=True)
def test_a_job_longer_than_its_lease_keeps_it_by_signs_of_life(tmp_path):
    sample.linger.enqueue(str(tmp_path))
    worker = Worker(clock=now, lease=timedelta(seconds=0.9))

    def work():
        worker.work(burst=True)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    soon("the job runs", lambda: Job.objects.filter(state=State.RUNNING).exists())
    first = Job.objects.get().lease_until
    soon("a sign of life", lambda: Job.objects.get().lease_until > first)
    # Asked for the moment at which the first lease ended, however slow the machine is now.
    stolen = leases.claim(by="乙", at=first + timedelta(microseconds=1))
    (tmp_path / "go").touch()
    thread.join()

    assert stolen is None
    assert Job.objects.get().returned == "the first time"
    assert worker.tally.done == 1


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_never_run_the_same_job(tmp_path):
    notes = tmp_path / "notes"
    words = [f"第{number}件" for number in range(60)]
    for word in words:
        sample.note.enqueue(str(notes), word)
    crew = [Worker(clock=now) for _ in range(4)]

    def work(worker):
        worker.work(burst=True)
        connection.close()

    threads = [threading.Thread(target=work, args=(worker,)) for worker in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(notes.read_text("utf-8").split()) == Counter(words)
    assert sum(worker.tally.done for worker in crew) == len(words)
    assert set(Job.objects.values_list("state", "attempts")) == {(State.DONE, 1)}


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_is_killed_runs_again_after_its_lease(tmp_path):
    sample.linger.enqueue(str(tmp_path))
    with worker_process() as process:
        appears(tmp_path / "began", process)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.RUNNING, 1)
    assert leases.claim(by="another", at=job.lease_until) is None

    lease = leases.claim(by="another", at=job.lease_until + timedelta(seconds=1))
    Worker(clock=lambda: job.lease_until + timedelta(seconds=2)).run(lease)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.returned) == (State.DONE, 2, "the second time")


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_stop_finishes_its_job_and_takes_no_other(tmp_path):
    sample.linger.enqueue(str(tmp_path))
    sample.note.enqueue(str(tmp_path / "notes"), "下一件")
    with worker_process() as process:
        appears(tmp_path / "began", process)
        process.send_signal(signal.SIGTERM)
        with pytest.raises(Exception, match="timed out"):
            process.wait(timeout=0.5)
        (tmp_path / "go").touch()
        said, complaints = process.communicate(timeout=60)

    assert (process.returncode, said) == (0, "done 1 failed 0\n"), complaints
    assert list(Job.objects.order_by("id").values_list("state", flat=True)) == [
        State.DONE,
        State.WAITING,
    ]


@contextmanager
def database_out_of_reach():
    """Keep every other connection from working: the pen of SQLite is held, PostgreSQL hangs up."""
    if connection.vendor == "sqlite":
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        for _ in range(20):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            threading.Event().wait(0.01)
        yield


@pytest.mark.django_db(transaction=True)
def test_a_database_out_of_reach_for_a_while_does_not_end_the_worker(tmp_path, caplog, monkeypatch):
    if connection.vendor == "sqlite":
        # Our own patience of twenty seconds would outlast the test.
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.01)
    worker = Worker(clock=now, poll=0.01)

    def work():
        worker.work()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    with database_out_of_reach():
        soon("trouble", lambda: any("not reachable" in line for line in caplog.messages))
    sample.note.enqueue(str(tmp_path / "notes"), "等数据库回来")
    soon("the job is done", lambda: Job.objects.filter(state=State.DONE).exists())
    worker.stop.set()
    thread.join()

    assert (tmp_path / "notes").read_text("utf-8") == "等数据库回来\n"
