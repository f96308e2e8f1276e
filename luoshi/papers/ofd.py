"""The words of an OFD (GB/T 33190), the fixed page format of Chinese offices.

An OFD is a zip file of XML: pages hold characters at places in millimetres, as a PDF does, so what
they make up is found in the same way. A seal is seen but not verified; an encrypted one is refused.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from luoshi.papers import archives, scans
from luoshi.papers.archives import Archive
from luoshi.papers.layout import Leaf, Ruling, Run, gathered
from luoshi.papers.paragraphs import words_of
from luoshi.papers.refusals import Unreadable, Words, remark

MOST_PAGES = 2_000
_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_PATH = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:[eE]-?\d+)?")
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STRAIGHT, _SHORTEST = 0.4, 2.0
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_REPEATED = 10_000
Place = tuple[float, float]


def text(content: bytes) -> tuple[str, tuple[Words, ...]]:
    """Return the words of all pages; a remark names pages without any, another a seal.

    :raises Unreadable: if the file is broken or encrypted, or is a scan
    """
    bound = _Bound.of(content)
    found = [bound.leaf(number) for number in range(len(bound.pages))]
    sealed = (remark("sealed"),) if bound.sealed else ()
    return words_of(found).text, (*scans.remarked(found), *sealed)


def leaf_of(content: bytes, number: int) -> Leaf:
    """Return one page as it stands, counted from 1.

    :raises Unreadable: if the file is broken or encrypted
    """
    return _Bound.of(content).leaf(number - 1)


def picture_of(content: bytes, number: int) -> bytes:
    """Return the largest picture on a page, counted from 1: a scanned page is one picture.

    :raises Unreadable: if there is none
    """
    return _Bound.of(content).picture(number - 1)


@dataclass(frozen=True)
class _Bound:
    """An opened OFD: its archive, and where its pages, templates and pictures lie."""

    archive: Archive
    pages: Sequence[str]
    templates: Mapping[str, str]
    pictures: Mapping[str, str]
    box: tuple[float, float, float, float]
    sealed: bool

    @classmethod
    def of(cls, content: bytes) -> "_Bound":
        archive = archives.opened(content)
        if any(posixpath.basename(name) == "Encryptions.xml" for name in archive.names):
            raise Unreadable("encrypted")
        root = _first(archive.tree("OFD.xml"), "DocRoot")
        if root is None:
            raise Unreadable("broken")
        place = _beside("", root.text or "")
        document = archive.tree(place)
        pages = [_beside(place, one.get("BaseLoc", "")) for one in _all(document, "Page")]
        if not 0 < len(pages) <= MOST_PAGES:
            raise Unreadable("bomb" if pages else "broken")
        templates = {
            one.get("ID", ""): _beside(place, one.get("BaseLoc", ""))
            for one in _all(document, "TemplatePage")
        }
        box = _first(document, "PhysicalBox")
        sealed = any(posixpath.basename(name) == "Signatures.xml" for name in archive.names)
        pictures = _pictures(archive, document, place)
        return cls(archive, pages, templates, pictures, _four(box), sealed)

    def leaf(self, number: int) -> Leaf:
        """Return the characters and rulings of a page and of the template under it."""
        page = self._tree(number)
        own = _first(page, "PhysicalBox")
        box = self.box if own is None else _four(own)
        runs: list[Run] = []
        rulings: list[Ruling] = []
        for layer in [*self._under(page), page]:
            for thing in _all(layer, "TextObject"):
                if thing.get("Visible") != "false":
                    runs += gathered(_characters(thing))
            for thing in _all(layer, "PathObject"):
                rulings += _rulings(thing)
        high = box[3] * _POINTS
        if not runs:
            return Leaf((), height=high, drawn=_first(page, "ImageObject") is not None)
        return Leaf(runs, rulings, high)

    def picture(self, number: int) -> bytes:
        """Return the bytes of the picture that covers most of a page."""
        largest = max(
            _all(self._tree(number), "ImageObject"),
            key=lambda one: _floats(one.get("Boundary", ""), 4)[2],
            default=None,
        )
        if largest is None:
            raise Unreadable("no_text")
        return self.archive.member(self.pictures.get(largest.get("ResourceID", ""), ""))

    def _tree(self, number: int) -> etree._Element:
        if number >= len(self.pages):
            raise Unreadable("broken")
        return self.archive.tree(self.pages[number])

    def _under(self, page: etree._Element) -> Iterator[etree._Element]:
        for one in _all(page, "Template"):
            place = self.templates.get(one.get("TemplateID", ""), "")
            if place in self.archive.names:
                yield self.archive.tree(place)


def _pictures(archive: Archive, document: etree._Element, place: str) -> dict[str, str]:
    found = {}
    for name in ("PublicRes", "DocumentRes"):
        for said in _all(document, name):
            at = _beside(place, said.text or "")
            if at not in archive.names:
                continue
            resources = archive.tree(at)
            base = _beside(at, resources.get("BaseLoc", "")) if resources.get("BaseLoc") else ""
            for media in _all(resources, "MultiMedia"):
                file = _first(media, "MediaFile")
                if file is not None:
                    folder = f"{base}/x" if base else at
                    found[media.get("ID", "")] = _beside(folder, file.text or "")
    return found


def _all(node: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from node.iter(f"{{*}}{name}")


def _first(node: etree._Element, name: str) -> etree._Element | None:
    return next(_all(node, name), None)


def _beside(place: str, said: str) -> str:
    """Return the path of what is named in the file at a place."""
    said = said.strip()
    if said.startswith("/"):
        return posixpath.normpath(said.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), said))


def _floats(said: str, count: int) -> list[float]:
    try:
        numbers = [float(one) for one in said.split()]
    except ValueError as error:
        raise Unreadable("broken") from error
    if len(numbers) != count or any(abs(one) > 1e6 or one != one for one in numbers):
        raise Unreadable("broken")
    return numbers


def _four(box: etree._Element | None) -> tuple[float, float, float, float]:
    if box is None:
        return _A4
    left, top, wide, high = _floats(box.text or "", 4)
    return left, top, wide, high


def _placed(thing: etree._Element) -> tuple[float, float, Sequence[float]]:
    """Return where an object lies on the page, and how its inside is turned and sized."""
    left, top, _, _ = _floats(thing.get("Boundary", "0 0 0 0"), 4)
    matrix = thing.get("CTM")
    return left, top, _floats(matrix, 6) if matrix else _SAME


def _on_page(x: float, y: float, placed: tuple[float, float, Sequence[float]]) -> Place:
    left, top, (a, b, c, d, e, f) = placed
    return (left + a * x + c * y + e) * _POINTS, (top + b * x + d * y + f) * _POINTS


def _characters(thing: etree._Element) -> Iterator[Run]:
    placed = _placed(thing)
    size = _floats(thing.get("Size", "0"), 1)[0]
    high = size * abs(placed[2][3] or placed[2][1]) * _POINTS
    for code in _all(thing, "TextCode"):
        words = code.text or ""
        x = _floats(code.get("X", "0"), 1)[0]
        y = _floats(code.get("Y", "0"), 1)[0]
        across = _steps(code.get("DeltaX", ""), len(words))
        down = _steps(code.get("DeltaY", ""), len(words))
        for at, char in enumerate(words):
            wide = size if ord(char) > 0xFF else size / 2
            left, base = _on_page(x, y, placed)
            right, _ = _on_page(x + wide, y, placed)
            # A character stands on its line: most of it above.
            yield Run(char, left, base - 0.85 * high, max(right, left), base + 0.15 * high)
            x += across[at] if at < len(across) else (0.0 if down else wide)
            y += down[at] if at < len(down) else 0.0
        yield Run("\n", 0, 0, 0, 0)


def _steps(said: str, most: int) -> list[float]:
    """Read the distances between characters; "g 3 5.2" is three times 5.2."""
    parts, steps = said.split(), list[float]()
    at = 0
    while at < len(parts) and len(steps) < most:
        if parts[at] != "g":
            steps += _floats(parts[at], 1)
            at += 1
        elif at + 2 < len(parts):
            times = int(_floats(parts[at + 1], 1)[0])
            steps += _floats(parts[at + 2], 1) * max(0, min(times, most, _MOST_REPEATED))
            at += 3
        else:
            raise Unreadable("broken")
    return steps


def _rulings(thing: etree._Element) -> Iterator[Ruling]:
    data = _first(thing, "AbbreviatedData")
    if data is None:
        return
    placed = _placed(thing)
    begun = before = _on_page(0, 0, placed)
    for sign, numbers in _strokes(data.text or ""):
        to = begun if sign == "C" else _on_page(numbers[-2], numbers[-1], placed)
        if sign in ("S", "M"):
            begun = to
        elif sign in ("L", "C"):
            yield from _ruling(before, to)
        before = to


def _strokes(said: str) -> Iterator[tuple[str, list[float]]]:
    parts = _PATH.findall(said)
    at = 0
    while at < len(parts):
        count = _NUMBERS.get(parts[at])
        if count is None or at + count >= len(parts):
            return
        numbers = parts[at + 1 : at + 1 + count]
        if any(number.isalpha() for number in numbers):
            return
        yield parts[at], [float(number) for number in numbers]
        at += 1 + count


def _ruling(one: Place, other: Place) -> Iterator[Ruling]:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    thin, long = sorted((right - left, bottom - top))
    if thin <= _STRAIGHT * _POINTS and long >= _SHORTEST * _POINTS:
        yield Ruling(left, top, right, bottom)
