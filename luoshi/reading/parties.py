"""谁来办 Whose a task is: said in the sentence, in the bracket or row, or carried from before."""

import re
from dataclasses import dataclass, replace

from luoshi.reading.brackets import Charge
from luoshi.reading.page import Page, PaperKind, Stand
from luoshi.reading.people import is_leader
from luoshi.reading.terms import SentenceKind, Source
from luoshi.reading.units import Named, Subject, ends_like_a_body, ends_like_a_party, split_names

_WITH = re.compile(
    r"(?:会同|联合|协同|(?<![市省县区工招电协磋通外厂])商(?![务业贸会标户品事场圈店城量定协])"
    r"|与)(?P<names>[^，。；：对按做把将向在于就制共研开尽]{2,60}?)(?=等?(?:部门|单位)?(?:，|$"
    r"|共同|对|按|做|把|将|向|在|于|就|制定|研究|开展|尽快|抓紧|密切|充分|协商|加快|加强|处理|认真"
    r"|安排|积极|$))"
)
_BY = re.compile(
    r"(?<![理缘自])由(?P<names>[^，。；：]{2,170}?)(?P<does>牵头|负责|具体|统一|综合|组织|办|做"
    r"|开展|实施|解决|制定|处理|监督|复查|检查|审核|确认|拨付|研究|确定|重新|担任|承担|审批"
    r"|审定|进行|分别|汇总|按|根据|会同|对|提出|报|换发|督促|落实|主持|同意|约谈|责令|抽查|验收|评审|公布|印发|通报|下达|督办)(?!同志|人|单位|部门)"
)
_INVOLVED = re.compile(r"所?涉及的|相关的")
_SEATED = re.compile(r"(?:办公室)?设在(?P<names>[^，。；：]{2,40}?)(?=，|。|$)")
_HELPED = re.compile(r"(?P<names>[^，。；：]{2,60}?)(?:积极|密切)?(?:配合|协助|参与)$")
_HELPING = re.compile(r"^(?:积极)?(?:配合|协助|协同)")
# 「各县区整改方案要于月底前报送」: whose paper it is sends it in.
_SENDS = re.compile(
    r"(?P<who>(?:各|有关|相关)[^，。；：的、]{0,3}(?:（[^（）]{1,10}）)?"
    r"(?:部门|单位|机构|企业|[省市县区州镇乡地])(?:（[^（）]{1,10}）)?)(?![要应须将])"
    r"[^。；：要应须]{2,50}(?:情况|方案|报告|结果|总结|台账|计划|材料|信息)，?(?:要|应|须|请|必须|于)"
    r"[^。；]{0,24}?(?:报|送|反馈)"
)
# 「临江区空气优良天数比率不低于90%」: a place of its own answers for its figure.
_FIGURE_OF = re.compile(
    r"(?P<who>(?![全我本各该两]|[^，。；]{0,3}(?:中心|城区|园区|社区|小区|老区|库区))[一-龥]{2,4}[市县区旗])"
    r"(?![委局政办])[^，。；：的要应须将]{2,18}?(?:不[低高少多大]于|不超过|达到?|控制在|增长|下降|完成)[^，。；]{0,6}\d"
)
_ASKS = re.compile(r"请(?!示|求|假|休|教)|你们")
_GOES_ON = re.compile(
    r"同时，?(?:还?要)|还要|也要|要会同|另外，?(?:还?要)|并(?:要|将)|[^，。；要]{2,18}也要(?!求)"
    r"|对[^，。；]{2,20}发现的[^，。；]{2,8}要(?!求)"
)
# 「同意市水务局提出的方案，会后提请……」: whose proposal it is sees it through.
_AGREED = re.compile(
    r"同意(?:由)?(?P<names>[^，。；：的]{2,30}?)(?:修改|研究|重新)?"
    r"(?:提出|报来|提交|上报|提请|拟定|拟订|起草|制定|编制)的"
)
_OF_A_UNIT = re.compile(
    r"(?P<names>[^，。；：]{2,30}?)(?:的?(?:主要|工作)?(?:职责|职责分工|任务|工作任务|责任|分工))?[。：]?"
)
# 「对弄虚作假的，要追究责任」: whoever punishes, it is not the one spoken to before.
_OF_OTHERS = re.compile(
    r"(?:[^，。；]{3,60}的|对[^，。；]{3,60}(?:行为|案件|问题|情形|人员|干部))，?(?:要|应当?|须|将|一律|依法|依规|依纪|严肃|坚决)*(?:进行|给予|予以)?"
    r"(?:行政|纪律)?(?:处罚|处分|追究|问责|严惩|查处|免职)"
)
# 「各项目牵头单位对组织实施负总责」 orders as much as 「要负责」 does.
_ALL_OF_IT = re.compile(r"负总责|负全责|承担(?:主体|第一|首要)责任")
# 「市局接到举报经核实的，应及时下达」: here the case is that of the one who acts.
_HIS_CASE = re.compile(r"，(?:应当?|要|须|必须)(?:及时|立即|主动|按|在|于|向|将|当日)")
_REACH = 6
# A paper that sets a body up and then lists, unnamed, what it is for.
_DUTIES = re.compile(r"(?:主要|工作)?(?:职能|职责|工作职责|主要职责)[。：]?")
_CALLED = re.compile(
    r"(?:成立|设立|组建)[^。；（]{4,60}（以下简称(?P<name>[^（），。]{2,14}[委办组部会])）"
)
_NEAR = 1200
_IMPLICIT = re.compile(r"^(?:我们?|大家|同志们|希望大家)$")


