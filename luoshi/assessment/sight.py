"""Whose scores a post sees: leaders and the office that assesses all, a unit its own group.

A unit reads its own score whole. Of the others in its group it reads the total and the place and
nothing beneath them; of other groups nothing (domain/11: no ranking where none is owed).
"""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from luoshi.assessment.models import AssessedGroup, Period
from luoshi.assessment.rules import periods_shown, sees_all
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import UNIT_ROLES


@dataclass(frozen=True)
class Sight:
    """What of one period a post is shown.

    :ivar whole: every unit's terms; otherwise those of the units at and below `path`
    """

    whole: bool
    path: str

    def opens(self, unit: Unit) -> bool:
        """Tell whether a unit's terms are shown, and not its total alone."""
        return self.whole or self.is_own(unit)

    def is_own(self, unit: Unit) -> bool:
        """Tell whether it is the unit spoken for, or stands below it."""
        return unit.path.startswith(self.path)


def is_assessed_or_assesses(by: Acting) -> bool:
    """Tell whether the pages of scores are there at all for this post."""
    return sees_all(by) or by.role in UNIT_ROLES


def sight_of(by: Acting, period: Period) -> Sight:
    """Return what of a period this post is shown; the office that keeps the scheme sees all."""
    return Sight(sees_all(by) or period.scheme.office_id == by.unit_id, by.unit_path)


def periods_before(by: Acting) -> QuerySet[Period]:
    """Return the periods a post sees, the last one first, of a newer version of the scheme first.

    A period of the year ends with its last quarter and month: the shortest stands first.
    """
    seen = Period.objects.filter(periods_shown(by)).select_related("scheme")
    return seen.order_by("-until", "-since", "-scheme__version", "-pk")


def groups_before(by: Acting, period: Period) -> QuerySet[AssessedGroup]:
    """Return the groups of a period's scheme a post sees, each with `size`, how many it holds."""
    groups = AssessedGroup.objects.filter(scheme=period.scheme_id)
    if not sight_of(by, period).whole:
        groups = groups.filter(
            pk__in=period.scheme.units.filter(unit__path__startswith=by.unit_path).values("group")
        )
    return groups.annotate(size=Count("units")).order_by("place")
