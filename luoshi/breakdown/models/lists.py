"""The responsibility list of a document, and the notices that hand it to the units."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.terms import ListState
from luoshi.intake.models import Document
from luoshi.intake.terms import SignOff
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.organisation.terms import OwnerRoom


class MatterList(Row):
    """The responsibility list of a document (责任清单); a later change is the next version."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="lists")
    version = models.PositiveIntegerField(default=1)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="lists")
    owner = models.CharField(max_length=12, choices=OwnerRoom)
    sign_off = models.CharField(_("签发"), max_length=20, choices=SignOff, default=SignOff.DIRECTOR)
    basis = models.CharField(_("立项依据"), max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=ListState, default=ListState.DRAFTING)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    returned_note = models.CharField(_("退回修改意见"), max_length=500, blank=True)

    class Meta:
        """What is approved rests on a basis; one list of a document is drafted at a time."""

        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="list_has_its_version"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=[ListState.DRAFTING, ListState.SUBMITTED]),
                name="list_drafted_one_at_a_time",
            ),
            models.CheckConstraint(
                name="list_approved_has_a_basis",
                condition=Q(approved_at__isnull=True) | ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="list_issued_was_approved",
                condition=Q(issued_at__isnull=True) | Q(approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _("《%(title)s》责任清单（第%(version)s版）") % {
            # A title inside a title takes the single marks (GB/T 15834).
            "title": self.document.title.replace("《", "〈").replace("》", "〉"),
            "version": self.version,
        }


class IssueNotice(Row):
    """The notice that assigns (督查通知单): one for a unit, carrying all its matters of a list."""

    number = models.CharField(_("通知单号"), max_length=60, unique=True)
    list = models.ForeignKey(MatterList, models.PROTECT, related_name="notices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="notices_issued")
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    receipt_due_date = models.DateField(_("签收时限"))

    class Meta:
        """Found by the unit it was sent to."""

        indexes = [models.Index(fields=["unit", "-issued_at"], name="notice_of_a_unit")]

    def __str__(self) -> str:
        return self.number
