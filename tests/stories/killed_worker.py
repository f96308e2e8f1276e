"""A worker in a process of its own that works off what waits at a moment, to be killed meanwhile.

    python -m tests.stories.killed_worker DATABASE MOMENT

The doors' clock stands at the moment; a lease lasts a second, so that what a dead worker left is
taken up by the next.
"""

import sys
from datetime import datetime, timedelta

import django
from django.conf import settings

if __name__ == "__main__":
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()

    from luoshi.queue import schedules
    from luoshi.queue.worker import Worker
    from tests.clock import held_at, start

    schedules._declared.clear()
    moment = datetime.fromisoformat(sys.argv[2])
    start()
    print("ready", flush=True)
    with held_at(moment):
        worker = Worker(clock=lambda: moment, lease=timedelta(seconds=1))
        worker.look_at_schedules = lambda: None
        worker.work(burst=True)
    print(f"done {worker.tally.done}", flush=True)
