"""定时: every schedule a room of the house declares names a task that is there."""

import inspect

import pytest

from luoshi.queue import schedules
from luoshi.queue.tasks import named


@pytest.mark.parametrize("schedule", schedules.declared(), ids=lambda schedule: schedule.name)
def test_a_declared_schedule_calls_a_task_that_needs_no_arguments(schedule):
    task = named(schedule.task)

    needed = [
        parameter.name
        for parameter in inspect.signature(task.func).parameters.values()
        if parameter.default is parameter.empty
    ]
    assert needed == (["context"] if task.takes_context else [])
