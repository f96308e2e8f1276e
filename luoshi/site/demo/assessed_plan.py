"""How the demo city is assessed: groups, indicators, where their figures lie; all invented."""

from dataclasses import dataclass, field
from typing import Any

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
    of: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        """The code of what it stands below; empty at level 1."""
        return self.code.rpartition(".")[0]

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
                "frequency": "月" if self.monthly else "季",
                "monthly": self.monthly,
                "source": Source.RECORD if self.record else Source.ENTERED,
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
    Line("4.1", "固定资产投资增速", "8", M.EFFICACY, source="TJJ", around=("7.5", "3"),
         monthly=True, of=AREAS),
    Line("4.2", "规上工业增加值增速", "7", M.EFFICACY_EXPONENTIAL, source="TJJ",
         around=("6.8", "2"), monthly=True, of=AREAS),
    Line("4.3", "一般公共预算收入增速", "5", M.RANK, source="CZJ", around=("5.2", "2.5"),
         monthly=True, parameters={"step_share": "0.05"}, of=AREAS),
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
    Line("4.1", "办事企业群众满意度", "10", M.SATISFACTION_VALUE, source="SPJ",
         around=("58", "10"), measure="票", of=BUREAUS),
)  # fmt: skip
# What units are given beside their indicators: unit, line of the catalogue, the fact, the paper.
BESIDE = (
    ("LXX", "INNOVATION_PROVINCE", "流域共治做法获全省改革创新奖", "省改办〔{year}〕6号"),
    ("SLX", "MEETING_ABSENCE", "重点项目调度会擅自替会", "澄督通〔{year}〕8号"),
    ("ZJJ", "INNOVATION_CITY", "“一窗受理”联审做法获全市表彰", "澄政发〔{year}〕17号"),
    ("SWJ", "CRITICISM_CITY", "促消费活动报批滞后被通报", "澄政办发〔{year}〕22号"),
)
