"""删去 What is taken out of a draft, and what goes along with it: named first, dropped as named.

No entry is left: a draft binds nobody. What is gone does not come back, so nothing goes unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.assessment.models import AssessedGroup, CatalogueRule, Indicator, IndicatorTarget
from luoshi.assessment.operations.schemes import still_a_draft
from luoshi.flow.refusals import NotFromHere
from luoshi.organisation.acting import Acting

Dropped = AssessedGroup | Indicator | CatalogueRule


@dataclass(frozen=True)
class Along:
    """What goes when a group, an indicator or a line of the catalogue goes.

    :ivar lines: indicators in the order of their codes, the dropped one among them
    :ivar targets: how many targets units have in them
    :ivar units: how many units lose their place
    """

    lines: Sequence[Indicator] = ()
    targets: int = 0
    units: int = 0

    @property
    def key(self) -> str:
        """Return what a page that showed it brings back."""
        return f"{len(self.lines)} {self.targets} {self.units}"


def along_with(thing: Dropped) -> Along:
    """Return what goes along. A draft has no figures: none of its indicators was ever asked for."""
    if isinstance(thing, CatalogueRule):
        return Along()
    if isinstance(thing, AssessedGroup):
        held, units = Q(group=thing), thing.units.count()
    else:
        held, units = Q(pk=thing.pk) | Q(parent=thing) | Q(parent__parent=thing), 0
    lines = list(Indicator.objects.filter(held).order_by("code", "pk"))
    targets = IndicatorTarget.objects.filter(indicator__in=lines).count()
    return Along(lines, targets, units)


def drop(thing: Dropped, *, seen: str, by: Acting) -> None:
    """Take a group, an indicator or a line of the catalogue out of a draft (删去).

    :param seen: the key of what was named as going along
    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is no draft, or something else would go than what was named
    """
    scheme = thing.group.scheme if isinstance(thing, Indicator) else thing.scheme
    with still_a_draft(scheme, by=by, deed=_("删去")):
        if along_with(thing).key != seen:
            raise NotFromHere(_("要删去的内容在您打开之后已有变化，请核对后再删"))
        thing.delete()
