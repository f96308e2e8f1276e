"""A reading in the forms it leaves the room in: the exchange form, and the rows of a list."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from luoshi.reading.terms import Mention, Proposal, Reading, Target


def exchange_form(reading: Reading, name: str, anchor: str = "") -> dict[str, Any]:
    """Return the reading as JSON has it: the form of annotated papers, offsets included."""
    head = reading.head
    return {
        "id": name,
        "anchor_date": anchor or None,
        "document": {
            "date": head.day or None,
            "number": head.number or None,
            "issuer": head.issuer or None,
            "level": head.level.value if head.level else None,
        },
        "tasks": [_task(task) for task in reading.tasks],
        "sentences": [
            {
                "start": sentence.span.start,
                "end": sentence.span.end,
                "standing": answer.standing.value,
                "ground": answer.ground.value or None,
            }
            for sentence, answer in zip(reading.sentences, reading.answers, strict=True)
        ],
    }


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
        "lead_inferred": _inferred(task),
        "deadline_how": deadline.how.value if deadline else None,
        "deadline_offered": (deadline.offered or None) if deadline else None,
        "approval": _approval(task),
        "condition": task.condition.raw if task.condition else None,
        "units": {one.name: one.unit for one in (*task.lead, *task.assist) if one.unit},
        "confidence": task.confidence,
        "band": task.band.value,
        "flags": sorted(flag.value for flag in task.flags),
    }


def _inferred(task: Proposal) -> dict[str, Any] | None:
    """Return the one lead proposed where the words name several, or none where they name one."""
    if task.sole is None or len(task.lead) < 2:
        return None
    return {"name": task.sole.name, "inference": "first named"}


def _approval(task: Proposal) -> dict[str, str] | None:
    wanted = task.approval
    return {"raw": wanted.raw, "by": wanted.by, "deed": wanted.deed} if wanted else None


def _names(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.name for mention in mentions]


def _target(target: Target) -> dict[str, Any]:
    return {
        "raw": target.raw,
        "metric": target.metric,
        "value": _plain(target.value),
        "unit": target.unit,
        "direction": target.direction.value,
        "base": target.base or None,
        "upto": _plain(target.upto) if target.upto is not None else None,
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
