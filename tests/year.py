"""Time that passes hour by hour: every hour a worker of the house does what its schedules ask for.

The doors' clock is moved along, people act in between, and now and then a worker is killed: before
it began its job, in the middle, or when all was done and only not yet said.
"""

from collections import Counter
from datetime import datetime, time, timedelta

from django.db import transaction

from luoshi.queue import leases, schedules
from luoshi.queue.models import Job, Schedule
from luoshi.queue.tasks import named
from luoshi.queue.terms import State
from luoshi.queue.worker import Worker
from luoshi.site.demo.story import MORNING, WORKING_MINUTES, Story
from luoshi.timelimits.here import day_here
from tests.clock import held_at
from tests.planner import count_anew
from tests.walk import BEGIN, Walk, _newest

# What commits part by part has no middle that could be taken back.
IN_PARTS = {"luoshi.site.jobs.sign_head", "luoshi.site.jobs.sequence"}
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class Queue:
    """The house's workers, hour by hour.

    :param killed: how likely it is, each hour, that a worker is killed at its first job
    """

    def __init__(self, hand, begin, *, killed=0.0):
        self.hand, self.killed = hand, killed
        self.deaths = Counter()
        self.fired = Counter()
        self.hours = 0
        schedules.settle(at=begin)

    def work(self, at):
        """Do what is due at this hour; what a dead worker left is done after its lease."""
        self.hours += 1
        with held_at(at):
            self.fired.update(one.name for one in schedules.fire(at=at))
            if self.hand.random() < self.killed:
                self._kill(at)
                at += leases.LEASE + MINUTE
                with held_at(at):
                    Worker(clock=lambda: at).work(burst=True)
                return
            Worker(clock=lambda: at).work(burst=True)

    def _kill(self, at):
        lease = leases.claim(by="killed", at=at)
        if lease is None:
            return
        how = self.hand.choice(("before", "middle", "after"))
        if how == "middle" and lease.job.task in IN_PARTS:
            how = "before"
        self.deaths[how] += 1
        if how == "middle":
            with transaction.atomic():
                named(lease.job.task).func()
                transaction.set_rollback(True)
        elif how == "after":
            named(lease.job.task).func()

    def lost_and_doubled(self):
        """Return what the queue owes an answer for: jobs not done, and slots with two jobs."""
        open_jobs = list(Job.objects.exclude(state=State.DONE).values_list("task", "last_error"))
        slots = Counter(Job.objects.filter(slot__isnull=False).values_list("schedule", "slot"))
        return open_jobs, [slot for slot, number in slots.items() if number > 1]

    def days_turned(self):
        """Return on how many days the clock's daily run was put in."""
        return self.fired[Schedule.objects.get(task="luoshi.site.jobs.turn_day").name]


class HourlyWalk(Walk):
    """A random walk whose clock work is done by the queue, hour by hour."""

    def __init__(self, seed, *, deeds_a_day, killed):
        super().__init__(seed, deeds_a_day=deeds_a_day)
        self.queue = Queue(self.rng, BEGIN, killed=killed)
        self.hour = BEGIN

    def live(self, days):
        """Let so many days pass."""
        until = BEGIN + timedelta(days=days)
        while self.at < until:
            self.go(1)
        return self

    def _let_time_pass(self):
        before = day_here(self.at)
        self.at += self.pause
        while self.hour + HOUR <= self.at:
            self.hour += HOUR
            self.queue.work(self.hour)
        self.last = _newest()
        if day_here(self.at) != before:
            self.days += 1
            count_anew()


class HourlyStory(Story):
    """The demo city, its clock work done by the queue, hour by hour."""

    def __init__(self, *, killed, **size):
        super().__init__(**size)
        self.killed = killed
        self.queue = None

    def _pass(self, day):
        if self.queue is None:
            self.queue = Queue(self.hand, self._at(day, 0), killed=self.killed)
        acts = []
        if day < self.today and self.calendar.working(day):
            self.reporters.look_ahead(day, self.lives)
            acts = self.agenda.take(day)
        spread = [
            (self._at(day, MORNING, WORKING_MINUTES * number // len(acts)), act)
            for number, act in enumerate(acts)
        ]
        for hour in range(24):
            now = datetime.combine(day, time(hour), tzinfo=self.ends.tzinfo)
            if now > self.ends:
                break
            self.queue.work(now)
            for at, act in spread:
                if now <= at < now + HOUR:
                    self._do(act, at)
        count_anew()
