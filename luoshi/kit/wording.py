"""Days, hours and numbers as officials write them (UI reference, section 17)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

THIN_SPACE = "\u2009"
MONTHS = "January February March April May June July August September October November December"
WEEKDAYS_EN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def here(at: date | datetime) -> date | datetime:
    """Return an aware moment in the time of the place; a day stays as it is."""
    if isinstance(at, datetime) and timezone.is_aware(at):
        return timezone.localtime(at)
    return at


def _english() -> bool:
    return (translation.get_language() or "").startswith("en")


def full_date(at: date | datetime) -> str:
    """Return 2026年6月17日, or 17 June 2026."""
    day = here(at)
    if _english():
        return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def heading_date(at: date | datetime) -> str:
    """Return 6月17日 星期三, or Wed 17 June."""
    day = here(at)
    if _english():
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS.split()[day.month - 1]}"
    return f"{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"


def short_date(at: date | datetime, year: int | None = None) -> str:
    """Return 06-17, or 2026-06-17 where the day is not of `year`; for tables, in both languages."""
    day = here(at)
    if year is not None and day.year == year:
        return f"{day.month:02d}-{day.day:02d}"
    return f"{day.year}-{day.month:02d}-{day.day:02d}"


def hour(at: datetime) -> str:
    """Return 17:30, on the clock of the place."""
    return f"{here(at):%H:%M}"


def full_time(at: datetime) -> str:
    """Return 2026年6月17日17:30, or 17 June 2026 17:30."""
    return f"{full_date(at)}{gap()}{hour(at)}"


def until(at: date | datetime) -> str:
    """Return the end of a time limit with its day: 2026年6月17日11:00止; a bare day has no hour."""
    if isinstance(at, datetime):
        return _("%(moment)s止") % {"moment": full_time(at)}
    return _("%(moment)s止") % {"moment": full_date(at)}


def until_short(at: date | datetime, today: date) -> str:
    """Return the end as a row shows it: 今天11:00止, 明天17:30止, 22日17:30止, 6月16日17:30止."""
    local = here(at)
    day = local.date() if isinstance(local, datetime) else local
    clock = hour(at) if isinstance(at, datetime) else ""
    if day == today:
        return (_("今天%(hour)s止") if clock else _("今天止")) % {"hour": clock}
    if day == today + timedelta(days=1):
        return (_("明天%(hour)s止") if clock else _("明天止")) % {"hour": clock}
    return _("%(day)s%(hour)s止") % {"day": _day(day, today), "hour": clock and f"{gap()}{clock}"}


def dot() -> str:
    """Return the middle dot between facts of one line, in English with a space on each side."""
    return f"{gap()}·{gap()}"


def gap() -> str:
    """Return what stands between two sentences or words: a space in English, in Chinese nothing."""
    return " " if _english() else ""


def _day(day: date, today: date) -> str:
    if day.year != today.year:
        return full_date(day)
    if _english():
        return f"{day.day} {MONTHS.split()[day.month - 1][:3]}"
    if (day.year, day.month) == (today.year, today.month) and day > today:
        return f"{day.day}日"
    return f"{day.month}月{day.day}日"


def counted(number: int | Decimal) -> str:
    """Return a count with a thin space from four digits on: 4 986. Not for years or amounts."""
    return f"{number:,}".replace(",", THIN_SPACE)


def amount(number: Decimal | int) -> str:
    """Return an amount as it was given: 12, 2.86; no noughts behind the last figure."""
    return f"{Decimal(number).normalize():f}"


def signed(number: Decimal | int) -> str:
    """Return a change with its sign: ＋7, －0.31; nought is 持平: a bare 0 reads as a figure."""
    if not number:
        return _("持平")
    return ("＋" if number > 0 else "－") + amount(number if number > 0 else -number)


def per_cent(number: float | Decimal | int) -> str:
    """Return 47%, or 87.8% where there is a tenth to show."""
    return f"{number:.1f}".removesuffix(".0") + "%"


def file_size(size: int) -> str:
    """Return 812 B, 12 KB or 3.4 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size // 1024} KB"
    return f"{size / 1024 / 1024:.1f} MB"
