"""The words of a web page: what a reader sees, with its blocks as lines. Scripts never run here."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from luoshi.papers import plain
from luoshi.papers.numbering import spoken
from luoshi.papers.refusals import Unreadable, Words, remark

_DROPPED_TAGS = (
    "script style noscript template head iframe object embed svg math canvas audio video "
    "select button textarea datalist dialog rt rp"
)
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCKS_TAGS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
    "section summary table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_TAGS.split())
_CELLS = frozenset(("td", "th"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"))
_TAIWANESE = frozenset(("big5", "big5-hkscs", "cp950"))
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# How an ordered list counts, by its `type`; a style may take its numbers away.
_COUNTS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_UNCOUNTED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_COUNTED_BY_HAND = re.compile(r"\s*[（(]?[0-9０-９一二三四五六七八九十①-⑳]+[）)、.．]?")
# A page nested deeper was built to break a parser, not to be read.
_DEEPEST = 5_000


def text(content: bytes) -> tuple[str, tuple[Words, ...]]:
    """Return the visible words of a page, one block to a line, cells parted by tabs.

    A remark says that scripts or embedded things were left out.

    :raises Unreadable: if the encoding cannot be told, or the nesting is absurd
    """
    page = LexborHTMLParser(_decoded(content))
    if page.body is None:
        raise Unreadable("no_text")
    active = page.css_first("script, iframe, object, embed, svg") is not None
    return _lines(page.body), (remark("scripts"),) if active else ()


def _decoded(content: bytes) -> str:
    named = _CHARSET.search(content[:2048])
    if named and named[1].decode("ascii", "replace").lower() in _CHINESE:
        return content.decode("gb18030", "replace")
    if named and named[1].decode("ascii", "replace").lower() in _TAIWANESE:
        return content.decode("cp950", "replace")
    # A page that says UTF-8 and is not gets the same careful look as a plain text.
    return plain.decoded(content)


def _lines(body: LexborNode) -> str:
    out: list[str] = []
    node: LexborNode | None = body
    depth = 0
    counts: dict[int, int] = {}
    while node is not None:
        entered = _enter(node, out, counts)
        if entered and node.child is not None:
            node, depth = node.child, depth + 1
            if depth > _DEEPEST:
                raise Unreadable("broken")
            continue
        _leave(node, out)
        while node.next is None or node.mem_id == body.mem_id:
            parent = node.parent
            if parent is None or node.mem_id == body.mem_id:
                return _tidy("".join(out))
            node, depth = parent, depth - 1
            _leave(node, out)
        node = node.next
    return _tidy("".join(out))


def _enter(node: LexborNode, out: list[str], counts: dict[int, int]) -> bool:
    if node.is_text_node:
        words = node.text_content or ""
        out.append(words if _within_pre(node) else _SPACES.sub(" ", words))
        return False
    tag = node.tag or ""
    if not node.is_element_node or tag in _DROPPED or _hidden(node):
        return False
    if tag == "br" or tag in _BLOCKS:
        out.append("\n")
    if tag == "li" and node.parent is not None and node.parent.tag == "ol":
        out.append(_number(node, node.parent, counts))
    return True


def _number(item: LexborNode, listed: LexborNode, counts: dict[int, int]) -> str:
    """Count an item of an ordered list, and return the number a browser draws before it."""
    said = listed.attributes
    first = _whole(said.get("start"), 1)
    number = _whole(item.attributes.get("value"), counts.get(listed.mem_id, first - 1) + 1)
    counts[listed.mem_id] = number
    begun = item.child.text_content or "" if item.child and item.child.is_text_node else ""
    if _UNCOUNTED.search(said.get("style") or "") or _COUNTED_BY_HAND.match(begun):
        return ""
    return f"{spoken(number, _COUNTS.get(said.get('type') or '', 'decimal'))}. "


def _whole(said: str | None, otherwise: int) -> int:
    """Return a number an attribute says, if it is one."""
    plainly = said is not None and said.isascii() and said.isdigit() and len(said) < 8
    return int(said) if plainly and said else otherwise


def _leave(node: LexborNode, out: list[str]) -> None:
    tag = node.tag or ""
    if tag in _BLOCKS:
        out.append("\n")
    elif tag in _CELLS:
        out.append("\t")


def _hidden(node: LexborNode) -> bool:
    # Some sites hide the whole body until their script has run.
    if node.tag == "body":
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _within_pre(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag == "pre"


def _tidy(text: str) -> str:
    lines = (_CONTROLS.sub("", line).replace("\xa0", " ").strip(" \t") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
