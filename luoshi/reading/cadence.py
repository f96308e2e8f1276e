"""频次 How often something is owed again and again, as the text says it."""

import re
from collections.abc import Iterator

_N = r"(?:\d{1,2}|[一二两三四五六七八九十半]{1,3})"
_EVERY = re.compile(
    r"(?=[每随按逐定实动日周旬月季年半\d一二两三四五六七八九十])(?:"
    rf"每(?:{_N})?个?小时|随时(?=上?报|通报|汇报|更新|调度)|每周[一二三四五六日](?:[之以]?前)?"
    rf"|每季度?(?:首月|末月|第[一三]个月|最后一个月)(?:{_N}[日号])?(?:[之以]?前)?"
    rf"|每(?!一天|[天日]都)(?:逢)?(?:{_N})?个?(?:月|季度|季|周|年|天|日|旬|半年"
    rf"|工作日)(?:度)?(?:{_N}月(?:底|{_N}日)?(?:[之以]?前)?"
    rf"|的?{_N}[日号](?:[-、至]{_N}[日号])?(?:[之以]?前)?|底(?:前)?|末|初|至少|一(?:通报|调度"
    rf"|报告|督查|报))?(?:(?:召开|开展|举办|组织|报送|通报|调度|汇报|排查|检查|督查)?{_N}次)?"
    rf"|{_N}(?:天|日|周|旬|月|季度|季|年)一(?:次|通报|调度|报告|督查|梳理|总结|小结|汇总|审计"
    rf"|考核|检查|更新|报|评|排名)(?:一次)?"
    rf"|(?:{_N}|一)(?:天|周|旬|月|季度|季|年)[一-龥]{{2}}(?:[一-龥]{{2}})?一次"
    rf"|按(?:月|季度|季|周|旬|年|日|半年)(?!度计划|时|照)|逐(?:月|季|周|日|年)(?!度)"
    rf"|(?<![不])定期(?:不定期|或不定期)?|实时|动态(?=更新|调度)"
    rf"|(?:日|周|旬|月|季|季度|年)(?:调度|通报|报告|督查|小结|例会|总结|清零|盘点|清理|报送"
    rf"|考评|推进|研判|会商|排名)(?=制|、|机制|，|。|；|$|[日周旬月季年])"
    rf"|[月周](?:初|中|末)(?:交办|督查|调度|通报|会商|总结|汇总|检查)(?=、|，|。|；|$)"
    rf"|(?:(?<![上下])半年(?![以之]?[内前])|月月|季季|周周))"
)


def cadences_in(text: str) -> Iterator[tuple[int, int]]:
    """Find the words that say how often, in order."""
    for found in _EVERY.finditer(text):
        yield found.span()


def chosen(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Join what is said in one breath (月调度、季通报) and choose the fullest; 定期 says least."""
    joined = [spans[0]]
    parts = {spans[0][0]: 1}
    for start, end in spans[1:]:
        last = joined[-1]
        between = text[last[1] : start]
        if len(between) <= 7 and "，" not in between and ("、" in between or len(between) <= 2):
            joined[-1] = (last[0], end)
            parts[last[0]] += 1
        else:
            joined.append((start, end))
            parts[start] = 1
    return max(
        joined,
        key=lambda span: (not text.startswith("定期", span[0]), parts[span[0]] > 2, -span[0]),
    )
