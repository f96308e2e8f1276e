"""What speaks for a clause being an order: the signs seen on it, and what they weigh together.

A sign is a name; what it counts for stands in `weights`. `c:` names a sort of word in the clause,
`o:` the sort that opens it, `s:` a sort in its sentence, `n:` and `p:` one in the next or previous
clause. Signs of a sentence are seen once for all its clauses, so the work grows with the text only.
"""

import re
from collections.abc import Iterator
from functools import cache

from luoshi.reading.page import Page, PaperKind, Stand
from luoshi.reading.sentences import Piece
from luoshi.reading.terms import SentenceKind
from luoshi.reading.weights import WEIGHTS

_BACKGROUND = re.compile(
    r"为(?!期|民)|按照?|根据|依据|围绕|结合|针对|随着|通过|经|以.{2,20}为|依托|立足|对照|坚持"
    r"|本着|鉴于"
    r"|在.{0,20}(?:下|中|上|基础|前提|同时|时)$"
)
# Something is sent to somebody: the task after the task.
CARRIES = re.compile(
    r"(?:将|把|及时|情况|报告|方案|结果|意见|进展).{0,30}(?:报|送|反馈|通报|公布|函告)"
)
_FIGURE = re.compile(
    r"\d%|[亿万]元|不(?:少于|低于|超过|高于)|以上|以内|\d.{1,8}以下|(?:达到|控制在|提高到|提升到|下降|增长|压缩)[^，]{0,6}\d"
)
_COUNT = re.compile(
    r"\d[\d.,，余多万亿]{0,8}(?:名|个(?!方面|问题)|家|套|公里|平方|亩|户|所|座|条|台|辆|场|项"
    r"|件|人|次|篇|例|部|吨|处|米|万|亿)"
)
_DIGIT = re.compile(r"\d")
_FIRST = re.compile(r"我|我们|大家|同志们|咱们|有的|一些|个别")
_POINTS = re.compile(r"得[\d.]+分|扣[\d.]+分|不得分|加分")
_DONE = re.compile(
    r"(?:进行|开展|召开|制定|完成|取得|组织|作出|提出|听取|实施|出台|下发|通报|总结|部署"
    r"|安排)了|已经?(?!.{0,3}的)|主持召开|了$"
)
_WE = re.compile(r"我们|我$|大家")
_DEEDS = frozenset({"MAKE", "REPORT", "CHECK", "DO", "BAN", "PUNISH", "BETTER", "PUSH"})
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
_AROUND = frozenset(["PAST", "REASON", "QUOTE", "DEFECT", "WE", "MUST", "SPOKE", "ASKED"])
# Words every paper opens or closes with.
_FORMULA = re.compile(
    r"^现[将就].{0,60}(?:印发|转发|通知|报告|通报|如下|批复|答复|公布)|请(?:你们"
    r"|各[^，]{1,12})?(?:结合实际)?，?认真(?:贯彻|组织|遵照|抓好|落实)"
    r"|特此(?:通知|报告|函复|批复)|遵照执行|贯彻执行$|制定本(?:方案|办法|计划|意见|规定|细则)"
    r"|提出(?:如下|以下)(?:实施)?意见|负责解释$"
)
# Not measured: what a column is headed is the author's own word on it, and tables are few.
BY_RULE = {
    "formula": -6.0,
    "bare-title": -5.0,
    "leads-in": -6.0,
    "column=task": 3.0,
    "column=other": -9.0,
}
_SIZES = ((4, "len=4"), (8, "len=8"), (14, "len=14"), (25, "len=25"))
LETTER = {PaperKind.SPEECH: "S", PaperKind.REPLY: "R", PaperKind.PAPER: "P"}


def signs_of(page: Page) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Go through the sentences: the signs of each, and those of each of its clauses."""
    start = 0
    stands = page.stands
    while start < len(stands):
        end = start + 1
        while end < len(stands) and stands[end].piece == stands[start].piece:
            end += 1
        mine = stands[start:end]
        named = False
        clauses = []
        for place, stand in enumerate(mine):
            signs = _in_words(page, stand)
            signs += _in_place(page, mine, place)
            if named:
                signs.append("subj-before")
            named = named or stand.subject is not None
            clauses.append(signs)
        yield _in_sentence(page, page.pieces[mine[0].piece], mine), clauses
        start = end


def _in_sentence(page: Page, piece: Piece, mine: list[Stand]) -> list[str]:
    signs = [f"kind={LETTER[page.kind]}", f"kind:{piece.kind.name[:2]}", f"mark={piece.level}"]
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
    around = {sort for stand in mine for sort in stand.sorts} & _AROUND
    signs += [f"s:{sort}" for sort in around]
    return signs


def _in_words(page: Page, stand: Stand) -> list[str]:
    words = page.text[stand.clause.start : stand.clause.end]
    sorts = set(stand.sorts)
    signs = [f"c:{sort}" for sort in sorts]
    signs.append(next((name for size, name in _SIZES if len(words) <= size), "len=max"))
    if stand.opens:
        signs.append(f"o:{stand.opens}")
    seen = {
        "made": "MAKE" in sorts and "PAPER" in sorts,
        "noverb": not sorts & _DEEDS,
        "due": bool(stand.dues),
        "cadence": bool(stand.cadences),
        "carries": CARRIES.search(words) is not None,
        "cond": words.endswith("的"),
        "back": _BACKGROUND.match(words) is not None,
        "about": words[:1] == "对",
        "first": _FIRST.match(words) is not None,
        "scores": _POINTS.search(words) is not None,
        "done": _DONE.search(words) is not None,
        "formula": _FORMULA.search(words) is not None,
        "quote": words[:1] == '"' or words[-1:] == '"',
    }
    if _FIGURE.search(words):
        signs.append("figure")
    elif _COUNT.search(words):
        signs.append("count")
    elif _DIGIT.search(words):
        signs.append("digit")
    signs += [name for name, holds in seen.items() if holds]
    return signs


def _in_place(page: Page, mine: list[Stand], place: int) -> list[str]:
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
    else:
        signs.append("pos=first" if place == 0 else "pos=last" if place == last else "pos=mid")
    if stand.clause.before == "：":
        signs.append("after-colon")
    if stand.clause.numbered:
        signs.append("numbered")
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


@cache
def table_of(kind: PaperKind) -> dict[str, float]:
    """Join the weights that hold in every paper and those that hold in one kind of it."""
    letter = LETTER[kind] + "*"
    table = {name: weight for name, weight in WEIGHTS.items() if "*" not in name} | BY_RULE
    for name, weight in WEIGHTS.items():
        if name.startswith(letter):
            plain = name[len(letter) :]
            table[plain] = table.get(plain, 0.0) + weight
    return table


def weights_of(page: Page) -> list[float]:
    """Return for each clause what speaks for an order, less what speaks against (log odds)."""
    weigh = table_of(page.kind).get
    weights: list[float] = []
    for shared, clauses in signs_of(page):
        base = sum(weigh(name, 0.0) for name in shared)
        weights += [base + sum(weigh(name, 0.0) for name in signs) for signs in clauses]
    return weights
