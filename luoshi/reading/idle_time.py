"""Words of time that set no bound: what recurs, what only tells which, what holds for so long."""

import re

# 「5年内享受补贴」, 「3年内不得申报」: how long something holds, and no day to have it done by.
_LASTS = re.compile(
    r"，?(?:可|均|将|按)?(?:享受|享有|免[征收交缴]|减[征免收]|不得|不再|不予|不准|禁止|保持|有效"
    r"|给予)"
)
# 「自5月起支付两年」, 「离年底还有50天」: a day things run from, or are far from.
_RUNS = re.compile(
    r"(?:起|开始)[^，。；]{0,10}?[\d一二三四五六七八九十两半]{1,3}(?:年|个月)(?![底末内前])"
)
_FAR_FROM = re.compile(r"(?:距离?|离|比|较|同)$")
# 「压缩到3个工作日以内」 is a figure to reach and no deadline of the task.
_SHORTER = re.compile(r"(?:压缩|缩短|减少|压减|控制|降)[^，。；]{0,10}$")
_RECURS = re.compile(r"每(?:年|季|季度|月|周|半年|天|日|旬)(?:的)?$")
_REACHED = re.compile(r"\d|达到|完成|实现|不低于|不少于|零增长|两位数|翻番")
_PAST = re.compile(r"已|以来|来|了|同比|比(?!例|率)|较(?!大|重|高|好)|时[^限]")
# 「年内无案例不得分」 scores; 「今年列入督办的2家企业」 only tells which ones are meant.
_SCORED = re.compile(r"不得分|扣[\d.]*分")
_SOON = 16
_TOLD_OF = re.compile(r"[^，。；要应须将]{2,14}的\d{1,4}[一-龥]")


def only_tells(text: str, start: int, end: int) -> bool:
    """Tell whether words of time recur, or only say from when, or how far off a day is."""
    return bool(
        _RECURS.search(text, max(0, start - 4), start)
        or _FAR_FROM.search(text, max(0, start - 2), start)
        or _RUNS.match(text, end)
    )


def no_limit(text: str, start: int, end: int) -> bool:
    """Tell whether so many days are what a thing is cut to, or how long it holds."""
    shorter = _SHORTER.search(text, max(0, start - 12), start)
    return bool(shorter or _LASTS.match(text, end))


def idle(text: str, place: tuple[int, int], clause: tuple[int, int], yearly: bool) -> bool:
    """Tell whether a weak phrase (今年, 6月份) bounds nothing that its clause orders.

    It bounds where it opens the clause, or is all of it, and what follows is not yet done; a bare
    year (`yearly`) besides needs something to be reached in it.
    """
    after = text[place[1] : clause[1]]
    if _PAST.match(after) or after[:1] in {"的", "度"} or place[0] - clause[0] > 8:
        return True
    if _TOLD_OF.match(after):
        return True
    if not yearly:
        return _PAST.search(after) is not None
    return _REACHED.search(after) is None


def scores(text: str, start: int, end: int) -> bool:
    """Tell whether what follows is a rule of scoring (年内无案例不得分), which sets no day."""
    return _SCORED.search(text, start, min(end, start + _SOON)) is not None
