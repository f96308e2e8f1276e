"""Starting a real worker process on the test's own database, and waiting for what it does."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def worker_process():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.queue.worker_process", str(connection.settings_dict["NAME"])],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def appears(path, process, seconds=60):
    """Wait until the file is there; a worker that died first is told with its last words."""
    until = time.monotonic() + seconds
    while not path.exists():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < until, f"{path.name} did not appear"
        time.sleep(0.02)
