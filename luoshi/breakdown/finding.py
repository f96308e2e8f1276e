"""检索 Matters are found by two characters: every pair of neighbours stands in an index.

Python makes the pairs, the same on both engines, from words folded as reading folds them, so that
traditional finds simplified. SQLite keeps them in a full-text table, PostgreSQL in an array with
its own index; beside the pairs stand marks of room and lead, so that a room reads its own alone.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from luoshi.breakdown.models import Matter
from luoshi.breakdown.models.ledger import MatterWords
from luoshi.kit.rows import new_id
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit, UnitAlias
from luoshi.organisation.terms import ONLOOKERS, ROOM_ROLES, OwnerRoom, Role
from luoshi.reading.folding import fold

# Words so common that more matters carry them are answered with the newest; the page says so.
MOST = 500
BATCH = 1000
# So many of the newest are looked through one by one before PostgreSQL asks its index.
NEWEST = 10_000
LONGEST = 600
MOST_LEADS = 60
JOINT = "joint"
# A run is what stands between marks and blanks: pairs do not reach across.
_RUNS = re.compile(r"[^\W_]+")
_LOW_BITS, _CHANCE = 15, 0x3FFF
_OF_A_ROOM = (*ROOM_ROLES, Role.VERIFIER, Role.ARCHIVIST)
_FTS = """
SELECT w.matter_id FROM breakdown_grams g
CROSS JOIN breakdown_matterwords w ON w.place = g.rowid
WHERE breakdown_grams MATCH %s AND ({again}) ORDER BY g.rowid DESC LIMIT %s
"""
# Materialized, or the planner walks the places backwards and tests every row on its way. That walk
# is right for a common word, whose newest are found at once: so it is walked first, a bounded way.
_NEWEST = "(SELECT place, grams FROM breakdown_grams ORDER BY place DESC LIMIT {number}) newest"
_GIN = """
WITH hits AS MATERIALIZED (SELECT place FROM {rows}
  WHERE (grams @> %s::text[] OR grams && %s::text[])
    AND (%s::text[] = '{{}}' OR grams && %s::text[]))