@dataclass(frozen=True)
class Parties:
    """Lead and assisting parties in the shadow; `carried` where the sentence itself names none."""

    lead: tuple[Named, ...] = ()
    assist: tuple[Named, ...] = ()
    carried: bool = False
    source: Source = Source.OWN_WORDS


def _party_names(text: str, start: int, end: int) -> tuple[Named, ...]:
    involved = _INVOLVED.match(text, start, end)
    start = involved.end() if involved else start
    names = split_names(text, start, end)
    kept = [n for n in names if ends_like_a_party(text[n.start : n.end]) and n.end - n.start < 24]
    return tuple(kept) if len(kept) == len(names) else ()


def _assisting(text: str, start: int, end: int) -> tuple[Named, ...]:
    found: list[Named] = []
    for match in _WITH.finditer(text, start, end):
        first, last = match.span("names")
        if text.endswith(("有关", "相关"), first, last) and text.startswith(("部门", "单位"), last):
            last += len("部门")
        found += _party_names(text, first, last)
    return tuple(found)


def _acting(text: str, start: int, end: int) -> tuple[Named, ...]:
    match = _BY.search(text, start, end) or _SEATED.search(text, start, end)
    return _party_names(text, *match.span("names")) if match else ()


def _proposing(text: str, start: int, end: int) -> tuple[Named, ...]:
    match = _AGREED.search(text, start, end)
    return _party_names(text, *match.span("names")) if match else ()


def _set_up(text: str, before: int) -> tuple[Named, ...]:
    """Return the body that a paper has set up so far, by the short name it gives it."""
    called = list(_CALLED.finditer(text, max(0, before - _NEAR), before))
    return (Named(*called[-1].span("name")),) if called else ()


