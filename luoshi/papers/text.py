"""The words of a paper, whatever it was written with: the door of this room to the reading side."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from luoshi.papers import kinds, markup, ofd, pdf, plain, scans, sheetwords, word
from luoshi.papers.layout import Leaf
from luoshi.papers.official import official, secrecy_in
from luoshi.papers.paragraphs import words_of
from luoshi.papers.refusals import Unreadable, Words, remark

MOST_CHARACTERS = 5_000_000
_TITLE_LENGTH = 200
# GB/T 9704: a title is 关于 + matter + the kind of document.
_TITLE = re.compile(
    r".*关于.+|.*(?:通知|意见|方案|决定|办法|规定|纪要|报告|请示|批复|函|公报|公告|通报|议案|决议|要点|清单)$"
)
_TITLE_WITHIN = 15


@dataclass(frozen=True)
class Paper:
    """A paper as text.

    :param text: its words; the same bytes always give the same text
    :param kind: txt, html, pdf or docx, told from the bytes
    :param title: the line that looks like its title, else the first line, else the file's name
    :param name: the file's name, without folders
    :param remarks: what a person should know of the reading, such as pages that are pictures
    :param doubts: where in the text somebody should look twice, from and to
    :param recognised: the words were recognised in pictures, so that any of them may be wrong
    """

    text: str
    kind: str
    title: str
    name: str
    remarks: tuple[Words, ...] = ()
    doubts: tuple[tuple[int, int], ...] = ()
    recognised: bool = False


_READERS: dict[str, Callable[[bytes], tuple[str, tuple[Words, ...]]]] = {
    kinds.TEXT: lambda content: (plain.decoded(content), ()),
    kinds.HTML: markup.text,
    kinds.DOCX: lambda content: (word.text(content), ()),
    kinds.PDF: pdf.text,
    kinds.OFD: ofd.text,
    kinds.XLSX: sheetwords.text,
    kinds.XLS: sheetwords.text,
    **dict.fromkeys(kinds.PICTURES, scans.picture),
}


def text_of(content: bytes, name: str) -> Paper:
    """Read a document as text; what it is, is told from its bytes.

    :param name: the file's name as it was sent; only compared with what the bytes say
    :raises Unreadable: with a sentence for the sender, if the file is not what it says, cannot be
        read, or holds no words
    """
    kind = kinds.agreed(kinds.kind_of(content), name)
    if kind == kinds.DOC:
        raise Unreadable("old_word")
    if kind not in _READERS:
        raise Unreadable("unsupported", kind=kind)
    text, remarks = _READERS[kind](content)
    return Paper(_weighed(text), kind, _title(text, name), base(name), remarks)


def paper_of(leaves: Sequence[Leaf], *, kind: str, name: str) -> Paper:
    """Put recognised pages together to a paper.

    :raises Unreadable: if there are no words on them, or too many
    """
    words = words_of(leaves)
    text = _weighed(words.text)
    count = sum(not char.isspace() for char in text)
    doubtful = sum(end - start for start, end in words.doubts)
    share = f"{(count - doubtful) * 1000 // count / 10}"
    sure = remark("recognised", sure=share, doubts=doubtful)
    return Paper(
        text, kind, _title(text, name), base(name), (sure,), tuple(words.doubts), recognised=True
    )


def _weighed(text: str) -> str:
    if not text.strip():
        raise Unreadable("no_text")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("too_long", limit=MOST_CHARACTERS)
    if level := secrecy_in(text):
        raise Unreadable("classified", level=level)
    return text


def _title(text: str, name: str) -> str:
    if titled := official(text[:5_000]).title:
        return titled[:_TITLE_LENGTH]
    head = [line for raw in text[:5000].splitlines() if (line := raw.strip())]
    for line in head[:_TITLE_WITHIN]:
        if _TITLE.fullmatch(line):
            return line[:_TITLE_LENGTH]
    return head[0][:_TITLE_LENGTH] if head else PurePath(base(name)).stem


def base(name: str) -> str:
    """Return the name of a file without its folders."""
    # A browser on Windows may send the whole path.
    return name.replace("\\", "/").rsplit("/", 1)[-1]
