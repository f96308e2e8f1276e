"""定时: a schedule puts its job in once per slot, however many workers look at the clock."""

import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from luoshi.queue import schedules
from luoshi.queue.models import Job, Schedule
from luoshi.queue.slots import Rhythm
from luoshi.queue.worker import Worker

pytestmark = pytest.mark.django_db
PLACE = ZoneInfo("Asia/Shanghai")
SIX = datetime(2026, 3, 2, 6, tzinfo=PLACE)
SEVEN = SIX.replace(hour=7)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def declarations(monkeypatch):
    """Only what the test declares."""
    monkeypatch.setattr(schedules, "_declared", {})
    schedules.register("sample.tick", "tests.queue.sample.tick", daily_at=time(7, 0))


def slots():
    return list(Job.objects.order_by("slot").values_list("slot", flat=True))


def test_a_schedule_fires_when_its_hour_has_come_and_once():
    schedules.settle(at=SIX)

    assert schedules.fire(at=SEVEN - timedelta(seconds=1)) == []
    [fired] = schedules.fire(at=SEVEN)
    assert schedules.fire(at=SEVEN + timedelta(hours=5)) == []

    assert fired.name == "sample.tick"
    assert slots() == [SEVEN]


def test_a_schedule_set_up_after_its_hour_waits_for_the_next_day():
    schedules.settle(at=SEVEN + timedelta(hours=1))

    schedules.fire(at=SEVEN + timedelta(hours=2))
    schedules.fire(at=SEVEN + A_DAY)

    assert slots() == [SEVEN + A_DAY]


def test_after_days_of_standing_still_the_work_is_done_once():
    schedules.settle(at=SIX)

    schedules.fire(at=SEVEN + 5 * A_DAY + timedelta(hours=3))

    assert slots() == [SEVEN + 5 * A_DAY]


def test_a_clock_that_is_set_back_fires_nothing_twice():
    schedules.settle(at=SIX)
    schedules.fire(at=SEVEN + A_DAY)

    schedules.fire(at=SEVEN)
    schedules.fire(at=SEVEN + A_DAY)

    assert slots() == [SEVEN + A_DAY]


def test_the_table_itself_refuses_a_second_job_for_a_slot():
    schedules.settle(at=SIX)
    schedules.fire(at=SEVEN)

    # given somebody who has lost the memory of the last slot
    Schedule.objects.update(last_slot=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        schedules.fire(at=SEVEN)
    assert slots() == [SEVEN]


@pytest.mark.django_db(transaction=True)
def test_many_workers_fire_a_slot_once():
    schedules.settle(at=SIX)
    ready = threading.Barrier(8)
    fired = []

    def look():
        ready.wait()
        fired.extend(schedules.fire(at=SEVEN))
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(fired) == 1
    assert slots() == [SEVEN]


def test_a_worker_fires_and_runs_what_is_due():
    schedules.settle(at=SIX)

    tally = Worker(clock=lambda: SEVEN).work(burst=True)

    assert (tally.fired, tally.done) == (1, 1)


def test_what_a_city_altered_stays_as_the_city_has_it():
    schedules.settle(at=SIX)
    Schedule.objects.update(daily_at=time(8, 30), altered=True)

    schedules.settle(at=SIX + A_DAY)

    assert Schedule.objects.get().daily_at == time(8, 30)


def test_what_a_room_changes_reaches_the_table_with_the_next_worker():
    schedules.settle(at=SIX)
    changed = Rhythm(every_minutes=30, working_days=True)
    schedules._declared["sample.tick"] = schedules.Declared(
        "sample.tick", "tests.queue.sample.tick", changed
    )

    schedules.settle(at=SIX + A_DAY)

    schedule = Schedule.objects.get()
    assert (schedule.every_minutes, schedule.daily_at, schedule.working_days) == (30, None, True)
    assert schedule.since_at == SIX


def test_a_schedule_nobody_declares_any_more_is_switched_off():
    schedules.settle(at=SIX)
    schedules._declared.clear()

    schedules.settle(at=SIX)

    assert schedules.fire(at=SEVEN) == []
    assert Schedule.objects.get().active is False


def test_a_schedule_of_a_task_that_is_not_there_is_found_when_a_worker_starts():
    schedules.register("sample.gone", "tests.queue.sample.gone", every_minutes=5)

    with pytest.raises(ImportError, match="gone"):
        schedules.settle(at=SIX)

    assert Schedule.objects.count() == 0


def test_two_schedules_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"sample\.tick is declared twice"):
        schedules.register("sample.tick", "tests.queue.sample.tick", every_minutes=5)


@pytest.mark.parametrize(
    "rhythm",
    [
        {"every_minutes": 5, "daily_at": time(7, 0)},
        {"every_minutes": None, "daily_at": None},
        {"every_minutes": 0, "daily_at": None},
    ],
)
def test_the_table_holds_one_rhythm_to_a_schedule(rhythm):
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(name="两个节奏", task="x", since_at=SIX, **rhythm)