def said_in(page: Page, stands: list[Stand]) -> Parties:
    """Read the parties that the task's own clauses name."""
    lead: tuple[Named, ...] = ()
    assist: tuple[Named, ...] = ()
    source = Source.OWN_WORDS
    for stand in stands:
        clause = stand.clause
        helped = _HELPED.fullmatch(page.text, clause.start, clause.end)
        helping = _party_names(page.text, *helped.span("names")) if helped else ()
        if helping:
            assist += helping
            continue
        # 「施工单位不整改的，港口局责令其停工」: whose case it is does not say who acts.
        if _only_a_case(page, stand) and any(
            other.subject is not None and not _only_a_case(page, other) for other in stands
        ):
            continue
        seated = _SEATED.search(page.text, clause.start, clause.end)
        if seated and not lead:
            lead = _party_names(page.text, *seated.span("names"))
        elif stand.subject is not None and not lead:
            names, helpers = _told_apart(page.text, stand.subject, clause.end)
            if all(is_leader(page.text[one.start : one.end]) for one in names):
                continue
            lead, assist = names, assist + helpers
            source = Source.BY if stand.subject.ordered else Source.SUBJECT
        elif not lead:
            lead = _acting(page.text, clause.start, clause.end)
            lead = lead or _proposing(page.text, clause.start, clause.end)
            source = Source.BY if lead else source
        assist += _assisting(page.text, clause.start, clause.end)
    taken = {(name.start, name.end) for name in lead}
    words = {page.text[name.start : name.end] for name in lead}
    assist = tuple(
        n for n in dict.fromkeys(assist)
        if (n.start, n.end) not in taken and page.text[n.start : n.end] not in words
    )  # fmt: skip
    return Parties(lead, assist, source=source)


def _only_a_case(page: Page, stand: Stand) -> bool:
    return page.text[stand.clause.end - 1] == "的"


def _told_apart(
    text: str, subject: Subject, end: int
) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Part 「A会同B、C」, where the list of the subject ran on over 会同."""
    for number, name in enumerate(subject.names):
        words = text[name.start : name.end]
        at = words.find("会同")
        if at > 0:
            first = replace(name, end=name.start + at)
            rest = replace(name, start=name.start + at + 2)
            return (*subject.names[:number], first), (rest, *subject.names[number + 1 :])
    return subject.names, ()


def parties_of(page: Page, stands: list[Stand], before: "Carried") -> Parties:
    """Decide whose the task is: its own words first, then its bracket or row, then what is "
    "carried."""
    said = _spelt_out(page, said_in(page, stands), before)
    piece = page.pieces[stands[0].piece]
    charge = page.charges[stands[0].piece] or Charge()
    if said.lead and _stands(page, stands, said, charge):
        return said
    spoken_to = before.names if before.piece == stands[0].piece and before.modal else ()
    if spoken_to and piece.kind is not SentenceKind.CELL:
        return Parties(spoken_to, said.assist, carried=True, source=Source.SPOKEN_TO)
    if charge.lead or charge.assist:
        known = {page.text[n.start : n.end] for n in (*charge.lead, *charge.assist)}
        more = tuple(n for n in said.assist if page.text[n.start : n.end] not in known)
        cell = piece.kind is SentenceKind.CELL
        source = Source.COLUMN if cell else Source.BRACKET
        return Parties(charge.lead, charge.assist + more, source=source)
    if said.lead:
        return said
    sending = _sending(page, stands)
    if sending:
        return Parties(sending, said.assist, source=Source.SUBJECT)
    carried, source = before.lead_for(page, stands[0]), Source.BEFORE
    if not carried:
        carried, source = _addressed(page, stands[0]), Source.ADDRESSEE
    return Parties(carried, said.assist, carried=bool(carried), source=source)


def _stands(page: Page, stands: list[Stand], said: Parties, charge: Charge) -> bool:
    """Tell whether the sentence's own subject goes before the bracket: only where it is ordered."""
    if not charge.lead:
        return True
    if all(_IMPLICIT.match(page.text[name.start : name.end]) for name in said.lead):
        return False
    subject = next((stand.subject for stand in stands if stand.subject is not None), None)
    if subject is None or subject.modal:
        return True
    return any(_ALL_OF_IT.search(page.text, subject.end, one.clause.end) for one in stands[:1])


def _sending(page: Page, stands: list[Stand]) -> tuple[Named, ...]:
    """Return whose paper it is that is to be sent in, or whose figure that is to be reached."""
    found = _SENDS.match(page.text, stands[0].clause.start, stands[-1].clause.end)
    if found:
        return _party_names(page.text, *found.span("who"))
    figures = (_FIGURE_OF.match(page.text, one.clause.start, one.clause.end) for one in stands)
    figure = next((one for one in figures if one), None)
    return (Named(*figure.span("who")),) if figure else ()


