"""台账回溯: the ledger as it stood at the end of an earlier day, read off the trail.

What a person may see is asked of today; where each matter stood is read from its entries, its dues
and its rounds, and laid over the rows in memory. A constant number of queries; the sums, the order
and the pages are then reckoned here, over the matters this person sees.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Func

from luoshi.breakdown.ledger import found as standing
from luoshi.breakdown.ledger.columns import SORTS
from luoshi.breakdown.ledger.groups import Piece, Tally, pieces_of
from luoshi.breakdown.ledger.replay import Past
from luoshi.breakdown.ledger.rows import NEEDED, WORDY
from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import ENDED
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.timelimits.here import end_here

Answer = standing.Answer
# What never changes is asked of the database, what does is asked of the matter as it stood.
LASTING = ("state", "unit", "since", "until")


class KeyWords(Func):
    """A key as the trail names it: text with its four dashes, on either engine."""

    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **_extra: Any) -> Any:
        """Let the engine say it."""
        return super().as_sql(compiler, connection, template="(%(expressions)s)::text")

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> Any:
        """Put the dashes between the characters the engine keeps."""
        sql, given = compiler.compile(self.source_expressions[0])
        cuts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        return " || '-' || ".join(f"substr({sql}, {at}, {n})" for at, n in cuts), given * 5


def end_of(day: date) -> datetime:
    """Return the moment a day ended here; what was done at it belongs to the next."""
    return end_here(day)


def answer(by: Acting, wanted: Wanted, day: date) -> tuple[Answer, list[Matter]]:
    """Return the sums of what is asked for on that day, and the matters in their order."""
    usual = Wanted()
    lasting = replace(wanted, **{name: getattr(usual, name) for name in LASTING})
    found, capped = standing.narrowed(by, lasting)
    kept = [one for one in restated(found, wanted, day) if _asked_for(one, wanted)]
    tallies = [_tally(one, wanted, day) for one in kept]
    said = standing.summed(tallies, wanted, capped)
    lit = [
        (one, tally)
        for one, tally in zip(kept, tallies, strict=True)
        if not wanted.light or standing.key_of(tally.level) in wanted.light
    ]
    rank = {group.key: at for at, group in enumerate(said.groups)}
    ordered = _ordered([one for one, _tally in lit], wanted, day)
    if rank:
        held = {one.pk: rank[tally.group] for one, tally in lit}
        ordered.sort(key=lambda one: held[one.pk])
    return said, ordered


def on_lines(
    matters: Sequence[Matter], wanted: Wanted, said: Answer, start: int, stop: int
) -> list[tuple[Piece, list[Matter]]]:
    """Return the matters on these lines, in their groups."""
    if not wanted.group:
        shown = list(matters[start:stop])
        return [(Piece(None, start, len(shown), 0), shown)]
    return [
        (one, list(matters[one.before + one.first : one.before + one.first + one.number]))
        for one in pieces_of(said.groups, start, stop)
    ]


def restated(found: Any, wanted: Wanted, day: date) -> list[Matter]:
    """Return these matters as they stood at the end of a day, those there were.

    :param found: a queryset of matters
    """
    wordy = [name for name in WORDY if name in wanted.columns]
    rows = list(found.only(*NEEDED, *wordy))
    keys = found.annotate(key_words=KeyWords("pk")).values("key_words")
    past = Past(found.values("pk"), keys, day, end_of(day))
    return [one for one in rows if past.lay_over(one)]


def _asked_for(matter: Matter, wanted: Wanted) -> bool:
    return (
        (not wanted.state or matter.state in wanted.state)
        and (not wanted.unit or str(matter.lead_id) == wanted.unit)
        and (wanted.since is None or matter.due_date >= wanted.since)
        and (wanted.until is None or matter.due_date <= wanted.until)
    )


def _tally(matter: Matter, wanted: Wanted, day: date) -> Tally:
    shown = light_of(matter, day)
    level = shown.level if shown else None
    first, last = standing.month_of(day)
    return Tally(
        group=_group(matter, wanted.group, level),
        level=level,
        state=matter.state,
        this_month=first <= matter.due_date < last,
        number=1,
        done=float(matter.progress),
    )


def _group(matter: Matter, group: str, level: int | None) -> str:
    if group == "source":
        return str(matter.list.document_id)
    held = {
        "unit": matter.lead_id,
        "kind": matter.kind,
        "line": matter.work_line,
        "month": f"{matter.due_date:%Y-%m}",
        "light": level,
    }
    return standing.key_of(held[group]) if group else ""


def _ordered(matters: list[Matter], wanted: Wanted, day: date) -> list[Matter]:
    matters.sort(key=lambda one: (one.number, str(one.pk)))
    name = wanted.sort.removeprefix("-")
    if name not in SORTS:
        return sorted(matters, key=lambda one: (one.state in ENDED, one.due_date))
    if name == "lead":
        places = dict(Unit.objects.values_list("pk", "place"))
        return sorted(
            matters, key=lambda one: places[one.lead_id], reverse=wanted.sort.startswith("-")
        )

    def worth(one: Matter) -> Any:
        if name == "light":
            shown = light_of(one, day)
            return None if shown is None else int(shown.level)
        return getattr(one, SORTS[name])

    # What has no light or no day of issue stands last both ways, as it does now.
    having = [one for one in matters if worth(one) is not None]
    lacking = [one for one in matters if worth(one) is None]
    return [*sorted(having, key=worth, reverse=wanted.sort.startswith("-")), *lacking]
