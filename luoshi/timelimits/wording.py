"""Days, periods and workings as words, in the language of the person who reads them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext, pgettext_lazy

from luoshi.timelimits.days import day_in_month
from luoshi.timelimits.rules import Start, Unit
from luoshi.timelimits.working import Off, Working

FESTIVALS = (
    gettext_noop("元旦"),
    gettext_noop("春节"),
    gettext_noop("清明"),
    gettext_noop("劳动节"),
    gettext_noop("端午"),
    gettext_noop("中秋"),
    gettext_noop("国庆节"),
    gettext_noop("抗战胜利纪念日"),
)
QUARTERS = {
    1: pgettext_lazy("quarter", "一"), 2: pgettext_lazy("quarter", "二"),
    3: pgettext_lazy("quarter", "三"), 4: pgettext_lazy("quarter", "四"),
}  # fmt: skip


def day_words(day: date, *, beside: date | None = None) -> str:
    """Say a day as "9月30日", with its year where that differs from the day it stands beside."""
    if beside is None or beside.year == day.year:
        return date_format(day, pgettext("day without year", "n月j日"))
    return date_format(day, pgettext("day with year", "Y年n月j日"))


def weekday_word(day: date) -> str:
    """Say the day of the week in one character: 三 for Wednesday."""
    return (
        pgettext("weekday", "一"),
        pgettext("weekday", "二"),
        pgettext("weekday", "三"),
        pgettext("weekday", "四"),
        pgettext("weekday", "五"),
        pgettext("weekday", "六"),
        pgettext("weekday", "日"),
    )[day.weekday()]


def full_day(day: date, *, beside: date | None = None, make_up: bool = False) -> str:
    """Say a day with its weekday: "9月30日(三)", "10月10日(六,调休上班)"."""
    words = {"day": day_words(day, beside=beside), "weekday": weekday_word(day)}
    if make_up:
        return _("%(day)s(%(weekday)s,调休上班)") % words
    return _("%(day)s(%(weekday)s)") % words


def run_words(run: Off, *, beside: date | None = None) -> str:
    """Say a run of days: "10月1-7日", "9月30日至10月6日", or one day alone."""
    if run.first == run.last:
        return day_words(run.first, beside=beside)
    if (run.first.year, run.first.month) == (run.last.year, run.last.month):
        forms = (
            pgettext("first day of a run in one month", "n月j"),
            pgettext("last day of a run in one month", "j日"),
        )
        if beside is not None and beside.year != run.first.year:
            forms = (
                pgettext("first day of a run in one month, with year", "Y年n月j"),
                pgettext("last day of a run in one month, with year", "j日"),
            )
        first, last = date_format(run.first, forms[0]), date_format(run.last, forms[1])
        return _("%(first)s-%(last)s") % {"first": first, "last": last}
    return _("%(first)s至%(last)s") % {
        "first": day_words(run.first, beside=beside),
        "last": day_words(run.last, beside=run.first),
    }


def length_words(length: int, unit: str) -> str:
    """Say a length. "天" is calendar days, "个工作日" working days; they are never mixed."""
    if unit == Unit.WORKING:
        return ngettext("%(n)d个工作日", "%(n)d个工作日", length) % {"n": length}
    if unit == Unit.MONTH:
        return ngettext("%(n)d个月", "%(n)d个月", length) % {"n": length}
    return ngettext("%(n)d天", "%(n)d天", length) % {"n": length}


def asked_words(length: int, unit: str, event: str) -> str:
    """Say what a rule asks: 收到起3个工作日, 3 working days from receipt; nought is the same day.

    :param event: what the clock runs from, as a choice of a form names it
    """
    # Inside a sentence a word begins small; in Chinese that changes nothing.
    words = {"event": event[:1].lower() + event[1:], "length": length_words(length, unit)}
    return (_("%(event)s起%(length)s") if length else _("%(event)s当日")) % words


def start_word(start: str) -> str:
    """Say the event a clock runs from."""
    return {
        Start.ISSUE: pgettext("clock starts", "下达"),
        Start.SIGNING: pgettext("clock starts", "签收"),
        Start.RECEIPT: pgettext("clock starts", "收到"),
        Start.ASSIGNMENT: pgettext("clock starts", "交办"),
        Start.MEETING: pgettext("clock starts", "会议"),
        Start.SUBMISSION: pgettext("clock starts", "送审"),
        Start.CLAIM: pgettext("clock starts", "申请销号"),
        Start.REVIEW: pgettext("clock starts", "初审通过"),
        Start.COMPLETION: pgettext("clock starts", "办结"),
        Start.ACCEPTANCE: pgettext("clock starts", "受理"),
        Start.APPROVAL: pgettext("clock starts", "批准"),
        Start.LISTING: pgettext("clock starts", "挂牌"),
        Start.NOTICE: pgettext("clock starts", "通知"),
        Start.DECISION: pgettext("clock starts", "决定"),
    }[Start(start)]


def sentence(working: Working) -> str:
    """Say how a deadline came about, in one sentence.

    "收到 9月30日(三) + 3个工作日；10月1-7日放假 → 10月10日(六,调休上班)"
    """
    due = full_day(working.due_date, beside=working.since, make_up=working.due_made_up)
    said = _("%(reasons)s → %(due)s") % {
        "reasons": pgettext("between reasons", "；").join(_reasons(working)),
        "due": due,
    }
    return _("%(sentence)s（暂定）") % {"sentence": said} if working.provisional else said


def moved_words(working: Working) -> str:
    """Say that a day was moved because it is off: "原6月20日，端午顺延"; empty if it was not."""
    if not working.rolled or working.last is None:
        return ""
    was = {"day": day_words(working.last, beside=working.due_date)}
    if working.rolled_for:
        return _("原%(day)s，%(festival)s顺延") % {**was, "festival": _(working.rolled_for)}
    return _("原%(day)s，周末顺延") % was


def _reasons(working: Working) -> list[str]:
    reasons = [_beginning(working)]
    reasons += [
        _("%(days)s放假") % {"days": run_words(run, beside=working.since)} for run in working.off
    ]
    reasons += [_("含%(day)s") % {"day": full_day(d, make_up=True)} for d in working.made_up]
    reasons += [
        _("%(days)s停表") % {"days": run_words(run, beside=working.since)} for run in working.paused
    ]
    return [*reasons, moved] if (moved := moved_words(working)) else reasons


def _beginning(working: Working) -> str:
    if working.length is None and working.grid:
        return cadence_words(working.grid)
    if working.length is None:
        named = working.named or working.due_date
        return _("定于%(day)s") % {"day": full_day(named, beside=working.since)}
    return _("%(event)s %(day)s + %(length)s") % {
        "event": start_word(working.start),
        "day": full_day(working.since),
        "length": length_words(working.length, working.unit),
    }


def cadence_words(code: str) -> str:
    """Say a cadence: "每月10日、20日和末日报送", "每月28日前报送"."""
    beat, _sign, day = code.partition(":")
    words = {"day": day.lstrip("+")}
    if beat == "WEEKLY":
        return _("每周%(weekday)s报送") % {"weekday": weekday_word(date(2024, 1, int(day)))}
    if beat == "YEARLY":
        return _yearly_words(day)
    return {
        "TEN_DAYS": _("每月10日、20日和末日报送"),
        "MONTHLY": _("次月%(day)s日前报送") if "+" in day else _("每月%(day)s日前报送"),
        "QUARTERLY": _("季后%(day)s日前报送") if "+" in day else _("季末月%(day)s日前报送"),
        "EVERY": _("自交办起每%(day)s天报送"),
    }[beat] % words


def _yearly_words(day: str) -> str:
    month, _sign, of_month = day.lstrip("+").partition("-")
    # A leap year, so that the 29th of February can be said.
    said = {"day": day_words(day_in_month(2024, int(month), int(of_month)))}
    return (_("次年%(day)s前报送") if "+" in day else _("每年%(day)s前报送")) % said


def period_words(code: str) -> str:
    """Say a period of a cadence: "6月上旬", "6月", "2026年二季度", "2026年度", "第3期"."""
    if code.startswith("N"):
        return _("第%(number)s期") % {"number": code[1:]}
    if code.isdigit():
        return _("%(year)s年度") % {"year": code}
    year, part, third = [*code.split("-"), ""][:3]
    if part[0] == "W":
        return _("%(year)s年第%(week)d周") % {"year": year, "week": int(part[1:])}
    if part[0] == "Q":
        return _("%(year)s年%(quarter)s季度") % {"year": year, "quarter": QUARTERS[int(part[1:])]}
    month = date_format(date(int(year), int(part), 1), pgettext("month", "n月"))
    if not third:
        return month
    return {
        "T1": _("%(month)s上旬"),
        "T2": _("%(month)s中旬"),
        "T3": _("%(month)s下旬"),
    }[third] % {"month": month}
