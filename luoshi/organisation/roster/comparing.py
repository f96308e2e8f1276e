"""The frame in which each sheet is compared: one row, one proposal or one sentence of refusal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from luoshi.kit.rules import Rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post, Unit
from luoshi.organisation.roster.columns import TABLES
from luoshi.organisation.roster.standing import Standing
from luoshi.organisation.roster.verdicts import Fate, Plan, Verdict, Writes
from luoshi.papers.sheets import Line, Sheet


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

    def rows(self, sheet: Sheet, propose: Callable[["Comparison", Line], Proposal]) -> None:
        """Judge every row of a sheet; faults of the reading come with their rows."""
        self.lines(sheet.name, sheet.rows, propose)
        self._settle(sheet)

    def trees(
        self,
        sheet: Sheet,
        known: Mapping[str, object],
        propose: Callable[["Comparison", Line], Proposal],
    ) -> None:
        """Judge every row of a sheet whose rows name the row above; those above come first."""
        ordered, stuck = in_tree_order(sheet.rows, known)
        self.lines(sheet.name, ordered, propose)
        for line in stuck:
            sentence = _("上级代码“%(code)s”不存在，或与本行互为上级")
            self.refuse(sheet.name, line.number, sentence % {"code": line.text("above")})
        self._settle(sheet)

    def lines(
        self,
        sheet: str,
        lines: Sequence[Line],
        propose: Callable[["Comparison", Line], Proposal],
    ) -> None:
        """Judge lines one by one, writing what may be written."""
        for line in lines:
            try:
                one = propose(self, line)
            except Wrong as wrong:
                self.refuse(sheet, line.number, str(wrong), heading=wrong.heading)
                continue
            fate, why = one.fate, one.why
            if fate in (Fate.NEW, Fate.CHANGED):
                if self.may(one.needs):
                    one.write()
                else:
                    fate, why = Fate.LEFT, _("须由%(who)s导入") % {"who": one.needs.says}
            self.verdicts.append(Verdict(sheet, line.number, fate, one.title, why))

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


def in_tree_order(
    lines: Sequence[Line], known: Mapping[str, object]
) -> tuple[list[Line], list[Line]]:
    """Order rows so that the row above comes first; rows that hang in the air come apart."""
    below: dict[str, list[Line]] = {}
    for line in lines:
        below.setdefault(line.text("above"), []).append(line)
    ordered: list[Line] = []
    codes = [above for above in below if not above or above in known]
    while codes:
        hanging = below.pop(codes.pop(), [])
        ordered += hanging
        codes += [line.text("code") for line in hanging]
    return ordered, [line for hanging in below.values() for line in hanging]
