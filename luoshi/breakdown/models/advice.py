"""Asking a language model about a list's paper: how far it is, and what came of it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models.lists import MatterList
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person

# Who has not answered by then was cut off with its process, and may be asked again.
GIVEN_UP = timedelta(minutes=10)


class Advice(Row):
    """One asking of a model for a list (请模型再看): the last of each list is kept. No deed.

    :ivar pieces: into how many the text was cut; `done` of them are answered or given up
    :ivar found: how many drafts came of it
    """

    list = models.OneToOneField(MatterList, models.CASCADE, related_name="advice")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    pieces = models.PositiveIntegerField(_("段数"), default=0)
    done = models.PositiveIntegerField(_("已看"), default=0)
    found = models.PositiveIntegerField(_("提出"), default=0)

    class Meta:
        """No more is seen than there is."""

        constraints = [
            models.CheckConstraint(
                name="advice_is_seen_to_its_end", condition=Q(done__lte=F("pieces"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.list} · {self.asked_at}"

    def waits(self, at: datetime) -> bool:
        """Tell whether the model is still at it, as far as anybody knows."""
        silent = self.answered_at is None and self.failed_at is None
        return silent and self.asked_at > at - GIVEN_UP
