"""A reading in the forms it leaves the room in: the exchange form, and the rows of a list."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from luoshi.reading.terms import Mention, Proposal, Reading, Target


def exchange_form(reading: Reading, name: str, anchor: str = "") -> dict[str, Any]:
    """Return the reading as JSON has it: the form of annotated papers, offsets included."""
    tasks = [_task(task) for task in reading.tasks]
    return {"id": name, "anchor_date": anchor or None, "tasks": tasks}


def _task(task: Proposal) -> dict[str, Any]:
    deadline = task.deadline
    return {
        "text": task.text,
        "start": task.span.start,
        "end": task.span.end,
        "lead": _names(task.lead),
        "assist": _names(task.assist),
        "people": _names(task.people),
        "deadline_raw": deadline.raw if deadline else None,
        "deadline": (deadline.resolved or None) if deadline else None,
        "cadence_raw": task.cadence.raw if task.cadence else None,
        "targets": [_target(target) for target in task.targets],
        "deliverable": task.deliverable.raw if task.deliverable else None,
    }


def _names(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.name for mention in mentions]


def _target(target: Target) -> dict[str, Any]:
    return {
        "raw": target.raw,
        "metric": target.metric,
        "value": _plain(target.value),
        "unit": target.unit,
        "direction": target.direction.value,
    }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def list_rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """Yield the rows of a responsibility list (责任清单), one to a task, all of it as words."""
    for number, task in enumerate(reading.tasks, start=1):
        deadline = task.deadline
        yield {
            "number": number,
            "task": "".join(task.text.split()),
            "lead": "、".join(_names(task.lead)),
            "assist": "、".join(_names(task.assist)),
            "people": "、".join(_names(task.people)),
            "deadline": (deadline.resolved or deadline.raw) if deadline else "",
            "cadence": task.cadence.raw if task.cadence else "",
            "targets": "；".join(_said(target) for target in task.targets),
            "deliverable": task.deliverable.raw if task.deliverable else "",
            "confidence": Decimal(str(task.confidence)),
        }


def _said(target: Target) -> str:
    words = f"{target.metric}{target.direction.value}{target.value.normalize():f}{target.unit}"
    return "".join(words.split())
