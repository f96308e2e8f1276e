"""How much of a report says again what the last one said, sentence by sentence. Pure.

The share warns the reader; it never stops a report, and it never enters a score (docs/field.md).
"""

import re
from collections.abc import Iterator

WARN_FROM = 60
_SENTENCE = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]*")
_ENDS = re.compile(r"[。；！？;!?\n\s]+")


def repeated(now: str, before: str) -> int:
    """Return how many per cent of the characters stand in sentences of the report before."""
    spans = list(marked(now, before))
    whole = sum(len(_bare(text)) for text, _ in spans)
    return 100 * sum(len(_bare(text)) for text, same in spans if same) // whole if whole else 0


def marked(now: str, before: str) -> Iterator[tuple[str, bool]]:
    """Yield the text sentence by sentence, each with whether the report before said it too."""
    known = {_bare(text) for text in _SENTENCE.findall(before)} - {""}
    for text in _SENTENCE.findall(now):
        if text:
            yield text, _bare(text) in known


def without_repeats(now: str, before: str) -> str:
    """Return the text without the sentences of the report before."""
    return "".join(text for text, same in marked(now, before) if not same).strip()


def _bare(text: str) -> str:
    return _ENDS.sub("", text)
