"""机构匹配 Which units of the register a name may stand for, each with the reason; no guess.

Names in papers are short: 市发改委, 「市发改、财政、工信部门」, 市安委办; the place is left out, or
a character is wrong. A short name keeps the order of the full one's characters and its last one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.reading.folding import fold


class Match(StrEnum):
    """Why a name of the text may stand for a unit."""

    NAME = "NAME"
    ALIAS = "ALIAS"
    WITHOUT_PLACE = "WITHOUT_PLACE"
    SHORT = "SHORT"
    SHARED_TAIL = "SHARED_TAIL"
    TYPO = "TYPO"


@dataclass(frozen=True)
class Candidate:
    """A unit a name may stand for, why, and how near the two are (1 the same)."""

    unit: str
    why: Match
    near: float


# From here on a single candidate is taken for the unit; below, it is only offered.
TAKEN = 0.75
_MOST = 5
_PLACE = re.compile(
    r"^(?:国家税务总局|中国|中共|国家)?(?P<place>[一-龥]{1,8}?(?:自治区|自治州|自治县|省|市|县|区|旗|州|盟))"
    r"(?=[一-龥]{2})"
)
_LEVEL = re.compile(r"^(?:本|我|全)?(?P<level>[省市县区州旗])(?=[一-龥])")
_TAILS = (
    ("领导小组办公室", "办"), ("工作委员会", "工委"), ("管理委员会", "管委会"),
    ("委员会办公室", "委办"),
    ("委员会", "委"), ("人民政府", "政府"), ("办公室", "办"), ("管理局", "局"), ("总局", "局"),
)  # fmt: skip
_END = re.compile(
    r"(?:管委会|工委|委办|政府|中心|支队|大队|公司|集团|法院|检察院|[局委办厅部处院室署社会队站])$"
)
_FILLERS = "和与及市县区省"


@dataclass(frozen=True)
class _Known:
    """A unit's name taken apart: its place, what it is for, what kind of body it is."""

    unit: str
    place: str
    core: str
    tail: str


def _apart(name: str) -> tuple[str, str, str]:
    """Take a folded name apart into place, core and tail."""
    found = _PLACE.match(name)
    place, rest = (found["place"], name[found.end() :]) if found else ("", name)
    if not found:
        level = _LEVEL.match(rest)
        if level:
            place, rest = level["level"], rest[level.end() :]
    for full, short in _TAILS:
        if rest.endswith(full) and len(rest) > len(full):
            return place, rest[: -len(full)], short
    tail = _END.search(rest)
    if tail and tail.start():
        return place, rest[: tail.start()], tail[0]
    return place, rest, ""


@dataclass
class Register:
    """The unit register, laid out so that a name finds its candidates quickly."""

    exact: dict[str, tuple[str, Match]] = field(default_factory=dict)
    known: list[_Known] = field(default_factory=list)
    holders: dict[str, list[int]] = field(default_factory=dict)
    _seen: dict[tuple[str, bool], tuple[Candidate, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[tuple[str, Iterable[str]]]) -> "Register":
        """Lay out units, each with its aliases."""
        register = cls()
        for name, aliases in units:
            for word in (name, *aliases):
                plain = folded(word)
                if not plain:
                    continue
                why = Match.NAME if word == name else Match.ALIAS
                register.exact.setdefault(plain, (name, why))
                register._lay(name, plain)
        return register

    def _lay(self, name: str, plain: str) -> None:
        place, core, tail = _apart(plain)
        number = len(self.known)
        self.known.append(_Known(name, place, core, tail))
        for character in dict.fromkeys(core):
            self.holders.setdefault(character, []).append(number)

    def candidates(self, name: str, shared: bool = False) -> tuple[Candidate, ...]:
        """Return the units a name may stand for, the nearest first.

        :param shared: the name stood in a list whose last member bears the tail of all
            (「市发改、财政、工信部门」)
        """
        if not self.exact:
            return ()
        plain = folded(name)
        if plain.endswith("部门") and len(plain) > len("部门") + 1:
            plain, shared = plain[: -len("部门")], True
        key = (plain, shared)
        if key not in self._seen:
            self._seen[key] = self._found(plain, shared)
        return self._seen[key]

    def unit(self, name: str, shared: bool = False) -> str:
        """Return the unit a name stands for where only one is near enough, else nothing."""
        found = self.candidates(name, shared)
        if not found or found[0].near < TAKEN:
            return ""
        rivals = [one for one in found[1:] if found[0].near - one.near < 0.08]
        return "" if rivals and found[0].near < 1 else found[0].unit

    def _found(self, plain: str, shared: bool) -> tuple[Candidate, ...]:
        if plain in self.exact:
            unit, why = self.exact[plain]
            return (Candidate(unit, why, 1.0),)
        best: dict[str, Candidate] = {}
        for one in self._near(plain, shared):
            if one.unit not in best or best[one.unit].near < one.near:
                best[one.unit] = one
        ordered = sorted(best.values(), key=lambda one: (-one.near, one.unit))
        return tuple(ordered[:_MOST])

    def _near(self, plain: str, shared: bool) -> Iterator[Candidate]:
        place, core, tail = _apart(plain)
        if not core:
            return
        numbers: dict[int, None] = {}
        for character in core:
            numbers.update(dict.fromkeys(self.holders.get(character, ())))
        for number in numbers:
            known = self.known[number]
            if not _placed(place, known.place):
                continue
            found = _compared(core, tail, known, shared)
            if found is not None:
                why, near = found
                near -= 0.1 if known.place and not (place or shared) else 0.0
                yield Candidate(known.unit, why, round(near, 3))


def _compared(core: str, tail: str, known: _Known, shared: bool) -> tuple[Match, float] | None:
    """Compare what a name is for with what a unit is for."""
    same_tail = tail == known.tail
    if core == known.core and (same_tail or not tail):
        return (Match.WITHOUT_PLACE, 0.95) if same_tail else (Match.SHARED_TAIL, 0.9)
    if not same_tail and (tail or not shared):
        return None
    within = _within(core, known.core)
    if within and (len(core) > 1 or len(tail) > 1):
        return (Match.SHORT, within) if same_tail else (Match.SHARED_TAIL, within - 0.02)
    if same_tail and len(core) > 1 and _one_off(core, known.core):
        return Match.TYPO, 0.6
    return None


def _placed(said: str, known: str) -> bool:
    """Tell whether 市 or 澄川市 may be the place of a unit."""
    if not said or said == known:
        return True
    return len(said) == 1 and (known.endswith(said) or not known)


def _within(short: str, full: str) -> float:
    """Return how well a short name fits into a full one: its characters in order, the first too."""
    if short[0] != full[:1]:
        return 0.0
    at, breaks = -1, 0
    for character in short:
        place = full.find(character, at + 1)
        if place < 0:
            return 0.0
        breaks += place > at + 1
        at = place
    meat = sum(character not in _FILLERS for character in full) or 1
    return 0.78 + 0.15 * len(short) / meat - 0.02 * breaks


def _one_off(one: str, other: str) -> bool:
    """Tell whether two words differ by one character: wrong, left out, doubled or swapped."""
    if len(one) < 2 or abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) == len(other):
        wrong = [n for n in range(len(one)) if one[n] != other[n]]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] == other[wrong[1]]
            and one[wrong[1]] == other[wrong[0]]
        )
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def folded(name: str) -> str:
    """Return a name as it is compared: simplified, half width, no blanks."""
    return "".join(fold(name).split())
