"""What was earned (得分): a unit's total and rank, its terms, and the points beside them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.models.periods import Period
from luoshi.assessment.models.schemes import AssessedGroup, CatalogueRule
from luoshi.assessment.terms import AdjustmentState, Grade
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit


class Score(Row):
    """One unit's score in one period, with its whole tree of terms (ADR 0070).

    :ivar terms: `reckoning.spec.Term` rows as written by `scoring.texts_of`, decimals as text; JSON
        the database keeps as it is, since it is never asked for a part of it
    :ivar points: the sum of the terms and of the confirmed adjustments
    :ivar rank: its place in the group; units with the same points share the better one
    :ivar previous_rank, previous_points: of the last published period of the same kind
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="scores")
    group = models.ForeignKey(AssessedGroup, models.PROTECT, related_name="scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scores")
    points = models.DecimalField(_("得分"), max_digits=12, decimal_places=4)
    rank = models.PositiveIntegerField(_("位次"), null=True)
    grade = models.CharField(_("等次"), max_length=10, choices=Grade, blank=True)
    previous_points = models.DecimalField(_("上期得分"), max_digits=12, decimal_places=4, null=True)
    previous_rank = models.PositiveIntegerField(_("上期位次"), null=True)
    terms = models.TextField(blank=True)
    computed_at = models.DateTimeField()

    class Meta:
        """One for a unit and a period."""

        verbose_name = _("得分")
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="score_once_for_a_unit")
        ]
        indexes = [models.Index(fields=["period", "group", "rank"], name="score_of_a_group")]

    def __str__(self) -> str:
        return f"{self.period}·{self.unit}"


class Adjustment(Row):
    """Points beside the indicators, or a veto (加减分、一票否决), resting on a fact and a paper.

    :ivar count: how many events, days or places the rule's points are taken for
    :ivar points: signed, reckoned by the rule when proposed and shown so
    :ivar about_kind, about_id: the matter, notice or report it is about, where there is one
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="adjustments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    rule = models.ForeignKey(CatalogueRule, models.PROTECT, related_name="adjustments")
    count = models.DecimalField(_("件数"), max_digits=24, decimal_places=6, default=1)
    points = models.DecimalField(_("分值"), max_digits=12, decimal_places=4)
    reason = models.CharField(_("事实"), max_length=500)
    document_number = models.CharField(_("依据文号"), max_length=100, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)
    about_title = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=AdjustmentState, default=AdjustmentState.PROPOSED
    )
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposer_name = models.CharField(_("提出人"), max_length=60, blank=True)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decider_name = models.CharField(_("认定人"), max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("认定意见"), max_length=500, blank=True)

    class Meta:
        """Says the fact it rests on."""

        verbose_name = _("加减分")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="adjustment_says_why")]
        indexes = [models.Index(fields=["period", "unit"], name="adjustment_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.rule}·{self.unit}"
