"""所指 Which units of the register the words of a paper may mean, each with its reason.

What is near is offered and never taken; what was taken by a short name is said on the card.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process

from luoshi.breakdown.unstated import Offered
from luoshi.organisation.models import Unit
from luoshi.reading.matching import Match
from luoshi.reading.units import UnitBook
from luoshi.timelimits.calendar import Calendar

ALIKE = 60
MOST = 3
SHORTEST = 3
_REASONS: dict[Match, str | Promise] = {
    Match.WITHOUT_PLACE: gettext_lazy("原文省写地名"),
    Match.SHORT: gettext_lazy("按简称"),
    Match.SHARED_TAIL: gettext_lazy("原文并列省写"),
    Match.TYPO: gettext_lazy("一字之差，疑为错字"),
}


@dataclass(frozen=True)
class Names:
    """The units standing today by every name, and the groups they may be meant by together.

    :ivar calendar: the working days of the place; without it those of the official notices
    :ivar unstated: the day that is offered where the paper names none, if any
    """

    units: Mapping[str, Unit]
    groups: Mapping[str, tuple[Unit, ...]] = field(default_factory=dict)
    calendar: Calendar | None = None
    unstated: Offered | None = None

    @cached_property
    def book(self) -> UnitBook:
        """Return the names as the reader looks them up."""
        return book_of(self.units)


def book_of(units: Mapping[str, Unit]) -> UnitBook:
    """Lay out every name of the units, so that short names find the one they mean."""
    called: dict[str, list[str]] = {}
    for name, unit in units.items():
        called.setdefault(unit.name, []).append(name)
    return UnitBook.with_aliases(called.items())


def meant_by(words: str, names: Names) -> dict[Unit, str]:
    """Return up to three units some words may mean → why, the likest first."""
    found: dict[Unit, str] = {}
    for one in names.book.candidates(words):
        if one.unit in names.units:
            found.setdefault(names.units[one.unit], str(_REASONS.get(one.why, "")))
    for name in sorted(filter(partial(_shortened, words), names.units), key=len):
        found.setdefault(names.units[name], str(_REASONS[Match.SHORT]))
    known = list(names.units)
    alike = process.extract(words, known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=9)
    for name, _score, _at in alike:
        found.setdefault(names.units[name], _("字面相近"))
    return dict(list(found.items())[:MOST])


def _shortened(words: str, name: str) -> bool:
    """Tell whether some words are a name with characters left out, in their order."""
    rest = iter(name)
    return words[:1] == name[:1] and len(words) >= SHORTEST and all(one in rest for one in words)


def named_in(words: str, names: Names) -> list[Unit]:
    """Return the units a demand names, in its order; a name within a longer one is not meant."""
    places: dict[int, str] = {}
    for name in names.units:
        at = words.find(name) if len(name) >= SHORTEST else -1
        if at >= 0 and len(name) > len(places.get(at, "")):
            places[at] = name
    units, ends = [], 0
    for at, name in sorted(places.items()):
        if at >= ends:
            units.append(names.units[name])
            ends = at + len(name)
    return list(dict.fromkeys(units))


def read_as(words: str, unit: Unit, names: Names) -> str:
    """Say what was read as what, where the words are no name of the unit; "" where they are."""
    if not words or names.units.get(words) == unit:
        return ""
    for one in names.book.candidates(words):
        if names.units.get(one.unit) == unit and one.why in _REASONS:
            said = {"words": words, "unit": unit.short_name or unit.name, "why": _REASONS[one.why]}
            return _("“%(words)s”读作%(unit)s：%(why)s") % said
    return ""
