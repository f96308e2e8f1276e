"""What the ledger keeps beside the matters: words to find them by, views, exports that wait."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models.matters import Matter
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Post, Unit


class MatterWords(Row):
    """What a matter is found by (检索文字), folded; its pairs of characters stand in an index.

    :ivar place: the row's number in the index; later rows have higher ones
    :ivar marks: the words of the index that no text holds: office, lead, whether it is joint
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="words")
    place = models.BigIntegerField(unique=True)
    text = models.TextField(_("检索文字"))
    marks = models.CharField(max_length=200)

    def __str__(self) -> str:
        return str(self.matter)


class LedgerView(Row):
    """A view of the ledger somebody kept (台账视图): what it asks for, as the address says it.

    A setting, not a deed: it leaves no entry and may be thrown away.

    :ivar unit: whose people see a shared view: the unit its owner spoke for
    """

    name = models.CharField(_("名称"), max_length=30)
    query = models.CharField(_("条件"), max_length=2000, blank=True)
    density = models.CharField(_("行距"), max_length=10, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="ledger_views")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ledger_views")
    shared = models.BooleanField(_("本单位共用"), default=False)

    class Meta:
        """A name stands for one view of an owner in a unit."""

        constraints = [
            models.UniqueConstraint(
                fields=["owner", "unit", "name"], name="ledger_view_has_its_own_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LedgerExport(Row):
    """A large export that is written while its asker goes on (台账导出); kept seven days.

    The file lies apart from the files of the trail: it is a copy, and it is thrown away.

    :ivar total: rows there were when it was asked for; `written` of them are done
    """

    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="ledger_exports")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=300)
    query = models.CharField(_("条件"), max_length=2000, blank=True)
    language = models.CharField(max_length=12)
    total = models.PositiveIntegerField(_("行数"))
    written = models.PositiveIntegerField(_("已写"), default=0)
    asked_at = models.DateTimeField(_("申请时间"))
    ready_at = models.DateTimeField(_("完成时间"), null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        """It is ready, or it failed, or it is on its way."""

        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True) | Q(failed_at__isnull=True),
                name="ledger_export_is_ready_or_failed",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="ledger_export_of_somebody")]

    def __str__(self) -> str:
        return self.title
