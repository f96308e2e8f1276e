"""Names of parties: what the suffix grammar of official names admits, and what the register "
"knows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from luoshi.reading.lexicon import one_of
from luoshi.reading.matching import Candidate, Register

# What the name of a unit, a group of units or a role ends in; the longer stands before what it
# begins with, but for 政府, which ends a name wherever it can.
_LAST = (
    "委员会 管委会 工作委员会 领导小组 工作小组 工作组 小组 专班 指挥部 督查室 研究室 "
    "办公厅 办公室 党委 党组织 党组 政府 总局 分局 支队 大队 "
    "部门 单位 机关 机构 处室 科室 股室 街道 办事处 系统 组织 企业 公司 集团 "
    "银行 医院 学校 大学 幼儿园 中学 小学 酒店 商场 煤矿 项目部 研究院 协会 商会 学会 "
    "工商联 工会 妇联 团委 科协 残联 法院 检察院 联席会议 协调委 自治区 开发区 园区 功能区 "
    "新区 地区 各地 各方 社会团体 基金会 合作社 "
    "负责人 负责同志 领导 成员 书记 市长 县长 区长 州长 镇长 乡长 省长 局长 主任 组长 "
    "秘书长 主席 院长 校长 河长 人员 "
    "财政 你们 我们 你省 你市 你县 你局 该委 该部 该局 该市 两局 我局 我部 我委 一方 社区 "
    "居委会 村委会 "
    "中心(?<=[服交疾数指信保管审监][务易控据挥息障理批测]中心)(?!城|区|组) "
    "员(?<![动全]员)(?!工) 上(?<=[省市县区州]上)(?=要|将|应|须|原则) "
    "部 委 局 办 厅 室 院 署 处 科 股 站 队 会 组 镇 乡 县 区 市 州 省 所(?![有属在需涉提谓])"
)
SUFFIX = rf"(?:[^工]厂|{one_of(_LAST.split())})"
_SUFFIX = re.compile(SUFFIX)
_ENDS = re.compile(SUFFIX + r"(?:（[^（）]{1,14}）)?$")
# What may follow the subject of an order: a modal, a preposition, an adverb of doing, a verb that
# is never part of a name.
_AFTER = re.compile(
    r"(?:，(?=要|应|须))?(?:主要领导|主要负责(?:同志|人)|负责同志|班子)?"
    r"(?:要(?!求)|应|须|需|将|可|必须|务必|负责(?!人|同志)|牵头|会同|联合|配合|协同|协助|对|按|根据|依|结合|于"
    r"|在|从|自|以|把|向|给|与|每|定期|及时|立即"
    r"|即时|尽快|认真|切实|进一步|全面|主动|积极|严格|具体|统一|分别|共同|继续|适时|也|还|都|均"
    r"|不得|不再|一律|原则上|做好|抓好|落实|制定"
    r"|提出|开展|承担|参与|明确|完成|成立|设在|担任|全程|研究(?!室|院|所)|召开|指导|收到|接到"
    r"|审查|换发|作出|处理|加强|加大|强化|拿出|拟"
    r"|正在|正|表示|年初|年内|年底|月底|逐一|逐项|督促|跟踪|视情|随时|带头|提供|着重|再|先|报送"
    r"|报告|上报|填写|编制(?!部|委|办)|建立|健全|完善|推进"
    r"|推动|实施|汇总|综合|组织(?!部|处|科|室)|重新|办理|抓紧|采取|安排|直接|各自|负总责|具体抓"
    r"|坚持|争取|确保|围绕|通过|利用|聚焦|紧盯"
    r"|既|又|决定|同意|本着|发挥|指定|确定|派|是|有(?!关|限)|做到|到|充分|高度|首先|率先|全力"
    r"|加快|深入|扎实|经(?![济贸信营])|不|只|常态化|牢固|始终|本月|除|针对|无论|认为|因|具有|依照"
    r"|\d{1,2}月|\d{4}年|今年|明年|必|进行|驻|带|督查(?!室|组|局)|发现|审核|核查|核实|约谈|责令|抽查|验收|评审)"
)
_OPENING = re.compile(
    r"(?:(?:同时|另外|此外|其中|并且|并|然后|对此|特别是|尤其是|尤其|下一步|下步|今后|当前|目前"
    r"|现在|届时|会后|今年|明年|为此|因此|由(?!于)|请|建议"
    r"|要求|安排|责成|我?希望|我们(?=[省市县区州国])|凡|在此|近期|近日|首先|其次|最后|原则上|接下来|这次|此次|如(?!果)"
    r"|即(?![将使可日时刻])|应|应当|再|也|还|是|经研究|会议要求|但|而|而且|确保"
    r"|督促|指导|推动|具体由|分别由|统一由|以及)，?)+"
)
_DAY = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬)?[之以]?前?，?|\d{4}年底?前?，?"
)
# Words no name has in it; where they stand before the suffix, it closes something else.
_NO_NAME = re.compile(
    r"(?<!即)将|[把对使让由]|关于|为了|通过|加强|推进|推动|确保|建立|完善|开展|组织(?!部|办|处|人事|室"
    r"|$)|提高|实现|进行|落实|根据|按照|结合|围绕|坚持"
    r"|以上|认真|积极|切实|要求|充分|如果|因为|这[些个种几]|近几年|到(?=[省市县区州镇乡])|那[些个种]|什么|怎么|已经|取得|没有"
    r"|以来|是|不仅|作为|随着|面对|(?<!所)在(?!建|编|职|线|站)"
    r"|，|；|。|！|？|：|\||有些|有的|一些|大多数|向(?!阳)|从|要|给予|参加|召开|听取|主持|审议"
    r"|讨论|代表|刚才|我想|可以|就(?!业)"
    r"|完成|同意|原则|出现|制定|引进|培养|支持|鼓励|引导|扶持|统筹(?!办|局|组|中心|城|委)|疏散"
    r"|提请|希望|包括|不会|连同|采取|促进|几乎|必须|需要|\d年|年内|内容|情况"
    r"|事项|随批|主动|精心|^与|小区|老城区|库区|灾区|景区|养区|保护区|有效|适应|基本|全程"
)
# These open a name only as part of one («组织部»); alone, or at the head of more, they are verbs.
_BARE = re.compile(
    r"(?:全[市县区省国州镇乡]|组织|系统|人员|领导|成员|正|都|会|办|机构|的.*|[上抄呈转]报.*|抄送.*|报送.*|.{0,6}项目组织"
    r"|报告?[^社馆].*|提[请交].*|会同.*|待.*|经(?![贸信济发开管委]).*|领导[^小班].*|不.*|[^各]{0,3}全部|(?:指定|选派|抽调|安排)(?:专|一名|[\d]|若干|精干|有|相关).*)$"
)
# 督办, 部署: a verb whose last character closes names too.
_DEED = re.compile(r"(?:部署|查处|[督承主举兴经交会查催代快通领协创开筹]办|调查组织)$")
_APPOINTS = re.compile(r"(?<![主责])任(?![务职何期])")
# Who they are is told before the name only: there it stays.
_ANYBODY = re.compile(
    r"(?:项目|责任|承办|牵头|有关|相关|成员|主办|协办|基层)*"
    r"(?:单位|部门|企业|机构|人员|干部|负责人|单位负责人)$"
)
_QUOTED = re.compile(r'"[^"]*"')
_WITH = re.compile(
    r"(?:正在?|将|要|也|并|须|应|积极|共同)*(?:会同|联合(?!办|会|国)|协同|与(?=[^，。]{2,20}共同))"
)
_MODAL = re.compile(
    r"[^一-龥]*(?:主要领导|主要负责(?:同志|人)|负责同志|班子)?(?:要|应|须|需|将|必须|务必|负责"
    r"|牵头|会同|可|不得|分别|具体|按)"
)
# What is done to them, and not by them: 「班子成员给予诫勉」, 「副主任由……担任」.
_SUFFERS = re.compile(
    r"，?(?:[要应须将可]|必须|应当)*(?:分别|统一|均|具体|可以)*"
    r"(?:由(?![于此])|(?:给予|予以)(?:诫勉|免职|处分|警告|通报|批评|约谈|表彰|表扬|奖励|记功|记过"
    r"|撤职|降职|辞退|开除|停职))"
)
_SEPARATORS = re.compile(
    r"[、，；/ \n|]+|和(?=各|市|县|区|省|有|相|国|乡|镇|街|州)|以及|及(?!时)|与(?=各|市|县|区|省)"
)
_AND = re.compile(r"和|与|及")
_ETC = re.compile(
    r"等(?:[^、，；及和与与]{0,20}?(?:部门|单位|机关|地区|同志|企业|机构)(?:（[^（）]{1,6}）)?"
    r"|$|(?=[、，；及和]))"
)
_COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|所有|全体|全部|每个|国务院有关|国务院相关|市级有关|市直有关|其他)"
    r"|有关(?:部门|单位|方面|人员)|相关(?:部门|单位|处室|人员)"
    r"|部门(?:（单位）)?$|单位$|地区$|^(?:我们|你们|大家)$|系统$"
)
# "各省、自治区、直辖市…" is one addressee, however many commas it has.
_REGIONS = re.compile(
    r"(?:有关|各)省、市、自治区(?:人民政府)?|各(?:省|市|区|县|州|镇"
    r"|乡)(?:（[^（）]{1,10}）)?、(?:(?:自治区|直辖市|县|区|市|州|乡"
    r"|镇)(?:（[^（）]{1,10}）)?、?){1,3}"
    r"(?:[^、，；和及]{0,6}(?:人民政府|政府|管委会)|[^、，；和及]{0,12}机关)"
    r"|各(?:省|市|区|县|州)(?:（[^（）]{1,10}）)?、(?:县|区|市)（[^（）]{1,10}）"
)
_BODIES = frozenset("局委办厅部处院室署社会队站府镇乡县区市州省")
_PERSONS = frozenset("员人任长部志")
_WIDEST = 170
_LONGEST_NAME = 26


@dataclass(frozen=True)
class Named:
    """A name's place in the shadow."""

    start: int
    end: int


