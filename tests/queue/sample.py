"""Jobs for the tests of the queue; they leave what they did in files, as other processes would."""

import os
import sys
import time
from pathlib import Path

from luoshi.queue.models import Schedule
from luoshi.queue.tasks import Hopeless, task


@task
def note(path: str, words: str) -> str:
    with open(path, "a", encoding="utf-8") as file:
        file.write(words + "\n")
    return words


@task
def tick() -> None:
    return None


@task
def stumble(words: str) -> None:
    raise RuntimeError(words)


@task
def despair() -> None:
    raise Hopeless("没有这份文件")


@task
def walk_out() -> None:
    sys.exit(3)


@task
def not_json() -> object:
    return object()


@task(takes_context=True)
def which_attempt(context) -> int:
    return context.attempt


@task
def break_off(name: str) -> None:
    """Write a row and then fail: the row must not be there."""
    Schedule.objects.create(name=name, task="x", every_minutes=1, since_at="2026-03-02T00:00:00Z")
    raise RuntimeError("after the write")


@task
def linger(folder: str) -> str:
    """Say that it began; the first time round, stay until killed or told to go."""
    began = Path(folder) / "began"
    if began.exists():
        return "the second time"
    began.write_text(str(os.getpid()))
    while not (Path(folder) / "go").exists():
        time.sleep(0.02)
    return "the first time"


def plain() -> None:
    """Not a task: a row of the table may not call it."""
