"""The words of a sentence that drafts rest on, cut into pieces to be marked: 事 牵 配 限 频 标.

Pure. A field is found again by its own words, first inside the draft's span, then anywhere in the
sentence; what was inherited from an earlier sentence is not marked here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

TAGS: dict[str, str | Promise] = {
    "task": pgettext_lazy("field tag", "事"),
    "lead": pgettext_lazy("field tag", "牵"),
    "asst": pgettext_lazy("field tag", "配"),
    "due": pgettext_lazy("field tag", "限"),
    "cad": pgettext_lazy("field tag", "频"),
    "tgt": pgettext_lazy("field tag", "标"),
}


@dataclass(frozen=True)
class Field:
    """One field of a draft as the text words it.

    :param loose: whether a person must still say what the words mean
    """

    name: str
    words: str
    loose: bool = False


@dataclass(frozen=True)
class Marked:
    """A draft as its sentence shows it: where it stands in the text, and its fields.

    :param start: offset of the task in the document, as `end`
    """

    start: int
    end: int
    fields: tuple[Field, ...] = ()
    current: bool = False


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence: plain, or marked as a field.

    :param tag: the character before a field; empty on what other fields cut off from it
    """

    words: str
    name: str = ""
    tag: str | Promise = ""
    current: bool = False
    loose: bool = False


def pieces_of(words: str, start: int, drafts: Iterable[Marked]) -> list[Piece]:
    """Cut a sentence into pieces; all of them together are the sentence again.

    The current draft's marks lie over the others', its fields over its task.

    :param words: the sentence; `start` is its offset in the document
    """
    painted: list[tuple[Field, bool] | None] = [None] * len(words)
    for draft in sorted(drafts, key=lambda one: one.current):
        left, right = max(draft.start - start, 0), max(min(draft.end - start, len(words)), 0)
        task = (Field("task", ""), draft.current)
        painted[left:right] = [task] * max(right - left, 0)
        for field in draft.fields:
            at = _place(field.words, words, left, right)
            if at >= 0:
                mark = (field, draft.current)
                painted[at : at + len(field.words)] = [mark] * len(field.words)
    return list(_runs(words, painted))


def _place(wanted: str, words: str, left: int, right: int) -> int:
    if not wanted:
        return -1
    at = words.find(wanted, left, right)
    return at if at >= 0 else words.find(wanted)


def _runs(words: str, painted: list[tuple[Field, bool] | None]) -> Iterator[Piece]:
    """Join what is painted alike; of the runs of one mark the longest bears its tag."""
    runs: list[tuple[int, int]] = []
    longest: dict[int, tuple[int, int]] = {}
    begun = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and painted[at] is painted[begun]:
            continue
        run, mark = (begun, at), id(painted[begun])
        runs.append(run)
        if at - begun > longest.get(mark, (0, 0))[1] - longest.get(mark, (0, 0))[0]:
            longest[mark] = run
        begun = at
    for left, right in runs:
        painting = painted[left]
        if painting is None:
            yield Piece(words[left:right])
            continue
        field, current = painting
        tag = TAGS[field.name] if longest[id(painting)] == (left, right) else ""
        yield Piece(words[left:right], field.name, tag, current, field.loose)
