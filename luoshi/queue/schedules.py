"""The schedules of the house: declared by the rooms as data, kept in a table, fired once per slot.

A room declares in its AppConfig.ready(), naming the task by its dotted name; the table is brought
into line when a worker starts. What a city has altered in the table stays as the city has it.
"""

from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import get_default_timezone

from luoshi.queue.models import Job, Schedule
from luoshi.queue.slots import Rhythm, Working, latest, weekdays
from luoshi.queue.tasks import named


@dataclass(frozen=True)
class Declared:
    """A schedule as a room declares it."""

    name: str
    task: str
    rhythm: Rhythm


_declared: dict[str, Declared] = {}


def register(
    name: str,
    task: str,
    *,
    every_minutes: int | None = None,
    daily_at: time | None = None,
    working_days: bool = False,
) -> None:
    """Declare a schedule; for AppConfig.ready().

    :param name: the room and what is done, such as "dues.remind"
    :param task: the dotted name of a task that takes no arguments
    :raises ValueError: if the name is taken by another schedule, or the rhythm makes no sense
    """
    schedule = Declared(name, task, Rhythm(every_minutes, daily_at, working_days))
    if _declared.setdefault(name, schedule) != schedule:
        raise ValueError(f"the schedule {name} is declared twice")


def declared() -> list[Declared]:
    """Return what the rooms have declared, by name."""
    return sorted(_declared.values(), key=lambda schedule: schedule.name)


def settle(*, at: datetime) -> None:
    """Bring the table into line with what the rooms declare.

    A schedule nobody declares any more is switched off, not removed: its jobs point at it.

    :raises ImportError: if a schedule names a task that is not there; better at the start than at
        the hour
    """
    for one in declared():
        named(one.task)
    with transaction.atomic():
        for one in declared():
            columns = {
                "task": one.task,
                "every_minutes": one.rhythm.every_minutes,
                "daily_at": one.rhythm.daily_at,
                "working_days": one.rhythm.working_days,
                "active": True,
            }
            Schedule.objects.bulk_create(
                [Schedule(name=one.name, since_at=at, **columns)], ignore_conflicts=True
            )
            Schedule.objects.filter(name=one.name, altered=False).update(**columns)
            Schedule.objects.filter(name=one.name).update(task=one.task)
        Schedule.objects.exclude(name__in=_declared).update(active=False)


def fire(
    *, at: datetime, place: tzinfo | None = None, working: Working = weekdays
) -> list[Schedule]:
    """Put in the job of every schedule whose slot has come, once over all workers.

    :returns: the schedules this call fired
    """
    where = place or get_default_timezone()
    return [
        schedule
        for schedule in Schedule.objects.filter(active=True)
        if _fired(schedule, at, where, working)
    ]


def _fired(schedule: Schedule, at: datetime, place: tzinfo, working: Working) -> bool:
    rhythm = Rhythm(schedule.every_minutes, schedule.daily_at, schedule.working_days)
    slot = latest(rhythm, at=at, place=place, working=working)
    # Slots before the schedule was set up are not owed.
    if slot is None or slot <= max(schedule.last_slot or schedule.since_at, schedule.since_at):
        return False
    with transaction.atomic():
        # One worker moves last_slot on; the unique slot of the job would stop any other besides.
        won = Schedule.objects.filter(Q(last_slot=None) | Q(last_slot__lt=slot), pk=schedule.pk)
        if not won.update(last_slot=slot):
            return False
        queue = named(schedule.task).queue_name
        Job.objects.create(task=schedule.task, queue=queue, schedule=schedule, slot=slot)
        return True
