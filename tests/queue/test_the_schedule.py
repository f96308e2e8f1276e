"""定时: the whole schedule of the house, row by row; what is not here does not run by the clock."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import get_default_timezone

from luoshi.queue import schedules
from luoshi.queue.models import Job, Schedule
from luoshi.shell.health import NAMES
from tests.world import SHANGHAI

SCHEDULE = """
breakdown.lay_words            every 5     luoshi.breakdown.jobs.lay_words
breakdown.throw_away_exports   daily 03:20 luoshi.breakdown.jobs.throw_away_exports
coordination.deliver_asks      daily 00:40 luoshi.coordination.jobs.deliver_asks
coordination.lapse_requests    daily 00:40 luoshi.coordination.jobs.lapse_requests
queue.sweep                    daily 03:30 luoshi.queue.jobs.sweep_done
shell.deliver                  every 1     luoshi.shell.jobs.deliver
shell.lay_digests              daily 08:30 luoshi.shell.jobs.lay_digests
shell.send                     every 1     luoshi.shell.jobs.send
shell.sweep_digests            daily 03:40 luoshi.shell.jobs.sweep_digests
site.forget_reads              daily 03:00 luoshi.site.jobs.forget_reads
site.sequence                  every 10    luoshi.site.jobs.sequence
site.sign_head                 daily 06:00 luoshi.site.jobs.sign_head
site.sweep_files               daily 03:10 luoshi.site.jobs.sweep_files
site.turn_day                  daily 00:30 luoshi.site.jobs.turn_day
"""
ROWS = [tuple(line.split()) for line in SCHEDULE.strip().splitlines()]


def said(one):
    """Return a schedule as a row of the table says it."""
    rhythm = one.rhythm
    if rhythm.every_minutes:
        return one.name, "every", str(rhythm.every_minutes), one.task
    word = "working" if rhythm.working_days else "daily"
    return one.name, word, f"{rhythm.daily_at:%H:%M}", one.task


@pytest.mark.one_engine
def test_the_schedule_of_the_house_is_this_table():
    assert [said(one) for one in schedules.declared()] == ROWS


@pytest.mark.one_engine
def test_every_schedule_has_its_words_on_the_health_page():
    assert sorted(NAMES) == [row[0] for row in ROWS]


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_machine_off_for_a_week_does_each_of_its_works_once(row):
    begun = datetime(2026, 9, 28, 12, tzinfo=SHANGHAI)
    schedules.settle(at=begun)
    schedules.fire(at=begun, place=get_default_timezone())
    Job.objects.all().delete()
    Schedule.objects.exclude(name=row[0]).update(active=False)

    back = begun + timedelta(days=7)
    schedules.fire(at=back)
    schedules.fire(at=back + timedelta(seconds=5))

    [job] = Job.objects.all()
    assert job.task == row[3]


@pytest.mark.one_engine
def test_the_day_turns_before_its_digests_are_laid_and_its_head_signed():
    at = {one.name: one.rhythm.daily_at for one in schedules.declared()}

    assert at["site.turn_day"] < at["site.sign_head"] < at["shell.lay_digests"] == time(8, 30)
    assert date(2026, 10, 10).weekday() == 5
