"""How the demo city is assessed: groups, indicators, where their figures lie; all invented."""

from dataclasses import dataclass, field
from typing import Any

from luoshi.assessment.appeal_terms import OpinionStance
from luoshi.assessment.terms import Direction, Method, Source

COUNTIES, ZONES = "县（区）组", "功能区组"
ECONOMY, SOCIETY, BUILDING = "经济部门组", "社会民生组", "城建执法组"
# Two zones are too few to be ranked; they are scored and shown all the same.
GROUPS = {
    COUNTIES: ("LXX", "YDX", "QYX", "SLX", "LPQ", "WJQ"),
    ZONES: ("GXQ", "JKQ"),
    ECONOMY: ("FGW", "CZJ", "GXJ", "SWJ", "NYJ", "KJJ"),
    SOCIETY: ("JYJ", "WJW", "MZJ", "RSJ", "WLJ", "YBJ"),
    BUILDING: ("ZJJ", "ZRJ", "HBJ", "JTJ", "SLJ", "YJJ", "SCJ"),
}
BASIS = "澄考发〔{year}〕1号"


@dataclass(frozen=True)
class Line:
    """One indicator of the plan.

    :ivar of: the groups that have it, or nothing for all of them
    :ivar record: what of the record gives its figure; else `source` enters it
    :ivar target: the same for every unit, for the year
    :ivar around: the figures lie about here, and so far from one another
    :ivar monthly: stands on the page of the month's economy, with its rank in the province
    :ivar voted: an appraisal gives its figure
    """

    code: str
    name: str
    weight: str
    method: str = ""
    record: str = ""
    source: str = ""
    target: str = ""
    around: tuple[str, str] = ("", "")
    measure: str = "%"
    direction: str = Direction.UP
    parameters: dict[str, Any] = field(default_factory=dict)
    monthly: bool = False
    voted: bool = False
    of: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        """The code of what it stands below; empty at level 1."""
        return self.code.rpartition(".")[0]

    @property
    def origin(self) -> str:
        """Where its figure comes from."""
        if self.voted:
            return Source.APPRAISAL
        return Source.RECORD if self.record else Source.ENTERED

    @property
    def every_month(self) -> bool:
        """Whether a month asks for it; too few matters fall due in one to judge their end by."""
        return self.monthly or (bool(self.record) and self.record != "COMPLETIONS_IN_TIME")

    def columns(self, source_unit: object) -> dict[str, Any]:
        """Return what the indicator's own row says."""
        told: dict[str, Any] = {
            "code": self.code,
            "name": self.name,
            "weight": self.weight,
            "basis": f"第{self.code}项",
        }
        if self.method:
            told |= {
                "method": self.method,
                "measure": self.measure,
                "direction": self.direction,
                "parameters": self.parameters,
                "frequency": "月" if self.every_month else "季",
                "monthly": self.monthly,
                "source": self.origin,
                "record": self.record,
                "source_unit": source_unit,
            }
        return told


