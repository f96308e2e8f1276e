"""What a reader keeps in mind while reading: the kind of paper, the section, whose item this is."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.reading.brackets import Charge, charge_of
from luoshi.reading.cadence import cadences_in
from luoshi.reading.deadlines import Anchor, Due, dues_in
from luoshi.reading.idle_time import idle, scores
from luoshi.reading.lexicon import hits_in
from luoshi.reading.sentences import Clause, Piece, pieces_of
from luoshi.reading.tables import rows_of
from luoshi.reading.terms import SentenceKind
from luoshi.reading.units import Named, Subject, ends_like_a_party, split_names, subject_of


class PaperKind(StrEnum):
    """The kinds of paper whose sentences order in different ways."""

    SPEECH = "SPEECH"
    REPLY = "REPLY"
    PAPER = "PAPER"


_SPEECH = re.compile(r"讲话|同志们|发言稿|我讲")
# 复 is 覆 in traditional script, which stands for itself in 覆盖.
_REPLY = re.compile(
    r"函[复覆]如下|答[复覆]如下|批[复覆]如下|[复覆]函|建议的答[复覆]|提案的答[复覆]|转[复覆]"
)
_WE = re.compile(r"我们|我[^国省市县区州镇乡局委部院校]|大家")
_ALOUD = re.compile(r"就是|一定要|这[个些种样]|怎么|什么")
_LITTLE_SAID = 6
_HEAD = 14
_SAID = re.compile(
    r"成绩|回顾|肯定|存在.{0,4}问题|发现.{0,4}问题|主要问题|情况$|现状|形势|认识|重要性|意义"
    r"|指导思想|总体要求|基本原则|背景|组成人员|取得|总结$"
)
_TO_DO = re.compile(
    r"工作要求|下一步|任务|措施|安排|部署|目标|保障|步骤|整改|分工|重点|职责|规则|组织实施|要求"
    r"|行动|实施|推进|落实|建议|程序"
)
_TURN_TO_DO = re.compile(
    r"下一步|下步|会议要求|会议强调|提出(?:以下)?要求|通知如下|要求如下|强调|要做好以下"
    r"|重点抓好|举措|会议决定|提几点要求|会议确定"
)
_TURN_SAID = re.compile(
    r"督查中发现|从督查|检查中发现|主要存在|存在以下|通报如下|回顾|总结这|过去的?一年|去年以来"
    r"|刚才|总的来看|总体来看"
)
SAID, TO_DO = "SAID", "TO_DO"
# Lines below one another that say whose and by when one item is: more are another list.
_MOST_LINES = 6


@dataclass
class Stand:
    """What is known of one clause before it is weighed."""

    clause: Clause
    piece: int
    sorts: tuple[str, ...] = ()
    opens: str = ""
    subject: Subject | None = None
    dues: list[Due] = field(default_factory=list)
    cadences: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Page:
    """A paper as the reader sees it."""

    text: str
    pieces: list[Piece]
    kind: PaperKind
    stands: list[Stand] = field(default_factory=list)
    charges: list[Charge | None] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    addressees: tuple[Named, ...] = ()


def _kind(text: str) -> PaperKind:
    if _REPLY.search(text):
        return PaperKind.REPLY
    spoken = sum(1 for _ in _WE.finditer(text))
    aloud = spoken + sum(1 for _ in _ALOUD.finditer(text))
    spoken_of = spoken * 250 > len(text) or (aloud > _LITTLE_SAID and aloud * 330 > len(text))
    if _SPEECH.search(text[:400]) or spoken_of:
        return PaperKind.SPEECH
    return PaperKind.PAPER


def page_of(text: str, anchor: Anchor | None) -> Page:
    """Read the page once through and note what stands where."""
    page = Page(text, pieces_of(text), _kind(text))
    page.sections = _sections(page)
    page.charges = _charges(page, anchor)
    page.addressees = _addressees(page)
    _stand(page, anchor)
    return page


def _addressees(page: Page) -> tuple[Named, ...]:
    """Return whom the paper is addressed to: the line near its head that ends in a colon."""
    for piece in page.pieces[:_HEAD]:
        text = page.text[piece.start : piece.end]
        if not piece.alone or not text.endswith("：") or piece.level:
            continue
        names = split_names(page.text, piece.start, piece.end - 1)
        if names and all(ends_like_a_party(page.text[n.start : n.end]) for n in names):
            return tuple(names)
    return ()


def _sections(page: Page) -> list[str]:
    found: list[str] = []
    by_level: dict[int, str] = {}
    turned, line = "", -1
    for piece in page.pieces:
        words = page.text[piece.body : min(piece.end, piece.body + 60)]
        if piece.line != line:
            line, turned = piece.line, ""
        short = piece.end - piece.body <= 40
        if 0 < piece.level < 5 and short:
            by_level = {level: name for level, name in by_level.items() if level < piece.level}
            name = TO_DO if _TO_DO.search(words) else SAID if _SAID.search(words) else ""
            by_level[piece.level] = name or (by_level[max(by_level)] if by_level else "")
        if _TURN_TO_DO.search(words):
            turned = TO_DO
        elif _TURN_SAID.search(words):
            turned = SAID
        found.append(turned or (by_level[max(by_level)] if by_level else ""))
    return found


def _charges(page: Page, anchor: Anchor | None) -> list[Charge | None]:
    """Give every piece the charge of the bracket that closes its item, or of its table row."""
    rows = rows_of(page.text, page.pieces, anchor)
    page.columns = rows.columns
    charges = rows.charges
    scopes = _Scopes()
    for number, piece in enumerate(page.pieces):
        scopes.pass_by(number, piece)
        if not piece.brackets:
            continue
        charge = Charge()
        for start, end in piece.brackets:
            charge = _joined(charge, charge_of(page.text, start, end, anchor))
        if charge:
            first, before = scopes.close(number, piece)
            charge = _joined(before, charge)
            scopes.charge = charge
            for covered in range(first, number + 1):
                charges[covered] = charge
    return charges


class _Scopes:
    """How far back a bracket reaches: to the number of its item, else to its paragraph's start.

    A line of the same kind right below (责任单位, then 完成时限) reaches as far and adds to it.
    """

    def __init__(self) -> None:
        self.item = self.paragraph = self.line = self.closed = -1
        self.first = self.added = 0
        self.charge = Charge()

    def pass_by(self, number: int, piece: Piece) -> None:
        """Note where items and paragraphs begin."""
        if piece.line != self.line:
            # A lone bracket belongs to the paragraph above it.
            if piece.clauses:
                self.paragraph = number
            self.line = piece.line
        if 0 < piece.level < 5:
            self.item = number

    def close(self, number: int, piece: Piece) -> tuple[int, Charge]:
        """Return the first sentence a bracket covers, and what was said of it just before."""
        below = not piece.clauses and number > 0 and self.closed == number - 1
        if below and self.added < _MOST_LINES:
            self.closed = number
            self.added += 1
            return self.first, self.charge
        self.added = 0
        start = self.item if self.item > self.closed else max(self.paragraph, self.closed + 1)
        self.first, self.closed = max(start, self.closed + 1), number
        return self.first, Charge()


def _joined(one: Charge, other: Charge) -> Charge:
    return Charge(
        one.lead + other.lead,
        one.assist + other.assist,
        one.people + other.people,
        one.due or other.due,
        one.cadence or other.cadence,
    )


def _stand(page: Page, anchor: Anchor | None) -> None:
    stands = [
        Stand(clause, number)
        for number, piece in enumerate(page.pieces)
        if piece.kind is not SentenceKind.FURNITURE
        for clause in piece.clauses
    ]
    page.stands = stands
    starts = [stand.clause.start for stand in stands]
    if not starts:
        return
    sorts: list[list[str]] = [[] for _ in stands]
    for start, sort in hits_in(page.text):
        at = bisect_left(starts, start + 1) - 1
        if at >= 0 and start < stands[at].clause.end:
            if not sorts[at] and start - stands[at].clause.start <= 1:
                stands[at].opens = sort
            sorts[at].append(sort)
    for stand, found in zip(stands, sorts, strict=True):
        stand.sorts = tuple(found)
        stand.subject = subject_of(page.text, stand.clause.start, stand.clause.end)
    for due in dues_in(page.text, anchor):
        at = bisect_left(starts, due.start + 1) - 1
        if at >= 0 and due.start < stands[at].clause.end:
            clause = stands[at].clause
            if _binds(page.text, due, clause):
                stands[at].dues.append(due)
    for span in cadences_in(page.text):
        at = bisect_left(starts, span[0] + 1) - 1
        if at >= 0 and span[0] < stands[at].clause.end:
            stands[at].cadences.append(span)


def _binds(text: str, due: Due, clause: Clause) -> bool:
    if scores(text, due.end, clause.end):
        return False
    place, within = (due.start, due.end), (clause.start, clause.end)
    return due.strong or not idle(text, place, within, due.yearly)
