"""题头 What a paper says of itself: the day it bears, its number, its issuer and his level."""

import re

from luoshi.reading.dating import day_of
from luoshi.reading.folding import fold
from luoshi.reading.terms import Head, Level

_TOP = 1500
_NUMBER = re.compile(
    r"(?P<code>[一-龥]{2,14}?(?:（[一-龥]{1,3}）)?)（(?P<year>(?:19|20)\d\d)）第?\d{1,5}号"
)
_ISSUES = (
    r"[一-龥]{2,24}?(?:人民政府办公厅|人民政府办公室|人民政府|委员会办公室|委员会办公厅|国务院办公厅"
    r"|国务院|党委办公室|委办公室|政府办公室|政府办|指挥部|领导小组办公室|领导小组|委员会|督查室|办公室"
    r"|厅|局|委|办|部)"
)
_TITLED = re.compile(rf"(?:^|\n)\s*(?P<who>{_ISSUES})\n?关于")
_SIGNED = re.compile(
    rf"(?:^|\n)\s*(?P<who>{_ISSUES})\s*\n?\s*(?:\d{{4}}|[二一][〇○零一二三四五六七八九]{{3}})年"
)
_TELLS = re.compile(r"会议|听取|要求|同意|[了将请]")
_LEVELS = (
    (Level.TOWNSHIP, re.compile(r"[镇乡](?:人民政府|党委|政府)|街道")),
    (Level.COUNTY, re.compile(r"[县旗]|(?<!自治)(?<!地)区(?!域)")),
    (Level.CITY, re.compile(r"市|[^直]州(?!区)|地区|盟")),
    (Level.PROVINCE, re.compile(r"省|自治区|直辖市|^(?:北京|天津|上海|重庆)")),
    (Level.NATION, re.compile(r"国务院|中共中央|中央|^国家|[^区]部$|^最高人民")),
)


def head_of(text: str, plain: str = "") -> Head:
    """Read what stands at the head and under the signature of a paper.

    :param plain: the text folded, where the caller has it already
    """
    plain = plain or fold(text)
    top = plain[:_TOP]
    number = _NUMBER.search(top)
    issuer = _issuer(plain, top)
    written = text[slice(*number.span())] if number else ""
    return Head(day_of(plain), written, issuer, level_of(issuer))


def _issuer(plain: str, top: str) -> str:
    titled = _TITLED.search(top)
    if titled and not _TELLS.search(titled["who"]):
        return titled["who"]
    signed = [found["who"] for found in _SIGNED.finditer(plain[-_TOP:])]
    return signed[-1] if signed else ""


def level_of(issuer: str) -> Level | None:
    """Return how high an issuer stands by its name, or None where the name does not say."""
    if not issuer:
        return None
    for level, sign in reversed(_LEVELS):
        if level is Level.NATION and sign.search(issuer):
            return level
    found = [level for level, sign in _LEVELS if sign.search(issuer)]
    return found[0] if found else None
