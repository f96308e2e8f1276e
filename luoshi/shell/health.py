"""运行情况 How the house itself stands: what an administrator must know before anybody complains.

Each check says what it saw and whether that is well. The same checks, without words, are what
/healthz answers to a machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import disk_usage

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import not_yours, system_admin
from luoshi.organisation.terms import Role
from luoshi.queue import leases
from luoshi.queue.models import Job, Schedule
from luoshi.queue.queries import failed, standing
from luoshi.queue.terms import State
from luoshi.shell.models import Channel, Dispatch
from luoshi.shell.outside import set_up
from luoshi.shell.terms import ChannelKind, Standing
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Backup, Entry, Head
from luoshi.trail.operations import About, write

LAG = timedelta(minutes=10)
HEAD_AGE = timedelta(hours=36)
BACKUP_AGE = timedelta(days=7)
# The clock turns at half past midnight; it is missed when it has not by this time of the night.
TURN_WAITS = timedelta(hours=1)
FREE_SHARE = 10
SHOWN = 50
# From this month on next year's holidays are known, and dates run into it.
NEXT_YEAR_FROM = 12
NAMES: dict[str, str | Promise] = {
    "breakdown.lay_words": gettext_lazy("补事项检索用字"),
    "breakdown.throw_away_exports": gettext_lazy("清理过期导出"),
    "coordination.deliver_asks": gettext_lazy("送达待送的征询、排年度报送"),
    "coordination.lapse_requests": gettext_lazy("过期的申请自动失效"),
    "queue.sweep": gettext_lazy("清理已完成的后台任务"),
    "shell.deliver": gettext_lazy("送站内消息"),
    "shell.lay_digests": gettext_lazy("生成每日提醒"),
    "shell.send": gettext_lazy("向外投递"),
    "shell.sweep_digests": gettext_lazy("清理过期提醒"),
    "site.turn_day": gettext_lazy("日切：续排应报、逾期催办"),
    "site.sequence": gettext_lazy("留痕入树"),
    "site.sign_head": gettext_lazy("签署树头"),
    "site.forget_reads": gettext_lazy("清理过期查阅记录"),
    "site.sweep_files": gettext_lazy("清理已清除的附件"),
}


@dataclass(frozen=True)
class Check:
    """One check: its key for machines, its words, what was seen, and whether that is well."""

    key: str
    label: str
    said: str
    well: bool


@dataclass(frozen=True)
class Run:
    """A schedule with its last run."""

    name: str
    words: str
    rhythm: str
    last_slot: datetime | None
    job: Job | None


def checks(*, at: datetime) -> list[Check]:
    """Look at everything once; ten queries at most."""
    queue = standing(at=at)
    minutes = int(queue.lag.total_seconds() // 60)
    letters = letters_by_standing()
    dead = letters.get(Standing.DEAD, 0) + letters.get(Standing.UNSURE, 0)
    return [
        Check("queue_lag", _("后台任务积压"), _("%(n)s分钟") % {"n": minutes}, queue.lag <= LAG),
        Check("failed_jobs", _("失败的后台任务"), str(queue.failed), not queue.failed),
        _turned(at),
        Check("dead_letters", _("未发出的消息"), str(dead), not dead),
        _mail(),
        _head(at),
        _calendar(at),
        _disk(),
        _backup(at),
    ]


def letters_by_standing() -> dict[str, int]:
    """Count what waits to go out, what went, and what did not. One query."""
    rows = Dispatch.objects.order_by().values_list("standing")
    return dict(rows.annotate(number=Count("pk")))


def runs() -> list[Run]:
    """Return every schedule in force with the job of its last slot. Two queries."""
    schedules = list(Schedule.objects.filter(active=True).order_by("name"))
    slots = {(one.pk, one.last_slot) for one in schedules if one.last_slot is not None}
    jobs = Job.objects.filter(
        schedule__in=[pk for pk, _slot in slots], slot__in=[slot for _pk, slot in slots]
    ).defer("args", "kwargs", "last_error", "returned")
    last = {(one.schedule_id, one.slot): one for one in jobs}
    return [
        Run(
            name=one.name,
            words=str(NAMES.get(one.name, one.name)),
            rhythm=_rhythm(one),
            last_slot=one.last_slot,
            job=last.get((one.pk, one.last_slot)),
        )
        for one in schedules
    ]


def failed_jobs() -> Sequence[Job]:
    """Return the newest of what failed. Its error's words may hold a matter's: they stay unread."""
    return list(failed().defer("args", "kwargs", "last_error", "returned")[:SHOWN])


@transaction.atomic
def run_again(job: Job, *, by: Acting, at: datetime, key: str = "") -> None:
    """Let a failed job have its attempts anew (重新执行).

    :raises NotYours: if `by` is not the system administrator
    :raises NotFromHere: if it is not failed (any more)
    """
    _administrator(by, _("重新执行"))
    if not leases.again(job, at=at):
        raise NotFromHere(_("这项任务不在失败之列"))
    write("job.again", about=About("job", str(job.pk), job.task), by=by, at=at, key=key)


@transaction.atomic
def throw_away(job: Job, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take a failed job off the list for good (放弃任务); a job is a call and no record.

    :raises NotYours: if `by` is not the system administrator
    :raises NotFromHere: if it is not failed (any more)
    """
    _administrator(by, _("放弃任务"))
    gone, _by_model = Job.objects.filter(pk=job.pk, state=State.FAILED).delete()
    if not gone:
        raise NotFromHere(_("这项任务不在失败之列"))
    facts = {"error": job.error_class}
    about = About("job", str(job.pk), job.task)
    write("job.throw_away", about=about, by=by, at=at, facts=facts, key=key)


