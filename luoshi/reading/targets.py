"""目标 The numbers a task has to reach: value, unit, and on which side of it the figure must "
"lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.reading.numerals import exact
from luoshi.reading.terms import Direction

_COUNTED = (
    r"个百分点|个?工作日|平方米|平方公里|立方米|微克/立方米|毫克/升|公里|千米|万千瓦|千瓦时"
    r"|千瓦|公顷|吨标准煤|吨|亩|米|元/平方米|元/吨|亿元|亿美元|万元|美元|元"
    r"|亿|人次|场次|人|名|户|家|个|所|套|辆|台|件|例|篇|条|座|处|项|次|场|期|位|部|间|支|张|份"
    r"|株|棵|头|只|倍|字|分钟|小时|天|日|年|月|%|‰"
)
_NUMBER = re.compile(
    r"(?P<pre>不(?:得)?(?:少于|低于|高于|大于|小于|超过|突破|多于)|(?:至|最)[少多]|超过|突破"
    r"|高于|低于|大于|小于|多于|少于|约|近|达到|完成|为|达)?"
    r"(?:每[^，。；、\d]{1,6})?"
    r"(?P<num>\d{1,9}(?:[，,]\d{3}(?!\d))*(?:\.\d{1,4})?"
    r"|[一二三四五六七八九十百两]{1,4}(?=个百分点|次|亿|万)|(?:千|百|十)(?=亿|万))"
    rf"(?P<more>余|多)?(?P<scale>万亿|千亿|百亿|亿|千万|百万"
    rf"|万)?(?P<unit>{_COUNTED})?(?P<post>以上|以下|以内|之内|左右|及以上|上下)?"
)
_WORDED = re.compile(
    r"(?P<full>全覆盖|全部覆盖)|(?P<zero>零增长|零发生|零事故)|(?P<two>两位数增长)"
)
_NOT_AFTER = re.compile(r"[第共年月〔（《\"“+.\dA-Za-z、]$|(?<![\d%])[\-~]$|以来|约谈")
_VERB = re.compile(
    r"达到|完成|不少于|不低于|不得|不超过|超过|突破|压缩|控制|增长|下降|提高|降低|降至|缩短"
    r"|增加|新增|新建|建成|建设|改造|引进|培育|培养|培训|选拔|扶持|支持"
    r"|资助|实现|确保|开工|竣工|投放|淘汰|达|占|比重|比率|比例|率|至少|力争|签约|到位|优化|筹集"
    r"|认定|创建|打造|发放|组织|开展|举办|招引|查处|整治|清理|治理|安置|救助"
    r"|规模|总量|总额|投资|收入|浓度|产值|用稿|实施|建立|设立|新开工|推出|盘活|处置|化解|筹建"
    r"|摸|掛|挂|督办|施工|增设|对照|篇幅|报送"
)
_SERVICE = re.compile(r"办结|压缩|办理|审批|时限|以内|答复")
_PERCENT_DOWN = re.compile(r"下降|降低|减少")
_UP_TO = {"以下", "以内", "之内"}
_AT_LEAST = {"不少于", "不低于", "不得少于", "不得低于", "至少", "最少", "不小于", "不得小于"}
_AT_MOST = {
    "不超过",
    "不得超过",
    "不高于",
    "不得高于",
    "至多",
    "最多",
    "不多于",
    "不大于",
    "不突破",
    "不得突破",
}
_DROP_METRIC = re.compile(
    r"^(?:全[市县区省国州镇乡]|我[市县区省]|到|至|力争|确保|争取|其中|同时|并|要|实现|完成|达到"
    r"|重点|每年|全年|年内|今年|明年|今后|分别|使|将|把|对|的|在|再|及|和|以及|原则上|基本)+"
)
_TAIL_METRIC = re.compile(
    r"(?:(?:到|比|较)\d{4}年|要|须|应|必须|力争|确保|分别|同比|较上年|年均|达到|达|完成|控制在|控制|压缩至|压缩到"
    r"|压缩|增长到|提高到|提升到|稳定在|保持在|保持|占到|不|为|到|至|在|约)+$"
)
# Who does it and by when stand before the thing that is counted, and are no part of it.
_WHO_BY_WHEN = re.compile(
    r"^.*?(?:(?:\d{4}年)?(?:\d{1,2}月(?:底|份|中旬|上旬|下旬)?|[年月]底|[一二三四]季度|上半年)(?:之|以)?前|今年内?|年内)"
)
_WHO_MUST = re.compile(
    r"^.{2,20}?(?:要|应|须|必须)(?:确保|力争|推动|实现|努力)(?:全年|全市)?"
    r"|^[^，]{1,14}[局委办厅部院府区县市](?:要|应|须|必须)(?:将|把)?"
)
_ROUND = {"千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}
_SHARES = re.compile(r"[和、及与]\d{1,9}(?:\.\d{1,4})?")
_BASE = re.compile(
    r"(?:比|较|同比)(?:\d{4}年(?:同期)?|上年(?:同期|度)?|去年(?:同期)?|上一?季度|上月|基期)?|在\d{4}年(?:的)?基础上"
)
_LOW = re.compile(r"(?P<low>\d{1,9}(?:\.\d{1,4})?)%?(?:[-~]{1,2}|至|到)$")
_DOUBLED = re.compile(r"(?P<much>翻一番|翻两番)")
_SOFT = re.compile(r"力争|争取|努力")


@dataclass(frozen=True)
class Figure:
    """A target in the shadow."""

    start: int
    end: int
    metric: str
    value: Decimal
    unit: str
    direction: Direction
    soft: bool = False
    base: str = ""
    upto: Decimal | None = None


def _direction(pre: str, post: str, more: str, around: str) -> Direction:
    if post in {"左右", "上下"} or pre in {"约", "近"}:
        return Direction.ABOUT
    if pre in _AT_LEAST or post in {"以上", "及以上"} or more:
        return Direction.AT_LEAST
    if pre in _AT_MOST or post in _UP_TO:
        return Direction.AT_MOST
    if pre in {"超过", "突破", "高于", "大于", "多于"}:
        return Direction.MORE_THAN
    if pre in {"低于", "小于", "少于"}:
        return Direction.LESS_THAN
    return Direction.ABOUT if "力争" in around and "左右" in around else Direction.EXACTLY


def _metric(text: str, start: int, end: int, at: int, stop: int) -> str:
    """Say what is counted: the noun after a counted thing, else the words before the number."""
    before = text[start:at]
    cut = max(before.rfind("，"), before.rfind("、"), before.rfind("；"), before.rfind("：")) + 1
    before = _WHO_MUST.sub("", _WHO_BY_WHEN.sub("", before[cut:]))
    before = _TAIL_METRIC.sub("", _DROP_METRIC.sub("", before))
    after = re.match(r"[^，。；、：（）和及与\d]{2,16}", text[stop:end])
    counted = text[stop - 1 : stop] in "名个家套所辆台件例篇条座处项次场期位部间支张份"
    if counted and after and not after[0].startswith(("以上", "以内", "以下", "左右")):
        return after[0]
    return before[-20:] or (after[0] if after else "")


def _worded(text: str, start: int, end: int) -> Iterator[Figure]:
    for found in _WORDED.finditer(text, start, end):
        metric = _metric(text, start, end, found.start(), found.end())
        if found["full"]:
            value, direction = Decimal(100), Direction.EXACTLY
        elif found["zero"]:
            value, direction = Decimal(0), Direction.EXACTLY
        else:
            value, direction = Decimal(10), Direction.AT_LEAST
        unit = "%" if found["full"] or found["two"] or "增长" in found[0] else "起"
        yield Figure(found.start(), found.end(), metric, value, unit, direction)
    for found in _DOUBLED.finditer(text, start, end):
        metric = _metric(text, start, end, found.start(), found.end())
        value = Decimal(100 if found[0] == "翻一番" else 300)
        yield Figure(*found.span(), metric, value, "%", Direction.AT_LEAST)


def targets_in(text: str, start: int, end: int, taken: set[int]) -> list[Figure]:
    """Find the targets of a task; `taken` are the places dates and cadences hold."""
    words = text[start:end]
    figures = list(_worded(text, start, end))
    if not any(c.isdigit() for c in words) and not any(c in words for c in "百千亿两三"):
        return figures
    ordered = _VERB.search(words) is not None
    pending: list[Figure] = []
    for found in _NUMBER.finditer(text, start, end):
        figure = _figure(text, found, start, end, taken, ordered)
        if figure is None:
            continue
        if not figure.unit:
            pending.append(figure)
            continue
        shared = [
            Figure(p.start, p.end, p.metric, p.value, figure.unit, p.direction) for p in pending
        ]
        figures += [*shared, figure]
        pending = []
    based = [_based(text, start, one) for one in figures]
    ranged = [one for one in based if one.upto is not None]
    return [
        one
        for one in based
        if one.upto is not None or all(one.end <= r.start or r.end <= one.start for r in ranged)
    ]


def _based(text: str, start: int, figure: Figure) -> Figure:
    """Add what the figure is measured against, and take the lower end of a range along."""
    since = max(text.rfind(mark, start, figure.start) for mark in "，；。")
    bases = list(_BASE.finditer(text, max(start, since + 1), figure.start))
    if bases:
        figure = replace(figure, base=bases[-1][0])
    low = _LOW.search(text, max(start, figure.start - 12), figure.start)
    if low and low.end() == figure.start and figure.unit:
        value = exact(low["low"])
        if value is not None and value < figure.value:
            metric = _metric(text, start, len(text), low.start(), figure.end)
            side = Direction.AT_LEAST
            upto = figure.value
            return replace(
                figure, start=low.start(), value=value, upto=upto, metric=metric, direction=side
            )
    return figure


def _figure(
    text: str, found: "re.Match[str]", start: int, end: int, taken: set[int], ordered: bool
) -> Figure | None:
    at, stop = found.start("num"), found.end()
    if at in taken or stop - 1 in taken or not _counts(text, found, start, end, ordered):
        return None
    digits, scale = found["num"], found["scale"] or ""
    value = _ROUND.get(digits) or exact(digits)
    if value is None:
        return None
    pre, post, more = found["pre"] or "", found["post"] or "", found["more"] or ""
    direction = _direction(pre, post, more, text[start:stop])
    metric = _metric(text, start, end, found.start(), found.end("unit") if found["unit"] else stop)
    soft = _SOFT.search(text, start, at) is not None
    unit = scale + (found["unit"] or "")
    return Figure(found.start() if pre else at, stop, metric, value, unit, direction, soft)


def _counts(text: str, found: "re.Match[str]", start: int, end: int, ordered: bool) -> bool:
    """Tell whether a number is one to reach, and does not only name or count the object."""
    at, stop = found.start("num"), found.end()
    pre, post, unit = found["pre"] or "", found["post"] or "", found["unit"]
    if not unit:
        shared = _SHARES.match(text, stop, min(stop + 12, end))
        return shared is not None and text.rfind("分别", start, at) >= 0
    if unit in {"年", "月", "日"} and not post and not pre.startswith("不"):
        return False
    names = not pre and at > start and _NOT_AFTER.search(text, max(start, at - 2), at)
    if names and text[at - 1] != "、":
        return False
    marked = bool(post or (pre and pre not in {"为", "约", "近"}) or found["more"])
    return marked or ordered or unit in {"%", "万元", "亿元"}