SELECT w.matter_id FROM hits g JOIN breakdown_matterwords w ON w.place = g.place
WHERE {again} ORDER BY w.place DESC LIMIT %s
"""


def folded(words: str) -> str:
    """Return words as they are compared: simplified, half width, small letters, no blanks."""
    return "".join(fold(words).lower().split())


def pairs_of(words: str) -> list[str]:
    """Return every pair of neighbours of folded words, each once; a run of one has none."""
    runs = (run[0] for run in _RUNS.finditer(words))
    return list(dict.fromkeys(run[at : at + 2] for run in runs for at in range(len(run) - 1)))


def lay(matters: Iterable[UUID]) -> int:
    """Lay down the words these matters are found by, in place of those laid before; count them.

    A piece of the deed that changed number, title, lead or room; writes no entry.
    """
    given = list(matters)
    rows = Matter.objects.filter(pk__in=given).select_related("list__document")
    fresh = [_words(one) for one in rows.defer("list__document__text").order_by("id")]
    with transaction.atomic():
        drop(given)
        for one, place in zip(fresh, _places(len(fresh)), strict=True):
            one.place = place
        MatterWords.objects.bulk_create(fresh, batch_size=BATCH)
        _index(fresh)
    return len(fresh)


def drop(matters: Sequence[UUID]) -> None:
    """Take the words of matters out of the index."""
    held = list(MatterWords.objects.filter(matter__in=matters))
    if not held:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # An index without contents takes out what it is told was in.
            cursor.executemany(
                "INSERT INTO breakdown_grams(breakdown_grams, rowid, grams) "
                "VALUES ('delete', %s, %s)",
                [(one.place, " ".join(_grams(one))) for one in held],
            )
        else:
            places = [one.place for one in held]
            cursor.execute("DELETE FROM breakdown_grams WHERE place = ANY(%s)", [places])
    MatterWords.objects.filter(pk__in=[one.pk for one in held]).delete()


def lay_missing(most: int = BATCH) -> int:
    """Lay the words of numbered matters that have none yet; call it until it returns nought."""
    missing = Matter.objects.filter(words__isnull=True).exclude(number="")
    return lay(missing.values_list("pk", flat=True)[:most])


def lay_changed() -> int:
    """Lay the words again of matters whose lead or room is not the one they were laid for."""
    rows = MatterWords.objects.values_list(
        "matter", "marks", "matter__lead", "matter__office", "matter__owner"
    )
    changed = [
        pk
        for pk, marks, lead, office, owner in rows.iterator(chunk_size=BATCH)
        if marks != _marks(lead, office, owner)
    ]
    return sum(lay(changed[at : at + BATCH]) for at in range(0, len(changed), BATCH))


def matching(typed: str, matters: QuerySet[Matter], by: Acting) -> tuple[QuerySet[Matter], bool]:
    """Keep the matters that carry what was typed in number, title, words, source or lead's name.

    Whoever reads for a room or a whole city is answered from the index; the matters of a unit are
    few enough to be read. Five queries at most.

    :returns: what is found, and whether it is only the newest of too many
    """
    words = folded(typed)[:LONGEST]
    leads = _units_called(words)
    pairs, scope = pairs_of(words), _scope(by)
    if not pairs or scope is None:
        return matters.filter(Q(words__text__contains=words) | Q(lead__in=leads)), False
    found = _found(words, pairs, leads, scope)
    return matters.filter(pk__in=found[:MOST]), len(found) > MOST


def _found(words: str, pairs: list[str], leads: list[UUID], scope: list[str]) -> list[UUID]:
    """Return the newest that match, one more than are shown."""
    called = [f"u{one.hex}" for one in leads]
    sqlite = connection.vendor == "sqlite"
    # One pair and nothing else is exact; of several it must be seen that they follow one another.
    exact = len(words) == 2
    same = "instr(w.text, %s) > 0" if sqlite else "strpos(w.text, %s) > 0"
    is_led = "substr(w.marks, 1, 33) = %s"
    again = "1 = 1" if exact else " OR ".join([same, *[is_led] * len(called)])
    asked = [] if exact else [words, *called]
    if sqlite:
        return _hits(_FTS.format(again=again), [_match(pairs, called, scope), *asked])
    given = [pairs, called, scope, scope, *asked]
    newest = _NEWEST.format(number=NEWEST)
    found = _hits(_GIN.format(rows=newest, again=again), given)
    if len(found) > MOST:
        return found
    return _hits(_GIN.format(rows="breakdown_grams", again=again), given)


def _hits(sql: str, given: Sequence[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, MOST + 1])
        return [UUID(str(one)) for [one] in cursor.fetchall()]


def _match(pairs: list[str], called: list[str], scope: list[str]) -> str:
    """Say it in the words of the full-text table; every pair is letters and digits only."""
    wanted = "(" + " AND ".join(f'"{one}"' for one in pairs) + ")"
    wanted = "(" + " OR ".join([wanted, *called]) + ")"
    return f"{wanted} AND ({' OR '.join(scope)})" if scope else wanted


def _units_called(words: str) -> list[UUID]:
    """Return the units of whose names the words are a part; none for a single character."""
    if len(words) < 2:
        return []
    names = [*Unit.objects.values_list("pk", "name"), *Unit.objects.values_list("pk", "short_name")]
    standing = UnitAlias.objects.filter(withdrawn_at__isnull=True)
    names += standing.values_list("unit", "name")
    found = dict.fromkeys(pk for pk, name in names if words in folded(name))
    return list(found)[:MOST_LEADS]


def _scope(by: Acting) -> list[str] | None:
    """Return the marks one of which all that this post sees bears; None to read it instead.

    The empty list is a whole city. What is seen is narrowed by the rule all the same.
    """
    if by.role in _OF_A_ROOM:
        own = [f"o{by.unit_id.hex}"]
        return [*own, JOINT] if by.room in (OwnerRoom.PARTY, OwnerRoom.GOVERNMENT) else own
    if by.role == Role.SECRETARY_GENERAL:
        below = Unit.objects.filter(path__startswith=by.unit_path)
        return [f"o{pk.hex}" for pk in below.values_list("pk", flat=True)[:MOST]]
    return [] if by.role in (*ONLOOKERS, Role.MAIN_LEADER) else None


def _words(matter: Matter) -> MatterWords:
    document = matter.list.document
    said = (
        matter.number,
        matter.title,
        matter.requirement[:LONGEST],
        document.title,
        document.document_number,
    )
    marks = _marks(matter.lead_id, matter.office_id, matter.owner)
    return MatterWords(matter=matter, text="\n".join(map(folded, said)), marks=marks)


def _marks(lead: UUID, office: UUID, owner: str) -> str:
    return f"u{lead.hex} o{office.hex}" + (f" {JOINT}" if owner == OwnerRoom.JOINT else "")


def _grams(row: MatterWords) -> list[str]:
    return [*row.marks.split(), *pairs_of(row.text)]


def _places(number: int) -> list[int]:
    """Return places that rise with the hour, those of one batch in a row."""
    fresh = new_id().int
    first = (fresh >> 80 << _LOW_BITS) + (fresh & _CHANCE)
    return list(range(first, first + number))


def _index(rows: Sequence[MatterWords]) -> None:
    sqlite = connection.vendor == "sqlite"
    name = "rowid" if sqlite else "place"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO breakdown_grams({name}, grams) VALUES (%s, %s)",
            [(one.place, " ".join(_grams(one)) if sqlite else _grams(one)) for one in rows],
        )
