"""征询报送 Whom an entry about an ask or a reply concerns: who asks, and which units are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from luoshi.coordination.models import Addressee, Ask
from luoshi.shell.audience import Where
from luoshi.trail.models import Entry

KINDS = ("ask", "addressee")


@dataclass(frozen=True)
class Concerned:
    """An ask, and the units to be told."""

    ask_id: UUID
    units: dict[Where, set[UUID]]


def told_by(entries: Sequence[Entry]) -> dict[UUID, Concerned]:
    """Return entry → whom it concerns. Three queries, however many entries."""
    rows = {
        str(pk): (ask, unit)
        for pk, ask, unit in Addressee.objects.filter(
            pk__in=[one.about_id for one in entries if one.about_kind == "addressee"]
        ).values_list("pk", "ask", "unit")
    }
    asks = {UUID(one.about_id) for one in entries if one.about_kind == "ask"}
    askers = {
        str(pk): unit for pk, unit in Ask.objects.filter(pk__in=asks).values_list("pk", "unit")
    }
    asked: dict[str, set[UUID]] = {}
    reached = Addressee.objects.filter(ask__in=asks, delivered_at__isnull=False)
    for ask, unit in reached.values_list("ask", "unit"):
        asked.setdefault(str(ask), set()).add(unit)
    found = {}
    for entry in entries:
        if entry.about_kind == "addressee" and entry.about_id in rows:
            ask, unit = rows[entry.about_id]
            found[entry.pk] = Concerned(ask, {Where.ASKED: {unit}})
        elif entry.about_kind == "ask" and entry.about_id in askers:
            units = {Where.ASKER: {askers[entry.about_id]}, Where.ASKED: _asked(entry, asked)}
            found[entry.pk] = Concerned(UUID(entry.about_id), units)
    return found


def _asked(entry: Entry, asked: dict[str, set[UUID]]) -> set[UUID]:
    """Return the units told: those a reminder names, else all it was delivered to."""
    named = entry.facts.get("ids")
    return {UUID(one) for one in named} if named else asked.get(entry.about_id, set())
