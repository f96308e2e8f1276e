"""The frame in which each sheet is compared: one row, one proposal or one sentence of refusal.

Every bad row is found in one round: what a refused row would have laid down stands in for it in
memory, so that the rows that speak of it are judged by themselves. Nothing of it is written, for
one refused row stops the whole file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from luoshi.kit.rules import Rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post, Unit
from luoshi.organisation.roster.columns import TABLES
from luoshi.organisation.roster.standing import Standing
from luoshi.organisation.roster.verdicts import Fate, Plan, Verdict, Writes
from luoshi.papers.sheets import Line, Sheet, Unread


class Wrong(Exception):
    """A row cannot be taken in; the message says why, the heading where."""

    def __init__(self, sentence: str, heading: str = "") -> None:
        super().__init__(sentence)
        self.heading = heading


@dataclass(frozen=True)
class Proposal:
    """What a row would do.

    :param needs: the rule whose holder may do it; not asked where nothing changes
    :param write: puts it into the register as read and into the rows to be written
    """

    fate: Fate
    title: str
    needs: Rule
    why: str = ""
    write: Callable[[], None] = lambda: None


Propose = Callable[["Comparison", Line], Proposal]
StandIn = Callable[["Comparison", Line], None]


@dataclass
class Comparison:
    """A file against the register, for one person on one day."""

    standing: Standing
    by: Acting
    on: date
    verdicts: list[Verdict] = field(default_factory=list)
    writes: Writes = field(default_factory=Writes)
    _seen: dict[tuple[str, object], int] = field(default_factory=dict)
    _may: dict[int, bool] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """Return what has been found, in the order of the sheets and their rows."""
        sheets = list(TABLES)
        ordered = sorted(self.verdicts, key=lambda one: (sheets.index(one.sheet), one.row))
        return Plan(ordered, self.writes)

    def rows(self, sheet: Sheet, propose: Propose, stand_in: StandIn | None = None) -> None:
        """Judge every row of a sheet; faults of the reading come with their rows."""
        self._lines(sheet, _every_line(sheet), propose, stand_in)
        self._settle(sheet)

    def trees(
        self, sheet: Sheet, known: Mapping[str, object], propose: Propose, stand_in: StandIn
    ) -> None:
        """Judge every row of a sheet whose rows name the row above; those above come first."""
        for ordered, stuck in in_tree_order(_every_line(sheet), known):
            self._lines(sheet, ordered, propose, stand_in)
            for line in stuck:
                sentence = _("上级代码“%(code)s”不存在，或与本行互为上级")
                above = line.values.get("above")
                self.refuse(sheet.name, line.number, sentence % {"code": above or ""})
                stand_in(self, line)
        self._settle(sheet)

    def _lines(
        self, sheet: Sheet, lines: Sequence[Line], propose: Propose, stand_in: StandIn | None
    ) -> None:
        spoilt = {line.number for line in sheet.spoilt}
        for line in lines:
            try:
                one = propose(self, line)
                if line.number in spoilt:
                    one.write()
                    continue
            except (Wrong, Unread) as wrong:
                if isinstance(wrong, Wrong):
                    self.refuse(sheet.name, line.number, str(wrong), heading=wrong.heading)
                if stand_in is not None:
                    stand_in(self, line)
                continue
            fate, why = one.fate, one.why
            if fate in (Fate.NEW, Fate.CHANGED):
                if self.may(one.needs):
                    one.write()
                else:
                    fate, why = Fate.LEFT, _("须由%(who)s导入") % {"who": one.needs.says}
            self.verdicts.append(Verdict(sheet.name, line.number, fate, one.title, why))

    def refuse(self, sheet: str, row: int, sentence: str, *, heading: str = "") -> None:
        """Note that a row cannot be taken in."""
        self.verdicts.append(Verdict(sheet, row, Fate.REFUSED, why=sentence, heading=heading))

    def once(self, sheet: str, key: object, line: Line) -> None:
        """Let a key stand in one row of a sheet only.

        :raises Wrong: naming the row that has it already
        """
        first = self._seen.setdefault((sheet, key), line.number)
        if first != line.number:
            raise Wrong(_("与第%(row)s行重复") % {"row": first})

    def may(self, who: Rule) -> bool:
        """Tell whether the rule covers the person; each rule asks the database once."""
        if id(who) not in self._may:
            self._may[id(who)] = who.holds(self.by, Post(pk=self.by.post_id))
        return self._may[id(who)]

    def unit(self, line: Line, key: str = "unit") -> Unit:
        """Return the unit a row names by its code.

        :raises Wrong: if the register and the file know no such unit
        """
        code = line.text(key)
        if (unit := self.standing.units.get(code)) is None:
            raise Wrong(_("单位代码“%(code)s”不存在") % {"code": code})
        return unit

    def _settle(self, sheet: Sheet) -> None:
        for fault in sheet.faults:
            self.refuse(sheet.name, fault.row, fault.said(_), heading=fault.heading)


def _every_line(sheet: Sheet) -> list[Line]:
    return sorted([*sheet.rows, *sheet.spoilt], key=lambda line: line.number)


def in_tree_order(
    lines: Sequence[Line], known: Mapping[str, object]
) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield rows so that the row above comes first, each time with those that hang in the air.

    First what stands below the register, then what stands below a row whose own row above is
    nowhere, at last the circles: rows that stand above one another.
    """
    below: dict[str, list[Line]] = {}
    for line in lines:
        below.setdefault(str(line.values.get("above") or ""), []).append(line)
    in_file = {str(line.values.get("code") or "") for line in lines}
    ordered = _hanging(below, [above for above in below if not above or above in known])
    lost = [above for above in below if above not in in_file]
    stuck = [line for above in lost for line in below.pop(above)]
    yield ordered, stuck
    ordered = _hanging(below, [str(line.values.get("code") or "") for line in stuck])
    yield ordered, [line for circle in below.values() for line in circle]


def _hanging(below: dict[str, list[Line]], codes: list[str]) -> list[Line]:
    """Take out what hangs below the codes, row by row downwards."""
    ordered: list[Line] = []
    while codes:
        hanging = below.pop(codes.pop(), [])
        ordered += hanging
        codes += [str(line.values.get("code") or "") for line in hanging]
    return ordered
