"""How much of a report says again what the last one said, sentence by sentence. Pure.

The share warns the reader; it never stops a report, and it never enters a score (docs/field.md).
"""

import re

WARN_FROM = 60
_ENDS = re.compile(r"[。；！？;!?\n]+")


def repeated(now: str, before: str) -> int:
    """Return how many per cent of the characters stand in sentences of the report before."""
    said = _sentences(now)
    known = {*_sentences(before)}
    whole = sum(len(one) for one in said)
    return 100 * sum(len(one) for one in said if one in known) // whole if whole else 0


def _sentences(text: str) -> list[str]:
    return [one for part in _ENDS.split(text) if (one := "".join(part.split()))]
