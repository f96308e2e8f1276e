"""What a light and a clock look like and say. Never colour alone: shape and word stand by.

A level is semantic (0 已办结 … 5 严重逾期, 9 停表, None 未启动); its colour is the theme's affair:
a city may give a level another tone and word, never another shape.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luoshi.kit import wording

Words = str | Promise


@dataclass(frozen=True)
class Light:
    """One light: the letter of its tokens, its shape, and its word on counts and filters."""

    tone: str
    icon: str
    word: Words


NOT_STARTED = Light("n", icon="circle-dashed", word=gettext_lazy("未启动"))
LIGHTS: dict[int, Light] = {
    0: Light("d", icon="square-check!", word=gettext_lazy("已办结")),
    1: Light("g", icon="circle-check!", word=gettext_lazy("正常")),
    2: Light("b", icon="clock!", word=gettext_lazy("临期")),
    3: Light("y", icon="alert-triangle!", word=gettext_lazy("滞后")),
    4: Light("r", icon="alert-octagon!", word=gettext_lazy("逾期")),
    5: Light("x", icon="octagon-minus!", word=gettext_lazy("严重逾期")),
    9: Light("p", icon="player-pause!", word=gettext_lazy("停表")),
}


# The tones a level may have: each is drawn with enough contrast in both themes.
TONES: dict[str, Words] = {
    "g": gettext_lazy("绿色"),
    "b": gettext_lazy("蓝色"),
    "y": gettext_lazy("黄色"),
    "r": gettext_lazy("红色"),
    "x": gettext_lazy("深红色"),
    "d": gettext_lazy("灰绿色"),
    "n": gettext_lazy("灰色"),
}
Dress = Callable[[], Mapping[int, tuple[str, str]]]

_dresses: list[Dress] = []
# What the city's lights look like, asked once a page; None where nothing was asked yet.
_worn: ContextVar[dict[int, Light] | None] = ContextVar("lights", default=None)
_within_a_page: ContextVar[bool] = ContextVar("within_a_page", default=False)


def dress(how: Dress) -> None:
    """Say where a city's own tones and words stand, by level; for AppConfig.ready()."""
    _dresses[:] = [how]


def new_page() -> None:
    """Ask again how the lights look, once, when this page shows its first."""
    _within_a_page.set(True)
    _worn.set(None)


def lights_here() -> dict[int, Light]:
    """Return the lights as this city shows them, by level."""
    worn = _worn.get() if _within_a_page.get() else None
    if worn is None:
        worn = dressed(_dresses[0]() if _dresses else {})
        _worn.set(worn)
    return worn


def dressed(own: Mapping[int, tuple[str, str]]) -> dict[int, Light]:
    """Return the lights in a city's tones and words; where it has none, the house's own.

    :param own: tone and word by level, either may be empty
    """
    lights = dict(LIGHTS)
    for level, (tone, word) in own.items():
        plain = LIGHTS[level]
        lights[level] = Light(tone or plain.tone, plain.icon, word or plain.word)
    return lights


def light_of(level: int | None) -> Light:
    """Return the light of a level, as this city shows it.

    :raises KeyError: for a number that is no level
    """
    return NOT_STARTED if level is None else lights_here()[int(level)]


@dataclass(frozen=True)
class Clock:
    """Time left on one thing owed, as a row shows it."""

    tone: str
    icon: str
    text: str
    ends_at: datetime
    full: str
    ticks: bool


def clock_of(
    ends: date | datetime,
    at: datetime,
    *,
    working_days: int | None = None,
    paused_days: int | None = None,
) -> Clock:
    """Reckon the words of a clock (UI reference, section 13).

    :param ends: the end; a bare day ends at its midnight
    :param working_days: working days left, where the limit is one of working days
    :param paused_days: how long the clock has stood still, where it does
    """
    ends_at = _end_of(ends)
    full = wording.until(ends)
    if paused_days is not None:
        form = ngettext("停表，已停%(days)s天", "停表，已停%(days)s天", paused_days)
        text = form % {"days": paused_days}
        return Clock("pause", "player-pause!", text, ends_at, full, False)
    left = ends_at - at
    if left < timedelta(0):
        return Clock("over", "alarm", _late(-left, ends, at), ends_at, full, False)
    if left < timedelta(hours=24):
        return _today_or_tomorrow(ends_at, at, full)
    if working_days is not None:
        form = ngettext("剩%(days)s个工作日", "剩%(days)s个工作日", working_days)
        text = form % {"days": working_days}
    else:
        days = (_day_of(ends_at - _TICK) - _day_of(at)).days
        text = ngettext("剩%(days)s天", "剩%(days)s天", days) % {"days": days}
    return Clock("far", "clock", text, ends_at, full, False)


_TICK = timedelta(microseconds=1)


def _end_of(ends: date | datetime) -> datetime:
    if isinstance(ends, datetime):
        return ends
    return timezone.make_aware(datetime.combine(ends + timedelta(days=1), time()))


def _day_of(at: datetime) -> date:
    return timezone.localtime(at).date()


def _today_or_tomorrow(ends_at: datetime, at: datetime, full: str) -> Clock:
    left = ends_at - at
    today = _day_of(ends_at - _TICK) == _day_of(at)
    if not today and left >= timedelta(hours=12):
        hours = int(left.total_seconds()) // 3600
        text = ngettext("剩%(hours)s小时", "剩%(hours)s小时", hours) % {"hours": hours}
        return Clock("", "clock", text, ends_at, full, False)
    soon = today and left < timedelta(hours=9)
    tone, icon = ("soon", "clock-exclamation") if soon else ("", "clock")
    return Clock(tone, icon, _hours(left), ends_at, full, True)


def _hours(left: timedelta) -> str:
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    if not hours:
        return _("剩%(minutes)s分") % {"minutes": minutes}
    return _("剩%(hours)s小时%(minutes)s分") % {"hours": hours, "minutes": minutes}


def _late(by: timedelta, ends: date | datetime, at: datetime) -> str:
    if not isinstance(ends, datetime):
        # A bare day is late by days: the day after the end is one day late.
        return _days_late((_day_of(at) - ends).days)
    hours = int(by.total_seconds()) // 3600
    if hours < 1:
        return _("逾期%(minutes)s分") % {"minutes": int(by.total_seconds()) // 60}
    if hours < 24:
        return ngettext("逾期%(hours)s小时", "逾期%(hours)s小时", hours) % {"hours": hours}
    if hours < 240:
        return _("逾期%(days)s天%(hours)s小时") % {"days": hours // 24, "hours": hours % 24}
    return _days_late(hours // 24)


def _days_late(days: int) -> str:
    return ngettext("逾期%(days)s天", "逾期%(days)s天", days) % {"days": days}
