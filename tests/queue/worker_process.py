"""A worker in a process of its own, on the database of the test that starts it.

It keeps no schedule: what the house does by the clock would fall into the test of the hour.
"""

import sys

import django
from django.conf import settings

if __name__ == "__main__":
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()

    from luoshi.queue import schedules
    from luoshi.queue.cli import run_worker

    schedules._declared.clear()
    [tally] = run_worker(poll=0.05)
    print(f"done {tally.done} failed {tally.failed}")
