"""Numbers as officials write them: 12, 1,200, 十二, 二〇二五, 两."""

from decimal import Decimal, InvalidOperation

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "O": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE = "零〇○一二两三四五六七八九十百千"


def whole(words: str) -> int | None:
    """Return the whole number, or None where the words are none."""
    if words.isascii() and words.isdigit():
        return int(words)
    if not words:
        return None
    if all(c in _DIGITS for c in words):
        return int("".join(str(_DIGITS[c]) for c in words))
    total = section = digit = 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit = 0
        elif c in _MYRIADS:
            total += (section + digit) * _MYRIADS[c]
            section = digit = 0
        else:
            return None
    return total + section + digit


def exact(words: str) -> Decimal | None:
    """Return the number with its fraction, or None where the words are none."""
    plain = words.replace(",", "").replace("，", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        number = whole(plain)
        return None if number is None else Decimal(number)
    return value if value.is_finite() else None
