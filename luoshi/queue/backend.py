"""The Tasks API over our table of jobs: to enqueue is to insert a row, in your own transaction."""

from typing import Any

from django.core.exceptions import ValidationError

from luoshi.queue.models import Job
from luoshi.queue.tasks import (
    BaseTaskBackend,
    Task,
    TaskError,
    TaskResult,
    TaskResultDoesNotExist,
    TaskResultStatus,
    named,
    normalize_json,
)
from luoshi.queue.terms import State

_STATUS = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    """Jobs in the database, held under a lease by whoever runs them."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Insert the job; it stands or falls with the transaction around it.

        :raises TypeError: if an argument is not JSON
        """
        self.validate_task(task)
        job = Job(
            task=task.module_path,
            # Refused here, before any SQL: a failed insert would spoil the caller's transaction.
            args=normalize_json(list(args)),
            kwargs=normalize_json(dict(kwargs)),
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after,
        )
        job.save(force_insert=True)
        job.refresh_from_db(fields=["enqueued_at"])
        return result_of(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """Return what became of a job.

        :raises TaskResultDoesNotExist: if there is no such job
        """
        try:
            job = Job.objects.get(pk=result_id)
        except (Job.DoesNotExist, ValidationError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return result_of(job, named(job.task))


def result_of(job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """Say a row of ours in the words of the Tasks API."""
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=_STATUS[State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.last_error)]
        if job.last_error
        else [],
        # The API counts attempts by the names of workers; we keep the number and the last name.
        worker_ids=[job.lease_by] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.returned)
    return result
