"""What the reader learned from the lists of this city (习得): names it met, phrases it weighed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.terms import LessonKind
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit


class Lesson(Row):
    """One thing learned: that words mean a unit, or that a phrase is or is no demand here.

    :ivar kept: how often a person let it stand; `dropped`, how often it was turned down
    :ivar withdrawn_at: since when it counts no more; taken up again, it counts as before
    """

    kind = models.CharField(max_length=8, choices=LessonKind)
    words = models.CharField(_("文字"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    kept = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        """A name says whom it means; each thing is learned once."""

        constraints = [
            models.CheckConstraint(
                name="lesson_name_means_a_unit",
                condition=Q(kind=LessonKind.PHRASE, unit__isnull=True)
                | Q(kind=LessonKind.NAME, unit__isnull=False),
            ),
            models.UniqueConstraint(
                F("words"),
                name="lesson_phrase_once",
                condition=Q(kind=LessonKind.PHRASE),
            ),
            models.UniqueConstraint(
                F("words"),
                F("unit"),
                name="lesson_name_once",
                condition=Q(kind=LessonKind.NAME),
            ),
        ]

    def __str__(self) -> str:
        return self.words
