"""期限 By when, in the closed set of phrases that official papers use.

A phrase is resolved against the anchor (the day the paper bears). Where the day hangs on an event
the paper does not date (收到后3个工作日内), the words stay and the limit is told in its parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from luoshi.reading.feasts import eve_of
from luoshi.reading.idle_time import no_limit, only_tells
from luoshi.reading.numerals import whole
from luoshi.reading.terms import How, LimitUnit, TimeLimit
from luoshi.timelimits.calendar import Calendar
from luoshi.timelimits.days import add_months
from luoshi.timelimits.official import official_calendar

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:\d{4}|[一二三四五六七八九〇○零]{4})年度?|今年|明年|后年|本年度?|当年|次年)"
_BY = r"(?:[之以]?前|以内|之内|为止)"
# What a year or a number begins with: each kind of phrase is tried only where it may begin.
_STARTS = r"\d一二三四五六七八九十〇○零今明后本当次"
# fmt: off
_PHRASES = re.compile(
    r"(?=[\d一二三四五六七八九十〇○零两半本下次今明后当上全年截到至于在力立即马随第提这年月最前\"元春清劳端中国主汛入])(?:"
    rf"(?=[{_STARTS}])(?P<span>(?P<y1>{_YEAR})?(?P<m1>{_N})月?(?:(?P<d1>{_N})[日号])?[-~至到]{{1,2}}(?P<y2>{_YEAR})?(?P<m2>{_N})月(?:(?P<d2>{_N})[日号]|[底末])?(?P<rangeby>前)?)"
    rf"|(?=[{_STARTS}])(?P<days>(?P<yb>{_YEAR})?(?P<mb>{_N})月{_N}[日号]?[-~至到]{{1,2}}(?P<db>{_N})[日号](?P<daysby>前)?)"
    rf"|(?=\d)(?P<years2>(?:\d{{4}})年?(?:[-~]{{1,2}}|[至到])(?P<yz>\d{{4}})年(?P<years2end>底|末)?(?P<years2by>{_BY})?)"
    rf"|(?=2)(?P<dotted>(?P<yt>20\d\d)[-./](?P<mt>\d{{1,2}})[-./](?P<dt>\d{{1,2}})日?{_BY})"
    rf"|(?P<feast>(?P<yf>{_YEAR})?\"?(?P<nf>元旦|春节|清明|五一|劳动节|端午|中秋|国庆)\"?节?(?:假期|长假)?[之以]?前(?!后|夕))"
    rf"|(?=[{_STARTS}])(?P<since>(?P<ya>{_YEAR})起?(?P<years>{_N})年(?:[之以]?内|时间))"
    rf"|(?P<day>(?:截[至止]|最[迟晚][于在到]?|到|至|于|在)?(?P<yd>{_YEAR})?(?P<md>{_N}"
    rf"|[本下次])月(?:份)?(?P<dd>{_N})[日号](?:[上下中]午|晚)?(?:\d{{1,2}}[：:时点]\d{{0,2}}分?)?"
    rf"(?P<dayby>{_BY}|止)?(?P<from>起(?!草))?)"
    rf"|(?P<month>(?:截[至止]|到|至|于|在)?(?P<ym>{_YEAR})?(?P<mm>{_N}|本|下|次"
    rf"|)月(?:份)?(?P<part>底|末|初|上旬|中旬|下旬)?(?P<monthby>{_BY}|内)?)"
    rf"|(?P<quarter>(?:到|至|于|在)?(?P<yq>{_YEAR})?(?:第?(?P<nq>[一二三四1-4])|(?P<firstq>前(?P<fq>[二三两]))|(?P<tq>本"
    rf"|下))个?季度(?P<endq>末|底)?(?P<quarterby>{_BY})?)"
    rf"|(?=[{_STARTS}上下])(?P<half>(?P<yh>{_YEAR})?(?P<which>上|下)半年(?P<halfby>{_BY}|内)?)"
    rf"|(?P<yearend>(?P<to>截[至止]|力争到|到|至|于|在)?(?:(?P<ye>{_YEAR})(?P<yearpart>年?底"
    rf"|年?末|内|之内)?|年(?P<bare>底|末|内)|全年|本年度)(?P<yearby>{_BY})?)"
    rf"|(?=[\"十])(?P<plan>[\"]?(?P<nth>十[二三四五六七])五[\"]?(?:末|期末|期间|规划期内))"
    rf"|(?P<week>(?P<nw>本|下|这)周[一二三四五六日末]?(?P<weekby>{_BY}|内)?)"
    rf"|(?=[\d一二三四五六七八九十两半])(?P<limit>(?P<much>\d{{1,3}}|[一二三四五六七八九十两半]{{1,3}})个?(?P<unit>工作日|工作|日|天"
    rf"|月|年|小时|周|星期)(?P<and>半)?(?P<limitby>[之以]?内))"
    r"|(?P<season>(?:主汛期|汛期|入汛)(?:来临|到来)?[之以]?前)"
    rf"|(?P<lone>(?<![^，。；：\n于在请要须应并将])(?P<dl>\d{{1,2}})[日号][之以]?前)"
    rf"|(?P<ahead>前(?P<aheadmuch>\d{{1,3}}|[一二三四五六七八九十两]{{1,3}})个?(?P<aheadunit>工作日|日|天|月|周|小时))"
    rf"|(?P<atonce>立即|即日起|即时|即刻|马上|随批随办|第一时间|当[日天](?=[办报完])"
    rf"|提前(?:\d{{1,2}}|[一二三四五六七八九十两]{{1,2}})[个]?(?:工作日|天|日)))"
)
# fmt: on
_EVENT = re.compile(
    r"(?:自|从|在)?([^，。；、：（）\n| \d自从在]{0,14}(?:之日起|之后|以后|后|之日|起))的?$"
)
_ISSUED = re.compile(r"^(?!.*[收接]到).*(?:印发|发布|下发|发文|公布|本(?:通知|方案|意见|文件))")
# 「到期前10日」: so long before an event that the paper does not date.
_BEFORE = re.compile(
    r"([^，。；、：（）\n| \d自从在于]{0,8}"
    r"(?:会议?|召开|到期|期满|届满|期限|活动|开工|施工|实施|举行|举办))$"
)
_QUARTER_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_PLANS = {"十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035, "十七": 2040}
_YEARS = ("y2", "y1", "yb", "ya", "yz", "yt", "yd", "ym", "yq", "yh", "ye", "yf")
_KINDS = (
    "span", "days", "years2", "dotted", "since", "day", "month", "quarter", "half", "yearend",
    "plan", "week", "feast", "limit", "ahead", "season", "lone",
)  # fmt: skip
_DIGITS = frozenset("一二三四五六七八九〇○零")
_HOWS = {
    "span": How.PERIOD_END, "days": How.PERIOD_END, "years2": How.PERIOD_END,
    "dotted": How.WRITTEN, "since": How.YEARS_ON, "day": How.WRITTEN, "quarter": How.QUARTER_END,
    "half": How.HALF_END, "yearend": How.YEAR_END, "plan": How.PLAN_END, "week": How.WEEK,
    "feast": How.FEAST,
}  # fmt: skip
_LONGEST = 400
_LONGEST_MONTH = 31
_HALVES = {
    "年": (6, LimitUnit.MONTH), "天": (12, LimitUnit.HOUR), "日": (12, LimitUnit.HOUR),
}  # fmt: skip
_UNITS = {
    "工作日": LimitUnit.WORKING, "工作": LimitUnit.WORKING, "日": LimitUnit.CALENDAR,
    "天": LimitUnit.CALENDAR, "周": LimitUnit.CALENDAR, "月": LimitUnit.MONTH,
    "星期": LimitUnit.CALENDAR, "年": LimitUnit.YEAR, "小时": LimitUnit.HOUR,
}  # fmt: skip


@dataclass(frozen=True)
class Anchor:
    """The day a paper bears, known to the day, to the month or to the year only.

    `calendar` is the place's own, local holidays included; without it the official one counts.
    """

    year: int
    month: int = 0
    day: int = 0
    calendar: Calendar | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, anchor: "date | str | Anchor | None") -> "Anchor | None":
        """Read YYYY-MM-DD, YYYY-MM or YYYY.

        :raises ValueError: if the words are none of the three
        """
        if anchor is None or isinstance(anchor, Anchor):
            return anchor
        if isinstance(anchor, date):
            return cls(anchor.year, anchor.month, anchor.day)
        found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", anchor.strip())
        if found is None:
            raise ValueError(anchor)
        year, month, day = (int(part or 0) for part in found.groups())
        date(year, month or 1, day or 1)
        return cls(year, month, day)


@dataclass(frozen=True)
class Due:
    """A phrase of time in the shadow: where, the day if there is one, the limit if it is one."""

    start: int
    end: int
    resolved: str = ""
    limit: TimeLimit | None = None
    strong: bool = True
    yearly: bool = False
    how: How = How.WRITTEN
    filled: bool = False
    offered: str = ""


def _year(words: str | None, anchor: Anchor | None) -> int | None:
    if words:
        shift = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "后": 2}.get(words[0])
        if shift is None:
            return whole(words.rstrip("度").rstrip("年"))
        return anchor.year + shift if anchor else None
    return anchor.year if anchor else None


def _month(year: int | None, month: int | None) -> str:
    return f"{year}-{month:02d}" if year and month and 1 <= month <= 12 else ""


def _day(year: int | None, month: int | None, day: int | None) -> str:
    if not (year and month and day):
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _length(much: str, unit: str, half: bool) -> tuple[int, LimitUnit]:
    """Return how long a limit is: half a year is six months, half a month fifteen days."""
    if much == "半":
        return _HALVES.get(unit, (15, LimitUnit.CALENDAR))
    length = whole(much) or 0
    if half and unit == "年":
        return length * 12 + 6, LimitUnit.MONTH
    if half and unit == "月":
        return length * 30 + 15, LimitUnit.CALENDAR
    return length * (7 if unit in {"周", "星期"} else 1), _UNITS[unit]


def counted(
    issued: date, length: int, unit: LimitUnit, calendar: Calendar | None = None
) -> date | None:
    """Return the day a limit ends on that runs from the paper's own day.

    None for hours, and for what is too long to be a limit.

    :param calendar: the working days of the place; without it those of the official notices
    """
    if unit is LimitUnit.HOUR or not 0 < length < _LONGEST:
        return None
    if unit is LimitUnit.WORKING:
        return (calendar or official_calendar()).add_working_days(issued, length)
    if unit is LimitUnit.CALENDAR:
        return issued + timedelta(days=length)
    return add_months(issued, length * (12 if unit is LimitUnit.YEAR else 1))


class _Reader:
    """Turns one found phrase into a due, or into nothing where it is no deadline."""

    def __init__(self, text: str, anchor: Anchor | None) -> None:
        self.text = text
        self.anchor = anchor

    def read(self, found: "re.Match[str]") -> Due | None:
        """Read the phrase by the kind it is of."""
        kind = next((name for name in _KINDS if found[name]), "atonce")
        due: Due | None = getattr(self, f"_{kind}")(found)
        if due is None or kind in {"limit", "ahead", "season", "lone", "atonce"}:
            return due
        year = next((found[name] for name in _YEARS if found[name]), "")
        written = year[:4].isdigit() or (year and year[0] in _DIGITS)
        filled = bool(due.resolved) and not written
        how = _how(kind, found)
        return Due(due.start, due.end, due.resolved, due.limit, due.strong, due.yearly, how, filled)

    def _feast(self, found: "re.Match[str]") -> Due | None:
        anchor, year = self.anchor, _year(found["yf"], self.anchor)
        if year is None or anchor is None:
            return None
        same = year == anchor.year
        eve = eve_of(found["nf"], year, anchor.month if same else 0, anchor.day if same else 0)
        return self._due(found, eve)

    def _due(self, found: "re.Match[str]", resolved: str, strong: bool = True) -> Due:
        return Due(found.start(), found.end(), resolved, None, strong)

    def _span(self, found: "re.Match[str]") -> Due | None:
        year = _year(found["y2"] or found["y1"], self.anchor)
        month = whole(found["m2"])
        days = _day(year, month, whole(found["d2"])) if found["d2"] else _month(year, month)
        return self._due(found, days, strong=bool(found["rangeby"])) if days else None

    def _days(self, found: "re.Match[str]") -> Due | None:
        year, month = _year(found["yb"], self.anchor), whole(found["mb"])
        day = _day(year, month, whole(found["db"]))
        return self._due(found, day, strong=bool(found["daysby"])) if day else None

    def _years2(self, found: "re.Match[str]") -> Due:
        bound = bool(found["years2end"] or found["years2by"])
        return Due(*found.span(), _month(int(found["yz"]), 12), strong=bound, yearly=True)

    def _dotted(self, found: "re.Match[str]") -> Due | None:
        day = _day(int(found["yt"]), int(found["mt"]), int(found["dt"]))
        return self._due(found, day) if day else None

    def _since(self, found: "re.Match[str]") -> Due | None:
        year, count = _year(found["ya"], self.anchor), whole(found["years"])
        return self._due(found, _month(year + count - 1, 12)) if year and count else None

    def _of_month(self, words: str, year: int | None) -> tuple[int | None, int | None]:
        if words in {"本", "下", "次", ""}:
            if self.anchor is None or not self.anchor.month:
                return None, None
            month = self.anchor.month + (words in {"下", "次"})
            return self.anchor.year + (month > 12), (month - 1) % 12 + 1
        return year, whole(words)

    def _day(self, found: "re.Match[str]") -> Due | None:
        year, month = self._of_month(found["md"], _year(found["yd"], self.anchor))
        if not (found["dayby"] or found["from"] or found[0][0] in "截最到至于"):
            return None
        # 「次月5日前」 recurs; a period that begins has its end still to come.
        if found["md"] == "次" or (found["from"] and self._follows(found, "至到")):
            return None
        return self._due(found, _day(year, month, whole(found["dd"])), strong=True)

    def _month(self, found: "re.Match[str]") -> Due | None:
        year, month = self._of_month(found["mm"], _year(found["ym"], self.anchor))
        part = found["part"]
        bound = bool(part or found["monthby"])
        if not found["mm"] and not (part and found["monthby"]):
            return None
        if not bound and (self.text[found.end() : found.end() + 1] in {"来", "召"}):
            return None
        if part in {"上旬", "中旬", "初"}:
            return self._due(found, _day(year, month, 20 if part == "中旬" else 10))
        if found["monthby"] and not part and found["monthby"].endswith("前"):
            return self._due(found, _month(year, month))
        return self._due(found, _month(year, month), strong=bound or found[0][0] in "于截")

    def _quarter(self, found: "re.Match[str]") -> Due | None:
        year = _year(found["yq"], self.anchor)
        if found["firstq"]:
            if not found["yq"]:
                return None
            return self._due(found, _month(year, 9 if found["fq"] == "三" else 6), strong=False)
        if self._follows(found, "初"):
            return None
        if found["tq"]:
            if self.anchor is None or not self.anchor.month:
                return None
            quarter = (self.anchor.month - 1) // 3 + 1 + (found["tq"] == "下")
            year, month = self.anchor.year + (quarter > 4), ((quarter - 1) % 4 + 1) * 3
        else:
            month = _QUARTER_MONTHS[found["nq"]]
        if self.text[found.start() - 1 : found.start()] == "前" and found.start():
            return None
        starts = self.text.startswith(("起", "开始"), found.end())
        bound = bool(found["endq"] or found["quarterby"] or starts)
        return self._due(found, _month(year, month), strong=bound)

    def _half(self, found: "re.Match[str]") -> Due | None:
        year = _year(found["yh"], self.anchor)
        return self._due(
            found, _month(year, 6 if found["which"] == "上" else 12), strong=bool(found["halfby"])
        )

    def _yearend(self, found: "re.Match[str]") -> Due | None:
        year = _year(found["ye"], self.anchor)
        follows = self.text[found.end() : found.end() + 2]
        if follows[:1] == "的" and not (found["yearpart"] or found["bare"] or found["yearby"]):
            return None
        if follows[:1] in {"第", "来", "起", "初", "上", "下", "开"}:
            return None
        bare = bool(found["bare"]) and (found["bare"] == "内" or follows[:1] in {"完", "建", "实"})
        bound = bool(found["yearpart"] or bare or found["yearby"] or found["to"])
        return Due(*found.span(), _month(year, 12), strong=bound, yearly=True)

    def _plan(self, found: "re.Match[str]") -> Due | None:
        return self._due(found, _month(_PLANS.get(found["nth"]), 12), strong="末" in found[0])

    def _week(self, found: "re.Match[str]") -> Due | None:
        if not found["weekby"] or self.anchor is None or not self.anchor.day:
            return None
        day = date(self.anchor.year, self.anchor.month, self.anchor.day)
        weekday = found[0].rstrip("之以前内").lstrip("本下这周")[:1]
        wanted = "一二三四五六日".find(weekday or "日")
        shift = (wanted if wanted >= 0 else 6) - day.weekday() + (7 if found["nw"] == "下" else 0)
        return self._due(found, (day + timedelta(days=shift)).isoformat())

    def _limit(self, found: "re.Match[str]") -> Due | None:
        event = _EVENT.search(self.text, max(0, found.start() - 18), found.start())
        since = event[1] if event else ""
        if no_limit(self.text, found.start(), found.end()):
            return None
        length, unit = _length(found["much"], found["unit"], bool(found["and"]))
        start = event.start() if event else found.start()
        resolved = self._counted(since, length, unit)
        limit = TimeLimit(length, unit, since)
        how = How.COUNTED if resolved else How.EVENT
        if found["unit"] == "工作":
            # 「3个工作内」: a word is missing. What it may have been is offered and not applied.
            offered = found[0].replace("工作", "工作日", 1)
            return Due(start, found.end(), "", limit, True, how=How.EVENT, offered=offered)
        return Due(start, found.end(), resolved, limit, True, how=how)

    def _counted(self, since: str, length: int, unit: LimitUnit) -> str:
        """Count from the paper's issue, whose day is the anchor; working days by the notice."""
        anchor = self.anchor
        if not (anchor and anchor.day and _ISSUED.search(since)):
            return ""
        day = counted(date(anchor.year, anchor.month, anchor.day), length, unit, anchor.calendar)
        return day.isoformat() if day else ""

    def _ahead(self, found: "re.Match[str]") -> Due | None:
        event = _BEFORE.search(self.text, max(0, found.start() - 12), found.start())
        if event is None:
            return None
        length, unit = _length(found["aheadmuch"], found["aheadunit"], False)
        limit = TimeLimit(length, unit, event[1] + "前")
        return Due(event.start(), found.end(), "", limit, True, how=How.EVENT)

    def _season(self, found: "re.Match[str]") -> Due:
        """「汛期前」: when the floods come no calendar says."""
        return Due(*found.span(), "", None, how=How.EVENT)

    def _lone(self, found: "re.Match[str]") -> Due | None:
        """「15日前」: the month is missing. The next such day is offered and not applied."""
        anchor, day = self.anchor, int(found["dl"])
        monthly = self.text.endswith(("月于", "月在", "季度于", "季度在"), 0, found.start())
        if monthly or not 1 <= day <= _LONGEST_MONTH:
            return None
        if anchor is None or not anchor.day:
            return Due(*found.span(), "", None, how=How.EVENT)
        month = anchor.month % 12 + 1 if day < anchor.day else anchor.month
        offered = f"{month}月{found[0]}"
        return Due(*found.span(), "", None, how=How.EVENT, offered=offered)

    def _follows(self, found: "re.Match[str]", marks: str) -> bool:
        return self.text[found.end() : found.end() + 1] in set(marks)

    def _atonce(self, found: "re.Match[str]") -> Due | None:
        return Due(*found.span(), "", None, found[0] != "第一时间", how=How.AT_ONCE)


def _how(kind: str, found: "re.Match[str]") -> How:
    if kind == "month":
        return How.TEN_DAYS if found["part"] in {"上旬", "中旬", "初"} else How.MONTH_END
    return _HOWS[kind]


def dues_in(text: str, anchor: Anchor | None) -> Iterator[Due]:
    """Find every phrase of time that sets a bound; recurring days (每月25日前) are none."""
    reader = _Reader(text, anchor)
    for found in _PHRASES.finditer(text):
        start = found.start()
        if start and (text[start - 1].isdigit() or text[start - 1] in "第-"):
            continue
        if only_tells(text, start, found.end()):
            continue
        due = reader.read(found)
        if due is not None:
            yield due
