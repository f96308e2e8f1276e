"""What a unit asks of many (征询报送), whom it asks, and what each of them said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.coordination.ask_terms import (
    BEFORE_SENDING,
    AskKind,
    AskState,
    FieldKind,
    ReplyState,
    Stance,
)
from luoshi.dues.models import Due
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.trail.models import File

MOST_MINUTES = 2400


class Ask(Row):
    """One unit asks many: opinions, to read and sign, material, or a return that recurs.

    :ivar minutes: how long one answer takes, as the asker reckons before sending
    :ivar answer_by: the day that was named; none where a time-limit rule or a cadence gives it
    :ivar expires_date: the last day it may ask anything; a return lays no period after it
    :ivar silence_consents: whether who says nothing in time has nothing to say (domain/14 Q17)
    :ivar hurry_reason: why the asked have less than two working days; shown to all of them
    :ivar repeat_reason: why it is asked although something like it was
    :ivar told_number: how many answers said how long they took; only the sum is kept, never whose
    """

    number = models.CharField(_("编号"), max_length=60, blank=True)
    kind = models.CharField(_("类别"), max_length=10, choices=AskKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="asks", verbose_name=_("发起单位"))
    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("内容和要求"), blank=True)
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    minutes = models.PositiveIntegerField(_("预计每家用时（分钟）"), null=True)
    answer_by = models.DateField(_("答复时限"), null=True)
    cadence = models.CharField(_("报送频次"), max_length=16, blank=True)
    expires_date = models.DateField(_("有效期至"), null=True)
    silence_consents = models.BooleanField(_("逾期未答复视为无意见"), default=False)
    hurry_reason = models.CharField(_("时限过短的理由"), max_length=200, blank=True)
    repeat_reason = models.CharField(_("重复征集的理由"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=AskState, default=AskState.DRAFTING)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafter_name = models.CharField(_("拟稿人"), max_length=60)
    drafted_at = models.DateTimeField()
    approver_name = models.CharField(_("签发人"), max_length=60, blank=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    note = models.CharField(_("签发意见"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_date = models.DateField(_("收结日期"), null=True)
    pressed_date = models.DateField(_("上次提醒日期"), null=True)
    told_number = models.PositiveIntegerField(default=0)
    told_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        """What is sent names its basis, its end and its cost; silence consents to opinions only."""

        verbose_name = _("征询报送")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="ask_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(*BEFORE_SENDING, AskState.WITHDRAWN))
                | (
                    ~Q(basis="")
                    & ~Q(number="")
                    & Q(minutes__isnull=False, expires_date__isnull=False, sent_at__isnull=False)
                ),
                name="ask_sent_names_basis_end_and_cost",
            ),
            models.CheckConstraint(
                condition=Q(kind=AskKind.OPINION) | Q(silence_consents=False),
                name="ask_takes_silence_for_consent_to_opinions_only",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=MOST_MINUTES),
                name="ask_costs_some_minutes",
            ),
            models.CheckConstraint(
                condition=Q(kind=AskKind.RETURN) | Q(cadence=""), name="ask_that_recurs_is_a_return"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_date__isnull=True)
                | Q(ended_at__isnull=False, ended_date__isnull=False),
                name="ask_ended_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-drafted_at"], name="ask_of_a_unit"),
            models.Index(fields=["-sent_at"], name="ask_newest_sent"),
        ]

    def __str__(self) -> str:
        return self.title


class AskField(Row):
    """One thing to be filled in (填报项)."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="fields")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(_("填报项"), max_length=60)
    kind = models.CharField(_("填什么"), max_length=8, choices=FieldKind)
    measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    required = models.BooleanField(_("必填"), default=True)

    class Meta:
        """A place holds one."""

        constraints = [
            models.UniqueConstraint(fields=["ask", "place"], name="ask_field_has_its_place")
        ]

    def __str__(self) -> str:
        return f"{self.label}（{self.measure}）" if self.measure else self.label


class Addressee(Row):
    """One unit that is asked, for one period, and its reply (主送单位).

    :ivar period: the period of a return; empty where it is asked once
    :ivar due: what it owes since it was delivered; its days decide late and silent
    :ivar read_at: when somebody of the unit first opened it; no person, and never ranked by
    """

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="asked")
    period = models.CharField(_("报送期"), max_length=20, blank=True)
    due = models.OneToOneField(Due, models.PROTECT, null=True, related_name="addressee")
    state = models.CharField(max_length=10, choices=ReplyState, default=ReplyState.WAITING)
    delivered_at = models.DateTimeField(_("送达时间"), null=True)
    read_at = models.DateTimeField(null=True)
    signer_name = models.CharField(_("签收人"), max_length=60, blank=True)
    signed_at = models.DateTimeField(_("签收时间"), null=True)
    stance = models.CharField(_("意见"), max_length=8, choices=Stance, blank=True)
    text = models.TextField(_("答复内容"), blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answerer_name = models.CharField(_("答复人"), max_length=60, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    note = models.CharField(_("退回意见"), max_length=500, blank=True)

    class Meta:
        """A unit is asked once for a period; delivered is owed; what is sent back says why."""

        verbose_name = _("主送单位")
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "unit", "period"], name="addressee_once_for_a_period"
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True, due__isnull=True)
                | Q(delivered_at__isnull=False, due__isnull=False),
                name="addressee_delivered_to_owes",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.RETURNED) | ~Q(note=""),
                name="addressee_sent_back_knows_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ReplyState.ANSWERED, ReplyState.ACCEPTED])
                | Q(answered_at__isnull=False, delivered_at__isnull=False),
                name="addressee_answered_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="addressee_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.ask}·{self.unit}"


class AskValue(Row):
    """What one unit filled in at one place (填报内容); figures and days in their plain form."""

    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="values")
    field = models.ForeignKey(AskField, models.PROTECT, related_name="values")
    said = models.CharField(max_length=2000, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")

    class Meta:
        """One for a place."""

        constraints = [
            models.UniqueConstraint(
                fields=["addressee", "field"], name="ask_value_once_for_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.said


class AskFile(Row):
    """A file the asker laid beside an ask, or a unit beside its reply (征询附件)."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="files")
    addressee = models.ForeignKey(Addressee, models.PROTECT, null=True, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=200)

    def __str__(self) -> str:
        return self.name
