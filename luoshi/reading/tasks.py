"""事项 From weighed clauses to proposals: which clauses stand together, and where one task ends."""

import re
from dataclasses import dataclass

from luoshi.reading.page import Page, Stand
from luoshi.reading.people import is_leader
from luoshi.reading.signs import CARRIES
from luoshi.reading.terms import SentenceKind

# What it costs to begin or to end a task inside a sentence: more, and short breaks are bridged.
_SWITCH = 0.8
# How far all weights may be off: what is cut the same even then stands out from what is near.
_OFF = tuple((off, f"firm{off:+}", f"gone{off:+}") for off in (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0))
_LABEL = 18
_SENDS = re.compile(
    r"并?(?:于.{1,10}前)?[将把]"
    r"|[^，把将]{0,6}(?:报告|情况|结果|方案|总结)(?:要|须|应)[^，]{0,8}报"
    r"|(?:相关|有关)?(?:落实|进展|整改|工作|办理|完成|贯彻)?(?:情况|结果|报告)[^，]{0,14}报"
)
# Another case and what then follows: 「对逾期未整改的予以通报」, 「复查合格的由……组织销案」.
_CASE = re.compile(
    r"(?:特别)?(?:并|同时)?对[^，。；\n]{2,40}的[^，。；\n]{0,10}(?:予以|给予|进行|发出|实行|采取|提请|责令"
    r"|约谈|通报|问责|追究|处罚|挂牌|补贴|奖励|严肃|依法|要|应)"
    r"|[^，。；把将\n]{2,20}的(?:，)?(?:一律|严肃|由(?!于)|报|要(?!求|素|点)|应(?!用|急)|须|予以|给予"
    r"|依法|责令)"
)
_ALSO = re.compile(r"(?:同时|此外|另外|另)(?:，|要|应|对|建立|完善|开展|实行|加强|做好)|特别是要")
# A day of its own at the end: 「力争6月底前全部完成」.
_AT_LAST = re.compile(r"力争|争取|务必")
# What opens a sentence and orders nothing: who spoke, and on what.
_LEADS_IN = re.compile(
    r"[^，]{0,24}(?:明确要求|强调|指出|要求|提出|表示|明确)$|[^，对把将]{2,14}(?:上|方面|来讲|来说)$"
)
_HELPS = re.compile(r"(?:配合|参与|协助|参加)$")
# A clause that ends so leads on to the next: on what, when, or in which case.
_LEADS_ON = re.compile(r"(?:后|时|的|前|中|下|上|清单|基础上|情况|事项|期间|阶段|原则)$")
_ON = re.compile(r"对(?!照)|关于|由于|经|当|待")
_BY_WHAT = re.compile(r"根据|按照?|依据|依照|本着")
_NEEDY = re.compile(r"对(?:需要?|应当?|须)")
# 「督促企业整改」 after 「各县区要加大督办力度」: who is urged does not begin another task.
_URGED = re.compile(r"并?(?:督促|指导|推动|引导|监督|带动)")
_ALL_OF_US = frozenset({"我们", "我", "大家", "都"})
_DEEDS = frozenset({"MAKE", "BETTER", "PUSH", "REPORT", "CHECK", "PUNISH", "DO", "BAN"})
_LEFT_OUT = re.compile(
    r"(?:（(?:\d+(?:\.\d+)?分|见附件\d?|略|(?:详见|依据|高于|低于|注：)[^（）]{0,80}|[^（）]{0,300}(?:牵头|负责|责任单位"
    r"|配合单位)[^（）]{0,300})）)+[。；]?$"
)
_OPENER = re.compile(r"(?:[\"']|同时，|另外，|此外，|下一步，|下步，|接下来，|会议要求，|即|并且)+")


@dataclass
class Draft:
    """Clauses that stand together as one task, by their numbers on the page."""

    first: int
    last: int
    weight: float
    weights: tuple[float, ...] = ()
    edges: tuple[float, float] = (-9.0, -9.0)
    firm: tuple[str, ...] = ()


