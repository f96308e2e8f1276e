"""What is seen on a clause that may speak for its being an order, or against: its signs.

A sign is a name; what it counts for stands in `weights`. `c:` names a sort of word in the clause,
`o:` the sort that opens it, `u:` a sort anywhere in its sentence, `b:` one in the sentence before,
`n:` and `p:` one in the next or previous clause, `w:` a turn of phrase (`TURNS`). Signs of a
sentence are seen once for all its clauses, so the work grows with the text only.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from luoshi.reading.lexicon import one_of
from luoshi.reading.page import Page, PaperKind, Stand
from luoshi.reading.sentences import Clause, Piece
from luoshi.reading.terms import SentenceKind

BACKGROUND = re.compile(
    r"为(?!期|民)|按照?|根据|依据|围绕|结合|针对|随着|通过|经|以.{2,20}为|依托|立足|对照|坚持"
    r"|本着|鉴于"
    r"|在.{0,20}(?:下|中|上|基础|前提|同时|时)$"
)
# Something is sent to somebody: the task after the task.
CARRIES = re.compile(
    r"(?:将|把|及时|情况|报告|方案|结果|意见|进展).{0,30}(?:报|送|反馈|通报|公布|函告)"
)
_FIGURE = re.compile(
    r"(?=[\d亿万不以达控提下增压])(?:\d%|[亿万]元|不(?:少于|低于|超过|高于)|(?<!级)以上|以内|\d.{1,8}以下|(?:达到|控制在|提高到|提升到|下降|增长|压缩)[^，]{0,6}\d)"
)
_COUNT = re.compile(
    r"\d[\d.,，余多万亿]{0,8}(?:名|个(?!方面|问题)|家|套|公里|平方|亩|户|所|座|条|台|辆|场|项"
    r"|件|人|次|篇|例|部|吨|处|米|万|亿)"
)
_DIGIT = re.compile(r"\d")
_FIRST = re.compile(r"我|我们|大家|同志们|咱们|有的|一些|个别")
# A meeting told of, and not called; a figure that says nothing but what it must come to.
_HELD = re.compile(
    r"(?:上午|下午|近日|日前|\d日)，?$|主持召开|主持[^，。；]{2,24}会$|(?:参加|出席|列席)(?:会议|座谈|活动|汇报会)|听取.{0,12}汇报"
)
_REACHED = re.compile(r"(?:同比)?(?:增长|下降|新增|达到|完成|不低于|不高于|不超过|控制在)?[\d.]+")
_POINTS = re.compile(r"[得扣奖加减计][\d.、]+分|不得分|(?<!予以)(?<!给予)[加扣奖]分")
# A clause of nothing but points, which says what the clause before it is worth.
_ONLY_POINTS = re.compile(
    r"(?:分别|各|再|可|酌情|一次性|每[^，；]{1,14}|[少多][^，；]{1,8})?(?:得|扣|奖|奖励|加|减|计)[\d.、：]+分|不得分|[扣加]完为止"
)
# What was left undone, where no case is made of it: 「个别单位报送不及时」.
_LACKS = re.compile(
    r"(?:(?<![并从])未(?![来必成])|没有|不及时|不到位|不彻底|不规范|不够|不力|不足)[^的，；]*$"
)
# What others do when it went well, or did not: 「被市级媒体推广」, 「受通报表扬」.
_OUTCOME = re.compile(
    r"(?:[受被获][^，；]{0,14}|媒体|上级|报刊)(?:推广|采用|录用|刊发|转发|通报|表扬|表彰|肯定|批评|曝光|点名|查处|奖励)"
)
# Care and good will only: 「要加强对此项工作的组织领导」, 「密切配合、形成合力」.
_HOLLOW = re.compile(
    r"(?:加强(?:对[^，；]{1,24}的?)?(?:统筹|组织|沟通|协作)?(?:协作|协调|配合|沟通|联系|团结|领导|合作|协同)|各负其责|各司其职|密切配合|积极配合"
    r"|通力合作|通力协作|形成合力|精心组织|高度重视(?:[^，；]{1,24}工作)?|履行好?(?:各自|自身)?(?:的)?职责|统一思想|提高认识"
    r"|(?:落到实处|落实到位|取得实效))$"
)
_HOLLOW_ENDS = frozenset("作调合通系结领导同责职视想识处位效")
_DONE = re.compile(
    r"(?:进行|开展|召开|制定|完成|取得|组织|作出|提出|听取|实施|出台|下发|通报|总结|部署"
    r"|安排)了|已经?(?!.{0,3}的)|主持召开|了$"
)
_WE = re.compile(r"我们|我$|大家")
_DEEDS = frozenset({"MAKE", "REPORT", "CHECK", "DO", "BAN", "PUNISH", "BETTER", "PUSH"})
_BINDING = frozenset({"MUST", "BAN", "due", "cadence", "subj-modal", "by"})
_NEAR = frozenset(
    [
        "MAKE",
        "REPORT",
        "CHECK",
        "DO",
        "BAN",
        "PUNISH",
        "BETTER",
        "MUST",
        "SURE",
        "ATTITUDE",
        "PAST",
        "REASON",
    ]
)
# Words every paper opens or closes with.
_FORMULA = re.compile(
    r"^现[将就].{0,60}(?:印发|转发|通知|报告|通报|如下|批复|答复|公布)|请(?:你们"
    r"|各[^，]{1,12})?(?:结合实际)?，?认真(?:贯彻|组织|遵照|抓好|落实)"
    r"|特此(?:通知|报告|函复|批复)|收悉|此件公开|遵照执行|贯彻执行$|制定本(?:方案|办法|计划|意见|规定|细则)"
    r"|提出(?:如下|以下)(?:实施)?意见|负责解释$"
    r"|认真贯彻(?:落实|执行)本(?:意见|方案|办法|规定|通知|细则)"
)
# Turns of phrase that say more than the words in them; the plain ones are found in one pass, the
# others looked for only where one of the characters named is there.
_DIGITS = "0123456789"
_PLAIN: dict[str, str] = {
    "degree": "更 最 越 非常 十分 特别",
    "abstract": "水平 能力 质量 效率 意识 力度 作用 优势 局面 格局 氛围 环境 形象 活力 动力 精神 "
    "思想 作风 态度 责任感 关系",
    "argues": "就是 才能 只有 只要 既要 又要 不仅 而是 不外乎 无论 归根",
    "earnest": "务必 切实 真正 认真 扎实 坚决",
    "all": "全部 所有 一律 均 逐",
    "soon": "尽快 及时 立即 抓紧 限期 按时",
    "when": "季度 年底 月底 日前",
    "vague": "加强统筹协调 加强协作 加强协调 加强配合 加强沟通 加强联系 加强团结 加强组织领导 "
    "加强领导 各负其责 密切配合 通力合作 落到实处 落实到位 严格规范 紧密结合 形成合力 取得实效",
    "concerned": "有关 相关",
    "borne": "负总责 负责 具体抓 承担 担任 牵头",
}
_TURN_OF = {word: f"w:{turn}" for turn, words in _PLAIN.items() for word in words.split()}
_PLAIN_TURNS = re.compile(one_of([*_TURN_OF, *(f"{d}(?:月|\\d{{3}}年)" for d in _DIGITS)]))
_FOURS = re.compile(r"[一-龥]{4}(?:、[一-龥]{4})*")
TURNS = {
    "w:where": ("在到", re.compile(r"[在到].{1,12}(?:上|中|下|方面|里)")),
    "w:on": ("对", re.compile(r"^(?:并|同时|特别)?对")),
    "w:into": ("把将", re.compile(r"[把将].{2,25}(?:到|成|为|进|入|给|报|送)")),
    "w:does": (
        "要应须需",
        re.compile(
            r"(?:要|应|须|必须|应当|需)[一-龥]{0,6}?"
            r"(?:建|制|报|查|办|开|组|成|设|定|清|整|改|完|纳|落)"
        ),
    ),
}
# Without one of these characters a pattern need not be looked for.
_ENDED = frozenset("了已主")
_OF_FIGURES = frozenset("以元")
_OF_POINTS = frozenset("分完")
_MEETING = frozenset("午日会听席参")
_SENDING = frozenset("报送馈布告")
_NOT = frozenset("未不没")
# 「市政府要求6月底前完成」: what is required by a day is an order, whoever passes it on; a
# heading that says so, without its full stop, is none.
_BIDS = ("要求", "要求于", "要求在")
_LOOKED_FOR = [(name, frozenset(heads), turn) for name, (heads, turn) in TURNS.items()]
_OF_FORMULAS = frozenset("请特悉件遵彻本提释")
_EVERY_ONE = re.compile(r"全部|所有|一律|均|逐")
_SIZES = (4, 8, 14, 25)
_LENGTHS = ("len=4", "len=8", "len=14", "len=25", "len=max")
LETTER = {PaperKind.SPEECH: "S", PaperKind.REPLY: "R", PaperKind.PAPER: "P"}


def signs_of(page: Page) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Go through the sentences: the signs of each, and those of each of its clauses."""
    start = 0
    stands = page.stands
    before: list[str] = []
    told = rated = False
    line = -1
    while start < len(stands):
        end = start + 1
        while end < len(stands) and stands[end].piece == stands[start].piece:
            end += 1
        mine = stands[start:end]
        piece = page.pieces[mine[0].piece]
        own = _whole_signs(mine)
        shared = _in_sentence(page, piece, mine)
        shared += [f"u:{name}" for name in own]
        shared += [f"b:{name}" for name in before] if piece.line == line else ["b=none"]
        told = _still_told(own, told and piece.line == line)
        if told and "PAST" not in own:
            shared.append("told-on")
        clauses = list(_clauses(page, mine))
        # The next half of a list that rates: 「受省级推广1篇，得3分；市级2篇，得2分」.
        if rated and piece.line == line and any("points" in signs for signs in clauses):
            shared.append("outcome")
        rated = piece.closed.startswith("；") and (
            "outcome" in shared or any("outcome" in signs for signs in clauses)
        )
        yield shared, clauses
        before, line, start = own, piece.line, end


