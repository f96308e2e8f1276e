"""A worker beside the open doors of a demo or a trial: messages, exports, the turn of the day.

In production `luoshi work` is a unit of its own (docs/install.md), so that either can be started
anew without the other. Here it is a child of the server and ends with it: it works until the
pipe it was given is closed.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Longer than a job of the house takes; what is broken off is leased again.
PATIENCE = 20


@contextmanager
def worker() -> Iterator[None]:
    """Let a worker do what waits for as long as the block lasts."""
    command = [sys.executable, "-m", "luoshi.site.cli", "work", "--beside"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE)
    try:
        yield
    finally:
        if child.stdin:
            child.stdin.close()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def until_left_alone() -> threading.Event:
    """Return what is set once the server that started this worker is gone."""
    alone = threading.Event()

    def wait() -> None:
        sys.stdin.buffer.read()
        alone.set()

    threading.Thread(target=wait, daemon=True).start()
    return alone
