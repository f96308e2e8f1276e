"""逐句 What becomes of every sentence: a task, a principle only, or nothing of ours, and why."""

import re
from collections.abc import Sequence

from luoshi.reading.page import Page, Stand
from luoshi.reading.sentences import Piece
from luoshi.reading.terms import Answer, Ground, Proposal, Sentence, SentenceKind, Standing

_FRAME = re.compile(
    r"[^。]{1,120}：$|现[将就].{0,60}(?:如下|你们)|特此|此(?:件|复|函|页)|附件|抄送|主送|印发$"
    r"|(?:\d{4}|[二一][〇○零一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月"
    r"[\d一二三四五六七八九十]{1,3}日$|[一-龥]{2,12}（\d{4}）\d{1,4}号|同志们|谢谢大家|[一-龥]{2,30}(?:人民政府|办公室|办公厅|委员会|局)$"
)
_POINTS = re.compile(r"得[\d.]+分|扣[\d.]+分|不得分|加分|满分|分值")
_FIRST_OF = (
    (Ground.SCORING, frozenset({"SCORE"})),
    (Ground.DEFECT, frozenset({"DEFECT"})),
    (Ground.TOLD, frozenset({"PAST", "QUOTE"})),
    (Ground.APPEAL, frozenset({"ATTITUDE", "WE", "SURE"})),
    (Ground.ARGUED, frozenset({"REASON", "MAY"})),
)
_SORTS = {sort: ground for ground, sorts in _FIRST_OF for sort in sorts}
_NOT_OURS = frozenset(
    {Ground.FURNITURE, Ground.FRAME, Ground.TITLE, Ground.TOLD, Ground.DEFECT, Ground.CHARGE}
)


TASK = Answer(Standing.TASK)


def answers_for(
    page: Page, sentences: Sequence[Sentence], tasks: Sequence[Proposal]
) -> tuple[Answer, ...]:
    """Return an answer for every sentence, in their order; work grows with the text only."""
    held = _with_tasks(sentences, tasks)
    stands: list[list[Stand]] = [[] for _ in page.pieces]
    for stand in page.stands:
        stands[stand.piece].append(stand)
    found = []
    for number, (piece, mine) in enumerate(zip(page.pieces, stands, strict=True)):
        if number in held:
            found.append(TASK)
            continue
        ground = _ground(page.text[piece.start : piece.end], piece, mine)
        standing = Standing.NOT_OURS if ground in _NOT_OURS else Standing.PRINCIPLE
        found.append(Answer(standing, ground))
    return tuple(found)


def _with_tasks(sentences: Sequence[Sentence], tasks: Sequence[Proposal]) -> set[int]:
    held: set[int] = set()
    at = 0
    for task in tasks:
        while at < len(sentences) and sentences[at].span.end <= task.span.start:
            at += 1
        here = at
        while here < len(sentences) and sentences[here].span.start < task.span.end:
            held.add(here)
            here += 1
    return held


def _ground(words: str, piece: Piece, mine: list[Stand]) -> Ground:
    """Say why a sentence without a task has none: the plainest sign of it."""
    if piece.kind is SentenceKind.FURNITURE:
        return Ground.FURNITURE
    if piece.kind is SentenceKind.HEADING or piece.title:
        return Ground.TITLE
    if _FRAME.match(words):
        return Ground.FRAME
    if not mine and piece.brackets:
        return Ground.CHARGE
    if _POINTS.search(words):
        return Ground.SCORING
    counted = dict.fromkeys(_SORTS.values(), 0)
    for stand in mine:
        for sort in stand.sorts:
            if sort in _SORTS:
                counted[_SORTS[sort]] += 1
    plainest = max(counted, key=counted.__getitem__)
    return plainest if counted[plainest] else Ground.PLAIN
