"""句 The document cut into sentences and clauses, with what stands before and around each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.reading.furniture import is_furniture
from luoshi.reading.shadow import CJK, MARKER, Shadow
from luoshi.reading.terms import Sentence, SentenceKind

# Brackets are passed over whole, so that the commas inside them cut nothing.
_CUTS = re.compile(
    r"（[^（）\n|]{0,400}(?:（[^（）\n|]{0,80}）[^（）\n|]{0,200}){0,6}）"
    rf"|《[^《》\n|]{{0,80}}》|[。！？]+[\"'）]*|；+|\n|\||，(?!\d{{3}}(?!\d))|：(?!\d)"
    rf"|(?<=[{CJK}\"）])\.(?=[{CJK}\"])|(?<=[）。；])\d{{1,2}}[.、](?!\d)"
)
BRACKET = re.compile(
    r"(?:牵头|责任|配合|主办|协办|承办|主管|负责|参加|督办|督导|协同|完成)(?:单位|部门|领导|人"
    r"|处室|科室|县领导|市领导|时限|时间)?(?:及[^：]{0,8})?[：]"
    r"|^[^：]{2,300}(?:负责|牵头|配合|参与|参加|落实|办理|承办|督导|负责落实"
    r"|组织实施)(?:[，。；]|$)"
    r"|(?:牵头|负责|配合)[，。；]"
)
# The same said outside a bracket: 「，责任单位为区发改委」, or on a line of its own.
_TOLD = re.compile(
    r"(?:牵头|责任|承办|主办|配合|协办)(?:责任)?(?:单位|部门)(?:为|：)(?=.{2})|(?:完成)?(?:时限"
    r"|期限|时间)：(?=.{0,12}\d)"
)
# 「，由市水务局牵头，市财政局配合。」 at the end of what it speaks of.
_SAID_LAST = re.compile(
    r"由(?P<who>[^，。；：由]{2,40}牵头(?:负责)?(?:，[^，。；：]{2,60}(?:配合|参与|协助))?)$"
)
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}(?:是(?!否)|要(?!求|素|件|有)|、(?=是|要)|则)")
_CHAPTER = re.compile(
    r"第?[一二三四五六七八九十百]{1,4}[、.，]|第[一二三四五六七八九十百\d]{1,4}[条章节]"
)
_SECTION = re.compile(r"（[一二三四五六七八九十]{1,3}）")
_NAMES_A_PAPER = re.compile(
    r"^关于|(?:通知|意见|方案|纪要|讲话|通报|复?函|办法|计划|细则|公告|决定|批复|答复|报告"
    r"|分解表|任务表|清单|号|会议?|要点|（试行）|情况)$"
)
_SHORT_HEADING = 45
_SHORT_TITLE = 28


@dataclass
class Clause:
    """What stands between two commas; `before` is the mark in front of it."""

    start: int
    end: int
    before: str
    numbered: bool = False


@dataclass
class Piece:
    """A sentence in the shadow, with its clauses, its number and its responsibility brackets."""

    start: int
    end: int
    line: int
    cell: int
    kind: SentenceKind = SentenceKind.BODY
    level: int = 0
    closed: str = ""
    body: int = 0
    clauses: list[Clause] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)
    alone: bool = False
    title: bool = False


def level_of(text: str, start: int) -> tuple[int, int]:
    """Return how deep a number stands (1 chapter … 5 「一是」, 0 none) and where it ends."""
    found = MARKER.match(text, start)
    if found is None:
        return 0, start
    if _ITEM.match(text, start):
        return 5, found.end()
    if _CHAPTER.match(text, start):
        return 1, found.end()
    if _SECTION.match(text, start):
        return 2, found.end()
    return (4 if text[start] == "（" else 3), found.end()


class _Cutter:
    """Walks over the marks of a shadow text once and lays the pieces down."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[Piece] = []
        self.line = self.cell = 0
        self.start = 0
        self.commas: list[tuple[int, str]] = []
        self.brackets: list[tuple[int, int]] = []
        self.only_bracket = False

    def close(self, end: int, mark: str) -> None:
        """Lay down what stands between the last cut and here."""
        text, start = self.text, self.start
        while start < end and text[start] == " ":
            start += 1
        stop = end
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        if start < stop:
            piece = Piece(start, stop, self.line, self.cell, closed=mark)
            piece.level, piece.body = level_of(text, start)
            piece.brackets = self.brackets
            if not self.only_bracket:
                self._divide(piece, stop - (len(mark) if mark in text[start:stop] else 0))
            self.pieces.append(piece)
        self.start = end
        self.commas, self.brackets, self.only_bracket = [], [], False

    def _divide(self, piece: Piece, stop: int) -> None:
        start, before = piece.body, ""
        for at, mark in [*self.commas, (stop, "")]:
            if at > start:
                last = _SAID_LAST.match(self.text, start, stop) if piece.clauses else None
                told = last or _TOLD.match(self.text, start, stop)
                if told:
                    piece.brackets.append((told.start("who") if last else start, stop))
                    return
                if self.text[at - 1 : at] in "。！？；":
                    at -= 1
                item = _ITEM.match(self.text, start, at)
                begin = item.end() if item else start
                piece.clauses.append(Clause(begin, max(at, begin), before, item is not None))
            start, before = at + 1, mark

    def cut(self, start: int, end: int, mark: str) -> None:
        """Take one mark of the text."""
        first = mark[0]
        if first in "，：":
            self.commas.append((start, first))
        elif first == "\n":
            self.close(start, "")
            self.start = end
            self.line += 1
            self.cell = 0
        elif first == "|":
            self.close(start, "|")
            self.start = end
            self.cell += 1
        elif first == "（":
            self._bracket(start, end, mark)
        elif first.isdigit():
            self.close(start, "")
        elif first != "《":
            self.close(end, mark)

    def _bracket(self, start: int, end: int, mark: str) -> None:
        if MARKER.match(mark) and len(mark) <= len("（十二）"):
            if start > self.start and self.text[start - 1] in "。；）：":
                self.close(start, "")
            return
        if BRACKET.search(mark[1:-1]):
            self.brackets.append((start + 1, end - 1))
            if start <= self.start:
                self.only_bracket = True
            follows = self.text[end : end + 1]
            if follows not in {"。", "；", "，", "！"}:
                self.close(end, "")


