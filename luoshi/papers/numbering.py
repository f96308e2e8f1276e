"""The numbers Word draws before paragraphs (一、 （二） 3. ④), counted as Word counts them.

They are not in the text of the file: word/numbering.xml holds the patterns, the paragraph or its
style names the list, and the reader counts.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# Symbol fonts keep their bullets in the private area, where they are nothing to a reader.
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts and what stands around the number."""

    start: int
    form: str
    pattern: str
    suffix: str


@dataclass
class Numbers:
    """The lists of one document and how far each has counted."""

    levels: Mapping[str, Mapping[int, Level]]
    lists: Mapping[str, str]
    styles: Mapping[str, tuple[str, int]]
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> "Numbers":
        """Read the lists of a document; a document without lists numbers nothing."""
        if numbering is None:
            return cls({}, {}, {})
        patterns = {
            kind.get(f"{W}abstractNumId", ""): _levels(kind)
            for kind in numbering.findall(f"{W}abstractNum")
        }
        levels, lists = {}, {}
        for number in numbering.findall(f"{W}num"):
            name = number.get(f"{W}numId", "")
            pattern = _value(number, "abstractNumId")
            own = _overridden(number, patterns.get(pattern, {}))
            levels[name] = own
            # Lists of one pattern count on together, unless one starts anew.
            fresh = number.find(f".//{W}startOverride") is not None
            lists[name] = f"own {name}" if fresh else f"pattern {pattern}"
        return cls(levels, lists, _numbered_styles(styles))

    def before(self, paragraph: etree._Element, *, empty: bool) -> str:
        """Count this paragraph and return what Word draws before it, or nothing."""
        name, depth = self._place(paragraph)
        level = self.levels.get(name, {}).get(depth)
        if level is None or not (level.pattern or level.form != "none"):
            return ""
        counted = self.counted[self.lists[name]]
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [other for other in counted if other > depth]:
            del counted[deeper]
        if empty or level.form == "bullet":
            # An empty paragraph counts, but its bare number would be noise.
            return "" if empty else _PRIVATE.sub("•", level.pattern) + level.suffix
        return self._drawn(name, level, counted)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        place = paragraph.find(f"{W}pPr/{W}numPr")
        style = _value(paragraph, f"pPr/{W}pStyle")
        by_style = self.styles.get(style, ("", 0))
        if place is None:
            return by_style
        name, depth = _value(place, "numId"), _value(place, "ilvl")
        return name or by_style[0], int(depth) if depth else by_style[1]

    def _drawn(self, name: str, level: Level, counted: Mapping[int, int]) -> str:
        def number(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            other = self.levels[name].get(depth, level)
            return spoken(counted.get(depth, other.start), other.form)

        drawn = _PLACE.sub(number, level.pattern)
        # "1." and a tab before "5亿元" must not become "1.5亿元".
        gap = " " if drawn[-1:].isascii() and level.suffix == "\t" else ""
        return drawn + (level.suffix if level.suffix == " " else gap)


def _levels(kind: etree._Element) -> dict[int, Level]:
    return {int(one.get(f"{W}ilvl", "0")): _level(one) for one in kind.findall(f"{W}lvl")}


def _level(one: etree._Element) -> Level:
    suffix = {"space": " ", "nothing": ""}.get(_value(one, "suff"), "\t")
    return Level(
        start=int(_value(one, "start") or 1),
        form=_value(one, "numFmt") or "decimal",
        pattern=_value(one, "lvlText"),
        suffix=suffix,
    )


def _overridden(number: etree._Element, levels: Mapping[int, Level]) -> dict[int, Level]:
    own = dict(levels)
    for change in number.findall(f"{W}lvlOverride"):
        depth = int(change.get(f"{W}ilvl", "0"))
        whole = change.find(f"{W}lvl")
        if whole is not None:
            own[depth] = _level(whole)
        start = _value(change, "startOverride")
        if start and depth in own:
            old = own[depth]
            own[depth] = Level(int(start), old.form, old.pattern, old.suffix)
    return own


def _numbered_styles(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    if styles is None:
        return {}
    parents, own = {}, {}
    for style in styles.findall(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        parents[name] = _value(style, "basedOn")
        place = style.find(f"{W}pPr/{W}numPr")
        if place is not None:
            own[name] = (_value(place, "numId"), int(_value(place, "ilvl") or 0))
    found = {}
    for name in parents:
        heir, seen = name, set()
        while heir and heir not in own and heir not in seen:
            seen.add(heir)
            heir = parents.get(heir, "")
        if heir in own:
            found[name] = own[heir]
    return found


def _value(node: etree._Element, name: str) -> str:
    found = node.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def spoken(number: int, form: str) -> str:
    """Write a number in one of the forms of ECMA-376 17.18.59, such as upperRoman."""
    if form in _CHINESE:
        return chinese(number)
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return str(number).translate({48 + n: 0xFF10 + n for n in range(10)})
    if form == "decimalZero":
        return f"{number:02}"
    if form == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if form == "ideographZodiac" and 1 <= number <= 12:
        return _BRANCHES[number - 1]
    if form in ("upperLetter", "lowerLetter") and number >= 1:
        letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("upperRoman", "lowerRoman") and 1 <= number < 40:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return "" if form == "none" else str(number)


_CHINESE_FORMS = (
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting "
    "taiwaneseCountingThousand ideographDigital"
)
_CHINESE = frozenset(_CHINESE_FORMS.split())
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))


def chinese(number: int) -> str:
    """Write a number below ten thousand as a heading does: 3 is 三, 12 is 十二, 105 is 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    out, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + word
        gap = not digit
    return out.removeprefix("一") if 10 <= number < 20 else out


def _roman(number: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        out += sign * (number // worth)
        number %= worth
    return out
