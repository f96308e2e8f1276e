"""The door of the worker: reads the clock and the signals, starts as many workers as asked for."""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from django.db import connection
from django.utils.timezone import now

from luoshi.queue import schedules
from luoshi.queue.slots import Working, weekdays
from luoshi.queue.worker import Tally, Worker


def run_worker(
    *,
    burst: bool = False,
    workers: int = 1,
    poll: float = 1.0,
    working: Working = weekdays,
    stop: threading.Event | None = None,
) -> Sequence[Tally]:
    """Run workers until SIGTERM or SIGINT, or with `burst` until nothing is due.

    A worker finishes the job it is at before it stops. More than one worker is for PostgreSQL;
    SQLite writes with one pen, and a second worker would only wait for it.

    :param workers: threads, each with a connection of its own
    :param working: which days are working days, for schedules that keep them
    :raises ValueError: if there is nobody to work
    """
    if workers < 1:
        raise ValueError("at least one worker")
    stop = stop or threading.Event()
    schedules.settle(at=now())
    crew = [Worker(clock=now, stop=stop, poll=poll, working=working) for _ in range(workers)]
    with _until_told(stop):
        if len(crew) == 1:
            return [crew[0].work(burst=burst)]
        return _side_by_side(crew, burst=burst)


def _side_by_side(crew: Sequence[Worker], *, burst: bool) -> Sequence[Tally]:
    errors: list[BaseException] = []

    def work(worker: Worker) -> None:
        try:
            worker.work(burst=burst)
        except BaseException as error:
            errors.append(error)
            worker.stop.set()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(one,), name=one.name) for one in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [worker.tally for worker in crew]


@contextmanager
def _until_told(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT ask for the end, where this is the main thread."""

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, told) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for one, old in before.items():
            signal.signal(one, old)
