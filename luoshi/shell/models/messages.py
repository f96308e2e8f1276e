"""What the hall keeps for itself: messages to people, how far the trail was read, own settings.

A message holds no words: what it says is read from the thing and its entry when it is shown, so
that it never says more than the person may see by then, and what was purged is gone here too.
"""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.models import Appeal, Appraisal, Period, Scheme
from luoshi.breakdown.models import IssueNotice, LedgerExport, Matter, MatterList
from luoshi.coordination.models import Ask
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Post
from luoshi.shell.terms import Why
from luoshi.trail.models import Entry

# What a line of an assessment leads to (考核); it names one of them and nothing else.
OF_AN_ASSESSMENT = ("period", "appeal", "scheme", "appraisal")
ELSEWHERE = ("matter", "notice", "list", "ask")


def alone(name: str) -> Q:
    """Return the condition that a message leads to one thing of an assessment, if to any."""
    others = [one for one in (*OF_AN_ASSESSMENT, *ELSEWHERE) if one != name]
    return Q(**{f"{one}__isnull": True for one in others})


class Digest(Row):
    """What one person is told on one morning (每日提醒): lines by id, never words.

    A person in two posts gets one digest; each line names the post it came to, its section and the
    seat of the notification matrix. Kept ninety days, as a reminder and no record.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="digests")
    day = models.DateField(_("日期"))
    at = models.DateTimeField(_("时间"))
    urgent = models.BooleanField(_("紧急"), default=False)
    lines = models.JSONField(default=list)

    class Meta:
        """One digest for a person on a day."""

        verbose_name = _("每日提醒")
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="digest_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class ToldLevel(Row):
    """The level of a matter's light that was told last (已提醒的灯); what is worse is news."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="told_level")
    level = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.matter_id} {self.level}"


class Message(Row):
    """One deed, told to one person in one post (站内消息).

    It names the one thing it leads to: a matter, a notice, a list, an ask, or a thing of an
    assessment; what tells of a post names none. A large export that is ready is no deed: it names
    the export, and goes when that is thrown away.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    post = models.ForeignKey(Post, models.PROTECT, related_name="messages")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="messages")
    why = models.CharField(_("收到原因"), max_length=12, choices=Why)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="messages")
    notice = models.ForeignKey(IssueNotice, models.PROTECT, null=True, related_name="messages")
    list = models.ForeignKey(MatterList, models.PROTECT, null=True, related_name="messages")
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, related_name="messages")
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="messages")
    appeal = models.ForeignKey(Appeal, models.PROTECT, null=True, related_name="messages")
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, related_name="messages")
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="messages")
    export = models.ForeignKey(LedgerExport, models.CASCADE, null=True, related_name="messages")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="messages")

    class Meta:
        """The same deed is told to the same person in the same post once; an export once."""

        verbose_name = _("站内消息")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person", "post"], name="message_tells_a_deed_once"
            ),
            models.CheckConstraint(
                condition=Q(notice__isnull=True, list__isnull=True)
                | Q(matter__isnull=True, list__isnull=True)
                | Q(matter__isnull=True, notice__isnull=True),
                name="message_leads_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(ask__isnull=True)
                | Q(matter__isnull=True, notice__isnull=True, list__isnull=True),
                name="message_of_an_ask_leads_there_alone",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True for name in OF_AN_ASSESSMENT})
                | reduce(or_, map(alone, OF_AN_ASSESSMENT)),
                name="message_of_an_assessment_leads_there_alone",
            ),
            models.UniqueConstraint(fields=["export"], name="message_tells_of_an_export_once"),
            models.UniqueConstraint(fields=["digest", "post"], name="message_of_a_digest_once"),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, export__isnull=True, digest__isnull=True)
                | Q(
                    Q(export__isnull=False, digest__isnull=True)
                    | Q(export__isnull=True, digest__isnull=False),
                    entry__isnull=True,
                    matter__isnull=True,
                    notice__isnull=True,
                    list__isnull=True,
                ),
                name="message_tells_of_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "post", "-at"], name="message_newest"),
            models.Index(
                fields=["person", "post"],
                condition=Q(read_at__isnull=True),
                name="message_not_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.entry_id or self.export_id or self.digest_id}"


class Cursor(Row):
    """How far somebody has followed the trail (读取位置): the last place that was told of."""

    name = models.CharField(max_length=20, unique=True)
    place = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name} {self.place}"


class PersonalSettings(Row):
    """How a person wants the pages (个人设置); put into the browser's cookies at sign-in."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="settings")
    chosen = models.JSONField(default=dict)

    class Meta:
        """One row for a person."""

        verbose_name = _("个人设置")

    def __str__(self) -> str:
        return str(self.person_id)
