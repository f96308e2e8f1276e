"""A matter: what one unit owes for one demand, by a date, to a standard of proof.

A matter is never deleted; a number once given is never used again.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models.lists import IssueNotice, MatterList
from luoshi.breakdown.terms import CLOSED, Cadence, Direction, MatterState, PartRole
from luoshi.intake.models import Instruction, Sentence
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Post, Unit
from luoshi.organisation.terms import OwnerRoom


class Matter(Row):
    """A supervised matter (督查事项): one demand, one lead unit, one date, one standard of proof.

    The light's days are kept here beside the due date, so that a ledger of a million rows can be
    sorted and counted by light without a join; they move only with an accepted report or decision.
    """

    # "" until set-up: the number is given with the approval, in the same transaction.
    number = models.CharField(_("编号"), max_length=40, blank=True)
    title = models.CharField(_("事项"), max_length=120)
    requirement = models.TextField(_("事项内容"))
    standard = models.TextField(_("完成标准"))
    deliverable = models.CharField(_("成果"), max_length=200, blank=True)
    kind = models.CharField(_("类别"), max_length=40)
    work_line = models.CharField(_("工作线"), max_length=60, blank=True)
    list = models.ForeignKey(MatterList, models.PROTECT, related_name="matters")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="supervised")
    owner = models.CharField(max_length=12, choices=OwnerRoom)
    # The lead part's unit, copied: rules ask it of every row of a page.
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="led")
    leader = models.ForeignKey(Post, models.PROTECT, null=True, related_name="sponsored")
    cadence = models.CharField(_("报送频次"), max_length=16, choices=Cadence)
    due_words = models.CharField(_("时限原文"), max_length=100, blank=True)
    due_date = models.DateField(_("完成时限"))
    original_due_date = models.DateField()
    warn_date = models.DateField(null=True)
    severe_date = models.DateField(null=True)
    lag_date = models.DateField(null=True)
    far_lag_date = models.DateField(null=True)
    report_warn_date = models.DateField(null=True)
    missed_date = models.DateField(null=True)
    missed_twice_date = models.DateField(null=True)
    ignored_date = models.DateField(null=True)
    progress = models.DecimalField(_("进度"), max_digits=5, decimal_places=2, default=0)
    times_sent_back = models.PositiveSmallIntegerField(default=0)
    # Of this round; the rows of Urging say when each was.
    times_urged = models.PositiveSmallIntegerField(_("催办次数"), default=0)
    last_urged_date = models.DateField(_("最近催办"), null=True)
    state = models.CharField(max_length=14, choices=MatterState, default=MatterState.DRAFT)
    # How many numbers of children were given out: the locked counter of T8.
    children_given = models.PositiveSmallIntegerField(default=0)
    leader_decides = models.BooleanField(_("须呈批"), default=False)
    decider = models.ForeignKey(Post, models.PROTECT, null=True, related_name="decides")
    suspended_date = models.DateField(_("挂起日期"), null=True)
    review_date = models.DateField(_("复查日期"), null=True)
    terminated_date = models.DateField(_("终止日期"), null=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    round_number = models.PositiveSmallIntegerField(default=1)
    issued_date = models.DateField(null=True)
    return_refused = models.BooleanField(default=False)
    claimed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    claimed_date = models.DateField(null=True)
    on_site = models.BooleanField(_("须实地核查"), default=False)
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verified_date = models.DateField(null=True)
    completed_date = models.DateField(null=True)
    written_off_at = models.DateTimeField(null=True)
    registered_date = models.DateField(null=True)
    registered_at = models.DateTimeField(null=True)

    class Meta:
        """What the database itself will not let be false."""

        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="matter_number_is_used_once"
            ),
            models.CheckConstraint(
                name="matter_number_comes_with_set_up",
                condition=Q(number="", state__in=[MatterState.DRAFT, MatterState.NOT_OPENED])
                | (~Q(number="") & ~Q(state=MatterState.DRAFT)),
            ),
            models.CheckConstraint(
                name="matter_verified_by_another_hand",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("claimed_by")),
            ),
            models.CheckConstraint(
                name="matter_closed_was_verified",
                condition=~Q(state__in=CLOSED) | Q(verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="matter_written_off_has_its_hour",
                condition=Q(
                    state__in=[MatterState.WRITTEN_OFF, MatterState.ARCHIVED],
                    written_off_at__isnull=False,
                )
                | (
                    ~Q(state__in=[MatterState.WRITTEN_OFF, MatterState.ARCHIVED])
                    & Q(written_off_at__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="matter_has_a_standard_of_proof", condition=~Q(standard="")
            ),
            models.CheckConstraint(
                name="matter_suspended_is_looked_at_again",
                condition=Q(
                    state=MatterState.SUSPENDED,
                    suspended_date__isnull=False,
                    review_date__isnull=False,
                )
                | (~Q(state=MatterState.SUSPENDED) & Q(review_date__isnull=True)),
            ),
            models.CheckConstraint(
                name="matter_terminated_has_its_day",
                condition=Q(state=MatterState.TERMINATED, terminated_date__isnull=False)
                | (~Q(state=MatterState.TERMINATED) & Q(terminated_date__isnull=True)),
            ),
            models.CheckConstraint(
                name="matter_before_a_leader_names_the_leader",
                condition=~Q(state=MatterState.BEFORE_LEADER) | Q(decider__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state", "due_date"], name="matter_of_an_office"),
            models.Index(fields=["lead", "state", "due_date"], name="matter_of_a_lead"),
            models.Index(fields=["state", "due_date"], name="matter_by_due"),
            # What two rooms supervise jointly is asked of by either, beside its own.
            models.Index(fields=["owner", "due_date"], name="matter_of_an_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Round(Row):
    """One run of a matter (轮次); a new instruction on a closed matter opens the next."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(default=1)
    instruction = models.ForeignKey(Instruction, models.PROTECT, null=True, related_name="rounds")
    requirement = models.TextField(blank=True)
    due_date = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Rounds are counted."""

        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="round_is_counted")
        ]

    def __str__(self) -> str:
        return f"{self.matter.number}/{self.number}"


class MatterSource(Row):
    """The words of the decision that a matter comes from, at their offsets in the document."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sources")
    sentence = models.ForeignKey(Sentence, models.PROTECT, related_name="matter_sources")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        """A source is not empty."""

        constraints = [
            models.CheckConstraint(name="source_is_not_empty", condition=Q(end__gt=F("start")))
        ]

    def __str__(self) -> str:
        return f"{self.matter} ← {self.sentence}"


