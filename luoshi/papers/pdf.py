"""The words of a PDF, each with its place on the page; what they make up is found in `layout`.

A PDF knows neither lines nor tables, only characters and strokes. Pages without words are pictures:
they are named, so that they can be recognised page by page.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import byref, c_float
from dataclasses import replace

import pypdfium2
from pypdfium2 import raw

from luoshi.papers import scans
from luoshi.papers.layout import Leaf, Ruling, Run, gathered
from luoshi.papers.paragraphs import words_of
from luoshi.papers.refusals import Unreadable, Words

MOST_PAGES = 2_000
_PASSWORD = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_TAIL = 4_096
_JUNK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Writing more aslant than this (radians) lies across the page and is a watermark.
_ASLANT = 0.1
_MOST_STROKES = 20_000
# A stroke is level or upright if it strays no more than this (points).
_STRAIGHT = 1.0
_SHORTEST = 6.0
# PDFium is one machine for the whole process and not safe to be entered twice.
_one_at_a_time = threading.Lock()
Place = tuple[float, float]


def text(content: bytes) -> tuple[str, tuple[Words, ...]]:
    """Return the words of all pages, and a remark naming pages without any.

    :raises Unreadable: if the PDF wants a password, is broken or cut off, or is a scan
    """
    found = leaves(content)
    return words_of(found).text, scans.remarked(found)


def leaves(content: bytes) -> list[Leaf]:
    """Return the pages as they stand.

    :raises Unreadable: if the PDF wants a password, is broken or cut off
    """
    with opened(content) as document:
        return [_leaf(document, number) for number in range(len(document))]


def leaf_of(content: bytes, number: int) -> Leaf:
    """Return one page as it stands, counted from 1.

    :raises Unreadable: if the PDF wants a password, is broken or cut off
    """
    with opened(content) as document:
        return _leaf(document, number - 1)


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Hold a PDF open, alone.

    :raises Unreadable: if it wants a password, is broken or cut off, or has too many pages
    """
    # PDFium repairs what it can and says nothing; a file without its end was not sent whole.
    if b"%%EOF" not in content[-_TAIL:]:
        raise Unreadable("broken")
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code in _PASSWORD
            raise Unreadable("encrypted" if locked else "broken") from error
        try:
            if not 0 < len(document) <= MOST_PAGES:
                raise Unreadable("broken" if not len(document) else "bomb")
            yield document
        except pypdfium2.PdfiumError as error:
            raise Unreadable("broken") from error
        finally:
            document.close()


def _leaf(document: pypdfium2.PdfDocument, number: int) -> Leaf:
    page = document[number]
    words = page.get_textpage()
    try:
        turned, height = _turned(page)
        runs = list(gathered(_as_high_as_wide(list(_characters(words, turned)))))
        if not runs:
            return Leaf((), height=height, drawn=any(page.get_objects(max_depth=1)))
        return Leaf(runs, list(_rulings(page, turned)), height)
    finally:
        words.close()
        page.close()


def _turned(page: pypdfium2.PdfPage) -> tuple[Callable[[float, float], Place], float]:
    """Return how a place in the file becomes a place on the page as it is read, y downward."""
    left, bottom, right, top = page.get_mediabox()
    turns = page.get_rotation() // 90 % 4
    return {
        0: (lambda x, y: (x - left, top - y), top - bottom),
        1: (lambda x, y: (y - bottom, x - left), right - left),
        2: (lambda x, y: (right - x, y - bottom), top - bottom),
        3: (lambda x, y: (top - y, right - x), right - left),
    }[turns]


def _characters(
    words: pypdfium2.PdfTextPage, turned: Callable[[float, float], Place]
) -> Iterator[Run]:
    for index in range(words.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(words, index))
        if char in "\r\n":
            yield Run("\n", 0, 0, 0, 0)
        elif not _JUNK.match(char) and _upright(words, index):
            left, bottom, right, top = words.get_charbox(index, loose=True)
            (one, upper), (other, lower) = turned(left, top), turned(right, bottom)
            sides = min(one, other), min(upper, lower), max(one, other), max(upper, lower)
            yield Run(char, *sides)


def _as_high_as_wide(characters: list[Run]) -> Iterator[Run]:
    """Give characters the height of their type: a font says how far its lines lie apart.

    A Chinese character is as high as it is wide; what that makes of one is taken for all.
    """
    ratios = sorted(
        (one.right - one.left) / one.size
        for one in characters
        if one.words >= "\u2e80" and one.right > one.left
    )
    ratio = min(max(ratios[len(ratios) // 2], 0.5), 1.0) if ratios else 1.0
    for one in characters:
        rim = one.size * (1 - ratio) / 2
        yield replace(one, top=one.top + rim, bottom=one.bottom - rim)


def _upright(words: pypdfium2.PdfTextPage, index: int) -> bool:
    angle: float = raw.FPDFText_GetCharAngle(words, index)
    # Turned pages are written at right angles; only what stands between them is aslant.
    quarter = 1.5707963
    return angle < 0 or abs((angle + _ASLANT) % quarter - _ASLANT) <= _ASLANT


def _rulings(page: pypdfium2.PdfPage, turned: Callable[[float, float], Place]) -> Iterator[Ruling]:
    strokes = 0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = thing.get_matrix()
        strokes += raw.FPDFPath_CountSegments(thing.raw)
        if strokes > _MOST_STROKES:
            return
        before = begun = None
        for at in range(raw.FPDFPath_CountSegments(thing.raw)):
            segment = raw.FPDFPath_GetPathSegment(thing.raw, at)
            x, y = c_float(), c_float()
            raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            place = turned(*matrix.on_point(x.value, y.value))
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                begun = place
            elif before is not None:
                yield from _ruling(before, place)
            if raw.FPDFPathSegment_GetClose(segment) and begun is not None:
                yield from _ruling(place, begun)
            before = place


def _ruling(one: Place, other: Place) -> Iterator[Ruling]:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    straight = min(right - left, bottom - top) <= _STRAIGHT
    if straight and max(right - left, bottom - top) >= _SHORTEST:
        yield Ruling(left, top, right, bottom)
