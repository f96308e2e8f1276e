"""What goes with the moves of a matter: suspensions, co-handlers' input, work taken over."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models.matters import Matter, Part
from luoshi.breakdown.terms import Cause
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.trail.models import File


class Suspension(Row):
    """A span in which a matter stands still for a cause from outside (挂起)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="suspensions")
    cause = models.CharField(_("外部原因"), max_length=16, choices=Cause)
    reason = models.CharField(_("挂起理由"), max_length=500)
    since = models.DateField(_("挂起日期"))
    review_date = models.DateField(_("复查日期"))
    until = models.DateField(_("恢复日期"), null=True)

    class Meta:
        """A matter stands still once at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(until__isnull=True), name="suspension_once_at_a_time"
            ),
            models.CheckConstraint(
                name="suspension_is_looked_at_later", condition=Q(review_date__gt=F("since"))
            ),
            models.CheckConstraint(name="suspension_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.since}"


class Urging(Row):
    """That a matter was urged (催办, T13): by an officer, or by the clock on the day it ran late.

    Why stands in the officer's entry on the trail and nowhere else.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="urgings")
    round_number = models.PositiveSmallIntegerField()
    urged_date = models.DateField(_("催办日期"))
    level = models.PositiveSmallIntegerField(_("催办时的灯"))
    urged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Nobody is urged twice on one day."""

        constraints = [
            models.UniqueConstraint(fields=["matter", "urged_date"], name="urging_once_on_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.urged_date}"


class Input(Row):
    """What a joint or assisting unit contributes (协办意见); more may be said later."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="inputs")
    part = models.ForeignKey(Part, models.PROTECT, related_name="inputs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inputs")
    text = models.TextField(_("协办意见"))
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    giver_name = models.CharField(_("提出人"), max_length=60)
    given_at = models.DateTimeField()

    class Meta:
        """It says something."""

        constraints = [models.CheckConstraint(name="input_says_something", condition=~Q(text=""))]
        indexes = [models.Index(fields=["matter", "-given_at"], name="input_newest")]

    def __str__(self) -> str:
        return f"{self.matter} · {self.unit}"


class InputFile(Row):
    """A file beside a co-handler's input."""

    input = models.ForeignKey(Input, models.PROTECT, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="inputs")
    name = models.CharField(_("名称"), max_length=200)

    def __str__(self) -> str:
        return self.name


class Takeover(Row):
    """The paper record by which work already under way entered (承接)."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="takeover")
    ledger = models.CharField(_("纸质台账"), max_length=120)
    page = models.CharField(_("页码"), max_length=30)
    paper_number = models.CharField(_("原编号"), max_length=60)
    recorded_date = models.DateField(_("原登记日期"))
    done = models.TextField(_("此前办理情况"))
    round_number = models.PositiveSmallIntegerField(_("承接时轮次"))
    progress = models.DecimalField(_("承接时进度"), max_digits=5, decimal_places=2)

    class Meta:
        """One line of a paper ledger enters once."""

        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "paper_number"], name="takeover_once_of_a_paper_record"
            ),
            models.CheckConstraint(
                name="takeover_names_its_record",
                condition=~Q(ledger="") & ~Q(page="") & ~Q(paper_number="") & ~Q(done=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.page} {self.paper_number}"