def _clauses(page: Page, mine: list[Stand]) -> Iterator[list[str]]:
    named = asked = False
    for place, stand in enumerate(mine):
        signs = _in_words(page, stand)
        signs += _in_place(page, mine, place, signs)
        if named:
            signs.append("subj-before")
        if asked:
            signs.append("asked-before")
        asked = asked or "ASKED" in stand.sorts
        named = named or stand.subject is not None
        yield signs


def _whole_signs(mine: list[Stand]) -> list[str]:
    """Return what stands anywhere in a sentence, each once."""
    own = sorted({sort for stand in mine for sort in stand.sorts})
    seen = {
        "due": any(stand.dues for stand in mine),
        "cadence": any(stand.cadences for stand in mine),
        "subj": any(stand.subject is not None for stand in mine),
        "subj-modal": any(stand.subject is not None and stand.subject.modal for stand in mine),
        "by": any(stand.subject is not None and stand.subject.ordered for stand in mine),
    }
    return own + [name for name, holds in seen.items() if holds]


def _still_told(own: list[str], told: bool) -> bool:
    """Tell whether a paragraph still tells what was done, and no word binds anybody yet."""
    return ("PAST" in own or told) and not _BINDING.intersection(own)


def _in_sentence(page: Page, piece: Piece, mine: list[Stand]) -> list[str]:
    signs = [f"kind={LETTER[page.kind]}", f"kind:{piece.kind.name[:2]}", f"mark={piece.level}"]
    signs.append(f"clauses={min(len(mine), 6)}")
    if page.charges[mine[0].piece]:
        signs.append("cell-charge" if piece.kind is SentenceKind.CELL else "charge")
        if not piece.title:
            signs.append("charged-body")
    column = page.columns[mine[0].piece]
    if column:
        signs.append(f"column={column}")
    section = page.sections[mine[0].piece]
    if section:
        signs.append(f"sec={section}")
    if "？" in piece.closed:
        signs.append("question")
    if piece.title:
        told = any(stand.dues or stand.subject for stand in mine)
        signs.append("title" if told else "bare-title")
    words = page.text[piece.start : piece.end]
    if _EVERY_ONE.search(words):
        signs.append("w:everyone")
    if _FIGURE.search(words):
        signs.append("w:figured")
    return signs


