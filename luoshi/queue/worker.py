"""The loop that takes jobs and runs them, one at a time.

It reads the time from a clock handed in, renews the lease while a job runs, and stops between jobs
when asked. A job is run at least once: a worker that dies leaves a job that runs again after its
lease, so a job must bear being run twice.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any
from uuid import uuid4

from django.db import InterfaceError, OperationalError, connection

from luoshi.queue import leases, schedules
from luoshi.queue.backend import result_of
from luoshi.queue.leases import Lease, LeaseLost
from luoshi.queue.slots import Working, weekdays
from luoshi.queue.tasks import Hopeless, TaskContext, named, normalize_json

Clock = Callable[[], datetime]
log = logging.getLogger("luoshi.queue")
_UNREACHABLE = (OperationalError, InterfaceError)
_LONGEST_WAIT = 30.0
_BETWEEN_SCHEDULES = timedelta(seconds=5)


@dataclass
class Tally:
    """What a worker did."""

    done: int = 0
    failed: int = 0
    lost: int = 0
    fired: int = 0


@dataclass
class Worker:
    """One worker: its name, its clock, and how long it holds a job without a sign of life.

    :param poll: seconds between looks at an empty queue
    """

    clock: Clock
    stop: threading.Event = field(default_factory=threading.Event)
    poll: float = 1.0
    lease: timedelta = leases.LEASE
    working: Working = weekdays
    name: str = field(
        default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
    )
    tally: Tally = field(default_factory=Tally)
    _looked_at: datetime | None = None

    def work(self, *, burst: bool = False) -> Tally:
        """Take and run jobs until asked to stop, or with `burst` until nothing is due."""
        trouble = 0
        while not self.stop.is_set():
            try:
                self.look_at_schedules()
                lease = leases.claim(by=self.name, at=self.clock(), length=self.lease)
                if lease is not None:
                    self.run(lease)
            except _UNREACHABLE as error:
                # A database that restarts is no reason to leave; inside a transaction it is.
                if burst or connection.in_atomic_block:
                    raise
                # The connection is kept from job to job (on SQLite, closing the last one costs a
                # checkpoint) and thrown away only when it fails.
                trouble += 1
                log.warning("database not reachable (%s), attempt %s", error, trouble)
                connection.close()
                self.stop.wait(min(self.poll * 2 ** min(trouble, 10), _LONGEST_WAIT))
                continue
            trouble = 0
            if lease is None:
                if burst:
                    break
                self.stop.wait(self.poll)
        return self.tally

    def look_at_schedules(self) -> None:
        """Put in what the schedule asks for; at most every five seconds."""
        at = self.clock()
        if self._looked_at is not None and at - self._looked_at < _BETWEEN_SCHEDULES:
            return
        self._looked_at = at
        self.tally.fired += len(schedules.fire(at=at, working=self.working))
        if lost := leases.bury_lost(at=at):
            log.error("%s jobs failed: each took its worker with it at every attempt", lost)

    def run(self, lease: Lease) -> None:
        """Run one job and write down how it went."""
        job = lease.job
        try:
            with self._signs_of_life(lease):
                returned, error = _called(lease)
            if error is None:
                lease.finish(at=self.clock(), returned=returned)
                self.tally.done += 1
                return
            state = lease.fail(
                at=self.clock(),
                error_class=f"{type(error).__module__}.{type(error).__qualname__}",
                error="".join(format_exception(error)),
                hopeless=isinstance(error, Hopeless),
            )
            self.tally.failed += 1
            log.error(
                "job %s %s attempt %s: %s", job.task, job.pk, job.attempts, state, exc_info=error
            )
        except LeaseLost:
            self.tally.lost += 1
            log.error("job %s %s went on without this worker: its lease ran out", job.task, job.pk)

    @contextmanager
    def _signs_of_life(self, lease: Lease) -> Iterator[None]:
        over = threading.Event()

        def renew() -> None:
            try:
                while not over.wait(self.lease.total_seconds() / 3):
                    _renew(lease, at=self.clock(), length=self.lease)
            except LeaseLost:
                log.warning("lease of %s %s lost while it runs", lease.job.task, lease.job.pk)
            finally:
                connection.close()

        thread = threading.Thread(target=renew, name=f"lease {lease.job.pk}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _renew(lease: Lease, *, at: datetime, length: timedelta) -> None:
    try:
        lease.renew(at=at, length=length)
    except _UNREACHABLE as error:
        # The job itself may hold SQLite's only pen; the next beat comes before the lease ends.
        log.warning("lease of %s not renewed: %s", lease.job.pk, error)
        connection.close()


def _called(lease: Lease) -> tuple[Any, BaseException | None]:
    job = lease.job
    try:
        task = named(job.task)
        args = list(job.args)
        if task.takes_context:
            args.insert(0, TaskContext(task_result=result_of(job, task)))
        return normalize_json(task.call(*args, **job.kwargs)), None
    # A job that calls sys.exit() must not take the worker along.
    except (Exception, SystemExit) as error:
        return None, error


def drain(*, clock: Clock) -> Tally:
    """Run everything that is due in this thread, then return: for tests and for the demo."""
    return Worker(clock=clock).work(burst=True)
