"""What a unit says to its score, what two assessors found, and appeals (自评、审核、申诉)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.appeal_terms import AppealState, CheckVerdict, OpinionStance
from luoshi.assessment.models.periods import Period
from luoshi.assessment.models.schemes import Indicator
from luoshi.assessment.models.scores import Adjustment
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.trail.models import File


class SelfReport(Row):
    """What a unit says of its own period, in the words of its head (自评).

    :ivar points: what it gives itself, where it says so; never enters a score
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="self_reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("自评情况"))
    points = models.DecimalField(_("自评分"), max_digits=12, decimal_places=4, null=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reporter_name = models.CharField(_("自评人"), max_length=60)
    reported_at = models.DateTimeField(_("自评时间"))

    class Meta:
        """A unit says it once for a period, and says something."""

        verbose_name = _("自评")
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="self_report_once"),
            models.CheckConstraint(condition=~Q(text=""), name="self_report_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.period}·{self.unit}"


class UnitCheck(Row):
    """What one assessor found when looking over one unit's score (审核意见)."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="checks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    verdict = models.CharField(_("审核结论"), max_length=8, choices=CheckVerdict)
    note = models.CharField(_("审核意见"), max_length=500, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    checker_name = models.CharField(_("审核人"), max_length=60)
    checked_at = models.DateTimeField(_("审核时间"))

    class Meta:
        """Each assessor has one word on a unit; an objection says what is wrong."""

        verbose_name = _("审核意见")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit", "checked_by"], name="unit_check_one_for_each_hand"
            ),
            models.CheckConstraint(
                condition=~Q(verdict=CheckVerdict.OBJECTED) | ~Q(note=""),
                name="unit_check_objection_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}·{self.unit}·{self.checker_name}"


class Appeal(Row):
    """A unit says that one figure or one adjustment of its score is wrong (申诉).

    :ivar indicator, adjustment: what it is about; one of them
    :ivar figure_revision: the revision of the figure that stood when it was lodged
    :ivar decision: why it was upheld or refused, as the deciding opinion has it
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="appeals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="appeals")
    adjustment = models.ForeignKey(Adjustment, models.PROTECT, null=True, related_name="appeals")
    figure_revision = models.PositiveSmallIntegerField(null=True)
    ground = models.TextField(_("申诉理由"))
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.LODGED)
    lodged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lodger_name = models.CharField(_("申诉人"), max_length=60)
    lodged_at = models.DateTimeField(_("申诉时间"))
    decided_at = models.DateTimeField(_("复核时间"), null=True)
    decision = models.CharField(_("复核决定"), max_length=500, blank=True)
    settled_at = models.DateTimeField(_("更正时间"), null=True)

    class Meta:
        """It is about one thing, says why, and the same is not appealed against twice."""

        verbose_name = _("申诉")
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=False, adjustment__isnull=True)
                | Q(indicator__isnull=True, adjustment__isnull=False),
                name="appeal_is_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="appeal_says_why"),
            models.UniqueConstraint(
                fields=["period", "unit", "indicator"],
                condition=Q(indicator__isnull=False) & ~Q(state=AppealState.WITHDRAWN),
                name="appeal_once_for_a_figure",
            ),
            models.UniqueConstraint(
                fields=["adjustment"],
                condition=Q(adjustment__isnull=False) & ~Q(state=AppealState.WITHDRAWN),
                name="appeal_once_for_an_adjustment",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[AppealState.UPHELD, AppealState.SETTLED, AppealState.REFUSED]
                )
                | ~Q(decision="") & Q(decided_at__isnull=False),
                name="appeal_decided_says_why",
            ),
        ]
        indexes = [models.Index(fields=["period", "state"], name="appeal_of_a_period")]

    def __str__(self) -> str:
        return f"{self.unit}·{self.about_words}"

    @property
    def about_words(self) -> str:
        """What it is about, as the row says: an indicator, or a line of the catalogue."""
        if self.indicator is not None:
            return str(self.indicator)
        return str(self.adjustment.rule) if self.adjustment is not None else ""


class AppealOpinion(Row):
    """What one who did not score thinks of an appeal (复核意见)."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="opinions")
    stance = models.CharField(_("复核意见"), max_length=6, choices=OpinionStance)
    reason = models.CharField(_("理由"), max_length=500)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    giver_name = models.CharField(_("复核人"), max_length=60)
    given_at = models.DateTimeField(_("复核时间"))

    class Meta:
        """Each gives one, with a reason."""

        verbose_name = _("复核意见")
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "given_by"], name="appeal_opinion_one_for_each_hand"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="appeal_opinion_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal}·{self.giver_name}"


class AppealFile(Row):
    """A file of evidence beside an appeal (申诉佐证)."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=200)

    def __str__(self) -> str:
        return self.name
