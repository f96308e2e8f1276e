"""`luoshi calendar`: official calendars (放假安排) loaded from the program or from a workbook.

What the program knows is loaded without a word; a notice that came after it was released is typed
into a workbook or lines of text with 日期, 安排 and 名称. Whatever is owed and touched is reckoned
again at once; --dry-run says what would move, and loads nothing.
"""

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from luoshi.papers.refusals import Unreadable
from luoshi.site import starting
from luoshi.site.saying import said as _
from luoshi.site.saying import whole
from luoshi.timelimits.calendar import SpecialDay


def add_commands(subparsers: Any) -> None:
    """Add the command; it sets `run`, which takes the arguments."""
    calendar = subparsers.add_parser("calendar", help=_("装入放假安排，并重算涉及的时限"))
    # The headings are the field's own words in every language.
    columns = _("%(headings)s三列") % {"headings": "日期、安排、名称"}
    calendar.add_argument("file", nargs="?", type=Path, metavar="FILE", help=columns)
    calendar.add_argument("--year", type=int, help=_("放假安排的年份"))
    calendar.add_argument("--basis", default="", help=_("依据的通知及文号"))
    dry = _("只试算：说出有哪些时限会变，不装入")
    calendar.add_argument("--dry-run", action="store_true", help=dry)
    calendar.set_defaults(run=_calendar)


def _calendar(options: argparse.Namespace) -> int:
    starting.load()
    starting.refuse_tables_behind()
    refused = import_module("luoshi.flow.refusals").Refused
    not_this_year = import_module("luoshi.timelimits.operations").NotThisYear
    try:
        for line in _typed(options) if options.file else _known():
            print(line)
    except Unreadable as why:
        print(f"luoshi: {why.said(_)}", file=sys.stderr)
        return 1
    except (refused, not_this_year, OSError, ValueError) as why:
        print(f"luoshi: {why}", file=sys.stderr)
        return 1
    return 0


def _known() -> Iterator[str]:
    """Load every year the program knows and the tables do not."""
    official = import_module("luoshi.timelimits.official")
    held = import_module("luoshi.timelimits.models").OfficialYear
    known = set(held.objects.values_list("year", flat=True))
    waiting = sorted(set(official.official_years()) - known)
    for year in waiting:
        basis = f"国务院办公厅关于{year}年部分节假日安排的通知"
        yield _load(year, official.official_years()[year], basis)
    if not waiting:
        yield _("没有新的放假安排；已装入至%(year)s年") % {"year": max(known)}


def _typed(options: argparse.Namespace) -> Iterator[str]:
    """Load the year somebody typed in.

    :raises ValueError: if year or basis is not named, or a row cannot be read
    """
    if not options.year or not options.basis.strip():
        raise ValueError(_("请写明 --year 年份和 --basis 依据的通知"))
    notices = import_module("luoshi.dues.notices")
    notice = notices.read_notice(options.file.read_bytes(), options.year)
    if notice.faults:
        raise ValueError("\n".join(whole(one) for one in notice.faults))
    if options.dry_run:
        yield _would(options.year, notice.days)
    else:
        yield _load(options.year, notice.days, options.basis)


def _would(year: int, days: list[SpecialDay]) -> str:
    nobody = import_module("luoshi.kit.rows").new_id()
    would = import_module("luoshi.dues.preview").by_year(year, days, unit=nobody)
    told = {"year": year, "days": len(days), "examined": would.moves.examined}
    told["moved"] = would.moves.moved
    return _("%(year)s年：%(days)s天；试算%(examined)s项，会变动%(moved)s项，没有装入") % told


def _load(year: int, days: list[SpecialDay], basis: str) -> str:
    console = import_module("luoshi.trail.commands").CONSOLE
    now = import_module("django.utils.timezone").now
    done = import_module("luoshi.dues.operations").load_calendar(
        year, days, basis=basis, by=console, at=now()
    )
    told = {"year": year, "days": len(days), "examined": done.examined, "moved": done.moved}
    return _("%(year)s年：%(days)s天；重算%(examined)s项，变动%(moved)s项") % told