def best_runs(weights: list[float]) -> list[tuple[int, int]]:
    """Choose the runs of clauses that weigh most together, in one pass (two states, Viterbi)."""
    # All for an order, or all against: nothing to weigh against one another.
    if not weights or max(weights) <= 0:
        return []
    if min(weights) > 0:
        return [(0, len(weights) - 1)]
    out, into = 0.0, 0.0
    marks: list[tuple[bool, bool]] = []
    for weight in weights:
        leave, enter = into - _SWITCH > out, out - _SWITCH > into
        marks.append((leave, enter))
        out, into = max(out, into - _SWITCH), max(into, out - _SWITCH) + weight
    inside = into > out
    runs: list[tuple[int, int]] = []
    last = len(weights) - 1
    for number in range(len(weights) - 1, -1, -1):
        leave, enter = marks[number]
        if inside:
            if enter:
                runs.append((number, last))
                inside = False
            elif number == 0:
                runs.append((0, last))
        elif leave:
            inside, last = True, number - 1
    return runs[::-1]


class _Part:
    """What the task that is being laid down says already, kept as it grows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.named = self.dated = self.acted = self.deeds = self.repeated = self.bound = False
        self.size = 0
        self.names: list[str] = []
        self.last: Stand | None = None

    def take(self, stand: Stand) -> None:
        """Add one more clause."""
        case = self.page.text[stand.clause.end - 1] == "的"
        acts = stand.subject is not None and not case and not _led(self.page, stand)
        self.named = self.named or acts
        if stand.subject is not None:
            self.names = self._words(stand)
        self.dated = self.dated or bool(stand.dues)
        self.repeated = self.repeated or _rhythmic(stand)
        self.bound = self.bound or ("MUST" in stand.sorts and not case)
        self.deeds = self.deeds or bool(_DEEDS.intersection(stand.sorts))
        self.size += 1
        self.last = stand
        modal = stand.subject is not None and stand.subject.modal
        told = modal and self.page.text[stand.clause.end - 1] not in "后时的"
        self.acted = self.acted or told or self._ordered()

    def ends_before(self, stand: Stand) -> bool:
        """Tell whether another task begins: another party, another day, or a thing to send in."""
        text = self.page.text
        words = text[stand.clause.start : stand.clause.end]
        if stand.subject is not None and not _HELPS.search(words):
            first = stand.subject.names[0]
            if text[first.start : first.end] in _ALL_OF_US:
                return False
            if self.last is not None and _led(self.page, self.last):
                return False
            if self.named and _URGED.match(words):
                return False
            if self.named and not self.acted and self._same(stand):
                return False
            return self.named or (self._ordered() and stand.subject.ordered)
        if _SENDS.match(words) and CARRIES.search(words):
            return True
        # What follows from a case may stand behind its comma: 「逾期未完成的，由……约谈」.
        case = _CASE.match(text, stand.clause.start, min(stand.clause.end + 8, len(text)))
        if self._ordered() and (case or _ALSO.match(text, stand.clause.start)):
            return True
        if stand.dues and self._ordered() and _AT_LAST.match(words):
            return True
        if self.repeated and _rhythmic(stand) and self._ordered():
            return True
        return self.dated and bool(stand.dues) and stand.dues[0].strong and self._ordered()

    def _same(self, stand: Stand) -> bool:
        """Tell whether the party named last is named again: 「市局收到……后，市局应当……」."""
        return stand.subject is not None and self.names == self._words(stand)

    def _words(self, stand: Stand) -> list[str]:
        names = stand.subject.names if stand.subject is not None else ()
        return [self.page.text[one.start : one.end] for one in names]

    def _ordered(self) -> bool:
        """Tell whether something is ordered already, and not only said when or on what."""
        if self.last is None or not self.deeds:
            return False
        text, clause = self.page.text, self.last.clause
        if _LEADS_ON.search(text, max(clause.start, clause.end - 4), clause.end):
            return False
        if self.named and _BY_WHAT.match(text, clause.start) and "MUST" not in self.last.sorts:
            return False
        on = self.size == 1 and _ON.match(text, clause.start)
        bound = "MUST" in self.last.sorts and not _NEEDY.match(text, clause.start)
        return not on or bound


def _led(page: Page, stand: Stand) -> bool:
    """Tell whether a clause names a leader who is to see to it, and no unit."""
    names = stand.subject.names if stand.subject is not None else ()
    return bool(names) and all(is_leader(page.text[one.start : one.end]) for one in names)


def _rhythmic(stand: Stand) -> bool:
    """Tell whether a clause opens or ends with how often it is to be done."""
    if not stand.cadences:
        return False
    opens = stand.cadences[0][0] - stand.clause.start < 2
    return opens or stand.clause.end - stand.cadences[-1][1] < 3


def _parts(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """Part a run where another task begins."""
    found: list[tuple[int, int]] = []
    start, part = first, _Part(page)
    for number in range(first, last + 1):
        stand = page.stands[number]
        if number > start and part.ends_before(stand):
            found.append((start, number - 1))
            start, part = number, _Part(page)
        part.take(stand)
    found.append((start, last))
    return found


def _belongs(page: Page, number: int) -> bool:
    """Tell whether the clause before a run is part of it: its day, or the name of its figure."""
    stand, following = page.stands[number], page.stands[number + 1]
    if _only_a_day(stand):
        return True
    named = following.clause.before == "：" and not {"SPOKE", "MUST"}.intersection(stand.sorts)
    short = stand.clause.end - stand.clause.start <= _LABEL
    counted = any(c.isdigit() for c in page.text[following.clause.start : following.clause.end])
    return named and short and counted


def _past_lead_in(page: Page, first: int, last: int) -> int:
    """Pass over clauses at the head of a run that say who spoke, or on what."""
    while first < last:
        stand = page.stands[first]
        if stand.dues or stand.cadences or _DEEDS.intersection(stand.sorts) - {"REPORT"}:
            return first
        if not _LEADS_IN.fullmatch(page.text, stand.clause.start, stand.clause.end):
            return first
        first += 1
    return first


def _only_a_day(stand: Stand) -> bool:
    """Tell whether a clause is nothing but the day (2025年6月底前，), which belongs to what "
    "follows."""
    held = sum(due.end - due.start for due in stand.dues)
    return held > 0 and held + 3 >= stand.clause.end - stand.clause.start


