"""公文格式要素 What stands around the body of an official paper (GB/T 9704), told by its form.

Red head, number, signer, recipients, signature and day, copies and printing say who, to whom and
when; none of them orders anything. They are named with their places, so that nobody has to answer
for them, and the registration is offered what they say. All of it is a proposal to be confirmed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.papers.refusals import gettext_noop


class PartKind(StrEnum):
    """The parts of a paper that are not its body; the value is the field's word."""

    COPY = gettext_noop("份号")
    SECRECY = gettext_noop("密级")
    URGENCY = gettext_noop("紧急程度")
    ISSUER = gettext_noop("发文机关标志")
    NUMBER = gettext_noop("发文字号")
    TITLE = gettext_noop("标题")
    RECIPIENTS = gettext_noop("主送机关")
    ATTACHMENTS = gettext_noop("附件说明")
    SIGNATURE = gettext_noop("发文机关署名")
    DAY = gettext_noop("成文日期")
    NOTE = gettext_noop("附注")
    PRESENT = gettext_noop("出席列席")
    COPIES = gettext_noop("抄送机关")
    PRINTING = gettext_noop("印发机关和日期")


@dataclass(frozen=True)
class Part:
    """A part and its place in the text, from and to."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True)
class Official:
    """What the form of a paper says; what it does not say is empty.

    :param number: 发文字号, such as 澄政发〔2026〕5号
    :param issuer: who issued it: named by the title, else by the red head, else by the signature
    :param day: 成文日期; not the day it was printed
    :param urgency: 特急 or 加急
    :param secrecy: 密级, as written
    """

    parts: tuple[Part, ...] = ()
    title: str = ""
    number: str = ""
    issuer: str = ""
    day: date | None = None
    urgency: str = ""
    secrecy: str = ""

    def part_at(self, start: int, end: int) -> Part | None:
        """Return the part in which a piece of the text lies, if it does."""
        return next((one for one in self.parts if one.start <= start and end <= one.end), None)

    def holds(self, place: int) -> bool:
        """Tell whether a place of the text stands around the body and not in it."""
        return self.part_at(place, place + 1) is not None


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    words: str


_HEAD, _TAIL, _LONGEST = 25, 40, 400
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_CHINESE = "〇○零一二三四五六七八九十"
_UNIT = r"(?:政府|委员会|办公[厅室]|[厅局委办院部组会处]|中心|公司|指挥部|领导小组|集团)"
_COPY = re.compile(r"(?:No\.?)?0\d{5}|0{2,}\d{1,4}")
_SECRECY = re.compile(r"(绝密|机密|秘密)(?:★.{0,8})?|内部(?:资料|文件).{0,8}")
_URGENCY = re.compile(r"(特提|特急|加急|平急|急件)")
_MARK = re.compile(rf"([^，。；：]{{2,40}}{_UNIT})文件")
_NUMBER = re.compile(
    r"((?:[一-龥]{1,12})?[〔\[(【](?:19|20)\d\d[〕\])】]第?\d{1,5}号)(?:签发人[:].{0,20})?"
)
_ISSUE = re.compile(r"[〔\[(【]?(?:(?:19|20)\d\d年?)?第?\d{1,4}[期号][〕\])】]?")
_SIGNER = re.compile(r"签发人?[:].{1,20}")
_RECIPIENTS = re.compile(
    r"(?:主送[:])?(?:各|市|县|区|省|驻|有关|国|州|盟|中共|高新|经开|[一-龥]{2,8}(?:市|县|区|州))"
    r"[^。；!?:]{1,300}:"
)
_NOT_RECIPIENTS = re.compile(r"(?:如下|以下|要求|强调|指出|通知|会议|认为)[:]$")
_ATTACHMENTS = re.compile(r"附件?[:]?(?:\d[.．、]|\d?[:]).{2,100}|附件[:].{2,100}")
_ATTACHED = re.compile(r"\d{1,2}[.．、].{2,80}")
_SIGNED = re.compile(rf"[^，。；：:!?\d]{{2,40}}{_UNIT}(?:[(]?(?:印|印章|盖章|章)[)]?)?")
_DAY = re.compile(
    rf"(?P<y>(?:19|20)\d\d|二[{_CHINESE}]{{3}})年(?P<m>\d{{1,2}}|[{_CHINESE}]{{1,2}})月"
    rf"(?P<d>\d{{1,2}}|[{_CHINESE}]{{1,3}})日(?:[(]?(?:印|印章|盖章|章)[)]?)?"
)
_NOTE = re.compile(
    r"[(](?:此件|联系人|公开|不公开|依申请公开|主动公开|本文有删减).{0,60}[)]|公开方式[:].{0,12}"
)
_PRESENT = re.compile(
    r"(?:出席|列席|参加|请假|缺席|记录|主持|参会)(?:人员|人|单位|领导)?[:].{1,300}"
)
_COPIES = re.compile(r"(?:抄送|抄报|分送|主送|报|送|发|呈报|呈送)[:].{1,380}")
_SENT = re.compile(r"(?:抄送|抄报|分送|呈报|呈送)[:]")
_PRINTED = re.compile(
    rf"(?:[^，。；：:]{{2,40}}?)?(?:(?:19|20)\d\d|二[{_CHINESE}]{{3}})年[^，。；]{{2,10}}日印发?(?:[(].*[)])?"
    r"|[(]?共印\d{1,5}份[)]?|印发份数[:].{1,8}|(?:打字|校对|审核|编辑)[:].{1,30}"
)
# A web page's own lines between the parts of a head; no title holds a colon.
_PAGE_LINE = re.compile(r"^[^。]{0,80}[:【>].{0,80}[^:。]$")
_STOPS = "。；！？!?;"
_ISSUES = re.compile(rf"(.{{2,30}}?(?:国务院|[市县区省州盟旗]委|{_UNIT}))关于.+")


def official(text: str) -> Official:
    """Recognise the parts of a paper by their form; a text without any has none."""
    lines = list(_lines(text))
    said: dict[str, str] = {}
    parts = _head(lines[:_HEAD], said)
    body = max((at for at, _ in parts), default=-1) + 1
    parts += _tail(lines, body, said)
    found = [Part(kind, lines[at].start, lines[at].end) for at, kind in sorted(parts)]
    day = next(
        (day for at, kind in parts if kind is PartKind.DAY and (day := _day(lines[at]))), None
    )
    return Official(
        parts=tuple(_together(found)),
        title=said.get("title", ""),
        number=said.get("number", ""),
        issuer=_issuer(said),
        day=day,
        urgency=said.get("urgency", ""),
        secrecy=said.get("secrecy", ""),
    )


def _issuer(said: dict[str, str]) -> str:
    """The title names who issued it, else the red head does, else the signature."""
    titled = _ISSUES.fullmatch(said.get("title", ""))
    return titled[1] if titled else said.get("mark", "") or said.get("signed", "")


def secrecy_in(text: str) -> str:
    """Return the mark of secrecy a paper bears at its head, as written, or nothing."""
    for at, line in enumerate(_lines(text[:5_000])):
        if at >= _HEAD:
            break
        if (found := _SECRECY.fullmatch(line.words)) and found[1]:
            return line.words
    return ""


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if bare:
            start = at + raw.index(bare[0])
            words = _BLANKS.sub("", unicodedata.normalize("NFKC", bare[:_LONGEST]))
            yield _Line(start, start + len(bare), words)
        at += len(raw)


def _head(lines: Sequence[_Line], said: dict[str, str]) -> list[tuple[int, PartKind]]:
    """Return the parts above the body, as far down as one follows another."""
    found: list[tuple[int, PartKind]] = []
    titled: list[int] = []
    for at, line in enumerate(lines):
        kind = _head_kind(line.words, said)
        if kind is not None:
            found.append((at, kind))
        elif _PAGE_LINE.search(line.words):
            continue
        elif len(line.words) <= 60 and line.words[-1:] not in _STOPS + ":，":
            titled.append(at)
        else:
            break
        if kind is PartKind.RECIPIENTS:
            break
    # Without any mark of a head these lines are as they may be in any text.
    if not found or len(titled) > 5:
        return []
    last = max(at for at, _ in found)
    above = [at for at in titled if at < last] or titled[:1]
    title = _one_title(lines, above)
    said["title"] = "".join(lines[at].words for at in title)
    return [*found, *((at, PartKind.TITLE) for at in title)]


def _one_title(lines: Sequence[_Line], places: Sequence[int]) -> list[int]:
    """Return the last lines that stand together: what is above them heads the whole paper."""
    together: list[int] = []
    for at in places:
        together = [*together, at] if together and at == together[-1] + 1 else [at]
    for first in reversed(range(len(together))):
        if "关于" in lines[together[first]].words:
            # The name of who issues it may stand on a line of its own above.
            named = first and _SIGNED.fullmatch(lines[together[first - 1]].words)
            return together[first - 1 if named else first :]
    return together


def _head_kind(words: str, said: dict[str, str]) -> PartKind | None:
    if _COPY.fullmatch(words):
        return PartKind.COPY
    if secret := _SECRECY.fullmatch(words):
        said["secrecy"] = secret[1] or ""
        return PartKind.SECRECY
    if urgent := _URGENCY.fullmatch(words):
        said["urgency"] = urgent[1]
        return PartKind.URGENCY
    if number := _NUMBER.fullmatch(words):
        said.setdefault("number", _bracketed(number[1]))
        return PartKind.NUMBER
    if _ISSUE.fullmatch(words) or _SIGNER.fullmatch(words):
        return PartKind.NUMBER
    if mark := _MARK.fullmatch(words):
        said.setdefault("mark", mark[1] or "")
        return PartKind.ISSUER
    if _DAY.fullmatch(words.strip("()")):
        return PartKind.DAY
    if _RECIPIENTS.fullmatch(words) and not _NOT_RECIPIENTS.search(words):
        return PartKind.RECIPIENTS
    return None


def _bracketed(number: str) -> str:
    return re.sub(r"[\[(【]((?:19|20)\d\d)[\])】]", r"〔\1〕", number)


def _tail(lines: Sequence[_Line], body: int, said: dict[str, str]) -> list[tuple[int, PartKind]]:
    """Return the parts below the body; a signature may stand before attachments."""
    found: list[tuple[int, PartKind]] = []
    late = max(body, len(lines) - _TAIL)
    for at in range(body, len(lines)):
        words = lines[at].words
        before = found[-1] if found else (-2, PartKind.TITLE)
        if _DAY.fullmatch(words) and at:
            found += [*_signature(lines, at, body, said), (at, PartKind.DAY)]
        elif _is_attachment(words, goes_on=before == (at - 1, PartKind.ATTACHMENTS)):
            found.append((at, PartKind.ATTACHMENTS))
        elif _NOTE.fullmatch(words):
            found.append((at, PartKind.NOTE))
        elif at >= late and (kind := _late_kind(words, before, at)):
            found.append((at, kind))
    return found


def _is_attachment(words: str, *, goes_on: bool) -> bool:
    if words[-1] == "。":
        return False
    return bool(_ATTACHMENTS.fullmatch(words) or (goes_on and _ATTACHED.fullmatch(words)))


def _late_kind(words: str, before: tuple[int, PartKind], at: int) -> PartKind | None:
    if _PRINTED.fullmatch(words):
        return PartKind.PRINTING
    if _PRESENT.fullmatch(words):
        return PartKind.PRESENT
    if _SENT.match(words) or _COPIES.fullmatch(words):
        return PartKind.COPIES
    # The list of copies runs on over lines until it ends or the printing begins.
    goes_on = before == (at - 1, PartKind.COPIES) and len(words) < 120
    return PartKind.COPIES if goes_on and not words[0].isdigit() else None


def _signature(
    lines: Sequence[_Line], day: int, body: int, said: dict[str, str]
) -> list[tuple[int, PartKind]]:
    """Return the one to four lines of names right above a day."""
    names: list[int] = []
    for at in range(day - 1, max(body, day - 5) - 1, -1):
        if not _SIGNED.fullmatch(lines[at].words):
            break
        names.insert(0, at)
    if names:
        signed = "、".join(re.sub(r"[(].*", "", lines[at].words) for at in names)
        said.setdefault("signed", signed)
    return [(at, PartKind.SIGNATURE) for at in names]


def _day(line: _Line) -> date | None:
    found = _DAY.search(line.words)
    if found is None:
        return None
    try:
        return date(_year(found["y"]), _figure(found["m"]), _figure(found["d"]))
    except ValueError:
        return None


def _year(words: str) -> int:
    if words.isascii():
        return int(words)
    return int("".join(str(_value(char)) for char in words))


def _figure(words: str) -> int:
    if words.isascii():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int("".join(str(_value(char)) for char in words))
    return (_value(tens) if tens else 1) * 10 + (_value(ones) if ones else 0)


def _value(char: str) -> int:
    return 0 if char in "〇○零" else "一二三四五六七八九".index(char) + 1


def _together(parts: Sequence[Part]) -> Iterator[Part]:
    """Join neighbours of one kind: a title of two lines is one part."""
    held: Part | None = None
    for part in parts:
        if held is not None and part.kind is held.kind and part.start - held.end < 200:
            held = Part(held.kind, held.start, part.end)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held
