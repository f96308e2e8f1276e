"""`luoshi deadline`: by which day something is owed, how that day came about, whether it is 暂定.

With an office's database by its own rules and calendar; without one by the default rules and the
official calendar that come with the program, so that it answers on a machine where nothing is set.
"""

import argparse
import contextlib
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from importlib import import_module
from pathlib import Path
from typing import Any

from luoshi.kit.days import FIRST_DAY, LAST_DAY, in_reach
from luoshi.papers.refusals import gettext_noop
from luoshi.site import saying
from luoshi.site.saying import said as _
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.defaults import NamedRule, named_rules
from luoshi.timelimits.official import official_calendar

COLUMNS = (
    ("code", gettext_noop("代码"), 30),
    ("subject", gettext_noop("事项"), 24),
    ("step", gettext_noop("环节"), 20),
    ("asks", gettext_noop("时限"), 22),
    ("roll", gettext_noop("遇休"), 6),
    ("since", gettext_noop("施行日期"), 10),
    ("basis", gettext_noop("依据"), 24, True),
)


@dataclass(frozen=True)
class Known:
    """What this machine reckons by.

    :param city: whether it is an office's own, or what comes with the program
    :param closes: the office's closing hour; None for 24:00
    """

    rules: Sequence[NamedRule]
    calendar: Calendar
    city: bool
    closes: time | None = None


def add_commands(subparsers: Any) -> None:
    """Add the command; it sets `run`, which takes the arguments."""
    deadline = subparsers.add_parser("deadline", help=_("推算时限：到哪一天、怎么算的"))
    deadline.add_argument("rule", nargs="?", metavar="RULE", help=_("时限规则的代码，不分大小写"))
    deadline.add_argument("--list", action="store_true", help=_("列出时限规则"))
    deadline.add_argument("--from", dest="since", type=_day, help=_("起算日期，不写即今天"))
    deadline.add_argument("--time", type=_hour, help=_("起算的钟点，如16:30；起算日不计"))
    deadline.set_defaults(run=_deadline)


def _deadline(options: argparse.Namespace) -> int:
    if not options.rule and not options.list:
        print("luoshi: " + _("请写明时限规则的代码，或用 --list 列出"), file=sys.stderr)
        return 2
    since = options.since or date.today()  # noqa: DTZ011 the day on this machine's own wall
    known = _known(since)
    if options.list:
        print(_listed(known))
        return 0
    code = options.rule.upper()
    found = next((one for one in known.rules if one.rule.code == code), None)
    if found is None:
        says = _("没有代码为“%(code)s”的时限规则；用 luoshi deadline --list 查看")
        print("luoshi: " + says % {"code": options.rule}, file=sys.stderr)
        return 1
    for line in _told(found, known, since, options.time):
        print(line)
    return 0


def _told(found: NamedRule, known: Known, since: date, hour: time | None) -> list[str]:
    """Return the lines that answer: the day, its working, the rule, where it comes from."""
    wording = import_module("luoshi.timelimits.wording")
    reckoned = found.rule.reckon(since, known.calendar)
    day = reckoned.due_date
    words = {"day": day.isoformat(), "weekday": wording.weekday_word(day)}
    words["hour"] = known.closes.isoformat("minutes") if known.closes else "24:00"
    sure = _("暂定") if reckoned.provisional else _("确定")
    ends = _("%(day)s（%(weekday)s）%(hour)s止") % words
    lines = [f"{ends}  {sure}", wording.sentence(reckoned.working)]
    if hour is not None:
        told = {"hour": hour.isoformat("minutes")}
        lines.append(_("%(hour)s起算；起算日不计，钟点不影响到期的日子") % told)
    if reckoned.provisional:
        lines.append(_("推算涉及没有放假安排的年份，装入后重算"))
    lines.append(_asked(found))
    lines.append(_("依据：%(basis)s") % {"basis": _(found.rule.basis)})
    if not known.city:
        lines.append(_("按程序自带的默认规则和官方日历推算"))
    return lines


def _asked(found: NamedRule) -> str:
    words = {"subject": _(found.subject), "step": _(found.step), "asks": _length(found)}
    words["code"] = found.rule.code
    return _("%(subject)s %(step)s（%(code)s）：%(asks)s") % words


def _length(found: NamedRule) -> str:
    wording = import_module("luoshi.timelimits.wording")
    limit = found.rule.limit
    events = import_module("luoshi.timelimits.terms").StartEvent
    words = {"event": str(events(found.rule.start).label)}
    if not limit.length:
        return _("%(event)s当日") % words
    words["length"] = wording.length_words(limit.length, limit.unit)
    return _("%(event)s起%(length)s") % words


def _listed(known: Known) -> str:
    terminal = import_module("luoshi.site.terminal")
    columns = [terminal.Cut(key, _(head), *rest) for key, head, *rest in COLUMNS]
    rows = [
        {
            "code": one.rule.code,
            "subject": _(one.subject),
            "step": _(one.step),
            "asks": _length(one),
            "roll": _("顺延") if one.rule.limit.roll else _("不顺延"),
            "since": one.rule.since.isoformat() if one.rule.since else "",
            "basis": _(one.rule.basis),
        }
        for one in known.rules
    ]
    width = max(shutil.get_terminal_size((150, 24)).columns, 120)
    return str(terminal.table(columns, rows, width=width))


def _known(on: date) -> Known:
    """Return what the office reckons by, or what comes with the program where there is none."""
    exceptions = import_module("django.core.exceptions")
    with contextlib.suppress(exceptions.ImproperlyConfigured):
        import_module("django").setup()
        import_module("django.utils.translation").activate(saying.language())
        if _database_stands():
            city = import_module("luoshi.dues.city")
            here = import_module("luoshi.dues.queries").calendar_here()
            held = [one.now for one in city.rules_said(on) if one.now is not None]
            return Known(held, here, True, city.closing_hour(on))
    _speak_without_settings()
    rules = [one for one in named_rules() if one.rule.in_force(on)]
    return Known(rules, official_calendar(), False)


def _database_stands() -> bool:
    """Tell whether there is a database with an office's tables; none is made by asking."""
    connection = import_module("django.db").connection
    settings = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(str(settings["NAME"])).is_file():
        return False
    try:
        tables = connection.introspection.table_names()
    except import_module("django.db").Error:
        return False
    return "dues_officehours" in tables


def _speak_without_settings() -> None:
    """Let days be said in the language chosen, where no settings of an office could be read."""
    conf = import_module("django.conf")
    if not conf.settings.configured:
        conf.settings.configure(
            USE_I18N=True,
            LANGUAGE_CODE=saying.language(),
            LOCALE_PATHS=[str(place) for place in saying.CATALOGUES],
            TIME_ZONE="Asia/Shanghai",
        )
        import_module("django").setup()
    import_module("django.utils.translation").activate(saying.language())


def _day(words: str) -> date:
    try:
        day = date.fromisoformat(words)
    except ValueError as wrong:
        said = _("“%(day)s”不是日期，请写成2026-03-05") % {"day": words}
        raise argparse.ArgumentTypeError(said) from wrong
    if not in_reach(day):
        told = {"day": words, "first": FIRST_DAY, "last": LAST_DAY}
        raise argparse.ArgumentTypeError(_("%(day)s不在可推算的%(first)s至%(last)s之间") % told)
    return day


def _hour(words: str) -> time:
    try:
        return time.fromisoformat(words)
    except ValueError as wrong:
        said = _("“%(hour)s”不是钟点，请写成16:30") % {"hour": words}
        raise argparse.ArgumentTypeError(said) from wrong
