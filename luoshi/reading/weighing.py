"""What speaks for a clause being an order, as features; and the best run of clauses by weight."""

import re

from luoshi.reading.page import Page, PaperKind, Stand
from luoshi.reading.terms import SentenceKind
from luoshi.reading.weights import WEIGHTS

_CONDITION = re.compile(r"的$")
_BACKGROUND = re.compile(
    r"(?:为(?!期|民)|按照?|根据|依据|围绕|结合|针对|随着|在.{0,20}(?:下|中|上|基础|前提|同时|时)$|通过|经|以.{2,20}为|依托|立足|对照|坚持|本着|鉴于)"
)
_QUOTED = re.compile(r'"[^"]{1,30}"')
_ABOUT = re.compile(r"对|将|把")
CARRIES = re.compile(r"(?:将|把|及时|情况|报告|方案|结果|意见|进展).{0,30}(?:报|送|反馈|通报|公布|函告)")
_COUNT = re.compile(r"\d")
_PERCENT = re.compile(r"\d%|[亿万]元|不(?:少于|低于|超过|高于)|以上|以内")
_FIRST_PERSON = re.compile(r"^(?:我|我们|大家|同志们|咱们|有的|一些|个别)")
_NOT_DONE = re.compile(r"没有|未|无")
_TAG = re.compile(r"^(?:得\d|扣|少一次|多投)")
_SCORES = re.compile(r"得[\d.]+分|扣[\d.]+分|不得分|加分")
_ASKS = re.compile(r"[？?]|怎么|什么|吗$|为何")
_QUESTION = re.compile(r"？")
_SUBJ_WE = re.compile(r"我们|我$|大家")
_KEEP = frozenset(
    "MAKE BETTER PUSH REPORT CHECK PUNISH DO BAN PAPER MUST WILL SURE ATTITUDE PAST DEFECT REASON WE"
    " QUOTE MAY SPOKE SCORE EACH SOON ACCEPT RESULT".split()
)
_NEXT = frozenset("MAKE REPORT CHECK DO BAN PUNISH BETTER MUST SURE ATTITUDE PAST REASON".split())


def features_of(page: Page, number: int) -> list[str]:
    """Return what is to be weighed for one clause, as names that stand in the table of weights."""
    stand = page.stands[number]
    clause, text = stand.clause, page.text
    words = text[clause.start : clause.end]
    found = _by_words(words, stand)
    found += _by_place(page, number, stand)
    spoken = {PaperKind.SPEECH: "S", PaperKind.REPLY: "R", PaperKind.PAPER: "P"}[page.kind]
    found.append(f"kind={spoken}")
    crossed = [f"{spoken}*{name}" for name in found if name[:2] in {"c:", "su", "o:", "se", "si", "ma"}]
    return found + crossed


def _by_words(words: str, stand: Stand) -> list[str]:
    sorts = set(stand.sorts)
    found = [f"c:{sort}" for sort in sorts]
    if stand.opens:
        found.append(f"o:{stand.opens}")
    if "MAKE" in sorts and "PAPER" in sorts:
        found.append("made")
    if stand.dues:
        found.append("due")
    if stand.cadences:
        found.append("cadence")
    if _PERCENT.search(words):
        found.append("figure")
    elif _COUNT.search(words):
        found.append("digit")
    if CARRIES.search(words):
        found.append("carries")
    if words.endswith("的"):
        found.append("cond")
    if _BACKGROUND.match(words):
        found.append("back")
    if words[:1] == "对":
        found.append("about")
    if _FIRST_PERSON.match(words):
        found.append("first")
    if _SCORES.search(words):
        found.append("scores")
    if words[:1] == '"' or words[-1:] == '"':
        found.append("quote")
    size = len(words)
    found.append("len=" + ("4" if size <= 4 else "8" if size <= 8 else "14" if size <= 14 else "25" if size <= 25 else "max"))
    if not sorts & {"MAKE", "REPORT", "CHECK", "DO", "BAN", "PUNISH", "BETTER", "PUSH"}:
        found.append("noverb")
    return found


def _by_place(page: Page, number: int, stand: Stand) -> list[str]:
    text, piece = page.text, page.pieces[stand.piece]
    found: list[str] = []
    if stand.subject is not None:
        first = stand.subject.names[0]
        name = text[first.start : first.end]
        found.append("subj=we" if _SUBJ_WE.search(name) else "subj")
        if stand.subject.ordered:
            found.append("by")
    mine = [s for s in piece.clauses]
    place = next((i for i, c in enumerate(mine) if c is stand.clause), 0)
    for back in range(1, place + 1):
        before = page.stands[number - back] if number - back >= 0 else None
        if before is not None and before.piece == stand.piece and before.subject is not None:
            found.append("subj-before")
            break
    found.append("sole" if len(mine) == 1 else "pos=first" if place == 0 else "pos=last" if place == len(mine) - 1 else "pos=mid")
    if stand.clause.before == "：":
        found.append("after-colon")
    if place + 1 < len(mine) and mine[place + 1].before == "：":
        found.append("before-colon")
    charge = page.charges[stand.piece]
    if charge:
        found.append("cell-charge" if piece.kind is SentenceKind.CELL else "charge")
    found.append(f"kind:{piece.kind.name[:2]}")
    found.append(f"mark={piece.level}")
    section = page.sections[stand.piece]
    if section:
        found.append(f"sec={section}")
    if "？" in piece.closed:
        found.append("question")
    if piece.level and len(mine) == 1 and piece.end - piece.body <= 22:
        found.append("title")
    sent: set[str] = set()
    for near in range(number - place, number - place + len(mine)):
        if 0 <= near < len(page.stands) and page.stands[near].piece == stand.piece:
            sent.update(page.stands[near].sorts)
    found += [f"s:{sort}" for sort in sent & {"PAST", "REASON", "QUOTE", "DEFECT", "WE", "MUST", "SPOKE"}]
    for step, tag in ((1, "n"), (-1, "p")):
        at = number + step
        if 0 <= at < len(page.stands) and page.stands[at].piece == stand.piece:
            found += [f"{tag}:{sort}" for sort in set(page.stands[at].sorts) & _NEXT]
        else:
            found.append(f"{tag}=none")
    return found


def weight_of(page: Page, number: int) -> float:
    """Return what speaks for a clause being an order, less what speaks against it (log odds)."""
    return sum(WEIGHTS.get(name, 0.0) for name in features_of(page, number))