class _Firm:
    """Which runs of a sentence would be cut the same if all its weights were off."""

    def __init__(self, weights: list[float], runs: list[tuple[int, int]]) -> None:
        size = len(weights)
        self.runs = _spread(runs, size)
        self.off = [
            (firm, gone, _spread(best_runs([weight + off for weight in weights]), size))
            for off, firm, gone in _OFF
        ]

    def marks(self, first: int, last: int) -> tuple[str, ...]:
        """Return `firm` and `gone` with how far the weights may be off, for some of its clauses."""
        told = set(self.runs[first : last + 1])
        found = []
        for firm, gone, runs in self.off:
            now = set(runs[first : last + 1])
            if now == told:
                found.append(firm)
            elif now == {None}:
                found.append(gone)
        return tuple(found)


def _spread(runs: list[tuple[int, int]], size: int) -> list[tuple[int, int] | None]:
    """Give every clause the run it stands in."""
    found: list[tuple[int, int] | None] = [None] * size
    for run in runs:
        found[run[0] : run[1] + 1] = [run] * (run[1] - run[0] + 1)
    return found


def drafts_of(page: Page, weights: list[float]) -> list[Draft]:
    """Cut the page into tasks; a task never runs over the end of a sentence."""
    drafts: list[Draft] = []
    start = 0
    for number in range(1, len(page.stands) + 1):
        if number < len(page.stands) and page.stands[number].piece == page.stands[start].piece:
            continue
        runs = best_runs(weights[start:number])
        firm = _Firm(weights[start:number], runs) if runs else None
        for first, last in runs:
            if first and _belongs(page, start + first - 1):
                first -= 1
            first = _past_lead_in(page, start + first, start + last) - start
            for one, other in _parts(page, start + first, start + last):
                held = tuple(weights[one : other + 1])
                # What the clauses beside it weigh, in the same sentence: near ones blur its edges.
                before = weights[one - 1] if one > start else -9.0
                after = weights[other + 1] if other + 1 < number else -9.0
                marks = firm.marks(one - start, other - start) if firm else ()
                drafts.append(Draft(one, other, max(held), held, (before, after), marks))
        start = number
    return drafts


def trimmed(page: Page, draft: Draft) -> tuple[int, int]:
    """Leave out what is no part of the task's words: brackets, points, opening conjunctions."""
    start, end = page.stands[draft.first].clause.start, page.stands[draft.last].clause.end
    opener = _OPENER.match(page.text, start, end)
    if opener and opener[0] not in {'"', "'"}:
        start = opener.end()
    closing = _LEFT_OUT.search(page.text, start, end)
    if closing and closing.start() > start:
        end = closing.start()
    while end > start and page.text[end - 1] in " ，。；：、":
        end -= 1
    return start, end


def is_cell(page: Page, draft: Draft) -> bool:
    """Tell whether a task stands in a table."""
    return page.pieces[page.stands[draft.first].piece].kind is SentenceKind.CELL
