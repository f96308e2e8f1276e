"""What leaves the house: whereto, when not, and one row for each message on each channel.

Addresses are secrets: they are sealed in the row (`sealing`) and shown nowhere once saved.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.shell.models.messages import Digest, Message
from luoshi.shell.terms import ChannelKind, Failure, Standing
from luoshi.trail.models import Entry


class Channel(Row):
    """A way out of the house (渠道): a person's e-mail address, or a unit's robot in a group chat.

    Taken away, it keeps its row for what was sent, without the address.
    """

    kind = models.CharField(_("渠道"), max_length=10, choices=ChannelKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="channels")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="channels")
    sealed = models.TextField()
    takes_digest = models.BooleanField(_("每日提醒"), default=True)
    takes_urgings = models.BooleanField(_("催办"), default=True)
    set_at = models.DateTimeField(_("设置时间"))
    closed_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        """A person has an address, a unit has robots, one of each kind."""

        verbose_name = _("外部渠道")
        constraints = [
            models.CheckConstraint(
                name="channel_of_a_person_or_a_unit",
                condition=Q(kind=ChannelKind.EMAIL, person__isnull=False, unit__isnull=True)
                | (~Q(kind=ChannelKind.EMAIL) & Q(person__isnull=True, unit__isnull=False)),
            ),
            models.UniqueConstraint(fields=["kind", "person"], name="channel_once_for_a_person"),
            models.UniqueConstraint(fields=["kind", "unit"], name="channel_once_for_a_unit"),
            models.CheckConstraint(
                name="channel_closed_holds_no_address",
                condition=Q(closed_at__isnull=True) | Q(sealed=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id or self.unit_id}"


class QuietHours(Row):
    """The hours in which a person is sent nothing but emergencies (免打扰时段)."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="quiet_hours")
    begins = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


class Dispatch(Row):
    """One message on one channel (投递), laid in the transaction of what it tells.

    It holds no words and no address. Whoever sends first writes SENDING under a condition; what
    stays there was broken off, and nobody knows whether it went out: UNSURE, for a person to say.
    """

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="dispatches")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="dispatches")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="dispatches")
    # What a unit's group is told: the morning's numbers of a day, or that a matter was urged.
    day = models.DateField(null=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="dispatches")
    numbers = models.JSONField(default=dict)
    urgent = models.BooleanField(_("紧急"), default=False)
    standing = models.CharField(
        _("投递情况"), max_length=10, choices=Standing, default=Standing.WAITING
    )
    laid_at = models.DateTimeField(_("登记时间"))
    try_at = models.DateTimeField(_("不早于"))
    sending_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    failure = models.CharField(_("原因"), max_length=12, choices=Failure, default="", blank=True)
    # The number the other side answered with, where it did.
    answered = models.PositiveIntegerField(null=True)

    class Meta:
        """One row for each message on each channel; the keys that keep it from being sent twice."""

        verbose_name = _("投递")
        constraints = [
            models.UniqueConstraint(fields=["channel", "digest"], name="dispatch_digest_once"),
            models.UniqueConstraint(fields=["channel", "message"], name="dispatch_message_once"),
            models.UniqueConstraint(fields=["channel", "day"], name="dispatch_day_once"),
            models.UniqueConstraint(fields=["channel", "entry"], name="dispatch_entry_once"),
            models.CheckConstraint(
                name="dispatch_tells_one_thing",
                condition=Q(digest__isnull=False, message=None, day=None, entry=None)
                | Q(digest=None, message__isnull=False, day=None, entry=None)
                | Q(digest=None, message=None, day__isnull=False, entry=None)
                | Q(digest=None, message=None, day=None, entry__isnull=False),
            ),
            models.CheckConstraint(
                name="dispatch_failed_says_why",
                condition=~Q(standing__in=[Standing.DEAD, Standing.UNSURE]) | ~Q(failure=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["try_at"],
                condition=Q(standing__in=[Standing.WAITING, Standing.SENDING]),
                name="dispatch_open",
            ),
            models.Index(fields=["standing", "-laid_at"], name="dispatch_by_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.standing}"
