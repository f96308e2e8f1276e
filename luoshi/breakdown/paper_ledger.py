"""承接表 The sheet by which many matters under way come in, and what it would do, row by row.

The same sheet may come again: a line that was taken over before is left as it is. It is written
in its reader's language and read in every language of the house, whoever sends it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from luoshi.breakdown.operations.takeover import Record, fault_of, taken_before
from luoshi.breakdown.terms import Cadence
from luoshi.flow.refusals import Unmet
from luoshi.intake.kinds import KINDS
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import names_of_units
from luoshi.papers import tables
from luoshi.papers.apart import read_rows
from luoshi.papers.cells import Column, Kind
from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Line
from luoshi.timelimits.days import day_of

SHEET = gettext_noop("承接事项")
BETWEEN = "、"


def columns() -> list[Column]:
    """Return the columns of the sheet, in the language of whoever asks."""
    kinds = _labelled({one.code: str(one.label) for one in KINDS.values()})
    beats = _labelled({beat.value: str(beat.label) for beat in Cadence})
    share, first = Decimal(100), Decimal(1)
    return [
        Column("page", _("页码"), required=True, longest=30),
        Column("paper_number", _("原编号"), required=True, longest=60),
        Column("recorded_date", _("原登记日期"), Kind.DATE, required=True),
        Column("title", _("事项"), required=True, longest=120),
        Column("requirement", _("事项内容"), required=True),
        Column("standard", _("完成标准"), required=True),
        Column("lead", _("牵头单位"), required=True, hint=_("写单位名称、简称或别名")),
        Column("joint", _("责任单位"), hint=_("几家的用顿号分开")),
        Column("assist", _("配合单位"), hint=_("几家的用顿号分开")),
        Column("due_date", _("完成时限"), Kind.DATE, required=True),
        Column("kind", _("事项类别"), Kind.CHOICE, required=True, choices=kinds),
        Column("cadence", _("报送频次"), Kind.CHOICE, required=True, choices=beats),
        Column("round_number", _("当前轮次"), Kind.NUMBER, least=first, whole=True),
        Column("progress", _("当前进度（%）"), Kind.NUMBER, least=Decimal(0), most=share),
        Column("done", _("此前办理情况"), required=True),
    ]


def _labelled(labels: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({label: code for code, label in labels.items()})


def columns_in_any_language() -> list[Column]:
    """Return the columns as they are read: by every heading and answer the house ever prints."""
    found = columns()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found = [_known_as_well(*both) for both in zip(found, columns(), strict=True)]
    return found


def _known_as_well(column: Column, elsewhere: Column) -> Column:
    # The reader's own answers come first: a refusal lists them.
    answers = {**column.choices, **elsewhere.choices}
    return replace(column, also=(*column.also, elsewhere.heading), choices=answers)


def template(*, at: datetime) -> bytes:
    """Write the empty sheet with its instructions."""
    lines = [
        _("一、一行一个在办事项，须注明纸质台账的页码和原编号；此前办理情况照台账写，不补记过程。"),
        _("二、上传后先试算，逐行列出能承接的和不能承接的原因；确认之后才写入。"),
        _("三、有一行不能承接，全部都不写入；改正后重新上传。已承接过的行不重复写入。"),
        _("四、不得填入涉密内容。"),
    ]
    return tables.template({_(SHEET): columns()}, at=at, instructions=lines, translate=_)


@dataclass(frozen=True)
class Rehearsal:
    """What a sheet would do.

    :param faults: row and sentence of what cannot be taken over
    :param known: how many lines were taken over before
    """

    records: Sequence[Record]
    faults: Sequence[tuple[int, str]]
    known: int

    @property
    def clean(self) -> bool:
        """Tell whether it may be confirmed."""
        return not self.faults and bool(self.records)


def rehearse(content: bytes, ledger: str, *, at: datetime) -> Rehearsal:
    """Read a sheet and say row by row what would be taken over (试算). Nothing is written.

    :raises Unmet: if the file is no sound workbook
    """
    try:
        sheet = read_rows(content, columns_in_any_language())
    except Unreadable as unreadable:
        raise Unmet(unreadable.said(_)) from None
    names, taken = names_of_units(day_of(at)), taken_before(ledger)
    faults = [(one.row, f"{one.heading}：{one.words.said(_)}") for one in sheet.faults]
    records, known = [], 0
    for line in sheet.rows:
        found = _record(line, names)
        fault = found if isinstance(found, str) else fault_of(found, at)
        if fault or isinstance(found, str):
            faults.append((line.number, fault))
        elif found.paper_number in taken:
            known += 1
        else:
            taken.add(found.paper_number)
            records.append(found)
    return Rehearsal(records, sorted(faults), known)


def _record(line: Line, names: dict[str, Unit]) -> Record | str:
    """Return the record of a line, or the sentence that says which name is no unit's."""
    said = line.values
    lead = _units(said["lead"], names)
    joint, assist = _units(said["joint"], names), _units(said["assist"], names)
    for found in (lead, joint, assist):
        if isinstance(found, str):
            return _("名录中没有“%(name)s”") % {"name": found}
    if isinstance(lead, str) or isinstance(joint, str) or isinstance(assist, str) or len(lead) != 1:
        return _("每个事项须有且只有一个牵头单位")
    return Record(
        page=str(said["page"]),
        paper_number=str(said["paper_number"]),
        recorded_date=_day(said["recorded_date"]),
        title=str(said["title"]),
        requirement=str(said["requirement"]),
        standard=str(said["standard"]),
        lead=lead[0],
        due_date=_day(said["due_date"]),
        done=str(said["done"]),
        kind=str(said["kind"]),
        cadence=str(said["cadence"]),
        round_number=int(str(said["round_number"] or 1)),
        progress=Decimal(str(said["progress"] or 0)),
        joint=tuple(joint),
        assist=tuple(assist),
    )


def _units(said: object, names: dict[str, Unit]) -> list[Unit] | str:
    """Return the units named, or the first name that is no unit's."""
    wanted = [one.strip() for one in str(said or "").split(BETWEEN) if one.strip()]
    unknown = next((one for one in wanted if one not in names), None)
    return unknown if unknown is not None else [names[one] for one in wanted]


def _day(said: object) -> date:
    if not isinstance(said, date):
        raise TypeError(f"no day: {said!r}")
    return said
