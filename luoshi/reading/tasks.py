"""事项 From weighed clauses to proposals: which clauses stand together, and where one task ends."""

import re
from dataclasses import dataclass

from luoshi.reading.page import Page, Stand
from luoshi.reading.weighing import CARRIES
from luoshi.reading.terms import SentenceKind

# What it costs to begin or to end a task inside a sentence: more, and short breaks are bridged.
_SWITCH = 0.6
_LABEL = 18
_SENDS = re.compile(r"并?(?:于.{1,10}前)?[将把]")
_HELPS = re.compile(r"(?:配合|参与|协助|参加)$")
# A clause that ends so leads on to the next: on what, when, or in which case.
_LEADS_ON = re.compile(r"(?:后|时|的|前|中|下|上|清单|基础上|情况|事项)$")
_ON = re.compile(r"对(?!照)|关于|由于|经|当|待")
_VERBS = frozenset({"MAKE", "BETTER", "PUSH", "REPORT", "CHECK", "PUNISH", "DO", "BAN"})
_LEFT_OUT = re.compile(
    r"(?:（(?:\d+(?:\.\d+)?分|见附件\d?|略|[^（）]*(?:牵头|负责|责任单位|配合单位)[^（）]*)[^（）]*）)+[。；]?$"
)
_OPENER = re.compile(r"(?:[\"']|同时，|另外，|此外，|即|并且)+")


@dataclass
class Draft:
    """Clauses that stand together as one task, by their numbers on the page."""

    first: int
    last: int
    weight: float


def best_runs(weights: list[float]) -> list[tuple[int, int]]:
    """Choose the runs of clauses that weigh most together, in one pass (two states, Viterbi)."""
    out, into = 0.0, -_SWITCH
    marks: list[tuple[bool, bool]] = []
    for weight in weights:
        leave, enter = into - _SWITCH > out, out - _SWITCH > into
        marks.append((leave, enter))
        out, into = max(out, into - _SWITCH), max(into, out - _SWITCH) + weight
    inside = into - _SWITCH > out
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


def _parts(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """Part a run where another party is spoken to, or something is to be sent in."""
    found: list[tuple[int, int]] = []
    start = first
    for number in range(first + 1, last + 1):
        if _begins_another(page, start, number):
            found.append((start, number - 1))
            start = number
    found.append((start, last))
    return found


def _begins_another(page: Page, start: int, number: int) -> bool:
    stand, text = page.stands[number], page.text
    before = page.stands[start:number]
    words = text[stand.clause.start : stand.clause.end]
    if stand.subject is not None and not _HELPS.search(words):
        first = stand.subject.names[0]
        if text[first.start : first.end] in {"我们", "我", "大家", "都"}:
            return False
        return any(one.subject is not None for one in before) or _ordered(page, before)
    if CARRIES.search(words) and _SENDS.match(words):
        return True
    dated = any(one.dues or one.cadences for one in before)
    return dated and bool(stand.dues) and stand.dues[0].strong and _ordered(page, before)


def _ordered(page: Page, stands: list[Stand]) -> bool:
    """Tell whether clauses order something already, and do not only say when or on what."""
    last = stands[-1]
    if _LEADS_ON.search(page.text, last.clause.start, last.clause.end):
        return False
    if len(stands) == 1 and _ON.match(page.text, last.clause.start) and "MUST" not in last.sorts:
        return False
    return any(_VERBS.intersection(one.sorts) for one in stands)


def _belongs(page: Page, number: int) -> bool:
    """Tell whether the clause before a run is part of it: its day, or the name of its figure."""
    stand, following = page.stands[number], page.stands[number + 1]
    if _only_a_day(stand):
        return True
    named = following.clause.before == "：" and not {"SPOKE", "MUST"}.intersection(stand.sorts)
    short = stand.clause.end - stand.clause.start <= _LABEL
    counted = any(c.isdigit() for c in page.text[following.clause.start : following.clause.end])
    return named and short and counted


def _only_a_day(stand: Stand) -> bool:
    """Tell whether a clause is nothing but the day (2025年6月底前，), which belongs to what follows."""
    held = sum(due.end - due.start for due in stand.dues)
    return held > 0 and held + 3 >= stand.clause.end - stand.clause.start


def drafts_of(page: Page, weights: list[float]) -> list[Draft]:
    """Cut the page into tasks; a task never runs over the end of a sentence."""
    drafts: list[Draft] = []
    start = 0
    for number in range(1, len(page.stands) + 1):
        if number < len(page.stands) and page.stands[number].piece == page.stands[start].piece:
            continue
        for first, last in best_runs(weights[start:number]):
            if first and _belongs(page, start + first - 1):
                first -= 1
            for one, other in _parts(page, start + first, start + last):
                drafts.append(Draft(one, other, max(weights[one : other + 1])))
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
