"""The ledger on its way out to Excel: the view as it is seen, with real dates and numbers.

The columns chosen, in their order, the groups as a column of their own so that filters still work;
beside them always the full reason of the light and the day itself.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.breakdown.ledger import found, then
from luoshi.breakdown.ledger.columns import COLUMNS
from luoshi.breakdown.ledger.rows import Row, rows_of
from luoshi.breakdown.ledger.wanted import FILTERS, Wanted
from luoshi.breakdown.models import Matter
from luoshi.dues.terms import Reason
from luoshi.intake.kinds import KINDS
from luoshi.organisation.acting import Acting
from luoshi.papers.cells import Column, Kind

CHUNK = 500
Told = Callable[[int], object]
# More than this is written by the queue while its asker goes on.
AT_ONCE = 2000
WIDTHS = {"src": 30, "lead": 24, "assist": 26, "leader": 10, "due": 12, "progress": 9, "light": 10,
          "said": 44, "state": 10, "joint": 24, "kind": 14, "line": 14, "requirement": 44,
          "standard": 30, "cadence": 10, "issued": 12, "original": 12, "returned": 9,
          "urged": 9}  # fmt: skip
DAYS = ("due", "issued", "original")
NUMBERS = ("progress", "returned", "urged")


@dataclass(frozen=True)
class Outgoing:
    """What goes out: how many rows, and the matters in their order, not yet read.

    :ivar take: reads some of them, given their keys or the matters themselves
    """

    number: int
    keys: list[Any]
    take: Callable[[list[Any]], list[Matter]]
    wanted: Wanted
    day: date


def nobody(number: int) -> None:
    """Tell nobody how far it is."""


def prepared(
    by: Acting, wanted: Wanted, today: date, picked: Collection[UUID] | None = None
) -> Outgoing:
    """Find what goes out: all that is asked for, or those that were picked of all that is seen.

    Closed groups go out open, and every page goes.
    """
    usual = Wanted()
    wanted = replace(wanted, fold=(), page=1)
    if picked is not None:
        wanted = replace(wanted, **{name: getattr(usual, name) for name in FILTERS})
    day = wanted.day or today
    if wanted.day:
        _said, matters = then.answer(by, wanted, day)
        if picked is not None:
            matters = [one for one in matters if one.pk in picked]
        return Outgoing(len(matters), matters, list, wanted, day)
    said, rows = found.answer(by, wanted, day)
    if picked is not None:
        rows = rows.filter(pk__in=list(picked))
    before = ""
    if wanted.group:
        rows = found.within(rows, wanted.group, [one.key for one in said.groups])
        before = "rank"
    keys = list(found.ordered(rows, wanted, before).values_list("pk", flat=True))
    return Outgoing(len(keys), keys, lambda some: found.read(some, wanted), wanted, day)


def columns_of(wanted: Wanted) -> list[Column]:
    """Return the columns of the workbook."""
    shown = [Column("group", _("分组"), width=20)] if wanted.group else []
    shown += [
        Column("seq", _("序号"), Kind.NUMBER, width=6),
        Column("number", _("编号"), width=18),
        Column("title", _("事项"), width=32),
    ]
    for name in (*wanted.columns, *(one for one in ("due", "light") if one not in wanted.columns)):
        kind = Kind.DATE if name in DAYS else Kind.NUMBER if name in NUMBERS else Kind.TEXT
        heading = _("进度（%）") if name == "progress" else str(COLUMNS[name].label)
        shown.append(Column(name, heading, kind, width=WIDTHS[name]))
    return [
        *shown,
        Column("plan", _("序时进度（%）"), Kind.NUMBER, width=9),
        Column("reason", _("亮灯原因"), width=30),
        Column("says_done", _("单位报称"), width=10),
    ]


def lines_of(out: Outgoing, told: Told = nobody) -> Iterator[dict[str, Any]]:
    """Yield the rows in chunks, so that a whole city fits in the memory.

    :param told: is called with how many have been read after each chunk
    """
    until = then.end_of(out.wanted.day) if out.wanted.day else None
    running, number = iter(out.keys), 0
    states, cadences = _words_of("state"), _words_of("cadence")
    while chunk := list(islice(running, CHUNK)):
        for row in rows_of(out.take(chunk), out.day, until=until):
            number += 1
            said = {"state": states[row.matter.state], "cadence": cadences[row.matter.cadence]}
            yield _line(number, row, out) | said
        told(number)


def _words_of(column: str) -> dict[str, str]:
    """Return the words of a column's values: asked of each row, all would be translated anew."""
    field: Any = Matter._meta.get_field(column)
    return {value: str(words) for value, words in field.flatchoices}


def reason_of(row: Row, day: date) -> str:
    """Say why the light stands as it does, with the figures that make it so."""
    if row.light is None:
        return ""
    reason = str(row.light.reason.label)
    if row.light.reason in (Reason.OVERDUE, Reason.LONG_OVERDUE):
        days = (day - row.matter.due_date).days
        return _("%(reason)s：超过完成时限%(days)s天") % {"reason": reason, "days": days}
    if row.light.reason in (Reason.BEHIND, Reason.FAR_BEHIND) and row.plan is not None:
        figures = {"plan": f"{row.plan:.1f}", "progress": f"{row.matter.progress.normalize():f}"}
        words = _("%(reason)s：序时进度%(plan)s%%，实际%(progress)s%%")
        return words % ({"reason": reason} | figures)
    if row.light.reason in (Reason.DUE_SOON, Reason.DUE_TODAY) and row.left is not None:
        return _("%(reason)s：距完成时限%(days)s天") % {"reason": reason, "days": row.left}
    return reason


def _line(number: int, row: Row, out: Outgoing) -> dict[str, Any]:
    matter, kind = row.matter, KINDS.get(row.matter.kind)
    line = {
        "seq": number,
        "number": matter.number,
        "title": matter.title,
        "src": row.source,
        "lead": row.lead_name,
        "assist": row.assist,
        "leader": row.leader,
        "due": matter.due_date,
        "progress": matter.progress,
        "light": str(row.light.level.label) if row.light else _("未启动"),
        "said": f"{row.said.day:%Y-%m-%d} {row.said.words}" if row.said else "",
        "joint": row.joint,
        "kind": str(kind.label) if kind else matter.kind,
        "line": matter.work_line,
        "issued": matter.issued_date,
        "original": matter.original_due_date,
        "returned": matter.times_sent_back,
        "urged": matter.times_urged,
        "plan": None if row.plan is None else round(row.plan, 1),
        "reason": reason_of(row, out.day),
        "says_done": _("已报完成") if row.says_done else "",
    }
    for name in ("requirement", "standard"):
        if name in out.wanted.columns:
            line[name] = getattr(matter, name)
    if out.wanted.group:
        line["group"] = _group(line, matter, out.wanted.group)
    return line


def _group(line: dict[str, Any], matter: Matter, group: str) -> str:
    if group == "month":
        return f"{matter.due_date:%Y-%m}"
    named = {"unit": "lead", "source": "src", "kind": "kind", "line": "line", "light": "light"}
    return str(line[named[group]])
