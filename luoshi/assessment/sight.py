"""Whose scores a post sees: leaders and the office that assesses all, a unit its own group.

A unit reads its own score whole. Of the others in its group it reads the total and the place and
nothing beneath them; of other groups nothing (domain/11: no ranking where none is owed).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from luoshi.assessment.models import AssessedGroup, Period
from luoshi.assessment.rules import inherited, periods_shown, sees_all
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import carried_on_by
from luoshi.organisation.models import Unit
from luoshi.organisation.terms import UNIT_ROLES


@dataclass(frozen=True)
class Sight:
    """What of one period a post is shown.

    :ivar whole: every unit's terms; otherwise those of the units at and below `path`
    :ivar carried: units that were merged into the one spoken for
    """

    whole: bool
    path: str
    carried: frozenset[UUID] = frozenset()

    def opens(self, unit: Unit) -> bool:
        """Tell whether a unit's terms are shown, and not its total alone."""
        return self.whole or self.is_own(unit)

    def is_own(self, unit: Unit) -> bool:
        """Tell whether it is the unit spoken for, stands below it, or went up in it."""
        return unit.path.startswith(self.path) or unit.pk in self.carried


def is_assessed_or_assesses(by: Acting) -> bool:
    """Tell whether the pages of scores are there at all for this post."""
    return sees_all(by) or by.role in UNIT_ROLES


def sight_of(by: Acting, period: Period) -> Sight:
    """Return what of a period this post is shown; the office that keeps the scheme sees all."""
    if sees_all(by) or period.scheme.office_id == by.unit_id:
        return Sight(True, by.unit_path)
    carried = carried_on_by(by.unit_id).values_list("pk", flat=True)
    return Sight(False, by.unit_path, frozenset(carried))


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
        own = period.scheme.units.filter(unit__path__startswith=by.unit_path).values("group")
        before = inherited(by).filter(period=period).values("group")
        groups = groups.filter(Q(pk__in=own) | Q(pk__in=before))
    return groups.annotate(size=Count("units")).order_by("place")
