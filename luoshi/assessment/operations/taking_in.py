"""导入 A workbook or a pasted table taken into a draft scheme: rehearsed, then whole or not at all.

The rehearsal is the deed itself, undone: what it says is what will happen. The same file taken in
again changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.assessment import parameters, sheets
from luoshi.assessment.models import AssessedGroup, Indicator, Scheme
from luoshi.assessment.operations import drafting, targets
from luoshi.assessment.operations.schemes import still_a_draft
from luoshi.assessment.terms import Direction, Mean, RuleKind, Source
from luoshi.coordination import addressing
from luoshi.flow.refusals import NotFromHere, NotYours, Refused, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.papers.sheets import Line, Sheet, Unread
from luoshi.timelimits.here import day_here

NEW, CHANGED, SAME, REFUSED = "NEW", "CHANGED", "SAME", "REFUSED"
_WHOLE = Mapping[str, Sheet]
TOLD = ("group", "code", "name", "unit", "span")
# By what a row is known: two rows of one place would be one, and the first of them lost.
KEYS = {
    sheets.GROUPS: ("name",),
    sheets.LINES: ("group", "code"),
    sheets.TARGETS: ("group", "code", "unit", "span"),
    sheets.RULES: ("code",),
}


# More than any scheme has: everybody else waits to write while rows are taken in.
MOST_ROWS = {sheets.GROUPS: 500, sheets.LINES: 2_000, sheets.TARGETS: 10_000, sheets.RULES: 500}


@dataclass(frozen=True)
class Verdict:
    """What becomes of one row."""

    sheet: str
    row: int
    fate: str
    title: str
    heading: str = ""
    why: str = ""


@dataclass
class Report:
    """What becomes of every row."""

    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def refused(self) -> list[Verdict]:
        """Every row that cannot be taken in."""
        return [one for one in self.verdicts if one.fate == REFUSED]

    @property
    def idle(self) -> bool:
        """Whether nothing would be different."""
        return all(one.fate == SAME for one in self.verdicts)

    @property
    def fingerprint(self) -> str:
        """What differs as soon as something else would happen than was shown."""
        said = "\n".join(f"{v.sheet}|{v.row}|{v.fate}|{v.why}" for v in self.verdicts)
        return sha256(said.encode()).hexdigest()[:16]

    def count(self, sheet: str, fate: str) -> int:
        """Count the rows of a sheet that meet a fate."""
        return sum(1 for one in self.verdicts if (one.sheet, one.fate) == (sheet, fate))


class _Undone(Exception):
    """Ends a rehearsal: what it wrote is taken back."""


def rehearse(scheme: Scheme, book: _WHOLE, *, by: Acting, at: datetime) -> Report:
    """Say row by row what would happen, and write nothing (试算).

    :raises NotYours, NotFromHere: as `still_a_draft`
    :raises Unmet: if a sheet has more rows than are taken in at once
    """
    report = Report()
    try:
        with transaction.atomic():
            _take(scheme, book, report, by, at)
            raise _Undone
    except _Undone:
        return report


def take_in(
    scheme: Scheme, book: _WHOLE, *, by: Acting, at: datetime, seen: str | None = None
) -> Report:
    """Take every row in, or none.

    :param seen: the fingerprint of the rehearsal the person confirmed
    :raises Unmet: if a row cannot be taken in, or nothing would change
    :raises NotFromHere: if something else would happen than was shown
    """
    report = Report()
    with transaction.atomic():
        _take(scheme, book, report, by, at)
        if report.refused:
            words = {"count": len(report.refused)}
            raise Unmet(_("有%(count)s处不能导入，请改正后重新上传") % words)
        if seen is not None and seen != report.fingerprint:
            raise NotFromHere(_("草案在试算之后已有变化，请重新试算"))
        if report.idle:
            raise Unmet(_("与草案一致，没有需要写入的内容"))
    return report


def _take(scheme: Scheme, book: _WHOLE, report: Report, by: Acting, at: datetime) -> None:
    takes: dict[str, Callable[[_Taking, Line], tuple[str, str]]] = {
        sheets.GROUPS: _group,
        sheets.LINES: _line,
        sheets.TARGETS: _target,
        sheets.RULES: _rule,
    }
    for name, sheet in book.items():
        if len(sheet.rows) > MOST_ROWS[name]:
            words = {"sheet": name, "number": len(sheet.rows), "most": MOST_ROWS[name]}
            raise Unmet(_("“%(sheet)s”有%(number)s行，一次最多导入%(most)s行，请分次导入") % words)
    with still_a_draft(scheme, by=by, deed=_("导入")):
        lines = _placed(book[sheets.LINES]) if sheets.LINES in book else ()
        ahead = {(one.text("group"), one.text("code")): one.number for one in lines}
        taking = _Taking(scheme, by, at, day_here(at), ahead)
        for name, take in takes.items():
            if name in book:
                _rows(taking, book[name], take, report)


def _placed(sheet: Sheet) -> list[Line]:
    """Return the rows that say what they are about; without the heading for it none does.

    The heading that is not there stands among the faults already.
    """
    return [line for line in sheet.rows if line.values.keys() >= set(KEYS[sheet.name])]


def _rows(
    taking: "_Taking",
    sheet: Sheet,
    take: Callable[["_Taking", Line], tuple[str, str]],
    report: Report,
) -> None:
    for fault in sheet.faults:
        report.verdicts.append(
            Verdict(sheet.name, fault.row, REFUSED, "", fault.heading, fault.said(_))
        )
    done: dict[tuple[str, ...], int] = {}
    for line in _placed(sheet):
        title = " ".join(line.text(key) for key in TOLD if key in line.values).strip()
        place = tuple(line.text(key) for key in KEYS[sheet.name])
        try:
            if place in done:
                raise Unmet(_("与第%(row)s行重复") % {"row": done[place]})
            done[place] = line.number
            with transaction.atomic():
                fate, why = take(taking, line)
        except (NotYours, NotFromHere):
            raise
        except Unread:
            # The heading of its value is not in the table; that was said above.
            continue
        except (Refused, parameters.NotMeant) as no:
            fate, why = REFUSED, str(no)
        report.verdicts.append(Verdict(sheet.name, line.number, fate, title, why=why))


@dataclass
class _Taking:
    """Who takes what into which draft, and the names that are looked up again and again.

    :ivar ahead: in which row each indicator of the table stands, by group and code
    """

    scheme: Scheme
    by: Acting
    at: datetime
    today: date
    ahead: Mapping[tuple[str, str], int] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def group(self, name: str) -> AssessedGroup:
        """Find a group of the draft by its name."""
        found = self.scheme.groups.filter(name=name).first()
        if found is None:
            raise Unmet(_("没有分组“%(name)s”") % {"name": name})
        return found

    def indicator(self, group: AssessedGroup, code: str) -> Indicator:
        """Find an indicator of a group by its code."""
        found = group.indicators.filter(code=code).first()
        if found is None:
            raise Unmet(_("分组内没有编号为%(code)s的指标") % {"code": code})
        return found

    def unit(self, name: str) -> Unit:
        """Find a unit by a name it goes by."""
        if name not in self.units:
            found = addressing.meant(name, on=self.today)
            if found.unknown or len(found.units) != 1:
                raise Unmet(_("单位“%(name)s”不认得") % {"name": name})
            self.units[name] = found.units[0]
        return self.units[name]


def _group(taking: _Taking, line: Line) -> tuple[str, str]:
    name = line.text("name")
    standing = taking.scheme.groups.filter(name=name).first()
    held = [one.unit for one in standing.units.select_related("unit")] if standing else []
    units = held
    if line.text("units"):
        found = addressing.meant(line.text("units"), on=taking.today)
        if found.refusal:
            raise Unmet(found.refusal)
        units = found.units
    ranked = line["ranked"]
    said = drafting.GroupSaid(
        name,
        units,
        ranked == "1" if ranked is not None else standing is None or standing.ranked,
        line.text("mean") or (standing.mean if standing else Mean.ARITHMETIC),
    )
    same = standing is not None and (
        {one.pk for one in held}, standing.ranked, standing.mean
    ) == ({one.pk for one in units}, said.ranked, said.mean)  # fmt: skip
    if same:
        return SAME, ""
    drafting.write_group(taking.scheme, said, group=standing, by=taking.by)
    return (CHANGED if standing else NEW), ""


def _line(taking: _Taking, line: Line) -> tuple[str, str]:
    group, code = taking.group(line.text("group")), line.text("code")
    standing = group.indicators.filter(code=code).first()
    above = line.text("above") or (code.rpartition(".")[0] if standing is None else "")
    parent = group.indicators.filter(code=above).first() if above else None
    if line.text("above"):
        parent = taking.indicator(group, above)
        if standing is not None and standing.parent_id != parent.pk:
            raise Unmet(_("%(code)s已在别的指标之下，请删去后重设") % {"code": code})
    if above and parent is None and (group.name, above) in taking.ahead:
        # It would be laid at the top, and its own table says where it belongs.
        words = {"code": above, "row": taking.ahead[group.name, above]}
        raise Unmet(_("上级%(code)s在第%(row)s行，请排到前面") % words)
    said = _line_said(taking, line, standing) | {"code": code}
    if standing is not None and all(getattr(standing, key) == said[key] for key in said):
        return SAME, ""
    drafting.write_indicator(group, said, parent=parent, indicator=standing, by=taking.by)
    return (CHANGED if standing else NEW), ""


def _line_said(taking: _Taking, line: Line, standing: Indicator | None) -> dict[str, Any]:
    """Return the columns of a line; an empty cell keeps what stands."""
    said: dict[str, Any] = {
        key: value
        for key, value in line.values.items()
        if value is not None and key not in {"group", "code", "above"}
    }
    if "parameters" in said:
        said["parameters"] = parameters.meant(str(said["parameters"]))
    if "source_unit" in said:
        said["source_unit"] = taking.unit(str(said["source_unit"]))
    if "monthly" in said:
        said["monthly"] = said["monthly"] == "1"
    if "due_day" in said:
        said["due_day"] = int(str(said["due_day"]))
    first = {"direction": Direction.UP, "source": Source.ENTERED}
    whole = said if standing else first | said
    # What the fence looks at and what stands already belong together.
    if standing is not None:
        whole = {key: getattr(standing, key) for key in ("definition", "evidence")} | whole
        whole = {"source": standing.source, "record": standing.record} | whole
    return dict(whole)


def _target(taking: _Taking, line: Line) -> tuple[str, str]:
    group = taking.group(line.text("group"))
    indicator = taking.indicator(group, line.text("code"))
    unit = taking.unit(line.text("unit"))
    if not group.units.filter(unit=unit).exists():
        words = {"unit": unit.name, "group": group.name}
        raise Unmet(_("“%(unit)s”不在“%(group)s”") % words)
    if indicator.below.exists():
        raise Unmet(_("%(code)s有下级指标，目标值设在下级") % {"code": indicator.code})
    value = line["value"]
    number = value if isinstance(value, Decimal) else None
    place = {(indicator.pk, unit.pk, line.text("span")): number}
    laid = targets.lay_targets(taking.scheme, place, by=taking.by, at=taking.at)
    if not laid.any:
        return SAME, ""
    return (NEW if laid.new else CHANGED), ""


def _rule(taking: _Taking, line: Line) -> tuple[str, str]:
    standing = taking.scheme.catalogue.filter(code=line.text("code")).first()
    said = {key: value for key, value in line.values.items() if value is not None}
    keeps = ("basis", "approver_name")
    first = {key: getattr(standing, key) for key in keeps} if standing else dict.fromkeys(keeps, "")
    said = first | said
    if standing is not None and all(getattr(standing, key) == said[key] for key in said):
        return SAME, ""
    said["kind"] = RuleKind(str(said["kind"]))
    drafting.write_rule(taking.scheme, said, rule=standing, by=taking.by)
    return (CHANGED if standing else NEW), ""
