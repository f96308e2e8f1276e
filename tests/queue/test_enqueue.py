"""排队: a job is a row, put in by the transaction that wants it done."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now

from luoshi.queue.models import Job
from luoshi.queue.tasks import TaskResultDoesNotExist, TaskResultStatus, enqueue, named
from luoshi.queue.terms import State
from luoshi.queue.worker import drain
from tests.queue import sample

pytestmark = pytest.mark.django_db


def test_a_job_waits_in_the_table_until_somebody_works(tmp_path):
    result = sample.note.enqueue(str(tmp_path / "notes"), words="三月五日前报送")

    [job] = Job.objects.all()
    assert job.task == "tests.queue.sample.note"
    assert job.args == [str(tmp_path / "notes")]
    assert job.kwargs == {"words": "三月五日前报送"}
    assert job.state == State.WAITING
    assert result.status == TaskResultStatus.READY
    assert result.id == str(job.pk)
    assert result.enqueued_at == job.enqueued_at
    assert not (tmp_path / "notes").exists()


def test_its_result_can_be_asked_for_afterwards(tmp_path):
    result = sample.note.enqueue(str(tmp_path / "notes"), "已办")
    drain(clock=now)

    result.refresh()

    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == "已办"
    assert result.attempts == 1
    assert sample.note.get_result(result.id).return_value == "已办"


def test_a_job_that_never_was_has_no_result():
    with pytest.raises(TaskResultDoesNotExist):
        sample.note.get_result("00000000-0000-7000-8000-000000000000")
    with pytest.raises(TaskResultDoesNotExist):
        sample.note.get_result("not an id")


def test_what_is_not_json_is_refused_when_it_is_put_in(tmp_path):
    with pytest.raises(TypeError):
        sample.note.enqueue(str(tmp_path / "notes"), datetime(2026, 3, 5, tzinfo=UTC))

    assert Job.objects.count() == 0


def test_a_room_below_the_door_puts_a_job_in_by_name(tmp_path):
    enqueue("tests.queue.sample.note", str(tmp_path / "notes"), "按名排队")
    drain(clock=now)

    assert (tmp_path / "notes").read_text("utf-8") == "按名排队\n"


def test_only_a_task_can_be_put_in_by_name():
    with pytest.raises(TypeError, match=r"tests\.queue\.sample\.plain is not a task"):
        enqueue("tests.queue.sample.plain")
    with pytest.raises(ImportError):
        named("tests.queue.sample.nothing_here")


def test_a_job_for_later_is_left_until_later(tmp_path):
    monday = datetime(2026, 3, 2, 1, tzinfo=UTC)
    later = sample.note.using(run_after=monday)
    later.enqueue(str(tmp_path / "notes"), "周一再办")

    early = drain(clock=lambda: monday - timedelta(seconds=1))
    due = drain(clock=lambda: monday)

    assert (early.done, due.done) == (0, 1)


def test_the_more_urgent_job_goes_first_and_equals_in_turn(tmp_path):
    notes = tmp_path / "notes"
    sample.note.enqueue(str(notes), "先来")
    sample.note.enqueue(str(notes), "后到")
    sample.note.using(priority=10).enqueue(str(notes), "急件")

    drain(clock=now)

    assert notes.read_text("utf-8").split() == ["急件", "先来", "后到"]


@pytest.mark.django_db(transaction=True)
def test_a_job_falls_with_the_transaction_it_was_put_in_by(tmp_path):
    class Refused(Exception):
        pass

    with pytest.raises(Refused), transaction.atomic():
        sample.note.enqueue(str(tmp_path / "notes"), "退回的事")
        raise Refused
    with transaction.atomic():
        sample.note.enqueue(str(tmp_path / "notes"), "办成的事")
    drain(clock=now)

    assert (tmp_path / "notes").read_text("utf-8") == "办成的事\n"