class Part(Row):
    """A unit's part in a round of a matter: 牵头, 责任 or 配合."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parts")
    round = models.ForeignKey(Round, models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parts")
    role = models.CharField(max_length=8, choices=PartRole)
    task = models.CharField(_("分工"), max_length=300, blank=True)
    # Who answers for it now, where that changed since the receipt, which stays as it was signed.
    answers = models.CharField(_("责任人"), max_length=80, blank=True)
    notice = models.ForeignKey(IssueNotice, models.PROTECT, null=True, related_name="parts")
    given_up_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(_("提出协办意见时间"), null=True)
    waived_at = models.DateTimeField(_("免除协办意见时间"), null=True)
    waived_reason = models.CharField(_("免除理由"), max_length=300, blank=True)

    class Meta:
        """Exactly one leads; a unit has one part in a round; a part given up stays as history."""

        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round"],
                condition=Q(role=PartRole.LEAD, given_up_at__isnull=True),
                name="part_one_leads",
            ),
            models.UniqueConstraint(
                fields=["matter", "round", "unit"],
                condition=Q(given_up_at__isnull=True),
                name="part_once_for_a_unit",
            ),
            models.CheckConstraint(
                name="part_waived_says_why",
                condition=Q(waived_at__isnull=True) | ~Q(waived_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["unit", "matter"], name="part_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.matter} · {self.unit}"


class Receipt(Row):
    """A unit's receipt for its part (回执)."""

    part = models.OneToOneField(Part, models.PROTECT, related_name="receipt")
    notice = models.ForeignKey(IssueNotice, models.PROTECT, related_name="receipts")
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signer_name = models.CharField(_("签收人"), max_length=60)
    signed_at = models.DateTimeField()
    section = models.CharField(_("承办科室"), max_length=60, blank=True)
    handler = models.CharField(_("承办人及电话"), max_length=80, blank=True)
    plan = models.TextField(_("拟办安排"), blank=True)

    def __str__(self) -> str:
        return f"{self.notice} · {self.signer_name}"


class Target(Row):
    """A figure the matter must reach (量化目标)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="targets")
    metric = models.CharField(_("指标"), max_length=80)
    value = models.DecimalField(_("目标值"), max_digits=18, decimal_places=4)
    unit = models.CharField(_("计量单位"), max_length=30, blank=True)
    direction = models.CharField(max_length=2, choices=Direction, default=Direction.EQUAL)
    base = models.DecimalField(_("基数"), max_digits=18, decimal_places=4, default=0)
    words = models.CharField(_("原文"), max_length=120, blank=True)
    place = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.metric}{self.direction}{self.value.normalize():f}{self.unit}"


class Milestone(Row):
    """A point of the plan (节点): by this day, this share must stand (倒排工期)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="milestones")
    name = models.CharField(_("节点"), max_length=80)
    due_date = models.DateField(_("计划日期"))
    percent = models.DecimalField(_("应达进度"), max_digits=5, decimal_places=2)

    class Meta:
        """A share is of a hundred."""

        constraints = [
            models.CheckConstraint(
                name="milestone_share_of_a_hundred", condition=Q(percent__gte=0, percent__lte=100)
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_date}"