def _in_words(page: Page, stand: Stand) -> list[str]:
    words = page.text[stand.clause.start : stand.clause.end]
    # Whether one of some characters is there is much cheaper to tell than a pattern that needs it.
    lack = frozenset(words).isdisjoint
    sorts = set(stand.sorts)
    signs = ["c:" + sort for sort in sorted(sorts)]
    signs.append(_LENGTHS[bisect_left(_SIZES, len(words))])
    if stand.opens:
        signs.append(f"o:{stand.opens}")
    seen = {
        "made": "MAKE" in sorts and "PAPER" in sorts,
        "noverb": _DEEDS.isdisjoint(sorts),
        "due": bool(stand.dues),
        "cadence": bool(stand.cadences),
        "carries": not lack(_SENDING) and CARRIES.search(words),
        "cond": words[-1:] == "的",
        "back": BACKGROUND.match(words),
        "about": words[:1] == "对",
        "first": _FIRST.match(words),
        "scores": "分" in words and _POINTS.search(words),
        "done": not lack(_ENDED) and _DONE.search(words),
        "formula": (words[:1] == "现" or not lack(_OF_FORMULAS)) and _FORMULA.search(words),
        "quote": words[:1] == '"' or words[-1:] == '"',
        "held": not lack(_MEETING) and _HELD.search(words),
        "reached": _REACHED.match(words),
        "lacks": not lack(_NOT) and _LACKS.search(words),
        "hollow": words[-1:] in _HOLLOW_ENDS and _HOLLOW.search(words),
    }
    if not lack(_OF_POINTS) and _ONLY_POINTS.match(words):
        signs.append("points")
    signs += _numbers(words, not lack(_OF_FIGURES))
    signs += [name for name, holds in seen.items() if holds]
    if stand.subject is not None and (seen["done"] or "PAST" in sorts):
        signs.append("subj-done")
    if len(words) % 5 == 4 and _FOURS.fullmatch(words):
        signs.append("w:four")
    signs += [name for name, heads, turn in _LOOKED_FOR if not lack(heads) and turn.search(words)]
    return signs + list(
        dict.fromkeys(_TURN_OF.get(one, "w:when") for one in _PLAIN_TURNS.findall(words))
    )


