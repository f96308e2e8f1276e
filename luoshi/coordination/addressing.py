"""主送 Units meant by what was typed or pasted from a sheet: by name or by group."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.coordination.asks_rules import SPEAKERS
from luoshi.organisation.models import Term, Unit, UnitGroup
from luoshi.organisation.queries import holds_on, names_of_units, rights_on

MOST_NAMED = 20
BETWEEN = re.compile(r"[、，,;；\t\r\n]+")


@dataclass(frozen=True)
class Meant:
    """Whom the words mean.

    :param units: in official order, each once
    :param unknown: words that mean no unit and no group, as they were typed
    """

    units: list[Unit]
    unknown: list[str]

    @property
    def refusal(self) -> str:
        """Say which words mean nobody, so that they can be put right; nothing where all do."""
        if not self.unknown:
            return ""
        words = {"number": len(self.unknown), "names": "、".join(self.unknown[:MOST_NAMED])}
        return _("有%(number)s个名称不认得：%(names)s") % words


def meant(words: str, *, on: date) -> Meant:
    """Find the units that words mean on a day. Four queries, however many names."""
    names = names_of_units(on)
    groups: dict[str, list[Unit]] = {}
    standing = {unit.pk: unit for unit in names.values()}
    for group in UnitGroup.objects.prefetch_related("places"):
        members = [standing[one.unit_id] for one in group.places.all() if one.unit_id in standing]
        groups[group.name] = members
    found: dict[UUID, Unit] = {}
    unknown = []
    for word in (one.strip() for one in BETWEEN.split(words)):
        if word in names:
            found[names[word].pk] = names[word]
        elif word in groups:
            found |= {unit.pk: unit for unit in groups[word]}
        elif word:
            unknown.append(word)
    return Meant(sorted(found.values(), key=lambda one: (one.place, one.code)), unknown)


def can_receive(units: Iterable[UUID], *, on: date) -> set[UUID]:
    """Return which units have somebody in a post who could receive what is sent. One query."""
    held = Term.objects.filter(
        rights_on(on),
        holds_on(on, "post__"),
        post__unit__in=list(units),
        post__role__in=SPEAKERS,
        person__is_active=True,
    )
    return set(held.values_list("post__unit", flat=True))