@dataclass(frozen=True)
class UnitBook:
    """The unit register (机构名录): every name and alias leads to the unit's one name."""

    register: Register = field(default_factory=Register)

    @classmethod
    def of(cls, units: "Iterable[str] | UnitBook | None") -> "UnitBook":
        """Make a register of plain names; a register is returned as it is."""
        if isinstance(units, UnitBook):
            return units
        return cls.with_aliases((name, ()) for name in units or ())

    @classmethod
    def with_aliases(cls, units: "Iterable[tuple[str, Iterable[str]]]") -> "UnitBook":
        """Make a register of names, each with its aliases (市发改委)."""
        return cls(Register.of(units))

    def unit(self, name: str, shared: bool = False) -> str:
        """Return the unit a name stands for, or an empty string."""
        return "" if _is_group(name) else self.register.unit(name, shared)

    def candidates(self, name: str, shared: bool = False) -> tuple[Candidate, ...]:
        """Return the units a name may stand for, the nearest first, each with its reason."""
        return () if _is_group(name) else self.register.candidates(name, shared)


def is_collective(name: str) -> bool:
    """Tell whether a name stands for many that it does not name (各县区、有关部门)."""
    return _COLLECTIVE.search(name) is not None


def _is_group(name: str) -> bool:
    """Tell whether no unit can be meant: 「工信部门」 is one, 「有关部门」 is none."""
    return is_collective(name.removesuffix("部门"))


