"""执行: a job's error is kept, tried again after a pause, and named when it stays failed."""

import logging
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils.timezone import now

from luoshi.queue import leases, queries
from luoshi.queue.leases import MOST_ATTEMPTS, PAUSES
from luoshi.queue.models import Job, Schedule
from luoshi.queue.operations import sweep
from luoshi.queue.tasks import TaskResultStatus
from luoshi.queue.terms import State
from luoshi.queue.worker import drain
from tests.queue import sample

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "luoshi.queue")


def the_job():
    return Job.objects.get()


def tried(times):
    """Run the only job so many times, each at the moment it is due, and say when it was tried."""
    moments = [NINE]
    for _ in range(times):
        drain(clock=lambda: moments[-1])
        moments.append(the_job().run_after or moments[-1])
    return moments[:-1]


def test_a_job_that_stumbles_waits_longer_each_time():
    sample.stumble.enqueue("网络中断")

    moments = tried(MOST_ATTEMPTS)

    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert pauses == list(PAUSES)


def test_before_its_pause_is_over_it_is_not_tried():
    sample.stumble.enqueue("网络中断")
    tried(1)

    drain(clock=lambda: NINE + PAUSES[0] - timedelta(seconds=1))

    assert the_job().attempts == 1


def test_after_the_last_attempt_it_stays_failed_with_its_error():
    result = sample.stumble.enqueue("网络中断")

    tried(MOST_ATTEMPTS)

    [job] = queries.failed()
    assert job.state == State.FAILED
    assert job.attempts == MOST_ATTEMPTS
    assert job.error_class == "builtins.RuntimeError"
    assert job.last_error.splitlines()[-1] == "RuntimeError: 网络中断"
    assert "in stumble" in job.last_error
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is RuntimeError
    assert drain(clock=lambda: NINE + timedelta(days=9)).done == 0


def test_a_hopeless_job_is_not_tried_again():
    sample.despair.enqueue()

    tried(1)

    assert the_job().state == State.FAILED
    assert the_job().attempts == 1
    assert the_job().error_class == "luoshi.queue.tasks.Hopeless"


def test_a_failed_job_can_be_given_all_its_attempts_anew():
    sample.despair.enqueue()
    tried(1)

    assert leases.again(the_job(), at=NINE)

    assert the_job().state == State.WAITING
    assert the_job().attempts == 0
    assert not leases.again(the_job(), at=NINE)


def test_a_job_that_walks_out_does_not_take_the_worker_along(tmp_path):
    sample.walk_out.enqueue()
    sample.note.enqueue(str(tmp_path / "notes"), "后面的事")

    tally = drain(clock=now)

    assert (tally.done, tally.failed) == (1, 1)
    assert Job.objects.get(task="tests.queue.sample.walk_out").error_class == "builtins.SystemExit"


def test_a_task_that_is_gone_from_the_code_fails_with_its_name():
    Job.objects.create(task="luoshi.queue.jobs.long_gone", queue="default")

    tried(1)

    assert the_job().error_class == "builtins.ImportError"
    assert "long_gone" in the_job().last_error


def test_a_row_that_names_no_task_calls_nothing():
    Job.objects.create(task="tests.queue.sample.plain", queue="default")

    tried(1)

    assert the_job().last_error.splitlines()[-1] == (
        "TypeError: tests.queue.sample.plain is not a task"
    )


def test_a_job_may_return_only_what_can_be_kept():
    sample.not_json.enqueue()

    tried(1)

    assert the_job().last_error.splitlines()[-1] == (
        "TypeError: Unsupported type: <class 'object'>"
    )


def test_a_job_may_ask_which_attempt_it_is():
    sample.which_attempt.enqueue()

    drain(clock=now)

    assert the_job().returned == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_job_wrote_stands_even_if_it_fails_afterwards_unless_it_asks_otherwise():
    # A job does one deed each in its own transaction; the queue puts none around it.
    sample.break_off.enqueue("半途")

    tried(1)

    assert Schedule.objects.filter(name="半途").count() == 1


def test_the_standing_counts_what_waits_what_failed_and_how_late_it_is(tmp_path):
    sample.despair.enqueue()
    drain(clock=lambda: NINE)
    sample.note.using(run_after=NINE).enqueue(str(tmp_path / "notes"), "一")
    sample.note.using(run_after=NINE + timedelta(hours=9)).enqueue(str(tmp_path / "notes"), "二")

    standing = queries.standing(at=NINE + timedelta(minutes=7))

    assert standing == queries.Standing(waiting=2, running=0, failed=1, lag=timedelta(minutes=7))


def test_done_jobs_leave_after_their_time_and_failed_ones_stay(tmp_path):
    sample.note.using(run_after=NINE).enqueue(str(tmp_path / "notes"), "旧事")
    sample.despair.using(run_after=NINE).enqueue()
    drain(clock=lambda: NINE)

    assert sweep(before=NINE) == 0
    assert sweep(before=NINE + timedelta(seconds=1)) == 1

    assert the_job().state == State.FAILED
