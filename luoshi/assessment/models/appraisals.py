"""Who was asked about whom, and what was answered (评议): sums alone, never a single ballot."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.appraisal_terms import (
    AppraisalKind,
    AppraisalState,
    Choice,
    Scale,
    VoteGrade,
)
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit


class Appraisal(Row):
    """One question about some units, put to people by ballots without a name.

    :ivar span: the year or period it is about: 2026, 2026-Q2 or 2026-06
    :ivar until: the last day a ballot is taken
    :ivar voters: to whom ballots are handed out, in words
    :ivar paper_issued: ballots on paper; those by link are counted by their tokens
    :ivar least: under this value the grade is 不满意 whatever was voted; None: the votes alone
    :ivar issued, returned: ballots handed out and come back, written when it closes
    """

    title = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类别"), max_length=12, choices=AppraisalKind)
    scale = models.CharField(_("选项"), max_length=12, choices=Scale)
    question = models.CharField(_("评议内容"), max_length=200)
    span = models.CharField(_("年度或周期"), max_length=8)
    until = models.DateField(_("截止日期"))
    voters = models.CharField(_("发放对象"), max_length=200)
    paper_issued = models.PositiveIntegerField(_("纸质票发出数"), default=0)
    least = models.DecimalField(
        _("不满意线"), max_digits=5, decimal_places=2, null=True, validators=[MinValueValidator(0)]
    )
    office = models.ForeignKey(Unit, models.PROTECT, related_name="appraisals_held")
    state = models.CharField(max_length=10, choices=AppraisalState, default=AppraisalState.DRAFTING)
    drafted_at = models.DateTimeField()
    drafter_name = models.CharField(_("拟定人"), max_length=60)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closer_name = models.CharField(_("结束人"), max_length=60, blank=True)
    issued = models.PositiveIntegerField(_("发出票数"), null=True)
    returned = models.PositiveIntegerField(_("收回票数"), null=True)

    class Meta:
        """What is closed says how many were asked and how many answered."""

        verbose_name = _("评议")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=AppraisalState.CLOSED)
                | Q(closed_at__isnull=False, issued__isnull=False, returned__isnull=False),
                name="appraisal_closed_has_its_rate",
            ),
            models.CheckConstraint(
                condition=Q(returned__isnull=True) | Q(returned__lte=F("issued")),
                name="appraisal_returns_what_was_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Appraised(Row):
    """A unit that is appraised (被评议单位), and its grade once the appraisal is closed."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="appraised")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    grade = models.CharField(_("票决等次"), max_length=12, choices=VoteGrade, blank=True)

    class Meta:
        """A unit stands on a ballot once."""

        verbose_name = _("被评议单位")
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "unit"], name="appraised_unit_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.appraisal}·{self.unit}"


class Tally(Row):
    """How many gave one answer about one unit (计票): a ballot is added here and is gone.

    :ivar by_link, on_paper: how many came which way
    """

    appraised = models.ForeignKey(Appraised, models.CASCADE, related_name="tallies")
    choice = models.CharField(max_length=12, choices=Choice)
    by_link = models.PositiveIntegerField(default=0)
    on_paper = models.PositiveIntegerField(default=0)

    class Meta:
        """Each answer is counted in one place."""

        verbose_name = _("计票")
        constraints = [
            models.UniqueConstraint(fields=["appraised", "choice"], name="tally_of_a_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.appraised}·{self.get_choice_display()}"


class BallotToken(Row):
    """The right to one ballot by link (票号): only whether it was used, not when, by whom or how.

    :ivar digest: SHA-256 of the token; the token itself stands on the slip alone
    """

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False)

    class Meta:
        """Asked for by its digest; counted by appraisal."""

        verbose_name = _("票号")

    def __str__(self) -> str:
        return str(self.appraisal)


class PaperCount(Row):
    """What was counted of the ballots on paper (纸质票录入): two people, each on their own.

    :ivar counts: by appraised row and choice, as the first typed it
    """

    appraisal = models.OneToOneField(Appraisal, models.CASCADE, related_name="paper")
    returned = models.PositiveIntegerField(_("收回纸质票"))
    counts = models.JSONField(default=dict)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    enterer_name = models.CharField(_("录入人"), max_length=60)
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmer_name = models.CharField(_("复核人"), max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        """Whoever typed it first does not confirm it."""

        verbose_name = _("纸质票录入")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="paper_count_by_two_hands",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="paper_count_confirmed_has_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return str(self.appraisal)
