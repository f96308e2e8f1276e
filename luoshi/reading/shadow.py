"""The text as it should have been, and for every character of it the place it came from.

The reader reads the shadow only; what it finds is named by its place in the untouched original.
"""

import re
from array import array
from dataclasses import dataclass

from luoshi.reading.dirt import mended
from luoshi.reading.folding import fold
from luoshi.reading.terms import Span

CJK = "\u3400-\u9fff\uf900-\ufaff"
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
# A reading left behind by a converter: 系統(tǒng). Without a tone mark it may be a real word.
_DEBRIS = re.compile(
    rf"(?<=[{CJK}])（([a-zü]{{0,4}}[{_TONES}][a-zü]{{0,3}})）"
    rf"|[\u200b-\u200f\u2028-\u202f\u2060\ufeff\xad]+"
    r"|[\s\x00-\x1f\u3000\xa0]+"
)
_NEVER_BEFORE = frozenset("的了地得，。；：、）和与及并或等")
_NEVER_AFTER = frozenset("，、（和与及的")
_STOPS = frozenset("。；：！？）…|.>\"'")
_SENTENCE_STOPS = frozenset("。；：！？）")
MARKER = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}(?:[、.．]|是(?!否)|要(?!求|素|件)|，)"
    r"|第[一二三四五六七八九十百\d]{1,4}[条章节款]"
    r"|第[一二三四五六七八九十]{1,3}[，、：]"
    r"|（[一二三四五六七八九十]{1,3}）|（\d{1,2}）|\d{1,2}(?:[、）]|\.(?!\d))|[①-⑳]|[-·●■◆★])"
)
# Fewer long lines than this say nothing about how the page was wrapped.
_ENOUGH_LINES = 4
_LONG_LINE = 15


@dataclass(frozen=True)
class Shadow:
    """The cleaned text and, for each of its characters, the offset in the original."""

    text: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """Return the place in the original of `text[start:end]`, which must not be empty."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def _wrapped(text: str) -> bool:
    """Tell whether lines end where the page was full and not where the sentence was."""
    lines = [line for line in (raw.strip() for raw in text.split("\n")) if len(line) >= _LONG_LINE]
    if len(lines) < _ENOUGH_LINES:
        return False
    return sum(line[-1] not in _STOPS for line in lines) * 2 >= len(lines)


def _gap(run: str, before: str, text: str, at: int, wrapped: bool, line: int) -> str:
    """Say what a run of blanks stands for: nothing, a blank, or the end of a line."""
    after = text[at] if at < len(text) else ""
    if not before or not after:
        return ""
    breaks = run.count("\n") or run.count("\r")
    if breaks:
        if after in _NEVER_BEFORE or before in _NEVER_AFTER:
            return ""
        joins = wrapped and breaks == 1 and before not in _STOPS and line >= _LONG_LINE
        return "" if joins and not MARKER.match(text, at) else "\n"
    wide = run.count("\u3000") + run.count("\t") > 1 or len(run) > 3
    if wide:
        return "\n" if before in _SENTENCE_STOPS or MARKER.match(text, at) else " "
    return " " if (before + after).isascii() and (before + after).isalnum() else ""


def _parts_cells(run: str, text: str, start: int, end: int) -> bool:
    """Tell whether a run of blanks holds the tabs of a table row, and not an indent.

    Tabs that open a line are empty cells only where the line goes on with tabs.
    """
    if "\t" not in run or end >= len(text):
        return False
    if "\n" not in run:
        return True
    if "\t" not in run[run.rindex("\n") :]:
        return False
    stop = text.find("\n", end)
    return text.find("\t", end, stop if stop > 0 else len(text)) > 0


def shadow_of(original: str) -> Shadow:
    """Fold, drop what is debris, close what was torn, and remember where everything stood."""
    folded = mended(fold(original))
    wrapped = _wrapped(folded)
    pieces: list[str] = []
    offsets = array("L")
    kept = 0
    line_start = 0
    before = ""
    for found in _DEBRIS.finditer(folded):
        start, end = found.span()
        if start > kept:
            pieces.append(folded[kept:start])
            offsets.extend(range(kept, start))
            before = folded[start - 1]
        kept = end
        if found[0][0] == "（" or not (found[0].isspace() or found[0] <= " "):
            continue
        if before and _parts_cells(found[0], folded, start, end):
            bars = [at for at in range(start, end) if folded[at] == "\t"]
            broken = [at for at in range(start, end) if folded[at] == "\n"][-1:]
            bars = broken + [at for at in bars if not broken or at > broken[0]]
            pieces.append("\n" * len(broken) + "|" * (len(bars) - len(broken)))
            offsets.extend(bars)
            before = "|"
            line_start = len(offsets)
            continue
        stands_for = _gap(found[0], before, folded, end, wrapped, len(offsets) - line_start)
        if stands_for:
            pieces.append(stands_for)
            offsets.append(start)
            before = stands_for
            line_start = len(offsets) if stands_for == "\n" else line_start
    if kept < len(folded):
        pieces.append(folded[kept:])
        offsets.extend(range(kept, len(folded)))
    return Shadow("".join(pieces), offsets)
