"""领导 The leaders an order names: who gave it, or who is put in charge; not who spoke."""

import re
from collections.abc import Iterator

from luoshi.reading.units import Named

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦"
    "阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴"
    "梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬申冀燕"
)
_TITLE = (
    r"(?:副?(?:书记|省长|市长|县长|区长|州长|镇长|乡长|主席|秘书长|局长|主任|部长|厅长|院长)|常委)"
)
_NAME = rf"[{_SURNAMES}](?!副)[一-龥](?:(?![副市县区省书部主院州镇乡局])[一-龥])?"
_NAMED = re.compile(
    rf"{_TITLE}(?P<after>{_NAME})(?=[、，。；：）]|近日|分别|主持|听取|作出|批示|要求|明确|负责"
    rf"|牵头|包抓|任|担任|$)"
)
_CHARGED = re.compile(
    rf"由(?:[^，。；由]{{0,16}}?(?:{_TITLE}))?(?P<one>{_NAME})(?:{_TITLE})?(?:(?:、"
    rf"|和)(?P<two>{_NAME})(?:{_TITLE})?)?"
    r"(?:同志)?(?:来|具体)*(?:抓|负责|牵头|担任|任|包抓|分管|挂帅|督办|协调)"
)
_ONE_LEADER = re.compile(rf"{_TITLE}{_NAME}(?:同志)?|{_NAME}{_TITLE}|{_NAME}同志")
_INSTRUCTS = r"(?:明确)?(?:批示|要求|安排|交办|责成|指示)"
_ORDERS = re.compile(r"批示|交办")


def is_leader(words: str) -> bool:
    """Tell whether words name one leader by name and post (苏文副市长), and no unit."""
    return _ONE_LEADER.fullmatch(words) is not None


def charged_in(text: str, start: int, end: int) -> list[Named]:
    """Find whom a task's own words put in charge: 「由……同志负责」."""
    found: list[Named] = []
    for match in _CHARGED.finditer(text, start, end):
        found += [Named(*match.span(part)) for part in ("one", "two") if match[part]]
    return found


class Instructions:
    """Who gave the order, in a paper about instructions; a later name takes over."""

    def __init__(self, text: str) -> None:
        self.text = text
        names = (
            {match["after"] for match in _NAMED.finditer(text)} if _ORDERS.search(text) else set()
        )
        joined = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
        self._named = re.compile(joined) if names else None
        self._given = self._instructions() if names else iter(())
        self._next = next(self._given, None)
        self._last: Named | None = None

    def _instructions(self) -> Iterator[Named]:
        if self._named is None:
            return
        for match in self._named.finditer(self.text):
            if re.search(_INSTRUCTS, self.text[match.end() : match.end() + 14]):
                yield Named(*match.span())

    def before(self, end: int) -> list[Named]:
        """Return who last gave an order before a place in the same paragraph."""
        while self._next is not None and self._next.start < end:
            self._last, self._next = self._next, next(self._given, None)
        last = self._last
        if last is None or "\n" in self.text[last.start : min(end, last.start + 600)]:
            return []
        return [last]