def ends_like_a_body(name: str) -> bool:
    """Tell whether a name ends as the names of single bodies end (局、委、办)."""
    return name[-1:] in _BODIES


def ends_like_a_party(name: str) -> bool:
    """Tell whether a name ends as the names of parties end."""
    return _ENDS.search(name) is not None


def _cuts(words: str) -> list[tuple[int, int]]:
    """Cut a list of names where the commas are, passing brackets and region lists over."""
    held = [found.span() for found in _REGIONS.finditer(words)]
    held += [found.span() for found in re.finditer(r"（[^（）]{0,40}）", words)]
    found: list[tuple[int, int]] = []
    start = 0
    for mark in _SEPARATORS.finditer(words):
        at = mark.start()
        if any(a < at < b for a, b in held):
            continue
        if mark[0] in {"和", "与", "及"} and not ends_like_a_party(words[start:at]):
            continue
        found.append((start, at))
        start = mark.end()
    found.append((start, len(words)))
    return found


def split_names(text: str, start: int, end: int) -> list[Named]:
    """Split 「A、B和C等有关部门」 into its names; 等 and what it stands for is left out."""
    words = text[start:end]
    etc = [found.span() for found in _ETC.finditer(words)]
    for a, b in etc:
        words = words[:a] + "、" * (b - a) + words[b:]
    names: list[Named] = []
    for a, b in _cuts(words):
        while a < b and words[a] in " 、及和并与":
            a += 1
        while b > a and words[b - 1] in " 、":
            b -= 1
        for x, y in _halves(words, a, b):
            if y > x:
                names.append(Named(start + x, start + y))
    return names


