"""What the ledger finds now: sums in one query, the keys of a page in one, then the page's rows.

The keys come first because a sort that carries only keys is far smaller than one that carries rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from luoshi.breakdown.finding import matching
from luoshi.breakdown.ledger.columns import MAY_LACK, SORTS
from luoshi.breakdown.ledger.groups import (
    NO_GROUP,
    ORDER,
    Group,
    Piece,
    Tally,
    groups_of,
    in_order,
    lines_of,
    pieces_of,
)
from luoshi.breakdown.ledger.rows import NEEDED, WORDY
from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.lights import NOT_STARTED, at_levels, level_sql, with_light
from luoshi.breakdown.models import Matter
from luoshi.breakdown.rules import may_see
from luoshi.breakdown.terms import ENDED
from luoshi.intake.kinds import KINDS
from luoshi.intake.models import Document
from luoshi.kit.signs import light_of as sign_of
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit

Names = Mapping[str, tuple[object, str]]
COLUMNS = {"unit": "lead", "kind": "kind", "line": "work_line", "document": "list__document"}
GROUPED = {"unit": "lead", "source": "list__document", "kind": "kind", "line": "work_line",
           "light": "light_level"}  # fmt: skip


# Whoever opens the ledger looks for what is still to be done; what came to its end stands below.
ENDED_LAST = Case(When(state__in=ENDED, then=Value(1)), default=Value(0))


@dataclass(frozen=True)
class Answer:
    """What the ledger answers.

    :ivar tallies: sums over every filter but the light
    :ivar number: how many matters there are at the lights asked for
    :ivar lines: how many lines they take, closed groups taking one
    :ivar capped: whether a search found more than it shows
    """

    tallies: Sequence[Tally]
    number: int
    lines: int
    groups: Sequence[Group]
    capped: bool = False


def visible(by: Acting) -> QuerySet[Matter]:
    """Return the matters somebody may see, with nothing beside them."""
    return Matter.objects.filter(may_see(by)).order_by()


def narrowed(by: Acting, wanted: Wanted) -> tuple[QuerySet[Matter], bool]:
    """Keep what the filters ask for, all but the light; tell whether a search was cut short."""
    found, capped = visible(by), False
    if wanted.q:
        found, capped = matching(wanted.q, found, by)
    asked = {column: value for name, column in COLUMNS.items() if (value := getattr(wanted, name))}
    if wanted.state:
        asked["state__in"] = wanted.state
    if wanted.since:
        asked["due_date__gte"] = wanted.since
    if wanted.until:
        asked["due_date__lte"] = wanted.until
    return found.filter(**asked), capped


def at_light(found: QuerySet[Matter], wanted: Wanted, today: date) -> QuerySet[Matter]:
    """Keep the lights asked for; the level is reckoned only where something asks for it."""
    if wanted.light or "light" in (wanted.group, wanted.sort.removeprefix("-")):
        found = with_light(found, today)
    return at_levels(found, list(wanted.light)) if wanted.light else found


def tallied(found: QuerySet[Matter], today: date, group: str = "") -> list[Tally]:
    """Count matters alike and sum their progress. One query.

    :param found: without light; it is added here, and must be a question to the table itself
    """
    first, last = month_of(today)
    due = Q(due_date__gte=first, due_date__lt=last)
    month = Case(When(due, then=Value(1)), default=Value(0), output_field=IntegerField())
    sql, given = level_sql(today, connection.vendor)
    level = RawSQL(sql, given, output_field=IntegerField())
    rows = found.annotate(light_level=level, falls_due=month, held=_held(group))
    counted = (
        rows.order_by()
        .values_list("held", "light_level", "state", "falls_due")
        .annotate(number=Count("*"), done=Sum("progress"))
    )
    return [
        Tally(key_of(held), level, state, bool(falls_due), number, float(done))
        for held, level, state, falls_due, number, done in counted
    ]


def answer(by: Acting, wanted: Wanted, today: date) -> tuple[Answer, QuerySet[Matter]]:
    """Return the sums of what is asked for, and the matters themselves, in no order yet."""
    found, capped = narrowed(by, wanted)
    tallies = tallied(found, today, wanted.group)
    return summed(tallies, wanted, capped), at_light(found, wanted, today)


def summed(tallies: Sequence[Tally], wanted: Wanted, capped: bool = False) -> Answer:
    """Return the answer that these sums give."""
    lit = [one for one in tallies if _at(one.level, wanted)]
    number = sum(one.number for one in lit)
    if not wanted.group:
        return Answer(tallies, number, number, (), capped)
    names = names_of(wanted.group, {one.group for one in lit})
    order = in_order if wanted.group in ("light", "month") else groups_of
    groups = order(lit, names, wanted.fold)
    return Answer(tallies, number, lines_of(groups), groups, capped)


def on_lines(
    found: QuerySet[Matter], wanted: Wanted, said: Answer, start: int, stop: int
) -> list[tuple[Piece, list[Matter]]]:
    """Return the matters on these lines, in their groups. Two queries."""
    if not wanted.group:
        keys = list(ordered(found, wanted).values_list("pk", flat=True)[start:stop])
        return [(Piece(None, start, len(keys), 0), read(keys, wanted))]
    pieces = list(pieces_of(said.groups, start, stop))
    opened = [one for one in pieces if one.number and one.group]
    if not opened:
        return [(one, []) for one in pieces]
    first, number = opened[0].first, sum(one.number for one in opened)
    held = within(found, wanted.group, [one.group.key for one in opened if one.group])
    keys = list(ordered(held, wanted, "rank").values_list("pk", flat=True)[first : first + number])
    return list(dealt(pieces, read(keys, wanted)))


def dealt(
    pieces: Iterable[Piece], matters: Sequence[Matter]
) -> Iterator[tuple[Piece, list[Matter]]]:
    """Give each piece its matters, which stand in the order of the pieces."""
    at = 0
    for piece in pieces:
        yield piece, list(matters[at : at + piece.number])
        at += piece.number


def ordered(found: QuerySet[Matter], wanted: Wanted, before: str = "") -> QuerySet[Matter]:
    """Put matters in the order asked for, the number deciding between equals."""
    first = [before] if before else []
    name = wanted.sort.removeprefix("-")
    if name not in SORTS:
        return found.order_by(*first, ENDED_LAST, "due_date", "number", "id")
    column: Any = F(SORTS[name])
    # What has none stands last both ways; left to themselves the two engines differ.
    last = True if name in MAY_LACK else None
    order = column.desc(nulls_last=last) if wanted.sort[0] == "-" else column.asc(nulls_last=last)
    return found.order_by(*first, order, "number", "id")


def within(found: QuerySet[Matter], group: str, keys: Sequence[str]) -> QuerySet[Matter]:
    """Keep the matters of these groups, with the place of their group as `rank`."""
    held = found.annotate(held=_held(group))
    wheres = [Q(held__isnull=True) if key == NOT_STARTED else Q(held=key) for key in keys]
    whens = [When(where, then=Value(rank)) for rank, where in enumerate(wheres)]
    rank = Case(*whens, default=Value(None), output_field=IntegerField())
    return held.annotate(rank=rank).filter(rank__isnull=False)


def read(keys: Sequence[UUID], wanted: Wanted) -> list[Matter]:
    """Read these matters, in this order, with no more than a row shows."""
    wordy = [name for name in WORDY if name in wanted.columns]
    rows = Matter.objects.filter(pk__in=keys).only(*NEEDED, *wordy)
    found = {one.pk: one for one in rows}
    return [found[key] for key in keys if key in found]


def names_of(group: str, keys: Iterable[str]) -> Names:
    """Return place and name of each group of a kind. One query at most."""
    held = set(keys)
    if group == "unit":
        units = Unit.objects.filter(pk__in=held).values_list("pk", "place", "short_name", "name")
        return {str(pk): ((place, name), short or name) for pk, place, short, name in units}
    if group == "source":
        papers = Document.objects.filter(pk__in=held).values_list("pk", "title")
        return {str(pk): (title, title) for pk, title in papers}
    if group == "light":
        return {key: (place, str(sign_of(level).word)) for place, level in enumerate(ORDER)
                if (key := key_of(level)) in held}  # fmt: skip
    if group == "kind":
        return {key: (key, str(KINDS[key].label) if key in KINDS else key) for key in held}
    if group == "line":
        return {key: (key or "~", key or _("未定工作线")) for key in held}
    return {key: (key, _due_in(key)) for key in held}


def key_of(held: Any) -> str:
    """Return what a group is grouped by as the address says it."""
    return NOT_STARTED if held is None else str(held)


def _due_in(key: str) -> str:
    year, month = key.split("-")
    return _("%(year)s年%(month)s月到期") % {"year": int(year), "month": int(month)}


def _held(group: str) -> Any:
    if group == "month":
        # A day as text begins with its month on both engines, and no function is called on a row.
        return Substr(Cast("due_date", CharField()), 1, 7)
    return F(GROUPED[group]) if group in GROUPED else Value(NO_GROUP)


def _at(level: int | None, wanted: Wanted) -> bool:
    return not wanted.light or key_of(level) in wanted.light


def month_of(today: date) -> tuple[date, date]:
    """Return the first day of the month of a day, and of the next."""
    first = today.replace(day=1)
    return first, (first.replace(year=today.year + 1, month=1) if today.month == 12
                   else first.replace(month=today.month + 1))  # fmt: skip
