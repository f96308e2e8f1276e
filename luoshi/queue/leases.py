"""Who holds a job, and until when: every change of a job's state is one conditional UPDATE here.

The queue stands below flow and has no lifecycle table of it; instead each function names in its
WHERE the state, the holder and the attempt it may change. A worker whose lease ran out can write
nothing any more, because its attempt is no longer the current one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from luoshi.queue.models import Job
from luoshi.queue.terms import State

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
# After the first, second, … failure; the whole lasts about a working day.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
_LONGEST_ERROR = 20_000
_LOST = "The worker was gone: its lease ran out before the job ended."
_CLAIM = """
UPDATE queue_job
SET state = 'RUNNING', lease_by = %(by)s, lease_until = %(until)s, started_at = %(at)s,
    attempts = attempts + 1
WHERE id = (
    SELECT id FROM queue_job
    WHERE state IN ('WAITING', 'RUNNING')
      AND ((state = 'WAITING' AND (run_after IS NULL OR run_after <= %(at)s))
           OR (state = 'RUNNING' AND lease_until < %(at)s AND attempts < %(most)s))
    ORDER BY priority DESC, id
    LIMIT 1 {skip_locked}
)
RETURNING id
"""


class LeaseLost(Exception):
    """The job is no longer this worker's: the lease ran out and the job went elsewhere."""


@dataclass(frozen=True)
class Lease:
    """One worker's hold on one attempt of a job."""

    job: Job
    by: str

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(
            pk=self.job.pk, state=State.RUNNING, lease_by=self.by, attempts=self.job.attempts
        )

    def renew(self, *, at: datetime, length: timedelta = LEASE) -> None:
        """Hold the job for another length of time.

        :raises LeaseLost: if it is somebody else's by now
        """
        self._write(lease_until=at + length)

    def finish(self, *, at: datetime, returned: Any) -> None:
        """Mark the job done, with what it returned.

        :raises LeaseLost: if it is somebody else's by now
        """
        self._write(state=State.DONE, lease_until=None, finished_at=at, returned=returned)

    def fail(self, *, at: datetime, error_class: str, error: str, hopeless: bool = False) -> State:
        """Keep the error and let the job wait for its next attempt, or stay failed after the last.

        :raises LeaseLost: if it is somebody else's by now
        """
        words = {"error_class": error_class[:200], "last_error": error[-_LONGEST_ERROR:]}
        if hopeless or self.job.attempts >= MOST_ATTEMPTS:
            self._write(state=State.FAILED, lease_until=None, finished_at=at, **words)
            return State.FAILED
        again_at = at + pause(self.job.attempts)
        self._write(state=State.WAITING, lease_until=None, run_after=again_at, **words)
        return State.WAITING

    def _write(self, **columns: Any) -> None:
        if not self._held().update(**columns):
            raise LeaseLost(f"{self.job.task} {self.job.pk}")


def claim(*, by: str, at: datetime, length: timedelta = LEASE) -> Lease | None:
    """Take the first job that is due, or whose worker is gone, by one statement.

    :param by: the worker's name
    :returns: None if nothing is due
    """
    moment = connection.ops.adapt_datetimefield_value
    locked = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM.format(skip_locked=locked),
            {"by": by, "until": moment(at + length), "at": moment(at), "most": MOST_ATTEMPTS},
        )
        row: Sequence[Any] | None = cursor.fetchone()
    if row is None:
        return None
    return Lease(Job.objects.get(pk=row[0] if isinstance(row[0], UUID) else UUID(row[0])), by)


def bury_lost(*, at: datetime) -> int:
    """Fail the jobs that took their worker with them at every attempt, and count them.

    Without this a job that kills its process would be run for ever.
    """
    return Job.objects.filter(
        state=State.RUNNING, lease_until__lt=at, attempts__gte=MOST_ATTEMPTS
    ).update(
        state=State.FAILED,
        lease_until=None,
        finished_at=at,
        error_class="luoshi.queue.leases.LeaseLost",
        last_error=_LOST,
    )


def again(job: Job, *, at: datetime) -> bool:
    """Let a failed job have all its attempts anew; False if it is not failed (any more)."""
    return bool(
        Job.objects.filter(pk=job.pk, state=State.FAILED).update(
            state=State.WAITING, attempts=0, run_after=at, finished_at=None
        )
    )


def pause(attempts: int) -> timedelta:
    """Return how long a job waits after so many attempts."""
    return PAUSES[min(attempts, len(PAUSES)) - 1]
