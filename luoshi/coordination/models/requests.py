"""A request: what a unit asks of the level that opened a matter, and what became of it.

Asking changes nothing about the matter and stops no clock. What was granted is carried out by the
deed of the matter itself, in the same transaction; the row keeps what stood when it was asked.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Matter, Round, Target
from luoshi.breakdown.terms import Cause
from luoshi.coordination.terms import (
    DECIDED,
    WAITING,
    Aspect,
    Ground,
    RequestKind,
    RequestState,
)
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.trail.models import File


class Request(Row):
    """延期、变更、挂起、终止申请: one asking of one unit about one round of a matter.

    :ivar standing_date: the matter's date when it was asked; never changed afterwards
    :ivar wanted_date: the date an extension asks for; `granted_date` may be earlier, never later
    :ivar before: what a change would replace, as words, when it was asked; `after` what by
    :ivar time: the how-manieth extension of the round it would be
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="requests")
    round = models.ForeignKey(Round, models.PROTECT, related_name="requests")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requests")
    kind = models.CharField(_("申请类型"), max_length=12, choices=RequestKind)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WRITTEN)
    reason = models.TextField(_("申请理由"))
    progress = models.TextField(_("目前进展"), blank=True)
    measures = models.TextField(_("已采取措施"), blank=True)
    safeguards = models.TextField(_("保障措施"), blank=True)
    ground = models.CharField(_("延期原因"), max_length=10, choices=Ground, blank=True)
    standing_date = models.DateField(_("申请时的时限"))
    wanted_date = models.DateField(_("拟完成时间"), null=True)
    granted_date = models.DateField(_("核定时限"), null=True)
    time = models.PositiveSmallIntegerField(_("第几次延期"), default=0)
    aspect = models.CharField(_("变更事项"), max_length=12, choices=Aspect, blank=True)
    before = models.TextField(_("原内容"), blank=True)
    after = models.TextField(_("变更后内容"), blank=True)
    new_lead = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="+")
    new_value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    cause = models.CharField(_("外部原因"), max_length=16, choices=Cause, blank=True)
    review_date = models.DateField(_("复查日期"), null=True)
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    preparer_name = models.CharField(_("拟稿人"), max_length=60)
    prepared_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(_("签发人"), max_length=60, blank=True)
    sent_at = models.DateTimeField(_("报送时间"), null=True)
    signing_note = models.CharField(_("签发意见"), max_length=500, blank=True)
    reviewer_name = models.CharField(_("审核人"), max_length=60, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(_("审核意见"), max_length=500, blank=True)
    consented_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    consenter_name = models.CharField(_("领导"), max_length=60, blank=True)
    consented_at = models.DateTimeField(null=True)
    consent_note = models.CharField(_("领导意见"), max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decider_name = models.CharField(_("审批人"), max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(_("审批意见"), max_length=500, blank=True)
    lapse_note = models.CharField(_("失效原因"), max_length=200, blank=True)

    class Meta:
        """One of a kind waits at a time; another hand decides; what is refused says why."""

        verbose_name = _("申请")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"],
                condition=Q(state__in=WAITING),
                name="request_one_of_a_kind_waits",
            ),
            models.CheckConstraint(name="request_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="request_to_extend_names_a_later_day",
                condition=~Q(kind=RequestKind.EXTENSION)
                | Q(wanted_date__gt=F("standing_date"), time__gte=1),
            ),
            models.CheckConstraint(
                name="request_is_granted_no_more_than_asked",
                condition=Q(granted_date__isnull=True) | Q(granted_date__lte=F("wanted_date")),
            ),
            models.CheckConstraint(
                name="request_to_extend_granted_has_its_day",
                condition=~Q(kind=RequestKind.EXTENSION, state=RequestState.GRANTED)
                | Q(granted_date__isnull=False),
            ),
            models.CheckConstraint(
                name="request_to_suspend_has_cause_and_review",
                condition=~Q(kind=RequestKind.SUSPENSION)
                | Q(review_date__isnull=False) & ~Q(cause=""),
            ),
            models.CheckConstraint(
                name="request_to_change_says_to_what",
                condition=~Q(kind=RequestKind.CHANGE) | ~Q(aspect="") & ~Q(after=""),
            ),
            models.CheckConstraint(
                name="request_decided_by_another_hand",
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("prepared_by")) & ~Q(decided_by=F("signed_by")),
            ),
            models.CheckConstraint(
                name="request_decided_has_its_hand",
                condition=Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(state__in=DECIDED) & Q(decided_by__isnull=True, decided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="request_refused_says_why",
                condition=~Q(state=RequestState.REFUSED) | ~Q(decision_note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "-prepared_at"], name="request_newest"),
            models.Index(fields=["state", "sent_at"], name="request_waiting"),
            models.Index(fields=["unit", "state"], name="request_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.matter}"


class RequestFile(Row):
    """A file of evidence beside a request (证明材料)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="requests")
    name = models.CharField(_("名称"), max_length=200)

    def __str__(self) -> str:
        return self.name
