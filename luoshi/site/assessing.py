"""`luoshi assess`: reckon a period, open a unit's score term by term, write the sheet to check it.

What is run here is run at the console: the entry says so. Who may sit at the machine may also see
every score; units and leaders see theirs on the pages.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from luoshi.papers.refusals import gettext_noop
from luoshi.site import starting
from luoshi.site.saying import said as _

COLUMNS = (
    ("name", gettext_noop("指标"), 34, True),
    ("weight", gettext_noop("权重"), 8),
    ("target", gettext_noop("目标"), 8),
    ("actual", gettext_noop("实际"), 8),
    ("told", gettext_noop("计分"), 34),
    ("points", gettext_noop("得分"), 8),
    ("lost", gettext_noop("失分"), 8),
)
WIDTH = 120


class NotThere(Exception):
    """There is no such period, score or folder; the message says which."""


def add_commands(subparsers: Any) -> None:
    """Add the commands; each sets `run`, which takes the arguments."""
    assess = subparsers.add_parser("assess", help=_("考评：计分、说明得分、导出"))
    deeds = assess.add_subparsers(dest="deed", required=True)
    run = deeds.add_parser("run", help=_("按已核定的指标值计分"))
    explain = deeds.add_parser("explain", help=_("逐项说明一个单位的得分"))
    explain.add_argument("unit", metavar="UNIT", help=_("单位名称或简称"))
    export = deeds.add_parser("export", help=_("导出带公式的计分表"))
    for one, does in ((run, _run), (explain, _explain), (export, _export)):
        one.add_argument("period", metavar="PERIOD", help=_("考核周期，如2026-Q2"))
        one.set_defaults(run=_answered, does=does)
    export.add_argument("--out", type=Path, required=True, metavar="F.xlsx", help=_("写到的文件"))


def _answered(options: argparse.Namespace) -> int:
    starting.load()
    starting.refuse_tables_behind()
    refused = import_module("luoshi.flow.refusals").Refused
    try:
        for line in options.does(options):
            print(line)
    except (refused, NotThere) as why:
        print(f"luoshi: {why}", file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace) -> Iterator[str]:
    running = import_module("luoshi.assessment.operations.running")
    console = import_module("luoshi.trail.commands").CONSOLE
    now = import_module("django.utils.timezone").now
    facts = running.reckon(_period(options), by=console, at=now()).facts
    told = {"period": options.period, "units": facts["units"], "moved": len(facts["moved"])}
    yield _("%(period)s：已计%(units)d个单位的得分，%(moved)d个有变动") % told


def _explain(options: argparse.Namespace) -> Iterator[str]:
    score = _score(options)
    found = import_module("luoshi.assessment.explained").explained(score)
    terminal = import_module("luoshi.site.terminal")
    told = {"unit": score.unit.short_name, "period": options.period, "points": _shown(score.points)}
    told["rank"] = score.rank or "—"
    yield _("%(unit)s %(period)s：%(points)s分，第%(rank)s名") % told
    columns = [terminal.Cut(key, _(head), *rest) for key, head, *rest in COLUMNS]
    width = max(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH)
    yield terminal.table(columns, list(_rows(found)), width=width)
    if lost := found.lost_most():
        named = "、".join(f"{one.indicator.name} {_shown(one.lost)}" for one in lost)
        yield _("失分最多：%(lines)s") % {"lines": named}
    today = import_module("luoshi.timelimits.days").day_of(
        import_module("django.utils.timezone").now()
    )
    if still := found.can_be_made_good(today):
        named = "、".join(f"{one.indicator.name} {_shown(one.lost)}" for one in still)
        yield _("可补救：%(lines)s") % {"lines": named}
    if found.since is not None:
        yield _since(found.since, score)


def _rows(found: Any) -> Iterator[dict[str, str]]:
    """Yield the tree, the points beside it and the sum, as rows of a table."""
    for line in found.lines:
        row = {
            "name": "  " * (line.indicator.level - 1) + line.indicator.name,
            "weight": _plain(line.weight),
            "points": _shown(line.points),
            "lost": _shown(line.lost),
        }
        if line.term is not None:
            row |= {"target": _plain(line.term.target), "actual": _plain(line.term.actual)}
            row["told"] = line.told or _("不予考核，权重已分摊")
        yield row
    for change in found.total.changes:
        yield {"name": change.name, "points": f"{change.points:+.2f}"}
    for share in found.total.shares:
        told = f"{_plain(share.points)}×{_plain(share.share)}"
        yield {"name": _share(share.name), "told": told}
    yield {"name": _("合计"), "points": _shown(found.score.points)}


def _share(name: str) -> str:
    return {"MONTHS": _("月度"), "QUARTERS": _("季度")}.get(name, _("年终"))


def _since(since: Any, score: Any) -> str:
    words = {
        "period": since.period.label,
        "points": f"{score.points - since.points:+.2f}",
        "before": since.rank or "—",
        "lines": "、".join(f"{one.name} {one.points:+.2f}" for one in since.lines) or "—",
    }
    return _("较%(period)s：%(points)s分，上期第%(before)s名；变动：%(lines)s") % words


def _export(options: argparse.Namespace) -> Iterator[str]:
    now = import_module("django.utils.timezone").now
    export = import_module("luoshi.assessment.export")
    content = export.workbook(_period(options), at=now())
    try:
        options.out.write_bytes(content)
    except OSError as wrong:
        raise NotThere(_("不能写入“%(file)s”") % {"file": options.out}) from wrong
    yield _("已写入%(file)s") % {"file": options.out}


def _period(options: argparse.Namespace) -> Any:
    """Return the period of that label, of the newest version there is of its scheme."""
    periods = import_module("luoshi.assessment.models").Period.objects
    found = periods.filter(label=options.period).order_by("-scheme__version").first()
    if found is None:
        raise NotThere(_("没有考核周期“%(period)s”") % {"period": options.period})
    return found


def _score(options: argparse.Namespace) -> Any:
    period = _period(options)
    queries = import_module("luoshi.organisation.queries")
    unit = queries.unit_by_name(options.unit, on=period.until)
    scores = import_module("luoshi.assessment.models").Score.objects
    score = scores.filter(period=period, unit=unit).select_related("unit", "group__scheme").first()
    if unit is None or score is None:
        told = {"unit": options.unit, "period": options.period}
        raise NotThere(_("“%(unit)s”在%(period)s没有得分") % told)
    return score


def _shown(points: Any) -> str:
    return str(import_module("luoshi.assessment.reckoning.rounding").shown(points))


def _plain(number: Any) -> str:
    if number is None:
        return ""
    return str(import_module("luoshi.assessment.reckoning.expressions").plain(number))