def pieces_of(text: str) -> list[Piece]:
    """Cut a shadow text into pieces, in order, without overlap."""
    cutter = _Cutter(text)
    for found in _CUTS.finditer(text):
        cutter.cut(found.start(), found.end(), found[0])
    cutter.close(len(text), "")
    _name_kinds(text, cutter.pieces)
    return cutter.pieces


def _name_kinds(text: str, pieces: list[Piece]) -> None:
    tables = {piece.line for piece in pieces if piece.cell > 1}
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        last = following is None or following.line != piece.line
        first = number == 0 or pieces[number - 1].line != piece.line
        piece.alone = first and last
        piece.title = following is not None and _is_title(piece, following)
        if is_furniture(text[piece.start : piece.end]):
            piece.kind = SentenceKind.FURNITURE
        elif piece.line in tables:
            piece.kind = SentenceKind.CELL
        elif piece.alone and _is_heading(text, piece):
            piece.kind = SentenceKind.HEADING


def _is_title(piece: Piece, following: Piece) -> bool:
    """Tell whether a numbered sentence is the bare heading of the sentences that follow it."""
    if not 0 < piece.level < 6 or len(piece.clauses) != 1 or piece.end - piece.body > _SHORT_TITLE:
        return False
    if piece.closed.startswith("；") or not following.clauses or 0 < following.level <= piece.level:
        return False
    return piece.brackets == [] and following.line - piece.line < 2


def _is_heading(text: str, piece: Piece) -> bool:
    size = piece.end - piece.start
    if piece.brackets or size > _SHORT_HEADING:
        return False
    if piece.closed:
        return False
    return 0 < piece.level < 5 or (
        piece.line < 4 and _NAMES_A_PAPER.search(text, piece.start, piece.end) is not None
    )


def sentences_of(original: str, shadow: Shadow, pieces: list[Piece]) -> Iterator[Sentence]:
    """Name every piece by its place in the original.

    A sentence runs to where the next begins, less the blanks and cell bars between them, so that
    debris at its end belongs to it and nothing but blanks and bars is left out.
    """
    starts = [shadow.offsets[piece.start] for piece in pieces] + [len(original)]
    if starts[:-1]:
        starts[0] = len(original) - len(original.lstrip(" \t\r\n\u3000|"))
    for number, piece in enumerate(pieces):
        start, end = starts[number], starts[number + 1]
        words = original[start:end].rstrip(" \t\r\n\u3000\xa0|｜│┃¦")
        last = shadow.span(piece.start, piece.end)
        stop = max(start + len(words), last.end)
        span = type(last)(start, stop)
        yield Sentence(span, original[start:stop], piece.kind)