def _administrator(by: Acting, deed: str) -> None:
    if by.role != Role.SYSTEM_ADMIN:
        raise NotYours(not_yours(system_admin, deed))


def _turned(at: datetime) -> Check:
    # Soon after midnight the day before is all there can be: the run has its hour, and may wait.
    day = day_here(at - TURN_WAITS)
    turned = Entry.objects.filter(deed="dues.turn_day", about_kind="day")
    entry = turned.filter(about_id__gte=day.isoformat()).order_by("-about_id").first()
    said = full_time(entry.at) if entry else _("今天还没有")
    return Check("clock_turned", _("今日日切"), said, entry is not None)


def _mail() -> Check:
    """Say whether mail can go out; where nobody asked for any, nothing is amiss."""
    label = _("发信服务器")
    if set_up(ChannelKind.EMAIL):
        return Check("mail_set_up", label, _("已配置"), well=True)
    asked = Channel.objects.filter(kind=ChannelKind.EMAIL, closed_at__isnull=True).count()
    said = (
        _("没有配置，%(n)s人填了邮箱，邮件不发，只有站内提醒") if asked else _("没有配置，不发邮件")
    )
    return Check("mail_set_up", label, said % {"n": asked}, well=not asked)


def _head(at: datetime) -> Check:
    head = Head.objects.order_by("-size").only("at").first()
    said = full_time(head.at) if head else _("没有签署过")
    # Where nothing was done since, no new head is due; an old one is worth a look all the same.
    return Check("head_signed", _("签名树头"), said, bool(head) and at - head.at <= HEAD_AGE)  # type: ignore[union-attr]


def _calendar(at: datetime) -> Check:
    calendar, today = calendar_here(), day_here(at)
    years = [today.year] + ([today.year + 1] if today.month >= NEXT_YEAR_FROM else [])
    lacking = [year for year in years if year not in calendar.official]
    said = _("、").join(str(year) for year in (lacking or years))
    words = _("%(years)s年未装入，时限暂定") if lacking else _("%(years)s年已装入")
    return Check("calendar_loaded", _("放假安排"), words % {"years": said}, not lacking)


def _disk() -> Check:
    home = Path(settings.HOME)
    space = disk_usage(home if home.exists() else home.anchor)
    told = {"free": round(space.free / 10**9), "total": round(space.total / 10**9)}
    well = space.free * 100 >= space.total * FREE_SHARE
    return Check("disk_free", _("数据盘"), _("剩%(free)s GB，共%(total)s GB") % told, well)


def _backup(at: datetime) -> Check:
    last = Backup.objects.order_by("-taken_at").first()
    said = full_time(last.taken_at) if last else _("没有备份记录")
    well = last is not None and at - last.taken_at <= BACKUP_AGE
    return Check("backup_recent", _("最近备份"), said, well)


def _rhythm(one: Schedule) -> str:
    if one.every_minutes:
        return _("每%(n)s分钟") % {"n": one.every_minutes}
    hour = f"{one.daily_at:%H:%M}"
    return (_("工作日%(hour)s") if one.working_days else _("每日%(hour)s")) % {"hour": hour}
