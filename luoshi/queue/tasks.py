"""The Tasks API, imported in this one place: under Django 6 only these imports change.

A task is a function of a room's jobs.py with @task before it. What it is called with must be JSON
(ids and days as text), because it may be called by another process, tomorrow.
"""

from typing import Any

from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskContext, TaskError, TaskResult, TaskResultStatus, task
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

__all__ = [
    "BaseTaskBackend",
    "Hopeless",
    "Task",
    "TaskContext",
    "TaskError",
    "TaskResult",
    "TaskResultDoesNotExist",
    "TaskResultStatus",
    "enqueue",
    "named",
    "normalize_json",
    "task",
]


class Hopeless(Exception):
    """Raised by a job that knows that trying again will not help; it fails at once."""


def named(path: str) -> Task[Any, Any]:
    """Return the task of a dotted name.

    :raises ImportError: if there is nothing of that name
    :raises TypeError: if what is there is not a task; a row of the table may not call just anything
    """
    found = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is not a task")
    return found


def enqueue(path: str, *args: Any, **kwargs: Any) -> TaskResult[Any]:
    """Put a job in by its task's dotted name, from a room that may not import that door.

    It stands or falls with the transaction around it.
    """
    return named(path).enqueue(*args, **kwargs)