AREAS, BUREAUS = (COUNTIES, ZONES), (ECONOMY, SOCIETY, BUILDING)
M = Method
INDICATORS = (
    Line("1", "重点任务", "40", of=AREAS),
    Line("1.1", "督查事项按期办结率", "20", M.COMPLETION, "COMPLETIONS_IN_TIME",
         target="95", of=AREAS),
    Line("1.2", "民生实事形象进度", "10", M.COMPLETION, source="FGW", target="90",
         around=("82", "9"), of=AREAS),
    Line("1.3", "挂牌隐患整改率", "10", M.COMPLETION, source="YJJ", target="95",
         around=("92", "4"), of=AREAS),
    Line("2", "报送反馈", "15", of=AREAS),
    Line("2.1", "进展按期报送率", "8", M.COMPLETION, "REPORTS_IN_TIME", target="95", of=AREAS),
    Line("2.2", "核查与报告不符", "7", M.DEDUCTION, "DIFFERENCES", measure="件",
         direction=Direction.DOWN, parameters={"each": "1"}, of=AREAS),
    Line("3", "督办响应", "15", of=AREAS),
    Line("3.1", "通知单按期签收率", "5", M.COMPLETION, "RECEIPTS_IN_TIME", target="98", of=AREAS),
    Line("3.2", "退回重办", "10", M.DEDUCTION, "SENT_BACK", measure="次",
         direction=Direction.DOWN, parameters={"each": "0.5"}, of=AREAS),
    Line("4", "指标运行", "20", of=AREAS),
    Line("4.1", "固定资产投资增速", "8", M.EFFICACY, source="TJJ", around=("7.5", "3"), target="7",
         monthly=True, of=AREAS),
    Line("4.2", "规上工业增加值增速", "7", M.EFFICACY_EXPONENTIAL, source="TJJ",
         target="6.5", around=("6.8", "2"), monthly=True, of=AREAS),
    Line("4.3", "一般公共预算收入增速", "5", M.RANK, source="CZJ", target="5",
         around=("5.2", "2.5"), monthly=True, parameters={"step_share": "0.05"}, of=AREAS),
    Line("5", "群众评价", "10", of=AREAS),
    Line("5.1", "热线办理满意度", "6", M.SATISFACTION_VALUE, source="XFJ", around=("60", "9"),
         measure="票", of=AREAS),
    Line("5.2", "信访事项按期受理率", "4", M.COMPLETION, source="XFJ", target="100",
         around=("97", "2"), of=AREAS),
    Line("1", "重点任务", "55", of=BUREAUS),
    Line("1.1", "督查事项按期办结率", "30", M.COMPLETION, "COMPLETIONS_IN_TIME",
         target="95", of=BUREAUS),
    Line("1.2", "全部应办按期率", "25", M.COMPLETION, "ON_TIME_RATE", target="95", of=BUREAUS),
    Line("2", "报送反馈", "20", of=BUREAUS),
    Line("2.1", "进展按期报送率", "12", M.COMPLETION, "REPORTS_IN_TIME", target="95", of=BUREAUS),
    Line("2.2", "核查与报告不符", "8", M.DEDUCTION, "DIFFERENCES", measure="件",
         direction=Direction.DOWN, parameters={"each": "1"}, of=BUREAUS),
    Line("3", "督办响应", "15", of=BUREAUS),
    Line("3.1", "通知单按期签收率", "5", M.COMPLETION, "RECEIPTS_IN_TIME", target="98", of=BUREAUS),
    Line("3.2", "退回重办", "10", M.DEDUCTION, "SENT_BACK", measure="次",
         direction=Direction.DOWN, parameters={"each": "0.5"}, of=BUREAUS),
    Line("4", "群众评价", "10", of=BUREAUS),
    Line("4.1", "办事企业群众满意度", "6", M.SATISFACTION_VALUE, source="SPJ",
         around=("58", "10"), measure="票", of=BUREAUS),
    Line("4.2", "机关作风民主评议", "4", M.SATISFACTION_VALUE, measure="票", voted=True,
         of=BUREAUS),
)  # fmt: skip
# What units are given beside their indicators: unit, line of the catalogue, the fact, the paper.
BESIDE = (
    ("LXX", "INNOVATION_PROVINCE", "流域共治做法获全省改革创新奖", "省改办〔{year}〕6号"),
    ("SLX", "MEETING_ABSENCE", "重点项目调度会擅自替会", "澄督通〔{year}〕8号"),
    ("ZJJ", "INNOVATION_CITY", "“一窗受理”联审做法获全市表彰", "澄政发〔{year}〕17号"),
    ("SWJ", "CRITICISM_CITY", "促消费活动报批滞后被通报", "澄政办发〔{year}〕22号"),
)
# Steps of the next year's draft: group, code, weight; the heads follow what stands below.
NEXT_YEAR = {
    COUNTIES: {"1": "30", "1.1": "10", "5": "20", "5.1": "14", "5.2": "6"},
    BUILDING: {"1": "45", "1.1": "20", "4": "20", "4.1": "16"},
}
# What waits for the other hand when the story ends.
WAITING = ("GXQ", "INNOVATION_CITY", "“帮办代办”服务企业做法获全市表彰", "澄政发〔{year}〕31号")


@dataclass(frozen=True)
class Appealed:
    """An appeal of one unit, and what those who look it over think of it.

    :ivar line: the indicator appealed against; nothing for a deduction
    :ivar stances: of the first and the second who did not score; fewer where they are still to come
    :ivar right: why the figure was corrected; nothing where that is still to come
    """

    unit: str
    ground: str
    line: str = ""
    stances: tuple[tuple[str, str], ...] = ()
    right: str = ""
    withdrawn: bool = False


HIDDEN = "两处隐患已于季末前验收销号，来源单位统计时未计入，附验收单。"
HOLDS = (OpinionStance.UPHOLD, "材料属实，应予更正。")
STANDS = (OpinionStance.REFUSE, "批件日期晚于会议，维持原结果。")
# By the number of the quarter.
APPEALS = {
    1: (Appealed("LPQ", HIDDEN, "挂牌隐患整改率", (HOLDS, HOLDS), "复核认定两处隐患季末前已销号"),),
    2: (
        Appealed("SLX", "当日主要负责人经市政府批准外出，替会已履行请假手续，附批件。",
                 stances=(HOLDS, HOLDS)),
        Appealed("WLJ", "回访样本含已撤件事项，申请重新统计。", "办事企业群众满意度",
                 withdrawn=True),
    ),
    3: (
        Appealed("LPQ", HIDDEN, "挂牌隐患整改率", (HOLDS, HOLDS), "复核认定两处隐患季末前已销号"),
        Appealed("QYX", "敬老院改造项目因汛期停工，申请按顺延后的节点计。", "民生实事形象进度",
                 ((OpinionStance.REFUSE, "顺延未经批准，节点不变。"),) * 2),
    ),
    4: (
        Appealed("SWJ", "活动方案已按要求报批，批件随附。", stances=(STANDS, STANDS)),
    ),
}  # fmt: skip
# In the month that lies open when the story ends: one at each step.
APPEALED_NOW = (
    Appealed("WJQ", "跨区项目投资额按属地划分有误，附两区核对记录。", "固定资产投资增速"),
    Appealed("QYX", "一家规上企业当月数据漏报，已补报。", "规上工业增加值增速", (HOLDS,)),
    Appealed(
        "JKQ", "留抵退税影响未剔除，附税务部门说明。", "一般公共预算收入增速",
        ((OpinionStance.REFUSE, "口径与全市一致，不作剔除。"), HOLDS),
    ),
    Appealed("YDX", "入库数与国库报表相差一笔，附国库对账单。", "一般公共预算收入增速",
             (HOLDS, HOLDS)),
)  # fmt: skip