def _addressed(page: Page, stand: Stand) -> tuple[Named, ...]:
    """Return whom the paper is addressed to, where the sentence asks them: 「请……立即开展自查」."""
    return page.addressees if _ASKS.match(page.text, stand.clause.start) else ()


def _spelt_out(page: Page, said: Parties, before: "Carried") -> Parties:
    """Put the unit named before for 该委, 该局 where one of that kind was named last."""
    lead = []
    for name in said.lead:
        words = page.text[name.start : name.end]
        last = before.named[-1] if before.named and len(words) == 2 and words[0] == "该" else None
        meant = last is not None and page.text[last.end - 1] == words[-1]
        lead.append(last if last is not None and meant else name)
    return replace(said, lead=tuple(lead))


class Carried:
    """The subject that a sentence without one still speaks to."""

    def __init__(self) -> None:
        self.names: tuple[Named, ...] = ()
        self.named: tuple[Named, ...] = ()
        self.piece = self.line = -1
        self.modal = False
        self.headed: tuple[Named, ...] = ()
        self.level = 0

    def note(self, page: Page, stand: Stand) -> None:
        """Remember the last party that a clause named, or that a heading is about."""
        self._note_heading(page, stand)
        if stand.subject is None:
            return
        if _only_a_case(page, stand) and not _HIS_CASE.match(page.text, stand.clause.end):
            return
        names, _ = _told_apart(page.text, stand.subject, stand.clause.end)
        if not page.text.startswith("该", names[0].start):
            self.named = names
        implicit = all(_IMPLICIT.match(page.text[name.start : name.end]) for name in names)
        if implicit and page.kind is not PaperKind.REPLY:
            return
        # 「由市水务局复查」 says who does this one thing; the one spoken to stays the same.
        if stand.subject.ordered:
            return
        told = any("的" in page.text[name.start : name.end] for name in names)
        if told and page.kind is PaperKind.SPEECH:
            return
        self.names, self.modal = names, stand.subject.modal
        self.piece, self.line = stand.piece, page.pieces[stand.piece].line

    def _note_heading(self, page: Page, stand: Stand) -> None:
        """A heading that is a unit's name (（一）市水务局职责) speaks for what stands below."""
        piece = page.pieces[stand.piece]
        if not 0 < piece.level < 5:
            return
        if self.headed and piece.level <= self.level:
            self.headed = ()
        of = _OF_A_UNIT.fullmatch(page.text, piece.body, piece.end)
        if of is None or len(piece.clauses) != 1:
            return
        if _DUTIES.fullmatch(page.text, piece.body, piece.end):
            self.headed, self.level = _set_up(page.text, piece.start), piece.level
            return
        names = split_names(page.text, *of.span("names"))
        if names and all(ends_like_a_body(page.text[n.start : n.end]) for n in names):
            self.headed, self.level = tuple(names), piece.level

    def lead_for(self, page: Page, stand: Stand) -> tuple[Named, ...]:
        """Return the party carried to this clause, or the one its heading is about."""
        if _OF_OTHERS.match(page.text, stand.clause.start):
            return ()
        return self._carried_to(page, stand) or self.headed

    def _carried_to(self, page: Page, stand: Stand) -> tuple[Named, ...]:
        piece = page.pieces[stand.piece]
        if not self.names or piece.line != self.line:
            return ()
        if self.piece == stand.piece:
            return self.names
        since = page.pieces[self.piece + 1 : stand.piece + 1]
        spoken = page.kind is PaperKind.SPEECH
        if any(between.level and (spoken or between.level < 5) for between in since):
            return ()
        if len(since) > _REACH:
            return ()
        # In a speech the next sentence speaks to the same only where it says that it goes on.
        goes_on = not spoken or all(_GOES_ON.match(page.text, one.body) for one in since)
        return self.names if goes_on else ()
