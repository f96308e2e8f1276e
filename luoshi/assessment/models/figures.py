"""What was reached (指标值): entered or read off the record, certified, corrected openly."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.models.periods import Period
from luoshi.assessment.models.schemes import Indicator
from luoshi.assessment.terms import FigureState
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.trail.models import File


class Figure(Row):
    """One unit's figure for one indicator in one period, as one revision of it.

    A correction is a further revision; the old one stays beside it with who said it.

    :ivar value: None where there is none; `absence` then says why (不予考核, never zero)
    :ivar parts: further named numbers as text: votes, increment and growth, province_rank
    :ivar evidence: what of the record it counts: pairs of kind and id
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=6, null=True)
    absence = models.CharField(_("缺数原因"), max_length=200, blank=True)
    parts = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=FigureState, default=FigureState.ENTERED)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    enterer_name = models.CharField(_("填报人"), max_length=60, blank=True)
    entered_at = models.DateTimeField(_("填报时间"))
    certified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    certifier_name = models.CharField(_("核定人"), max_length=60, blank=True)
    certified_at = models.DateTimeField(_("核定时间"), null=True)
    reason = models.CharField(_("更正或退回理由"), max_length=500, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")

    class Meta:
        """One revision is current; a correction and an absence say why; certified has its hour."""

        verbose_name = _("指标值")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "indicator", "unit", "revision"], name="figure_revision_once"
            ),
            models.UniqueConstraint(
                fields=["period", "indicator", "unit"],
                condition=Q(current=True),
                name="figure_has_one_current",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="figure_corrected_says_why"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(absence=""), name="figure_absent_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=FigureState.CERTIFIED) | Q(certified_at__isnull=False),
                name="figure_certified_has_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}·{self.unit}"
