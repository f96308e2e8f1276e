"""The words of a Word file, in document order, with the numbers Word draws before paragraphs.

The XML is walked directly: python-docx gives neither automatic numbers nor text boxes, and both
hold words of the decision. Changes that were tracked are read as accepted: what was deleted, rows
and ends of paragraphs included, is out, what was inserted is in. Hidden and annotating text
(pinyin over characters) is out.
"""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from luoshi.papers import archives
from luoshi.papers.archives import Archive
from luoshi.papers.merging import again
from luoshi.papers.numbering import Numbers
from luoshi.papers.refusals import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_SKIPPED = frozenset(
    [f"{W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "instrText", "delText")]
    # Every text box is written twice, once more for old readers.
    + [_FALLBACK]
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_MOST_COLUMNS = 100
_OFF = frozenset(("0", "false", "off"))


def text(content: bytes) -> str:
    """Return the words: a paragraph to a line, table rows as lines with cells parted by tabs.

    :raises Unreadable: if the file is broken or declares entities
    """
    archive = archives.opened(content)
    body = archive.tree(_BODY).find(f"{W}body")
    if body is None:
        raise Unreadable("broken")
    numbers = Numbers.of(_part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml"))
    lines = list(_blocks(body, numbers))
    lines += _notes(_part(archive, "word/footnotes.xml"), numbers)
    return "\n".join(lines)


def _part(archive: Archive, name: str) -> etree._Element | None:
    return archive.tree(name) if name in archive.names else None


def _notes(notes: etree._Element | None, numbers: Numbers) -> list[str]:
    if notes is None:
        return []
    # Notes with a type are the rule above the notes, not words.
    own = [note for note in notes.findall(f"{W}footnote") if note.get(f"{W}type") is None]
    return [line for note in own for line in _blocks(note, numbers) if line.strip()]


def _blocks(parent: etree._Element, numbers: Numbers) -> Iterator[str]:
    for child in _joined_paragraphs(parent):
        if child.tag == f"{W}p":
            yield from _paragraph(child, numbers)
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbers)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            # Content controls, custom XML and insertions only wrap further blocks.
            yield from _blocks(child, numbers)


def _joined_paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in a part; paragraphs whose end was deleted come as one."""
    held: etree._Element | None = None
    for child in parent:
        if child.tag != f"{W}p":
            if held is not None and isinstance(child.tag, str):
                yield held
                held = None
            yield child
            continue
        open_ended = _deleted(child.find(f"{W}pPr/{W}rPr"))
        if held is not None:
            # The paragraph that goes on keeps the form of the last one, as Word does.
            child = _put_before(held, child)
        held = child if open_ended else None
        if held is None:
            yield child
    if held is not None:
        yield held


def _put_before(held: etree._Element, child: etree._Element) -> etree._Element:
    whole = deepcopy(child)
    properties = whole.find(f"{W}pPr")
    at = 0 if properties is None else whole.index(properties) + 1
    for part in reversed([deepcopy(one) for one in held if one.tag != f"{W}pPr"]):
        whole.insert(at, part)
    return whole


def _deleted(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or properties.find(f"{W}moveFrom") is not None


def _paragraph(paragraph: etree._Element, numbers: Numbers) -> Iterator[str]:
    boxes: list[etree._Element] = []
    words = "".join(_words(paragraph, boxes))
    number = numbers.before(paragraph, empty=not words.strip())
    yield number + words
    for box in boxes:
        yield from _blocks(box, numbers)


def _table(
    table: etree._Element, numbers: Numbers, above: dict[int, str] | None = None
) -> Iterator[str]:
    above = {} if above is None else above
    for row in table.iterchildren(f"{W}tr", f"{W}sdt", f"{W}customXml"):
        if row.tag != f"{W}tr":
            inner = row.find(f"{W}sdtContent")
            yield from _table(row if inner is None else inner, numbers, above)
            continue
        if _deleted(row.find(f"{W}trPr")):
            continue
        cells = [""] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in row.iter(f"{W}tc"):
            if _row_of(cell) is row and cell.find(f"{W}tcPr/{W}cellDel") is None:
                cells += _cell(cell, numbers, above, len(cells))
        yield "\t".join(cells)


def _cell(cell: etree._Element, numbers: Numbers, above: dict[int, str], column: int) -> list[str]:
    """Return the fields a cell takes up: one merged over columns leaves the further ones empty.

    :param above: what the cells merged over rows say, by column
    """
    # A cell is one field of the line, so its own paragraphs and tables may not break the line.
    lines = (" ".join(line.split()) for line in _blocks(cell, numbers))
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(f"{W}val") != "restart":
        words = again(above.get(column, ""))
    else:
        words = above[column] = " ".join(line for line in lines if line)
    return [words, *[""] * (_count(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1)]


def _count(said: etree._Element | None, usual: int) -> int:
    number = "" if said is None else said.get(f"{W}val", "")
    # No table of an office has more columns; a file may say any number.
    return min(int(number), _MOST_COLUMNS) if number.isdigit() and number.isascii() else usual


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _words(node: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if tag in (f"{W}t", _MATH_TEXT):
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag in _SKIPPED or not isinstance(tag, str) or _hidden(child):
            continue
        else:
            yield from _words(child, boxes)


def _hidden(run: etree._Element) -> bool:
    if run.tag != f"{W}r":
        return False
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in _OFF