def _halves(words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part 「建设局和水利局」, where both halves end like names, and not 「发展和改革局」."""
    for mark in _AND.finditer(words, start, end):
        left, right = words[start : mark.start()], words[mark.end() : end]
        if right == "单位" and left.endswith("部门"):
            continue
        if len(left) > 2 and ends_like_a_party(left) and ends_like_a_party(right):
            return [(start, mark.start()), *_halves(words, mark.end(), end)]
    return [(start, end)]


@dataclass(frozen=True)
class Subject:
    """Who a clause speaks to, and where the order itself begins."""

    names: tuple[Named, ...]
    end: int
    ordered: bool
    modal: bool


def subject_of(text: str, start: int, end: int) -> Subject | None:
    """Find the party that opens a clause: 「各县区要…」, 「由市水务局…」, 「市司法局牵头…」."""
    opening = _OPENING.match(text, start, end)
    at = opening.end() if opening else start
    day = _DAY.match(text, at, end)
    if day:
        at = day.end()
        again = _OPENING.match(text, at, end)
        at = again.end() if again else at
    window = min(end, at + _WIDEST)
    if _WITH.match(text, at, end):
        return None
    for found in _SUFFIX.finditer(text, at, window):
        stop = found.end()
        if text[stop : stop + 1] == "（":
            closing = text.find("）", stop, stop + 16)
            stop = closing + 1 if closing > 0 else stop
        etc = _ETC.match(text, stop, window)
        follows = _AFTER.match(text, etc.end() if etc else stop, min(end, window + 8))
        if follows is None and (etc.end() if etc else stop) != end:
            continue
        # 「市水务局：负责……」 speaks to it as well as 「由市水务局」 does.
        spoken_to = text.startswith(("：", "，要", "，应", "，须", "，必须"), end)
        if follows is None and opening is None and not spoken_to:
            continue
        if _suffers(text, etc.end() if etc else stop):
            return None
        subject = _subject(text, at, etc.end() if etc else stop, opening)
        if subject is not None:
            return subject
    return None


def _suffers(text: str, at: int) -> bool:
    """Tell whether a person or post that ends here has something done to it by another."""
    found = _SUFFERS.match(text, at)
    return found is not None and (text[at - 1] in _PERSONS or "由" not in found[0])


def _subject(text: str, start: int, end: int, opening: "re.Match[str] | None") -> Subject | None:
    words = _QUOTED.sub("", text[start:end])
    if (
        end - start < 2
        or _APPOINTS.search(words)
        or _DEED.search(words)
        or _NO_NAME.search(words)
        or not _balanced(text, start, end)
    ):
        return None
    names = [_told_of(text, name) for name in split_names(text, start, end)]
    if not names or any(name.end - name.start > _LONGEST_NAME for name in names):
        return None
    if any(_BARE.match(text, name.start, name.end) for name in names):
        return None
    if len(names) == 1 and text[names[0].start : names[0].end] in {"部门", "单位"}:
        return None
    ordered = opening is not None and opening[0].rstrip("，").endswith("由")
    modal = ordered or _MODAL.match(text, end) is not None
    return Subject(tuple(names), end, ordered, modal)


def _told_of(text: str, name: Named) -> Named:
    """Leave out what is told of a unit before its name: 「列入预算的财政部门」."""
    at = text.rfind("的", name.start, name.end) + 1
    plain = text[at : name.end]
    if at and len(plain) > 2 and not _ANYBODY.match(plain) and ends_like_a_party(plain):
        return Named(at, name.end)
    return name


def _balanced(text: str, start: int, end: int) -> bool:
    return text.count('"', start, end) % 2 == 0
