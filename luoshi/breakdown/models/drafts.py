"""What the reader proposed and the officer made of it, before the list is submitted.

Drafts are not deeds: they are edited freely, autosaved, and leave no entry on the trail.
"""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models.lists import MatterList
from luoshi.breakdown.models.matters import Matter
from luoshi.breakdown.terms import Cadence, DraftVerdict, PartRole, StepKind
from luoshi.intake.models import Sentence
from luoshi.kit.rows import Row, new_id
from luoshi.organisation.models import Person, Unit


def none_yet() -> list[Any]:
    """Return no figures, no flags; inside the class `list` is the responsibility list."""
    return []


def nothing_typed() -> dict[str, Any]:
    """Return an empty card."""
    return {}


class Draft(Row):
    """A proposed matter: the reader's or the officer's own (草稿).

    :ivar flags: why a person must look: codes of reading, such as COLLECTIVE or NO_LEAD
    :ivar targets: figures as [{metric, value, unit, direction, raw}], value a decimal as text
    :ivar stamp: changes with every change, so that a page shown earlier is known as such
    :ivar held_by: who is at it (占用) until `held_until`; `wanted_by` asks to take it over
    :ivar revises: the issued matter that a later version changes, `why`; `ends` if it is given up
    :ivar was: how that matter stood, kept with the approval; see `versions.picture_of`
    :ivar typed: a card half written that cannot be kept as it is; a reload brings it back
    """

    list = models.ForeignKey(MatterList, models.PROTECT, related_name="drafts")
    place = models.PositiveIntegerField()
    sentence = models.ForeignKey(Sentence, models.PROTECT, null=True, related_name="drafts")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    title = models.CharField(_("事项"), max_length=120)
    requirement = models.TextField(_("事项内容"))
    standard = models.TextField(_("完成标准"), blank=True)
    deliverable = models.CharField(_("成果"), max_length=200, blank=True)
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头单位")
    )
    lead_words = models.CharField(_("牵头单位原文"), max_length=200, blank=True)
    due_date = models.DateField(_("完成时限"), null=True, blank=True)
    due_words = models.CharField(_("时限原文"), max_length=100, blank=True)
    cadence = models.CharField(_("报送频次"), max_length=16, choices=Cadence)
    cadence_words = models.CharField(_("频次原文"), max_length=60, blank=True)
    targets = models.JSONField(default=none_yet)
    confidence = models.DecimalField(_("把握"), max_digits=3, decimal_places=2, default=1)
    flags = models.JSONField(default=none_yet)
    verdict = models.CharField(max_length=10, choices=DraftVerdict, default=DraftVerdict.PROPOSED)
    skip_reason = models.CharField(_("跳过理由"), max_length=200, blank=True)
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="draft")
    work_line = models.CharField(_("工作线"), max_length=60, blank=True)
    stamp = models.UUIDField(default=new_id)
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    held_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)
    wanted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    typed = models.JSONField(default=nothing_typed)
    revises = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="revisions")
    ends = models.BooleanField(_("拟终止"), default=False)
    why = models.CharField(_("变更理由"), max_length=200, blank=True)
    was = models.JSONField(default=nothing_typed)

    class Meta:
        """What is accepted is complete; what is skipped or changes an issued matter says why."""

        constraints = [
            models.CheckConstraint(
                name="draft_accepted_is_complete",
                condition=~Q(verdict=DraftVerdict.ACCEPTED)
                | (Q(lead__isnull=False, due_date__isnull=False) & ~Q(standard="")),
            ),
            models.CheckConstraint(
                name="draft_skipped_says_why",
                condition=~Q(verdict=DraftVerdict.SKIPPED) | ~Q(skip_reason=""),
            ),
            models.CheckConstraint(
                name="draft_span_is_not_empty",
                condition=Q(start__isnull=True) | Q(end__gt=F("start")),
            ),
            models.CheckConstraint(
                name="draft_that_revises_says_why",
                condition=Q(revises__isnull=True, ends=False)
                | (Q(revises__isnull=False) & ~Q(why="")),
            ),
            models.UniqueConstraint(fields=["list", "revises"], name="draft_revises_a_matter_once"),
        ]
        indexes = [models.Index(fields=["list", "place"], name="draft_in_order")]

    def __str__(self) -> str:
        return self.title


class DraftUnit(Row):
    """A unit beside the lead in a draft; `words` that name no single unit wait for a person."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="units")
    role = models.CharField(max_length=8, choices=PartRole)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.words or str(self.unit)


class DraftStep(Row):
    """One step of somebody at the workbench (一步): taken back until the list is submitted (撤销).

    :ivar before: what stood: {"drafts": [...], "sentences": [...]}, drafts with their units
    :ivar after: draft id → stamp (null where it is gone), sentence id → disposition
    """

    list = models.ForeignKey(MatterList, models.CASCADE, related_name="steps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=StepKind)
    place = models.PositiveIntegerField(null=True)
    before = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        """The last step of a person is found first."""

        indexes = [models.Index(fields=["list", "person", "-id"], name="step_of_a_person")]

    def __str__(self) -> str:
        return f"{self.list} · {self.get_kind_display()}"
