"""The words of a PDF that has words, with printed lines joined into paragraphs again.

A PDF knows no paragraphs, only lines on a page; a sentence cut at the margin would hide its date
from the reader. Lines are joined where the page itself says so: the line is full to the right
margin and the next one is not indented. Page numbers at the foot are not part of the words.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from luoshi.papers.refusals import Unreadable, Words, remark

MOST_PAGES = 2_000
_PASSWORD = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_TAIL = 4_096
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·]*\d{1,4}[\s\-—–－·]*|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?"
)
_JUNK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Lines may end this many characters before the margin and still be full: a punctuation mark is
# never put first in a line, and justified lines end unevenly.
_SLACK = 1.6
_INDENT = 0.8
# PDFium is one machine for the whole process and not safe to be entered twice.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Line:
    """A printed line: its words, where it begins and ends, how large it is set (points)."""

    words: str
    left: float
    right: float
    size: float


def text(content: bytes) -> tuple[str, tuple[Words, ...]]:
    """Return the words of all pages, and a remark naming pages without any.

    :raises Unreadable: if the PDF wants a password, is broken or cut off, or is a scan
    """
    # PDFium repairs what it can and says nothing; a file without its end was not sent whole.
    if b"%%EOF" not in content[-_TAIL:]:
        raise Unreadable("broken")
    with _one_at_a_time:
        pages = _pages(content)
    bare = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(bare) == len(pages):
        raise Unreadable("scan")
    remarks = (remark("pictures", pages="、".join(map(str, bare))),) if bare else ()
    return "\n".join(_paragraphs(pages)), remarks


def _pages(content: bytes) -> list[list[Line]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in _PASSWORD
        raise Unreadable("encrypted" if locked else "broken") from error
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise Unreadable("broken" if not len(document) else "bomb")
        return [_without_number(list(_lines(document, n))) for n in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken") from error
    finally:
        document.close()


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    page = document[number]
    words = page.get_textpage()
    try:
        line: list[tuple[str, tuple[float, float, float, float]]] = []
        for index in range(words.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(words, index))
            if char in "\r\n":
                yield from _line(line)
                line = []
            elif not _JUNK.match(char):
                line.append((char, words.get_charbox(index)))
        yield from _line(line)
    finally:
        words.close()
        page.close()


def _line(chars: list[tuple[str, tuple[float, float, float, float]]]) -> Iterator[Line]:
    words = "".join(char for char, _ in chars)
    inked = [box for char, box in chars if not char.isspace()]
    if inked:
        size = max(top - bottom for _, bottom, _, top in inked)
        yield Line(
            words.strip(), min(box[0] for box in inked), max(box[2] for box in inked), size or 1.0
        )


def _without_number(lines: list[Line]) -> list[Line]:
    if lines and _PAGE_NUMBER.fullmatch(lines[-1].words):
        lines = lines[:-1]
    if len(lines) > 1 and _PAGE_NUMBER.fullmatch(lines[0].words):
        lines = lines[1:]
    return lines


def _paragraphs(pages: list[list[Line]]) -> Iterator[str]:
    paragraph, last = "", None
    for lines in pages:
        left = _usual([line.left for line in lines])
        right = max((line.right for line in lines), default=0.0)
        for line in lines:
            full = last is not None and last.right
            indented = line.left > left + _INDENT * line.size
            if paragraph and full and not indented:
                paragraph += _joint(paragraph, line.words) + line.words
            else:
                if paragraph:
                    yield paragraph
                paragraph = line.words
            reaches = line.right >= right - _SLACK * line.size
            last = line if reaches else None
    if paragraph:
        yield paragraph


def _usual(lefts: list[float]) -> float:
    rounded = sorted(round(left) for left in lefts)
    # The margin is the leftmost place more than one line begins at; a lone hanging sign is not it.
    return min((x for x in rounded if rounded.count(x) > 1), default=rounded[0] if rounded else 0.0)


def _joint(before: str, after: str) -> str:
    return " " if before[-1].isascii() and after[0].isascii() and before[-1] != "-" else ""