def _scored(page: Page, clause: Clause, after: Clause) -> list[str]:
    """Return what a clause is that is followed by its points: a case, or how a thing turned out."""
    if page.text.find("分", after.start, after.end) < 0:
        return []
    if not _ONLY_POINTS.match(page.text, after.start, after.end):
        return []
    if page.text[clause.end - 1] == "的":
        return ["scored-case"]
    return ["outcome"] if _OUTCOME.search(page.text, clause.start, clause.end) else []


def _numbers(words: str, measured: bool) -> list[str]:
    digit = _DIGIT.search(words) is not None
    if (digit or measured) and _FIGURE.search(words):
        return ["figure"]
    if not digit:
        return ["figure"] if "不" in words and _FIGURE.search(words) else []
    return ["count"] if _COUNT.search(words) else ["digit"]


def _in_place(page: Page, mine: list[Stand], place: int, words: list[str]) -> list[str]:
    stand, last = mine[place], len(mine) - 1
    signs: list[str] = []
    if stand.subject is not None:
        first = stand.subject.names[0]
        signs.append("subj=we" if _WE.search(page.text, first.start, first.end) else "subj")
        if stand.subject.ordered:
            signs.append("by")
        elif stand.subject.modal:
            signs.append("subj-modal")
    if last == 0:
        piece = page.pieces[stand.piece]
        cell = piece.kind is SentenceKind.CELL
        signs.append("sole-cell" if cell else "sole" if piece.closed else "sole-open")
        if piece.closed and any(page.text.endswith(_BIDS, 0, one.start) for one in stand.dues):
            signs.append("bids")
    else:
        where = "first" if place == 0 else "last" if place == last else "mid"
        signs.append(f"pos={where}")
        signs.append(f"{where}:{stand.opens or 'none'}")
        if "w:abstract" in words and not _DEEDS.difference({"PUSH", "BETTER"}) & set(stand.sorts):
            signs.append(f"{where}:abstract")
    if stand.clause.before == "：":
        signs.append("after-colon")
    if stand.clause.numbered:
        signs.append("numbered")
    if place < last:
        signs += _scored(page, stand.clause, mine[place + 1].clause)
    if place < last and mine[place + 1].clause.before == "：":
        signs.append("before-colon")
        if mine[place + 1].clause.numbered:
            signs.append("leads-in")
    for tag, near in (("n", place + 1), ("p", place - 1)):
        if 0 <= near <= last:
            signs += [f"{tag}:{sort}" for sort in _NEAR.intersection(mine[near].sorts)]
        else:
            signs.append(f"{tag}=none")
    return signs
