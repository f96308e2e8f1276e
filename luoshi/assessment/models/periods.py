"""A month, quarter or year that is assessed (考核周期), and where its assessment stands."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.models.schemes import Scheme
from luoshi.assessment.terms import PeriodKind, PeriodState
from luoshi.kit.rows import Row


class Period(Row):
    """One span of days under one version of a scheme, and the steps of its assessment.

    :ivar label: 2026-06, 2026-Q2 or 2026
    :ivar since, until: its first and last day
    :ivar publicity_until, appeal_until: last days of the windows, once publicity began
    :ivar step_until: by when the step it stands in is to be done; None where nothing runs
    :ivar note: why it was sent back or recalled, while that is still being mended
    :ivar computed_at: when its scores were last reckoned
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="periods")
    kind = models.CharField(_("周期"), max_length=8, choices=PeriodKind)
    label = models.CharField(max_length=8)
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=14, choices=PeriodState, default=PeriodState.COLLECTING)
    step_until = models.DateField(null=True)
    note = models.CharField(_("退回意见"), max_length=500, blank=True)
    opened_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True)
    previewed_at = models.DateTimeField(null=True)
    publicity_since = models.DateField(null=True)
    publicity_until = models.DateField(_("公示截止"), null=True)
    appeal_until = models.DateField(_("申诉截止"), null=True)
    approved_at = models.DateTimeField(null=True)
    approver_name = models.CharField(_("审定人"), max_length=60, blank=True)
    published_at = models.DateTimeField(null=True)
    number = models.CharField(_("通报文号"), max_length=60, blank=True)

    class Meta:
        """Each once under a scheme; it begins before it ends; a number is given once."""

        verbose_name = _("考核周期")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "label"], name="period_once_under_a_scheme"),
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="period_has_its_days"),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="period_number_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label
