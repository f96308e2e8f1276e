"""The two tables of the queue: jobs with their lease, and the schedules that put jobs in."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from luoshi.kit.rows import Row
from luoshi.queue.terms import State


class Schedule(Row):
    """A named schedule (定时任务): every so many minutes, or daily by the city's clock."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    task = models.CharField(_("任务"), max_length=200)
    every_minutes = models.PositiveIntegerField(_("每隔分钟"), null=True)
    daily_at = models.TimeField(_("每日时刻"), null=True)
    working_days = models.BooleanField(_("只在工作日"), default=False)
    active = models.BooleanField(_("启用"), default=True)
    altered = models.BooleanField(_("本地改过"), default=False)
    since_at = models.DateTimeField(_("起用时间"))
    last_slot = models.DateTimeField(_("最近一次"), null=True)

    class Meta:
        """A schedule has one rhythm."""

        constraints = [
            models.CheckConstraint(
                name="schedule_has_one_rhythm",
                # An unknown comparison passes a check, so that there are minutes is said apart.
                condition=Q(every_minutes__isnull=True, daily_at__isnull=False)
                | Q(
                    every_minutes__isnull=False,
                    every_minutes__range=(1, 1440),
                    daily_at__isnull=True,
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Job(Row):
    """A call that waits (任务): which function, with what, who holds it until when, how it went."""

    task = models.CharField(_("任务"), max_length=200)
    args = models.JSONField(_("参数"), default=list)
    kwargs = models.JSONField(_("具名参数"), default=dict)
    queue = models.CharField(_("队列"), max_length=32)
    priority = models.SmallIntegerField(_("优先"), default=0)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField(_("不早于"), null=True)
    # The row is written by Tasks API calls that carry no time: the database dates it.
    enqueued_at = models.DateTimeField(_("排队时间"), db_default=Now())
    started_at = models.DateTimeField(_("最近开始"), null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    lease_until = models.DateTimeField(_("租约到期"), null=True)
    lease_by = models.CharField(_("执行者"), max_length=100, default="", blank=True)
    attempts = models.PositiveIntegerField(_("次数"), default=0)
    error_class = models.CharField(_("错误类别"), max_length=200, default="", blank=True)
    last_error = models.TextField(_("最近错误"), default="", blank=True)
    returned = models.JSONField(_("结果"), null=True)
    schedule = models.ForeignKey(
        Schedule, models.PROTECT, null=True, related_name="jobs", verbose_name=_("定时任务")
    )
    slot = models.DateTimeField(_("班次"), null=True)

    class Meta:
        """What cannot be true of a job, and the order in which open ones are taken."""

        constraints = [
            models.CheckConstraint(
                name="job_is_leased_only_while_running",
                condition=Q(state=State.RUNNING, lease_until__isnull=False)
                | (~Q(state=State.RUNNING) & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="job_has_an_end_only_when_ended",
                condition=Q(state__in=[State.DONE, State.FAILED], finished_at__isnull=False)
                | Q(state__in=[State.WAITING, State.RUNNING], finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="job_failed_names_its_error",
                condition=~Q(state=State.FAILED) | ~Q(last_error=""),
            ),
            models.UniqueConstraint(name="job_once_per_slot", fields=["schedule", "slot"]),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "id"],
                name="job_open",
                condition=Q(state__in=[State.WAITING, State.RUNNING]),
            ),
            models.Index(fields=["state", "finished_at"], name="job_ended"),
        ]

    def __str__(self) -> str:
        return self.task
