"""责任括号 The bracket that says whose the task is: 「（市水务局牵头，市财政局配合）」."""

import re
from dataclasses import dataclass

from luoshi.reading.cadence import cadences_in
from luoshi.reading.deadlines import Anchor, Due, dues_in
from luoshi.reading.units import Named, ends_like_a_party, split_names

_LABEL = re.compile(
    r"^(?P<role>牵头|责任|主办|承办|主管|负责|配合|协办|参与|参加|协同|协助|督办|完成|包抓|分管"
    r"|整改|实施|落实)"
    r"(?P<of>(?:责任)?(?:单位|部门|处室|科室|领导|县领导|市领导|区领导|人|时限|时间"
    r"|期限))?(?:及[^：]{0,8})?(?:：|为)?(?=.)"
)
# A new label begins a new part even where the blank before it was lost.
_PARTS = re.compile(r"[，；。 ]|(?=(?:牵头|责任|配合|协办|主办|承办)(?:责任)?(?:单位|部门)：)")
_LEADS = {"牵头", "主办", "承办", "主管", "负责", "整改", "实施", "落实"}
_TAIL = re.compile(
    r"(?P<lead>(?:共同)?牵头(?:组织)?(?:实施|落实|负责|督导|推进|办理|完成)?(?:落实|实施)?|主办"
    r"|承办)$"
    r"|(?P<help>(?:按(?:照)?(?:各自)?职(?:责|能)(?:分工)?|分工|共同|积极|协同)*(?:配合|参与"
    r"|参加|协助|协办|支持)(?:落实|实施)?)$"
    r"|(?P<all>(?:等?(?:按(?:照)?(?:各自)?职(?:责|能)(?:分工)?|分别|共同|具体|分工)*(?:负责"
    r"|落实|承担|办理|组织实施))"
    r"(?:落实|实施|督导)?)$"
)
_LEAD_OF = re.compile(r"(.+?)(?:牵头(?:负责|组织)?)[，、]?(.+)")
_LEADER = re.compile(r"领导|人$")


@dataclass(frozen=True)
class Charge:
    """Whose a task is, as a bracket, a line or a table row says it."""

    lead: tuple[Named, ...] = ()
    assist: tuple[Named, ...] = ()
    people: tuple[Named, ...] = ()
    due: Due | None = None
    cadence: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.lead or self.assist or self.due or self.cadence)


class _Parser:
    """Reads one bracket, part by part."""

    def __init__(self, text: str, start: int, end: int, anchor: Anchor | None) -> None:
        self.text, self.start, self.end, self.anchor = text, start, end, anchor
        self.roles: dict[str, list[Named]] = {"lead": [], "assist": [], "people": []}
        self.pending: list[Named] = []
        self.due: Due | None = None
        self.cadence: tuple[int, int] | None = None
        self.headed = "牵头" in text[start:end] or "主办" in text[start:end]

    def charge(self) -> Charge:
        """Read the whole bracket."""
        role = ""
        for start, end in self._parts():
            role = self._part(start, end, role)
        if self.pending:
            otherwise = "assist" if self.roles["lead"] else "lead"
            self.roles[role if role in self.roles else otherwise] += self.pending
        lead, assist, people = (tuple(self.roles[r]) for r in ("lead", "assist", "people"))
        if not lead and not self.headed:
            lead, assist = assist, ()
        return Charge(lead, assist, people, self.due, self.cadence)

    def _parts(self) -> list[tuple[int, int]]:
        found, start = [], self.start
        for mark in _PARTS.finditer(self.text, self.start, self.end):
            found.append((start, mark.start()))
            start = mark.end()
        return [(a, b) for a, b in [*found, (start, self.end)] if b > a]

    def _part(self, start: int, end: int, role: str) -> str:
        words = self.text[start:end]
        label = _LABEL.match(words)
        if label and (label["of"] or words[label.end() - 1] == "："):
            role = self._role(label)
            start += label.end()
            words = self.text[start:end]
        due = next(iter(dues_in(words, self.anchor)), None)
        if due is not None:
            self.due = self.due or Due(
                start + due.start, start + due.end, due.resolved, due.limit, due.strong
            )
            if role == "time" or due.start < 2:
                return role
        beat = next(cadences_in(words), None)
        if beat is not None:
            self.cadence = self.cadence or (start + beat[0], start + beat[1])
            return role
        tail = _TAIL.search(words)
        if tail:
            return self._tailed(start, start + tail.start(), tail, role)
        names = [n for n in split_names(self.text, start, end) if self._is_party(n)]
        if role in {"time", ""}:
            self.pending += names
        else:
            self.roles[role] += names
        return role

    def _tailed(self, start: int, end: int, tail: "re.Match[str]", role: str) -> str:
        split = _LEAD_OF.fullmatch(self.text[start:end])
        if split and not tail["lead"]:
            self.roles["lead"] += split_names(self.text, start, start + split.end(1))
            start += split.start(2)
        names = [*self.pending, *split_names(self.text, start, end)]
        self.pending = []
        if tail["lead"]:
            self.roles["lead"] += names
        elif tail["help"]:
            self.roles["assist"] += names
        else:
            self.roles["assist" if self.headed else "lead"] += names
        return role if role != "time" else ""

    def _role(self, label: "re.Match[str]") -> str:
        of = label["of"] or ""
        if of.startswith(("时", "期")):
            return "time"
        if _LEADER.search(of):
            return "people"
        if label["role"] in _LEADS:
            return "lead"
        if label["role"] == "责任":
            return "assist" if self.headed else "lead"
        return "assist"

    def _is_party(self, name: Named) -> bool:
        words = self.text[name.start : name.end]
        return ends_like_a_party(words) or len(words) <= 12


def charge_of(text: str, start: int, end: int, anchor: Anchor | None) -> Charge:
    """Read the inside of a responsibility bracket."""
    return _Parser(text, start, end, anchor).charge()
