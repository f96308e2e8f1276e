"""A worker in a process of its own, on the database of the test that starts it."""

import sys

import django
from django.conf import settings

if __name__ == "__main__":
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()

    from luoshi.queue.cli import run_worker

    [tally] = run_worker(poll=0.05)
    print(f"done {tally.done} failed {tally.failed}")
