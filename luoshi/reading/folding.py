"""One character for one character: traditional to simplified, full width to half width.

Every fold keeps the length, so that offsets stand as they are; what must be dropped is dropped in
`shadow`, which keeps count.
"""

import unicodedata
from functools import cache

import opencc

# Halves of Chinese and Western punctuation meet in one form, so that every pattern of the room
# needs to know one comma only.
# fmt: off
_PUNCTUATION = {
    ",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）",
    "﹐": "，", "﹔": "；", "﹕": "：", "﹙": "（", "﹚": "）", "︰": "：", "∶": "：",
    "〔": "（", "〕": "）", "［": "（", "］": "）", "[": "（", "]": "）", "【": "（", "】": "）",
    "“": '"', "”": '"', "„": '"', "‟": '"', "「": '"', "」": '"', "『": '"', "』": '"',
    "＂": '"', "‘": "'", "’": "'", "│": "|", "｜": "|", "┃": "|", "¦": "|", "\t": "\t",
    "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "～": "~", "〜": "~", "﹣": "-",
    "•": "·", "・": "·", "‧": "·", "∙": "·", "％": "%", "﹪": "%", "﹒": ".", "．": ".", "｡": "。",
}
# fmt: on
# In these words one traditional character stands for itself in simplified text as well.
_KEPT = "著乾"


def _simplified() -> dict[int, str]:
    characters = [chr(code) for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))]
    # On lines of their own, so that no phrase table can change the length.
    turned = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(before): after
        for before, after in zip(characters, turned, strict=True)
        if before != after and len(after) == 1 and before not in _KEPT
    }


def _halved() -> dict[int, str]:
    folded: dict[int, str] = {}
    ranges = (range(0xFF01, 0xFFEF), range(0x2F00, 0x2FD6), range(0xF900, 0xFB00))
    for code in (code for codes in ranges for code in codes):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            folded[code] = plain
    return folded


def _folds() -> dict[int, str]:
    halved = _halved()
    simplified = _simplified()
    joined = {**simplified, **halved}
    for code, plain in halved.items():
        joined[code] = simplified.get(ord(plain), plain)
    for code, plain in list(joined.items()):
        joined[code] = _PUNCTUATION.get(plain, plain)
    joined.update({ord(mark): plain for mark, plain in _PUNCTUATION.items()})
    return joined


@cache
def table() -> str:
    """Return for `str.translate` what each character folds to, at the place of its code.

    A string that answers for every code is looked up in a third less time than a dict of the
    folds, which has to miss every character that stays; beyond it characters stay as they are.
    """
    folds = _folds()
    return "".join(folds.get(code, chr(code)) for code in range(0x10000))


def fold(text: str) -> str:
    """Return the text folded, character by character; the length does not change."""
    return text.translate(table())
