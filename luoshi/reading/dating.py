"""The day a paper bears, where its own words show it: the line under the signature."""

import re

from luoshi.reading.folding import fold
from luoshi.reading.numerals import CHINESE, whole

_SIGNED = re.compile(
    rf"(?:^|\n)[^\n\d{CHINESE}]{{0,40}}(?P<y>\d{{4}}|[二一][〇○零一二三四五六七八九]{{3}})年"
    rf"(?P<m>\d{{1,2}}|[{CHINESE}]{{1,3}})月(?P<d>\d{{1,2}}"
    rf"|[{CHINESE}]{{1,3}})日[^\n]{{0,12}}(?=\n|$)"
)
_NUMBERED = re.compile(r"[\u4e00-\u9fff]（((?:19|20)\d\d)）\d{1,4}号")
_POSTED = re.compile(r"(?<!\d)((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d-)")
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")


def day_in(text: str) -> str:
    """Return the day a paper bears as YYYY-MM-DD, else the year of its number, else nothing.

    It is a guess for a person to confirm: a page may bear the day it was copied.
    """
    return day_of(fold(text))


def day_of(folded: str) -> str:
    """Return what `day_in` does, of a text that is folded already."""
    plain = _BLANKS.sub("", folded)
    days = [_day(found) for found in _SIGNED.finditer(plain)]
    signed = [day for day in days if day]
    if signed:
        return signed[-1]
    posted = _POSTED.search(plain[:1500])
    if posted and posted[1]:
        return posted[1]
    numbered = _NUMBERED.search(plain[:600])
    return numbered[1] if numbered else ""


def _day(found: "re.Match[str]") -> str:
    year, month, day = whole(found["y"]), whole(found["m"]), whole(found["d"])
    if year and month and day and 1 <= month <= 12 and 1 <= day <= 31:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return ""
