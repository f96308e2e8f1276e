"""How often a kind of work is reported on here (报送频次), where the city says otherwise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.terms import Cadence
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person


class KindCadence(Row):
    """A city's own reporting cadence for a kind of work (类别频次); the newest one counts.

    :ivar kind: the code of a registered kind (`intake.kinds`)
    :ivar cadence: what a draft of that kind begins with, where its words say nothing else
    """

    kind = models.CharField(_("类别"), max_length=40)
    cadence = models.CharField(_("报送频次"), max_length=16, choices=Cadence)
    basis = models.CharField(_("依据"), max_length=200)
    set_at = models.DateTimeField(_("设定时间"))
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("设定人"))

    class Meta:
        """A paper stands behind it."""

        verbose_name = _("类别频次")
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="kind_cadence_names_its_basis"),
            models.CheckConstraint(
                condition=Q(cadence__in=Cadence.values), name="kind_cadence_is_a_known_one"
            ),
        ]
        indexes = [models.Index(fields=["kind", "-set_at"], name="kind_cadence_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_cadence_display()}"
